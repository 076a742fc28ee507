"""第二重验证: who needs one from which day, and how long a check counts when something is signed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer

#: Seconds for which a check counts as fresh when an officer signs.
FRESH_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """From ``since`` on, these roles need a second factor."""

    since: date
    roles: frozenset[str]


@cache
def rules(text: str) -> tuple[Rule, ...]:
    """Read ``GOLDBELL_REQUIRE_SECOND_FACTOR``, oldest rule first.

    ``*`` everybody, ``off`` nobody, else dated steps: ``2026-01-01:system_admin,security_admin;2026-07-01:*``.
    ImproperlyConfigured names the part that cannot be read.
    """
    if text.strip() in {"*", "off"}:
        return (Rule(date.min, frozenset(Role.values if text.strip() == "*" else ())),)
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        day, _, names = part.partition(":")
        roles = set(Role.values) if names.strip() == "*" else {name.strip() for name in names.split(",")} - {""}
        try:
            since = date.fromisoformat(day.strip())
        except ValueError as error:
            raise ImproperlyConfigured(f"GOLDBELL_REQUIRE_SECOND_FACTOR: no date in {part!r}") from error
        if not roles or not roles <= set(Role.values):
            raise ImproperlyConfigured(f"GOLDBELL_REQUIRE_SECOND_FACTOR: unknown roles in {part!r}")
        found.append(Rule(since, frozenset(roles)))
    return tuple(sorted(found, key=lambda rule: rule.since))


def required(roles: Iterable[str], on: date) -> bool:
    """Whether somebody with these roles needs a second factor on that day: the youngest rule that has begun decides."""
    begun = [rule for rule in rules(settings.GOLDBELL_REQUIRE_SECOND_FACTOR) if rule.since <= on]
    return bool(begun) and not begun[-1].roles.isdisjoint(roles)


def has_one(officer: Officer) -> bool:
    """Whether the officer has set one up; recovery codes alone are none."""
    found = Authenticator.objects.filter(user_id=officer.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(found.exists())


def fresh(request: HttpRequest) -> bool:
    """Whether the officer may sign now: they gave their second factor in the last five minutes, or have none to give."""
    officer = request.user
    if not isinstance(officer, Officer):
        return False
    given = [one["at"] for one in get_authentication_records(request, officer) if one.get("method") == "mfa"]
    if given and 0 <= time.time() - max(given) < FRESH_SECONDS:
        return True
    return not has_one(officer)
