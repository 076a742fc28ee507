"""The story on the kit in Chromium: typed, dropped, proposed, signed, answered, counted and audited by people at pages."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.story import kit
from tests.story.house import House

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

if CHROMIUM is not None:
    from playwright.sync_api import Page, expect

    from tests.story.people import Room, equation, sign_out


@pytest.fixture(scope="module")
def room(house: House, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Room]:
    """Windows onto the house. After a failure, or where ``GOLDBELL_STORY_PICTURES`` says, pictures are kept."""
    before = request.session.testsfailed
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        opened = Room(browser, house.url)
        yield opened
        wanted = os.environ.get("GOLDBELL_STORY_PICTURES")
        if wanted or request.session.testsfailed > before:
            folder = Path(wanted) if wanted else tmp_path_factory.mktemp("story")
            opened.keep(folder)
            print(f"pictures: {folder}\n{house.logs()}")
        browser.close()


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What earlier steps of the story found out: the case's address and number."""
    return {}


def test_1_an_intake_officer_types_what_the_victim_says(room: Room, told: dict[str, Any]) -> None:
    page = room.sign_in("H0101")
    page.goto("/intake/")
    page.get_by_role("button", name="接新来电").click()
    page.locator("#id_words").press_sequentially(kit.words()[:12])
    page.keyboard.insert_text(kit.words()[12:])
    page.locator("#id_words").dispatch_event("input")
    for paid in kit.payments():
        mark = page.locator(f"#draft_read mark[data-element$='{paid.to_account}']")
        expect(mark.first).to_be_visible()
    expect(page.get_by_role("button", name="加入这一笔").first).to_be_visible()
    room.picture("H0101", "words read")
    for number, paid in enumerate(kit.payments()):
        _type_transfer(page, number, paid)
    expect(page.locator("#draft_rows .gb-clock, #draft_rows .gb-inst").first).to_be_visible()
    page.locator("#id_reporter_name").fill("孟清秋")
    page.locator("#id_reporter_phone").fill("13900007788")
    page.locator("[name=scam_type]").select_option("fake_customer_service")
    told["draft"] = page.url


def _type_transfer(page: Page, number: int, paid: kit.Paid) -> None:
    rows = page.locator("#draft_rows .cases-row")
    if rows.count() <= number:
        page.get_by_role("button", name="加一笔").click()
        expect(rows).to_have_count(number + 1)
    row = rows.nth(number)
    row.locator("[name=t_paid_at]").fill(f"{paid.paid_at:%Y-%m-%d %H:%M:%S}")
    row.locator("[name=t_amount]").fill(paid.yuan)
    row.locator("[name=t_way]").select_option(paid.way)
    row.locator("[name=t_to_account]").fill(paid.to_account)
    row.locator("[name=t_to_name]").fill(paid.to_name)
    row.locator("[name=t_to_bank]").fill(paid.to_bank)
    row.locator("[name=t_from_account]").fill(paid.from_account)


def test_2_wrong_sums_and_moments_are_said_and_stay_as_typed(room: Room) -> None:
    page = room.pages["H0101"]
    row = page.locator("#draft_rows .cases-row").nth(0)
    paid = kit.payments()[0]
    amount, moment = row.locator("[name=t_amount]"), row.locator("[name=t_paid_at]")
    for field, wrong, right in (
        (amount, "十八万六千左右吧", paid.yuan),
        (amount, "-5", paid.yuan),
        (moment, "2031-01-01 10:00", f"{paid.paid_at:%Y-%m-%d %H:%M:%S}"),
        (moment, "25:99", f"{paid.paid_at:%Y-%m-%d %H:%M:%S}"),
    ):
        field.fill(wrong)
        expect(row.locator(".gb-error").first).to_be_visible()
        page.get_by_role("button", name="受理并受案").click()
        row = page.locator("#draft_rows .cases-row").nth(0)
        amount, moment = row.locator("[name=t_amount]"), row.locator("[name=t_paid_at]")
        field = amount if right == paid.yuan else moment
        expect(field).to_have_value(wrong)
        expect(page).to_have_url(re.compile(r"/intake/\d+/"))
        expect(page.locator("#id_words")).to_have_value(kit.words())
        field.fill(right)
        expect(row.locator(".gb-error")).to_have_count(0)


