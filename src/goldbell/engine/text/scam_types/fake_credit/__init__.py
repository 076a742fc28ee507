"""虚假征信: false credit repair."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="fake_credit",
    name_zh="虚假征信",
    name_en="False credit repair",
    ministry_ten="虚假征信",
    definition_zh=(
        "冒充金融平台或监管人员，以注销校园贷账户、利率过高、征信受损为由，"
        "诱导借出各平台额度转入“清算账户”；或以修复征信为名收费。"
    ),
    definition_en=(
        "Callers pose as lenders or regulators: a student account, a rate “too high”, "
        "a damaged credit record; the victim draws all limits and pays them to a “clearing account”, "
        "or pays for “repair”."
    ),
    stages=said(
        ("报出姓名、学校、贷款账户取信", "Name, school, accounts are told to gain trust"),
        ("以影响征信相威胁", "Threat to the credit record"),
        ("会议软件、共享屏幕“验证”", "Meeting app and shared screen"),
        ("逐个平台借款，额度“清空”", "Limit after limit is drawn"),
        ("转入“清算”“对公”账户", "Paid to a “clearing” account"),
    ),
    signs=said(
        ("说国家不允许，要注销或降利率", "The state forbids it: cancel or lower the rate"),
        ("出示盖章红头文件", "Shows a stamped paper"),
        ("要求转到指定账户“清零后退还”", "Pay in, “refunded after clearing”"),
        ("收费消除逾期记录", "Charges to delete arrears"),
    ),
    last_signals=said(
        ("一小时内多个平台放款", "Several loans drawn within an hour"),
        ("屏幕共享中逐个打开借贷软件", "Lending apps opened one by one while sharing"),
        ("贷款到账后立即转出", "Loans paid on at once"),
    ),
    questions=said(
        ("今天一共从哪几个平台借了款？", "Which lenders did you draw from today?"),
        ("借的钱还在您卡里，还是已经转走？", "Is it still in your card or gone?"),
        ("屏幕还在共享吗？", "Is your screen still shared?"),
        ("他怎么证明自己是监管人员？", "How did he prove who he is?"),
    ),
    never_say=said(
        ("你大学怎么乱借钱", "Why did you borrow at college"),
        ("征信坏了我们管不了", "We cannot help your credit"),
        ("贷款反正要你自己还", "You will have to repay anyway"),
    ),
    dissuasion=said(
        (
            "征信由人民银行管，任何人电话里都改不了、消不掉。",
            "Credit records belong to the central bank; nobody can change them by phone.",
        ),
        (
            "没有“注销校园账户”这回事，也没有清算账户。",
            "There is no student account to cancel and no clearing account.",
        ),
        (
            "钱还在卡里就先别动，挂断电话，我陪您联系各平台说明情况。",
            "If the money is still there do not touch it; hang up, I will help you call each lender.",
        ),
        ("您可以带身份证到人民银行网点免费查征信。", "You may see your record free of charge at the central bank."),
    ),
    valid_from=date(2023, 1, 1),
)
