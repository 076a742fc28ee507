"""The words as the page shows them: what was cleaned and why, each edit taken back at will, the same script found again."""

from __future__ import annotations

import pytest
from django.test import Client

from goldbell.apps.cases.models import Draft, Element, Report
from goldbell.apps.cases.scripts import same_script
from goldbell.apps.cases.tests.builders import make_report
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor, make_district, make_officer
from goldbell.apps.privacy.sealing import unseal
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOISY = "他叫我加薇信 yun_88，说做任务先返五十八块，晚上转了3万5到6222 0202 0011 2233 446"
SCRIPT = (
    "对方自称某平台客服，说我开通了百万保障，不关闭每月扣两千块，还会影响征信，让我下载会议软件打开共享屏幕，"
    "按她说的把各张卡里的钱都归集到一张卡上，再转到所谓的监管账户核验，说核验完马上退回"
)


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings):
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def there():
    return make_district()


@pytest.fixture
def client(there):
    client = Client()
    client.force_login(make_officer(Role.INTAKE, unit=there.centre), backend=BACKEND)
    return client


def typed(client: Client, **sent: object) -> tuple[int, str]:
    """A draft saved with what is sent; its id and the answer."""
    client.post("/intake/start/")
    with scope.everything("cases.same"):
        draft = Draft.objects.latest("pk")
    answer = client.post(f"/intake/{draft.pk}/save/", {"revision": draft.revision, "channel": "call_110", **sent})
    assert answer.status_code == 200
    return draft.pk, answer.content.decode()


def test_an_edit_is_shown_with_its_reason_and_can_be_taken_back(client):
    _, shown = typed(client, words=NOISY)
    assert "<del>薇</del><ins>微</ins>" in shown or "<del>薇信</del><ins>微信</ins>" in shown
    assert 'class="gb-edit"' in shown
    was = "薇信" if "<del>薇信</del>" in shown else "薇"
    _, undone = typed(client, words=NOISY, undone=f"{was}|微信" if was == "薇信" else f"{was}|微")
    assert "gb-edit-undone" in undone
    assert 'data-element="wechat|yun_88"' in shown


def test_each_mark_says_why(client):
    _, shown = typed(client, words=NOISY)
    assert 'data-element="amount|3500000" data-why="金额' in shown


def test_what_is_typed_stays_what_is_typed(client):
    """The words are evidence: cleaning shows, it never writes."""
    draft_id, _ = typed(client, words=NOISY, moved="no")
    client.post(f"/intake/{draft_id}/take/", {"revision": 1, "words": NOISY, "channel": "call_110", "moved": "no"})
    with scope.everything("cases.same"):
        report = Report.objects.latest("pk")
        elements = {row.kind for row in Element.objects.filter(report=report)}
        assert unseal(report.words) == NOISY
    assert {"wechat", "amount", "bank_card"} <= elements


def test_the_same_script_is_found_in_another_unit_by_number_only(there, client):
    by = actor(Role.INTAKE, Role.STATION, unit=there.station)
    with scope.acting(by):
        earlier = make_report(by, utc_now(), words="报警人称：" + SCRIPT, transfers=())
    other = SCRIPT.replace("百万保障", "抖音会员").replace("两千", "八百")
    _, shown = typed(client, words="王女士说" + other)
    assert earlier.number in shown
    assert "的话相同" in shown
    assert [one.number for one in same_script(other)] == [earlier.number]


def test_other_words_about_the_same_kind_of_scam_are_no_script(there):
    by = actor(Role.INTAKE, Role.STATION, unit=there.station)
    with scope.acting(by):
        make_report(by, utc_now(), words=SCRIPT, transfers=())
    assert (
        same_script(
            "昨晚有个客服打来电话，讲我的会员要到期扣钱，后来我就照做，手机上操作了半天，钱没了两万多，才觉得不对"
        )
        == []
    )
    assert same_script("太短") == []


def test_programs_read_a_text_without_keeping_it(client):
    before = Report.objects.count()
    answer = client.post(
        "/api/texts/read", {"words": NOISY, "at": "2026-11-25T03:00:00+08:00"}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["clean"] != NOISY
    assert {"amount", "bank_card", "wechat"} <= {one["kind"] for one in told["elements"]}
    assert all(NOISY[one["start"] : one["end"]] == one["raw"] for one in told["elements"])
    assert told["decision"] in ("accept", "review")
    assert Report.objects.count() == before


def test_a_moment_without_a_zone_is_refused(client):
    answer = client.post(
        "/api/texts/read", {"words": "昨晚", "at": "2026-11-25T03:00:00"}, content_type="application/json"
    )
    assert answer.status_code == 422


def test_strangers_read_nothing():
    answer = Client().post("/api/texts/read", {"words": "昨晚"}, content_type="application/json")
    assert answer.status_code in (401, 403)
