"""网络游戏产品虚假交易: false trade in online games."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="game_trade",
    name_zh="网络游戏产品虚假交易",
    name_en="False trade in online games",
    ministry_ten="网络游戏产品虚假交易",
    definition_zh=(
        "以买卖游戏账号、装备、点券、代练、解除防沉迷、免费皮肤为名，诱导在虚假交易平台充值“解冻”，或骗取钱款、账号。"
    ),
    definition_en=(
        "Accounts, items, coins, boosting, lifting of limits or free skins in games; "
        "the victim “unfreezes” on a sham market, or loses money or account."
    ),
    stages=said(
        ("游戏频道、短视频、QQ群发布", "Posted in game channels, clips, groups"),
        ("引到虚假交易平台或私下交易", "Moved to a sham market or private trade"),
        ("提现失败：卡号错误、冻结", "Withdrawal fails: wrong card, frozen"),
        ("充值同等金额解冻", "Pay the same again to unfreeze"),
        ("未成年人被恐吓，用家长手机付款", "A child is frightened into paying with a parent's phone"),
    ),
    signs=said(
        ("陌生交易链接、客服一对一", "Unknown market link and its own service"),
        ("高价收号、免费皮肤", "High offers, free skins"),
        ("要求脱离官方平台", "Away from the official market"),
        ("恐吓未成年人违法", "A child is told it broke the law"),
    ),
    last_signals=said(
        ("孩子拿家长手机躲着操作", "A child hides with a parent's phone"),
        ("同一平台重复充值“解冻”", "Repeated top-ups to “unfreeze”"),
        ("正在念付款码、验证码", "Reading out a pay code"),
    ),
    questions=said(
        ("在哪个平台、哪个链接交易的？", "Which market, which link?"),
        ("账号或装备已经交出去了吗？", "Is the account or item already gone?"),
        ("充值了几次，付款方式是什么？", "How many top-ups, how paid?"),
        ("（家长）孩子现在还在和对方联系吗？", "(To parents) is your child still in touch with them?"),
    ),
    never_say=said(
        ("玩游戏玩成这样", "See what games do to you"),
        ("小孩不打不长记性", "A beating will teach the child"),
        ("虚拟的东西不值钱", "Virtual things are worth nothing"),
    ),
    dissuasion=said(
        ("不要再充任何“解冻”钱，充多少都提不出来。", "No more top-ups to “unfreeze”; nothing will ever come out."),
        (
            "马上到游戏官方找回账号、冻结交易，我等您操作。",
            "Go to the game's own service now, recover the account, freeze the trade; I will wait.",
        ),
        (
            "小朋友，你没有犯法，警察叔叔是来帮你的，把手机给爸爸妈妈。",
            "Child, you broke no law; we are here to help. Give the phone to mum or dad.",
        ),
        (
            "付款记录截图给我，微信、支付宝未成年付款可以申请处理。",
            "Send me the payment; payments by minors can be contested.",
        ),
    ),
    valid_from=date(2023, 1, 1),
)
