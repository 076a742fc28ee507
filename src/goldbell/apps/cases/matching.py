"""Which earlier reports look like this one: same person and transfer, or same account, amount and time.

Looks across all units, narrowly: what comes back is number and unit, never content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from goldbell.apps.cases.contracts import ReportDraft, TransferDraft
from goldbell.apps.cases.given import account
from goldbell.apps.cases.models import Report, Transfer
from goldbell.apps.identity import scope
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind

#: Two people tell the time of one payment up to this far apart.
SAME_MOMENT: Final = timedelta(minutes=10)
#: Without a transfer, the same person within this time means the same thing.
SAME_CALL: Final = timedelta(hours=72)
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """One earlier report and why it looks the same; reasons are codes: person, transfer, account, call."""

    report_id: int
    number: str
    unit_id: int
    unit_name: str
    reasons: tuple[str, ...]


def alike(draft: ReportDraft, *, but: int | None = None) -> list[Likeness]:
    """Earlier reports of any unit that look like ``draft``, youngest first, at most five; ``but`` is left out."""
    with scope.everything("cases.same"):
        reasons: dict[int, set[str]] = defaultdict(set)
        person = _person(draft)
        for transfer in draft.transfers:
            for found in _by_transfer(transfer, person):
                reasons[found[0]].update(found[1])
        if not draft.transfers and person is not None:
            recent = Report.objects.filter(person, received_at__gte=draft.received_at - SAME_CALL)
            for pk in recent.values_list("pk", flat=True)[:_MOST]:
                reasons[pk].update(("person", "call"))
        reasons.pop(but or 0, None)
        rows = Report.objects.filter(pk__in=reasons).select_related("unit").order_by("-received_at", "-pk")[:_MOST]
        return [
            Likeness(row.pk, row.number, row.unit_id, row.unit.name, tuple(sorted(reasons[row.pk]))) for row in rows
        ]


def _person(draft: ReportDraft) -> Q | None:
    """Rows of the same reporter: phone or identity number, never the name alone."""
    wanted: Q | None = None
    if len(draft.reporter_phone.strip()) >= 5:
        wanted = Q(reporter_phone_blind=blind(Kind.PHONE, draft.reporter_phone))
    if draft.reporter_id_number.strip():
        same_id = Q(reporter_id_number_blind=blind(Kind.ID_NUMBER, draft.reporter_id_number))
        wanted = same_id if wanted is None else wanted | same_id
    return wanted


def _by_transfer(transfer: TransferDraft, person: Q | None) -> Iterable[tuple[int, tuple[str, ...]]]:
    same = Transfer.objects.filter(
        amount_fen=transfer.amount_fen,
        struck_at__isnull=True,
        report__isnull=False,
        paid_at__range=_around(transfer.paid_at),
    )
    to_account = account(transfer.to_account)
    if to_account:
        for pk in same.filter(to_account_blind=blind(Kind.ACCOUNT, to_account)).values_list("report_id", flat=True)[
            :_MOST
        ]:
            yield pk, ("account", "transfer")
    if person is not None:
        theirs = Report.objects.filter(person, pk__in=same.values("report_id"))
        for pk in theirs.values_list("pk", flat=True)[:_MOST]:
            yield pk, ("person", "transfer")


def _around(moment: datetime) -> tuple[datetime, datetime]:
    return moment - SAME_MOMENT, moment + SAME_MOMENT
