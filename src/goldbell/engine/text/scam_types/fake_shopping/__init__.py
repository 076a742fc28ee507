"""虚假购物服务: fake shopping and services."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="fake_shopping",
    name_zh="虚假购物服务",
    name_en="Fake shopping and services",
    ministry_ten="虚假购物服务",
    definition_zh=(
        "在网络平台、社交软件上虚构低价商品或服务（代购、门票、二手、上门维修等），收款后不发货、发假货，"
        "或再以押金、税费、退款流程继续索款。"
    ),
    definition_en=(
        "Sham goods or services offered cheaply online; after payment nothing or rubbish arrives, "
        "or deposits, taxes and “refund steps” are asked."
    ),
    stages=said(
        ("发布低价商品或稀缺票证", "Cheap goods or scarce tickets are advertised"),
        ("引到平台外私聊付款", "Moved off the platform to pay"),
        ("先付定金再付全款", "Deposit, then the full price"),
        ("以押金、税费、验证退款继续要钱", "More for deposits, taxes, verified refunds"),
        ("拉黑或寄空包裹", "Blocked, or an empty parcel"),
    ),
    signs=said(
        ("明显低于市价", "Far below market price"),
        ("拒绝平台担保交易", "Refuses the platform's escrow"),
        ("只收转账、收款码", "Takes only transfers or codes"),
        ("假快递单号、假订单链接", "False tracking numbers or order links"),
    ),
    last_signals=said(
        ("已付全款又被要求交“押金”“票据税”", "Paid in full and now a “deposit” or “tax”"),
        ("被要求多付再退", "Told to overpay and be refunded"),
        ("对方催促“马上就没了”", "Pressed: “almost gone”"),
    ),
    questions=said(
        ("商品在哪个平台看到、在哪里付的款？", "Where did you see it, where did you pay?"),
        ("付款方式、时间、金额和对方账户？", "How, when, how much, to which account?"),
        ("对方现在还回消息吗？有没有再要钱？", "Do they still answer, do they ask for more?"),
        ("有没有点过对方发的退款或交易链接？", "Did you open a refund or trading link of theirs?"),
    ),
    never_say=said(
        ("便宜没好货，活该", "Cheap is cheap, your own fault"),
        ("几百块钱就别报了", "Too little to report"),
        ("这是消费纠纷不归我们管", "That is a consumer matter, not ours"),
    ),
    dissuasion=said(
        (
            "先停住，不要再付任何押金、税费，真退款不需要您先付钱。",
            "Stop; pay no more deposits or taxes. A real refund asks nothing of you.",
        ),
        (
            "请不要删聊天记录，截图保存商品页、对方主页和付款凭证。",
            "Delete nothing; keep pictures of the page, the seller and the payment.",
        ),
        (
            "把付款流水念给我，微信、支付宝也可以申请延时或投诉，我们一起走。",
            "Read me the payment; payment apps take complaints too, let us do it now.",
        ),
        ("以后请用平台担保付款，收到货再确认。", "Next time pay through escrow and confirm on receipt."),
    ),
    valid_from=date(2023, 1, 1),
)
