"""刷单返利: task and rebate."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="task_rebate",
    name_zh="刷单返利",
    name_en="Task and rebate",
    ministry_ten="刷单返利",
    definition_zh=(
        "以点赞、关注、垫资做任务可返佣金为名，先小额返利取信，再以连单、操作失误、"
        "账户冻结等理由要求不断加大垫付而骗取钱款。"
    ),
    definition_en=(
        "The victim is promised commission for likes, follows or prepaid orders; "
        "small rebates build trust, then chained orders, "
        "“mistakes” and “frozen” accounts demand ever larger advances."
    ),
    stages=said(
        (
            "引流入群：短视频评论、兼职广告、扫码领礼品、招嫖页面",
            "Drawn in: comments under clips, job adverts, gifts for scanning a code, escort pages",
        ),
        ("小额任务返现，几元到几十元真实到账", "Small tasks pay out for real, a few yuan at a time"),
        ("转入陌生APP，由“导师”“接待员”派垫付单", "Moved to an unknown app where a “mentor” hands out prepaid orders"),
        ("连单、组合单，不做完不能提现", "Chained orders: no withdrawal until all are done"),
        ("以操作失误、信誉分、解冻金追加付款", "More is asked for “mistakes”, credit points, unfreezing"),
        ("不能提现，群解散", "No withdrawal; the group dissolves"),
    ),
    signs=said(
        ("要先垫付本金才能领佣金", "Money must be advanced to earn commission"),
        ("群内多名“成员”晒提现截图", "Several “members” show off payouts"),
        ("任务与彩票、下注、充值会员相混", "Tasks are mixed with betting or top-ups"),
        ("收款人为每次不同的个人账户", "Each payment goes to another private account"),
        ("客服要求备注“货款”“装修款”", "Payments must be labelled “goods” or “renovation”"),
    ),
    last_signals=said(
        ("连续数笔转给不同的陌生账户且金额翻倍", "Several payments in a row to different strangers, each doubling"),
        ("正在等“补单”“解冻”，说差最后一单", "Waiting for one “last order” or “unfreezing”"),
        ("借遍亲友、开通网贷凑本金", "Borrowing from friends and loan apps to fill the order"),
        ("被催“别连累同组”，不敢停", "Pressed not to “drag the team down”, dares not stop"),
        ("拿现金或黄金交给跑腿、网约车", "Hands cash or gold to a courier or a ride"),
    ),
    questions=said(
        (
            "钱已经转出去了吗？几点、多少、转到谁的哪个账户？",
            "Has money left already? When, how much, to whose account?",
        ),
        ("现在平台里显示能提现吗？对方要您再交什么才给提？", "Can you withdraw now? What must you pay first?"),
        ("最初是在哪里看到、谁拉您进的群？", "Where did you first see it, who brought you in?"),
        ("群里同组的那几个人，您有真正见过面的吗？", "Have you met any of your “team” in person?"),
        ("APP是怎么装上的，链接还在吗？", "How did you install the app, do you still have the link?"),
    ),
    never_say=said(
        ("你怎么这么贪小便宜", "How could you be so greedy"),
        ("这么明显的骗局也信", "Anyone can see it is a scam"),
        ("钱肯定追不回来了", "The money is gone for good"),
        ("先别管，等结果再说", "Leave it and wait"),
    ),
    dissuasion=said(
        (
            "我是××派出所民警××，警号××，您可以挂断后打110或派出所座机核实，我等您。",
            "I am Officer … of … station, badge …. Hang up and ring 110 or the station to check; I will wait.",
        ),
        (
            "您前面拿到的返现，是骗子放的饵。后面这一单做完，还会有下一单，直到您没有钱为止。",
            "The rebates you got were bait. After this order there is another, until nothing is left.",
        ),
        (
            "做个试验：现在要求提走一半，不交任何钱。提不出来，就是骗局。",
            "Try this: ask for half of it now, paying nothing. If it does not come, it is a scam.",
        ),
        (
            "同组催您的那几个人，多半是同一个团伙的号，您停下来不会连累任何人。",
            "Those who press you are most likely the gang's own accounts; stopping harms nobody.",
        ),
        (
            "请把转账时间、金额、对方卡号念给我，越快，我们止付越有希望。",
            "Read me time, amount and card of each transfer; the sooner, the better the chance of a stop.",
        ),
    ),
    valid_from=date(2023, 1, 1),
)
