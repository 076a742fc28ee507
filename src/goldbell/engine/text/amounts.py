"""Amounts of money in free text (金额), as fen: 49800元, 3万5, 三千五, 近十万, 2千余元, 三块五, 壹万贰仟元整.

Blanked amounts (3**00元, XX万元), vague ones (几万块), counts (3000人, 5万次) and other currencies yield nothing. What names its
own lower end (5万到6万, 十几万, 万把块, 五位数) is read as that end, with ``qualifier`` at_least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goldbell.common.money import MOST_FEN
from goldbell.engine.text.folding import fold
from goldbell.engine.text.numerals import CHINESE_DIGITS, NUMBER_START, Number, number_at

_UNIT: Final = re.compile(r" ?(?:元钱|块钱|人民币|RMB|CNY|元|圆|块(?![金银硬屏表地砖肉电手石头])|¥)(?:整|正)?", re.I)
_CENTS: Final = re.compile(
    rf"(?P<jiao>[0-9{CHINESE_DIGITS}])[角毛](?:(?P<fen>[0-9{CHINESE_DIGITS}])(?:分|(?![0-9个次笔张天年点])))?"
    rf"|(?P<loose>[0-9{CHINESE_DIGITS}])(?![0-9{CHINESE_DIGITS}十百千万亿个次笔元块年月日号点分毛角天人名种张件单])"
)
_SYMBOL: Final = re.compile(r"(?:¥|RMB|CNY|人民币)[:：]? ?[-+]?$", re.I)
_BLANK: Final = frozenset("*xX×✕_□■●█▇◯")
_OTHER_THING: Final = re.compile(
    r" ?(?:多|余|来)?(?:"
    r"美元|美金|美刀|刀|欧元|港币|港元|日元|英镑|韩元|卢布|泰铢|澳元|新台币|台币|金币|积分|[Uu](?![A-Za-z])|USD|usdt|"
    r"个|人|名|位|次|条|起|家|场|年|月|日|号|点|分(?!成|别|[几两三四五六七八九十0-9]{1,2}[次笔批])|秒|小时|时|天|岁|期|页|字|种|级|度|倍|套|件|单|笔|台|部|张|辆|户|"
    r"楼|层|路|米|公里|里|克|斤|吨|瓦|平|亩|组|队|只|头|颗|粒|份|股|票|粉丝|步|公斤|毫|升|卡|集|章|本|支|根|%|‰|:|"
    r"火急|世界|保障|医疗|英[尺里]|尺|夜|口|光年|字节|[GMT]B?(?![A-Za-z])|像素)"
)
_MONEY_WORD: Final = re.compile(
    r"转|汇|付|充|打了|打款|打过|打给|给|存|扣|取|交|借|贷|还|损失|被骗|骗|垫|投|买|花|提现|金额|合计|共计|一共|总共|总计|余额|入金|"
    r"笔|价|费|酬|日结|月结|日赚|月入|时薪|工资|薪|押金|保证金|定金|本金|返|赚|收|欠|赔|罚|额度|退|止付|冻结|资金|涉案|追回|返还|要"
)
#: 第一次转了888，第二次1888: the second goes on with the first.
_COUNTED_OFF: Final = re.compile(r"[单笔][:：]$|第[一二三四五六七八九十0-9]{1,2}[次笔回](?:是|为|转|充|投|又|的)?$")
#: 4000保证金: what the money was asked for, behind the number.
_MONEY_BEHIND: Final = re.compile(
    r"的?(?:保证金|解冻[费金]|押金|手续费|会员费|会费|定金|订金|本金|佣金|服务费|税[费款金]|流水|违约金|认证金|"
    r"验资|货款|工本费|激活费|彩礼|[^0-9，。、]{0,2}费(?!用户))"
)
#: 10万起: from that sum on; cases (起) are not counted in bare tens of thousands before a mark.
_FROM_ON: Final = re.compile(r"起(?=[，。,、；\s]|$)")
_GOES_ON: Final = re.compile(r"[ -][0-9]{3,4}(?![0-9元块])")
#: 尾号5600, 后四位是五千六百: digits of something else.
_TAIL_DIGITS: Final = re.compile(
    r"(?:尾号|后[三四五六]位|末[三四五六]位|工号|警号|房间?号|验证码|密码)(?:数字)?[是为:： ]{0,2}$"
)
_CLAUSE_END: Final = re.compile(r"[，。；！？、\n,;!?]")
_RANGE_LEAD: Final = re.compile(rf"[0-9{CHINESE_DIGITS}十百千万亿元块] ?(?:到|至|~|-)$")
#: 打了96110 is a call, not a payment.
_HOTLINE: Final = re.compile(r"1[0-9]{2}|(?:95|96|12|10)[0-9]{3}")
#: Between the amounts of one list: 转了5000、8000和1314.
_LISTED: Final = frozenset("、和跟及又")
_LEAD: Final = 12


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount at one place of a folded text, and what spoke for it."""

    fen: int
    start: int
    end: int
    with_unit: bool
    magnitude: int
    money_word: bool
    qualifier: str | None  # about, at_least, or None for exact


