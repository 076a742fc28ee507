"""A layout profile: which headings an institution uses and what its words mean. A new institution is a new folder."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from goldbell.adapters.statements.refusals import AmbiguousHeading, UnknownLayout

#: Headings are looked for in the first rows only; preambles are short.
HEAD_ROWS: Final = 50

INWARD_WORDS: Final = frozenset(["进", "贷", "入", "收", "收入", "贷方", "转入", "存", "C", "CR", "I", "IN", "+"])
OUTWARD_WORDS: Final = frozenset(["出", "借", "付", "支", "支出", "借方", "转出", "取", "D", "DR", "O", "OUT", "-"])
DONE_WORDS: Final = frozenset(["", "成功", "交易成功", "是", "正常", "支付成功", "转账成功", "Y", "1", "01"])

Meaning = str  # one of MEANINGS
MEANINGS: Final = frozenset(
    [
        "card", "account_no", "holder", "moment", "date", "clock", "amount", "income",
        "outgo", "balance", "direction", "other_account", "other_name", "other_bank", "cash", "summary",
        "remark", "currency", "done", "serial", "outcome",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """How one institution writes a statement.

    ``headings``: for each meaning (MEANINGS) the headings that carry it. ``required``: every group needs one meaning
    present, e.g. ``(("card", "account_no"), ("amount",))``. ``signed``: amounts carry the direction as their sign.
    ``endings``: a row whose first written cell matches is a total or a rule and no row of the statement.
    """

    code: str
    name: str
    headings: Mapping[Meaning, tuple[str, ...]]
    required: tuple[tuple[Meaning, ...], ...]
    signed: bool = False
    endings: re.Pattern[str] = re.compile(r"(合\s*计|总\s*计|小\s*计|-{4,}|={4,}|共.*笔|导出时间|以下无)")
    inward_words: frozenset[str] = INWARD_WORDS
    outward_words: frozenset[str] = OUTWARD_WORDS
    done_words: frozenset[str] = DONE_WORDS
    preamble: Callable[[Sequence[Sequence[str]]], bool] | None = None
    by_heading: Mapping[str, Meaning] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        unknown = set(self.headings) - MEANINGS
        if unknown:
            raise ValueError(f"layout {self.code}: unknown meanings {sorted(unknown)}")
        table = {clean_heading(text): meaning for meaning, texts in self.headings.items() for text in texts}
        object.__setattr__(self, "by_heading", MappingProxyType(table))


@dataclass(frozen=True, slots=True)
class Match:
    """A layout recognised in a table: where the heading stands, which column means what, and why this layout."""

    layout: Layout
    heading_row: int
    columns: Mapping[Meaning, int]
    width: int
    score: int
    explanation: str


def clean_heading(text: str) -> str:
    """A heading without the blanks, tabs and full-width brackets that institutions sprinkle over it."""
    return re.sub(r"[\s\ufeff*：:]+", "", text).replace("（", "(").replace("）", ")").replace("／", "/")


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout profile, found in the folders beside this file and sorted by code."""
    import goldbell.adapters.statements as home

    folders = [one.name for one in pkgutil.iter_modules(home.__path__) if one.ispkg and one.name != "tests"]
    found: list[Layout] = [importlib.import_module(f"{home.__name__}.{name}.profile").LAYOUT for name in folders]
    codes = [layout.code for layout in found]
    if len(set(codes)) != len(codes):
        raise ValueError(f"two layout profiles share a code: {sorted(codes)}")
    return tuple(sorted(found, key=lambda layout: layout.code))


def recognise(head: Sequence[tuple[int, Sequence[str]]], *, name: str) -> Match:
    """The layout whose heading fits the first rows best. ``head``: (row number, cells). Raises UnknownLayout, AmbiguousHeading."""
    matches = [match for layout in layouts() for row, cells in head if (match := _match(layout, row, cells, head))]
    if not matches:
        raise UnknownLayout("%(file)s：没有认出表头，请核对是不是交易明细，或为这家机构增加版式", file=name)
    best = max(matches, key=lambda match: (match.score, -match.heading_row))
    _refuse_twins(best, dict(head)[best.heading_row], name)
    return best


def _match(layout: Layout, row: int, cells: Sequence[str], head: Sequence[tuple[int, Sequence[str]]]) -> Match | None:
    columns: dict[Meaning, int] = {}
    for index, cell in enumerate(cells):
        meaning = layout.by_heading.get(clean_heading(cell))
        if meaning is not None:
            columns.setdefault(meaning, index)
    if not all(any(meaning in columns for meaning in group) for group in layout.required):
        return None
    before = [list(other) for number, other in head if number < row]
    known_preamble = layout.preamble is not None and layout.preamble(before)
    explanation = f"{layout.name}：第 {row} 行是表头，认出 {len(columns)} 列" + ("，前文相符" if known_preamble else "")
    return Match(layout, row, MappingProxyType(columns), len(cells), len(columns) + 5 * known_preamble, explanation)


def _refuse_twins(match: Match, cells: Sequence[str], name: str) -> None:
    seen: dict[Meaning, int] = {}
    for index, cell in enumerate(cells):
        meaning = match.layout.by_heading.get(clean_heading(cell))
        if meaning is None:
            continue
        first = seen.setdefault(meaning, index)
        same_text = clean_heading(cells[first]) == clean_heading(cell)
        if first != index and same_text:
            raise AmbiguousHeading(
                "%(file)s：第 %(row)d 行表头“%(heading)s”出现两次，不能判断用哪一列",
                file=name,
                row=match.heading_row,
                heading=clean_heading(cell),
            )
