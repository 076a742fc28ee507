"""资金流向图: a trace laid out by tier from left to right, at most forty boxes, the small ones folded. Pure geometry.

Lengths and places are SVG attributes, so that the page needs no inline style; every number in it is in the table too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from goldbell.apps.tracing.contracts import TraceView
from goldbell.apps.tracing.flow_boxes import Bar, Box, account_box, cash_box, cash_key, pending_box, rest_box

#: Columns → width of a box, and from one column to the next: the more tiers, the closer.
_SPACING: Final = {6: (144, 184), 7: (136, 166)}
_AMPLE: Final = (158, 220)
HEIGHT: Final = 52
STEP_Y: Final = 62
LEFT: Final = 8
TOP: Final = 6
#: Boxes at first; more are folded, tier by tier, the small sums first.
MOST: Final = 40
#: Boxes in one column at first, so that the drawing fits a screen.
TALLEST: Final = 7
#: Columns at first: the payer, five tiers, and whatever comes after them folded into one.
MOST_COLUMNS: Final = 7
_VICTIM: Final = "\x00victim"
_WIDEST: Final = 42.0


@dataclass(frozen=True, slots=True)
class Thread:
    """Money from one box to another; ``word`` says when, and how often."""

    path: str
    width: float
    kind: str
    word: str
    word_x: float
    word_y: float


@dataclass(frozen=True, slots=True)
class Column:
    """A tier's word, and the line left of it."""

    word: str
    x: float
    line_x: float | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the partial draws. ``boxes`` in reading order; ``folded``: how many accounts are not boxes of their own."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    threads: tuple[Thread, ...]
    columns: tuple[Column, ...]
    folded: int


@dataclass
class _Link:
    fen: int = 0
    count: int = 0
    first: datetime | None = None

    def add(self, fen: int, at: datetime) -> None:
        self.fen += fen
        self.count += 1
        self.first = at if self.first is None else min(self.first, at)


@dataclass
class _Graph:
    boxes: dict[str, Box] = field(default_factory=dict)
    links: dict[tuple[str, str], _Link] = field(default_factory=lambda: defaultdict(_Link))
    folded: dict[str, str] = field(default_factory=dict)

    def link(self, source: str, target: str, fen: int, at: datetime) -> None:
        ends = (self.folded.get(source, source), self.folded.get(target, target))
        if ends[0] != ends[1] and ends[0] in self.boxes and ends[1] in self.boxes:
            self.links[ends].add(fen, at)


def draw(view: TraceView, *, payer: str) -> Drawing:
    """The drawing of a trace. ``payer``: the victim's masked name."""
    graph = _Graph()
    top = max((one.held_fen for one in view.accounts), default=0)
    boxes = [account_box(place, one, top) for place, one in enumerate(view.accounts)]
    boxes += [cash_box(one) for one in view.accounts if one.cashed_fen]
    boxes += [pending_box(number, one) for number, one in enumerate(view.pending)]
    graph.boxes[_VICTIM] = Box(_VICTIM, 0, payer or _("付款人"), view.asked_fen, "", "", "", ())
    _fold(graph, boxes)
    _tie(graph, view)
    columns = max(box.column for box in graph.boxes.values()) + 1
    rows = max(sum(1 for box in graph.boxes.values() if box.column == column) for column in range(columns))
    height = max(rows * STEP_Y + 34, 230)
    spacing = _SPACING.get(columns, _AMPLE)
    _place(graph, columns, height - 34, spacing)
    return Drawing(
        width=LEFT * 2 + (columns - 1) * spacing[1] + spacing[0],
        height=height,
        boxes=tuple(_filled(box) for box in graph.boxes.values()),
        threads=_threads(graph, view),
        columns=tuple(_column(number, spacing) for number in range(columns)),
        folded=len(graph.folded),
    )


