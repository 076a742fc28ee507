"""虚假网络投资理财: fake online investment."""

from datetime import date

from goldbell.engine.text.scam_types.definition import ScamType, said

TYPE = ScamType(
    code="fake_investment",
    name_zh="虚假网络投资理财",
    name_en="Fake online investment",
    ministry_ten="虚假网络投资理财",
    definition_zh=(
        "通过荐股群、直播间、婚恋交友等建立信任，诱导在虚假平台或APP投资股票、期货、虚拟币等，"
        "小额可提现，大额后以缴税、保证金等拒绝提现。网恋后诱导投资的“杀猪盘”归入本类。"
    ),
    definition_en=(
        "Trust is built in stock groups, live rooms or by courting, "
        "then money goes into a sham platform; small sums can be withdrawn, "
        "large ones meet “tax” and “margin”. Courting that ends in investing belongs here."
    ),
    stages=said(
        ("拉群、听课、跟聊，展示盈利", "Groups, lessons, chats that show profit"),
        ("私下传链接安装虚假平台", "A sham platform is installed from a private link"),
        ("小额盈利可提现", "Small gains can be withdrawn"),
        ("劝说加仓、借贷、卖房", "Urged to add, borrow, sell the house"),
        ("提现被拒，要求缴税、保证金、流水", "Withdrawal refused: tax, margin, turnover"),
        ("平台关闭，“老师”失联", "Platform closes, the “teacher” is gone"),
    ),
    signs=said(
        (
            "平台不在应用商店，入金打给个人或不相干的公司",
            "Not in any app store; deposits go to persons or unrelated firms",
        ),
        ("保证收益、内幕消息、平台漏洞", "Guaranteed profit, inside news, a “loophole”"),
        ("从未见面的恋人指导投资", "A lover never met guides the investing"),
        ("入金方式常换：转账、买币、现金、黄金", "Ways of paying in change: transfer, coins, cash, gold"),
    ),
    last_signals=said(
        ("正在凑“提现税”“保证金”", "Raising “tax” or “margin” to withdraw"),
        ("短时间多笔大额转给不同公司账户", "Several large transfers to different firms within hours"),
        ("取大额现金等人上门收", "Draws much cash and waits for a collector"),
        ("抵押房产、集中借贷", "Mortgages a home, takes several loans at once"),
        ("对家人和银行说是装修、货款", "Tells family and bank it is renovation or goods"),
    ),
    questions=said(
        ("平台里的钱，您最近一次提出来是什么时候、多少？", "When did you last withdraw, and how much?"),
        ("入金打到哪个户名？和平台名字一样吗？", "Whose account did you pay into; is it the platform's name?"),
        ("带您的老师或朋友，见过真人吗？", "Have you met your teacher or friend in person?"),
        ("有没有人让您对银行、家人另说一个用途？", "Did anyone tell you what to say to bank and family?"),
        ("今天还打算转或取多少？约了谁？", "What do you still mean to pay today, to whom?"),
    ),
    never_say=said(
        ("天上不会掉馅饼，谁叫你贪", "Nothing is free, serves you right"),
        ("你那个对象肯定是抠脚大汉", "Your sweetheart is surely some fat man"),
        ("投资亏了自己负责", "Your loss, your business"),
        ("你不懂股票还炒", "You know nothing of stocks"),
    ),
    dissuasion=said(
        (
            "我不评论您的眼光，只请您查一件事：在证监会网站上搜这家机构，搜不到，钱就先别动。",
            "I do not judge your choice; check one thing: look the firm up at the regulator. Not there? Move nothing.",
        ),
        (
            "平台上的数字，后台改一下就有，能取出来的才是钱。",
            "Figures on a screen are typed in; only what you can take out is money.",
        ),
        ("真正的税，不会先交给平台再给您提现。", "Real tax is never paid to a platform before you can withdraw."),
        (
            "对方若真为您好，等一天再转也不会消失。请先等24小时。",
            "If they mean well they will still be there tomorrow. Wait 24 hours.",
        ),
        ("我们可以派人过去，当着您的面一起试提现。", "We can come over and try a withdrawal together."),
    ),
    valid_from=date(2023, 1, 1),
)
