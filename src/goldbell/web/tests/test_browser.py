"""The pages in a real browser: nothing overlaps or is cut, clocks move, keys work, the strict policy holds."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goldbell.web.clock import hand_path, read_clock, wedge_path
from goldbell.web.tests.page_urls import AGES
from goldbell.web.tests.pages import WEB

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "goldbell.web.tests.page_settings",
        "PYTHONPATH": str(WEB.parents[1]),
    }
    command = [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/region/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: playwright.Browser, site: str) -> Iterator[playwright.Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}, base_url=site)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.complaints = complaints  # type: ignore[attr-defined]
    yield opened
    context.close()


def until(page: playwright.Page, expression: str, timeout: int = 5000) -> None:
    """Wait for an expression; the page's own policy forbids the usual way, which evaluates a string inside it."""
    end = time.monotonic() + timeout / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("width", "height", "light"), [(1440, 900, "light"), (1440, 900, "dark"), (390, 844, "light")])
def test_nothing_is_cut_or_wider_than_the_screen(
    browser: playwright.Browser, site: str, language: str, width: int, height: int, light: str
) -> None:
    context = browser.new_context(
        locale="zh-CN", viewport={"width": width, "height": height}, color_scheme=light, base_url=site
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    page = context.new_page()
    for address in ("/style/", "/live/", "/page/500.html", "/page/404.html"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        cut = page.evaluate(
            """() => [...document.querySelectorAll('.gb-btn, .gb-clock, .gb-state, .gb-next-what, label, h1, h2')]
              .filter(e => e.offsetParent && !e.matches('.gb-sr') && e.scrollWidth > e.clientWidth + 1)
              .map(e => e.outerHTML.slice(0, 120))"""
        )
        assert not cut, address
    context.close()


def test_a_thumb_reaches_every_button_of_the_phone(browser: playwright.Browser, site: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}, base_url=site, has_touch=True)
    page = context.new_page()
    page.goto("/style/")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('.gb-btn, .gb-rail-more summary, .gb-input')]
          .filter(e => e.offsetParent).map(e => [e.textContent.trim().slice(0, 9), e.getBoundingClientRect().height])"""
    )
    assert len(sizes) > 10
    assert not [size for size in sizes if size[1] < 44]
    act = page.locator(".gb-next .gb-btn-primary").first.bounding_box()
    assert act is not None
    assert act["height"] >= 56
    assert 844 - 84 <= act["y"] <= 844, "the act lies in the thumb's reach"
    page.locator(".gb-rail-more summary").tap()
    entry = page.locator(".gb-rail-sheet a").last
    entry.wait_for(state="visible")
    box = entry.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844 - 84 + 1
    context.close()


def test_pages_raise_no_complaint_under_the_strict_policy(page: playwright.Page) -> None:
    for address in ("/style/", "/live/"):
        page.goto(address)
        page.wait_for_timeout(300)
    assert page.complaints == []  # type: ignore[attr-defined]


def test_the_browser_draws_the_same_clock_as_the_server(page: playwright.Page) -> None:
    page.goto("/live/")
    before = page.locator("time.gb-clock-m .gb-clock-num").first.text_content()
    page.wait_for_timeout(1300)
    assert page.locator("time.gb-clock-m .gb-clock-num").first.text_content() != before, "seconds run"
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('time.gb-clock-m')].map(c => [c.className, c.dataset.paidAt,
          c.querySelector('.gb-clock-hand').getAttribute('d'), c.querySelector('.gb-clock-left').getAttribute('d')])"""
    )
    now = datetime.now(UTC)
    assert len(drawn) == len(AGES)
    for (names, paid, hand, wedge), (way, _) in zip(drawn, AGES, strict=True):
        reading = read_clock(paid_at=datetime.fromisoformat(paid), way=way, now=now)
        assert reading.phase.value in names.split()
        expected = [float(n) for n in re.findall(r"[0-9.]+", hand_path(reading))]
        assert [float(n) for n in re.findall(r"[0-9.]+", hand)] == pytest.approx(expected, abs=0.06)
        assert bool(wedge) == bool(wedge_path(reading))


def test_the_desk_clock_is_corrected_from_the_server(page: playwright.Page) -> None:
    page.add_init_script("const real = Date.now; Date.now = () => real.call(Date) + 7200000;")
    page.goto("/live/")
    page.wait_for_timeout(1200)
    assert "is-open" in (page.locator("time.gb-clock-m").first.get_attribute("class") or "")


def test_keys_do_what_the_list_says(page: playwright.Page) -> None:
    page.goto("/style/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "gb_search"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr') !== null")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.wait_for_selector("#gb_keys[open]")
    assert "提出止付" in (page.locator("#gb_keys dl").text_content() or "")
    page.keyboard.press("Escape")
    page.wait_for_selector("#gb_keys", state="hidden")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Enter")
    until(page, "location.hash === '#state'")


def test_a_destructive_key_needs_a_second_press(page: playwright.Page) -> None:
    page.goto("/live/")
    page.evaluate("window.pressed = 0; document.querySelector('#danger').addEventListener('click', () => pressed++)")
    page.keyboard.press("x")
    assert page.evaluate("pressed") == 0
    assert "再按一次 x" in (page.locator(".gb-says").text_content() or "")
    page.keyboard.press("x")
    assert page.evaluate("pressed") == 1


