"""What every test stands on: a real PostgreSQL of its own, worked in as the program's role, under row scope."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# A home of its own, before settings are read: keys, evidence and database of a test run never touch a real one.
_HOME = Path(tempfile.mkdtemp(prefix="goldbell-test-"))
_HOME.chmod(0o755)
os.environ["GOLDBELL_HOME"] = str(_HOME)
os.environ.setdefault("GOLDBELL_LOG_LEVEL", "ERROR")

from goldbell.project.database.address import configured  # noqa: E402

if configured() is None and not os.environ.get("GOLDBELL_EMBEDDED_SOCKET"):
    from goldbell.project.database import embedded

    os.environ["GOLDBELL_EMBEDDED_SOCKET"] = embedded.start(_HOME / "database").host


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop this run's own server and clear its home."""
    from goldbell.project.database import embedded

    if (_HOME / "database").exists():
        embedded.stop(_HOME / "database")
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Test databases are made from the template that the product uses."""
    from django.conf import settings

    settings.DATABASES["default"]["TEST"] = {"TEMPLATE": "template0"}


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make and migrate the test database as its owner, then step down to the program's role."""
    from django.db import connection
    from django.test import TransactionTestCase
    from django.test.utils import setup_databases, teardown_databases

    from goldbell.project.database import schema

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with schema.as_owner():
            made = setup_databases(verbosity=0, interactive=False)
            schema.grant()
        connection.close()
        plain = TransactionTestCase._fixture_teardown

        def emptied_by_the_owner(self: TransactionTestCase) -> None:
            with schema.as_owner():
                plain(self)

        TransactionTestCase._fixture_teardown = emptied_by_the_owner  # type: ignore[method-assign]
    yield
    with django_db_blocker.unblock(), schema.as_owner():  # type: ignore[attr-defined]
        teardown_databases(made, verbosity=0)
