"""机构: the tree with its bundles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goldbell.apps.identity import queries, services
from goldbell.apps.identity.access import may, page
from goldbell.apps.identity.forms import UnitChangeForm, UnitForm
from goldbell.apps.identity.models import Officer, Unit
from goldbell.apps.identity.views.parts import actor, again, do, done
from goldbell.common.moments import utc_now


@dataclass
class Branch:
    """A unit in the tree with what hangs below it and how many people work there."""

    unit: Unit
    people: int
    below: list[Branch] = field(default_factory=list)


@page("identity.unit.read")
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The tree: stations under the brigade whose bundle they are in; partners beside it."""
    by = actor(request)
    known = list(queries.units(by=by))
    people = Counter(Officer.objects.filter(is_active=True).values_list("unit_id", flat=True))
    branches = {unit.pk: Branch(unit, people[unit.pk]) for unit in known}
    roots: list[Branch] = []
    for unit in known:
        above = branches.get(unit.brigade_id or unit.parent_id or 0)
        (above.below if above and not unit.is_partner else roots).append(branches[unit.pk])
    context = {
        "tree": [one for one in roots if not one.unit.is_partner],
        "partners": [one for one in roots if one.unit.is_partner],
        "may_change": may(by, "identity.unit.change"),
        "may_list": may(by, "identity.officer.read"),
    }
    return render(request, "identity/units.html", context)


@page("identity.unit.change")
@require_http_methods(["GET", "POST"])
def unit_add(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    form = UnitForm(request.POST or None)
    if request.method == "GET":
        return render(request, "identity/unit_form.html", {"form": form})
    made = do(
        form,
        lambda words: services.add_unit(
            by=actor(request),
            now=utc_now(),
            code=words["code"],
            short_code=words["short_code"],
            kind=words["kind"],
            name_zh=words["name_zh"],
            name_en=words["name_en"],
            parent_id=words["parent"].pk if words["parent"] else None,
            brigade_id=words["brigade"].pk if words["brigade"] else None,
        ),
    )
    if made is None:
        return again(request, "identity/unit_form.html", {"form": form})
    return done(request, _("机构已建立"), "identity:units")


@page("identity.unit.change")
@require_http_methods(["GET", "POST"])
def unit_change(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Rename a unit or change its bundle."""
    unit = queries.unit(by=actor(request), unit_id=unit_id)
    start = {
        "short_code": unit.short_code,
        "name_zh": unit.name_zh,
        "name_en": unit.name_en,
        "brigade": unit.brigade,
    }
    form = UnitChangeForm(request.POST or None, initial=start)
    if request.method == "GET":
        return render(request, "identity/unit_form.html", {"form": form, "unit": unit})
    made = do(
        form,
        lambda words: services.change_unit(
            by=actor(request),
            now=utc_now(),
            unit_id=unit_id,
            short_code=words["short_code"],
            name_zh=words["name_zh"],
            name_en=words["name_en"],
            brigade_id=words["brigade"].pk if words["brigade"] else None,
        ),
    )
    if made is None:
        return again(request, "identity/unit_form.html", {"form": form, "unit": unit})
    return done(request, _("机构已变更"), "identity:units")
