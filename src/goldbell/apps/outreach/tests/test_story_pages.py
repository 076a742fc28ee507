"""The pages: from the case's button to the released story, in both languages, for each reader what is theirs."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.models import Officer
from goldbell.apps.identity.tests.builders import actor
from goldbell.apps.outreach.tests.builders import CLEAN, NAME, Desk, make_desk
from goldbell.common.actors import Actor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_second_factor_required(settings: Any) -> None:
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def browser(by: Actor, language: str = "zh-hans") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(
        Officer.objects.get(pk=int(by.id)), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def page(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(f"outreach:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_case_page_to_the_released_story(desk: Desk) -> None:
    writer, chief = browser(desk.writer), browser(desk.chief)
    assert "写成案例故事" in writer.get(reverse("cases:case", args=[desk.case.pk])).content.decode()
    answer = writer.post(reverse("outreach:draft", args=[desk.case.pk]))
    where = answer.url
    number = int(where.strip("/").rpartition("/")[2])
    first = page(writer, "story", number)
    assert NAME not in first
    assert "提交审核" in first
    assert "起草时去掉的" in first
    writer.post(reverse("outreach:edit", args=[number]), {"title": "一个故事", "text": f"{CLEAN}在青年路18号。"})
    assert "要去掉" in page(writer, "story", number)
    writer.post(reverse("outreach:submit", args=[number]))
    assert "审核通过并发布" not in page(writer, "story", number)
    told = chief.post(reverse("outreach:release", args=[number]), follow=True).content.decode()
    assert "没有发布" in told
    assert "青年路" not in told.split("没有发布")[0].rpartition("<body")[2][-400:]
    chief.post(reverse("outreach:return", args=[number]), {"reason": "还有地址"})
    writer.post(reverse("outreach:edit", args=[number]), {"title": "一个故事", "text": CLEAN})
    writer.post(reverse("outreach:submit", args=[number]))
    assert "已发布" in chief.post(reverse("outreach:release", args=[number]), follow=True).content.decode()
    assert "一个故事" in page(chief, "stories")


def test_the_word_file_holds_the_story_and_nothing_of_the_case(desk: Desk) -> None:
    story = desk.released()
    answer = browser(actor(Role.PUBLICITY, unit=desk.district.centre)).get(reverse("outreach:word", args=[story.pk]))
    paper = Document(io.BytesIO(answer.content))
    told = "\n".join(one.text for one in paper.paragraphs)
    assert CLEAN in told
    assert desk.case.case_no not in told
    assert paper.core_properties.author == ""


def test_no_word_file_before_the_release(desk: Desk) -> None:
    story = desk.draft()
    assert browser(desk.writer).get(reverse("outreach:word", args=[story.pk])).status_code == 409


def test_publicity_sees_no_way_to_the_case(desk: Desk) -> None:
    story = desk.released()
    told = page(browser(actor(Role.PUBLICITY, unit=desk.district.centre)), "story", story.pk)
    assert CLEAN in told
    assert desk.case.case_no not in told
    assert reverse("cases:case", args=[desk.case.pk]) not in told
    assert "撤回" not in told


def test_what_does_not_fit_stays_in_the_form(desk: Desk) -> None:
    story = desk.draft()
    answer = browser(desk.writer).post(reverse("outreach:edit", args=[story.pk]), {"title": "", "text": "我打的字"})
    assert answer.status_code == 200
    assert "我打的字" in answer.content.decode()


def test_withdrawn_by_a_form_with_a_reason(desk: Desk) -> None:
    story = desk.released()
    client = browser(desk.chief)
    assert "理由" in page(client, "withdraw", story.pk)
    told = client.post(reverse("outreach:withdraw", args=[story.pk]), {"reason": "有人认出来了"}, follow=True)
    assert "有人认出来了" in told.content.decode()


def test_the_pages_speak_english(desk: Desk) -> None:
    story = desk.draft()
    client = browser(desk.writer, "en")
    assert "Case stories" in page(client, "stories")
    assert "Submit for review" in page(client, "story", story.pk)
