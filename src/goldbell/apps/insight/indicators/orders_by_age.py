"""止付单：状态 × 转出后时间: where every order stands, by the time since the victim's transfer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy

from goldbell.apps.insight.contracts import Cell, Figure, Indicator, Listing, Matrix, Period, Reading, Record, Row
from goldbell.apps.insight.queries.order_records import order_glyph, order_record
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.queries import figures as interdiction

if TYPE_CHECKING:
    from goldbell.apps.interdiction.queries.figures import StopOrder
    from goldbell.common.actors import Actor

_AGES: Final = tuple(code for code, _span in interdiction.AGES)
_COLUMNS: Final = (
    gettext_lazy("30 分内"),
    gettext_lazy("30 分–2 时"),
    gettext_lazy("2–24 时"),
    gettext_lazy("24 时以上"),
)
#: The next fact beside the state's own word.
_WORDS: Final[Mapping[str, Any]] = {
    OrderState.APPROVED: gettext_lazy("已批准，等发出"),
    OrderState.SENT: gettext_lazy("已发出，等银行"),
    OrderState.UNKNOWN: gettext_lazy("结果不明，要人问"),
    OrderState.EXPIRED: gettext_lazy("到期未冻结"),
}
#: From what waits for us to what is over.
_ORDER: Final = (
    OrderState.PROPOSED,
    OrderState.APPROVED,
    OrderState.SENT,
    OrderState.UNKNOWN,
    OrderState.EXECUTED,
    OrderState.REFUSED,
    OrderState.EXPIRED,
    OrderState.WITHDRAWN,
)
_ALWAYS: Final = (OrderState.PROPOSED, OrderState.SENT, OrderState.UNKNOWN, OrderState.EXECUTED, OrderState.REFUSED)


def _read(*, by: Actor, now: datetime, period: Period) -> Reading:
    rows: QuerySet[Any] = interdiction.on_the_board(by, now=now).order_by("-clock_paid_at", "-pk")
    counted = rows.order_by().values_list("state", "age").annotate(n=Count("pk"), fen=Sum("ask_fen"))
    cells = {(state, age): (n, fen) for state, age, n, fen in counted}
    present = {state for state, _age in cells}
    shown = [state for state in _ORDER if state in present or state in _ALWAYS]

    def row(order: StopOrder) -> Record:
        return order_record(order, now=now)

    listings = [Listing("all", gettext_lazy("全部"), rows, row)]
    for state in shown:
        listings.append(Listing(state.value, _word(state), rows.filter(state=state), row))
        listings += [_cell_listing(rows, state, age, row) for age in _AGES]
    matrix = Matrix(_COLUMNS, tuple(_row(state, cells) for state in shown))
    whole = Figure("all", gettext_lazy("板上的单"), matrix.count, "orders")
    return Reading(figures=(whole,), listings=tuple(listings), stands_on=matrix.count, matrix=matrix)


def _cell_listing(rows: QuerySet[Any], state: OrderState, age: str, turn: Any) -> Listing:
    label = f"{_word(state)} · {_COLUMNS[_AGES.index(age)]}"
    return Listing(f"{state.value}.{age}", label, rows.filter(state=state, age=age), turn)


def _row(state: OrderState, cells: Mapping[tuple[str, str], tuple[int, int]]) -> Row:
    counts = [cells.get((state.value, age), (0, 0)) for age in _AGES]
    return Row(
        key=state.value,
        state=order_glyph(state.value),
        word=_word(state),
        cells=tuple(
            Cell(f"{state.value}.{age}", count, _mood(state, age) if count else "")
            for age, (count, _fen) in zip(_AGES, counts, strict=True)
        ),
        count=sum(count for count, _fen in counts),
        fen=sum(fen for _count, fen in counts),
    )


def _mood(state: OrderState, age: str) -> str:
    """Gold only where there is time left to act, violet where a person must find out."""
    if state == OrderState.UNKNOWN:
        return "ask"
    waits = state in (OrderState.PROPOSED, OrderState.APPROVED, OrderState.SENT)
    return "hot" if waits and age == _AGES[0] else ""


def _word(state: OrderState) -> str:
    return str(_WORDS.get(state, state.label))


INDICATOR = Indicator(
    code="orders_by_age",
    order=50,
    name=gettext_lazy("止付单：状态 × 转出后时间"),
    short=gettext_lazy("止付单"),
    span=gettext_lazy("此刻"),
    formula=gettext_lazy("每张止付单按状态、按受害人转出到现在的时间各归一格，只归一格；金额是要求止付的金额"),
    denominator=gettext_lazy("没有结束的全部止付单，加上近 24 小时内结束的"),
    cut_off=gettext_lazy("此刻，不随所选期间变化"),
    left_out=gettext_lazy("24 小时以前被拒绝、到期和撤下的单"),
    owner=gettext_lazy("反诈中心值班长"),
    unit="orders",
    permission="interdiction.order.read",
    read=_read,
)
