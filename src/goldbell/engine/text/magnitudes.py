"""Whether the amounts of a text agree with each other (量级核对): a slip of 10⁴ costs a victim or a bank dearly.

Two checks: an amount said twice over (50000元（5亿元）; 伍万元整 ¥500,000) and a total against its parts. Where they differ by
a power of ten both sides are flagged with their reason; nothing is corrected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from goldbell.engine.text.elements import Element

SLIP = "与旁边重复写的数差了位数，请核对单位"
TOTAL_SLIP = "合计与各笔之和差了位数，请核对单位"
TOTAL_OFF = "合计与各笔之和不符，请核对"
PHRASES: Final[Mapping[str, str]] = {
    SLIP: "Differs by a power of ten from the same amount beside it, please verify the unit",
    TOTAL_SLIP: "The total differs from its parts by a power of ten, please verify the unit",
    TOTAL_OFF: "The total differs from its parts, please verify",
}

#: Between an amount and the same amount said again: brackets, 即, 也就是, a currency sign.
_AGAIN: Final = re.compile(
    r" ?(?:[（(]|[，,]? ?(?:即|也就是|折合|大写|小写)|[:：])? ?(?:大写|小写|即|人民币|RMB)?[:： ]?[¥]? ?"
)
_TOTAL: Final = re.compile(
    r"(?:共计|合计|总计|总共|一共|累计|总额|总金额|共)(?:被骗|损失|转[账走出]?|汇款?|付款?|支付|金额|人民币|[了为是:约 ])*[¥]?$"
)
_SENTENCES: Final = re.compile(r"[\n！？!?]")
_MOST_PARTS: Final = 60
_LEAST_PARTS: Final = 2


def with_magnitudes_checked(elements: tuple[Element, ...], folded: str) -> tuple[Element, ...]:
    """The same elements; amounts that contradict each other by a power of ten carry the reason and half their confidence."""
    amounts = [(place, element) for place, element in enumerate(elements) if element.kind == "amount"]
    if len(amounts) < 2:
        return elements
    flagged: dict[int, str] = {}
    for (place, one), (next_place, other) in pairwise(amounts):
        if _said_again(folded, one, other) and _power_of_ten_apart(one.fen, other.fen):
            flagged.update({place: SLIP, next_place: SLIP})
    for index in range(_LEAST_PARTS, len(amounts)):
        place, total = amounts[index]
        if place not in flagged and _TOTAL.search(folded, max(0, total.start - 12), total.start):
            reason = _judged(total, [part for _, part in amounts[max(0, index - _MOST_PARTS) : index]], folded)
            if reason:
                flagged[place] = reason
    return tuple(_flag(element, flagged[at]) if at in flagged else element for at, element in enumerate(elements))


def _said_again(folded: str, one: Element, other: Element) -> bool:
    between = folded[one.end : other.start]
    if len(between) > 10 or not between.strip("元整 "):
        return False
    return _AGAIN.fullmatch(between) is not None and bool(between.strip(" ，,:："))


def _power_of_ten_apart(one: int, other: int) -> bool:
    less, more = sorted((one, other))
    ratio, rest = divmod(more, less)
    return rest == 0 and ratio > 1 and set(str(ratio)[1:]) <= {"0"} and str(ratio)[0] == "1"


def _judged(total: Element, before: Sequence[Element], folded: str) -> str:
    """What is wrong with a total, empty if nothing: its parts are the amounts before it back to the last total or line."""
    parts: list[int] = []
    edge = total.start
    for part in reversed(before):
        if _SENTENCES.search(folded, part.end, edge) or _TOTAL.search(folded, max(0, part.start - 12), part.start):
            break
        parts.append(part.fen)
        edge = part.start
        if sum(parts) == total.fen:
            return ""
    if len(parts) < _LEAST_PARTS:
        return ""
    whole = sum(parts)
    return TOTAL_SLIP if _power_of_ten_apart(whole, total.fen) else TOTAL_OFF


def _flag(element: Element, reason: str) -> Element:
    sure = element.confidence if reason == TOTAL_OFF else round(element.confidence / 2, 3)
    return replace(element, confidence=sure, reasons=(*element.reasons, reason))
