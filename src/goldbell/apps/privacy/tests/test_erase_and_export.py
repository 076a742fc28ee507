"""Erasing and exporting take two people; what is erased is gone, what is exported says who, when and why."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.privacy import exports, files, queries
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.datakeys import Erased
from goldbell.apps.privacy.models import DataKey, Erasure, Export
from goldbell.apps.privacy.rounds import expire_exports
from goldbell.apps.privacy.sealing import Sealed, seal, unseal
from goldbell.apps.privacy.services import approve_erasure, end_business, erase, refuse_erasure, set_term
from goldbell.apps.privacy.services.erase import ErasureAsked, ErasureNotOpen, ReasonMissing, SecondPersonNeeded
from goldbell.apps.privacy.services.looks import PurposeMissing
from goldbell.apps.privacy.tests.builders import CASE, NOW, World, case_known
from goldbell.common.errors import NotFound

ROWS = [["周桂兰", "6217001234567892716", 12_345], ['=HYPERLINK("http://x")', "+8613912342716", None]]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World()
    with case_known(made, monkeypatch):
        yield made


def ask(world: World) -> Erasure:
    with scope.acting(world.detective) as by:
        return erase(by=by, now=NOW, key=world.key, reason="当事人申请，保存期满")


def wish(world: World, **changes: object) -> Export:
    told = {"title": "涉案账户", "columns": ["户名", "账号", "金额"], "rows": ROWS, "purpose": "statements"} | changes
    with scope.acting(world.detective) as by:
        return exports.request(by=by, now=NOW, unit_id=world.unit.pk, case_id=CASE, **told)  # type: ignore[arg-type]


def test_erasure_takes_two_and_leaves_nothing_to_open(world: World) -> None:
    sealed = seal(world.key, Kind.NAME, "周桂兰")
    stored = files.store(world.key, b"6217001234567892716", "a.csv")
    asked = ask(world)
    assert unseal(sealed) == "周桂兰"
    with scope.acting(world.chief) as by:
        approve_erasure(by=by, now=NOW, erasure_id=asked.pk)
    with pytest.raises(Erased):
        unseal(sealed)
    with pytest.raises(Erased):
        files.open_(stored.path_id, world.key)
    with pytest.raises(Erased):
        seal(world.key, Kind.NAME, "再写一个")
    assert Sealed(sealed.raw).masked == "〔已销毁〕"
    assert DataKey.objects.get(pk=world.key).wrapped is None
    assert list(Entry.objects.values_list("action", flat=True)) == ["privacy.erasure.ask", "privacy.erasure.approve"]


def test_who_asked_cannot_agree_not_even_by_statement(world: World) -> None:
    with scope.acting(world.chief) as by:
        asked = erase(by=by, now=NOW, key=world.key, reason="当事人申请，保存期满")
        with pytest.raises(SecondPersonNeeded):
            approve_erasure(by=by, now=NOW, erasure_id=asked.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            Erasure.objects.filter(pk=asked.pk).update(decided_by=by.key)


def test_an_erasure_is_asked_once_decided_once_and_may_be_refused(world: World) -> None:
    asked = ask(world)
    with pytest.raises(ErasureAsked):
        ask(world)
    with scope.acting(world.chief) as by:
        refuse_erasure(by=by, now=NOW, erasure_id=asked.pk)
        with pytest.raises(ErasureNotOpen):
            approve_erasure(by=by, now=NOW, erasure_id=asked.pk)
    assert unseal(seal(world.key, Kind.NAME, "周桂兰")) == "周桂兰"
    assert ask(world).pk != asked.pk


def test_an_erasure_of_another_unit_is_not_found(world: World) -> None:
    asked = ask(world)
    outside = world.named(Role.CHIEF, world.district.stations[3])
    with scope.acting(outside) as by, pytest.raises(NotFound):
        approve_erasure(by=by, now=NOW, erasure_id=asked.pk)
    with scope.acting(outside):
        assert DataKey.objects.filter(pk=world.key).update(ended_on=date(2000, 1, 1)) == 0


@pytest.mark.parametrize("reason", ["", "  ", "删", "长" * 201])
def test_an_erasure_needs_a_reason(world: World, reason: str) -> None:
    with scope.acting(world.detective) as by, pytest.raises(ReasonMissing):
        erase(by=by, now=NOW, key=world.key, reason=reason)


def test_what_is_due_is_told_by_dated_terms(world: World) -> None:
    with scope.acting(world.detective) as by:
        end_business(by=by, now=NOW, key=world.key, on=date(2016, 2, 29))
    with scope.acting(world.chief) as by:
        assert queries.due_for_erasure(by, date(2026, 11, 22)) == []
        assert [one.due_on for one in queries.due_for_erasure(by, date(2046, 3, 1))] == [date(2046, 2, 28)]
        admin = world.named(Role.SECURITY_ADMIN, world.district.centre)
        set_term(by=admin, now=NOW, code="case", years=10, source="本局保管期限表 2026", valid_from=date(2026, 12, 1))
        assert queries.due_for_erasure(by, date(2026, 11, 30)) == []
        (due,) = queries.due_for_erasure(by, date(2026, 12, 1))
    assert (due.key, due.due_on, due.rule.source) == (world.key, date(2026, 2, 28), "本局保管期限表 2026")
    with scope.acting(world.named(Role.CHIEF, world.district.stations[3])) as by:
        assert queries.due_for_erasure(by, date(2046, 3, 1)) == []


def test_an_export_is_marked_and_safe_to_open(world: World) -> None:
    asked = wish(world)
    with scope.acting(world.chief) as by:
        exports.approve(by=by, now=NOW, export_id=asked.pk)
    with scope.acting(world.detective) as by:
        built = exports.build(by=by, now=NOW + timedelta(hours=1), export_id=asked.pk)
    sheet = load_workbook(io.BytesIO(built.content)).active
    assert sheet is not None
    line, heads, first, second = [list(row) for row in sheet.iter_rows()]
    assert f"导出 {asked.pk} 号" in str(line[0].value)
    assert "statements" in str(line[0].value)
    assert [cell.value for cell in heads] == ["户名", "账号", "金额", "导出编号"]
    assert [cell.value for cell in first] == [*ROWS[0], f"{asked.pk}-1"]
    assert second[0].data_type == "s"  # no formula
    assert str(sheet.oddFooter.left.text).startswith("导出")
    assert Entry.objects.get(action="privacy.export.build").facts == {"rows": 2, "times": 1}


def test_an_export_needs_a_second_person_and_a_purpose(world: World) -> None:
    with pytest.raises(PurposeMissing):
        wish(world, purpose="")
    asked = wish(world)
    with scope.acting(world.detective) as by:
        with pytest.raises(exports.ExportNotOpen):
            exports.build(by=by, now=NOW, export_id=asked.pk)
        with pytest.raises(NotAllowed):
            exports.approve(by=by, now=NOW, export_id=asked.pk)
    with scope.acting(world.chief) as by:
        own = exports.request(
            by=by, now=NOW, title="名单", columns=["一"], rows=[["x"]], unit_id=world.unit.pk, purpose="verify"
        )
        with pytest.raises(SecondPersonNeeded):
            exports.approve(by=by, now=NOW, export_id=own.pk)
        exports.approve(by=by, now=NOW, export_id=asked.pk)
        with pytest.raises(NotFound):  # who agreed does not get the file
            exports.build(by=by, now=NOW, export_id=asked.pk)


@pytest.mark.parametrize("changes", [{"rows": []}, {"rows": [["a"]]}, {"columns": []}, {"title": " "}])
def test_an_export_of_nothing_is_refused(world: World, changes: dict[str, object]) -> None:
    with pytest.raises(exports.ExportNotFitting):
        wish(world, **changes)


def test_an_export_ends_after_a_day(world: World, django_capture_on_commit_callbacks: object) -> None:
    fetched, waited = wish(world), wish(world)
    with scope.acting(world.chief) as by:
        exports.approve(by=by, now=NOW, export_id=fetched.pk)
    place = Path(settings.GOLDBELL_VAULT) / fetched.rows_path[:2] / fetched.rows_path
    assert place.exists()
    with scope.acting(world.detective) as by, pytest.raises(exports.ExportOver):
        exports.build(by=by, now=NOW + exports.FETCH_WITHIN, export_id=fetched.pk)
    assert expire_exports(NOW + timedelta(hours=23)) == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert expire_exports(NOW + exports.FETCH_WITHIN) == 1
    assert not place.exists()
    assert expire_exports(NOW + exports.ANSWER_WITHIN) == 1
    with scope.everything("test"):
        assert set(Export.objects.values_list("state", flat=True)) == {"expired"}
        assert not DataKey.objects.filter(retention="export", wrapped__isnull=False).exists()
    assert waited.pk != fetched.pk
