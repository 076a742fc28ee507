"""Signing in at a real server with a real browser: security key, authenticator app, recovery code, lock-out, sessions.

The key is Chromium's own virtual authenticator: the ceremony that runs here is the one a key on the desk runs.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from goldbell.project.settings import DEMO_PASSWORD
from tests.story.house import House

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]

if CHROMIUM is not None:
    from playwright.sync_api import Page, expect

_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Desk:
    """One browser at the door, with what its console complained about."""

    def __init__(self, browser: Any, url: str, **window: Any) -> None:
        # A key is bound to a name: an address in figures has none.
        base = url.replace("127.0.0.1", "localhost")
        self.context = browser.new_context(**{"locale": "zh-CN", "base_url": base} | window)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def plug_in(self, **different: Any) -> tuple[Any, str]:
        """Plug a security key into this browser; its line and number."""
        line = self.context.new_cdp_session(self.page)
        line.send("WebAuthn.enable")
        made = line.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY | different})
        return line, made["authenticatorId"]

    def password(self, badge: str, password: str = DEMO_PASSWORD) -> None:
        """Badge and password at the door."""
        self.page.goto("/accounts/login/")
        self.page.locator("[name=login]").fill(badge)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("main button[type=submit]").first.click()

    def confirm(self) -> None:
        """Where the password is asked again, give it."""
        if "/reauthenticate/" in self.page.url:
            self.page.locator("[name=password]").fill(DEMO_PASSWORD)
            self.page.locator("main button[type=submit]").first.click()

    def is_in(self) -> bool:
        """Whether pages open to this browser."""
        self.page.goto("/account/")
        return "/accounts/" not in self.page.url

    def leave(self) -> None:
        """Sign out by the form."""
        self.page.goto("/accounts/logout/")
        self.page.locator("main button[type=submit]").click()
        expect(self.page.locator("[name=login]")).to_be_visible()


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A district where everybody needs a second factor."""
    room = Path(tempfile.mkdtemp(prefix="goldbell-door-"))
    room.chmod(0o755)
    running = House(room / "home", environment={"GOLDBELL_REQUIRE_SECOND_FACTOR": "*"})
    try:
        running.hear("就绪 ready")
        yield running
    finally:
        running.stop()
        shutil.rmtree(room, ignore_errors=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def desk(browser: Any, house: House) -> Iterator[Desk]:
    one = Desk(browser, house.url)
    yield one
    one.context.close()


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def codes_on(page: Page) -> list[str]:
    return re.findall(r"\b[0-9a-z]{8,}\b", page.locator("main").inner_text())


def test_a_key_is_added_then_opens_the_door_and_signs_again(desk: Desk) -> None:
    desk.plug_in()
    page = desk.page
    desk.password("H0101")
    expect(page).to_have_url(re.compile("/accounts/2fa/$"))
    page.get_by_role("link", name="添加安全钥匙…").click()
    desk.confirm()
    page.locator("[name=name]").fill("桌上的钥匙")
    page.wait_for_load_state()  # the page's script is there only now
    page.get_by_role("button", name="插上钥匙并添加").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("桌上的钥匙")
    desk.leave()
    desk.password("H0101")
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    assert not desk.is_in(), "the password alone opens nothing"
    page.goto("/accounts/2fa/authenticate/")
    page.get_by_role("button", name="用安全钥匙").click()
    page.wait_for_url(lambda url: "/2fa/" not in url)
    assert desk.is_in()
    # Where a signature asks for the second factor again, the way to the key is open too, and leads back.
    page.goto("/accounts/2fa/reauthenticate/?next=/account/")
    page.get_by_role("link", name="用安全钥匙").click()
    page.get_by_role("button", name="插上钥匙并确认").click()
    expect(page).to_have_url(re.compile("/account/$"))
    assert not desk.complaints


def test_another_key_does_not_open(browser: Any, house: House) -> None:
    """The officer of the first test has a key; whoever knows the password and brings a key of their own stays outside."""
    stranger = Desk(browser, house.url)
    stranger.plug_in()
    page = stranger.page
    stranger.password("H0101")
    expect(page.locator("#security_key_failed")).to_be_hidden()
    page.get_by_role("button", name="用安全钥匙").click()
    expect(page.locator("#security_key_failed")).to_be_visible()
    assert not stranger.is_in()
    stranger.context.close()


def test_a_key_that_does_not_answer_says_so_on_the_page(desk: Desk) -> None:
    line, number = desk.plug_in()
    page = desk.page
    desk.password("H0103")
    page.get_by_role("link", name="添加安全钥匙…").click()
    desk.confirm()
    expect(page.locator("#security_key_failed")).to_be_hidden()
    line.send("WebAuthn.setResponseOverrideBits", {"authenticatorId": number, "isBadUV": True, "isBadUP": True})
    line.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.get_by_role("button", name="插上钥匙并添加").click()
    expect(page.locator("#security_key_failed")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("还没有添加安全钥匙")


def test_an_app_and_its_recovery_codes(desk: Desk) -> None:
    page = desk.page
    desk.password("H0107")
    page.get_by_role("link", name="添加验证器…").click()
    desk.confirm()
    secret = page.locator("main code, main .gb-id").first.inner_text().replace(" ", "").strip()
    page.locator("[name=code]").fill("000000")
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("验证码不对")
    secret = page.locator("main code, main .gb-id").first.inner_text().replace(" ", "").strip()
    page.locator("[name=code]").fill(code_now(secret))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/activate/" not in url)
    page.goto("/accounts/2fa/recovery-codes/")
    codes = codes_on(page)
    assert len(codes) == 10
    desk.leave()
    desk.password("H0107")
    page.locator("[name=code]").fill(codes[0])
    page.get_by_role("button", name="登录金钟").click()
    page.wait_for_url(lambda url: "/2fa/" not in url)
    assert desk.is_in()
    desk.leave()
    desk.password("H0107")
    page.locator("[name=code]").fill(codes[0])
    page.get_by_role("button", name="登录金钟").click()
    expect(page.locator("main")).to_contain_text("验证码不对")
    assert not desk.is_in(), "a recovery code opens once"
    page.goto("/accounts/2fa/authenticate/")
    page.locator("[name=code]").fill(codes[1])
    page.get_by_role("button", name="登录金钟").click()
    page.wait_for_url(lambda url: "/2fa/" not in url)
    assert not desk.complaints


def test_five_wrong_passwords_close_the_door_for_a_quarter_of_an_hour(desk: Desk) -> None:
    for _ in range(4):
        desk.password("H0301", "not-the-password-7")
        expect(desk.page.locator("main")).to_contain_text("警号或密码不对")
    desk.password("H0301", "not-the-password-7")
    expect(desk.page.locator("main")).to_contain_text("登录已锁定")
    desk.password("H0301")
    expect(desk.page.locator("main")).to_contain_text("登录已锁定")
    assert not desk.is_in()


def test_a_second_browser_is_seen_and_ended_from_the_first(browser: Any, house: House) -> None:
    first, second = Desk(browser, house.url), Desk(browser, house.url)
    page, secret = first.page, ""
    first.password("A0002")
    page.get_by_role("link", name="添加验证器…").click()
    first.confirm()
    secret = page.locator("main .gb-id").first.inner_text().strip()
    page.locator("[name=code]").fill(code_now(secret))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/activate/" not in url)
    page.goto("/accounts/2fa/recovery-codes/")
    code = codes_on(page)[0]
    second.password("A0002")
    second.page.locator("[name=code]").fill(code)
    second.page.get_by_role("button", name="登录金钟").click()
    second.page.wait_for_url(lambda url: "/2fa/" not in url)
    assert first.is_in()
    assert second.is_in()
    page.goto("/account/")
    page.get_by_role("button", name="结束它").click()
    expect(page.get_by_role("button", name="结束它")).to_have_count(0)
    assert not second.is_in()
    assert first.is_in()
    for one in (first, second):
        one.context.close()


def test_strict_policy_holds_on_the_pages_of_the_key(desk: Desk) -> None:
    answer = desk.page.goto("/accounts/login/")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
