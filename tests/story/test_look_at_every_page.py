"""Every page of the rail and what it leads to, for every role, as a reader has it before them: nothing wider than the
screen, nothing cut or covered, every text in the reader's language, no complaint of the browser."""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import goldbell
from tests.story.house import House

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]

if CHROMIUM is not None:
    from playwright.sync_api import Browser, BrowserContext, Page

    from goldbell.project.settings import DEMO_PASSWORD
    from tests.story import look

#: One officer for each kind of work; together they reach every page. Two of them always, the others in the long run.
ROLES = [
    "H0105",
    "H0301",
    *(pytest.param(badge, marks=pytest.mark.deep) for badge in ("H0101", "H0107", "B-LY-1", "H0002", "A0001", "A0002")),
]
WINDOWS = {"desk": (1440, 900), "phone": (390, 844)}
#: Kinds of pages looked at in one window. A rail and one page of each kind behind it come to less.
MOST = 60
#: Not pages, or the same pages of another library that have tests of their own.
NOT_LOOKED_AT = re.compile(r"^/(accounts/logout|i18n|static|api|events)|/export/|/file/$|\.json$")


@pytest.fixture(scope="module")
def lived_in() -> Iterator[House]:
    """A house in which the sample case was played, so that lists, traces and orders are full."""
    place = Path(tempfile.mkdtemp(prefix="goldbell-look-"))
    place.chmod(0o755)
    house = House(place / "home", story=True)
    try:
        house.hear("就绪 ready")
        yield house
    finally:
        house.stop()
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as started:
        flags = ["--headless", "--no-sandbox", "--disable-gpu"]
        running = started.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield running
        running.close()


@cache
def invented() -> str:
    """All that is Chinese on purpose: the words, names and accounts of the sample district and its people."""
    folder = Path(goldbell.__file__).parent / "project" / "sample"
    said = [one.read_text("utf-8") for one in sorted(folder.glob("*.toml"))]
    for path in sorted(folder.glob("*.py")):
        if path.stem != "story":  # tells the terminal what happened, in words that are no data
            found = ast.walk(ast.parse(path.read_text("utf-8")))
            said += [one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return "\n".join(said)


def untranslated(page: Page) -> set[str]:
    """What an English page says in Chinese though nobody in the sample district wrote it."""
    known = invented()
    strange: set[str] = set()
    for text in look.texts(page):
        masked = "*" in text
        strange |= {run for run in look.CHINESE.findall(text) if run not in known and not (masked and len(run) == 1)}
    return strange


def signed_in(browser: Browser, house: House, badge: str, window: tuple[int, int], language: str) -> BrowserContext:
    context: BrowserContext = browser.new_context(
        base_url=house.url,
        locale="zh-CN" if language == "zh-hans" else "en-GB",
        viewport={"width": window[0], "height": window[1]},
        has_touch=window[0] < 600,
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(badge)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.locator(".gb-me").wait_for()
    token = next(one["value"] for one in context.cookies() if one["name"] == "csrftoken")
    page.request.post(
        "/i18n/setlang/",
        form={"language": language},
        headers={"X-CSRFToken": token, "Referer": house.url + "/"},
    )
    page.close()
    return context


def walk(page: Page) -> Iterator[str]:
    """Go from the first page wherever links lead, one page of each kind."""
    seen: set[str] = set()
    todo = [("/", "")]
    while todo and len(seen) < MOST:
        address, found_at = todo.pop(0)
        kind = look.kind_of(address)
        if kind in seen or NOT_LOOKED_AT.search(address):
            continue
        seen.add(kind)
        answer = page.goto(address, wait_until="load")
        # the same address may lead on to a form that asks for the second factor: that is a page too
        assert answer is None or answer.status < 400, f"{found_at} leads to {address}: {answer.status}"
        page.wait_for_timeout(60)
        yield address
        todo += [(one, address) for one in look.addresses(page)]


@pytest.mark.parametrize("badge", ROLES)
@pytest.mark.parametrize("window", WINDOWS)
def test_nothing_is_cut_covered_or_untranslated(lived_in: House, browser: Browser, badge: str, window: str) -> None:
    wrong: list[str] = []
    complaints: list[str] = []
    for language in ("zh-hans", "en"):
        context = signed_in(browser, lived_in, badge, WINDOWS[window], language)
        page = context.new_page()
        look.console(page, complaints, badge)
        walked = 0
        for address in walk(page):
            walked += 1
            where = f"{badge} {window} {language} {address}"
            wrong += [f"{where}: {fault}" for fault in look.faults(page)]
            assert page.locator("html").get_attribute("lang") == language, where
            if language == "en" and not address.startswith("/style/"):
                wrong += [f"{where}: no English for {run}" for run in sorted(untranslated(page))]
        assert walked >= 4
        context.close()
    assert not wrong, "\n".join(wrong)
    assert not complaints, "\n".join(complaints)
