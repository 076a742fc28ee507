"""冒充领导熟人: fake superiors and acquaintances."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="fake_acquaintance",
    name_zh="冒充领导熟人",
    name_en="Fake superiors and acquaintances",
    ministry_ten="冒充领导熟人",
    definition_zh="冒充领导、老板、老师、亲友，或盗用其账号，以不便出面、急需用钱、代转款、交费等理由骗取转账。",
    definition_en=(
        "Someone poses as a superior, boss, teacher, relative or friend, or uses a stolen account, "
        "and asks for money under a pretext."
    ),
    stages=said(
        ("盗号、仿冒头像或“猜猜我是谁”", "Stolen account, copied picture, or “guess who”"),
        ("寒暄关怀，建立身份", "Small talk to settle who he is"),
        ("以急事、代转、缴费开口", "Asks: urgent, pass it on, fees"),
        ("发假转账截图或称延迟到账", "A false transfer slip, “arrives later”"),
        ("催促多次转账", "Pressed for more"),
    ),
    signs=said(
        ("换了新号、只用文字不肯通话", "New number, text only"),
        ("收款人不是本人", "The payee is somebody else"),
        ("要求保密、不要当面问", "Asks to keep it quiet"),
        ("先打款后补手续", "Pay now, papers later"),
    ),
    last_signals=said(
        ("财务正准备付一笔没有合同的款", "An accountant is about to pay without papers"),
        ("家长群里有人发收款码", "A code to pay appears in a parents' group"),
        ("老人取现要交给上门的“同学”“朋友”", "An elder draws cash for a “friend” who collects"),
        ("截图显示已转但银行未入账", "A slip shows money that has not arrived"),
    ),
    questions=said(
        ("您和本人当面或原来的号码核实过吗？", "Did you check face to face or on the old number?"),
        ("转给了谁的账户、几点、多少？", "Whose account, when, how much?"),
        ("还有没有第二笔等着转？", "Is a second payment waiting?"),
        ("群里其他人交了没有？", "Have others in the group paid?"),
    ),
    never_say=said(
        ("连自己老板都认不出来", "You did not know your own boss?"),
        ("单位的钱你也敢转", "How dared you with the firm's money"),
        ("你家老人糊涂了", "Your old people are senile"),
    ),
    dissuasion=said(
        (
            "先不转。用您手机里存的老号码打给本人，只问一句是不是他要的钱。",
            "Do not pay yet. Ring the old number in your phone and ask whether it is him.",
        ),
        ("真领导不会怪您多打一个电话。", "No real superior minds one more call."),
        ("截图不算到账，以银行余额为准。", "A picture is no money; only the balance counts."),
        (
            "请在群里发一句：收款码是假的，先别付，再通知群主。",
            "Write in the group: the code is false, do not pay; then tell its owner.",
        ),
        (
            "公司账户的，让财务马上联系开户行，我同步申请止付。",
            "If it was the firm's account, have finance call the bank now while I ask for the stop.",
        ),
    ),
    valid_from=date(2023, 1, 1),
)
