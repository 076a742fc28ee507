"""Taking a report: from what was typed to a numbered report with its transfers and elements."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.cases.banks import partners_issuers
from goldbell.apps.cases.contracts import ElementState, ReportDraft
from goldbell.apps.cases.failures import KeyReused
from goldbell.apps.cases.given import check_draft
from goldbell.apps.cases.matching import alike
from goldbell.apps.cases.models import Draft, Element, Report, SameReport, Transfer
from goldbell.apps.cases.scam_types import check_type
from goldbell.apps.cases.scripts import script_lexemes
from goldbell.apps.cases.services.numbers import REPORT, next_number, unit_id_of
from goldbell.apps.cases.services.sealed import blind_or_none, seal_or_none
from goldbell.apps.cases.services.transfers import new_transfer
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import require
from goldbell.apps.privacy import services as privacy
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind, blind_words, seal
from goldbell.common.actors import Actor
from goldbell.common.crash_points import reach
from goldbell.engine.text import ReadText, read


@transaction.atomic
def take_report(*, by: Actor, now: datetime, draft: ReportDraft) -> Report:
    """Take a report: number it, seal it, find its elements, note which earlier ones look the same.

    The same ``idempotency_key`` of the same unit with the same content returns the first report; with another content
    it raises KeyReused. Also raises what ``given.check_draft`` raises, NoUnit and UnknownScamType.
    """
    require(by, "cases.report.take")
    unit_id = unit_id_of(by)
    _one_at_a_time(unit_id, draft.idempotency_key)
    digest = _digest(draft)
    before = Report.objects.filter(unit_id=unit_id, idempotency_key=draft.idempotency_key).first()
    if before is not None:
        if bytes(before.content_digest) != digest:
            raise KeyReused(
                "这个请求编号已经用过，内容不同，没有受理第二份。原来那份是 %(number)s", number=before.number
            )
        return before
    check_draft(draft, now)
    check_type(draft.scam_type, draft.received_at)
    told_text = read(
        draft.words.strip(), at=draft.received_at, issuers=partners_issuers(), undone=draft.verdicts.undone
    )
    report = _new_report(by, now, draft, unit_id, digest, told_text)
    Transfer.objects.bulk_create(
        new_transfer(
            by=by, now=now, told=told, key=report.matter_key, unit_id=unit_id, report_id=report.pk, case_id=None
        )
        for told in draft.transfers
    )
    found = _new_elements(by, now, draft, report, told_text)
    _note_alike(draft, report)
    if draft.draft_id is not None:
        Draft.objects.filter(pk=draft.draft_id, officer=by.key).update(report=report, content=None)
    audit.record(
        by=by,
        now=now,
        action="cases.report.take",
        subject=Subject("cases.report", str(report.pk), unit_id=unit_id),
        facts={
            "channel": draft.channel,
            "transfers": len(draft.transfers),
            "elements": found,
            "amount_fen": sum(told.amount_fen for told in draft.transfers),
        },
    )
    scope.tell("cases")
    transaction.on_commit(lambda: reach("cases.report_after_commit"))
    reach("cases.report_before_commit")
    return report


def _note_alike(draft: ReportDraft, report: Report) -> None:
    """Write down which earlier reports look the same, for a person to judge."""
    SameReport.objects.bulk_create(
        SameReport(
            unit_id=report.unit_id,
            report=report,
            earlier_id=like.report_id,
            earlier_unit_id=like.unit_id,
            earlier_number=like.number,
            reasons=list(like.reasons),
        )
        for like in alike(draft, but=report.pk)
    )


def _one_at_a_time(unit_id: int, key: str) -> None:
    """Two requests with one key wait for each other, so that the second finds what the first wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"cases.report:{unit_id}:{key}"])


def _digest(draft: ReportDraft) -> bytes:
    """A keyed fingerprint of the content, by which a repeated key is told from a reused one."""
    told = replace(draft, draft_id=None, verdicts=type(draft.verdicts)())
    return blind(Kind.WORDS, "|".join((repr(told), *map(repr, _plain(told)))))


