"""Row scope: the second lock behind permissions, kept by PostgreSQL itself. A tool for every app above.

Each transaction says whose units it works for; policies on the tables admit no other rows. An empty setting
admits none, so a forgotten scope shows nothing instead of everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction
from django.db.migrations.operations import RunSQL

from goldbell.common.actors import Actor, system
from goldbell.common.live import LIVE_CHANNEL, WORK_CHANNEL, Topic

EVERYTHING: Final = "*"
_SETTING: Final = "goldbell.units"


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """A transaction that sees what ``actor`` may see. Nested, it keeps the outer transaction and restores its scope."""
    wanted = EVERYTHING if actor.kind == "system" else ",".join(str(unit) for unit in sorted(actor.visible_units))
    with transaction.atomic():
        before = _exchanged(wanted)
        yield actor
        # Not in a finally: where the transaction rolls back, the setting goes back with it.
        if not connection.needs_rollback:
            _set(before)


@contextmanager
def everything(part: str) -> Iterator[Actor]:
    """A transaction of a part of Goldbell itself that must look across units, e.g. to find the same report twice.

    Keep it narrow: what it finds must not be shown to an officer outside their scope.
    """
    with acting(system(part)) as by:
        yield by


def tell(*topics: Topic) -> None:
    """Once this transaction commits, open pages that show these topics fetch themselves anew, and the worker looks
    round."""
    channels = [(LIVE_CHANNEL, topic) for topic in topics] + [(WORK_CHANNEL, "")]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(['pg_notify(%s, %s)'] * len(channels))}", [word for one in channels for word in one]
        )


def row_scope(table: str, *columns: str) -> RunSQL:
    """Migration step: force row-level security on ``table``; it admits rows with a unit of ``columns`` in scope."""
    admits = " OR ".join(f'goldbell_sees("{column}")' for column in columns or ("unit_id",))
    return RunSQL(
        sql=[
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY goldbell_scope ON "{table}" USING ({admits}) WITH CHECK ({admits})',
        ],
        reverse_sql=[
            f'DROP POLICY goldbell_scope ON "{table}"',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ],
    )


def _exchanged(value: str) -> str:
    """Set the scope and tell what it was, in one question: every act asks it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT before, set_config(%s, %s, true)"
            " FROM (SELECT coalesce(current_setting(%s, true), '') AS before OFFSET 0) AS was",
            [_SETTING, value, _SETTING],
        )
        return str(cursor.fetchone()[0])


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [_SETTING, value])
