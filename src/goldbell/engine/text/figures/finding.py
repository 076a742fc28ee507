"""Finds the figures of an article or bulletin: every number with a unit, named by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldbell.engine.text.figures.figure import Figure
from goldbell.engine.text.figures.metrics import clause_before, named, thing_behind, tidy
from goldbell.engine.text.figures.units import FoundUnit, unit_at
from goldbell.engine.text.finding import checked_text
from goldbell.engine.text.folding import fold
from goldbell.engine.text.numerals import NUMBER_START, Number, number_at

_NEAR: Final = re.compile(r"(?:将近|將近|接近|大约|大約|约|約|近)(?:为|為)? ?$")
_OVER: Final = re.compile(r"(?:超过|超過|超|逾|突破|不少于|不少於|不低于|至少)了? ?$")
_DOWN: Final = re.compile(
    r"(?:下降|减少|減少|降低|压降|壓降|下滑|降幅|减幅|回落|缩短|縮短|少|降)(?:率|幅度)?(?:达到?|達到?|为|為|"
    r"了|近|约|約|超过?|超過?|逾|高达| )*$"
)
_UP: Final = re.compile(
    r"(?:上升|增长|增長|增加|提升|提高|上涨|上漲|升幅|增幅|多|增)(?:率|幅度)?(?:达到?|達到?|为|為|了|近|约|"
    r"約|超过?|超過?|逾|高达| )*$"
)
_ABSOLUTE: Final = re.compile(r"(?:至|到)[^，。]{0,2}$")
_PERIOD: Final = re.compile(
    r"截[至止][^，。；,;\n]{1,14}?(?=[，。；,;\n]|共|全)|(?:[0-9]{4}年|今年|去年|本年)?(?:[0-9一二三四五六七八九十]{1,3}月份?(?:至|到|-|—)[0-9一二三四五六七八九十]{1,3}月份?|[0-9一二三四五六七八九十]{1,2}(?:至|到|-|—)[0-9一二三四五六七八九十]{1,2}月份?)(?:期间|以来|以來)?"
    r"|(?:[0-9]{4}年|今年|去年|本年)(?:[0-9一二三四五六七八九十]{1,3}月份?)?(?:[0-9]{1,2}日|以来|以來|上半年|下半年|[前第]?[一二三四]季度|全年|期间)?|(?:[0-9一二三四五六七八九十]{1,2}月份)(?:以来|以來)?"
    r"|(?:上半年|下半年|本季度|第?[一二三四]季度|本月|上月|本周|上周|全年|当日|昨日)(?:以来)?"
)
#: Before the number: an ordinal, a decimal, a date, an address or a name of its own.
_SPOILT: Final = frozenset(".-/:·+")
_MONEY_METRIC: Final = re.compile(
    r"金额|金額|资金|資金|损失|損失|止付|冻结|凍結|返还|返還|追回|挽回|价值|價值|涉案款|赃款|挽损|流水"
)
_CHANGED_TO: Final = re.compile(
    r"(?:提高|提升|上升|增长|增長|增加|下降|降低?|缩短|縮短|减少|減少|压缩|壓縮|压降|壓降|扩大|擴大)(?:至|到)"
)
#: A change without a word for what changed: 破案121起，同比上升8.04%.
_COMPARED: Final = re.compile(
    r"(?:同比|[环環]比|[较較比]去年同期|[较較比]上年同期|[较較比]上[月周年季]|[较較比]去年|[较較比]年初)?(?:下降|减少|減少|降低|压降|壓降|回落|降|少|上升|增[长長加]|提[高升]|上[涨漲]|多|增)?(?:率|幅度?)?|[降减減增升]幅"
)
_COMPARED_END: Final = re.compile(rf"(?:{_COMPARED.pattern})$")
_SIGN: Final = re.compile(r"(?:同比|[环環]比|[（(]|[:：])[ :：]?(?P<sign>[-+−↑↓]) ?$")
_LISTED: Final = re.compile(r"[、，,和及与]")
_RESPECTIVELY: Final = re.compile(
    r"(?P<names>[^，。；,;\n]{2,40}?)(?:同比|环比|環比)?分[别別](?:为|為|达|達)?[^0-9]{0,8}$"
)


def find_figures(text: str) -> tuple[Figure, ...]:
    """Every figure of an article or a bulletin, in simplified or traditional script, in the order of the text.

    Dates, ordinals, names (长城2号), numbers to call and rounded sayings (一批, 一站式) are none. Time linear in the length. Raises
    NotText, TextTooLong.
    """
    return tuple(_figures(fold(checked_text(text)), text))


def _figures(folded: str, raw: str) -> Iterator[Figure]:
    periods = [(match.end(), match.group()) for match in re.finditer(rf"{_PERIOD.pattern}|\n", folded)]
    position, floor, passed = 0, 0, 0
    before: Figure | None = None
    period = ""
    while (start := NUMBER_START.search(folded, position)) is not None:
        number = number_at(folded, start.start())
        if number is None:
            position = start.end()
            continue
        while passed < len(periods) and periods[passed][0] <= start.start():
            period = _kept_period(folded, period, periods[passed])
            passed += 1
        figure = _figure(folded, raw, start.start(), number, floor, before, period)
        position = number.end
        if figure is not None:
            floor = position = figure.end
            before = figure
            yield figure


def _kept_period(folded: str, period: str, found: tuple[int, str]) -> str:
    """A comparison (较去年, 去年同期) tells no period of its own."""
    end, words = found
    if words == "\n":
        return ""  # a period holds for its paragraph
    start = end - len(words)
    if (start and folded[start - 1] in "较較比同与與由从從") or folded[end : end + 2] == "同期":
        return period
    return words


def _figure(
    folded: str, raw: str, start: int, number: Number, floor: int, before: Figure | None, period: str
) -> Figure | None:
    if number.value is None or _is_spoilt(folded, start, number):
        return None
    clause = clause_before(folded, start, floor)
    unit = unit_at(folded, number.end, clause) or _bare_money(clause, number)
    if unit is None or (not folded[start].isascii() and number.value == 1):
        return None
    value = number.value * (10 if unit.unit == "%" and folded[number.end : number.end + 1] == "成" else 1)
    qualifier, words = _qualified(clause, number, unit)
    begins = start - (_lead_length(clause))
    metric = _metric(folded, clause, words, unit, begins, before)
    if before is not None and before.unit == unit.unit and _goes_on(folded, clause, before, begins):
        qualifier = before.qualifier if before.qualifier in ("decrease", "increase") else qualifier
    kind = "rate_change" if unit.kind == "rate" and qualifier in ("decrease", "increase") else unit.kind
    return Figure(metric, _plain(value), unit.unit, qualifier, raw[begins : unit.end], begins, unit.end, period, kind)


def _is_spoilt(folded: str, start: int, number: Number) -> bool:
    before = folded[start - 1 : start] if start else ""
    if before == "第" or (before in _SPOILT and before and re.match(r"[0-9A-Za-z]", folded[start - 2 : start - 1])):
        return True
    if (
        number.arabic
        and folded[number.end : number.end + 1] in ("-", ":", "/", "+")
        and folded[number.end + 1 : number.end + 2].isdigit()
    ):
        return True
    return not folded[start].isascii() and before in ("几", "数", "數", "上", "成") and folded[start] in "十百千万"


def _bare_money(clause: str, number: Number) -> FoundUnit | None:
    """冻结1.42亿: an amount without 元 where the clause speaks of money."""
    if number.magnitude >= 10_000 and _MONEY_METRIC.search(clause):
        return FoundUnit(number.end, "元", "amount", "")
    return None


def _qualified(clause: str, number: Number, unit: FoundUnit) -> tuple[str, str]:
    """The qualifier, and the clause without the words that gave it. Direction outranks 近 and 超: 下降近三成 is a decrease."""
    sign = _SIGN.search(clause) if unit.kind == "rate" else None
    if sign is not None:
        return ("decrease" if sign["sign"] in "-−↓" else "increase"), clause[: sign.start("sign")]
    for pattern, qualifier in ((_DOWN, "decrease"), (_UP, "increase")):
        if pattern.search(clause) and not _ABSOLUTE.search(clause):
            return qualifier, clause
    if unit.adds == "at_least" or number.about or number.least or _OVER.search(clause):
        return "at_least", _OVER.sub("", clause)
    if unit.adds == "about" or _NEAR.search(clause):
        return "about", _NEAR.sub("", clause)
    return "exact", clause


def _lead_length(clause: str) -> int:
    """How many signs of 近, 约 or 超 belong to the figure's own words."""
    lead = _NEAR.search(clause) or _OVER.search(clause)
    return len(clause) - lead.start() if lead is not None else 0


