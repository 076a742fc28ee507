"""Takes the pictures of the README anew from a running sample district: ``python scripts/pictures.py http://127.0.0.1:8000``.

Needs what tests need (Playwright, Debian's Chromium). Run it on a fresh ``goldbell up --demo``, so that clocks are young.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from goldbell.common.moments import SHANGHAI
from goldbell.project.settings import DEMO_PASSWORD

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


def words() -> str:
    """What the caller says; she paid twelve minutes ago."""
    paid = datetime.now(SHANGHAI) - timedelta(minutes=12)
    return (
        "我姓周，有人自称百万保障客服，说不关掉每月扣八百，让我开屏幕共享。"
        f"{paid.hour}点{paid.minute}分我用手机银行实时转了49800到6245110011223344556，户名段小刚，"
        "后来又让我转三万到6245550044332211009，还没转。对方电话是400-820-8820，还在催我。"
    )


def board(page: Page) -> None:
    page.goto("/")


def intake(page: Page) -> None:
    page.goto("/intake/")
    page.get_by_role("button", name="接新来电").click()
    page.locator("#id_words").press_sequentially("我")
    page.keyboard.insert_text(words()[1:])
    page.locator("#id_words").dispatch_event("input")
    offer = page.get_by_role("button", name="加入这一笔").first
    offer.click()
    page.locator("#draft_rows .cases-row").first.wait_for()
    page.wait_for_timeout(800)
    page.evaluate("scrollTo(0, 0)")


def trace(page: Page) -> None:
    page.goto("/tracing/")
    page.locator("main table tbody a").first.click()
    page.locator("#trace").wait_for()


def order(page: Page) -> None:
    page.goto("/orders/?state=executed&sort=-ask")
    page.locator("#orders_body [data-rows] tbody a").first.click()
    page.locator("#order_body").wait_for()


SCENES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "board": ("H0105", board),
    "intake": ("H0101", intake),
    "trace": ("H0107", trace),
    "order": ("H0105", order),
}


def take(browser: Browser, url: str, name: str) -> None:
    badge, scene = SCENES[name]
    context = browser.new_context(base_url=url, locale="zh-CN", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(badge)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.locator(".gb-me").wait_for()
    scene(page)
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


def main() -> None:
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"])
        for name in sys.argv[2:] or SCENES:
            take(browser, url, name)
        browser.close()


if __name__ == "__main__":
    main()
