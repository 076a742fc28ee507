"""Officers at their browsers: each with a window of their own, and pictures of what they saw if the story breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from goldbell.project.settings import DEMO_PASSWORD

_PATIENCE = 30_000
expect.set_options(timeout=_PATIENCE)


class Room:
    """The windows that are open in one story. ``pictures``: what was seen at key steps, written only on failure."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self.url = url
        self.pages: dict[str, Page] = {}
        self.pictures: dict[str, bytes] = {}
        self.complaints: list[str] = []

    def sign_in(self, badge: str, **window: Any) -> Page:
        """Open a window of one's own and sign in with the published password."""
        size = {"width": 1440, "height": 900}
        context = self._browser.new_context(**{"locale": "zh-CN", "viewport": size, "base_url": self.url} | window)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(f"{badge} {page.url}: {error}"))
        page.goto("/accounts/login/")
        page.locator("[name=login]").fill(badge)
        page.locator("[name=password]").fill(DEMO_PASSWORD)
        page.get_by_role("button", name="登录金钟").click()
        expect(page.locator(".gb-me")).to_be_visible()
        self.pages[badge] = page
        return page

    def picture(self, badge: str, step: str) -> None:
        """Remember how it looks now."""
        self.pictures[f"{len(self.pictures):02d} {step}"] = self.pages[badge].screenshot()

    def keep(self, folder: Path) -> None:
        """Write all pictures, and how every open window looks at the end."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.pictures.items():
            (folder / f"{name}.png").write_bytes(content)
        for badge, page in self.pages.items():
            page.screenshot(path=folder / f"last {badge}.png", full_page=True)
            (folder / f"last {badge}.txt").write_text(f"{page.url}\n{page.inner_text('body')}", "utf-8")


def sign_out(page: Page) -> None:
    """Leave, by the menu with one's own name."""
    page.locator(".gb-me > summary").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="登录金钟")).to_be_visible()


def yuan(place: Locator) -> int:
    """The sum that stands there, in fen."""
    text = place.inner_text().replace(",", "").replace("，", "").replace(" ", "").strip()
    return 0 if text in {"–", ""} else round(float(text) * 100)


def equation(place: Locator) -> dict[str, int]:
    """The terms of an equation of sums, by their words, in fen."""
    terms = place.locator(".gb-sum > div")
    expect(terms.first).to_be_visible()
    return {
        terms.nth(number).locator("dt").inner_text().strip(): yuan(terms.nth(number).locator("dd"))
        for number in range(terms.count())
    }
