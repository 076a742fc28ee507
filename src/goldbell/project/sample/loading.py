"""Entering the sample district through the services, like everything else. Safe to run again: what is there stays."""

from __future__ import annotations

import urllib.request
from datetime import datetime

from goldbell.apps.cases import services as cases
from goldbell.apps.cases.contracts import Channel, ReportDraft, TransferDraft
from goldbell.apps.exchange import services as exchange
from goldbell.apps.exchange.contracts import PartnerDraft
from goldbell.apps.identity import services as identity
from goldbell.apps.identity.models import Officer, Unit
from goldbell.apps.identity.queries import actor_of
from goldbell.apps.identity.scope import acting, everything
from goldbell.common.actors import Actor
from goldbell.project.sample import district, officers
from goldbell.project.sample.reports import SampleReport


def is_empty() -> bool:
    """Whether no unit was entered yet."""
    return not Unit.objects.exists()


def load_units(*, now: datetime) -> None:
    """The unit tree, brigades before the stations they bundle."""
    with everything("sample") as by:
        for one in sorted(district.UNITS, key=lambda unit: bool(unit.brigade)):
            identity.add_unit(
                by=by,
                now=now,
                code=one.code,
                kind=one.kind,
                name_zh=one.name_zh,
                name_en=one.name_en,
                parent_id=unit_id(one.parent) if one.parent else None,
                brigade_id=unit_id(one.brigade) if one.brigade else None,
                short_code=one.short_code,
            )


def load_officers(*, now: datetime, password: str) -> None:
    """The demo accounts, all with one published password."""
    with everything("sample") as by:
        for one in officers.OFFICERS:
            made = identity.add_officer(
                by=by,
                now=now,
                badge=one.badge,
                name=one.name_zh,
                unit_id=unit_id(one.unit),
                roles=list(one.roles),
                password=password,
            )
            if one.on_duty:
                identity.go_on_duty(by=by, now=now, officer_id=made.officer.pk)


def load_partners(*, now: datetime, address: str) -> None:
    """Exchange keys with the simulated partners at ``address``; again at each start, for the port may have changed."""
    with everything("sample") as by:
        for one in district.PARTNERS:
            with urllib.request.urlopen(f"{address}/partners/{one.unit}/key", timeout=10) as answer:  # noqa: S310
                public = answer.read()
            exchange.register_partner(
                by=by,
                now=now,
                draft=PartnerDraft(
                    unit_id=unit_id(one.unit),
                    code=one.unit,
                    our_code=district.CENTRE,
                    endpoint=f"{address}/partners/{one.unit}/messages",
                    status_endpoint=f"{address}/partners/{one.unit}/status",
                    public_pem=public,
                    deduplicates=one.deduplicates,
                    private_network=True,
                    prefixes=tuple(f"{digits}/{length}" for digits, length in one.prefixes),
                    aliases=one.aliases,
                ),
            )


def load_background(*, now: datetime) -> int:
    """What the district's stations were told in the last days; how many reports were new."""
    from goldbell.project.sample.background import make_background

    taken = 0
    for number, report in enumerate(make_background(now=now, seed=7)):
        by = officer_of(report.station) or named("H0101")
        with acting(by):
            taken += take(by=by, report=report, key=f"sample-background-{number}", now=report.reported_at) is not None
    return taken


def take(*, by: Actor, report: SampleReport, key: str, now: datetime) -> int | None:
    """Take one sample report and open its case if money has left; the case's id."""
    draft = ReportDraft(
        idempotency_key=key,
        channel=Channel(report.channel),
        received_at=report.reported_at,
        words=report.words,
        reporter_name=report.victim_name,
        reporter_phone=report.victim_phone,
        reporter_address=report.victim_address,
        scam_type=report.scam_type,
        transfers=tuple(
            TransferDraft(
                paid_at=one.paid_at,
                amount_fen=one.amount_fen,
                way=one.way.value,
                from_account=one.from_account,
                to_account=one.to_account,
                to_name=one.to_name,
                to_bank=district.unit(one.to_bank).name_zh if one.to_bank else "",
            )
            for one in report.transfers
        ),
    )
    taken = cases.take_report(by=by, now=now, draft=draft)
    if not report.transfers:
        return None
    return cases.open_case(by=by, now=now, report_id=taken.pk, scam_type=report.scam_type).pk


def unit_id(code: str) -> int:
    """The id of a sample unit."""
    return Unit.objects.values_list("pk", flat=True).get(code=code)


def named(badge: str) -> Actor:
    """A demo officer as an actor."""
    return actor_of(Officer.objects.select_related("unit").get(badge=badge))


def officer_of(station: str) -> Actor | None:
    """A station's own demo officer, if it has one."""
    found = Officer.objects.select_related("unit").filter(unit__code=station, is_active=True).first()
    return actor_of(found) if found else None
