"""Opening, moving, joining, adding, attaching: one act, one service, and what must never happen."""

from __future__ import annotations

import io
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection

from goldbell.apps.audit.models import Entry
from goldbell.apps.cases import queries, services
from goldbell.apps.cases.contracts import CASE_MOVES, CaseState, ElementState, ReportState, Verdict
from goldbell.apps.cases.failures import (
    AlreadySettled,
    DraftDone,
    EmptyFile,
    IllegalMove,
    NoSuchCase,
    NoSuchDraft,
    NoSuchReport,
    NoSuchRow,
    PurposeMissing,
    ReasonMissing,
    StaleDraft,
    TooLong,
    UnknownScamType,
)
from goldbell.apps.cases.models import Case, CaseMove, Draft, Element, Evidence, Report, SameReport, Transfer
from goldbell.apps.cases.queries import typed_of
from goldbell.apps.cases.tests.builders import make_case, make_report, told_report, told_transfer
from goldbell.apps.cases.typed import TypedReport, TypedTransfer
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor, make_district

NOW = datetime(2026, 11, 21, 17, 38, 40, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def there():
    return make_district()


@pytest.fixture
def taker(there):
    return actor(Role.INTAKE, unit=there.centre)


@pytest.fixture
def chief(there):
    return actor(Role.DUTY_CHIEF, unit=there.centre)


# ---------- opening ----------


def test_a_case_takes_over_the_report(taker):
    with scope.acting(taker):
        report = make_report(taker, NOW, scam_type="fake_customer_service")
        case = services.open_case(by=taker, now=NOW, report_id=report.pk)
        assert case.case_no == "A-HW-FZ-20261122-0001"
        assert case.scam_type == "fake_customer_service"
        assert case.loss_fen == 98_200_00
        assert case.clock_paid_at == NOW - timedelta(minutes=15)
        head = queries.case_head(taker, case.pk)
        assert head.victim_masked == "周*兰"
        (told,) = queries.transfers(taker, case.pk)
        assert (told.to_account, told.to_name, told.amount_fen) == ("6230581022749036", "何玉山", 98_200_00)
        assert "6230581022749036" not in repr(told)
        assert services.open_case(by=taker, now=NOW, report_id=report.pk).pk == case.pk
        assert Case.objects.count() == 1


def test_a_case_without_money_has_no_clock(taker):
    with scope.acting(taker):
        case = make_case(taker, NOW, transfers=())
        assert (case.clock_paid_at, case.clock_way, case.loss_fen) == (None, "", 0)


def test_an_unknown_scam_type_opens_nothing(taker):
    with scope.acting(taker):
        report = make_report(taker, NOW)
        with pytest.raises(UnknownScamType):
            services.open_case(by=taker, now=NOW, report_id=report.pk, scam_type="none")
        assert not Case.objects.exists()


def test_nobody_opens_what_lies_elsewhere(there):
    one, two = (actor(Role.STATION, unit=station) for station in there.stations[:2])
    with scope.acting(one):
        report = make_report(one, NOW)
        case = make_case(one, NOW)
    with scope.acting(two):
        with pytest.raises(NoSuchReport):
            services.open_case(by=two, now=NOW, report_id=report.pk)
        with pytest.raises(NoSuchCase):
            queries.case_head(two, case.pk)
        with pytest.raises(NoSuchCase):
            services.add_transfer(by=two, now=NOW, case_id=case.pk, transfer=told_transfer(NOW))


# ---------- moving ----------


@pytest.mark.parametrize("before", CaseState.values)
@pytest.mark.parametrize("after", CaseState.values)
def test_only_the_table_of_moves_moves(taker, chief, before, after):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        Case.objects.filter(pk=case.pk).update(state=before)
        legal = after in CASE_MOVES[before]
        if legal:
            moved = services.move_case(by=chief, now=NOW, case_id=case.pk, after=after, reason="有依据")
            assert moved.state == after
            assert CaseMove.objects.filter(case=case).last().after == after
        else:
            with pytest.raises(IllegalMove):
                services.move_case(by=chief, now=NOW, case_id=case.pk, after=after, reason="有依据")
            assert Case.objects.get(pk=case.pk).state == before


def test_closing_says_why_and_intake_does_not_close(taker, chief):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        services.move_case(by=chief, now=NOW, case_id=case.pk, after="investigating")
        with pytest.raises(ReasonMissing):
            services.move_case(by=chief, now=NOW, case_id=case.pk, after="closed", reason="  ")
        with pytest.raises(NotAllowed):
            services.move_case(by=taker, now=NOW, case_id=case.pk, after="closed", reason="想关")


@pytest.mark.django_db(transaction=True)
def test_of_two_movers_at_once_one_wins():
    there = make_district()
    chief = actor(Role.DUTY_CHIEF, Role.INTAKE, unit=there.centre)
    with scope.acting(chief):
        case = make_case(chief, NOW)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def move(after: str) -> None:
        try:
            with scope.acting(chief):
                start.wait()
                services.move_case(by=chief, now=NOW, case_id=case.pk, after=after, reason="同时")
            outcomes.append(after)
        except IllegalMove:
            outcomes.append("lost")
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=(after,)) for after in ("investigating", "refused")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # either one loses, or the second saw the first's state and moved on legally from there
    with scope.acting(chief):
        moves = list(CaseMove.objects.filter(case=case).values_list("before", "after"))
    for (_, first), (second, _) in pairwise(moves):
        assert first == second


