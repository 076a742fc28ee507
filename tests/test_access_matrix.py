"""Who may open what: every role × every relation to the owning unit × every route and API operation. Deny by default."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from pytest_django import Settings

from goldbell.apps.identity import services
from goldbell.apps.identity.access import PUBLIC, SIGNED_IN
from goldbell.apps.identity.contracts import ADMINISTRATORS, Role
from goldbell.apps.identity.models import Officer, Shift, Unit
from goldbell.apps.identity.permits import partner_scopes, permissions
from goldbell.apps.identity.scope import acting, everything
from goldbell.apps.identity.tests.builders import District, actor, make_district, make_officer
from goldbell.common.moments import utc_now
from tests.access_world import Way, World, named, object_makers, unmarked, ways

pytestmark = pytest.mark.django_db

#: Tables with a unit and no row scope, and why.
WITHOUT_SCOPE = {
    "identity_officer": "an officer is found before anybody has a scope; who works where is no secret inside the house",
    "exchange_partner": "every station must see which bank a card belongs to; holds no case content",
    "privacy_lookupalarm": "about officers, not cases; counted over all units, shown by permission",
}
#: Tables whose rows everybody may read, though only the owning unit writes them.
READ_BY_ALL = {
    "privacy_datakey": "wrapped keys: a liaison opens another unit's order; worthless without the master key"
}
#: Roles whose own duty spans the bureau: for them the unit decides nothing.
BUREAU_WIDE = ADMINISTRATORS | {Role.AUDITOR}


@pytest.fixture(autouse=True)
def _open(settings: Settings) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def there() -> District:
    return make_district()


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside did not happen: one question must not change the next answer."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, way: Way, arguments: dict[str, Any], **headers: str) -> int:
    """The status of the answer; a page that takes no GET is asked by POST without content."""
    address = way.address(arguments)
    with undone():
        if way.method == "GET":
            status = client.get(address, headers=headers).status_code
            if status != 405 or way.is_api:
                return status
            return client.post(address, headers=headers).status_code
        call = getattr(client, way.method.lower())
        return int(call(address, "{}", content_type="application/json", headers=headers).status_code)


def signed_in(officer: Officer) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    return client


def object_of(way: Way, world: World) -> dict[str, Any]:
    maker = object_makers().get(way.name)
    if maker is None:
        return way.arguments
    with everything("test"):
        return maker(world)


def test_every_view_says_who_may_open_it() -> None:
    assert not unmarked()


def test_every_mark_is_a_declared_permission() -> None:
    wrong = [f"{way.name}: {way.code!r}" for way in ways() if way.code not in {PUBLIC, SIGNED_IN, *permissions()}]
    assert not wrong


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_exactly_what_its_permissions_say(there: District, role: Role) -> None:
    client = signed_in(make_officer(role, unit=there.centre))
    wrong = []
    for way in ways():
        status, allowed = ask(client, way, way.arguments), role in way.roles()
        if status >= 500 or (status == 403) == allowed:
            wrong.append(f"{way.name} ({way.code}): {status}, {'is' if allowed else 'is not'} open to {role}")
    assert not wrong, "\n".join(wrong)


def test_a_stranger_is_led_to_the_door(there: District) -> None:
    client, wrong = Client(raise_request_exception=False), []
    for way in ways():
        if way.code == PUBLIC:
            continue
        with undone():
            method = getattr(client, way.method.lower())
            answer = method(
                way.address(way.arguments), **({} if way.method == "GET" else {"content_type": "application/json"})
            )
        door = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        if not (answer.status_code == 401 if way.is_api else door or answer.status_code == 405):
            wrong.append(f"{way.name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def relations(there: District) -> list[tuple[str, Unit, bool]]:
    """Units in relation to the object's owner, the first station of the first bundle, and whether they see the object."""
    return [
        ("own station", there.stations[0], True),
        ("another station of the bundle", there.stations[1], False),
        ("another brigade's station", there.stations[2], False),
        ("own brigade", there.brigades[0], True),
        ("another brigade", there.brigades[1], False),
        ("centre", there.centre, True),
        # an order is addressed to a bank, which then sees it; the operator is nobody's addressee here
        ("a partner it is not addressed to", there.operator, False),
    ]


