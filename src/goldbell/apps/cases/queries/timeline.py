"""What happened to a case, in order: told, taken, opened, paid, added, moved, and what else was done on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goldbell.apps.cases.contracts import CaseState
from goldbell.apps.cases.models import Case, CaseMove, Evidence, Report, SameReport, Transfer
from goldbell.apps.cases.queries.acts import acts_on
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.identity import queries as identity
from goldbell.apps.identity.access import require
from goldbell.common.actors import Actor
from goldbell.common.money import yuan_from_fen
from goldbell.common.ways import PaymentWay


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline, as ``gb_log`` draws it. ``state``: a word of the states vocabulary or empty."""

    at: datetime
    title: str
    detail: str = ""
    state: str = ""
    word: str = ""
    icon: str = ""


def timeline(by: Actor, case: Case) -> list[Happening]:
    """The case's own events from its rows, and what else the record says was done on it, oldest first; names of
    officers, never of victims."""
    require(by, "cases.case.read")
    acts = acts_on(case.pk)
    names = _names(case) | names_of({actor for _at, actor, _title in acts})
    found = [*_reports(case, names), *_transfers(case, names), *_evidence(case, names), *_moves(case, names)]
    found += [Happening(at, title, officer_name(names, actor)) for at, actor, title in acts]
    return sorted(found, key=lambda happening: happening.at)


def officer_name(names: dict[str, str], key: str) -> str:
    """Who acted, for people; a part of Goldbell itself is called so."""
    return names.get(key) or (_("系统") if key.startswith("system:") else "")


def names_of(keys: set[str]) -> dict[str, str]:
    """Names of officers, and of partners by their unit, by actor key."""
    named = {key: officer.name for key, officer in identity.officers_by_key(keys).items()}
    for key in keys:
        kind, _colon, number = key.partition(":")
        partner = exchange.partner(int(number)) if kind == "partner" and number.isdigit() else None
        if partner is not None:
            named[key] = partner.unit.name
    return named


def _names(case: Case) -> dict[str, str]:
    keys = {case.opened_by}
    keys |= set(Report.objects.filter(case=case).values_list("taken_by", flat=True))
    keys |= set(CaseMove.objects.filter(case=case).values_list("by", flat=True))
    keys |= set(Evidence.objects.filter(case=case).values_list("added_by", flat=True))
    keys |= set(Transfer.objects.filter(case=case).values_list("added_by", flat=True))
    keys |= set(Transfer.objects.filter(case=case).values_list("struck_by", flat=True))
    return names_of(keys)


def _reports(case: Case, names: dict[str, str]) -> list[Happening]:
    found = []
    for report in Report.objects.filter(case=case):
        title = _("接警 %(number)s") % {"number": report.number}
        found.append(Happening(report.received_at, title, report.get_channel_display()))
        found.append(
            Happening(report.taken_at, _("受理警情"), officer_name(names, report.taken_by), "done", _("已受理"))
        )
    joined = SameReport.objects.filter(report__case=case, verdict="joined", decided_at__isnull=False)
    for row in joined:
        assert row.decided_at is not None
        found.append(Happening(row.decided_at, _("并入同一警情 %(number)s") % {"number": row.earlier_number}))
    return found


def _transfers(case: Case, names: dict[str, str]) -> list[Happening]:
    found = []
    for row in Transfer.objects.filter(case=case):
        money = _("转出 %(yuan)s 元") % {"yuan": yuan_from_fen(row.amount_fen)}
        way = way_label(row.way)
        found.append(Happening(row.paid_at, money, f"{way} {row.to_bank} {row.to_account or ''}".strip(), "left"))
        if row.report_id is None:
            found.append(Happening(row.added_at, _("补记一笔转账"), officer_name(names, row.added_by)))
        if row.struck_at is not None:
            told = f"{officer_name(names, row.struck_by)} {row.struck_reason}".strip()
            found.append(Happening(row.struck_at, _("划去一笔转账"), told, "refused"))
        if row.settled_at is not None:
            found.append(Happening(row.settled_at, _("了结一笔转账"), money, "done"))
    return found


def _evidence(case: Case, names: dict[str, str]) -> list[Happening]:
    rows = Evidence.objects.filter(case=case).order_by("added_at", "pk")
    found = []
    for key, together in groupby(rows, key=lambda row: (row.added_by, row.added_at.replace(second=0, microsecond=0))):
        alike, who = list(together), officer_name(names, key[0])
        if len(alike) == 1:
            found.append(Happening(alike[0].added_at, _("收下证据"), f"{alike[0].name} {who}"))
        else:
            found.append(Happening(alike[0].added_at, _("收下证据 %(count)s 个") % {"count": len(alike)}, who))
    return found


def _moves(case: Case, names: dict[str, str]) -> list[Happening]:
    labels = dict(CaseState.choices)
    return [
        Happening(
            row.at,
            _("受案，案号 %(number)s") % {"number": case.case_no}
            if not row.before
            else _("状态变为%(state)s") % {"state": labels[row.after]},
            f"{officer_name(names, row.by)} {row.reason}".strip(),
            "done" if not row.before or row.after == CaseState.CLOSED else "doing",
            str(labels[row.after]),
        )
        for row in CaseMove.objects.filter(case=case)
    ]


def way_label(way: str) -> str:
    """A payment way in the reader's language."""
    one = PaymentWay(way)
    return one.label_en if (get_language() or "").startswith("en") else one.label_zh
