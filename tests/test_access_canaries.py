"""Five thousand invented people pass through a running server: in reports, bodies, queries, paths, file names and at the
door. Afterwards none of them shows in a log, an address, a header, a title, a refusal, a download's name or a raw file."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client

from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import make_district, make_officer
from goldbell.apps.privacy.tests.canaries import Canary, canaries, found_in
from goldbell.project.settings import DEMO_PASSWORD
from tests.story.house import House

COUNT = 5000
_TITLE = re.compile(rb"<title>(.*?)</title>", re.S)


class Prober:
    """One officer's line to the house; every answer's head, title and refusal is looked through."""

    def __init__(self, url: str) -> None:
        self.line = httpx.Client(base_url=url, timeout=30, follow_redirects=False, trust_env=False)
        self.seen: Counter[str] = Counter()
        self.shown: list[str] = []
        self.cases: list[int] = []
        self.reports: list[int] = []
        self.line.get("/accounts/login/")
        said = {"login": "H0105", "password": DEMO_PASSWORD, "csrfmiddlewaretoken": self.line.cookies["csrftoken"]}
        assert self.line.post("/accounts/login/", data=said).status_code == 302

    def ask(self, shape: str, method: str, path: str, *, echo: bool = False, **more: Any) -> httpx.Response:
        """Ask and look. ``echo``: the page gives an officer's own form back as typed, so its body may show it."""
        more["headers"] = {"X-CSRFToken": self.line.cookies.get("csrftoken", "")} | more.get("headers", {})
        answer = self.line.request(method, path, **more)
        self.seen[f"{shape} {answer.status_code}"] += 1
        head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items()).encode()
        title = b"".join(_TITLE.findall(answer.content))
        for where, content in (("head", head), ("title", title), ("body", b"" if echo else answer.content)):
            if found_in(content) or found_in(_unquoted(content)):
                self.shown.append(f"{shape} {answer.status_code} {where}: {method} {path[:60]}")
        return answer


def _unquoted(content: bytes) -> bytes:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(content)


def _report(prober: Prober, one: Canary, number: int, **changes: Any) -> httpx.Response:
    told = {
        "channel": "call_110",
        "received_at": "2026-11-20T10:00:00+08:00",
        "words": f"{one.words}，他叫{one.name}，电话{one.phone}，账号{one.account}",
        "reporter_name": one.name,
        "reporter_phone": one.phone,
        "reporter_address": f"河湾路{one.name}家",
        "transfers": [
            {
                "paid_at": "2026-11-20T09:30:00+08:00",
                "amount_fen": 100_00,
                "way": "instant",
                "to_account": one.account,
                "to_name": one.name,
            }
        ],
    } | changes
    return prober.ask(
        "report", "POST", "/api/reports", json=told, headers={"Idempotency-Key": f"canary-{number // 2 * 2}"}
    )


def whole_life(prober: Prober, one: Canary, number: int) -> None:
    """A report becomes a case; its pages show masks only."""
    answer = _report(prober, one, number * 2)
    _report(prober, one, number * 2, channel="online")  # the same key, another body: 409
    if answer.status_code == 201:
        report_id = answer.json()["id"]
        prober.reports.append(report_id)
        case = prober.ask("open", "POST", f"/api/reports/{report_id}/case").json()
        prober.cases.append(case["id"])
        prober.ask("case", "GET", f"/cases/{case['id']}/")
        prober.ask("report page", "GET", f"/reports/{report_id}/")
        prober.ask("case api", "GET", f"/api/cases/{case['id']}/transfers")
        prober.ask("move", "POST", f"/cases/{case['id']}/move/", data={"reason": one.words}, echo=True)


def evidence(prober: Prober, one: Canary, number: int) -> None:
    """A file that is named after a person goes in and comes out."""
    case_id = prober.cases[number % len(prober.cases)]
    name = f"{one.name}{one.account}流水.csv"
    content = f"{one.name},{one.account},{number}\n".encode()
    prober.ask("attach", "POST", f"/cases/{case_id}/evidence/", files={"file": (name, content)})
    rows = prober.ask("evidence", "GET", f"/api/cases/{case_id}/evidence").json()
    taken = prober.ask("download", "POST", f"/cases/evidence/{rows[-1]['id']}/", data={"reason": "核对流水"}, echo=True)
    assert taken.content == content
    assert "filename" in taken.headers["Content-Disposition"]
    # a statement named after somebody, which no layout reads
    prober.ask(
        "statement", "POST", f"/cases/{case_id}/statements/hand-in/", files={"files": (name, content)}, echo=True
    )


