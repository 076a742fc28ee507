"""People (姓名、称呼): full names, names of one's own making, titles, nicknames, and every later mention of any of them.

No list of names can be whole, so a name is what is announced as one, what is built like one, or what the dictionary
takes for one and nobody listed as harmless. What was once found is taken out wherever it stands again.
"""
# ruff: noqa: SIM905 - tables of words are read by the line

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from goldbell.engine.text.deidentify.contracts import Finding
from goldbell.engine.text.deidentify.vocabulary import (
    NAME_TAGS,
    Word,
    _listed,
    common,
    kept,
    rarity,
    single_signs,
    usual_sign,
)

_HAN: Final = "\u3400-\u9fff"
_TITLE: Final = (
    "先生|女士|小姐|太太|夫人|老师|经理|主任|警官|警员|同志|师傅|医生|大夫|护士|律师|法官|教授|博士|院长|校长|主管|科长|处长|局长|所长|队长|"
    "书记|镇长|村长|店长|厂长|会计|班长|总监|董事长|董事|秘书|助理|顾问|专员|客服|大哥|大姐|大爷|大妈|大叔|阿姨|叔叔|奶奶|爷爷|老板|老汉|婆婆|嫂子|某某|某"
)
_TITLED: Final = re.compile(rf"(?P<who>[{_HAN}]{{1,2}})(?P<title>{_TITLE})")
_ANNOUNCED: Final = re.compile(
    r"(?:我叫|他叫|她叫|名叫|叫做|姓名|户名|名字(?:叫|是)?|受害人|被害人|报警人|报案人|事主|当事人|嫌疑人|嫌犯|收款人|收款方|持卡人|开户人|联系人|家属|证人|"
    r"化名|署名|法定代表人|法人代表|法人|负责人|经办人|寄件人|收件人|机主|户主|真名|本名|曾用名|笔名|实名|自称(?:是|叫)?|称呼|叫)"
    rf"[:：为是叫“\"'（( ]{{0,3}}(?P<name>[{_HAN}](?:[ .·•\-]{{0,2}}[{_HAN}]){{1,3}})"
)
_SHOWN_NAME: Final = re.compile(
    r"(?:昵称|网名|微信名|备注名|备注|群名片?|群名称|群名为|用户名|账号名|绰号|外号|花名|艺名|小名|乳名|ID名?|抖音名|游戏名|角色名)"
    r"(?:[:：为是叫]{1,3}|\s?(?=[“\"「『《【]))\s?[“\"「『《【]?(?P<name>[^，。；、,;\n“”\"「」『』《》【】）)]{1,16})"
)
_WITH_SEX: Final = re.compile(
    rf"(?P<name>[{_HAN}](?:[ .·•\-]{{0,2}}[{_HAN}]){{1,3}})(?=[（(，,、 ]{{1,2}}[男女][，,、 ）)生性])"
)
_DOTTED: Final = re.compile(rf"[{_HAN}]{{1,6}}(?:[·•・‧∙.][{_HAN}]{{1,8}}){{1,4}}")
_MASKED: Final = re.compile(
    rf"(?P<who>[{_HAN}])(?:某某|某(?![个些种天日时年月地处人物事样款项])[甲乙丙丁]?|[*×Xx]{{1,2}})"
)
_SPACED: Final = re.compile(rf"[{_HAN}](?:[ .·•\-_/|*~]{{1,3}}[{_HAN}]){{1,3}}")
_BEFORE_PERSON: Final = frozenset(
    "和 给 是 才知道 叫 让 找 由 被 跟 与 同 替 帮 请 托 知道 认识 联系 加 听 问 、".split()
)
_AFTER_PERSON: Final = frozenset(
    "说 称 问 让 叫 给 把 也 讲 介绍 告诉 表示 发 打 骗 拉 教 联系 反映 来电 报警 女 男 和 与".split()
)
_FAMILIAR: Final = frozenset("小老阿大")
_AFTER_FAMILIAR: Final = frozenset("哥姐叔姨婶嫂伯爷总董工导队局处科妹弟婆妈爸")
_CALLED: Final = re.compile(
    rf"(?<![大小])[小老阿][{_HAN}](?![0-9等])|[{_HAN}](?:[哥姐总叔姨婶嫂]|工(?!作|资|程|人|业|厂|商|地))(?![{_HAN}]?[部裁监统]|妹|夫|结|额|共|计|数|体|价|局)"
)
_SEPARATORS: Final = " .·•-_/|*~"
_NO_GIVEN: Final = frozenset(
    "的了在我你您他她它们这那说让给转到与及又就都还也不没请问等为被从账户卡号块收款称于因遭已以对将使报打接受存付汇吗呢吧啊"
)
_NOBODY: Final = frozenset(
    (
        "某某",
        "某人",
        "客服",
        "平台",
        "对方",
        "本人",
        "自己",
        "什么",
        "没有",
        "如下",
        "不详",
        "不明",
        "保密",
        "公司",
        "银行",
        "一个",
        "一名",
        "一位",
        "警察",
        "民警",
        "领导",
        "老板",
        "公安",
        "检察",
        "法院",
        "工作",
        "专员",
        "导师",
        "老师",
    )
)


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Surnames that are no words, surnames that are words too, compound ones, and words that may be announced as one."""
    sure, likely, *double, announced = _listed("surnames.txt")
    return frozenset(sure), frozenset(likely), frozenset(double), frozenset(announced)


@cache
def _given() -> frozenset[str]:
    return frozenset("".join(_listed("given_signs.txt")))


def find_people(text: str, words: list[Word], known: Iterable[str] = ()) -> list[Finding]:
    """Every person named in the shadow text, with the name that belongs together (``name``), ``known`` ones among them."""
    found = [*_by_words(words), *_announced(text), *_titled(text, words), *_familiar(words)]
    found += [
        _person(match.start(), match.end(), match.group())
        for match in _MASKED.finditer(text)
        if _is_surname(match["who"])
    ]
    found += [_person(*_inner(text, match.start(), match.end())) for match in _DOTTED.finditer(text)]
    found += [
        _person(match.start(), match.end(), match.group()) for match in _SPACED.finditer(text) if _spelt(match.group())
    ]
    found += [
        _person(match.start(), match.end(), match.group(), "nickname")
        for match in _CALLED.finditer(text)
        if _called(match)
    ]
    names = {_bare(one.name) for one in found} | {_bare(one) for one in known}
    return [*found, *_again(text, names)]


def _person(start: int, end: int, name: str, kind: str = "person") -> Finding:
    return Finding(start, end, kind, name=_bare(name))


def _bare(name: str) -> str:
    return "".join(sign for sign in name if sign not in _SEPARATORS)


def _is_surname(sign: str) -> bool:
    sure, likely, double, _ = _surnames()
    return sign in sure or sign in likely or sign in double


def _may_be_surname(sign: str) -> bool:
    """Where a name is announced, also a common word may be a surname."""
    return _is_surname(sign) or sign in _surnames()[3] or _is_rare(sign)


def _is_rare(sign: str) -> bool:
    """A sign that is hardly ever met outside names."""
    return len(sign) == 1 and _han(sign) and sign not in single_signs() and not usual_sign(sign)


def _by_words(words: list[Word]) -> Iterator[Finding]:
    """Names as the dictionary's words show them: whole, or fallen apart into a surname and loose signs."""
    sure, likely, double, _ = _surnames()
    for at, word in enumerate(words):
        size = len(word.text)
        if size >= 2 and word.tag in NAME_TAGS and word.text not in kept() and word.tag not in ("nt", "nz"):
            if word.text in double:
                end = _given_after(words, at + 1, loose=True) or word.end
                yield Finding(word.start, end, "person", name=_said(words, word.start, end))
            elif _looks_like_name(word.text):
                yield _person(word.start, word.end, word.text)
        elif size == 2 and _is_surname(word.text[0]) and word.text[1] in _given() and word.text not in kept():
            # 金子 轩, 方平: the dictionary took the beginning of a name for a word.
            third = words[at + 1] if at + 1 < len(words) else None
            if (
                third is not None
                and len(third.text) == 1
                and third.text in _given()
                and third.text not in single_signs()
            ):
                yield Finding(word.start, third.end, "person", name=word.text + third.text)
            elif word.text not in common() and rarity(word.text) < 300:
                yield _person(word.start, word.end, word.text)
        elif size in (2, 3) and word.text[:2] in double:
            end = _given_after(words, at + 1, loose=True) or word.end
            yield Finding(word.start, end, "person", name=_said(words, word.start, end))
        elif size == 1 and at + 1 < len(words):
            if word.text + words[at + 1].text in double:
                end = _given_after(words, at + 2, loose=True) or words[at + 1].end
                yield Finding(word.start, end, "person", name=_said(words, word.start, end))
            elif word.text in sure or word.text in likely or _is_rare(word.text) or word.text in "曾向容全":
                given_end = _given_after(words, at + 1, loose=word.text in sure or _is_rare(word.text)) or _said_by(
                    words, at
                )
                if given_end is not None:
                    yield Finding(word.start, given_end, "person", name=_said(words, word.start, given_end))


