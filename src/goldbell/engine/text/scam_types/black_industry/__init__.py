"""网黑案件: services to scams (black industry)."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="black_industry",
    name_zh="网黑案件",
    name_en="Services to scams (black industry)",
    ministry_ten=None,
    definition_zh=(
        "为诈骗提供账户、电话卡、设备、数据、引流、转移资金等帮助：出租出售两卡、跑分、手机口、接码、"
        "贩卖信息、吸粉引流、取现。"
    ),
    definition_en=(
        "Help to scams: renting or selling accounts and cards, score-running, phone relays, "
        "code receiving, data for sale, drawing people in, cash-out."
    ),
    stages=said(
        ("高薪兼职、熟人介绍招募", "Recruited by well-paid jobs or friends"),
        ("收集银行卡、手机卡、微信号、公户", "Cards, SIMs, chat and company accounts collected"),
        ("架设设备或转账、取现", "Devices set up, money passed on or drawn"),
        ("按流水、按天分成", "Paid by turnover or day"),
        ("账户冻结、被调查", "Accounts frozen, inquiry"),
    ),
    signs=said(
        ("出租、收购四件套", "Sets of cards bought or rented"),
        ("按流水返点", "A share of turnover"),
        ("要求人随卡走、上交手机", "The holder must travel with the card"),
        ("一机多卡、GOIP设备", "Many SIMs, SIM boxes"),
    ),
    last_signals=said(
        ("正在柜台取他人汇入的现金", "Drawing at the counter what strangers paid in"),
        ("账户突然大额快进快出", "Large sums in and out at once"),
        ("租住处设备整日运行", "Devices run all day in a rented room"),
        ("准备携卡外出或出境", "About to travel abroad with cards"),
    ),
    questions=said(
        ("卡、U盾、手机卡现在在谁手里？", "Who holds the card, token and SIM?"),
        ("谁介绍的，怎么联系、怎么给钱？", "Who recruited you, how are you paid?"),
        ("钱进来后转去了哪里？", "Where did the money go?"),
        ("还有谁一起做？", "Who else takes part?"),
    ),
    never_say=said(
        ("你这就是要坐牢", "You will go to prison"),
        ("老实交代就没事", "Confess and nothing will happen"),
        ("只是借卡不算什么", "Lending a card is nothing"),
    ),
    dissuasion=said(
        (
            "请马上挂失银行卡、电话卡，改密码，这一步越早对您越有利。",
            "Block cards and SIM and change passwords now; the earlier the better for you.",
        ),
        (
            "不要再转、再取，账户里的钱可能是别人的救命钱。",
            "Move and draw nothing more; it may be someone's last money.",
        ),
        (
            "保留聊天记录，带身份证到派出所说明情况，主动说明会如实记录。",
            "Keep the chats and come to the station; that you came of your own accord is put on record.",
        ),
        (
            "有人威胁您，我们保护您和家人，请告诉我对方怎么说的。",
            "If you are threatened we protect you; tell me what they said.",
        ),
    ),
    valid_from=date(2023, 1, 1),
)
