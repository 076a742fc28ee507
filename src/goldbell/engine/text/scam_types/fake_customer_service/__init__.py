"""冒充电商物流客服: fake shop or courier service."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="fake_customer_service",
    name_zh="冒充电商物流客服",
    name_en="Fake shop or courier service",
    ministry_ten="冒充电商物流客服",
    definition_zh=(
        "冒充电商、物流、短视频或支付平台客服，以退款理赔、误开会员、百万保障到期等为由，诱导共享屏幕、"
        "转账或借款后转出。"
    ),
    definition_en=(
        "Callers pose as shop, courier, video or payment service; refunds, "
        "memberships opened by mistake or expiring insurance lead to screen sharing, "
        "transfers or loans paid on."
    ),
    stages=said(
        ("来电准确报出订单或个人信息", "The call names order or personal data"),
        ("制造扣费恐慌或高额赔付", "Fear of charges, or generous compensation"),
        ("引导下载会议软件、共享屏幕", "A meeting app and screen sharing"),
        ("查看余额、套取验证码", "Balances seen, codes taken"),
        ("转到“安全”“清算”账户，或贷款后转出", "Money to a “clearing” account, loans drawn and paid on"),
    ),
    signs=said(
        ("不在官方软件内处理，要求另加好友", "Not handled in the official app; add a friend"),
        ("要求共享屏幕", "Asks for screen sharing"),
        ("以“保证金”“流水”验证身份", "Identity is “verified” by deposits"),
        ("自称客服后又转“银联”“银保监”", "Passed on to “UnionPay” or “the regulator”"),
    ),
    last_signals=said(
        ("正在通话且屏幕共享", "On the phone with the screen shared"),
        ("刚下载陌生会议软件并打开手机银行", "Just opened a meeting app, then the bank app"),
        ("短时间内多个平台借款到账", "Loans from several apps arrive within minutes"),
        ("收到多条转账验证码短信", "Several transfer codes arrive"),
        ("电话长时间占线", "The line is busy for long"),
    ),
    questions=said(
        ("手机屏幕现在是不是共享着？请马上关掉。", "Is your screen shared now? Please end it at once."),
        ("验证码念给他了吗？转了几笔？", "Did you read him a code? How many transfers?"),
        ("他让您下了什么软件、加了什么号？", "Which app, which account did he give you?"),
        ("有没有让您借款、开备用金？", "Did he make you borrow?"),
    ),
    never_say=said(
        ("自己不小心点的吧", "You must have tapped it yourself"),
        ("客服怎么可能打电话", "How could you believe that"),
        ("等他退了款再说", "Wait for the refund first"),
    ),
    dissuasion=said(
        (
            "请先挂断对方，退出会议软件，打开飞行模式再关掉，屏幕共享就断了。",
            "Hang up, leave the meeting app, switch flight mode on and off: sharing ends.",
        ),
        (
            "真客服退款走原路，不需要您转账、不需要验证码。",
            "A real refund goes back the way it came: no transfer, no code.",
        ),
        ("微信支付宝的百万保障是免费的，不会自动扣钱。", "The payment apps' insurance is free and never charges you."),
        ("打开官方APP自己找客服问，不用对方给的号码。", "Ask in the official app yourself, not by a number they gave."),
        (
            "我现在帮您联系银行，您报一下卡号后四位和转出时间。",
            "I am calling the bank now; tell me the last four digits and the time.",
        ),
    ),
    valid_from=date(2023, 1, 1),
)
