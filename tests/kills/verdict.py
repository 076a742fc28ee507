"""What must be true after any kills, read from the database past all scopes and from the banks' own books."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tests.kills.flow import Flow
from tests.kills.rig import Rig

_ENDED = {"executed", "refused", "expired", "unknown"}


def check(rig: Rig, flow: Flow) -> Counter[str]:
    """Fail with what is wrong; else the figures."""
    orders = {
        row[0]: dict(zip(("order_no", "bank", "state", "ask", "held", "missed"), row[1:], strict=True))
        for row in rig.rows(
            "SELECT o.id, order_no, p.code, state, ask_fen, held_fen, missed_fen FROM interdiction_stoporder o"
            " JOIN exchange_partner p ON p.id = o.partner_id"
        )
    }
    _nothing_acknowledged_is_lost(flow, orders)
    executions = _nothing_is_done_twice(rig, orders)
    _sums_add_up(rig, orders)
    _every_message_ended(rig, orders)
    _acts_stand_once_in_the_record(rig, orders, flow)
    _dues_fired_once(rig, orders)
    _reports_and_files_are_there_once(rig, flow)
    _record_verifies(rig)
    states = Counter(order["state"] for order in orders.values())
    return states + Counter(orders=len(orders), acknowledged=len(flow.approved), executions=executions)


def _nothing_acknowledged_is_lost(flow: Flow, orders: dict[int, dict[str, Any]]) -> None:
    lost = {pk: orders.get(pk) for pk in flow.approved if pk not in orders or orders[pk]["state"] not in _ENDED}
    assert not lost, f"acknowledged, but lost: {lost}"
    assert all(order["state"] in _ENDED for order in orders.values()), orders


def _nothing_is_done_twice(rig: Rig, orders: dict[int, dict[str, Any]]) -> int:
    done = rig.ask_bank("executions")
    twice = {number: count for number, count in done["per_order"].items() if count != 1}
    assert not twice, f"executed twice: {twice}"
    by_number = {order["order_no"]: order for order in orders.values()}
    for row in done["executions"]:
        order = by_number[row["order_no"]]
        assert order["bank"] == row["bank_code"]
        assert order["state"] in {"executed", "expired", "unknown"}, (order, row)
        if order["state"] != "unknown":
            assert order["held"] == row["held_fen"], (order, row)
    executed = {row["order_no"] for row in done["executions"]}
    told = {order["order_no"] for order in orders.values() if order["state"] in {"executed", "expired"}}
    assert told <= executed, f"said to be executed, but not in the bank's book: {told - executed}"
    return len(executed)


def _sums_add_up(rig: Rig, orders: dict[int, dict[str, Any]]) -> None:
    for order in orders.values():
        if order["state"] != "unknown":
            assert order["ask"] == order["held"] + order["missed"], order
    assert all(one["held_fen"] <= one["balance_fen"] for one in rig.ask_bank("accounts")["accounts"])


def _every_message_ended(rig: Rig, orders: dict[int, dict[str, Any]]) -> None:
    rows = rig.rows("SELECT subject_id, state, settled_at FROM exchange_outmessage")
    assert Counter(int(row[0]) for row in rows) == Counter(orders.keys()), "not one message for each order"
    for subject, state, settled_at in rows:
        if state == "answered":
            assert orders[int(subject)]["state"] in {"executed", "refused", "expired"}, (subject, orders[int(subject)])
        else:
            assert (state, settled_at) in {("unknown", None), ("abandoned", None)}, (subject, state)
            assert orders[int(subject)]["state"] == "unknown", (subject, state)


def _acts_stand_once_in_the_record(rig: Rig, orders: dict[int, dict[str, Any]], flow: Flow) -> None:
    entries = Counter(
        (action, int(subject))
        for action, subject in rig.rows(
            "SELECT action, subject_id FROM audit_entry WHERE subject_kind = 'interdiction.order'"
        )
    )
    for pk, order in orders.items():
        assert entries["interdiction.order.propose", pk] == 1, pk
        assert entries["interdiction.order.approve", pk] == 1, pk
        answered = order["state"] in {"executed", "refused", "expired"}
        assert entries["interdiction.order.answer", pk] == int(answered), (pk, order)
    taken = rig.rows(
        "SELECT count(*) FROM audit_entry WHERE action = 'cases.report.take' AND subject_kind = 'cases.report'"
    )
    assert taken == [(len(flow.reports),)]


def _dues_fired_once(rig: Rig, orders: dict[int, dict[str, Any]]) -> None:
    fired = rig.rows("SELECT order_id, kind, fired_at FROM interdiction_orderdue")
    with_dues = {pk for pk, order in orders.items() if order["state"] in {"executed", "expired"}}
    assert Counter(row[0] for row in fired) == Counter(dict.fromkeys(with_dues, 3))
    assert {pk for pk, kind, at in fired if kind == "expiry" and at} == {
        pk for pk, order in orders.items() if order["state"] == "expired"
    }
    entries = rig.rows(
        "SELECT subject_id, facts->>'due', count(*) FROM audit_entry WHERE action = 'interdiction.order.expire'"
        " GROUP BY 1, 2"
    )
    told = {(int(subject), kind) for subject, kind, _count in entries}
    assert all(count == 1 for *_which, count in entries), f"fired twice: {entries}"
    assert told == {(pk, kind) for pk, kind, at in fired if at}


def _reports_and_files_are_there_once(rig: Rig, flow: Flow) -> None:
    kept = dict(rig.rows("SELECT idempotency_key, id FROM cases_report WHERE idempotency_key LIKE 'kill-%%'"))
    assert kept == flow.reports
    files = rig.rows("SELECT id, state, rows, accepted, rejected FROM tracing_statementfile")
    assert flow.files <= {row[0] for row in files}
    assert {row[1:] for row in files if row[0] in flow.files} <= {("read", 336, 334, 2), ("duplicate", 0, 0, 0)}
    reads = rig.rows("SELECT subject_id, count(*) FROM audit_entry WHERE action = 'tracing.file.read' GROUP BY 1")
    assert all(count == 1 for _file, count in reads)
    rejects = rig.rows("SELECT file_id, count(*) FROM tracing_rejectedrow GROUP BY 1")
    assert all(count == 2 for _file, count in rejects)
    assert not list((rig.home / "uploads").rglob("reading-*")), "plain rows were left behind"


def _record_verifies(rig: Rig) -> None:
    written = rig.home / "record.jsonl"
    exported = rig.command("audit", "export", str(written))
    assert exported.returncode == 0, exported.stderr
    checked = rig.command("audit", "verify", str(written), "--anchors", str(rig.home / "anchors"))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with written.open(encoding="utf-8") as lines:
        assert all(json.loads(line) for line in lines)