def parse_amount(text: str) -> int | None:
    """Read a text that is one amount and nothing else (近十万, 49800元, 八块五) as fen; None if it is none."""
    folded = re.sub(r"^(?:将近|近|大约|大概|约|差不多|超过|超|至少|上)", "", fold(text).strip())
    found = next(_amounts(folded, need_evidence=False), None)
    if (
        found is None
        or found.qualifier == "at_least"
        or found.end != len(folded)
        or (found.start and not _SYMBOL.fullmatch(folded[: found.start]))
    ):
        return None
    return found.fen


def find_amounts(folded: str) -> Iterator[FoundAmount]:
    """Every definite amount of money in a folded text that has a unit, a magnitude or a word of paying before it."""
    return _amounts(folded, need_evidence=True)


#: 五位数: as many digits; 万把块: about ten thousand.
_LOOSE: Final = re.compile(
    r"(?P<digits>[四五六七八九4-9])位数(?!字|的?(?:密码|编号|验证码|数字))|(?<![0-9一二两三四五六七八九十几个数])(?P<one>[万千百])把(?:块钱?|元|(?=[，。,、；]|$))"
)
_LOOSE_SIZE: Final = {"万": 10_000, "千": 1000, "百": 100}
_NEAR_LEAD: Final = re.compile(r"(?:将近|接近|近|大约|大概|约|差不多|左右|上下)(?:人民币|¥|有|为|是)?$")
_OVER_LEAD: Final = re.compile(r"(?:超过|超|逾|至少|不少于|不低于|最少)(?:人民币|¥|了)?$")
_AROUND: Final = re.compile(r" ?(?:左右|上下|出头)")
_FROM_THERE: Final = re.compile(r"以上|起(?=[，。,、；\s]|$)")
_RANGE: Final = re.compile(r" ?(?:到|至|~|～|-|—) ?(?=[0-9一二两三四五六七八九十])")


def _loose(folded: str) -> Iterator[FoundAmount]:
    if "位数" not in folded and "把" not in folded:
        return
    for match in _LOOSE.finditer(folded):
        word = _money_word_before(folded, match.start(), adjacent=False)
        if match["one"]:
            yield FoundAmount(
                _LOOSE_SIZE[match["one"]] * 100,
                match.start(),
                match.end(),
                True,
                _LOOSE_SIZE[match["one"]],
                word,
                "about",
            )
        elif word:
            number = number_at(match["digits"], 0)
            assert number is not None
            assert number.value is not None
            yield FoundAmount(
                10 ** (int(number.value) - 1) * 100, match.start(), match.end(), False, 10_000, True, "at_least"
            )


def _amounts(folded: str, *, need_evidence: bool) -> Iterator[FoundAmount]:
    yield from _loose(folded)
    position, last_end = 0, -1
    while (start := NUMBER_START.search(folded, position)) is not None:
        number = number_at(folded, start.start())
        if number is None:
            position = start.end()
            continue
        listed = last_end >= 0 and folded[last_end : start.start()] in _LISTED
        found = _judge(folded, start.start(), number, need_evidence, listed)
        if found is not None:
            last_end = found.end
            yield found
        position = found.end if found is not None else number.end


def _judge(folded: str, start: int, number: Number, need_evidence: bool, listed: bool) -> FoundAmount | None:
    if number.value is None or _spoilt_before(folded, start) or _blank_at(folded, number.end):
        return None
    ranged = _range(folded, start, number)
    if ranged is not None:
        return ranged if ranged.with_unit or _money_word_before(folded, start, adjacent=False) else None
    unit = _UNIT.match(folded, number.end)
    if unit is None and _is_other_thing(folded, number):
        return None
    symbol = _SYMBOL.search(folded[max(0, start - 6) : start])
    end, yuan = number.end, number.value
    if unit is not None:
        end, yuan = _with_cents(folded, unit.end(), yuan)
        if _blank_at(folded, end):
            return None
    fen = yuan * 100
    if fen.denominator != 1 or not 0 < fen <= MOST_FEN:
        return None
    with_unit = unit is not None or symbol is not None
    if not with_unit and "打" in folded[max(0, start - 4) : start] and _HOTLINE.fullmatch(folded, start, number.end):
        return None
    word = listed or _money_word_before(folded, start, adjacent=number.arabic) or _worded_behind(folded, start, number)
    if need_evidence and not with_unit and not _worth_it(number, word):
        return None
    qualifier = "at_least" if number.least or _OVER_LEAD.search(folded[max(0, start - 6) : start]) else None
    if qualifier is None and _FROM_THERE.match(folded, end):
        qualifier = "at_least"
    if qualifier is None and (
        number.about or _AROUND.match(folded, end) or _NEAR_LEAD.search(folded[max(0, start - 6) : start])
    ):
        qualifier = "about"
    return FoundAmount(int(fen), start, end, with_unit, number.magnitude, word, qualifier)


