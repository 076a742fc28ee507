"""What the access matrix runs over: all routes and API operations, and a small world with an object behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from goldbell.apps.identity.access import PUBLIC, SIGNED_IN
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Unit
from goldbell.apps.identity.permits import permissions
from goldbell.apps.identity.tests.builders import District
from goldbell.project.api import api

#: Arguments for routes whose app gave no object: nothing has these.
_NOTHING = {
    "int": 987654321,
    "string": "nothing",
    "path": "nothing",
    "slug": "nothing",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


@dataclass(frozen=True)
class Way:
    """One address with a method: a page or an API operation. ``code`` is the permission that opens it."""

    name: str
    code: str
    method: str
    arguments: dict[str, Any] = field(compare=False, hash=False)
    template: str = ""

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api:")

    def roles(self) -> frozenset[str]:
        """Roles to which it is open, as the permission declares."""
        if self.code in {PUBLIC, SIGNED_IN}:
            return frozenset(Role.values)
        return permissions()[self.code].roles

    def address(self, arguments: dict[str, Any]) -> str:
        """Where it is, for an object."""
        if self.is_api:
            return self.template.format(**arguments)
        try:
            return reverse(self.name, kwargs=arguments)
        except NoReverseMatch as error:
            raise AssertionError(f"{self.name}: the object's arguments {sorted(arguments)} do not fit") from error


@dataclass(frozen=True)
class World:
    """Where objects are made: ``unit`` is the station that must own them."""

    district: District
    unit: Unit
    now: datetime


@cache
def object_makers() -> dict[str, Callable[[World], dict[str, Any]]]:
    """``OBJECTS`` of every app's ``tests/route_objects.py``: route name → arguments of a fresh object."""
    found: dict[str, Callable[[World], dict[str, Any]]] = {}
    for app in settings.DUTIES:
        if find_spec(f"{app}.tests") and find_spec(f"{app}.tests.route_objects"):
            found |= import_module(f"{app}.tests.route_objects").OBJECTS
    return found


@cache
def named(name: str) -> frozenset[str]:
    """Routes that the same files name apart. ``PERSONAL``: only the maker sees the object (drafts, sessions).
    ``SHARED``: the whole police see it (the unit tree)."""
    found: set[str] = set()
    for app in settings.DUTIES:
        if find_spec(f"{app}.tests") and find_spec(f"{app}.tests.route_objects"):
            found |= set(getattr(import_module(f"{app}.tests.route_objects"), name, ()))
    return frozenset(found)


@cache
def unmarked() -> tuple[str, ...]:
    """Routes whose view says nothing about access and is no library's own page."""
    return tuple(
        f"{name or pattern.pattern} ({pattern.callback.__module__})"
        for name, pattern in _patterns(get_resolver().url_patterns, "")
        if getattr(pattern.callback, "access", None) is None
        and not pattern.callback.__module__.startswith(("allauth.", "django.views.i18n", "ninja.", "functools"))
    )


@cache
def ways() -> tuple[Way, ...]:
    """Every page with a mark, and every API operation."""
    found = []
    for name, pattern in _patterns(get_resolver().url_patterns, ""):
        code = getattr(pattern.callback, "access", None)
        if code is not None and name and not name.startswith(("api:", "account_", "mfa_")):
            kinds = {key: type(one).__name__ for key, one in pattern.pattern.converters.items()}
            arguments = {key: _NOTHING[kind.removesuffix("Converter").lower()] for key, kind in kinds.items()}
            found.append(Way(name, code, "GET", arguments))
    return (*found, *_operations())


def _operations() -> Iterator[Way]:
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                template = "/api/" + "/".join(part.strip("/") for part in (router.prefix, path) if part.strip("/"))
                names = [part.partition("}")[0] for part in template.split("{")[1:]]
                code = getattr(operation.view_func, "access", "")
                yield Way(
                    f"api:{operation.view_func.__name__}",
                    code,
                    operation.methods[0],
                    dict.fromkeys(names, _NOTHING["int"]),
                    template,
                )


def _patterns(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = ":".join(part for part in (space, one.namespace) if part)
            yield from _patterns(one.url_patterns, inner)
        else:
            yield (f"{space}:{one.name}" if space and one.name else one.name or ""), one