def _plain(draft: ReportDraft) -> list[tuple[str, ...]]:
    return [(told.from_account, told.to_account, told.to_name, told.to_bank) for told in draft.transfers]


def _new_report(
    by: Actor, now: datetime, draft: ReportDraft, unit_id: int, digest: bytes, told_text: ReadText
) -> Report:
    best = told_text.scam_types[0] if told_text.scam_types else ("", None, ())
    key = privacy.new_key(by=by, now=now, unit_id=unit_id)
    matter_key = privacy.new_key(by=by, now=now, unit_id=unit_id)
    name, phone = draft.reporter_name.strip(), draft.reporter_phone.strip()
    id_number, address = draft.reporter_id_number.strip(), draft.reporter_address.strip()
    report = Report(
        unit_id=unit_id,
        number=next_number(by=by, unit_id=unit_id, series=REPORT, at=draft.received_at),
        idempotency_key=draft.idempotency_key,
        content_digest=digest,
        key=key,
        matter_key=matter_key,
        channel=draft.channel,
        outside_no=draft.outside_no.strip(),
        received_at=draft.received_at,
        taken_at=now,
        taken_by=by.key,
        words=seal_or_none(key, Kind.WORDS, draft.words.strip()),
        reporter_name=seal_or_none(key, Kind.NAME, name),
        reporter_name_blind=blind_or_none(Kind.NAME, name),
        reporter_phone=seal_or_none(key, Kind.PHONE, phone),
        reporter_phone_blind=blind_or_none(Kind.PHONE, phone),
        reporter_id_number=seal_or_none(key, Kind.ID_NUMBER, id_number),
        reporter_id_number_blind=blind_or_none(Kind.ID_NUMBER, id_number),
        reporter_address=seal_or_none(key, Kind.ADDRESS, address),
        on_phone=draft.on_phone,
        balance_left_fen=draft.balance_left_fen,
        scam_type=draft.scam_type,
        read_as=best[0],
        read_score=best[1],
        read_surely=told_text.decision == "accept",
    )
    report.save()
    index_words(report, "\n".join((draft.words, name, address)))
    Report.objects.filter(pk=report.pk).update(script=_vector(script_lexemes(draft.words)))
    return report


def index_words(report: Report, text: str) -> None:
    """Make a report findable by any two characters of ``text``; only keyed lexemes reach the database."""
    Report.objects.filter(pk=report.pk).update(lexemes=_vector(blind_words(text)))


def _vector(lexemes: list[str]) -> SearchVector:
    return SearchVector(Value(" ".join(lexemes)), config="simple")


def _new_elements(by: Actor, now: datetime, draft: ReportDraft, report: Report, told_text: ReadText) -> int:
    key = report.matter_key
    rows = []
    for element in told_text.elements:
        said = (element.kind, element.value)
        state = (
            ElementState.CONFIRMED
            if said in draft.verdicts.confirmed
            else ElementState.REJECTED
            if said in draft.verdicts.rejected
            else ElementState.PROPOSED
        )
        settled = state != ElementState.PROPOSED
        rows.append(
            Element(
                unit_id=report.unit_id,
                report=report,
                kind=element.kind,
                value=seal(key, Kind.OTHER, element.value),
                value_blind=element_blind(element.kind, element.value),
                raw=seal(key, Kind.OTHER, element.raw),
                start=element.start,
                end=element.end,
                confidence=element.confidence,
                reasons=list(element.reasons),
                state=state,
                settled_by=by.key if settled else "",
                settled_at=now if settled else None,
            )
        )
    Element.objects.bulk_create(rows)
    return len(rows)


BLIND_AS = {
    "bank_card": Kind.ACCOUNT,
    "bank_account": Kind.ACCOUNT,
    "payment_account": Kind.ACCOUNT,
    "phone": Kind.PHONE,
    "landline": Kind.PHONE,
    "id_number": Kind.ID_NUMBER,
    "person": Kind.NAME,
}


def element_blind(kind: str, value: str) -> bytes:
    """The blind index of an element, comparable with that of an account, phone or name where it is one."""
    return blind(BLIND_AS.get(kind, Kind.OTHER), value)
