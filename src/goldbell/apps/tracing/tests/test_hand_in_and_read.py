"""Files are kept whole, read once each, and what cannot be read says why and leaves nothing half-kept."""

from __future__ import annotations

import io

import pytest

from goldbell.apps.audit.models import Entry
from goldbell.apps.cases.failures import EmptyFile, NoSuchCase
from goldbell.apps.cases.models import Evidence
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.tracing import queries, services
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.failures import FileMoved, NoSuchFile
from goldbell.apps.tracing.models import RejectedRow, StatementFile, TraceRun
from goldbell.apps.tracing.tests.builders import MULE, World, mule_statement, opened, row, statement, told

pytestmark = pytest.mark.django_db


def read_all(world: World) -> int:
    count = 0
    while services.read_waiting(world.now):
        count += 1
    return count


def files_of(world: World, case_id: int) -> list[StatementFile]:
    with scope.acting(world.analyst) as by:
        return list(queries.case_files(by, case_id))


def test_a_file_is_read_and_its_money_followed_at_once() -> None:
    world = World()
    case = world.case(told(world))
    world.hand_in(case, ("金川银行.csv", mule_statement(world)))
    assert read_all(world) == 1
    (file,) = files_of(world, case.pk)
    assert (file.state, file.layout, file.rows, file.accepted, file.rejected) == (FileState.READ, "police_34", 3, 3, 0)
    with scope.acting(world.analyst) as by:
        view = queries.latest_trace(by, case.pk)
    assert view is not None
    assert (view.held_fen, view.out_of_sight_fen, view.cashed_out_fen, view.pending_fen) == (
        60_000_00, 30_000_00, 8_200_00, 0,
    )  # fmt: skip


def test_the_same_file_twice_is_read_once() -> None:
    world = World()
    case = world.case(told(world))
    content = mule_statement(world)
    world.hand_in(case, ("一.csv", content), ("一(1).csv", content))
    world.hand_in(case, ("改名.csv", content))
    assert read_all(world) == 1
    first, *again = files_of(world, case.pk)
    assert first.state == FileState.READ
    assert [(one.state, one.duplicate_of_id) for one in again] == [(FileState.DUPLICATE, first.pk)] * 2


def test_the_same_file_in_two_cases_is_read_for_both() -> None:
    world = World()
    cases = [world.case(told(world)), world.case(told(world, minutes=20))]
    for case in cases:
        world.hand_in(case, ("一.csv", mule_statement(world)))
    assert read_all(world) == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("不是流水.csv", "姓名,年龄\n甲,3\n".encode(), "unknown_layout"),
        ("坏.xlsx", b"PK\x03\x04 broken", "broken_file"),
        ("空字节.csv", "交易卡号,交易金额\n".encode() + b"\x00" * 400, "broken_file"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "unknown_layout"),
    ],
)
def test_a_broken_file_fails_in_words_and_leaves_nothing_behind(name: str, content: bytes, code: str) -> None:
    world = World()
    case = world.case(told(world))
    world.hand_in(case, (name, content), ("好.csv", mule_statement(world)))
    assert read_all(world) == 2
    bad, good = files_of(world, case.pk)
    assert (bad.state, bad.failure_code, bad.segment, bad.rows) == (FileState.FAILED, code, "", 0)
    assert bad.failure_text
    assert good.state == FileState.READ
    with scope.everything("test"):
        assert not RejectedRow.objects.filter(file=bad).exists()
        assert Evidence.objects.filter(case=case).count() == 2


