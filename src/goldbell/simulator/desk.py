"""The partner's desk: takes orders in once and durably, decides them when due, and knows what became of each."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from goldbell.adapters.messages.contracts import (
    Envelope,
    OrderState,
    StatusAnswer,
    StopAnswer,
    StopOutcome,
    StopRequest,
)
from goldbell.adapters.messages.shape import from_plain, to_plain
from goldbell.common.crash_points import reach
from goldbell.common.errors import Conflict
from goldbell.simulator import ledger
from goldbell.simulator.faults import Script
from goldbell.simulator.store import ticks, writing

#: Decided per round, so that answers and new orders are not kept waiting by a heap.
MOST_AT_ONCE: Final = 100


class SameIdOtherBody(Conflict):
    """A message id or order number comes back with another content: something is wrong at the sender."""

    code = "same_id_other_body"


@dataclass(frozen=True, slots=True)
class Taken:
    """A stored order: our number for it, and whether it had been there before."""

    request_id: int
    repeated: bool


def count_arrival(store: sqlite3.Connection, bank_code: str, about: str) -> int:
    """The how-manieth message about this is it? Kept, so that faults are drawn anew for a resend also after a kill."""
    (times,) = store.execute(
        "INSERT INTO arrivals VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times",
        (bank_code, about),
    ).fetchone()
    return int(times)


def take(
    store: sqlite3.Connection,
    envelope: Envelope,
    request: StopRequest,
    *,
    digest: str,
    deduplicates: bool,
    turn: int,
    decide_after: timedelta,
    now: datetime,
) -> Taken:
    """Store an order; on return it survives a kill. A bank that de-duplicates finds the earlier one by message id or
    order number; one that does not stores, and later executes, it again. Raises SameIdOtherBody."""
    bank, message_id = envelope.receiver, str(envelope.message_id)
    if deduplicates:
        earlier = store.execute(
            "SELECT id, body_digest FROM requests WHERE bank_code = ? AND (once_message = ? OR once_order = ?)",
            (bank, message_id, request.order_no),
        ).fetchall()
        if any(row["body_digest"] != digest for row in earlier):
            raise SameIdOtherBody("同一报文或指令编号再次到达，但内容不同")
        if earlier:
            return Taken(earlier[0]["id"], repeated=True)
    (request_id,) = store.execute(
        "INSERT INTO requests (bank_code, message_id, order_no, body_digest, body, sender, turn,"
        " received_at, decide_at, state, once_message, once_order)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'received', ?, ?) RETURNING id",
        (
            bank,
            message_id,
            request.order_no,
            digest,
            json.dumps(to_plain(request), ensure_ascii=False),
            envelope.sender,
            turn,
            ticks(now),
            ticks(now + decide_after),
            message_id if deduplicates else None,
            request.order_no if deduplicates else None,
        ),
    ).fetchone()
    return Taken(request_id, repeated=False)


def due_requests(store: sqlite3.Connection, now: datetime) -> list[sqlite3.Row]:
    """Orders whose moment of decision has come, oldest first."""
    return store.execute(
        "SELECT * FROM requests WHERE state = 'received' AND decide_at <= ? ORDER BY decide_at, id LIMIT ?",
        (ticks(now), MOST_AT_ONCE),
    ).fetchall()


def decide(
    store: sqlite3.Connection, row: sqlite3.Row, script: Script, *, match_within: timedelta, now: datetime
) -> StopOutcome:
    """Carry out or refuse one stored order and write its answer, in one transaction: a kill leaves both or neither."""
    bank, order_no, turn = row["bank_code"], row["order_no"], row["turn"]
    faults = script.of(bank)

    def drawn(chance: float, question: str) -> bool:
        return script.happens(chance, bank, order_no, turn, question)

    with writing(store):
        answer = ledger.stop(
            store,
            from_plain(StopRequest, json.loads(row["body"])),
            request_id=row["id"],
            bank_code=bank,
            now=now,
            match_within=match_within,
            unwilling=drawn(faults.refuse_share, "refuse"),
        )
        wait = faults.answer_seconds.seconds(script.share(bank, order_no, turn, "answer"))
        if drawn(faults.late_share, "late"):
            wait += faults.late_seconds.seconds(script.share(bank, order_no, turn, "late_by"))
        due_at = None if drawn(faults.never_share, "never") else ticks(now + timedelta(seconds=wait))
        wanted = 2 if drawn(faults.twice_share, "twice") else 1
        store.execute(
            "UPDATE requests SET state = ? WHERE id = ? AND state = 'received'", (answer.outcome.value, row["id"])
        )
        store.execute(
            "INSERT INTO answers (request_id, bank_code, message_id, body, due_at, wanted) VALUES (?, ?, ?, ?, ?, ?)",
            (row["id"], bank, str(uuid4()), json.dumps(to_plain(answer), ensure_ascii=False), due_at, wanted),
        )
        reach("simulator.decide_before_commit")
    reach("simulator.decided")
    return answer.outcome


def status_of(store: sqlite3.Connection, bank_code: str, order_no: str) -> StatusAnswer:
    """What this partner knows of an order; where it was stored twice, what ended first counts."""
    row = store.execute(
        "SELECT requests.state, answers.body FROM requests LEFT JOIN answers ON answers.request_id = requests.id"
        " WHERE requests.bank_code = ? AND order_no = ? ORDER BY answers.request_id IS NULL, requests.id LIMIT 1",
        (bank_code, order_no),
    ).fetchone()
    if row is None:
        return StatusAnswer(order_no=order_no, known=False, state=OrderState.UNKNOWN)
    answer = None if row["body"] is None else from_plain(StopAnswer, json.loads(row["body"]))
    return StatusAnswer(order_no=order_no, known=True, state=OrderState(row["state"]), answer=answer)


def executions(store: sqlite3.Connection) -> list[dict[str, object]]:
    """Everything the banks really did, oldest first, for tests and lessons: twice for one order is twice here."""
    return [dict(row) for row in store.execute("SELECT * FROM executions ORDER BY id")]
