"""Entries are sealed once, in order, whoever seals; anchors leave in time; kills leave nothing open."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import ProgrammingError, connection, transaction

from goldbell.apps.audit import actions, anchors, exporting, sealing
from goldbell.apps.audit.contracts import AuditAction, Subject
from goldbell.apps.audit.models import AnchorRow, Entry, Seal, Unsealed
from goldbell.apps.audit.record import Anchor
from goldbell.apps.audit.services import record
from goldbell.apps.audit.verifying import Verdict, verify
from goldbell.common.actors import Actor

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
BY = Actor(kind="officer", id="7", unit_id=3)
READ = AuditAction("audit.test.read", "查阅", "read", frozenset({"count"}))
ORDER = AuditAction("audit.test.order", "下单", "act", frozenset({"amount_fen"}), anchor_at_once=True)


@pytest.fixture(autouse=True)
def _test_actions(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    known = actions.actions()
    known[READ.code], known[ORDER.code] = READ, ORDER
    settings.GOLDBELL_ANCHORS = tmp_path / "anchors"
    yield
    del known[READ.code], known[ORDER.code]


def note(action: str = READ.code, number: int = 1) -> Entry:
    facts = {"count": number} if action == READ.code else {"amount_fen": number}
    return record(by=BY, now=NOW, action=action, subject=Subject("audit.test", str(number), case_id=5), facts=facts)


def checked(tmp_path: Path, now: datetime = NOW) -> Verdict:
    place = tmp_path / "audit.jsonl"
    exporting.export(place, now)
    return verify(place, anchors=tmp_path / "anchors")


@pytest.mark.django_db(transaction=True)
def test_entries_are_sealed_anchored_and_verify(tmp_path: Path) -> None:
    for number in range(25):
        note(number=number)
    assert sealing.round_of_sealing(NOW) == 25
    assert (Unsealed.objects.count(), AnchorRow.objects.count()) == (0, 0)
    assert sealing.round_of_sealing(NOW + timedelta(seconds=10)) == 0
    assert sealing.round_of_sealing(NOW + sealing.ANCHOR_AFTER) == 1
    verdict = checked(tmp_path)
    assert verdict.findings == []
    assert (verdict.seals, verdict.anchored_to) == (25, 25)
    assert sealing.round_of_sealing(NOW + timedelta(hours=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_an_order_is_anchored_before_its_service_goes_on(tmp_path: Path) -> None:
    note()
    with transaction.atomic():
        note(ORDER.code, 10_000)
        assert not Seal.objects.exists()
    assert Seal.objects.count() == 2
    assert AnchorRow.objects.get().seal_no == 2
    assert (tmp_path / "anchors" / anchors.FILE_NAME).read_text().count("\n") == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_that_vanished_leaves_no_entry_and_no_anchor(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 the act and its failure
        note(ORDER.code)
        raise RuntimeError
    assert sealing.round_of_sealing(NOW) == 0
    assert not (tmp_path / "anchors").exists()


@pytest.mark.django_db(transaction=True)
def test_a_full_anchor_disk_does_not_undo_the_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(anchors, "append", full)
        note(ORDER.code)
    assert Entry.objects.count() == 1
    assert not AnchorRow.objects.exists()
    assert sealing.round_of_sealing(NOW) == 1  # the order waits for no fifteen seconds
    assert checked(tmp_path).anchored_to == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["before the file", "after the file"])
def test_killed_between_chain_and_anchor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str) -> None:
    plain = anchors.append

    def killed(folder: Path, anchor: Anchor) -> None:
        if where == "after the file":
            plain(folder, anchor)
        raise SystemExit

    note()
    assert sealing.seal_waiting(NOW) == 1
    with monkeypatch.context() as patch, pytest.raises(SystemExit):  # noqa: PT012
        patch.setattr(anchors, "append", killed)
        sealing.anchor_head(NOW)
    note(number=2)
    sealing.seal_and_anchor(NOW)
    verdict = checked(tmp_path)
    assert verdict.findings == []
    assert verdict.anchored_to == 2


@pytest.mark.django_db(transaction=True)
def test_many_sealers_at_once_seal_each_entry_once(tmp_path: Path) -> None:
    def work(number: int) -> None:
        try:
            for each in range(10):
                note(ORDER.code if each % 3 == 0 else READ.code, number * 100 + each)
                sealing.round_of_sealing(NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    sealing.seal_and_anchor(NOW)
    assert sorted(Seal.objects.values_list("entry_id", flat=True)) == sorted(Entry.objects.values_list("pk", flat=True))
    assert list(Seal.objects.values_list("seal_no", flat=True)) == list(range(1, 61))
    verdict = checked(tmp_path)
    assert verdict.findings == []
    assert verdict.anchored_to == 60


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_sealed_late(tmp_path: Path) -> None:
    """Numbers are given before commit: the lower number may commit after the higher was sealed."""
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                note(number=1)
                written.set()
                go_on.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(30)
    note(number=2)
    assert sealing.seal_waiting(NOW) == 1
    go_on.set()
    thread.join(30)
    assert sealing.seal_waiting(NOW) == 1
    first, second = Seal.objects.all()
    assert first.entry_id > second.entry_id
    sealing.seal_and_anchor(NOW)
    assert checked(tmp_path).findings == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal", "audit_anchorrow"])
@pytest.mark.parametrize("owner", [False, True])
def test_nobody_changes_the_record_by_statement(table: str, owner: bool) -> None:
    from goldbell.project.database.schema import as_owner

    note(ORDER.code)
    column = {"audit_entry": "actor", "audit_seal": "sealed_at", "audit_anchorrow": "link"}[table]
    for statement in (f'UPDATE "{table}" SET "{column}" = "{column}"', f'DELETE FROM "{table}"'):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:  # noqa: PT012
            if owner:
                cursor.execute("RESET ROLE")
            cursor.execute(statement)
    with as_owner():
        pass


@pytest.mark.django_db(transaction=True)
def test_a_change_behind_the_back_of_the_database_is_found(tmp_path: Path) -> None:
    """The superuser switches the trigger off, edits one entry, deletes another with its seal, slips one in."""
    for number in range(9):
        note(ORDER.code, number)
    first = Entry.objects.earliest("pk").pk
    from goldbell.project.database.schema import as_owner

    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE audit_entry SET actor = 'officer:1' WHERE id = %s", [first])
        cursor.execute("DELETE FROM audit_seal WHERE entry_id = %s", [first + 4])
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [first + 4])
        cursor.execute(
            "INSERT INTO audit_entry (at, actor, action, nature, subject_kind, subject_id, purpose, facts)"
            " SELECT at, 'officer:2', action, nature, subject_kind, subject_id, purpose, facts FROM audit_entry LIMIT 1"
        )
    findings = checked(tmp_path, NOW + timedelta(minutes=5)).findings
    assert {"changed", "missing", "unsealed"} <= {finding.code for finding in findings}
    assert first in {finding.entry_id for finding in findings}


@pytest.mark.django_db
def test_undeclared_facts_are_a_slip() -> None:
    with pytest.raises(ValueError, match="name"):
        record(by=BY, now=NOW, action=READ.code, subject=Subject("audit.test", "1"), facts={"name": "周桂兰"})


@pytest.mark.django_db(transaction=True)
def test_orders_of_many_desks_share_anchors_and_each_is_anchored_when_its_service_goes_on(tmp_path: Path) -> None:
    late: list[int] = []

    def desk(number: int) -> None:
        try:
            for each in range(8):
                with transaction.atomic():
                    entry = note(ORDER.code, number * 100 + each)
                anchored_to = AnchorRow.objects.latest("seal_no").seal_no
                if Seal.objects.get(entry=entry).seal_no > anchored_to:
                    late.append(entry.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=desk, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert late == []
    assert AnchorRow.objects.count() < Entry.objects.count() == 48
    verdict = checked(tmp_path)
    assert verdict.findings == []
    assert verdict.anchored_to == 48
