"""What every test stands on: a real PostgreSQL of its own, worked in as the program's role, under row scope.

The run's home and server are made earlier, by ``goldbell.project.tests.own_home``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _in_chinese() -> None:
    """A page read in English by an earlier test leaves its language behind; every test begins in the house's own."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Test databases are made from the template that the product uses."""
    from django.db import connection

    connection.settings_dict["TEST"]["TEMPLATE"] = "template0"


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
