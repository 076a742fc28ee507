"""Ten kills, one of each kind: the short proof; ``test_many_kills.py`` is the long one."""

from __future__ import annotations

from tests.kills import series, verdict
from tests.kills.flow import Flow

_PLAN = {
    "worker": ["exchange.claimed", "exchange.after_send", "exchange.before_send"],
    "web": ["exchange.inbox_before_commit", "interdiction.after_commit", "interdiction.before_commit"],
    "bank": ["simulator.taken", "simulator.decided"],
    "desk": ["interdiction.before_commit", "interdiction.after_commit"],
    "database": [""],
}


def test_ten_kills_lose_nothing_and_do_nothing_twice(flow: Flow) -> None:
    done = series.run(flow.rig, flow, _PLAN, seed=1)
    figures = verdict.check(flow.rig, flow)
    print(f"\n{done.kills} kills {dict(done.at_places)} {dict(done.anywhere)}: {dict(figures)}")
    assert done.kills >= 10
    assert figures["acknowledged"] > 10
    assert figures["executions"] > 5
