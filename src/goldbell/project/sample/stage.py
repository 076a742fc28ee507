"""The sample district on stage: units and people entered, partners simulated, one case played through the real services."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from goldbell.common.errors import OutsideFailed
from goldbell.common.moments import parse_moment, utc_now
from goldbell.project.ports import free_port
from goldbell.project.supervision.processes import Child

#: Where the simulated partners listen by default; the next free port if it is taken.
_PARTNERS_PORT = 8100


class PartnersSilent(OutsideFailed):
    """The simulated partners did not come up."""

    code = "partners_silent"


class Stage:
    """Holds what the sample district needs while ``goldbell up --demo`` runs. ``home``: the data folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "sample"
        self._folder.mkdir(parents=True, exist_ok=True)
        self.address = ""

    def set_district(self) -> None:
        """Enter units, officers and what they worked on lately, once."""
        from django.conf import settings

        from goldbell.project.sample import loading

        if loading.is_empty():
            loading.load_units(now=utc_now())
            loading.load_officers(now=utc_now(), password=settings.DEMO_PASSWORD)

    def partners_child(self, host: str, port: int) -> Child:
        """The process that plays banks, payment institutions and operators."""
        from goldbell.apps.exchange.queries import own_public_pem
        from goldbell.project import places
        from goldbell.project.sample.district import CENTRE

        listens = free_port("127.0.0.1", _PARTNERS_PORT)
        self.address = f"http://127.0.0.1:{listens}"
        key = self._folder / "centre.pem"
        key.write_bytes(own_public_pem())
        book = self._folder / "partners.json"
        book.write_text(json.dumps(_partners_book(), ensure_ascii=False), encoding="utf-8")
        words = ["simulate", "partners", "--data", str(self._folder / "partners"), "--book", str(book)]
        words += ["--script", str(_faults(self._folder)), "--port", str(listens), "--centre-key", str(key)]
        words += ["--centre-code", CENTRE, "--callback", f"http://{host}:{port}/exchange/inbox/{{code}}/"]
        return Child("partners", [*words, "--until-parent-ends"], places.inside("logs") / "partners.log")

    def play(self, *, story: bool) -> Iterator[str]:
        """Introduce the partners and the days before, then play one case and tell it in ten lines. Raises PartnersSilent."""
        from goldbell.project.sample import loading
        from goldbell.project.sample.playing import Play

        _await(f"{self.address}/healthz")
        loading.load_partners(now=utc_now(), address=self.address)
        yield from demo_accounts()
        loading.load_background(now=self._first_start())
        if story:
            yield from Play(self._folder, self.address).lines()
        yield "就绪 ready"

    def _first_start(self) -> datetime:
        """The moment of the first start: the days before it are told the same way however often this runs."""
        mark = self._folder / "first-start"
        if not mark.exists():
            mark.write_text(utc_now().isoformat(), encoding="utf-8")
        return parse_moment(mark.read_text(encoding="utf-8"))


def demo_accounts() -> Iterator[str]:
    """The accounts to sign in with."""
    from django.conf import settings

    from goldbell.project.sample.officers import OFFICERS

    shown = {role: one for one in reversed(OFFICERS) for role in one.roles}
    wanted = ("intake", "analyst", "duty_chief", "duty", "station", "bank_liaison", "auditor", "security_admin")
    password = settings.DEMO_PASSWORD
    yield f"演示账号，口令都是 {password} · demo accounts, password {password}"
    for role in wanted:
        yield f"  {shown[role].badge:<7} {shown[role].name_zh} {role}"


def add_to_book(address: str, book: Path) -> None:
    """Tell the simulated banks about the accounts of one more story."""
    request = urllib.request.Request(  # noqa: S310 – our own loopback address
        f"{address}/admin/accounts", data=book.read_bytes(), headers={"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310
        pass


def _partners_book() -> dict[str, object]:
    from goldbell.project.sample.district import PARTNER_UNITS, PARTNERS

    by_code = {unit.code: unit for unit in PARTNER_UNITS}
    return {
        "version": 1,
        "partners": [
            {
                "code": one.unit,
                "name_zh": by_code[one.unit].name_zh,
                "name_en": by_code[one.unit].name_en,
                "kind": by_code[one.unit].kind,
                "deduplicates": one.deduplicates,
            }
            for one in PARTNERS
        ],
        "accounts": [],
    }


def _faults(folder: Path) -> Path:
    """Ordinary banks: most decide within seconds here (minutes in life), one is slow, one at times answers twice."""
    script = folder / "faults.json"
    if not script.exists():
        pace = float(os.environ.get("GOLDBELL_DEMO_PACE", "1"))
        plan = {
            "*": {"decide_seconds": {"median": 2 * pace, "sigma": 0.4}},
            "xiguan": {"decide_seconds": {"median": 6 * pace, "sigma": 0.4}, "twice_share": 0.5},
            "qinghe": {"decide_seconds": {"median": 3 * pace, "sigma": 0.4}, "slow_seconds": 0.5},
        }
        script.write_text(json.dumps({"partners": plan}), encoding="utf-8")
    return script


def _await(url: str, *, patience: float = 30.0) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 – our own loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise PartnersSilent("模拟银行没有起来，请看 logs/partners.log", retryable=True)
