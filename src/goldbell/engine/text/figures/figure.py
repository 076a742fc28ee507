"""One figure of an article or bulletin."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One claimed number (通报数字), as its author words it.

    ``raw`` is ``text[start:end]``, with its 近, 余 or 以上. ``value``: amounts in yuan, 4.2万人次 as 42000, always positive.
    ``unit``: as written (人次, 起, 個), 元 for amounts, % also for 成. ``qualifier``: exact; at_least (余, 超, 以上); about
    (近, 约); decrease or increase (下降, 上升: the value is how much). ``period``: the words that say since or until when,
    empty if none stand before in the paragraph. ``kind``: count, amount, rate, rate_change.
    """

    metric: str
    value: Decimal | int
    unit: str
    qualifier: str
    raw: str
    start: int
    end: int
    period: str
    kind: str
