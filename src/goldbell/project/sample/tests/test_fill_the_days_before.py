"""The district and the days before: every role filled, every reference whole, reports varied and readable."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from goldbell.common.ways import PaymentWay
from goldbell.engine.text import find_elements, luhn_holds, shipped_issuers
from goldbell.project.sample.background import make_background
from goldbell.project.sample.case import make_sample_case
from goldbell.project.sample.district import ISSUERS, PARTNERS, UNITS
from goldbell.project.sample.officers import OFFICERS

NOW = datetime.fromisoformat("2026-11-21T01:38:40+08:00")
ROLES = {
    "intake", "duty", "duty_chief", "analyst", "detective", "station", "bank_liaison", "telecom_liaison", "publicity",
    "chief", "auditor", "system_admin", "security_admin", "audit_admin",
}  # fmt: skip


def test_the_district_is_whole() -> None:
    codes = [unit.code for unit in UNITS]
    assert len(set(codes)) == len(codes)
    for place, unit in enumerate(UNITS):
        assert not unit.parent or unit.parent in codes[:place], "parents before children"
        assert unit.name_en.isascii()
    kinds = Counter(unit.kind for unit in UNITS)
    assert (kinds["station"], kinds["brigade"], kinds["centre"]) == (29, 3, 1)
    brigades = {unit.code for unit in UNITS if unit.kind == "brigade"}
    assert {unit.brigade for unit in UNITS if unit.kind == "station"} == brigades
    outside = {unit.code for unit in UNITS if unit.kind in ("bank", "payment_institution", "operator")}
    assert {partner.unit for partner in PARTNERS} == outside


def test_every_role_has_somebody_and_administrators_hold_one_office() -> None:
    assert {role for officer in OFFICERS for role in officer.roles} == ROLES
    badges = [officer.badge for officer in OFFICERS]
    assert len(set(badges)) == len(badges)
    units = {unit.code: unit.kind for unit in UNITS}
    for officer in OFFICERS:
        assert len(officer.roles) == 1 or not any(role.endswith("_admin") for role in officer.roles)
        assert ("bank_liaison" in officer.roles) == (units[officer.unit] in ("bank", "payment_institution"))
    liaisons = {officer.unit for officer in OFFICERS if "bank_liaison" in officer.roles}
    assert liaisons == {code for code, kind in units.items() if kind in ("bank", "payment_institution")}


def test_invented_prefixes_are_in_no_table() -> None:
    for issuer in ISSUERS:
        probe = issuer.prefix + "0" * (issuer.length - len(issuer.prefix))
        assert shipped_issuers().of(probe) is None
        assert not shipped_issuers().knows_prefix(probe)


def test_the_days_before_are_the_same_each_time_and_never_in_the_future() -> None:
    reports = make_background(now=NOW, seed=7)
    assert reports == make_background(now=NOW, seed=7)
    assert 20 <= len(reports) <= 40
    assert list(reports) == sorted(reports, key=lambda report: report.reported_at)
    for report in reports:
        assert NOW - timedelta(days=6) < report.reported_at < NOW
        assert all(transfer.paid_at < report.reported_at for transfer in report.transfers)


def test_the_reports_are_varied_and_hold_no_filler() -> None:
    reports = make_background(now=NOW, seed=7)
    assert len({report.scam_type for report in reports if report.scam_type}) == 13
    assert len({report.station for report in reports}) == 29
    assert len({report.words[:4] for report in reports}) == len(reports)
    for report in reports:
        assert 60 <= len(report.words) <= 300
        assert "{" not in report.words
        assert report.station in {unit.code for unit in UNITS}


def test_what_they_name_is_found_in_their_words() -> None:
    for report in make_background(now=NOW, seed=7):
        found = {(e.kind, e.value) for e in find_elements(report.words, at=report.reported_at, issuers=ISSUERS)}
        for transfer in report.transfers:
            assert ("amount", str(transfer.amount_fen)) in found, report.words
            assert ("datetime", transfer.paid_at.isoformat()) in found, report.words
            if transfer.to_account:
                assert luhn_holds(transfer.to_account)
                spaced = " ".join(transfer.to_account[at : at + 4] for at in range(0, len(transfer.to_account), 4))
                assert spaced not in report.words or ("bank_card", transfer.to_account) in found
            if transfer.way in (PaymentWay.ATM, PaymentWay.POS, PaymentWay.ORDINARY, PaymentWay.ECNY):
                assert ("payment_way", transfer.way.value) in found


def test_some_earlier_reports_name_an_account_of_the_running_case(tmp_path_factory: pytest.TempPathFactory) -> None:
    case = make_sample_case(now=NOW, seed=7, into=tmp_path_factory.mktemp("sample"))
    payees = {transfer.to_account for transfer in case.transfers}
    earlier = [
        report
        for report in make_background(now=NOW, seed=7)
        if payees & {transfer.to_account for transfer in report.transfers}
    ]
    assert len(earlier) >= 2
