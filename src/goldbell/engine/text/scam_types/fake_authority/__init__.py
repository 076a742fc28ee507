"""冒充公检法及政府机关: fake police, courts and authorities."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="fake_authority",
    name_zh="冒充公检法及政府机关",
    name_en="Fake police, courts and authorities",
    ministry_ten="冒充公检法及政府机关",
    definition_zh=(
        "冒充公安、检察、法院、社保、医保、通信管理、海关等机关，以涉嫌犯罪、账户异常相恐吓，"
        "要求保密并将钱转入“安全账户”或提供账户控制权。"
    ),
    definition_en=(
        "Callers pose as police, prosecutors, courts, insurance, telecom or customs; "
        "they threaten with a crime, demand secrecy and money in a “safe account”."
    ),
    stages=said(
        ("以社保、快递、手机号异常开头", "Begins with insurance, a parcel or a number"),
        ("转接“公安”并出示通缉令", "Passed to “police”, a warrant is shown"),
        ("要求保密、独处、每日汇报", "Secrecy, alone, daily reports"),
        ("清查资产、归集到一张卡", "Assets listed and gathered on one card"),
        ("转“安全账户”或交出验证码、U盾", "Paid to a “safe account”, or codes handed over"),
    ),
    signs=said(
        ("电话、网络做笔录", "A record is taken by phone or video"),
        ("出示带照片的通缉令", "A warrant with the victim's picture"),
        ("要求不告诉家人和银行", "Tell neither family nor bank"),
        ("要求去宾馆、换手机", "A hotel room, a new phone"),
    ),
    last_signals=said(
        ("独自住进宾馆、拒接其他电话", "Alone in a hotel, refuses other calls"),
        ("新办银行卡、把定期转活期", "A new card, fixed deposits dissolved"),
        ("开呼叫转移、飞行模式、全天视频", "Calls forwarded, flight mode, video all day"),
        ("对银行柜员说装修、买房", "Tells the clerk renovation or a flat"),
        ("购买黄金准备交人", "Buys gold to hand over"),
    ),
    questions=said(
        (
            "电话那头还连着吗？请不要作声，先放下听我说。",
            "Is the other call still open? Say nothing, put it down and listen.",
        ),
        ("有没有人让您保密、让您离开家？", "Did someone tell you to keep it secret or leave home?"),
        ("您现在在哪里、身边有谁？", "Where are you, who is with you?"),
        ("钱还在自己账户吗？验证码、密码告诉过谁？", "Is the money still yours? Who has codes or passwords?"),
    ),
    never_say=said(
        ("你是不是真有什么事", "Did you do something after all"),
        ("我以警察身份命令你", "I order you as police"),
        ("再不听就传唤你", "I shall summon you"),
        ("转账是你自愿的", "You paid of your own will"),
    ),
    dissuasion=said(
        (
            "警察办案不会在电话里做笔录，更没有安全账户；您没有违法，不必向谁证明清白。",
            "Police take no records by phone and have no safe account; you have done nothing and need prove nothing.",
        ),
        (
            "您可以怀疑我，请挂断，自己拨110，或走到最近派出所，我们在门口等您。",
            "Doubt me: hang up, dial 110 yourself or walk into the nearest station.",
        ),
        (
            "保密是他怕别人救您。请现在把电话交给身边的家人。",
            "Secrecy is so that nobody saves you. Give the phone to your family now.",
        ),
        (
            "两位民警十分钟到您那里，先看警官证，再说话。",
            "Two officers are with you in ten minutes: see their cards first, then talk.",
        ),
        ("钱只要还在您名下就是安全的，哪里都不用转。", "Money in your own name is safe; it need go nowhere."),
    ),
    valid_from=date(2023, 1, 1),
)
