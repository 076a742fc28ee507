"""Taking a report: once, gap-free, sealed, refused when it cannot be right."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.apps.audit.models import Entry
from goldbell.apps.cases import services
from goldbell.apps.cases.contracts import ElementState, TransferDraft, Verdicts
from goldbell.apps.cases.failures import BadText, BadTransfer, FutureMoment, KeyReused, NothingTold, TooLong
from goldbell.apps.cases.given import check_draft
from goldbell.apps.cases.models import DayNumber, Element, Report, Transfer
from goldbell.apps.cases.tests.builders import make_report, told_report, told_transfer
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor, make_district
from goldbell.apps.privacy.sealing import unseal
from goldbell.common.errors import GoldbellError

NOW = datetime(2026, 11, 21, 17, 38, 40, tzinfo=UTC)  # 22 November in Shanghai
pytestmark = pytest.mark.django_db


@pytest.fixture
def taker():
    there = make_district()
    return actor(Role.INTAKE, unit=there.centre)


def test_a_report_is_numbered_sealed_and_read(taker):
    with scope.acting(taker):
        report = make_report(taker, NOW)
        assert report.number == "J-HW-FZ-20261122-0001"
        assert str(report.reporter_name) == "周*兰"
        assert unseal(report.words).startswith("自称客服")
        kinds = set(Element.objects.filter(report=report).values_list("kind", flat=True))
        assert {"amount", "bank_card", "datetime"} <= kinds
        element = Element.objects.get(report=report, kind="amount")
        words = unseal(report.words)
        assert words[element.start : element.end] == unseal(element.raw) == "九万八千二"
        transfer = Transfer.objects.get(report=report)
        assert unseal(transfer.to_account) == "6230581022749036"
        assert str(transfer.to_account) == "****9036"
        entry = Entry.objects.get(action="cases.report.take")
        assert entry.facts["amount_fen"] == 98_200_00
        assert "周慧兰" not in str(entry.facts)


def test_nothing_personal_is_readable_in_the_rows(taker):
    with scope.acting(taker):
        make_report(taker, NOW)
        with connection.cursor() as cursor:
            for table in ("report", "transfer", "element", "samereport"):
                cursor.execute(f"SELECT t::text FROM cases_{table} t")
                for (row,) in cursor.fetchall():
                    for canary in ("周慧兰", "13904172716", "6230581022749036", "何玉山", "百万保障"):
                        assert canary not in row
                        assert canary.encode().hex() not in row


def test_the_same_key_is_the_same_report(taker):
    with scope.acting(taker):
        draft = told_report(NOW)
        first = services.take_report(by=taker, now=NOW, draft=draft)
        again = services.take_report(by=taker, now=NOW + timedelta(minutes=3), draft=draft)
        assert again.pk == first.pk
        assert Report.objects.count() == 1
        with pytest.raises(KeyReused, match=first.number):
            services.take_report(by=taker, now=NOW, draft=replace(draft, words=draft.words + "又转了一笔"))
        other = replace(draft, transfers=(told_transfer(NOW, to_account="6216440277195508"),))
        with pytest.raises(KeyReused):
            services.take_report(by=taker, now=NOW, draft=other)


def test_what_the_officer_said_while_listening_is_kept(taker):
    verdicts = Verdicts(
        confirmed=frozenset({("amount", "9820000")}), rejected=frozenset({("bank_card", "6230581022749036")})
    )
    with scope.acting(taker):
        report = make_report(taker, NOW, verdicts=verdicts)
        states = dict(Element.objects.filter(report=report).values_list("kind", "state"))
        assert states["amount"] == ElementState.CONFIRMED
        assert states["bank_card"] == ElementState.REJECTED


def test_an_attempt_without_transfer_is_taken(taker):
    with scope.acting(taker):
        report = make_report(taker, NOW, transfers=())
        assert not Transfer.objects.filter(report=report).exists()


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"words": "  ", "transfers": ()}, NothingTold),
        ({"words": "骗" * 50_001}, TooLong),
        ({"channel": "telepathy"}, BadText),
        ({"on_phone": "maybe"}, BadText),
        ({"reporter_name": "周\x00兰"}, BadText),
        ({"reporter_phone": "1" * 33}, TooLong),
        ({"received_at": NOW + timedelta(minutes=3)}, FutureMoment),
        ({"balance_left_fen": -1}, BadText),
        ({"balance_left_fen": 2**62}, BadText),
        ({"idempotency_key": ""}, BadText),
        ({"transfers": (told_transfer(NOW, fen=0),)}, BadTransfer),
        ({"transfers": (told_transfer(NOW, fen=-5),)}, BadTransfer),
        ({"transfers": (told_transfer(NOW, fen=2**63),)}, BadTransfer),
        ({"transfers": (told_transfer(NOW, fen=float("nan")),)}, BadTransfer),  # type: ignore[arg-type]
        ({"transfers": (told_transfer(NOW, minutes=-10),)}, FutureMoment),
        ({"transfers": (told_transfer(NOW, way="telepathy"),)}, BadTransfer),
        ({"transfers": (told_transfer(NOW, to_account="6217;DROP TABLE"),)}, BadText),
        ({"transfers": (TransferDraft(datetime(2026, 11, 21, 1, 0), 1, "instant"),)}, BadTransfer),
        ({"transfers": (TransferDraft(datetime(1999, 1, 1, tzinfo=UTC), 1, "instant"),)}, BadTransfer),
        ({"transfers": (told_transfer(NOW),) * 501}, TooLong),
    ],
)
def test_what_cannot_be_right_is_refused_and_costs_no_number(taker, change, failure):
    with scope.acting(taker):
        with pytest.raises(failure):
            make_report(taker, NOW, **change)
        assert not DayNumber.objects.exists()
        assert make_report(taker, NOW).number.endswith("-0001")


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=300), name=st.text(max_size=90), account=st.text(max_size=40))
def test_any_text_is_taken_or_refused_by_name(words, name, account):
    draft = told_report(NOW, words=words, reporter_name=name, transfers=(told_transfer(NOW, to_account=account),))
    with suppress(GoldbellError):
        check_draft(draft, NOW)


def test_a_stranger_to_intake_takes_nothing():
    there = make_district()
    auditor = actor(Role.AUDITOR, unit=there.centre)
    with scope.acting(auditor), pytest.raises(NotAllowed):
        make_report(auditor, NOW)


def test_another_station_sees_nothing():
    there = make_district()
    one, two = (actor(Role.STATION, unit=station) for station in there.stations[:2])
    with scope.acting(one):
        make_report(one, NOW)
    with scope.acting(two):
        assert not Report.objects.exists()
        assert not Transfer.objects.exists()
        assert not Element.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_when_many_take_at_once():
    there = make_district()
    taker = actor(Role.INTAKE, unit=there.centre)
    numbers: list[str] = []
    start = threading.Barrier(6)

    def take(worker: int) -> None:
        start.wait()
        try:
            for turn in range(4):
                try:
                    with scope.acting(taker):
                        number = make_report(taker, NOW, idempotency_key=f"{worker}-{turn}").number
                        if (worker + turn) % 3 == 0:
                            raise RuntimeError("the desk fell over after the number was given")
                    numbers.append(number)
                except RuntimeError:
                    pass
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(number[-4:]) for number in numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) == 16


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_many_times_at_once_is_one_report():
    there = make_district()
    taker = actor(Role.INTAKE, unit=there.centre)
    draft = told_report(NOW)
    taken: list[int] = []
    start = threading.Barrier(5)

    def take() -> None:
        start.wait()
        try:
            with scope.acting(taker):
                taken.append(services.take_report(by=taker, now=NOW, draft=draft).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 5
    assert len(set(taken)) == 1
