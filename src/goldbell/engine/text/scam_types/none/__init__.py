"""不是诈骗: what only looks or sounds like a scam."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="none",
    name_zh="不是诈骗",
    name_en="No scam",
    ministry_ten=None,
    definition_zh=(
        "不是诈骗的文本：警方通报和宣传、随口提及、民事纠纷、失物、营销和验证码短信、真正的银行快递客服、"
        "日常聊天、抓捕新闻、讲座。"
    ),
    definition_en=(
        "Texts that tell of no scam: notices and publicity, casual mentions, civil disputes, lost goods, "
        "marketing and codes, real service calls, everyday chats, news of arrests, lectures."
    ),
    stages=(),
    signs=said(
        ("没有人以谎言要钱、要码、要账户", "Nobody lies to get money, codes or accounts"),
        ("对方身份可当面或官方渠道核实", "The other side can be checked in person or officially"),
        ("谈的是防骗知识、统计或他人新闻", "It is about prevention, figures or news"),
    ),
    last_signals=(),
    questions=said(
        ("有没有钱转出，或给过验证码、密码？", "Did money leave, or did you give a code or password?"),
        ("对方的真实身份、地址您知道吗？", "Do you know who and where the other side is?"),
    ),
    never_say=said(
        ("这不归我们管", "Not our business"),
        ("没被骗报什么警", "Why call if you lost nothing"),
    ),
    dissuasion=said(
        (
            "这件事目前没有诈骗的迹象，属于……，您可以找……办理；有新情况随时再打来。",
            "So far this shows no scam; it is a matter of …, please turn to …; call again if anything new comes.",
        ),
    ),
    valid_from=date(2023, 1, 1),
)