@pytest.mark.parametrize("way", [one for one in ways() if one.name in object_makers()], ids=lambda one: one.name)
def test_an_object_is_seen_by_its_unit_and_those_above(there: District, way: Way) -> None:
    """With every role that the route asks for: what decides here is the unit alone."""
    roles = sorted(way.roles() - BUREAU_WIDE)
    if not roles:
        return  # an administrator's page: the whole bureau is theirs, and case content is on none of them
    world, wrong = World(there, there.stations[0], utc_now()), []
    arguments = object_of(way, world)
    for relation, unit, sees in relations(there):
        client = signed_in(make_officer(*roles, unit=unit))
        status = ask(client, way, arguments)
        # Where the content is looked at before the object, both answers are the same: the two are never told apart.
        nothing = ask(client, way, way.arguments)
        if status >= 500 or status == 403:
            wrong.append(f"{relation}: {status}")
        elif sees and status == 404 and way.name not in named("PERSONAL"):
            wrong.append(f"{relation}: does not find what is theirs")
        elif not sees and status not in {404, nothing} and not (way.name in named("SHARED") and not unit.is_partner):
            wrong.append(f"{relation}: {status}, and {nothing} where there is nothing")
    assert not wrong, f"{way.name}\n" + "\n".join(wrong)


def test_every_route_with_an_object_is_in_the_matrix() -> None:
    """A route that takes an argument names its object in the app's ``tests/route_objects.py``."""
    asked = {way.name for way in ways() if way.arguments and way.code != PUBLIC}
    missing = sorted(asked - set(object_makers()))
    assert not missing, "\n".join(missing)


def test_no_object_is_named_for_a_route_that_is_gone() -> None:
    assert set(object_makers()) <= {way.name for way in ways()}


def test_a_partner_with_every_scope_sees_no_police_object(there: District) -> None:
    security = actor(Role.SECURITY_ADMIN, unit=there.district)
    made = services.issue_token(
        by=security, now=utc_now(), unit_id=there.operator.pk, label="t", scopes=partner_scopes(), days=1
    )
    client, headers, wrong = Client(raise_request_exception=False), {"Authorization": f"Bearer {made.secret}"}, []
    world = World(there, there.stations[0], utc_now())
    for way in ways():
        if not way.is_api:
            continue
        status = ask(client, way, object_of(way, world), **headers)
        scope = permissions()[way.code].partner_scope if way.code in permissions() else "-"
        expected = (
            {404} if scope and way.name in object_makers() else {403} if not scope else set(range(200, 500)) - {403}
        )
        if status not in expected:
            wrong.append(f"{way.name}: {status}, scope {scope or 'none'}")
    assert not wrong, "\n".join(wrong)


# ---------- the second lock, in SQL ----------


def scoped_tables() -> list[tuple[str, bool, bool]]:
    """Tables with a column ``unit_id``: name, row-level security on, forced on the owner too."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'unit_id' AND NOT a.attisdropped
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1
            """
        )
        return [(str(name), bool(on), bool(forced)) for name, on, forced in cursor.fetchall()]


def test_every_table_with_a_unit_is_under_forced_row_security() -> None:
    tables = scoped_tables()
    assert len(tables) > 5
    assert not [name for name, on, forced in tables if not (on and forced) and name not in WITHOUT_SCOPE]


def test_the_program_owns_no_table_and_cannot_pass_the_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("goldbell_app",)
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND pg_get_userbyid(relowner) = current_user"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("setting", ["", "0", "999999999"])
def test_an_empty_or_foreign_scope_admits_no_row(there: District, setting: str) -> None:
    """Straight in SQL, past all of our code: fill what can be filled, then look with the wrong scope."""
    world = World(there, there.stations[0], utc_now())
    for way in ways():
        object_of(way, world)
    tables = [name for name, _on, _forced in scoped_tables() if name not in WITHOUT_SCOPE | READ_BY_ALL]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('goldbell.units', '*', true)")
        filled = []
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            if cursor.fetchone()[0]:
                filled.append(name)
        assert filled, "nothing to hide, so nothing proven"
        cursor.execute("SELECT set_config('goldbell.units', %s, true)", [setting])
        seen = {}
        for name in filled:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            if number := cursor.fetchone()[0]:
                seen[name] = number
    assert not seen


def test_a_row_cannot_be_pushed_into_another_unit(there: District) -> None:
    """The lock holds for writing too: an officer's transaction cannot make a row that another station owns."""
    officer = make_officer(Role.STATION, unit=there.stations[0])
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(actor(Role.STATION, unit=there.stations[0])),
    ):
        Shift.objects.create(unit=there.stations[1], officer=officer, began_at=utc_now())
