"""Bringing the database to this version's schema, in the foreground, and refusing one that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor

from goldbell.common.errors import Conflict
from goldbell.project.database.address import APP_ROLE


class SchemaDoesNotFit(Conflict):
    """The database was written by a newer version, or a migration stopped half-way."""

    code = "schema_does_not_fit"


_owner_depth = 0


def take_role(sender: object, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Each new connection steps down to the role that owns no table, so that row scope binds it."""
    if _owner_depth == 0 and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
            if cursor.fetchone():
                cursor.execute(f"SET ROLE {APP_ROLE}")


connection_created.connect(take_role, dispatch_uid="goldbell-app-role")


@contextmanager
def as_owner() -> Iterator[None]:
    """For migrations, backups and clearing test tables: work as the owner of the tables."""
    global _owner_depth
    _owner_depth += 1
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        yield
    finally:
        _owner_depth -= 1
        if _owner_depth == 0 and connection.connection is not None and not connection.needs_rollback:
            take_role(None, connection)


def grant() -> None:
    """Make the program's role and give it rows, not tables. Safe to run again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(20251121)")
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {APP_ROLE} NOLOGIN")
            cursor.execute(f"GRANT {APP_ROLE} TO CURRENT_USER")
        cursor.execute("SELECT pg_advisory_unlock(20251121)")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP_ROLE}")
        # the record is written once
        for table, fingerprints in _tables_written_once():
            cursor.execute(f'REVOKE UPDATE, DELETE ON "{table}" FROM {APP_ROLE}')
            for column in fingerprints:  # a person who is erased is erased here too
                cursor.execute(f'GRANT UPDATE ("{column}") ON "{table}" TO {APP_ROLE}')


def _tables_written_once() -> list[tuple[str, list[str]]]:
    """Tables whose rows are never changed, and their columns of fingerprints."""
    from django.apps import apps

    from goldbell.apps.privacy.fields import BlindField

    return [
        (model._meta.db_table, [str(one.column) for one in model._meta.fields if isinstance(one, BlindField)])
        for model in apps.get_models()
        if getattr(model, "written_once", False)
    ]


def check() -> list[str]:
    """Names of migrations still to run. Raises SchemaDoesNotFit for a newer, foreign or half-made schema."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    newer = sorted(set(executor.loader.applied_migrations) - known)
    if newer:
        raise SchemaDoesNotFit(
            "数据库比这个版本新，多出：%(names)s。请装回新版本，或用备份恢复",
            names=", ".join(f"{app}.{name}" for app, name in newer[:5]),
        )
    try:
        executor.loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        raise SchemaDoesNotFit(
            "数据库的升级记录前后不接，有人改过或恢复得不完整。没有动任何东西，请用备份恢复"
        ) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    missing = [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
    if not missing:
        _refuse_gaps()
    return missing


def refuse_unfit() -> None:
    """For processes that serve: only a database of exactly this version will do. Raises SchemaDoesNotFit."""
    missing = check()
    if missing:
        raise SchemaDoesNotFit(
            "数据库还有 %(steps)s 步没有升级，先从 %(first)s 开始。请运行 goldbell up，它会在前台升完",
            steps=len(missing),
            first=missing[0],
        )


def _refuse_gaps() -> None:
    """What the record of migrations says must be there: every table, every column."""
    from django.apps import apps

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
            " AND a.attnum > 0 AND NOT a.attisdropped"
        )
        there = set(cursor.fetchall())
    wanted = {
        (model._meta.db_table, str(field.column))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
    }
    gone = sorted(".".join(place) for place in wanted - there)
    if gone:
        raise SchemaDoesNotFit(
            "升级记录说已经升完，表里却缺 %(gone)s。没有动任何东西，请用备份恢复", gone=", ".join(gone[:5])
        )


def migrate(*, verbosity: int = 0) -> list[str]:
    """Run what is missing, each migration in one transaction; the names of those that ran.

    A kill in between leaves whole steps only; the next start goes on from there. Raises SchemaDoesNotFit, also when a
    step finds something that its record does not know of: that step is undone, those before it stay.
    """
    with as_owner(), _alone():
        missing = check()
        if missing:
            try:
                call_command("migrate", interactive=False, verbosity=verbosity)
            except DatabaseError as error:
                raise SchemaDoesNotFit(
                    "数据库升到 %(step)s 时停下：里面的表与升级记录对不上。这一步已退回，数据没有动。请用备份恢复",
                    step=check()[0],
                ) from error
            _refuse_gaps()
        grant()
    return missing


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at the same moment migrate one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(20251122)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(20251122)")