def test_a_surprise_in_the_reader_holds_up_no_other_file(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    case = world.case(told(world))
    world.hand_in(case, ("一.csv", mule_statement(world)))
    world.hand_in(case, ("二.csv", statement([row(world, MULE, 9, "1.00", "60001.00", "进")])))
    from goldbell.apps.tracing.services import reading

    honest = reading.statements.read_safely
    seen: list[str] = []

    def surprised(path, **more):
        seen.append(path.name)
        if len(seen) == 1:
            raise RuntimeError("nobody thought of this")
        return honest(path, **more)

    monkeypatch.setattr(reading.statements, "read_safely", surprised)
    assert read_all(world) == 2
    first, second = files_of(world, case.pk)
    assert (first.state, first.failure_code) == (FileState.FAILED, "unexpected")
    assert second.state == FileState.READ


def test_a_failed_file_can_be_read_again_and_only_a_failed_one() -> None:
    world = World()
    case = world.case(told(world))
    world.hand_in(case, ("坏.csv", b"a,b\n1,2\n"))
    read_all(world)
    (file,) = files_of(world, case.pk)
    with scope.acting(world.analyst) as by:
        assert services.read_again(by=by, now=world.now, file_id=file.pk).state == FileState.WAITING
        with pytest.raises(FileMoved):
            services.read_again(by=by, now=world.now, file_id=file.pk)
        with pytest.raises(NoSuchFile):
            services.read_again(by=by, now=world.now, file_id=file.pk + 999)
    assert read_all(world) == 1
    assert files_of(world, case.pk)[0].state == FileState.FAILED


def test_rejected_rows_are_kept_with_place_and_reason() -> None:
    world = World()
    case = world.case(told(world))
    rows = [
        row(world, MULE, 20, "98200.00", "98200.00", "进"),
        row(world, MULE, 19, "壹佰", "98300.00", "进"),
        row(world, MULE, 18, "1.00", "98301.00", "？"),
    ]
    world.hand_in(case, ("一.csv", statement(rows)))
    read_all(world)
    (file,) = files_of(world, case.pk)
    assert (file.rows, file.accepted, file.rejected) == (3, 1, 2)
    with scope.acting(world.analyst) as by:
        assert [(one.row, one.code) for one in queries.rejected_rows(by, file.pk)] == [
            (3, "bad_amount"), (4, "bad_direction"),
        ]  # fmt: skip


def test_two_answers_that_overlap_count_each_row_once() -> None:
    world = World()
    case = world.case(told(world))
    rows = [
        row(world, MULE, 20, "98200.00", "", "进", VICTIM_CARD),
        row(world, MULE, 15, "30000.00", "", "出", "6239991699774014"),
    ]
    world.hand_in(
        case, ("上半天.csv", statement(rows)), ("全天.csv", statement([*rows, row(world, MULE, 1, "5.00", "", "进")]))
    )
    read_all(world)
    with scope.acting(world.analyst) as by:
        view = queries.latest_trace(by, case.pk)
    assert view is not None
    assert (view.held_fen, view.out_of_sight_fen) == (68_200_00, 30_000_00)


VICTIM_CARD = "6217000000002051"


def test_all_files_of_one_hand_in_or_none() -> None:
    world = World()
    case = world.case(told(world))
    with pytest.raises(EmptyFile), scope.acting(world.analyst) as by:
        services.hand_in(
            by=by, now=world.now, case_id=case.pk, files=opened([("一.csv", mule_statement(world)), ("空.csv", b"")])
        )
    assert files_of(world, case.pk) == []


def test_another_station_sees_nothing_and_hands_in_nothing() -> None:
    world = World()
    case = world.case(told(world))
    world.hand_in(case, ("一.csv", mule_statement(world)))
    read_all(world)
    with scope.acting(world.other) as by:
        assert not queries.case_files(by, case.pk).exists()
        assert queries.latest_trace(by, case.pk) is None
        assert not StatementFile.objects.exists()
        assert not TraceRun.objects.exists()
        with pytest.raises(NoSuchCase):
            services.hand_in(by=by, now=world.now, case_id=case.pk, files=opened([("x.csv", b"1")]))
        with pytest.raises(NoSuchCase):
            services.trace_case(by=by, now=world.now, case_id=case.pk)


def test_who_may_not() -> None:
    world = World()
    case = world.case(told(world))
    for role in (Role.STATION, Role.INTAKE, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.BANK_LIAISON):
        with pytest.raises(NotAllowed), scope.acting(actor(role, unit=world.district.centre)) as by:
            services.hand_in(by=by, now=world.now, case_id=case.pk, files=[("x.csv", io.BytesIO(b"1"))])


def test_what_was_done_is_on_record() -> None:
    world = World()
    case = world.case(told(world))
    world.hand_in(case, ("一.csv", mule_statement(world)), ("坏.csv", b"a,b\n1,2\n"))
    read_all(world)
    with scope.everything("test"):
        told_acts = list(
            Entry.objects.filter(case_id=case.pk, action__startswith="tracing.")
            .order_by("pk")
            .values_list("action", flat=True)
        )
    assert told_acts == [
        "tracing.file.hand_in", "tracing.file.hand_in", "tracing.file.read", "tracing.file.fail", "tracing.trace.run",
    ]  # fmt: skip