def _looks_like_name(said: str) -> bool:
    """Whether what the dictionary takes for a name is built like one: 张伟, 建国, 李经理; not 西兰花."""
    if said[0] in _surnames()[0]:
        return len(said) <= 3 or _TITLED.search(said) is not None
    rest = said[1:] if _is_surname(said[0]) else said
    return all(sign in _given() for sign in rest) or (_is_surname(said[0]) and _TITLED.search(said) is not None)


def _spelt(said: str) -> bool:
    """Whether signs set apart are a name: 欧 阳 建, 李-强; not 你好 请问."""
    signs = _bare(said)
    if signs[:2] in _surnames()[2] or _is_rare(signs[0]):
        return True
    return _is_surname(signs[0]) and (len(signs) > 2 or signs[1] in _given())


def _called(match: re.Match[str]) -> bool:
    """小于, 韩总, 敏姐 as a form of address: built of a surname or a sign of given names, no common word."""
    said = match.group()
    if said in kept() or said in common():
        return False
    if said[0] in _FAMILIAR:
        return (_is_surname(said[1]) or said[1] in "曾向") and (said[1] in _surnames()[0] or rarity(said) < 2_000)
    return said[0] in _surnames()[0] or (said[0] in _given() and said[0] not in single_signs() and rarity(said) < 500)


