"""A backup written while Goldbell works, restored on another home: every row, every file, the same record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.house import House

pytestmark = pytest.mark.timeout(300)
PASSPHRASE = "twelve-signs-at-least"
#: Not a count, and what only waits to be sealed: that gets less by itself.
WANING = {"words", "audit.Unsealed"}
_COUNTS = """
from goldbell.apps.identity.scope import everything
from django.apps import apps
import json
with everything("sample"):
    told = {m._meta.label: m._default_manager.count() for m in apps.get_models() if m._meta.label.split(".")[0] in
            {"identity", "cases", "tracing", "interdiction", "exchange", "privacy", "audit"}}
    from goldbell.apps.cases.models import Report
    from goldbell.apps.privacy.sealing import unseal
    told["words"] = unseal(Report.objects.order_by("pk").first().words)
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    kept = House(tmp_path_factory.mktemp("kept"), story=False)
    kept.hear("就绪 ready")
    yield kept
    kept.stop()


@pytest.fixture(scope="module")
def backup(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "goldbell.tar"
    done = house.command("backup", str(file), "--passphrase", PASSPHRASE)
    assert done.returncode == 0, done.stderr
    return file


def elsewhere(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    told = {name: value for name, value in os.environ.items() if not name.startswith(("GOLDBELL_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, *words],
        env=told | {"GOLDBELL_HOME": str(home), "GOLDBELL_DEMO": "1", "GOLDBELL_LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def ended(home: Path) -> None:
    code = "from pathlib import Path; from goldbell.project.database import embedded; embedded.stop(Path({!r}))"
    elsewhere(home, "-c", code.format(str(home / "database")))


def test_every_row_and_every_sealed_word_comes_back(house: House, backup: Path, tmp_path: Path) -> None:
    home = tmp_path / "new"
    try:
        done = elsewhere(home, "-m", "goldbell", "restore", str(backup), "--passphrase", PASSPHRASE)
        assert done.returncode == 0, done.stderr
        there = elsewhere(home, "-c", "from goldbell.project.platform import wake; wake()\n" + _COUNTS)
        assert there.returncode == 0, there.stderr[-2000:]
        now, then = json.loads(there.stdout), json.loads(house.run(_COUNTS))
        # the house went on working: its record may have grown meanwhile, nothing may have shrunk
        assert now["words"] == then["words"]
        assert {name: count for name, count in now.items() if name not in WANING and count > then[name]} == {}
        for name in ("cases.Report", "cases.Case", "identity.Officer", "exchange.Partner", "privacy.DataKey"):
            assert now[name] == then[name] > 0
    finally:
        ended(home)


def test_a_wrong_passphrase_restores_nothing(backup: Path, tmp_path: Path) -> None:
    home = tmp_path / "wrong"
    try:
        done = elsewhere(home, "-m", "goldbell", "restore", str(backup), "--passphrase", "not-the-passphrase")
        assert done.returncode != 0
        assert "口令不对" in done.stderr
        assert not any((home / "keys").glob("*")) if (home / "keys").exists() else True
    finally:
        ended(home)


def test_a_changed_backup_is_refused_by_name(backup: Path, tmp_path: Path) -> None:
    home, changed = tmp_path / "changed", tmp_path / "changed.tar"
    with tarfile.open(backup) as source:
        source.extractall(tmp_path / "parts", filter="data")
    dump = tmp_path / "parts" / "database.dump"
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(bytes(content))
    with tarfile.open(changed, "w") as target:
        for path in sorted((tmp_path / "parts").rglob("*")):
            if path.is_file():
                target.add(path, arcname=str(path.relative_to(tmp_path / "parts")))
    try:
        done = elsewhere(home, "-m", "goldbell", "restore", str(changed), "--passphrase", PASSPHRASE)
        assert done.returncode != 0
        assert "database.dump" in done.stderr
    finally:
        ended(home)


def test_a_restore_never_overwrites(house: House, backup: Path) -> None:
    done = house.command("restore", str(backup), "--passphrase", PASSPHRASE)
    assert done.returncode != 0
    assert "已经有一个金钟在运行" in done.stderr


def test_a_short_passphrase_is_refused(house: House, tmp_path: Path) -> None:
    done = house.command("backup", str(tmp_path / "x.tar"), "--passphrase", "short")
    assert done.returncode != 0
    assert not (tmp_path / "x.tar").exists()


def test_the_doctor_names_each_part(house: House) -> None:
    done = house.command("doctor")
    assert done.returncode == 0, done.stdout
    for part in ("Python", "数据目录", "数据库", "表结构", "前端文件", "备份工具"):
        assert f"✓ {part}" in done.stdout


def test_a_newer_schema_is_refused(house: House) -> None:
    said = house.run(
        """
from goldbell.project.database import schema
from django.db import connection
with schema.as_owner():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '9999_from_tomorrow', now())")
    try:
        schema.migrate()
        print("went on")
    except schema.SchemaDoesNotFit as error:
        print("refused", "9999_from_tomorrow" in str(error))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_from_tomorrow'")
"""
    )
    assert said.strip() == "refused True"
