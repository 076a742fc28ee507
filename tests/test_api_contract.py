"""Every operation of the API against its own document: whatever is sent, no answer is a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from pytest_django import Settings

from goldbell.apps.identity import services
from goldbell.apps.identity.contracts import ADMINISTRATORS, Role
from goldbell.apps.identity.permits import partner_scopes
from goldbell.apps.identity.tests.builders import actor, make_district, make_officer
from goldbell.common.moments import utc_now
from goldbell.project.api import api
from goldbell.project.wsgi import application

pytestmark = pytest.mark.django_db

_SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/"))
_OPERATIONS = [found.ok() for found in _SCHEMA.get_all_operations()]
_BOUNDS = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _open(settings: Settings) -> Iterator[None]:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    settings.ALLOWED_HOSTS = ["*"]
    # The test's one connection outlives the requests inside it, as with Django's own test client.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def callers() -> list[dict[str, str]]:
    """Somebody who may do all that police may, each administrator, and a partner with every scope."""
    there = make_district()
    headers = []
    for roles in [sorted(set(Role) - ADMINISTRATORS), *([one] for one in sorted(ADMINISTRATORS))]:
        client = Client()
        client.force_login(make_officer(*roles, unit=there.centre))
        cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={'a' * 32}"
        headers.append({"Cookie": cookie, "X-CSRFToken": "a" * 32})
    security = actor(Role.SECURITY_ADMIN, unit=there.district)
    made = services.issue_token(
        by=security, now=utc_now(), unit_id=there.bank.pk, label="t", scopes=partner_scopes(), days=1
    )
    return [*headers, {"Authorization": f"Bearer {made.secret}"}, {}]


@pytest.mark.parametrize("operation", _OPERATIONS, ids=lambda one: f"{one.method.upper()} {one.path}")
def test_no_answer_is_a_server_fault(operation: Any, callers: list[dict[str, str]]) -> None:
    @given(case=operation.as_strategy())
    @_BOUNDS
    def ask(case: Any) -> None:
        for headers in callers:
            answer = case.call(
                headers={**(case.headers or {}), **headers}, app=application, base_url="http://localhost"
            )
            told = f"{case.method} {case.path} {answer.status_code} {answer.content[:300]!r}"
            assert answer.status_code < 500, told
            if answer.status_code >= 400:
                assert answer.headers["content-type"][0].startswith("application/problem+json"), told

    ask()


def test_every_operation_says_who_may() -> None:
    """An operation without a permission could be forgotten in the access matrix."""
    unmarked = [
        operation.view_func.__qualname__
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
        if not getattr(operation.view_func, "access", "")
    ]
    assert not unmarked
