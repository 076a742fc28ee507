"""Following the money of a case: all its statements, all its transfers, one moment, one rule; kept for good."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases import queries as cases
from goldbell.apps.cases.contracts import CaseHead, TransferFacts
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.privacy import files as vault
from goldbell.apps.tracing import segments
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.failures import MomentAhead, NothingToFollow
from goldbell.apps.tracing.models import StatementFile, TraceRun
from goldbell.common.actors import Actor
from goldbell.common.ways import PaymentWay, RescueAct, rescue
from goldbell.engine import tracing

#: Name of the lock that lets the traces after reading wait for each other, per case.
_LOCK = 0x7ACE


@transaction.atomic
def trace_case(
    *, by: Actor, now: datetime, case_id: int, as_of: datetime | None = None, rule: str = "fifo"
) -> TraceRun:
    """Say where the money of a case is at ``as_of`` (default: now) by ``rule``, from the statements read so far.

    Raises NothingToFollow when no transfer names an account, MomentAhead, and the engine's UnknownRule."""
    require(by, "tracing.trace.run")
    moment = as_of or now
    if moment > now:
        raise MomentAhead("这个时刻还没有到，没有追踪。请选现在或以前的时刻")
    head = cases.case_head(by, case_id)
    transfers = [one for one in cases.transfers(by, case_id) if one.to_account]
    if not transfers:
        raise NothingToFollow("案件里没有写明收款账号的转账，还追不了。请先补上收款账号")
    files = StatementFile.objects.filter(case_id=case_id, state=FileState.READ)
    readings = [segments.load(file.segment, key=head.key) for file in files]
    ledger = tracing.merge(readings)
    result = tracing.trace(ledger, _payments(transfers), as_of=moment, rule=rule)
    picture = _Picture(result, pending_transfers(result, transfers, moment), _names(ledger, result), len(readings))
    run = _keep(by, now, head, picture)
    audit.record(
        by=by,
        now=now,
        action="tracing.trace.run",
        subject=Subject("tracing.tracerun", str(run.pk), case_id=case_id, unit_id=run.unit_id),
        facts={"run": run.pk, "rule": rule, "asked_fen": run.asked_fen, "held_fen": run.held_fen},
    )
    tell("traces")
    return run


def trace_if_read(*, by: Actor, now: datetime, case_id: int) -> TraceRun | None:
    """After the last waiting file of a case was read: follow its money, so that the picture is there when she looks.

    Two workers that read the last two files at once wait for each other here, so that the second sees both as read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, case_id])
    if StatementFile.objects.filter(case_id=case_id, state=FileState.WAITING).exists():
        return None
    try:
        return trace_case(by=by, now=now, case_id=case_id)
    except NothingToFollow:
        return None


def pending_transfers(
    result: tracing.TraceResult, transfers: Iterable[TransferFacts], moment: datetime
) -> frozenset[str]:
    """Transfers that have not left the payer's bank: no statement shows them, and their way still lets them be recalled.

    Their money is nowhere downstream; it is called back, not chased (银发〔2016〕261号)."""
    shown = {trace.payment.ref for trace in result.payments if trace.found is tracing.Found.IN_STATEMENTS}
    return frozenset(
        str(one.id)
        for one in transfers
        if str(one.id) not in shown
        and one.paid_at <= moment
        and rescue(PaymentWay(one.way), one.paid_at, moment).act is RescueAct.RECALL
    )


def _payments(transfers: Iterable[TransferFacts]) -> list[tracing.Payment]:
    return [
        tracing.Payment(
            from_account=one.from_account,
            to_account=one.to_account,
            amount_fen=one.amount_fen,
            paid_at=one.paid_at,
            ref=str(one.id),
        )
        for one in transfers
    ]


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is kept of one trace. ``names``: account → (holder, bank), for accounts with a statement."""

    result: tracing.TraceResult
    pending: frozenset[str]
    names: dict[str, tuple[str, str]]
    files: int


def _names(ledger: tracing.Ledger, result: tracing.TraceResult) -> dict[str, tuple[str, str]]:
    """Whose the touched accounts are, as the statements say; an account without a statement is not in it."""
    touched = {
        account for one in result.payments for edge in one.edges for account in (edge.from_account, edge.to_account)
    }
    return {
        account: (next(iter(ledger.holders.get(account, ())), ""), ledger.banks.get(account, ""))
        for account in sorted(touched)
        if account in ledger.books
    }


def _keep(by: Actor, now: datetime, head: CaseHead, picture: _Picture) -> TraceRun:
    result = picture.result
    # what is pending, or was paid after the moment of the trace, is not anywhere downstream yet
    here = [
        one
        for one in result.payments
        if one.payment.ref not in picture.pending and one.found is not tracing.Found.AFTER_CUT
    ]
    asked = sum(one.payment.amount_fen for one in result.payments)
    held = sum(sum(one.held.values()) for one in here)
    unseen = sum(sum(one.out_of_sight.values()) for one in here)
    cashed = sum(one.cashed_out_fen for one in here)
    kept = {"result": result.to_json(), "pending": sorted(picture.pending), "names": picture.names}
    stored = vault.store(head.key, json.dumps(kept, ensure_ascii=False).encode(), "trace.json")
    return TraceRun.objects.create(
        unit_id=head.unit_id,
        case_id=head.id,
        as_of=result.as_of,
        rule=result.rule,
        run_by=by.key,
        run_at=now,
        files=picture.files,
        payments=len(result.payments),
        asked_fen=asked,
        held_fen=held,
        out_of_sight_fen=unseen,
        cashed_out_fen=cashed,
        pending_fen=asked - held - unseen - cashed,
        result=stored.path_id,
    )