# ---------- transfers and the clock ----------


def test_the_clock_follows_the_largest_unsettled_transfer(taker):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        big = services.add_transfer(
            by=taker, now=NOW, case_id=case.pk, transfer=told_transfer(NOW, minutes=40, fen=100_000_00, way="atm")
        )
        case.refresh_from_db()
        assert (case.clock_way, case.loss_fen) == ("atm", 198_200_00)
        services.settle_transfer(by=taker, now=NOW, transfer_id=big.pk)
        services.settle_transfer(by=taker, now=NOW, transfer_id=big.pk)
        case.refresh_from_db()
        assert (case.clock_way, case.loss_fen) == ("instant", 198_200_00)
        assert Entry.objects.filter(action="cases.transfer.settle").count() == 1
        first = Transfer.objects.exclude(pk=big.pk).get()
        services.strike_transfer(by=taker, now=NOW, transfer_id=first.pk, reason="记重了")
        case.refresh_from_db()
        assert (case.clock_paid_at, case.loss_fen) == (None, 100_000_00)
        with pytest.raises(AlreadySettled):
            services.strike_transfer(by=taker, now=NOW, transfer_id=first.pk, reason="再来一次")
        with pytest.raises(ReasonMissing):
            services.strike_transfer(by=taker, now=NOW, transfer_id=big.pk, reason=" ")
        assert len(queries.transfers(taker, case.pk)) == 1


# ---------- elements ----------


def test_a_person_settles_elements_and_may_think_again(taker):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        element = Element.objects.filter(case=case, kind="amount").get()
        services.settle_element(by=taker, now=NOW, element_id=element.pk, confirmed=True)
        services.settle_element(by=taker, now=NOW, element_id=element.pk, confirmed=False)
        element.refresh_from_db()
        assert element.state == ElementState.REJECTED
        assert Entry.objects.filter(action="cases.element.settle").count() == 2
        with pytest.raises(NoSuchRow):
            services.settle_element(by=taker, now=NOW, element_id=10**9, confirmed=True)


# ---------- the same report twice ----------


def test_the_same_report_at_another_station_is_recognised_without_details(there):
    one, two = (actor(Role.STATION, unit=station) for station in there.stations[:2])
    with scope.acting(one):
        earlier = make_report(one, NOW)
    with scope.acting(two):
        later = make_report(
            two, NOW + timedelta(minutes=9), reporter_phone="", reporter_name="邻居", transfers=(told_transfer(NOW),)
        )
        (same,) = queries.same_as(two, later.pk)
        assert (same.number, same.visible, same.verdict) == (earlier.number, False, Verdict.PROPOSED)
        assert same.unit_name == there.stations[0].name_zh
        assert set(same.reasons) == {"account", "transfer"}
        assert not Report.objects.filter(pk=earlier.pk).exists()
        services.settle_same(by=two, now=NOW, same_id=same.id, joined=True)
        later.refresh_from_db()
        assert (later.state, later.case_id) == (ReportState.JOINED, None)
    with scope.acting(one):
        assert not SameReport.objects.exists()


