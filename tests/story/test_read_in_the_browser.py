"""An officer pastes a page full of injected readings and a noisy chat, sees what was cleaned and read, settles it by keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import goldbell
from tests.story.house import House

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]

if CHROMIUM is not None:
    from playwright.sync_api import Page, expect

    from tests.story.people import Room

ARTICLE = Path(goldbell.__file__).parent / "engine/text/cleaning/tests/samples/article.txt"
CHAT = (
    "网友：亲，加我薇❤ wo_ai_2026，下栽APP「云购宝」做任·务，先返58块\n我：好的\n"
    "网友：第三单要垫付，做完连单才能提现，转到6222 0202 0011 2233 446 张伟\n"
    "我昨晚8点转了3万5，今天凌晨1点又转49800元，网址 hxxp://yun-gou[.]top/reg，他们说操作失误要补单解冻"
)


@pytest.fixture(scope="module")
def page(house: House) -> Iterator[Page]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        room = Room(browser, house.url)
        opened = room.sign_in("H0101")
        opened.goto("/intake/")
        opened.get_by_role("button", name="接新来电").click()
        expect(opened.locator("#id_words")).to_be_focused()
        yield opened
        browser.close()


def paste(page: Page, words: str) -> None:
    """Over what stood there, as from the clipboard."""
    page.locator("#id_words").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def test_1_an_article_is_cleaned_and_every_edit_can_be_seen(page: Page) -> None:
    paste(page, ARTICLE.read_text("utf-8"))
    edits = page.locator("#draft_edits button")
    expect(edits).to_contain_text("清理了 456 处", timeout=20_000)
    read = page.locator("#draft_read")
    assert read.get_attribute("data-clean") is not None
    assert "(gong)" not in read.inner_text()
    page.keyboard.press("Alt+c")
    expect(read.locator(".gb-edit del").first).to_be_visible()
    assert page.locator("#id_words").input_value() == ARTICLE.read_text("utf-8")
    page.keyboard.press("Alt+c")


def test_2_a_noisy_chat_is_read_with_reasons_and_a_likely_type(page: Page) -> None:
    paste(page, CHAT)
    card = page.locator('#draft_read mark[data-element^="bank_card|6222020200112233446"]')
    expect(card).to_be_visible(timeout=20_000)
    for element in ("amount|3500000", "amount|4980000", "wechat|wo_ai_2026"):
        expect(page.locator(f'#draft_read mark[data-element="{element}"]').first).to_be_visible()
    card.focus()
    expect(page.locator("#draft_why")).to_contain_text("银行卡")
    expect(page.locator("#draft_guesses button").first).to_be_visible()
    page.keyboard.press("Alt+t")
    expect(page.locator("#id_scam_type")).to_have_value("task_rebate")
    expect(page.locator("#draft_sheet summary")).to_contain_text("刷单返利")


def test_3_elements_are_settled_by_keyboard_alone(page: Page) -> None:
    marks = page.locator("#draft_read mark[data-element]")
    many = marks.count()
    marks.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#draft_counts")).to_contain_text("已确认 1")
    expect(page.locator("#draft_read mark[aria-pressed=true][data-element]")).to_have_count(1)
    second = marks.nth(1).get_attribute("data-element")
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator("#draft_read mark[data-element]")).to_have_count(many - 1)
    assert page.locator(f"input[name=rejected][value='{second}']").count() == 1


def test_4_an_edit_is_taken_back_and_given_again_by_keyboard(page: Page) -> None:
    page.keyboard.press("Alt+c")
    edit = page.locator("#draft_read mark[data-edit]").first
    expect(edit).to_be_visible()
    edit.focus()
    page.keyboard.press("Delete")
    expect(page.locator("#draft_read mark.gb-edit-undone").first).to_be_visible()
    page.locator("#draft_read mark.gb-edit-undone").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#draft_read mark.gb-edit-undone")).to_have_count(0)


def test_5_the_report_keeps_what_was_settled(page: Page) -> None:
    page.locator("[name=moved][value=no]").check(force=True)
    page.keyboard.press("F8")
    page.wait_for_url(re.compile("/reports/"))
    expect(page.get_by_text("已确认").first).to_be_visible()
    expect(page.get_by_text("刷单返利").first).to_be_visible()
