"""Names of people (姓名) with their part in it: victim, suspect, account owner, officer; only where the words say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer
from goldbell.engine.text.names import SURNAMES, name_at, name_before

#: What announces a name, by the part it gives. The words stand before the name, signs of naming may stand between.
_ANNOUNCED: Final = re.compile(
    r"(?=[开账帐户收持卡民辅警侦接处出所教大中支嫌骗诈车上主从同被涉自化取马跑对他她受事报失机寄付汇转当居群市村学储客求预回见推反我本记邻朋证联经介目亲表哥姐弟妹室老合法通经真姓名叫])"
    r"(?:(?P<account_owner>(?:开户名|账户名称?|帐户名|户名|户主|收款方|收款人|收款码(?:显示|姓名)|收款户名|开户人|持卡人|账户姓名|卡主)(?:姓名|名称)?)"
    r"|(?P<officer>(?:民警|辅警|警员|警官|侦查员|接警员|处警员|出警人?|所长|教导员|大队长|中队长|支队长|警察))"
    r"|(?P<suspect>嫌疑人|嫌犯|骗子|诈骗分子|车手|卡农|上家|上线|主犯|从犯|同伙|被告人?|涉案人员|自称|化名|取款人|卡头|卡商|马仔|跑分人员|收件人|收货人|收[件货]信息|对方(?:名?叫|姓名)"
    r"|(?:对方|他|她)(?:说|讲)(?:自己|他|她)?(?:名?叫|是))"
    r"|(?P<victim>受害人|被害人|受骗人|被骗人|事主|报警人|报案人|失主|机主|寄件人|当事人|受害群众|居民|群众|市民|村民|学生|储户|客户|付款人|汇款人|转账人|报警称|求助人|预警对象|回访(?:对象)?|见面劝阻|推送|反馈"
    r"|我(?:的)?(?:老公|老婆|妻子|丈夫|爱人|对象|儿子|女儿|闺女|妈妈?|母亲|爸爸?|父亲|爷爷|奶奶|外公|外婆|孩子|男朋友|女朋友|媳妇)|本人|我叫|我的名字是?|我名叫|我是)"
    r"|(?P<other>记者|邻居|朋友|同事|同学|证人|联系人|经办人|介绍人|目击者|亲戚|表哥|表姐|表弟|表妹|哥哥|姐姐|弟弟|妹妹|室友|老乡|合伙人|法定代表人|法人代表|法人|老板|通讯员|经理)"
    r"|(?P<named>真名|姓名|名字|名叫|(?<![名呼])叫(?:做)?))"
)
_BETWEEN: Final = re.compile(
    r"(?:姓名|名字)?(?:叫做?|名叫|名为|是|为|系|写的?是|写着|：|:|，|,| |“|\"|（|\(|的|一个|人叫){0,3}"
)
#: Between the names of one list: 民警刘洋、王强.
_LISTED: Final = re.compile(r"、|(?:和|，|,|及|与| )(?=[\u4e00-\u9fff]{2,4}(?:[，。,、 到赶前出（(]|$))")
_CALLED: Final = re.compile(
    r"(?:警官|女士|先生|同志)|(?=(?:的|那张?|这张?)(?:银行|账|帐)?(?:卡|账户|账号|帐户|户头|户上))"
    r"|(?=账户|帐户|[”\"]?名下)|(?=[，,]?的(?:[，,：: ]{0,2}(?:卡|"
    r"账号|[0-9]{8})))|(?=[（(]? ?[（(](?:卡|账号|[0-9]))"
)
#: 刘警官: a surname with the title is how most callers are remembered.
_OFFICER: Final = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]警官|(?<=[的是称叫找跟给个位名])[\u4e00-\u9fff]警官")
#: 李某某 is a name wherever it stands.
_MASKED: Final = re.compile(
    r"(?<!某)(?P<name>[\u4e00-\u9fff]某{1,2})(?![些个人天日月年地种公号路街区市县村镇栋楼小大银\u67d0])"
)
_SPEAKS: Final = re.compile(
    r"(?=称[，,：:其]|报警|报案|来电|来所|求助|被骗|被诈骗|遭遇|疑遭|[（(，,] ?(?:女|男|电话|身份证|手机|联系)|"
    r"[，,] ?1[3-9][0-9]{5})"
)
_PAID_TO: Final = re.compile(
    r"(?:转|汇|打|付|存|还|支付|转账|汇款|打款|转款|转入|转到|转给|汇给|打给|付给|[0-9元块万千百w])(?:给了?|"
    r"到|入|至)|(?:转|汇|打|转账|打款)(?= ?[\u4e00-\u9fff]{2,4}[ ：:,，][0-9]{6})|(?<=[0-9])[ ,，、(（|]{0,2}|(?<=→)|(?<=给)"
)
_LONG_NUMBER: Final = re.compile(r"[0-9](?:[ -]?[0-9]){11,20}[ ,，、(（|]{0,2}$")
_PAYING: Final = re.compile(r"[转汇打付存][账款给到入]")
_IMPOSTOR: Final = re.compile(r"对方|骗子|工作证|证件照|自称|那个人|那人|那男的|那女的")
_ASKED_OWNER: Final = re.compile(r"收款人|户名|卡主|谁的卡|户主|转给谁|卡上|账户")
_SOLICITS: Final = re.compile(r"投资|找我|加我|加微|微信|贷款|带你|月入|日赚|客服|理财|经理")
_OFFICER_BEHIND: Final = re.compile(r"[^。！？\n]{0,16}(?:民警|警官|反诈中心|派出所的)")
_OWN_CARD: Final = re.compile(r"的(?:人的?)?[，,]?(?:[：: ]|(?:银行)?卡|账|[0-9])")

_SAID: Final = {
    "account_owner": ("前面写明是户名或收款人", 0.92),
    "officer": ("前面写明是民警", 0.88),
    "suspect": ("前面写明是嫌疑人或自称", 0.85),
    "victim": ("前面写明是受害人或报案人", 0.88),
    "other": ("前面写明是什么人", 0.75),
}
_OF_CARD = "后面说是这个人的卡"
_BEHIND_NUMBER = "紧跟在账号后面"
_PAID = "前面说的是付钱给这个人"
_CALLED_SO = "后面是称呼"
_REPORTS = "后面说的是报案或被骗"
_NAMED = "前面说的是名字"
_HIDDEN = "隐去名字的写法"


def _find(reading: Reading) -> Iterator[Candidate]:
    text = reading.folded
    if reading.signs.isdisjoint(SURNAMES) and "*" not in reading.signs:
        return
    yield from _announced(text)
    yield from _called(text)
    yield from _paid_to(text)
    if "警" in reading.signs:
        for match in _OFFICER.finditer(text):
            if text[match.start()] in SURNAMES:
                claimed = text[max(0, match.start() - 2) : match.start()] == "自称"
                role = "suspect" if claimed else "officer"
                yield Candidate(match.group(), match.start(), match.end(), 0.65, (_CALLED_SO,), role)
    if "某" in reading.signs:
        for match in _MASKED.finditer(text):
            end = name_at(text, match.start())
            if end is not None and end >= match.end():
                yield Candidate(text[match.start() : end], match.start(), end, 0.6, (_HIDDEN,), "other")
    for match in _SPEAKS.finditer(text):
        start = name_before(text, match.start())
        if start is not None and text[start - 1 : start] in ("", "，", "。", "：", ":", "\n", ",", "；", " ", "，"):
            yield Candidate(text[start : match.start()], start, match.start(), 0.7, (_REPORTS,), "victim")


def _announced(text: str) -> Iterator[Candidate]:
    for match in _ANNOUNCED.finditer(text):
        between = _BETWEEN.match(text, match.end())
        assert between is not None
        role = match.lastgroup or ""
        if role == "victim" and between.group()[:1] in "：:" and "叫" in between.group():
            role = "named"  # 报警人：叫某某: an answer, not the speaker's own name
        for start in (between.end(), match.end()):
            end = name_at(text, start, titled=role in ("victim", "other"))
            if end is not None:
                break
        else:
            continue
        if start < match.end() or _is_no_name(text, start, end):
            continue
        yield _candidate(text, match, start, end, role)
        if role in ("officer", "suspect", "victim"):
            yield from _list_behind(text, end, role)


def _candidate(text: str, match: re.Match[str], start: int, end: int, role: str) -> Candidate:
    if role == "named":
        role, sure, reason = _role_of_named(text, match.start()), 0.72, _NAMED
    else:
        reason, sure = _SAID[role]
    if match.group() in ("我是", "本人", "我叫") and _OFFICER_BEHIND.match(text, end):
        role, reason = "officer", _CALLED_SO
    elif match.group() == "我是" and _SOLICITS.search(text, end, end + 12):
        role = "suspect"
    if role != "account_owner" and _OWN_CARD.match(text, end):
        role, reason = "account_owner", _OF_CARD
    return Candidate(text[start:end], start, end, sure, (reason,), role)


def _role_of_named(text: str, at: int) -> str:
    before = text[max(0, at - 24) : at]
    if _ASKED_OWNER.search(before[-16:]) or _PAYING.search(before[-12:]):
        return "account_owner"
    if _IMPOSTOR.search(before):
        return "suspect"
    return "victim" if re.search(r"身份|我|核对|您", before) else "other"


def _list_behind(text: str, end: int, role: str) -> Iterator[Candidate]:
    for _ in range(4):
        comma = _LISTED.match(text, end)
        following = name_at(text, comma.end()) if comma is not None else None
        if comma is None or following is None or _is_no_name(text, comma.end(), following):
            return
        yield Candidate(text[comma.end() : following], comma.end(), following, 0.7, (_SAID[role][0],), role)
        end = following


def _called(text: str) -> Iterator[Candidate]:
    for match in _CALLED.finditer(text):
        start = name_before(text, match.start())
        if start is None or _is_no_name(text, start, match.start()):
            continue
        name = text[start : match.start()]
        if match.group() == "警官":
            yield Candidate(name, start, match.start(), 0.82, (_CALLED_SO,), "officer")
        elif match.group():
            yield Candidate(name, start, match.start(), 0.74, (_CALLED_SO,), "victim")
        else:
            owner = not re.match(
                r"[（(] ?[0-9]{6}(?:18|19|20)[0-9]{2}[01]|[（(] ?1[3-9][0-9]{9}[)）]", text[match.start() :]
            )
            yield Candidate(name, start, match.start(), 0.8, (_OF_CARD,), "account_owner" if owner else "victim")


def _paid_to(text: str) -> Iterator[Candidate]:
    for match in _PAID_TO.finditer(text):
        end = name_at(text, match.end())
        if end is None or _is_no_name(text, match.end(), end):
            continue
        name = text[match.end() : end]
        if text[match.end() - 1 : match.end()].isdigit() or (match.group() and not match.group().strip(" ,，、(（|")):
            if _LONG_NUMBER.search(text[max(0, match.end() - 26) : match.end()]) and re.match(
                r"[，。；、,;)）|\s]|的|$", text[end : end + 1]
            ):
                yield Candidate(name, match.end(), end, 0.8, (_BEHIND_NUMBER,), "account_owner")
        elif re.match(r"[，。；、,;)）（(|\s]|的|那|账|$", text[end : end + 1]):
            yield Candidate(name, match.end(), end, 0.7, (_PAID,), "account_owner")


def _is_no_name(text: str, start: int, end: int) -> bool:
    """Whether what looks like a name is the beginning of a common word: 高息, 金额, 安全, 方便, 于今天."""
    return _COMMON_WORD.match(text[start : end + 1]) is not None


_COMMON_WORD: Final = re.compile(
    r"(?:金额|高[危频发薪考校息额收风速大级]|安[全装顺]|方[便式法面]|成[功为本交]|万一|常[见用常]|项目|马上|黄金|石油|文[件字本化]|关[系于注闭]|应[用该]|白[天色]|段[落时]|时[间候]|任[务何意]|程序"
    r"|易|温馨|向[其对我他]|于[今昨前当次是]|和[对他她我]|边|路[口边上]|房[子产东]|车[子手票]|管理|解[除冻释决]|费用|成都|金[条融币银]|江[苏西]|[徐苏常温郑杭柳]州|河|湖|云|甘肃|陕西|贵[州阳]|宁[夏波]|海南|南京|广|武[汉警]|苏州|安徽"
    r"|何[时人地]|谢谢|许多|龙头|雷达|牛市|钱[款包财]|康复|计|幸|平台|齐全|全|单[位号笔子独]|左右|关键|游戏|毛[病利]|向来|米[面粉]|满[足意额]|封[号锁]|卫[生星])"
)

RECOGNIZER = Recognizer(
    kind="person",
    label_zh="姓名",
    label_en="Person",
    find=_find,
    phrases={
        _SAID["account_owner"][0]: "Announced as account owner or payee",
        _SAID["officer"][0]: "Announced as a police officer",
        _SAID["suspect"][0]: "Announced as a suspect or an assumed name",
        _SAID["victim"][0]: "Announced as the victim or the reporting person",
        _SAID["other"][0]: "It is said who this is",
        _OF_CARD: "The card is said to be this person's",
        _BEHIND_NUMBER: "Right behind an account number",
        _PAID: "The words before speak of paying this person",
        _CALLED_SO: "A form of address follows",
        _REPORTS: "The words behind speak of reporting or losing money",
        _NAMED: "The words before speak of a name",
        _HIDDEN: "A given name is hidden the usual way",
    },
    samples={
        "户名罗长春，": ("罗长春",),
        "收款人：何玉山": ("何玉山",),
        "收款人叫欧阳建": ("欧阳建",),
        "6230 5810 2274 9036何玉山，": ("何玉山",),
        "转到孙立强的卡": ("孙立强",),
        "受害人李某某报警": ("李某某",),
        "民警刘洋、王强到场": ("刘洋", "王强"),
        "嫌疑人张三峰，男": ("张三峰",),
        "我叫叶婷娟，昨晚接到电话": ("叶婷娟",),
        "市民王女士被骗": ("王女士",),
        "我是刑侦支队的刘警官，": ("刘警官",),
        "截图上收款人*国强，": ("*国强",),
        "法人代表：孙立军": ("孙立军",),
        "邹某波、龙某林等6人": ("邹某波", "龙某林"),
        "汇至“严立军”名下账户": ("严立军",),
        "向贾乃亮账户转账": ("贾乃亮",),
    },
    near_misses=(
        "收款人叫什么",
        "户名没填",
        "收款人是谁",
        "我的卡",
        "尾号1260马上",
        "关于您的账户",
        "民警提醒市民不要转账",
        "受害人向对方转账",
        "骗子说高息",
        "我是做生意的",
        "转到安全账户",
        "向对方账户转账",
        "转到单位账户",
        "打入游戏账户",
        "他名下",
        "某某路某某号",
        "",
    ),
)
