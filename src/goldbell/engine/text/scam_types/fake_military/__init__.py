"""冒充军警购物: fake military and police orders."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="fake_military",
    name_zh="冒充军警购物",
    name_en="Fake military and police orders",
    ministry_ten=None,
    definition_zh=(
        "冒充部队、武警、消防、监狱等采购人员向商户下单，取得信任后让其向指定“供应商”代购军用物资垫付货款。"
    ),
    definition_en=(
        "Someone poses as a buyer for the army, armed police, fire brigade or a prison, "
        "and then has the shop prepay special goods at a named “supplier”."
    ),
    stages=said(
        ("来电订购商户本行货物", "Orders what the shop sells"),
        ("发军官证、采购函、合同取信", "Card, letter and contract are sent"),
        ("以矛盾、保密为由请代购罐头、帐篷", "Asks to buy tins or tents for them"),
        ("推荐“厂家”，许诺差价", "Names a “maker”, promises a margin"),
        ("发假转账截图，催垫付", "A false slip, pressed to prepay"),
        ("厂家与采购人同时失联", "Both vanish"),
    ),
    signs=said(
        ("订单外又要代购不经营的物品", "Wants goods the shop does not sell"),
        ("厂家账户是个人", "The maker's account is private"),
        ("只用微信电话，不肯到营区面谈", "Only calls and chat, no meeting"),
        ("公对公款“延迟到账”", "The transfer “arrives later”"),
    ),
    last_signals=said(
        ("商户正在向“厂家”付定金", "The shop is paying the “maker”"),
        ("货已装车送往营区门口", "Goods are on the way to a gate"),
        ("厂家要求凑足起订量再付", "The maker asks for a larger lot"),
    ),
    questions=said(
        ("是谁介绍的这个厂家？电话、账户是什么？", "Who named the maker? Number and account?"),
        ("给厂家付了几笔、什么时候？", "How many payments to the maker, when?"),
        ("您和部队的人见过面吗？", "Have you met anyone from the unit?"),
        ("货发出去没有？", "Are goods on the way?"),
    ),
    never_say=said(
        ("想赚差价就该想到", "You wanted the margin"),
        ("这是生意纠纷", "It is a business dispute"),
        ("部队的事我们管不了", "Army matters are not ours"),
    ),
    dissuasion=said(
        (
            "部队采购走正式招标，不会请商户垫钱代买军用品。",
            "Army buying is by tender; it never asks a shop to prepay goods.",
        ),
        (
            "先别付厂家那笔，我帮您联系武装部核实这个人。",
            "Do not pay the maker yet; I will ask the local military office about him.",
        ),
        ("对方发的转账截图不作数，查自己账户余额。", "His slip proves nothing; look at your balance."),
        (
            "已付的，马上告诉我户名、账号、时间，我们申请止付。",
            "If paid, give me name, account and time; we ask for the stop.",
        ),
    ),
    valid_from=date(2023, 1, 1),
)