def test_joined_transfers_are_not_counted_twice(taker):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        extra = told_transfer(NOW, minutes=5, fen=1_00, to_account="6216440277195508")
        later = make_report(taker, NOW, transfers=(told_transfer(NOW, minutes=16), extra))
        (same,) = queries.same_as(taker, later.pk)
        assert same.visible
        assert "person" in same.reasons
        services.settle_same(by=taker, now=NOW, same_id=same.id, joined=True)
        case.refresh_from_db()
        assert case.loss_fen == 98_200_00 + 1_00
        later.refresh_from_db()
        assert later.case_id == case.pk
        with pytest.raises(AlreadySettled):
            services.settle_same(by=taker, now=NOW, same_id=same.id, joined=False)
        with pytest.raises(IllegalMove):
            services.open_case(by=taker, now=NOW, report_id=later.pk)


def test_joined_before_the_earlier_was_opened_follows_into_its_case(taker):
    with scope.acting(taker):
        earlier = make_report(taker, NOW)
        later = make_report(taker, NOW)
        (same,) = queries.same_as(taker, later.pk)
        services.settle_same(by=taker, now=NOW, same_id=same.id, joined=True)
        case = services.open_case(by=taker, now=NOW, report_id=earlier.pk)
        later.refresh_from_db()
        assert later.case_id == case.pk
        assert case.loss_fen == 98_200_00


def test_kept_apart_stays_apart(taker):
    with scope.acting(taker):
        make_report(taker, NOW)
        later = make_report(taker, NOW)
        (same,) = queries.same_as(taker, later.pk)
        services.settle_same(by=taker, now=NOW, same_id=same.id, joined=False)
        assert queries.same_as(taker, later.pk)[0].verdict == Verdict.APART
        assert services.open_case(by=taker, now=NOW, report_id=later.pk).loss_fen == 98_200_00


@pytest.mark.parametrize(
    "change",
    [
        {"transfers": (told_transfer(NOW, fen=98_200_01),), "reporter_phone": ""},
        {"transfers": (told_transfer(NOW, minutes=40),)},
        {"transfers": (told_transfer(NOW, to_account="6216440277195508"),), "reporter_phone": "13900000000"},
        {"transfers": (), "reporter_phone": "13900000000"},
        {"transfers": (), "reporter_phone": "", "reporter_name": "周慧兰"},
    ],
)
def test_what_only_looks_alike_is_not_proposed(taker, change):
    with scope.acting(taker):
        make_report(taker, NOW)
        later = make_report(taker, NOW, **change)
        assert queries.same_as(taker, later.pk) == []


def test_a_report_is_refused_with_a_reason(taker):
    with scope.acting(taker):
        report = make_report(taker, NOW)
        with pytest.raises(ReasonMissing):
            services.move_report(by=taker, now=NOW, report_id=report.pk, after="refused", reason="")
        services.move_report(by=taker, now=NOW, report_id=report.pk, after="refused", reason="经济纠纷")
        with pytest.raises(IllegalMove):
            services.move_report(by=taker, now=NOW, report_id=report.pk, after="transferred", reason="移送")
        with pytest.raises(IllegalMove):
            services.move_report(by=taker, now=NOW, report_id=report.pk, after="opened", reason="绕路")


# ---------- evidence ----------


