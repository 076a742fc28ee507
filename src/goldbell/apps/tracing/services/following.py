"""Following the money of a case: all its statements, all its transfers, one moment, one rule; kept for good."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases import queries as cases
from goldbell.apps.cases.contracts import TransferFacts
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import tell
from goldbell.apps.privacy import files as vault
from goldbell.apps.tracing import segments
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.failures import NothingToFollow
from goldbell.apps.tracing.models import StatementFile, TraceRun
from goldbell.common.actors import Actor
from goldbell.common.ways import PaymentWay, RescueAct, rescue
from goldbell.engine import tracing


@transaction.atomic
def trace_case(
    *, by: Actor, now: datetime, case_id: int, as_of: datetime | None = None, rule: str = "fifo"
) -> TraceRun:
    """Say where the money of a case is at ``as_of`` (default: now) by ``rule``, from the statements read so far.

    Raises NothingToFollow when no transfer names an account, and what the engine raises for an unknown rule."""
    require(by, "tracing.trace.run")
    moment = as_of or now
    head = cases.case_head(by, case_id)
    transfers = [one for one in cases.transfers(by, case_id) if one.to_account]
    if not transfers:
        raise NothingToFollow("案件里没有写明收款账号的转账，还追不了。请先补上收款账号")
    files = StatementFile.objects.filter(case_id=case_id, state=FileState.READ)
    readings = [segments.load(file.segment, key=head.key) for file in files]
    result = tracing.trace(tracing.merge(readings), _payments(transfers), as_of=moment, rule=rule)
    pending = pending_transfers(result, transfers, moment)
    run = _keep(by, now, head.unit_id, case_id, result, pending, len(readings), head.key)
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
    """After the last waiting file of a case was read: follow its money, so that the picture is there when she looks."""
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


def _keep(
    by: Actor,
    now: datetime,
    unit_id: int,
    case_id: int,
    result: tracing.TraceResult,
    pending: frozenset[str],
    files: int,
    key: UUID,
) -> TraceRun:
    followed = [one for one in result.payments if one.payment.ref not in pending]
    # what was paid after the moment of the trace is not anywhere yet
    here = [one for one in followed if one.found is not tracing.Found.AFTER_CUT]
    asked = sum(one.payment.amount_fen for one in result.payments)
    held = sum(sum(one.held.values()) for one in here)
    unseen = sum(sum(one.out_of_sight.values()) for one in here)
    cashed = sum(one.cashed_out_fen for one in here)
    kept = {"result": result.to_json(), "pending": sorted(pending)}
    stored = vault.store(key, json.dumps(kept, ensure_ascii=False).encode(), _("资金追踪") + ".json")
    return TraceRun.objects.create(
        unit_id=unit_id,
        case_id=case_id,
        as_of=result.as_of,
        rule=result.rule,
        run_by=by.key,
        run_at=now,
        files=files,
        payments=len(result.payments),
        asked_fen=asked,
        held_fen=held,
        out_of_sight_fen=unseen,
        cashed_out_fen=cashed,
        pending_fen=asked - held - unseen - cashed,
        result=stored.path_id,
    )