def _metric(folded: str, clause: str, words: str, unit: FoundUnit, begins: int, before: Figure | None) -> str:
    if unit.kind == "rate" and folded[unit.end : unit.end + 1] == "的":
        return tidy(words) + thing_behind(folded, unit.end + 1)
    thing = (
        ""
        if unit.kind in ("rate", "amount") or unit.unit in ("人次", "场次", "場次")
        else thing_behind(folded, unit.end)
    )
    near = (
        before if before is not None and "。" not in folded[before.end : begins] and begins - before.end <= 40 else None
    )
    if near is not None and not thing and _goes_on(folded, words, near, begins):
        return _shared_out(folded, near) or near.metric
    if near is not None and (changed := _CHANGED_TO.match(words)) is not None:
        return _compared_thing(near.metric) + changed.group()
    if near is not None and tidy(words) and _COMPARED.fullmatch(tidy(words)):
        return _compared_thing(near.metric) + tidy(words)
    split = _RESPECTIVELY.search(clause_and_list(folded, begins))
    if split is not None:
        names = re.split(r"[、和及与]", split["names"])
        return tidy(names[0]) + ("同比" if "同比" in split.group() else "") or tidy(words)
    return named(words, thing, near.metric if near is not None else "")


def _compared_thing(metric: str) -> str:
    """The metric without the words of an earlier comparison, for the next one: 立案数较去年同期减少 → 立案数."""
    end = _COMPARED_END.search(metric)
    return metric[: end.start()] if end is not None and end.start() else metric


def _goes_on(folded: str, clause: str, before: Figure, begins: int) -> bool:
    """Whether the number only goes on with the list of the one before: 下降12.6%、20.1%."""
    return not tidy(clause) and _LISTED.fullmatch(folded[before.end : begins]) is not None


def _shared_out(folded: str, near: Figure) -> str:
    """立案数、损失数分别下降12%、15%: the second number belongs to the second name."""
    lead = _RESPECTIVELY.search(clause_and_list(folded, near.start))
    if lead is None:
        return ""
    names = re.split(r"[、和及与]", lead["names"])
    return tidy(names[1]) + ("同比" if "同比" in lead.group() else "") if len(names) > 1 else ""


def clause_and_list(folded: str, start: int) -> str:
    """The words back to the last mark that is no 、, at most 60 signs: a clause with its list of names."""
    low = max(0, start - 60)
    last = max(folded.rfind(mark, low, start) for mark in "，。；,;\n：:")
    return folded[max(low, last + 1) : start]


def _plain(value: Fraction) -> Decimal | int:
    return int(value) if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)