def _said(words: list[Word], start: int, end: int) -> str:
    """The words from the one that begins at ``start`` up to ``end``, together."""
    at = bisect_left(words, start, key=lambda word: word.start)
    said = []
    while at < len(words) and words[at].start < end:
        said.append(words[at].text)
        at += 1
    return _bare("".join(said))


def _given_after(words: list[Word], at: int, *, loose: bool) -> int | None:
    """Where a given name that begins at word ``at`` ends; ``loose``: behind a surname that is no word of its own."""
    if at >= len(words) or not _han(words[at].text):
        return None
    first = words[at]
    if loose and len(first.text) == 2 and all(sign in _given() for sign in first.text):
        return first.end  # 罗和平: a word elsewhere, a given name behind a surname that is nothing else
    if first.text[0] in _NO_GIVEN:
        return None
    if len(first.text) == 2:
        built = all(sign in _given() for sign in first.text)
        unknown = first.tag in NAME_TAGS and first.text not in kept()
        harmless = first.text in kept() or first.text in common() or rarity(first.text) > 800
        return (
            first.end
            if unknown
            or (built and first.text not in kept() and (loose or rarity(first.text) < 50))
            or (loose and not harmless)
            else None
        )
    if len(first.text) != 1:
        return None
    second = words[at + 1] if at + 1 < len(words) else None
    if second is not None and len(second.text) == 1 and _han(second.text) and second.text not in _NO_GIVEN:
        plain = first.text in single_signs() and second.text in single_signs()
        built = first.text in _given() and second.text in _given()
        if built or (loose and not plain):
            return second.end
    if first.text in _given() and (loose or first.text not in single_signs()):
        return first.end
    return first.end if loose and first.text not in single_signs() else None


def _said_by(words: list[Word], at: int) -> int | None:
    """马强 in 是马强介绍的: both signs are words too, but only a person is introduced so."""
    before = words[at - 1].text if at else ""
    for size in (2, 1):
        signs = words[at + 1 : at + 1 + size]
        after = words[at + 1 + size].text if at + 1 + size < len(words) else ""
        given = len(signs) == size and all(len(one.text) == 1 and one.text in _given() for one in signs)
        if given and (before in _BEFORE_PERSON or after in _AFTER_PERSON):
            return signs[-1].end
    return None


def _han(sign: str) -> bool:
    return all("\u3400" <= one <= "\u9fff" for one in sign)


def _announced(text: str) -> Iterator[Finding]:
    for match in _ANNOUNCED.finditer(text):
        start = match.start("name")
        if text[start] in _surnames()[3] and text[start - 1] not in "：:为是叫“\"'（( ":
            continue  # 姓名和身份证号
        yield from _name_within(text, start, match.end("name"))
    for match in _WITH_SEX.finditer(text):
        start, end = match.span("name")
        for begin in range(start, end - 1):
            if _may_be_surname(text[begin]) or text[begin : begin + 2] in _surnames()[2]:
                yield _person(begin, end, text[begin:end])
                break
    for match in _SHOWN_NAME.finditer(text):
        yield Finding(*match.span("name"), "nickname", "某昵称", name=_bare(match["name"].strip()))


