"""A trace gives the engine's answer to the fen, keeps it sealed, and is on record when somebody looks."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import scope
from goldbell.apps.tracing import queries, services
from goldbell.apps.tracing.failures import MomentAhead, NoSuchTrace, NothingToFollow
from goldbell.apps.tracing.models import TraceRun
from goldbell.apps.tracing.tests.builders import (
    KIT,
    MULE,
    SECOND,
    UNSEEN,
    World,
    kit_files,
    kit_transfers,
    kit_truth,
    mule_statement,
    row,
    statement,
    told,
)  # fmt: skip
from goldbell.engine.tracing import UnknownRule

pytestmark = pytest.mark.django_db


def read_all(world: World) -> None:
    while services.read_waiting(world.now):
        pass


@pytest.mark.skipif(not KIT.exists(), reason="the kit is not beside the sources")
def test_the_kit_gives_the_kits_answer() -> None:
    truth = kit_truth()
    world = World(now=datetime.fromisoformat(truth["as_of"]))
    case = world.case(*kit_transfers())
    world.hand_in(case, *kit_files())
    read_all(world)
    with scope.acting(world.analyst) as by:
        view = queries.latest_trace(by, case.pk)
    assert view is not None
    held: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    for one in truth["payments"]:
        held.update(one["held"])
        unseen.update(one["out_of_sight"])
    assert {one.account_no: one.held_fen for one in view.held} == {key: fen for key, fen in held.items() if fen}
    assert {one.account_no: one.out_of_sight_fen for one in view.gaps} == {
        key: fen for key, fen in unseen.items() if fen
    }
    assert view.cashed_out_fen == sum(one["cashed_out_fen"] for one in truth["payments"])
    assert view.asked_fen == sum(one["amount_fen"] for one in truth["payments"])
    assert view.pending_fen == 0
    for one in view.held:
        assert 0 <= one.certain_fen <= one.held_fen <= one.possible_fen
    assert sum(one.held_fen for one in view.accounts) == view.held_fen
    assert sum(one.out_of_sight_fen for one in view.accounts) == view.out_of_sight_fen
    assert sum(one.cashed_fen for one in view.accounts) == view.cashed_out_fen


def test_a_transfer_that_can_be_called_back_is_not_chased() -> None:
    world = World()
    case = world.case(told(world), told(world, minutes=30, fen=20_000_00, way="atm", to=SECOND))
    world.hand_in(case, ("一.csv", mule_statement(world)))
    read_all(world)
    with scope.acting(world.analyst) as by:
        view = queries.latest_trace(by, case.pk)
    assert view is not None
    assert (view.asked_fen, view.held_fen, view.pending_fen) == (118_200_00, 60_000_00, 20_000_00)
    (waiting,) = view.pending
    assert (waiting.account_no, waiting.fen, waiting.way) == (SECOND, 20_000_00, "atm")
    assert waiting.until == world.at(30) + timedelta(hours=24)
    assert SECOND not in {one.account_no for one in (*view.held, *view.gaps, *view.accounts)}


def test_a_transfer_whose_time_to_call_back_is_over_is_out_of_sight() -> None:
    world = World()
    case = world.case(told(world, minutes=60 * 25, fen=20_000_00, way="atm", to=SECOND))
    with scope.acting(world.analyst) as by:
        run = services.trace_case(by=by, now=world.now, case_id=case.pk)
    assert (run.pending_fen, run.out_of_sight_fen, run.held_fen) == (0, 20_000_00, 0)


def test_at_an_earlier_moment_the_money_had_not_moved_on() -> None:
    world = World()
    case = world.case(told(world), told(world, minutes=5, fen=100_00, to=SECOND))
    world.hand_in(case, ("一.csv", mule_statement(world)))
    read_all(world)
    with scope.acting(world.analyst) as by:
        run = services.trace_case(by=by, now=world.now, case_id=case.pk, as_of=world.at(17))
        # what was paid after that moment is not anywhere yet, and the sum still holds
        assert (run.asked_fen, run.held_fen, run.pending_fen) == (98_300_00, 98_200_00, 100_00)
        view = queries.trace_view(by, run.pk)
        assert [(one.masked[-6:], one.until) for one in view.pending] == [(f"({SECOND[-4:]})", None)]
        assert queries.latest_trace(by, case.pk).id == run.pk
        assert queries.runs_of(by, case.pk).count() == 2
        with pytest.raises(MomentAhead):
            services.trace_case(by=by, now=world.now, case_id=case.pk, as_of=world.at(-1))
        with pytest.raises(UnknownRule):
            services.trace_case(by=by, now=world.now, case_id=case.pk, rule="lifo'; --")


def test_a_case_without_an_account_cannot_be_followed_and_reading_goes_on() -> None:
    world = World()
    case = world.case(told(world, to=""))
    world.hand_in(case, ("一.csv", mule_statement(world)))
    read_all(world)
    with scope.acting(world.analyst) as by:
        assert queries.latest_trace(by, case.pk) is None
        assert queries.case_files(by, case.pk).get().state == "read"
        with pytest.raises(NothingToFollow):
            services.trace_case(by=by, now=world.now, case_id=case.pk)


def test_two_tiers_and_what_a_bank_needs() -> None:
    world = World()
    case = world.case(told(world))
    first = statement(
        [
            row(world, MULE, 20, "98200.00", "98200.00", "进", "6217000000002051"),
            row(world, MULE, 15, "50000.00", "48200.00", "出", SECOND),
        ]
    )
    second = statement(
        [
            row(world, SECOND, 60, "1000.00", "1000.00", "进"),
            row(world, SECOND, 15, "50000.00", "51000.00", "进", MULE),
            row(world, SECOND, 9, "2000.00", "49000.00", "出", UNSEEN),
        ]
    )
    world.hand_in(case, ("一.csv", first), ("二.csv", second))
    read_all(world)
    with scope.acting(world.analyst) as by:
        view = queries.latest_trace(by, case.pk)
    by_account = {one.account_no: one for one in view.held}
    mine = by_account[SECOND]
    assert (mine.held_fen, mine.certain_fen, mine.possible_fen, mine.tier) == (49_000_00, 48_000_00, 49_000_00, 2)
    assert (mine.inflow_fen, mine.inflow_at, mine.from_account) == (50_000_00, world.at(15), MULE)
    assert (mine.clock_paid_at, mine.clock_way, mine.holder) == (world.at(20), "instant", "陈一宁")
    assert mine.holder_masked == "陈*宁"
    assert [one.tier for one in view.flows] == [1, 2, 3]
    assert {one.account_no: one.has_statement for one in view.accounts} == {MULE: True, SECOND: True, UNSEEN: False}


def test_sums_that_do_not_add_up_cannot_be_kept() -> None:
    world = World()
    case = world.case(told(world))
    with scope.acting(world.analyst) as by:
        run = services.trace_case(by=by, now=world.now, case_id=case.pk)
        facts = {
            one.attname: getattr(run, one.attname) for one in TraceRun._meta.concrete_fields if one.attname != "id"
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            TraceRun.objects.create(**(facts | {"held_fen": run.held_fen + 1}))


def test_no_account_or_name_lies_open() -> None:
    world = World()
    case = world.case(told(world))
    world.hand_in(case, ("何玉山6230581022749036.csv", mule_statement(world)))
    read_all(world)
    secrets = [MULE.encode(), UNSEEN.encode(), "何玉山".encode(), "何玉山".encode("gb18030")]
    for place in Path(settings.GOLDBELL_VAULT).rglob("*"):
        if place.is_file():
            content = place.read_bytes()
            assert not any(one in content for one in secrets), place
    with scope.everything("test"), connection.cursor() as cursor:
        for table in ("tracing_statementfile", "tracing_tracerun", "tracing_rejectedrow", "audit_entry"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            stored = " ".join(str(one) for (one,) in cursor.fetchall())
            assert stored or table == "tracing_rejectedrow"
            assert not any(one in stored for one in (MULE, UNSEEN, "何玉山", MULE.encode().hex()))
        with scope.acting(world.analyst) as by:
            assert MULE not in repr(queries.latest_trace(by, case.pk))


def test_looking_is_on_record_with_the_case() -> None:
    world = World()
    case = world.case(told(world))
    with scope.acting(world.analyst) as by:
        run = services.trace_case(by=by, now=world.now, case_id=case.pk)
        services.look_at_trace(by=by, now=world.now, run_id=run.pk)
    with scope.acting(world.other) as by, pytest.raises(NoSuchTrace):
        services.look_at_trace(by=by, now=world.now, run_id=run.pk)
    with scope.everything("test"):
        (entry,) = Entry.objects.filter(action="tracing.trace.look")
    assert (entry.case_id, entry.subject_id, entry.actor) == (case.pk, str(run.pk), world.analyst.key)
    assert case.case_no in entry.purpose