def quick_shapes() -> list[Callable[[Prober, Canary, int], Any]]:
    """One question each, wrong in some way or asking for somebody."""
    return [
        lambda p, one, _n: p.ask("search", "POST", "/cases/search/", data={"q": one.name}, echo=True),
        lambda p, one, _n: p.ask("search by account", "POST", "/cases/search/", data={"q": one.account}, echo=True),
        lambda p, one, _n: p.ask("bad json", "POST", "/api/reports", content=f'{{"words": "{one.words}'.encode(),
                                 headers={"Content-Type": "application/json"}),
        lambda p, one, _n: p.ask("unfit json", "POST", "/api/reports", json={"words": {one.phone: one.name}}),
        lambda p, one, _n: p.ask("api path", "GET", f"/api/cases/{one.account}{one.phone}"),
        lambda p, one, _n: p.ask("api query", "GET", "/api/cases", params={"limit": one.phone, "q": one.name}),
        lambda p, one, _n: p.ask("no such page", "GET", f"/cases/{one.name}/"),
        lambda p, one, _n: p.ask("no such id", "GET", f"/cases/{one.account}/"),
        lambda p, one, _n: p.ask("page query", "GET", "/cases/?state=" + one.phone, echo=True),
        lambda p, one, _n: p.ask("referer", "GET", "/cases/987654321/",
                                 headers={"Referer": f"{p.line.base_url}cases/?q={one.phone}"}),
        lambda p, one, _n: p.ask("not allowed", "POST", "/people/new/", data={"name": one.name, "badge": one.phone}),
        lambda p, one, _n: p.ask("no token", "POST", "/api/reports", json={"words": one.words},
                                 headers={"X-CSRFToken": "wrong"}),
        lambda p, one, _n: p.ask("page without token", "POST", "/cases/search/", data={"q": one.name},
                                 headers={"X-CSRFToken": "wrong"}),
        lambda p, one, _n: p.ask("bearer", "GET", "/api/me", headers={"Authorization": f"Bearer gbt_{one.phone}_{one.account}"}),
        lambda p, one, _n: p.ask("method", "DELETE", f"/api/me?who={one.phone}"),
        lambda p, one, _n: p.ask("kind", "POST", "/api/reports", content=one.words.encode(),
                                 headers={"Content-Type": "text/plain"}),
        lambda p, one, _n: p.ask("partner door", "POST", f"/exchange/inbox/{one.phone}/", content=one.words.encode()),
        lambda p, one, _n: p.ask("reveal", "GET", f"/privacy/reveal/?ref={one.account}"),
        lambda p, one, _n: p.ask("key", "POST", "/api/reports", json={"words": one.words},
                                 headers={"Idempotency-Key": f"{one.phone} {one.account}"}),
        lambda p, one, _n: p.ask("browser", "GET", "/account/", echo=True, headers={"Accept-Language": one.phone}),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    room = Path(tempfile.mkdtemp(prefix="goldbell-canaries-"))
    room.chmod(0o755)
    running = House(room / "home")
    try:
        running.hear("就绪 ready")
        yield running
    finally:
        running.stop()
        shutil.rmtree(room, ignore_errors=True)


def at_the_door(house: House, people: Iterator[Canary]) -> Counter[str]:
    """Strangers type a name, a number or somebody's words where the badge and the password belong."""
    seen: Counter[str] = Counter()
    with httpx.Client(base_url=house.url, timeout=30, trust_env=False) as line:
        line.get("/accounts/login/")
        for _ in range(40):
            one = next(people)
            token = line.cookies["csrftoken"]
            for badge, password in ((one.name, one.phone), (one.account, one.words)):
                said = {"login": badge, "password": password, "csrfmiddlewaretoken": token, "next": f"/{one.phone}"}
                answer = line.post(f"/accounts/login/?next=/{one.account}", data=said)
                seen[str(answer.status_code)] += 1
                assert not found_in(_unquoted("\n".join(answer.headers.values()).encode()))
    return seen


@pytest.mark.timeout(600)
def test_five_thousand_people_pass_and_none_is_seen(house: House) -> None:
    prober, people = Prober(house.url), canaries(COUNT)
    for number in range(60):
        whole_life(prober, next(people), number)
    for number in range(40):
        evidence(prober, next(people), number)
    assert at_the_door(house, people)["200"] > 50
    for number, (one, shape) in enumerate(zip(people, cycle(quick_shapes()), strict=False)):
        shape(prober, one, number)
    statuses = {key.rpartition(" ")[2] for key in prober.seen}
    assert {"200", "201", "302", "400", "401", "403", "404", "405", "409", "415", "422"} <= statuses, prober.seen
    assert not [key for key in prober.seen if key.endswith(("500", "503"))], prober.seen
    assert not prober.shown, "\n".join(sorted(set(prober.shown))[:40])
    assert len(prober.cases) == 60
    house.stop()  # what the server still held goes to disk
    leaks = [
        str(file.relative_to(house.home))
        for file in sorted(house.home.rglob("*"))
        if file.is_file() and not file.is_symlink() and found_in(file.read_bytes())
    ]
    assert leaks == []
    assert (house.home / "logs" / "web.log").stat().st_size > 100_000, "there was a log to look through"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/cases/", "/api/cases"])
def test_a_surprise_tells_nothing(
    path: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], settings: Any
) -> None:
    """A fault in the middle of our own code: the page, the problem document and the log hold ids only."""
    settings.GOLDBELL_REQUIRE_SECOND_FACTOR = "off"
    one = next(canaries(1))

    def surprise(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError(f"{one.name} {one.account} {one.words}")

    monkeypatch.setattr("goldbell.apps.cases.queries.cases", surprise)
    monkeypatch.setattr("goldbell.apps.cases.views.listing.queries.cases", surprise)
    client = Client(raise_request_exception=False)
    client.force_login(make_officer(Role.CHIEF, unit=make_district().centre))
    answer = client.get(f"{path}?q={one.phone}", headers={"Referer": f"http://testserver/{one.account}"})
    assert answer.status_code == 500
    assert not found_in(answer.content)
    assert not found_in("\n".join(answer.headers.values()).encode())
    out, err = capfd.readouterr()
    assert not found_in((out + err).encode())
    assert "RuntimeError" in err or not err


def test_what_is_too_large_is_refused_without_a_word_of_it(house: House) -> None:
    """Runs on a house that has stopped: the limit is the program's own, asked in this process."""
    one = next(canaries(1))
    for path in (f"/cases/{one.account}/", f"/api/{one.phone}"):
        answer = Client().post(path, one.words, content_type="application/json", CONTENT_LENGTH=str(3 << 30))
        assert answer.status_code == 413
        assert not found_in(answer.content)
