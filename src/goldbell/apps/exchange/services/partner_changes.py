"""Changing a partner takes two administrators: the system administrator asks, the security administrator decides."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from django.db import IntegrityError, transaction

from goldbell.adapters.messages.keys import KnownKey
from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange.contracts import ChangeState, PartnerDraft
from goldbell.apps.exchange.models import Partner, PartnerChange, PartnerKey
from goldbell.apps.exchange.services.partners import BadPartner, ReasonMissing, check_draft, register_partner
from goldbell.apps.identity import queries as identity
from goldbell.apps.identity.access import require
from goldbell.apps.identity.scope import everything, tell
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, Forbidden, NotFound


class ChangeOpen(Conflict):
    """A change of this partner waits for an answer already."""

    code = "change_open"


class ChangeNotOpen(Conflict):
    """Somebody else decided first."""

    code = "change_not_open"


class NothingChanged(Conflict):
    """The draft says what is true already."""

    code = "nothing_changed"


class SecondAdministrator(Forbidden):
    """Who asked cannot also decide."""

    code = "second_administrator"


@transaction.atomic
def propose_partner(*, by: Actor, now: datetime, draft: PartnerDraft, reason: str) -> PartnerChange:
    """Ask for a partner to be registered or changed; nothing changes until ``approve_change``.

    Raises BadPartner, KeyOfAnother, ChangeOpen, NothingChanged, ReasonMissing, BadKey, UnknownFormat, NotAllowed."""
    require(by, "exchange.partner.propose")
    words = " ".join(reason.split())
    if not 4 <= len(words) <= 200:
        raise ReasonMissing("请写明理由，4 到 200 字")
    unit = identity.units(by=by).filter(pk=draft.unit_id).first()
    if unit is None or not unit.is_partner:
        raise BadPartner("请先在机构里建立这家银行、支付机构或运营商", field="unit_id")
    check_draft(draft)
    if not differences(draft):
        raise NothingChanged("与现在登记的一样，没有要改的")
    try:
        with transaction.atomic():
            asked = PartnerChange.objects.create(
                partner_unit_id=draft.unit_id, draft=draft.written(), reason=words, asked_by=by.key, asked_at=now
            )
            _record(by, now, "exchange.partner.propose", asked, purpose=words)
    except IntegrityError:
        raise ChangeOpen("这个单位有一项变更还在等复核，先办完那一项") from None
    tell("messages")
    return asked


@transaction.atomic
def approve_change(*, by: Actor, now: datetime, change_id: int) -> PartnerChange:
    """Let the change become true. The approver has compared key and address with the partner by another way.

    Raises SecondAdministrator, ChangeNotOpen, NotFound, and as register_partner when the world has moved on."""
    asked = _open(by, change_id)
    _record(by, now, "exchange.partner.approve", asked, purpose=asked.reason)
    with everything("exchange") as part:
        register_partner(by=part, now=now, draft=PartnerDraft.read(asked.draft))
    return _decided(by, now, asked, ChangeState.DONE)


@transaction.atomic
def refuse_change(*, by: Actor, now: datetime, change_id: int) -> PartnerChange:
    """Say no; the wish stays on record."""
    asked = _open(by, change_id)
    _record(by, now, "exchange.partner.refuse", asked, purpose=asked.reason)
    return _decided(by, now, asked, ChangeState.REFUSED)


def differences(draft: PartnerDraft) -> dict[str, tuple[object, object]]:
    """What the draft would change, by field: what is true now (None before the first registration), what would be."""
    now = Partner.objects.filter(unit_id=draft.unit_id).first()
    known = KnownKey.from_pem(draft.public_pem, owner=draft.code)
    found: dict[str, tuple[object, object]] = {}
    for field in fields(draft):
        if field.name in {"unit_id", "public_pem"}:
            continue
        wanted = getattr(draft, field.name)
        wanted = list(wanted) if isinstance(wanted, tuple) else wanted
        held = getattr(now, field.name) if now is not None else None
        if held != wanted:
            found[field.name] = (held, wanted)
    if not PartnerKey.objects.filter(key_id=known.key_id, withdrawn_at=None).exists():
        found["public_pem"] = (None, known.key_id)
    return found


def _open(by: Actor, change_id: int) -> PartnerChange:
    require(by, "exchange.partner.decide")
    asked = PartnerChange.objects.select_for_update().filter(pk=change_id).first()
    if asked is None:
        raise NotFound("没有这项变更")
    if asked.asked_by == by.key:
        raise SecondAdministrator("申请人不能自己复核，请另一位管理员决定")
    if asked.state != ChangeState.ASKED:
        raise ChangeNotOpen("这项变更已经有人决定过了")
    return asked


def _decided(by: Actor, now: datetime, asked: PartnerChange, state: ChangeState) -> PartnerChange:
    asked.state, asked.decided_by, asked.decided_at = state, by.key, now
    asked.save(update_fields=["state", "decided_by", "decided_at"])
    tell("messages")
    return asked


def _record(by: Actor, now: datetime, action: str, asked: PartnerChange, *, purpose: str) -> None:
    draft = PartnerDraft.read(asked.draft)
    audit.record(
        by=by,
        now=now,
        action=action,
        subject=Subject("exchange.partnerchange", str(asked.pk)),
        purpose=purpose,
        facts={
            "unit": asked.partner_unit_id,
            "changed": ",".join(sorted(differences(draft)))[:200],
            "key": KnownKey.from_pem(draft.public_pem, owner=draft.code).key_id,
        },
    )
