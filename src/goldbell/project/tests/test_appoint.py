"""A new site gets its first administrators from the command line, once."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity.models import Officer, Unit
from goldbell.project.cli import main

pytestmark = pytest.mark.django_db


def appoint(*words: str) -> Result:
    return CliRunner().invoke(main, ["appoint", "--name", "程一", *words])


def test_the_first_of_each_office_is_appointed_and_no_second() -> None:
    first = appoint(
        "--role", "security_admin", "--badge", "A1", "--unit", "YB", "--unit-name", "云滨市公安局", "Yunbin"
    )
    assert first.exit_code == 0, first.output
    officer = Officer.objects.get(badge="A1")
    assert officer.check_password(first.output.split()[1])
    assert officer.must_change_password
    assert Unit.objects.get().kind == "city"
    assert Entry.objects.filter(action="identity.officer.add", actor="system:setup").count() == 1
    again = appoint("--role", "security_admin", "--badge", "A2", "--unit", "YB")
    assert again.exit_code == 1
    assert not Officer.objects.filter(badge="A2").exists()
    assert appoint("--role", "system_admin", "--badge", "A1", "--unit", "YB").exit_code == 1  # the badge is taken
    assert appoint("--role", "system_admin", "--badge", "A3", "--unit", "NOWHERE").exit_code == 1
    assert appoint("--role", "system_admin", "--badge", "A3", "--unit", "YB").exit_code == 0
    assert appoint("--role", "intake", "--badge", "A4", "--unit", "YB").exit_code == 2
