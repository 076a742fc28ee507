"""The schema's guard on a real database with a real district in it: half-made, forged and newer schemas are refused with a
word that helps, a kill between two steps is gone on from, and an upgrade keeps every row."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.house import House

#: Digests of all rows by table over the columns of the first release; tables of Django's own sessions change by themselves.
_SNAPSHOT = """
import hashlib, json, sys
from django.db import connection
from goldbell.project.database import schema
def columns():
    with connection.cursor() as cursor:
        cursor.execute("SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped "
            "AND c.relname NOT LIKE 'django_%%' ORDER BY 1, 2" % ())
        found = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, []).append(column)
        return found
def snapshot(wanted):
    told = {}
    with schema.as_owner(), connection.cursor() as cursor:
        for table, names in wanted.items():
            listed = ", ".join(f'"{name}"' for name in names)
            rows = "md5(coalesce(string_agg(r::text, chr(10) ORDER BY r::text), ''))"
            cursor.execute(f'SELECT count(*), {rows} FROM (SELECT {listed} FROM "{table}") r')
            told[table] = list(cursor.fetchone())
    return told
"""
_BACK = """
from django.conf import settings
from django.db.migrations.executor import MigrationExecutor
with schema.as_owner():
    executor = MigrationExecutor(connection)
    duties = {app.rpartition(".")[2] for app in settings.DUTIES}
    first = [node for node in executor.loader.graph.nodes if node[0] in duties and node[1] == "0001_initial"]
    plan = executor.loader.graph.forwards_plan
    # A duty that came later stands on later steps of others: at the first ones it is not there yet.
    later = {node[0] for node in first if any(one[0] in duties and one[1] != "0001_initial" for one in plan(node))}
    executor.migrate([(app, None) if app in later else (app, name) for app, name in first])
wanted = columns()
print(json.dumps([wanted, snapshot(wanted), schema.check()]))
"""
_KILLED = """
import os, signal
from django.db.migrations.executor import MigrationExecutor
plain, done = MigrationExecutor.apply_migration, []
def apply(self, *args, **kwargs):
    if len(done) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    done.append(1)
    return plain(self, *args, **kwargs)
MigrationExecutor.apply_migration = apply
from goldbell.project.database import schema
schema.migrate()
"""
_MIGRATE = "from goldbell.project.database import schema\nprint(len(schema.migrate()))"
_TRY = """
from django.db import connection
from goldbell.project.database import schema
with schema.as_owner(), connection.cursor() as cursor:
    cursor.execute({before!r})
try:
    schema.migrate()
    print("went on")
except schema.SchemaDoesNotFit as error:
    print("refused:", error)
with schema.as_owner(), connection.cursor() as cursor:
    cursor.execute({after!r})
"""

_TAKEN_OUT = """
CREATE TABLE kept_row AS SELECT * FROM django_migrations WHERE app = '{app}' AND name = '{name}';
DELETE FROM django_migrations WHERE app = '{app}' AND name = '{name}'
"""


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A home with a sample district in its database; its processes have stopped."""
    room = Path(tempfile.mkdtemp(prefix="goldbell-schema-"))
    room.chmod(0o755)
    running = House(room / "home")
    running.hear("就绪 ready")
    running.stop()
    yield running
    running.run(
        "from goldbell.project.database import embedded\nfrom goldbell.project import places\n"
        "embedded.stop(places.home() / 'database')"
    )
    shutil.rmtree(room, ignore_errors=True)


@pytest.fixture(scope="module")
def first_release(house: House) -> tuple[dict[str, list[str]], dict[str, list[object]], list[str]]:
    """The district brought back to the first release's tables: its columns, its rows' digests, the steps now missing."""
    columns, rows, missing = json.loads(house.run(_SNAPSHOT + _BACK).splitlines()[-1])
    return columns, rows, missing


def served(house: House, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "goldbell", *words],
        env=house.environment | {"GOLDBELL_DEMO": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def killed(house: House) -> int:
    script = "from goldbell.project.platform import wake; wake()\n" + _KILLED
    return subprocess.run(
        [sys.executable, "-c", script], env=house.environment, capture_output=True, timeout=60, check=False
    ).returncode


def test_an_upgrade_killed_between_two_steps_keeps_every_row(
    house: House, first_release: tuple[dict[str, list[str]], dict[str, list[object]], list[str]]
) -> None:
    columns, rows, missing = first_release
    assert len(missing) >= 2, "one step cannot be half-way"
    assert sum(int(str(count)) for count, _digest in rows.values()) > 500, "a district lives here"
    for words in (("web", "--port", "18999"), ("work",)):
        refused = served(house, *words)
        assert refused.returncode == 1
        assert f"还有 {len(missing)} 步没有升级" in refused.stderr
        assert "goldbell up" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert killed(house) == -signal.SIGKILL
    assert f"还有 {len(missing) - 1} 步没有升级" in served(house, "work").stderr
    again = [
        subprocess.Popen(
            [sys.executable, "-c", "from goldbell.project.platform import wake; wake()\n" + _MIGRATE],
            env=house.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)  # two starts at the same moment
    ]
    told = sorted(one.communicate(timeout=90)[0].split()[-1] for one in again)
    assert told == ["0", str(len(missing) - 1)], "one went on where the kill left off, the other found nothing to do"
    after = json.loads(house.run(_SNAPSHOT + f"print(json.dumps(snapshot({columns!r})))").splitlines()[-1])
    assert after == rows


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '9999_from_tomorrow', now())",
            "DELETE FROM django_migrations WHERE name = '9999_from_tomorrow'",
            "比这个版本新",
        ),
        (
            _TAKEN_OUT.format(app="identity", name="0001_initial"),
            "INSERT INTO django_migrations SELECT * FROM kept_row; DROP TABLE kept_row",
            "前后不接",
        ),
        (
            _TAKEN_OUT.format(app="exchange", name="0002_partner_changes"),
            "INSERT INTO django_migrations SELECT * FROM kept_row; DROP TABLE kept_row",
            "exchange.0002_partner_changes 时停下",
        ),
        (
            "ALTER TABLE cases_evidence RENAME TO cases_evidence_hidden",
            "ALTER TABLE cases_evidence_hidden RENAME TO cases_evidence",
            "缺 cases_evidence.added_at",
        ),
        (
            "ALTER TABLE exchange_partner RENAME COLUMN aliases TO aliases_hidden",
            "ALTER TABLE exchange_partner RENAME COLUMN aliases_hidden TO aliases",
            "缺 exchange_partner.aliases",
        ),
    ],
    ids=["newer", "a step taken out of the record", "a step made but not recorded", "no table", "no column"],
)
def test_what_does_not_fit_is_refused_and_left_alone(house: House, before: str, after: str, word: str) -> None:
    house.run(_MIGRATE)
    counted = _SNAPSHOT + "print(json.dumps(snapshot(columns())))"
    rows = house.run(counted)
    said = house.run(_TRY.format(before=before, after=after))
    assert said.startswith("refused:"), said
    assert word in said
    assert house.run(counted) == rows
    assert house.run(_MIGRATE).split() == ["0"]


def test_the_house_comes_up_again_after_all_that(house: House) -> None:
    assert os.path.isdir(house.home)
    house.run("from goldbell.project.database import schema\nschema.refuse_unfit()")
