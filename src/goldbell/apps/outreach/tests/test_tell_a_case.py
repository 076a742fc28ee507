"""Act by act: drafted from the words, put right, handed in, released by another officer, withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import scope
from goldbell.apps.identity.access import NotAllowed
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.outreach import queries, services
from goldbell.apps.outreach.contracts import MOVES, StoryState
from goldbell.apps.outreach.failures import (
    BadStory,
    CannotCompare,
    NoSuchStory,
    ReasonMissing,
    SamePerson,
    StoryLeaks,
    StoryMoved,
)
from goldbell.apps.outreach.models import Story
from goldbell.apps.outreach.tests.builders import (
    ACCOUNT,
    ADDRESS,
    CLEAN,
    NAME,
    PAYEE,
    PHONE,
    Desk,
    make_desk,
)
from goldbell.apps.privacy import services as privacy
from goldbell.common.moments import utc_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def entries(action: str) -> list[Entry]:
    with scope.everything("test"):
        return list(Entry.objects.filter(action=action))


def test_a_draft_names_nobody_and_the_read_is_on_record(desk: Desk) -> None:
    story = desk.draft()
    title, text = queries.words_of(story)
    for secret in (NAME, PHONE, PAYEE, ACCOUNT, ADDRESS, "青年路", "九万八"):
        assert secret not in text
    assert "共享屏幕" in text
    assert "冒充电商物流客服" in title
    assert {"person", "phone"} <= set(story.taken)
    read = entries("privacy.record.read")[-1]
    assert read.purpose.startswith("other：")
    assert read.case_id == desk.case.pk
    assert entries("outreach.story.draft")[0].case_id == desk.case.pk


def test_drafting_twice_is_one_story(desk: Desk) -> None:
    assert desk.draft().pk == desk.draft().pk
    assert len(entries("outreach.story.draft")) == 1


def test_the_text_is_sealed_until_released_and_plain_after(desk: Desk) -> None:
    story = desk.draft()
    desk.write(story, CLEAN)
    kept = desk.now(story)
    assert kept.text is not None
    assert kept.text.key == desk.case.key
    assert kept.released_text == ""
    released = desk.release(desk.submit(story))
    assert released.released_text == CLEAN
    assert released.text is None
    assert released.reviewed_by == desk.chief.key
    assert len(entries("outreach.story.release")) == 1


def test_who_wrote_it_may_not_release_it(desk: Desk) -> None:
    with scope.acting(desk.chief):
        story = services.draft_story(by=desk.chief, now=utc_now(), case_id=desk.case.pk)
    desk.submit(desk.write(story, CLEAN, by=desk.second_chief))
    for wrote in (desk.chief, desk.second_chief):
        with pytest.raises(SamePerson):
            desk.release(story, by=wrote)
    assert desk.now(story).state == StoryState.SUBMITTED


def test_the_database_keeps_the_two_apart(desk: Desk) -> None:
    story = desk.draft()
    with scope.everything("test"), pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(reviewed_by=story.made_by)
    with scope.everything("test"), pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(released_text="plain")


def test_a_leak_stops_the_release_and_names_kinds_only(desk: Desk) -> None:
    story = desk.draft()
    desk.submit(desk.write(story, f"{CLEAN}她叫周 慧 兰，电话一三九零四一七二七一六。"))
    with pytest.raises(StoryLeaks) as stopped:
        desk.release(story)
    assert "姓名" in str(stopped.value)
    assert "电话" in str(stopped.value)
    assert "慧" not in str(stopped.value)
    assert "一三九" not in str(stopped.value)
    assert desk.now(story).state == StoryState.SUBMITTED


def test_returned_with_a_reason_then_put_right_and_released(desk: Desk) -> None:
    story = desk.submit(desk.draft())
    with scope.acting(desk.chief):
        with pytest.raises(ReasonMissing):
            services.return_story(by=desk.chief, now=utc_now(), story_id=story.pk, reason=" ")
        services.return_story(by=desk.chief, now=utc_now(), story_id=story.pk, reason="职业写得太细")
    assert desk.now(story).reason == "职业写得太细"
    desk.write(story, CLEAN)
    assert desk.release(desk.submit(story)).state == StoryState.RELEASED


def test_only_a_draft_or_a_returned_story_takes_words(desk: Desk) -> None:
    story = desk.submit(desk.draft())
    with pytest.raises(StoryMoved):
        desk.write(story, CLEAN)
    with pytest.raises(StoryMoved):
        desk.submit(story)
    for bad in ("", "长" * 20_001, "a\x00b", "\ud800"):
        with pytest.raises(BadStory):
            desk.write(story, bad)


def test_withdrawn_its_words_lie_under_the_seal_again(desk: Desk) -> None:
    story = desk.released()
    with scope.acting(desk.writer), pytest.raises(NotAllowed):
        services.withdraw_story(by=desk.writer, now=utc_now(), story_id=story.pk, reason="有人认出来了")
    with scope.acting(desk.second_chief):
        services.withdraw_story(by=desk.second_chief, now=utc_now(), story_id=story.pk, reason="有人认出来了")
    kept = desk.now(story)
    assert kept.state == StoryState.WITHDRAWN
    assert kept.released_text == ""
    assert kept.text is not None
    assert desk.draft().pk != story.pk


def test_every_move_that_the_table_does_not_name_is_refused(desk: Desk) -> None:
    assert set(MOVES) == set(StoryState.values)
    story = desk.released()
    for act in (services.release_story, services.submit_story):
        with scope.acting(desk.second_chief), pytest.raises(StoryMoved):
            act(by=desk.second_chief, now=utc_now(), story_id=story.pk)


def test_erasing_the_person_stops_the_release_of_a_draft_and_leaves_a_released_one(desk: Desk) -> None:
    from goldbell.apps.cases.models import Report

    story = desk.submit(desk.write(desk.draft(), CLEAN))
    with scope.everything("test"):
        key = Report.objects.get(case=desk.case).key
    boss = actor(Role.CHIEF, unit=desk.district.centre)
    with scope.acting(desk.chief):
        asked = privacy.erase(by=desk.chief, now=utc_now(), key=key, reason="本人申请销毁", case_id=desk.case.pk)
    with scope.acting(boss):
        privacy.approve_erasure(by=boss, now=utc_now(), erasure_id=asked.pk)
    with pytest.raises(CannotCompare):
        desk.release(story)
    assert queries.words_of(desk.now(story))[1] == CLEAN


def test_another_station_and_outsiders_find_nothing(desk: Desk) -> None:
    story = desk.released()
    other = actor(Role.STATION, unit=desk.district.stations[3])
    with scope.acting(other):
        assert not queries.stories(other).exists()
        with pytest.raises(NoSuchStory):
            queries.story(other, story.pk)
        with pytest.raises(NoSuchStory):
            services.submit_story(by=other, now=utc_now(), story_id=story.pk)
    liaison = actor(Role.BANK_LIAISON, unit=desk.district.bank)
    with scope.acting(liaison), pytest.raises(NotAllowed):
        queries.stories(liaison)


def test_publicity_reads_what_was_released_and_nothing_else(desk: Desk) -> None:
    speaker = actor(Role.PUBLICITY, unit=desk.district.centre)
    story = desk.draft()
    with scope.acting(speaker):
        assert not queries.stories(speaker).exists()
    desk.release(desk.submit(desk.write(story, CLEAN)))
    with scope.acting(speaker):
        assert queries.story(speaker, story.pk).released_text == CLEAN
        found = queries.stories(speaker, queries.StoryFilter(text="共享屏幕", scam_type="fake_customer_service"))
        assert [one.pk for one in found] == [story.pk]
        assert not queries.stories(speaker, queries.StoryFilter(text="没有的词")).exists()
        with pytest.raises(NotAllowed):
            services.withdraw_story(by=speaker, now=utc_now() + timedelta(1), story_id=story.pk, reason="不喜欢")
