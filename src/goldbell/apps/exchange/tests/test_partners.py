"""Registering and changing partners: two administrators, one key per partner, a stop that is quick."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldbell.adapters.messages.failures import UnknownFormat
from goldbell.adapters.messages.keys import BadKey, SigningKey
from goldbell.apps.audit.models import Entry
from goldbell.apps.exchange import queries, services
from goldbell.apps.exchange.contracts import ChangeState, PartnerDraft
from goldbell.apps.exchange.models import Partner, PartnerChange, PartnerKey
from goldbell.apps.exchange.services.partner_changes import (
    ChangeNotOpen,
    ChangeOpen,
    NothingChanged,
    SecondAdministrator,
)
from goldbell.apps.exchange.services.partners import BadPartner, KeyOfAnother, NoSuchPartner, ReasonMissing
from goldbell.apps.exchange.services.trust import known_keys
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.scope import acting
from goldbell.apps.identity.tests.builders import District, actor, make_district, make_officer
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings: Any) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def there() -> District:
    return make_district()


@pytest.fixture
def system(there: District) -> Actor:
    return actor(Role.SYSTEM_ADMIN, unit=there.district)


@pytest.fixture
def security(there: District) -> Actor:
    return actor(Role.SECURITY_ADMIN, unit=there.district)


def draft(there: District, **changes: Any) -> PartnerDraft:
    told = PartnerDraft(
        unit_id=there.bank.pk,
        code="bank-a",
        our_code="LJ-FZ",
        endpoint="https://bank-a.example/messages",
        public_pem=SigningKey.create(owner="bank-a").known.pem,
        prefixes=("622202/19", "6222"),
        aliases=("临江银行",),
    )
    return replace(told, **changes)


def propose(by: Actor, wanted: PartnerDraft, reason: str = "年度对接") -> PartnerChange:
    with acting(by):
        return services.propose_partner(by=by, now=utc_now(), draft=wanted, reason=reason)


def decide(by: Actor, change: PartnerChange, *, yes: bool = True) -> PartnerChange:
    answer = services.approve_change if yes else services.refuse_change
    with acting(by):
        return answer(by=by, now=utc_now(), change_id=change.pk)


def test_one_asks_the_other_decides_then_it_is_true(there: District, system: Actor, security: Actor) -> None:
    wanted = draft(there)
    change = propose(system, wanted)
    assert not Partner.objects.exists(), "nothing is true before the second administrator"
    assert decide(security, change).state == ChangeState.DONE
    partner = Partner.objects.get()
    assert (partner.code, partner.hosts, partner.prefixes) == ("bank-a", ["bank-a.example"], ["622202/19", "6222"])
    assert len(known_keys(partner)) == 1
    told = [(one.action, one.actor) for one in Entry.objects.filter(action__startswith="exchange.partner")]
    assert told == [
        ("exchange.partner.propose", system.key),
        ("exchange.partner.approve", security.key),
        ("exchange.partner.register", "system:exchange"),
    ]


def test_nobody_decides_about_their_own_wish_or_twice(there: District, system: Actor, security: Actor) -> None:
    change = propose(system, draft(there))
    with pytest.raises(NotAllowed):
        decide(system, change)
    both = replace(system, roles=frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}))
    with pytest.raises(SecondAdministrator):
        decide(both, change)
    decide(security, change, yes=False)
    assert not Partner.objects.exists()
    with pytest.raises(ChangeNotOpen):
        decide(security, change)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMIN}))
def test_nobody_else_asks(there: District, role: Role) -> None:
    with pytest.raises(NotAllowed):
        propose(actor(role, unit=there.centre), draft(there))


@pytest.mark.parametrize(
    ("changes", "failure"),
    [
        ({"code": "bank a"}, BadPartner),
        ({"code": ""}, BadPartner),
        ({"our_code": "中心"}, BadPartner),
        ({"prefixes": ("62x2",)}, BadPartner),
        ({"prefixes": ("6222",) * 501}, BadPartner),
        ({"aliases": ("临" * 81,)}, BadPartner),
        ({"endpoint": "http://bank-a.example/messages"}, BadPartner),
        ({"endpoint": "ftp://bank-a.example/"}, BadPartner),
        ({"endpoint": "https://me:secret@bank-a.example/"}, BadPartner),
        ({"endpoint": "https://169.254.169.254/latest/"}, BadPartner),
        ({"endpoint": "https://[::ffff:169.254.169.254]/"}, BadPartner),
        ({"endpoint": "https://0.0.0.0/"}, BadPartner),
        ({"status_endpoint": "file:///etc/passwd"}, BadPartner),
        ({"endpoint": "https://" + "a" * 400}, BadPartner),
        ({"public_pem": b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"}, BadKey),
        ({"public_pem": b""}, BadKey),
        ({"message_format": "fax"}, UnknownFormat),
        ({"unit_id": 0}, BadPartner),
    ],
    ids=lambda one: str(one)[:40],
)
def test_what_cannot_be_right_is_refused_by_name(
    there: District, system: Actor, changes: dict[str, Any], failure: type[Exception]
) -> None:
    with pytest.raises(failure):
        propose(system, draft(there, **changes))
    assert not PartnerChange.objects.exists()


def test_a_police_unit_is_no_partner(there: District, system: Actor) -> None:
    with pytest.raises(BadPartner):
        propose(system, draft(there, unit_id=there.station.pk))


def test_a_reason_is_asked_one_change_waits_and_nothing_new_is_no_change(
    there: District, system: Actor, security: Actor
) -> None:
    wanted = draft(there)
    with pytest.raises(ReasonMissing):
        propose(system, wanted, "  ")
    first = propose(system, wanted)
    with pytest.raises(ChangeOpen):
        propose(system, replace(wanted, endpoint="https://elsewhere.example/"))
    decide(security, first)
    with pytest.raises(NothingChanged):
        propose(system, wanted)


def test_two_partners_never_share_a_key_or_a_code(there: District, system: Actor, security: Actor) -> None:
    wanted = draft(there)
    decide(security, propose(system, wanted))
    other = replace(wanted, unit_id=there.banks[1].pk, code="bank-b")
    with pytest.raises(KeyOfAnother):
        propose(system, other)
    with pytest.raises(BadPartner):
        propose(system, replace(other, code="bank-a", public_pem=SigningKey.create(owner="x").known.pem))


def test_a_world_that_moved_on_is_checked_again_at_the_decision(
    there: District, system: Actor, security: Actor
) -> None:
    """Two wishes with one key, both fine when they were asked for: the second decision finds the key taken."""
    wanted = draft(there)
    first = propose(system, wanted)
    second = propose(system, replace(wanted, unit_id=there.banks[1].pk, code="bank-b"))
    decide(security, first)
    with pytest.raises(KeyOfAnother):
        decide(security, second)
    second.refresh_from_db()
    assert second.state == ChangeState.ASKED
    assert Partner.objects.count() == 1


def test_a_new_key_counts_beside_the_old_until_that_is_withdrawn(
    there: District, system: Actor, security: Actor
) -> None:
    wanted = draft(there)
    decide(security, propose(system, wanted))
    decide(security, propose(system, replace(wanted, public_pem=SigningKey.create(owner="bank-a").known.pem)))
    partner = Partner.objects.get()
    assert len(known_keys(partner)) == 2
    old = PartnerKey.objects.earliest("added_at", "pk")
    with acting(security):
        services.withdraw_key(
            by=security, now=utc_now(), partner_id=partner.pk, key_id=old.pk, reason="对方报告私钥外泄"
        )
    assert old.key_id not in known_keys(partner)
    assert Entry.objects.get(action="exchange.partner.withdraw").purpose == "对方报告私钥外泄"
    with pytest.raises(KeyOfAnother):
        propose(system, wanted)
    with pytest.raises(NoSuchPartner):
        services.withdraw_key(by=security, now=utc_now(), partner_id=partner.pk, key_id=old.pk, reason="再来一次")


def test_switching_off_is_one_persons_act_with_a_reason(there: District, system: Actor, security: Actor) -> None:
    decide(security, propose(system, draft(there)))
    partner = Partner.objects.get()
    with pytest.raises(ReasonMissing):
        services.enable_partner(by=system, now=utc_now(), partner_id=partner.pk, enabled=False, reason="")
    services.enable_partner(by=system, now=utc_now(), partner_id=partner.pk, enabled=False, reason="对方演练，暂停一天")
    assert queries.partner(partner.pk) is None
    assert Entry.objects.get(action="exchange.partner.enable").purpose == "对方演练，暂停一天"
    with pytest.raises(NotAllowed):
        services.enable_partner(
            by=actor(Role.DUTY_CHIEF, unit=there.centre),
            now=utc_now(),
            partner_id=partner.pk,
            enabled=True,
            reason="想发出去",
        )


# ---------- pages ----------


def browser(role: Role, there: District, language: str = "zh-hans") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(
        make_officer(role, unit=there.district), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_whole_way_at_the_pages(there: District, language: str) -> None:
    asking, deciding = browser(Role.SYSTEM_ADMIN, there, language), browser(Role.SECURITY_ADMIN, there, language)
    new = reverse("exchange:partner_add")
    assert asking.get(new).status_code == 200
    typed = {
        "unit": there.bank.pk,
        "code": "bank-a",
        "our_code": "LJ-FZ",
        "message_format": "goldbell_json",
        "endpoint": "https://bank-a.example/m",
        "deduplicates": "on",
        "prefixes": "622202/19\n\n6222\n",
        "aliases": "临江银行",
        "public_pem": SigningKey.create(owner="bank-a").known.pem.decode(),
        "reason": "年度对接",
    }
    wrong = asking.post(new, typed | {"endpoint": "http://10.0.0.1/"})
    assert wrong.status_code == 422
    assert "622202/19" in wrong.content.decode(), "what was typed stays"
    assert asking.post(new, typed).status_code == 302
    change = PartnerChange.objects.get()
    shown = deciding.get(reverse("exchange:partners")).content.decode()
    assert "https://bank-a.example/m" in shown
    assert 'value="yes"' in shown
    assert 'value="yes"' not in asking.get(reverse("exchange:partners")).content.decode()
    deciding.post(reverse("exchange:change_decide", args=[change.pk]), {"answer": "yes"})
    partner = Partner.objects.get()
    for one in (asking, deciding):
        assert "ed25519-" in one.get(reverse("exchange:partner", args=[partner.pk])).content.decode()
    edit = reverse("exchange:partner_change", args=[partner.pk])
    assert 'value="https://bank-a.example/m"' in asking.get(edit).content.decode()
    changed = {name: value for name, value in typed.items() if name not in {"unit", "code", "public_pem"}}
    assert asking.post(edit, changed | {"endpoint": "https://new.example/m", "reason": "对方搬家"}).status_code == 302
    deciding.post(reverse("exchange:change_decide", args=[PartnerChange.objects.first().pk]), {"answer": "yes"})  # type: ignore[union-attr]
    partner.refresh_from_db()
    assert (partner.endpoint, partner.hosts) == ("https://new.example/m", ["new.example"])
    assert PartnerKey.objects.count() == 1
    deciding.post(reverse("exchange:partner_switch", args=[partner.pk]), {"enabled": "no", "reason": "对方演练"})
    partner.refresh_from_db()
    assert not partner.enabled


def test_a_bank_sees_itself_and_no_other_bank(there: District, system: Actor, security: Actor) -> None:
    decide(security, propose(system, draft(there)))
    own = replace(actor(Role.BANK_LIAISON, unit=there.bank), roles=frozenset({Role.DUTY}))
    other = replace(actor(Role.BANK_LIAISON, unit=there.banks[1]), roles=frozenset({Role.DUTY}))
    assert queries.known_partners(own).count() == 1
    assert not queries.known_partners(other).exists()


def test_who_must_give_a_second_factor_gives_it_before_deciding(there: District, system: Actor) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    officer = make_officer(Role.SECURITY_ADMIN, unit=there.district)
    TOTP.activate(officer, generate_totp_secret())
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    change = propose(system, draft(there))
    answer = client.post(reverse("exchange:change_decide", args=[change.pk]), {"answer": "yes"})
    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert not Partner.objects.exists()