def test_3_the_report_is_taken_and_its_case_opened(room: Room, told: dict[str, Any]) -> None:
    page = room.pages["H0101"]
    room.picture("H0101", "ready to take")
    page.get_by_role("button", name="受理并受案").click()
    expect(page).to_have_url(re.compile(r"/cases/\d+/"))
    told["case"] = re.search(r"/cases/(\d+)/", page.url).group(1)  # type: ignore[union-attr]
    expect(page.locator("#transfers tbody tr")).to_have_count(3)
    told["case_no"] = page.locator(".gb-crumbs li").last.inner_text().strip()
    # the clock since the transfer runs on her screen, and the victim stays masked
    expect(page.locator(".gb-main .gb-inst, .gb-main .gb-clock").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("孟清秋")
    expect(page.locator("body")).not_to_contain_text("13900007788")


def test_4_an_analyst_drops_five_files_and_sees_what_was_read(room: Room, told: dict[str, Any], tmp_path: Path) -> None:
    page = room.sign_in("H0107")
    page.goto(f"/cases/{told['case']}/statements/")
    page.locator(".gb-drop input[type=file]").set_input_files(list(kit.STATEMENTS))
    rows = page.locator("#files tbody tr")
    expect(rows).to_have_count(5)
    expect(page.locator("#files")).to_contain_text("共 5 个，已读 4 个", timeout=60_000)
    expect(page.locator("#files tr", has_text="不重复计算")).to_have_count(1)
    gongshang = page.locator("#files tr", has_text="336")
    expect(gongshang).to_contain_text("334")
    gongshang.locator("a[href$='#rejected']").click()
    expect(page.locator("#rejected")).to_contain_text("169")
    expect(page.locator("#rejected")).to_contain_text("170")
    room.picture("H0107", "rejected rows")
    page.go_back()
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    empty = tmp_path / "空的.csv"
    empty.touch()
    page.locator(".gb-drop input[type=file]").set_input_files([broken, empty])
    expect(page.locator(".gb-drop-list")).to_contain_text("文件是空的")
    expect(page.locator("#files tr", has_text="读不了").first).to_be_visible()
    room.picture("H0107", "files")


def test_5_the_trace_equals_the_kits_truth(room: Room, told: dict[str, Any]) -> None:
    page = room.pages["H0107"]
    page.goto(f"/cases/{told['case']}/trace/")
    paid = kit.payments()
    assert equation(page.locator("#trace")) == {
        "付出": sum(one.amount_fen for one in paid),
        "在账，可止": sum(kit.held_by_account().values()),
        "视线外": sum(one.out_of_sight_fen for one in paid),
        "取现": sum(one.cashed_out_fen for one in paid),
    }
    room.picture("H0107", "trace")


def test_6_the_analyst_proposes_and_cannot_sign_her_own(room: Room, told: dict[str, Any]) -> None:
    page = room.pages["H0107"]
    for number in range(5):
        page.goto(f"/cases/{told['case']}/trace/")
        proposals = page.locator("#proposals > ol > li")
        proposals.nth(number).get_by_role("button", name="提出止付").click()
        expect(page).to_have_url(re.compile(r"/orders/\d+/"))
        expect(page.locator("body")).to_contain_text("等另一人")
    expect(page.get_by_role("button", name="复核并签字")).to_have_count(0)
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    refused = page.request.post(f"{page.url}approve/", headers={"X-CSRFToken": token, "Referer": page.url})
    assert refused.status == 403
    room.picture("H0107", "proposed")


def test_7_the_duty_chief_signs_and_the_banks_answer(room: Room, told: dict[str, Any]) -> None:
    page = room.sign_in("H0105")
    page.goto("/orders/")
    page.get_by_role("link", name="打开并复核").click()
    sign = page.get_by_role("button", name="复核并签字")
    for left in range(5, 0, -1):
        expect(sign).to_be_visible()
        before = page.url
        room.picture("H0105", f"to sign {left}")
        sign.click()
        expect(page.locator(".gb-messages, .gb-note, [role=status]").first).to_be_visible()
        if left > 1 and page.url == before:
            page.goto("/orders/")
            page.get_by_role("link", name="打开并复核").click()
    analyst = room.pages["H0107"]
    analyst.goto(f"/orders/?case={told['case_no']}")
    # nobody touches this page: the banks' answers come to it
    expect(analyst.locator("#orders_body [data-rows] tbody tr", has_text="已执行").first).to_be_visible(timeout=90_000)
    # a bank whose answer was not taken at once tries again after up to half a minute
    _look_until(analyst, {"已执行": 3, "被银行拒绝": 1, "已发出": 1})
    room.picture("H0107", "answered")


def _look_until(page: Page, wanted: dict[str, int], *, looks: int = 45) -> None:
    rows = page.locator("#orders_body [data-rows] tbody tr")
    for _ in range(looks):
        if all(rows.filter(has_text=words).count() == number for words, number in wanted.items()):
            return
        page.wait_for_timeout(4_000)
        page.reload()
    assert {words: rows.filter(has_text=words).count() for words in wanted} == wanted


def test_8_asked_is_stopped_plus_missed_plus_waiting(room: Room, told: dict[str, Any]) -> None:
    page = room.pages["H0107"]
    sums = equation(page.locator("#orders_body .gb-panel-body").first)
    asked = sum(fen for fen in kit.held_by_account().values() if fen >= 100_000)
    terms = list(sums.values())
    assert terms[0] == asked == sum(terms[1:])
    assert all(terms[1:])
    board = room.pages["H0105"]
    board.goto("/")
    for word in ("被拒绝", "已发出"):
        expect(board.locator("body")).to_contain_text(word)
    room.picture("H0105", "board")
    expect(board.locator("body")).to_contain_text("建设银行")


def test_9_an_auditor_sees_who_did_and_read_what(room: Room, told: dict[str, Any], house: House) -> None:
    page = room.sign_in("H0002")
    page.goto(f"/audit/?case={told['case']}")
    record = page.locator("body")
    for words in ("林越", "陆承安", "查阅", "办理"):
        expect(record).to_contain_text(words)
    expect(record).not_to_contain_text("孟清秋")
    for account in kit.held_by_account():
        expect(record).not_to_contain_text(account)
    room.picture("H0002", "record")
    written = house.home / "story.jsonl"
    assert house.command("audit", "export", str(written)).returncode == 0
    checked = house.command("audit", "verify", str(written), "--anchors", str(house.home / "anchors"))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_another_station_sees_nothing_of_it(room: Room, told: dict[str, Any]) -> None:
    page = room.sign_in("H0301", viewport={"width": 390, "height": 844})
    for path in (f"/cases/{told['case']}/", f"/cases/{told['case']}/trace/", f"/cases/{told['case']}/statements/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status in {403, 404}, path
        expect(page.locator("body")).not_to_contain_text(told["case_no"])
    for path in ("/cases/", "/orders/", "/"):
        page.goto(path)
        expect(page.locator("body")).not_to_contain_text(told["case_no"])


def test_z_everybody_signs_out_and_no_page_had_an_error(room: Room) -> None:
    for page in room.pages.values():
        page.goto("/")
        sign_out(page)
        page.goto("/cases/")
        expect(page.get_by_role("button", name="登录金钟")).to_be_visible()
    assert not room.complaints