def _name_within(text: str, start: int, end: int) -> Iterator[Finding]:
    """The announced name, as long as its signs can be a name's: 收款人何玉山的卡 → 何玉山."""
    signs = [place for place in range(start, end) if text[place] not in _SEPARATORS]
    double = "".join(text[place] for place in signs[:2]) in _surnames()[2]
    last = len(signs)
    for number, place in enumerate(signs):
        if text[place] in _NO_GIVEN:
            last = number
            break
    said = "".join(text[place] for place in signs[:last])
    if last < 2 or said[:2] in _NOBODY or said in kept() or not (double or _may_be_surname(said[0])):
        return
    if not double:
        last = min(last, 3)
    yield _person(start, signs[last - 1] + 1, "".join(text[place] for place in signs[:last]))


def _titled(text: str, words: list[Word]) -> Iterator[Finding]:
    begins = {word.start for word in words}
    for match in _TITLED.finditer(text):
        start, end = match.span("who")
        if end - start == 2 and text[start:end] not in _surnames()[2]:
            start = end - 1
        who = text[start:end]
        whole = start in begins or who in _surnames()[2] or who in _surnames()[0]
        if _is_surname(who) and whole and text[start : match.end()] not in kept():
            yield Finding(start, match.end(), "person", name=text[start : match.end()])


def _familiar(words: list[Word]) -> Iterator[Finding]:
    """小王, 阿强, 老张, 强哥, 芳姐: one sign before or behind a familiar one, the two no common word."""
    for first, second in zip(words, [*words, None][1:], strict=True):
        if _familiar_word(first):
            yield _person(first.start, first.end, first.text, "nickname")
        elif (
            second is not None and len(first.text) == len(second.text) == 1 and _familiar_pair(first.text, second.text)
        ):
            yield _person(first.start, second.end, first.text + second.text, "nickname")


def _familiar_word(word: Word) -> bool:
    said = word.text
    if len(said) != 2 or said[0] not in _FAMILIAR or said in kept():
        return False
    return word.tag in NAME_TAGS or (said[0] == "阿" and rarity(said) < 300)


def _familiar_pair(first: str, second: str) -> bool:
    if first in _FAMILIAR and _han(second) and second not in _NO_GIVEN:
        of_name = _is_surname(second) or (first != "大" and second in _given())
        return of_name or first == "阿"
    of_name = _han(first) and (_is_surname(first) or first in _given())
    return second in _AFTER_FAMILIAR and of_name and first not in "大小老二三四表堂"


def _inner(text: str, start: int, end: int) -> tuple[int, int, str]:
    """A dotted name without the words before it: 我叫买买提·吐尔逊."""
    for lead in ("我叫", "他叫", "她叫", "名叫", "叫", "是", "给", "向", "和", "为", "到", "对"):
        at = text.rfind(lead, start, text.index(next(sign for sign in text[start:end] if sign in "·•・‧∙."), start))
        if at >= 0:
            start = at + len(lead)
            break
    return start, end, text[start:end]


def _again(text: str, names: Iterable[str]) -> Iterator[Finding]:
    """Every other mention: the whole name whatever stands between its signs, the given name alone, doubled or familiar."""
    wanted: dict[str, str] = {}
    for name in names:
        if len(name) < 2 or len(name) > 12 or not _han(name):
            continue
        wanted.setdefault(name, name)
        double = name[:2] in _surnames()[2]
        given = name[2:] if double else name[1:]
        if not double and not _is_surname(name[0]):
            continue
        if len(given) == 2:
            wanted.setdefault(given, name)
        # 赫连磊落网: where the name ends is a guess, so its shorter readings are taken out too.
        shorter = [name[-2:], name[: 3 if double else 2], name[1:3]] if len(name) >= 3 else []
        wanted.update({one: name for one in shorter if one not in wanted and rarity(one) < 100})
        if len(given) == 1 and given not in single_signs():
            wanted.update({given * 2: name, "小" + given: name, "阿" + given: name, "老" + given: name})
    if not wanted:
        return
    gap = f"[{re.escape(_SEPARATORS)}]{{0,3}}"
    pattern = "|".join(gap.join(map(re.escape, one)) for one in sorted(wanted, key=lambda one: (-len(one), one)))
    for match in re.finditer(pattern, text):
        yield Finding(match.start(), match.end(), "person", name=wanted[_bare(match.group())])