def _range(folded: str, start: int, number: Number) -> FoundAmount | None:
    """5万到6万, 3-5万元, 3000至5000元 as their lower end; None if no second, larger amount of the same size follows."""
    assert number.value is not None
    unit = _UNIT.match(folded, number.end)
    between = _RANGE.match(folded, unit.end() if unit is not None else number.end)
    second = number_at(folded, between.end()) if between is not None else None
    if second is None or second.value is None:
        return None
    second_unit = _UNIT.match(folded, second.end)
    low = number.value
    if unit is None and not number.magnitude and second.magnitude >= 100 and second.value >= second.magnitude:
        low *= second.magnitude
    if not (low < second.value <= low * 20) or not (second_unit or (second.magnitude >= 1000 and number.magnitude)):
        return None
    if second_unit is None and _OTHER_THING.match(folded, second.end):
        return None
    fen = low * 100
    if fen.denominator != 1 or not 0 < fen <= MOST_FEN:
        return None
    end = second_unit.end() if second_unit is not None else second.end
    return FoundAmount(int(fen), start, end, second_unit is not None, second.magnitude, True, "at_least")


def _worth_it(number: Number, word: bool) -> bool:
    """Whether a number without a unit is money: with a word of paying from 百 (ten yuan in digits), else from 千."""
    assert number.value is not None
    if number.arabic:
        return word and number.value >= 10
    return number.magnitude >= 1000 or (word and number.magnitude >= 100)


def _is_other_thing(folded: str, number: Number) -> bool:
    """Whether what is counted is no money, or the digits go on as those of a longer number."""
    if number.magnitude >= 10_000 and _FROM_ON.match(folded, number.end):
        return False
    if number.arabic and _GOES_ON.match(folded, number.end):
        return True
    return _OTHER_THING.match(folded, number.end) is not None


def _worded_behind(folded: str, start: int, number: Number) -> bool:
    """Whether what stands behind says it is money, or the number counts off payments told one after another."""
    if number.arabic and _COUNTED_OFF.search(folded[max(0, start - 6) : start]):
        return True
    return _MONEY_BEHIND.match(folded, number.end) is not None


def _with_cents(folded: str, end: int, yuan: Fraction) -> tuple[int, Fraction]:
    if folded[end - 1] == "块" and folded[end : end + 1] == "半" and yuan.denominator == 1:
        return end + 1, yuan + Fraction(1, 2)
    cents = _CENTS.match(folded, end)
    if cents is None or yuan.denominator != 1:
        return end, yuan
    if cents["loose"] and folded[end - 1] != "块":
        return end, yuan
    jiao = _digit(cents["jiao"] or cents["loose"])
    return cents.end(), yuan + Fraction(jiao, 10) + Fraction(_digit(cents["fen"] or "0"), 100)


def _digit(sign: str) -> int:
    number = number_at(sign, 0)
    return int(number.value) if number is not None and number.value is not None else 0


def _spoilt_before(folded: str, start: int) -> bool:
    """Whether the sign before the number says it is a rest of something: blanked, an ordinal, a range, a code."""
    before = folded[max(0, start - 8) : start]
    if not before:
        return False
    last = before[-1]
    if _TAIL_DIGITS.search(before):
        return True
    if last == "-" and _SYMBOL.search(before):
        return False  # a bank's 人民币-20,000.00
    if last in _BLANK or (last in "第.-/" and not before.endswith("--")):
        return True
    if last.isascii() and last.isalpha() and not _SYMBOL.search(before):
        return True
    if last in " ," and before[-2:-1].isdigit() and folded[start].isascii():
        return re.search(r":[0-9]{2} $", before) is None
    if last in "几数" and folded[start] in "十百千":
        return True
    return bool(_RANGE_LEAD.search(before))


def _blank_at(folded: str, end: int) -> bool:
    if folded[end : end + 1] == " ":
        end += 1
    return folded[end : end + 1] in _BLANK if end < len(folded) else False


def _money_word_before(folded: str, start: int, *, adjacent: bool) -> bool:
    """Whether the same clause speaks of paying just before; bare Arabic digits need the word within four signs."""
    lead = folded[max(0, start - _LEAD) : start]
    clause = _CLAUSE_END.split(lead)[-1]
    return _MONEY_WORD.search(clause[-4:] if adjacent else clause) is not None
