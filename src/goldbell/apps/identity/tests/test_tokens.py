"""API keys: shown once, limited, ended at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldbell.apps.identity import services
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import ApiToken
from goldbell.apps.identity.scope import everything
from goldbell.apps.identity.services.tokens import BadToken, NoSuchToken, bearer
from goldbell.apps.identity.tests.builders import District, actor, make_district
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> District:
    return make_district()


@pytest.fixture
def security(there: District) -> Actor:
    return actor(Role.SECURITY_ADMIN, unit=there.district)


def issue(by: Actor, unit_id: int, **changes: object) -> services.IssuedToken:
    words = {"label": "柜面系统", "scopes": ["identity"], "days": 30} | changes
    return services.issue_token(by=by, now=utc_now(), unit_id=unit_id, **words)  # type: ignore[arg-type]


def test_a_key_makes_its_partner_and_nobody_else(there: District, security: Actor) -> None:
    made = issue(security, there.bank.pk)
    who = bearer(presented=made.secret, now=utc_now())
    assert who is not None
    assert (who.kind, who.unit_id, who.visible_units) == ("partner", there.bank.pk, {there.bank.pk})
    assert who.scopes == {"identity"}
    with everything("test"):
        kept = ApiToken.objects.get()
    assert kept.last_used_at is not None
    assert made.secret.rpartition("_")[2].encode() not in bytes(kept.digest)
    assert made.secret not in repr(made)


def test_an_expired_or_revoked_key_opens_nothing(there: District, security: Actor) -> None:
    made = issue(security, there.bank.pk)
    assert bearer(presented=made.secret, now=utc_now() + timedelta(days=31)) is None
    services.revoke_token(by=security, now=utc_now(), token_id=made.token.pk)
    assert bearer(presented=made.secret, now=utc_now()) is None
    with pytest.raises(NoSuchToken):
        services.revoke_token(by=security, now=utc_now(), token_id=made.token.pk)


def test_a_key_altered_by_one_letter_opens_nothing(there: District, security: Actor) -> None:
    secret = issue(security, there.bank.pk).secret
    for place in range(len(secret)):
        other = "A" if secret[place] != "A" else "B"
        assert bearer(presented=secret[:place] + other + secret[place + 1 :], now=utc_now()) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80) | st.text(max_size=40).map(lambda tail: f"gbt_{tail}"))
def test_nonsense_opens_nothing(db: None, text: str) -> None:
    assert bearer(presented=text, now=utc_now()) is None


def test_what_may_not_be_issued(there: District, security: Actor) -> None:
    for words in ({"scopes": []}, {"scopes": ["everything"]}, {"days": 0}, {"days": 367}):
        with pytest.raises(BadToken):
            issue(security, there.bank.pk, **words)
    with pytest.raises(BadToken):
        issue(security, there.station.pk)
    with pytest.raises(NotAllowed):
        issue(actor(Role.SYSTEM_ADMIN, unit=there.district), there.bank.pk)
