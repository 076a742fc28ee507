"""Five thousand planted people: none of them shows in raw database files, evidence, logs or addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity import scope
from goldbell.apps.privacy import exports, files
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind, blind_words, seal
from goldbell.apps.privacy.services import new_key, reveal
from goldbell.apps.privacy.tests.builders import CASE, NOW, World, case_known
from goldbell.apps.privacy.tests.canaries import canaries, database_folder, found_in, leaks
from goldbell.project.database.schema import as_owner

COUNT = 5000


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_the_finder_finds(encoding: str, tmp_path: Path) -> None:
    for one in canaries(3):
        for text in (one.name, one.phone, one.account, one.words):
            (tmp_path / "a").write_bytes(b"\x00" * 500 + text.encode(encoding) + b"\x00" * 500)
            assert leaks(tmp_path) == [str(tmp_path / "a")]
    assert not found_in("周桂兰 13912342716 6217001234567892716".encode())


@pytest.mark.django_db(transaction=True)
def test_no_canary_shows(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    world = World()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE canary (name bytea, phone bytea, account bytea, words bytea, marks bytea, found tsvector)"
        )
        cursor.execute("GRANT ALL ON canary TO goldbell_app")
    try:
        with case_known(world, monkeypatch):
            _plant(world)
        folder = database_folder()
        if folder is None:
            pytest.skip("the raw files of this database cannot be read from here")
        assert leaks(folder, Path(settings.GOLDBELL_VAULT)) == []
        out, err = capfd.readouterr()
        assert not found_in((out + err).encode())
        _plant_unsealed()
        database_folder()
        assert leaks(folder), "the finder must see a value that was not sealed"
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("DROP TABLE canary")


def _plant(world: World) -> None:
    with scope.acting(world.detective) as by, connection.cursor() as cursor:
        rows, key = [], world.key
        for number, one in enumerate(canaries(COUNT)):
            key = new_key(by=by, now=NOW, unit_id=world.unit.pk) if number % 10 == 0 else key
            sealed = (
                seal(key, Kind.NAME, one.name),
                seal(key, Kind.PHONE, one.phone),
                seal(key, Kind.ACCOUNT, one.account),
                seal(key, Kind.WORDS, one.words),
            )
            rows.append(
                [value.raw for value in sealed] + [blind(Kind.ACCOUNT, one.account), " ".join(blind_words(one.words))]
            )
            if number % 500 == 0:
                files.store(key, f"{one.name},{one.account},{one.words}\n".encode() * 50, f"{one.name}流水.csv")
                subject = Subject("cases.case", str(CASE), case_id=CASE)
                shown = reveal(by=by, now=NOW, sealed=sealed[0], purpose="contact", subject=subject)
                assert shown == one.name
        cursor.executemany("INSERT INTO canary VALUES (%s, %s, %s, %s, %s, %s::tsvector)", rows)
        table = [[one.name, one.phone, one.account] for one in canaries(COUNT)]
        heads = ["户名", "电话", "账号"]
        asked = exports.request(
            by=by,
            now=NOW,
            title="名单",
            columns=heads,
            rows=table,
            unit_id=world.unit.pk,
            purpose="verify",
            case_id=CASE,
        )
    with scope.acting(world.chief) as by:
        exports.approve(by=by, now=NOW, export_id=asked.pk)
    with scope.acting(world.detective) as by:
        assert len(exports.build(by=by, now=NOW, export_id=asked.pk).content) > 50_000


def _plant_unsealed() -> None:
    one = next(canaries(1))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO canary (name) VALUES (%s)", [one.name.encode()])
