"""The unit tree: building and changing it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity.access import require
from goldbell.apps.identity.contracts import PARTNER_KINDS, UnitKind
from goldbell.apps.identity.models import Unit
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Invalid, NotFound

_SHORT: Final = re.compile(r"[A-Z0-9]{2,8}")

#: What may stand under what (domain.md §1). A partner stands outside the tree.
_PARENTS: Final = {
    UnitKind.CITY: frozenset[UnitKind](),
    UnitKind.DISTRICT: frozenset({UnitKind.CITY}),
    UnitKind.CENTRE: frozenset({UnitKind.CITY, UnitKind.DISTRICT}),
    UnitKind.BRIGADE: frozenset({UnitKind.CITY, UnitKind.DISTRICT, UnitKind.CENTRE}),
    UnitKind.STATION: frozenset({UnitKind.DISTRICT}),
}


class UnitExists(Conflict):
    """The code is taken."""

    code = "unit_exists"


class BadPlace(Invalid):
    """The unit cannot stand there in the tree."""

    code = "bad_place"


class BadShortCode(Invalid):
    """The short code is not two to eight capital letters and digits."""

    code = "bad_short_code"


class NoSuchUnit(NotFound):
    """No unit has this id."""

    code = "no_such_unit"


def add_unit(
    *,
    by: Actor,
    now: datetime,
    code: str,
    kind: UnitKind | str,
    name_zh: str,
    name_en: str,
    parent_id: int | None = None,
    brigade_id: int | None = None,
    zone: str = "Asia/Shanghai",
    short_code: str = "",
) -> Unit:
    """Put a new unit into the tree; a station names the brigade whose bundle (捆绑派出所) it belongs to.

    ``short_code`` stands for it in numbers of reports, cases and orders. Raises BadPlace, BadShortCode, UnitExists,
    NoSuchUnit, NotAllowed.
    """
    require(by, "identity.unit.change")
    if kind not in UnitKind.values:
        raise BadPlace(_("没有这种机构类别"))
    unit = Unit(
        code=code.strip(), kind=UnitKind(kind), name_zh=name_zh.strip(), name_en=name_en.strip(), zone=_zone(zone),
        parent=_unit(parent_id), brigade=_unit(brigade_id), short_code=_short(short_code),
    )  # fmt: skip
    _check_place(unit)
    if not unit.code or not unit.name_zh or not unit.name_en:
        raise BadPlace(_("机构要有代码、中文名称和英文名称"))
    _keep(unit)
    audit.record(
        by=by,
        now=now,
        action="identity.unit.add",
        subject=Subject("identity.unit", str(unit.pk), unit_id=unit.pk),
        facts={"kind": unit.kind, "parent": parent_id, "brigade": brigade_id},
    )
    return unit


@transaction.atomic
def change_unit(
    *,
    by: Actor,
    now: datetime,
    unit_id: int,
    name_zh: str | None = None,
    name_en: str | None = None,
    brigade_id: int | None = None,
    zone: str | None = None,
    short_code: str | None = None,
) -> Unit:
    """Rename a unit or move a station into another brigade's bundle; what is None stays. Kind and parent never change:
    rows belong to the unit they were made in. Numbers already given keep the code they were given with.
    Raises NoSuchUnit, BadPlace, BadShortCode, UnitExists, NotAllowed."""
    require(by, "identity.unit.change")
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise NoSuchUnit(_("没有这个机构"))
    wanted = {
        "name_zh": (name_zh or "").strip() or unit.name_zh,
        "name_en": (name_en or "").strip() or unit.name_en,
        "brigade_id": unit.brigade_id if brigade_id is None else brigade_id,
        "zone": unit.zone if zone is None else _zone(zone),
        "short_code": unit.short_code if short_code is None else _short(short_code),
    }
    changed = [name for name, value in wanted.items() if getattr(unit, name) != value]
    if "brigade_id" in changed:
        unit.brigade = _unit(brigade_id)
        _check_place(unit)
    for name in changed:
        setattr(unit, name, wanted[name])
    if changed:
        _keep(unit)
        audit.record(
            by=by,
            now=now,
            action="identity.unit.change",
            subject=Subject("identity.unit", str(unit.pk), unit_id=unit.pk),
            facts={"changed": ",".join(changed)},
        )
    return unit


def _unit(unit_id: int | None) -> Unit | None:
    if unit_id is None:
        return None
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NoSuchUnit(_("没有这个机构"))
    return unit


def _short(code: str) -> str:
    """A short code as it is kept; empty for none."""
    code = code.strip().upper()
    if code and not _SHORT.fullmatch(code):
        raise BadShortCode(_("编号短码用 2 到 8 个大写字母或数字"))
    return code


def _keep(unit: Unit) -> None:
    """Save it unless another unit has its code or its short code: two units never give the same number."""
    words = {unit.code, unit.short_code} - {""}
    others = Unit.objects.exclude(pk=unit.pk)
    for taken in sorted(words):
        if others.filter(Q(code=taken) | Q(short_code=taken)).exists():
            raise UnitExists(_("机构代码 %(taken)s 已经有了"), taken=taken)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise UnitExists(_("机构代码 %(taken)s 已经有了"), taken=unit.code) from error


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError) as error:
        raise BadPlace(_("没有这个时区")) from error


def _check_place(unit: Unit) -> None:
    kind = UnitKind(unit.kind)
    if kind in PARTNER_KINDS:
        if unit.parent is not None or unit.brigade is not None:
            raise BadPlace(_("协作单位不在公安机构的树里，不写上级和大队"))
        return
    allowed = _PARENTS[kind]
    if bool(allowed) != (unit.parent is not None) or (unit.parent is not None and unit.parent.kind not in allowed):
        raise BadPlace(_("这类机构不能放在这个上级下面"))
    if unit.brigade is not None and (kind != UnitKind.STATION or unit.brigade.kind != UnitKind.BRIGADE):
        raise BadPlace(_("只有派出所能捆绑到刑警大队"))
