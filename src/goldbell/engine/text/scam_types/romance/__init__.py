"""网络婚恋交友（非投资理财）: romance (without investing)."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="romance",
    name_zh="网络婚恋交友（非投资理财）",
    name_en="Romance (without investing)",
    ministry_ten="网络婚恋交友",
    definition_zh=(
        "以网络恋爱、交友、约见为名，用路费、疾病、礼物、打赏、包裹清关等理由骗取钱款，不涉及投资平台；"
        "引向投资的归虚假投资理财。"
    ),
    definition_en=(
        "Love, friendship or a date online, and then fares, illness, gifts, live-room tips, "
        "parcel duties; where it leads to investing it belongs there."
    ),
    stages=said(
        ("交友软件相识，资料完美", "Met in an app, a perfect profile"),
        ("密集关心，确认关系", "Much care, a couple soon"),
        ("借口不见面", "Reasons not to meet"),
        ("以急难、礼物、路费要钱", "Money for trouble, gifts, fares"),
        ("反复追加后消失", "More and more, then gone"),
    ),
    signs=said(
        ("从未见面、不肯视频", "Never met, no video"),
        ("照片为网图，经历离奇", "Stock pictures, an odd life"),
        ("要求保密恋情", "Keep the love secret"),
        ("见面前总出意外", "Something happens before each meeting"),
    ),
    last_signals=said(
        ("正要交“清关费”“保证金”才能见面", "About to pay “duty” or a “deposit” to meet"),
        ("借钱或刷信用卡给对方", "Borrows or uses credit for them"),
        ("一天内多次转出相近金额", "Similar sums several times a day"),
        ("家人劝说反而翻脸", "Quarrels with family who warn"),
    ),
    questions=said(
        ("你们见过面、视频过吗？", "Have you met or seen each other on video?"),
        ("每次要钱是什么理由、转给谁？", "What were the reasons, to whom did you pay?"),
        ("有没有提过投资、平台、下载软件？", "Was investing or an app mentioned?"),
        ("现在对方还在等您转哪一笔？", "Which payment are they waiting for now?"),
    ),
    never_say=said(
        ("这么大年纪还网恋", "Love online at your age"),
        ("人家就是图你的钱", "They only want your money"),
        ("他肯定是男的扮的", "It is a man, surely"),
    ),
    dissuasion=said(
        (
            "您的感情是真的，我不怀疑；我只想和您一起确认对方这个人是不是真的。",
            "Your feelings are real; let us just see whether the person is.",
        ),
        (
            "今天先不转，提出马上视频、拿当天日期举牌。真心的人不会拒绝。",
            "Do not pay today; ask for a video now, holding today's date. Who means it will not refuse.",
        ),
        ("海关不会让私人账户代收税。", "Customs never collect through private accounts."),
        ("把照片发我，我帮您查一下网上有没有别人在用。", "Send me the picture, I will see whether others use it."),
        ("不管结果怎样，您都可以再打给我，我的座机是……", "Whatever comes of it, you can call me again at …"),
    ),
    valid_from=date(2023, 1, 1),
)
