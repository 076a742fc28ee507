"""The drawing says what the trace says: every fen in a box, no box over another, never more than can be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.apps.tracing.contracts import Flow, PendingMoney, TracedAccount, TraceView
from goldbell.apps.tracing.drawing import HEIGHT, MOST, draw

NOW = datetime(2026, 11, 21, 17, 40, tzinfo=UTC)


def view_of(tiers: list[list[int]], pending: list[int]) -> TraceView:
    """Accounts by tier with what they hold; each gets its money from the first account of the tier before."""
    accounts, flows = [], []
    names = [[f"62{tier}{place:013d}" for place in range(len(sums))] for tier, sums in enumerate(tiers, 1)]
    for tier, sums in enumerate(tiers, 1):
        for place, fen in enumerate(sums):
            source = names[tier - 2][0] if tier > 1 else "victim"
            name = names[tier - 1][place]
            accounts.append(TracedAccount(name, "金川银行", "何*山", tier, fen, fen, 0, 0, place % 3 > 0))
            flows.append(Flow(source, name, NOW - timedelta(minutes=place), fen, fen, tier, "transfer"))
    waiting = tuple(PendingMoney(f"63{i:014d}", "", "", fen, NOW, "atm", None) for i, fen in enumerate(pending))
    held, rest = sum(map(sum, tiers)), sum(pending)
    return TraceView(
        1, 1, "A-1", NOW, NOW, "fifo", held + rest, held, 0, 0, rest, (), (), tuple(flows), 1, tuple(accounts), waiting
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 10**9), min_size=1, max_size=60), min_size=1, max_size=10),
    st.lists(st.integers(1, 10**9), max_size=4),
)
def test_nothing_is_lost_and_nothing_overlaps(tiers: list[list[int]], pending: list[int]) -> None:
    view = view_of(tiers, pending)
    drawing = draw(view, payer="周*兰")
    assert len(drawing.boxes) <= MOST
    shown = [box for box in drawing.boxes if box.column]
    assert sum(box.fen for box in shown) == view.asked_fen
    assert sum(1 for box in shown if not box.key.startswith("\x00rest")) + drawing.folded == len(view.accounts) + len(
        pending
    )
    places = sorted((box.x, box.y) for box in drawing.boxes)
    for (x0, y0), (x1, y1) in pairwise(places):
        assert x0 != x1 or y1 - y0 >= HEIGHT
    for box in drawing.boxes:
        assert 0 <= box.x <= drawing.width - box.width
        assert 0 <= box.y <= drawing.height - HEIGHT - 20
        assert sum(bar.width for bar in box.bars) <= box.width


def test_no_number_stands_in_the_drawing() -> None:
    view = view_of([[500], [300, 200]], [100])
    drawing = draw(view, payer="周*兰")
    told = " ".join(f"{box.title} {box.note} {box.word} {box.yuan}" for box in drawing.boxes)
    assert "(0000)" in told
    assert not any(one.account_no in told for one in (*view.accounts, *view.pending))


def test_the_most_held_stands_out_and_gaps_are_dashed() -> None:
    drawing = draw(view_of([[100, 900, 300]], []), payer="")
    kinds = {box.fen: box.kind for box in drawing.boxes if box.column}
    assert kinds == {100: "node-gap", 900: "node-at", 300: ""}
    widest = max(drawing.threads, key=lambda one: one.width)
    assert widest.kind == "edge-at"


def test_a_circle_of_money_is_drawn() -> None:
    a = TracedAccount("6200000000000001", "", "", 1, 200, 100, 0, 0, True)
    b = TracedAccount("6200000000000002", "", "", 2, 100, 0, 0, 0, True)
    flows = (
        Flow("v", a.account_no, NOW, 100, 100, 1, "transfer"),
        Flow(a.account_no, b.account_no, NOW, 100, 100, 2, "transfer"),
        Flow(b.account_no, a.account_no, NOW, 100, 100, 3, "transfer"),
    )
    view = TraceView(1, 1, "A", NOW, NOW, "fifo", 100, 100, 0, 0, 0, (), (), flows, 1, (a, b))
    drawing = draw(view, payer="周*兰")
    assert len(drawing.threads) == 3


def test_a_case_where_nothing_moved_yet() -> None:
    drawing = draw(view_of([], [100]), payer="周*兰")
    assert [box.state for box in drawing.boxes] == ["", "pending"]