def _fold(graph: _Graph, boxes: Iterable[Box]) -> None:
    """Keep the large ones of each column; the rest of a column becomes one box."""
    columns: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        column = min(box.column, MOST_COLUMNS - 1)
        columns[column].append(replace(box, column=column))
    each = min(TALLEST, max(2, (MOST - 1) // max(len(columns), 1) - 1))
    for column in sorted(columns):
        ranked = sorted(columns[column], key=lambda box: (box.kind != "node-at", -box.fen, box.key))
        # folding a single box would save nothing
        shown = ranked if len(ranked) <= each + 1 else ranked[:each]
        graph.boxes |= {box.key: box for box in shown}
        rest = ranked[len(shown) :]
        if rest:
            key = f"\x00rest {column}"
            graph.boxes[key] = rest_box(key, column, rest)
            graph.folded |= {box.key: key for box in rest}


def _tie(graph: _Graph, view: TraceView) -> None:
    for flow in view.flows:
        source = _VICTIM if flow.tier == 1 else flow.from_account
        target = cash_key(flow.from_account) if flow.kind == "cash" else flow.to_account
        graph.link(source, target, flow.carried_fen, flow.at)
    for number, one in enumerate(view.pending):
        graph.link(_VICTIM, f"\x00pending {number}", one.fen, one.paid_at)


def _place(graph: _Graph, columns: int, height: float, spacing: tuple[int, int]) -> None:
    """Column by column, each box near the middle of where its money comes from, none over another."""
    centre: dict[str, float] = {}
    for column in range(columns):
        here = [box for box in graph.boxes.values() if box.column == column]
        wanted = {box.key: _pull(graph, box, centre, height / 2) for box in here}
        here.sort(key=lambda box: (wanted[box.key], -box.fen, box.key))
        ys = _spread([wanted[box.key] for box in here], height)
        for box, y in zip(here, ys, strict=True):
            centre[box.key] = y
            top = round(TOP + y - HEIGHT / 2, 1)
            graph.boxes[box.key] = replace(box, x=LEFT + column * spacing[1], y=top, width=spacing[0])
    graph.boxes = dict(sorted(graph.boxes.items(), key=lambda item: (item[1].column, item[1].y)))


def _pull(graph: _Graph, box: Box, centre: Mapping[str, float], middle: float) -> float:
    weighed = [
        (centre[source], link.fen)
        for (source, target), link in graph.links.items()
        if target == box.key and source in centre
    ]
    whole = sum(fen for _y, fen in weighed)
    return sum(y * fen for y, fen in weighed) / whole if whole else middle


def _spread(wanted: Sequence[float], height: float) -> list[float]:
    """Centres at least a step apart and inside the height, as near to what is wanted as one pass each way brings them."""
    half = STEP_Y / 2
    ys: list[float] = []
    for y in wanted:
        ys.append(max(y, ys[-1] + STEP_Y if ys else half))
    limit = height - half
    for index in range(len(ys) - 1, -1, -1):
        ys[index] = min(ys[index], limit)
        limit = ys[index] - STEP_Y
    over = half - ys[0] if ys and ys[0] < half else 0.0
    return [y + over for y in ys]


def _filled(box: Box) -> Box:
    whole = sum(fen for _fill, fen in box.fills)
    if whole <= 0:
        return replace(box, bars=(Bar("none", box.x + 1, box.width - 3),))
    bars, x = [], float(box.x + 1)
    for fill, fen in box.fills:
        if fen > 0:
            width = (box.width - 3) * fen / whole
            bars.append(Bar(fill, round(x, 1), round(max(width - 1, 0.6), 1)))
            x += width
    return replace(box, bars=tuple(bars))


def _threads(graph: _Graph, view: TraceView) -> tuple[Thread, ...]:
    """Widths by amount; the ports of a box lie one below the other in the order of where the money goes."""
    whole = max(view.asked_fen, 1)
    thick = {ends: max(1.5, round(_WIDEST * link.fen / whole, 1)) for ends, link in graph.links.items()}
    ends_y: dict[tuple[str, str], list[float]] = {ends: [0.0, 0.0] for ends in thick}
    for side in (0, 1):
        by_box: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for ends in thick:
            by_box[ends[side]].append(ends)
        for key, group in by_box.items():
            group.sort(key=lambda ends: graph.boxes[ends[1 - side]].y)
            room = sum(thick[ends] for ends in group)
            scale = min(1.0, (HEIGHT - 8) / room)
            y = graph.boxes[key].y + HEIGHT / 2 - room * scale / 2
            for ends in group:
                ends_y[ends][side] = round(y + thick[ends] * scale / 2, 1)
                y += thick[ends] * scale
    words = _arrivals(graph, view, thick, counted=len({box.column for box in graph.boxes.values()}) not in _SPACING)
    return tuple(
        _thread(graph.boxes[ends[0]], graph.boxes[ends[1]], words.get(ends, ""), thick[ends], ends_y[ends])
        for ends in sorted(thick, key=lambda one: -thick[one])
    )


def _arrivals(
    graph: _Graph, view: TraceView, thick: Mapping[tuple[str, str], float], *, counted: bool
) -> dict[tuple[str, str], str]:
    """When money first came to each box and how often (where there is room), told once, at the thickest thread."""
    day = localtime(view.as_of).date()
    into: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for ends in thick:
        into[ends[1]].append(ends)
    words: dict[tuple[str, str], str] = {}
    for group in into.values():
        moments = [first for ends in group if (first := graph.links[ends].first) is not None]
        local, count = localtime(min(moments)), sum(graph.links[ends].count for ends in group)
        word = f"{local:%H:%M}" if local.date() == day else f"{local:%m-%d}"
        words[max(group, key=lambda ends: thick[ends])] = f"{word} ×{count}" if counted and count > 1 else word
    return words


def _thread(source: Box, target: Box, word: str, width: float, ys: Sequence[float]) -> Thread:
    x0, x1 = source.x + source.width, target.x
    bend = (x0 + x1) / 2 if x1 > x0 else x0 + 40
    back = x1 - 40 if x1 <= x0 else bend
    path = f"M{x0} {ys[0]}C{bend:.1f} {ys[0]} {back:.1f} {ys[1]} {x1} {ys[1]}"
    most = max(target.fills, key=lambda one: one[1], default=("", 0))[0]
    kind = {"held": "edge-held", "cashed": "edge-cash", "unseen": "edge-unseen", "pending": "edge-pend"}.get(most, "")
    kind = "edge-at" if target.kind == "node-at" else kind
    return Thread(path, width, kind, word, x1 - 4, round(ys[1] - width / 2 - 3, 1))


def _column(number: int, spacing: tuple[int, int]) -> Column:
    x = LEFT + number * spacing[1]
    words = [_("付款"), _("一级"), _("二级"), _("三级"), _("四级"), _("五级"), _("更后面")]
    return Column(words[number], x, x - (spacing[1] - spacing[0]) / 2 if number else None)