def test_the_chosen_light_is_there_before_the_first_paint(page: playwright.Page) -> None:
    page.goto("/style/")
    page.locator(".gb-me summary").click()
    page.locator("[data-set-theme=dark]").click()
    assert page.locator("[data-set-theme=dark]").get_attribute("aria-pressed") == "true"
    page.add_init_script(
        "new MutationObserver(() => { if (document.body && !window.first) window.first = document.documentElement"
        ".dataset.theme || 'none'; }).observe(document, {childList: true, subtree: true});"
    )
    page.reload()
    assert page.evaluate("window.first") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 17, 21)"


def test_the_language_changes_and_stays(page: playwright.Page) -> None:
    page.goto("/style/")
    page.locator(".gb-me summary").click()
    page.locator("button[name=language][value=en]").click()
    page.wait_for_selector("html[lang=en]")
    assert page.title() == "Style page·Goldbell"


def test_a_region_follows_its_event_but_not_under_somebody_who_types(page: playwright.Page, site: str) -> None:
    page.goto("/live/")
    page.wait_for_selector(".gb-live.is-live")
    first = int(page.locator("#region b").text_content() or "")
    urllib.request.urlopen(f"{site}/poke/").close()
    until(page, f"document.querySelector('#region b').textContent === '{first + 1}'")
    page.locator("#region input").fill("正在打字")
    urllib.request.urlopen(f"{site}/poke/").close()
    page.wait_for_timeout(1500)
    assert page.locator("#region input").input_value() == "正在打字"
    assert page.locator("#region b").text_content() == str(first + 1)
    page.evaluate("document.activeElement.blur()")
    until(page, f"document.querySelector('#region b').textContent === '{first + 2}'")


def test_an_event_during_a_slow_answer_is_not_lost(page: playwright.Page, site: str) -> None:
    """The answer under way is older than the second event, and takes the element that asked away with it."""
    page.goto("/live/")
    page.wait_for_selector(".gb-live.is-live")
    first = int(page.locator("#region b").text_content() or "")
    held = 0

    def slow(route: playwright.Route) -> None:
        nonlocal held
        answer = route.fetch()
        if not held:
            held += 1
            urllib.request.urlopen(f"{site}/poke/").close()
            time.sleep(1.5)
        route.fulfill(response=answer)

    page.route("**/region/", slow)
    urllib.request.urlopen(f"{site}/poke/").close()
    until(page, f"document.querySelector('#region b').textContent === '{first + 2}'", timeout=9000)
    assert held == 1


def test_words_are_kept_while_she_types_and_a_refusal_is_said(page: playwright.Page, site: str) -> None:
    def draft(query: str = "") -> str:
        with urllib.request.urlopen(f"{site}/draft/{query}") as answer:
            return answer.read().decode()

    page.goto("/live/")
    page.locator("#draft textarea").fill("一点十三转49800")
    until(page, "document.querySelector('[data-draft-word]').textContent.startsWith('已自动保存')")
    assert draft() == "一点十三转49800"
    draft("?refuse=1")
    try:
        page.locator("#draft textarea").fill("一点十三转49800，还有一笔")
        until(page, "document.querySelector('[data-draft-word]').textContent.startsWith('没有存上')")
        assert page.locator("#draft textarea").input_value() == "一点十三转49800，还有一笔"
    finally:
        draft("?refuse=0")
    until(page, "document.querySelector('[data-draft-word]').textContent.startsWith('已自动保存')", timeout=9000)
    assert draft() == "一点十三转49800，还有一笔"
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def test_each_dropped_file_gets_its_own_answer(page: playwright.Page, tmp_path: Path) -> None:
    for name, size in (("good.csv", 12), ("bad.csv", 3), ("big.csv", 1_200_000)):
        (tmp_path / name).write_bytes(b"x" * size)
    page.goto("/live/")
    page.set_input_files(".gb-drop input", [tmp_path / name for name in ("good.csv", "bad.csv", "big.csv")])
    until(page, "document.querySelectorAll('.gb-drop-list .is-wrong').length === 2")
    told = page.locator(".gb-drop-list li").all_text_contents()
    assert told[0] == "good.csv 12"
    assert "第 3 行金额不是数字" in told[1]
    assert "超过 1 MB" in told[2]


def test_a_form_opens_in_the_sheet_and_focus_comes_back(page: playwright.Page) -> None:
    page.goto("/live/")
    page.locator("[data-dialog-from]").click()
    page.wait_for_selector("#gb_sheet[open]")
    assert "查看姓名" in (page.locator("[data-sheet]").text_content() or "")
    page.keyboard.press("Escape")
    page.wait_for_selector("#gb_sheet", state="hidden")
    assert page.evaluate("document.activeElement.dataset.dialogFrom") == "/sheet/"


def test_a_key_opens_the_sheet_at_its_first_field_and_focus_goes_to_what_the_key_stands_for(
    page: playwright.Page,
) -> None:
    page.goto("/live/")
    page.wait_for_timeout(300)  # htmx starts the parts a moment after the page has loaded; until then a link is a link
    page.keyboard.press("Alt+n")
    page.wait_for_selector("#gb_sheet[open]")
    assert page.evaluate("document.activeElement.name") == "purpose"
    page.keyboard.press("Alt+n")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_selector("#gb_sheet", state="hidden")
    assert page.evaluate("document.activeElement.dataset.dialogFrom") == "/sheet/"


def test_the_pages_read_without_scripts(browser: playwright.Browser, site: str) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/style/")
    assert page.locator("time.gb-clock").first.is_visible()
    assert not page.locator("[data-set-theme=dark]").first.is_visible()
    context.close()
