"""Transfers: add one, strike one that was a slip, settle one about which nothing more can be done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.banks import bank_of
from goldbell.apps.cases.contracts import TransferDraft
from goldbell.apps.cases.failures import AlreadySettled, NoSuchCase, NoSuchRow, ReasonMissing
from goldbell.apps.cases.given import account, check_transfer, plain
from goldbell.apps.cases.models import Case, Transfer
from goldbell.apps.cases.services.clock import refresh_clock
from goldbell.apps.cases.services.sealed import blind_or_none, seal_or_none
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import require
from goldbell.apps.privacy.contracts import Kind
from goldbell.common.actors import Actor


def new_transfer(
    *,
    by: Actor,
    now: datetime,
    told: TransferDraft,
    key: UUID,
    unit_id: int,
    report_id: int | None,
    case_id: int | None,
) -> Transfer:
    """One row from what was told, sealed with the matter's key; the bank is looked up where she did not name it."""
    from_account, to_account = account(told.from_account), account(told.to_account)
    to_name = plain(told.to_name, "name")
    return Transfer(
        unit_id=unit_id,
        report_id=report_id,
        case_id=case_id,
        paid_at=told.paid_at,
        amount_fen=told.amount_fen,
        way=told.way,
        from_account=seal_or_none(key, Kind.ACCOUNT, from_account),
        from_account_blind=blind_or_none(Kind.ACCOUNT, from_account),
        to_account=seal_or_none(key, Kind.ACCOUNT, to_account),
        to_account_blind=blind_or_none(Kind.ACCOUNT, to_account),
        to_name=seal_or_none(key, Kind.NAME, to_name),
        to_name_blind=blind_or_none(Kind.NAME, to_name),
        to_bank=plain(told.to_bank, "bank") or bank_of(to_account),
        added_at=now,
        added_by=by.key,
    )


@transaction.atomic
def add_transfer(*, by: Actor, now: datetime, case_id: int, transfer: TransferDraft) -> Transfer:
    """Add a transfer to a case; the case's clock follows. Raises NoSuchCase, BadTransfer, FutureMoment, BadText."""
    require(by, "cases.case.edit")
    check_transfer(transfer, now)
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NoSuchCase("没有这个案件，或不在你的范围内，转账没有存下")
    row = new_transfer(
        by=by, now=now, told=transfer, key=case.key, unit_id=case.unit_id, report_id=None, case_id=case.pk
    )
    row.save()
    refresh_clock(case.pk)
    audit.record(
        by=by,
        now=now,
        action="cases.transfer.add",
        subject=_subject(row),
        facts={"amount_fen": row.amount_fen, "way": row.way},
    )
    scope.tell("cases")
    return row


@transaction.atomic
def strike_transfer(*, by: Actor, now: datetime, transfer_id: int, reason: str) -> Transfer:
    """Take a transfer back as a slip; the row stays, but counts nowhere.

    Raises NoSuchRow, AlreadySettled, ReasonMissing."""
    require(by, "cases.case.edit")
    reason = reason.strip()
    if not reason:
        raise ReasonMissing("划去要写明原因，这笔转账没有动。请补上")
    row = _transfer(transfer_id)
    struck = Transfer.objects.filter(pk=row.pk, struck_at__isnull=True, settled_at__isnull=True)
    if not struck.update(struck_at=now, struck_by=by.key, struck_reason=reason[:200]):
        raise AlreadySettled("这笔转账已经划去或已了结，没有再动")
    audit.record(
        by=by,
        now=now,
        action="cases.transfer.strike",
        subject=_subject(row),
        purpose=reason[:200],
        facts={"amount_fen": row.amount_fen},
    )
    return _changed(row)


@transaction.atomic
def settle_transfer(*, by: Actor, now: datetime, transfer_id: int) -> Transfer:
    """Nothing more can be done about this transfer; the clock goes on to the next largest. Twice does nothing twice."""
    require(by, "cases.transfer.settle")
    row = _transfer(transfer_id)
    if Transfer.objects.filter(pk=row.pk, settled_at__isnull=True, struck_at__isnull=True).update(settled_at=now):
        audit.record(by=by, now=now, action="cases.transfer.settle", subject=_subject(row))
    return _changed(row)


def _changed(row: Transfer) -> Transfer:
    if row.case_id is not None:
        refresh_clock(row.case_id)
    scope.tell("cases")
    row.refresh_from_db()
    return row


def _transfer(transfer_id: int) -> Transfer:
    row = Transfer.objects.filter(pk=transfer_id).first()
    if row is None:
        raise NoSuchRow("没有这笔转账，或不在你的范围内，什么都没有动")
    return row


def _subject(row: Transfer) -> Subject:
    return Subject("cases.transfer", str(row.pk), case_id=row.case_id, unit_id=row.unit_id)