def test_evidence_is_hashed_sealed_and_recognised(taker):
    content = "转账截图，收款人何玉山".encode() * 200_000
    with scope.acting(taker):
        case = make_case(taker, NOW)
        first = services.attach_evidence(
            by=taker, now=NOW, case_id=case.pk, name="../../etc/周慧兰截图.PNG", content=io.BytesIO(content)
        )
        again = services.attach_evidence(
            by=taker, now=NOW, case_id=case.pk, name="副本.png", content=io.BytesIO(content)
        )
        assert again.pk == first.pk
        assert Evidence.objects.count() == 1
        assert (first.size_bytes, first.suffix) == (len(content), "png")
        assert str(first.name) == "周***.PNG"
        with pytest.raises(PurposeMissing):
            services.open_evidence(by=taker, now=NOW, evidence_id=first.pk, purpose=" ")
        name, pieces = services.open_evidence(by=taker, now=NOW, evidence_id=first.pk, purpose="核对收款人")
        assert (name, b"".join(pieces)) == ("周慧兰截图.PNG", content)
        read = Entry.objects.get(action="cases.evidence.read")
        assert (read.purpose, read.case_id) == ("核对收款人", case.pk)
        assert Entry.objects.filter(action="cases.evidence.again").count() == 1


def test_an_empty_or_huge_file_is_refused(taker, monkeypatch):
    monkeypatch.setattr("goldbell.apps.cases.services.evidence.MOST_BYTES", 10)
    from goldbell.apps.cases.failures import FileTooLarge

    with scope.acting(taker):
        case = make_case(taker, NOW)
        with pytest.raises(EmptyFile):
            services.attach_evidence(by=taker, now=NOW, case_id=case.pk, name="a.png", content=io.BytesIO(b""))
        with pytest.raises(FileTooLarge):
            services.attach_evidence(by=taker, now=NOW, case_id=case.pk, name="a.png", content=io.BytesIO(b"x" * 11))
        assert not Evidence.objects.exists()


# ---------- drafts ----------


def test_a_draft_outlives_the_page_and_is_revision_checked(taker):
    typed = TypedReport(
        words="她说" * 40, transfers=(TypedTransfer("01:13", "四万九千八", "instant", "", "坏账号;", "", ""),)
    )
    with scope.acting(taker):
        draft = services.start_draft(by=taker, now=NOW)
        saved = services.save_draft(by=taker, now=NOW, draft_id=draft.pk, revision=0, typed=typed)
        assert saved.revision == 1
        with pytest.raises(StaleDraft):
            services.save_draft(by=taker, now=NOW, draft_id=draft.pk, revision=0, typed=TypedReport(words="旧页面"))
        assert typed_of(Draft.objects.get(pk=draft.pk)) == typed
        with pytest.raises(TooLong):
            services.save_draft(
                by=taker, now=NOW, draft_id=draft.pk, revision=1, typed=TypedReport(words="长" * 500_000)
            )


def test_a_draft_is_its_officers_alone_and_ends_with_the_report(there, taker):
    other = actor(Role.INTAKE, unit=there.centre)
    with scope.acting(taker):
        draft = services.start_draft(by=taker, now=NOW)
        with pytest.raises(NoSuchDraft):
            services.save_draft(by=other, now=NOW, draft_id=draft.pk, revision=0, typed=TypedReport())
        with pytest.raises(NoSuchDraft):
            services.drop_draft(by=other, now=NOW, draft_id=draft.pk)
        services.take_report(by=taker, now=NOW, draft=told_report(NOW, draft_id=draft.pk))
        with pytest.raises(DraftDone):
            services.save_draft(by=taker, now=NOW, draft_id=draft.pk, revision=0, typed=TypedReport())
        assert Draft.objects.get(pk=draft.pk).content is None
        assert not queries.my_drafts(taker).exists()


def test_the_timeline_tells_the_case_in_order(taker, chief):
    with scope.acting(taker):
        case = make_case(taker, NOW)
        services.add_transfer(
            by=taker, now=NOW + timedelta(minutes=1), case_id=case.pk, transfer=told_transfer(NOW, minutes=2, fen=5_00)
        )
        services.move_case(by=chief, now=NOW + timedelta(minutes=2), case_id=case.pk, after="investigating")
        told = queries.timeline(taker, Case.objects.get(pk=case.pk))
        assert [one.at for one in told] == sorted(one.at for one in told)
        text = " ".join(one.title + one.detail for one in told)
        assert "98,200.00" in text
        assert "侦查中" in text
        assert "周慧兰" not in text
        assert "6230581022749036" not in text
