"""A registered partner that is a real simulator process on a real socket, and messages to it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from goldbell.adapters.messages.contracts import StopRequest
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.exchange import queries, services
from goldbell.apps.exchange.contracts import PartnerDraft, Standing
from goldbell.apps.exchange.models import OutMessage, Partner
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import District, actor, make_district
from goldbell.apps.privacy import services as privacy
from goldbell.common.actors import Actor, system

MULE = "6222020000000000017"
HOLDER = "马䶮"
VICTIM = "6228480000000000033"
OUR_CODE = "HW-FZ"
BANK = "bank-a"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class World:
    """A district, an officer of its centre, a case key, and the bank registered as a partner."""

    district: District
    officer: Actor
    partner: Partner
    key: UUID
    paid_at: datetime

    def request(self, order_no: str = "ZF-1", **changes: Any) -> StopRequest:
        told: dict[str, Any] = {
            "order_no": order_no,
            "account_name": HOLDER,
            "account_no": MULE,
            "bank_code": BANK,
            "transfer_amount_fen": 10_000_000,
            "transferred_at": self.paid_at,
            "ask_fen": 5_000_000,
            "currency": "CNY",
            "case_no": "A1",
            "ordinal": 1,
            "legal_basis": "银发〔2016〕86号",
            "proposer_badge": "1",
            "approver_badge": "2",
            "requested_at": now(),
        }
        return StopRequest(**{**told, **changes})

    def queue(self, order_no: str = "ZF-1", **changes: Any) -> OutMessage:
        """Queue a stop request, committed."""
        wait = changes.pop("answer_within", timedelta(minutes=3))
        with scope.acting(self.officer):
            return services.queue(
                by=self.officer,
                now=now(),
                partner_id=self.partner.pk,
                kind="stop_request",
                body=self.request(order_no, **changes),
                subject=Subject("exchange.test", order_no),
                order_key=MULE,
                unit_id=self.district.centre.pk,
                seal_key=self.key,
                answer_due_at=now() + wait if wait else None,
            )


def make_world(address: str, public_pem: bytes, *, deduplicates: bool = True, **changes: Any) -> World:
    """Build the world; ``address`` is that of the simulator."""
    with scope.everything("test"):
        district = make_district()
        officer = actor(Role.DUTY_CHIEF, unit=district.centre)
        draft = PartnerDraft(
            unit_id=district.bank.pk,
            code=BANK,
            our_code=OUR_CODE,
            endpoint=f"{address}/partners/{BANK}/messages",
            status_endpoint=f"{address}/partners/{BANK}/status",
            public_pem=public_pem,
            deduplicates=deduplicates,
            private_network=True,
            prefixes=("622202/19", "6222"),
            aliases=("临江银行", "临江银行股份有限公司"),
        )
        partner = services.register_partner(by=system("sample"), now=now(), draft=draft)
        key = privacy.new_key(by=officer, now=now(), unit_id=district.centre.pk)
    return World(district, officer, partner, key, now().replace(microsecond=0) - timedelta(minutes=10))


@dataclass
class Bank:
    """A running simulator."""

    address: str
    process: subprocess.Popen[str]
    folder: Path
    start: Callable[[], tuple[subprocess.Popen[str], str]] = field(repr=False)

    @property
    def public_pem(self) -> bytes:
        return httpx.get(f"{self.address}/partners/{BANK}/key").content

    def executions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = httpx.get(f"{self.address}/admin/executions").json()["executions"]
        return found

    def faults(self, **faults: Any) -> None:
        script = {"partners": {BANK: faults}}
        assert httpx.post(f"{self.address}/admin/faults", content=json.dumps(script)).status_code == 200

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def revive(self) -> None:
        self.process, address = self.start()
        assert address == self.address


def book(at: datetime, *, deduplicates: bool) -> dict[str, Any]:
    """100,000 yuan came to 马䶮 ten minutes ago, 30,000 went on after five."""
    came = at.replace(microsecond=0) - timedelta(minutes=10)

    def line(moment: datetime, direction: str, fen: int, account: str, name: str) -> dict[str, Any]:
        return {
            "at": moment.isoformat(),
            "direction": direction,
            "amount_fen": fen,
            "counterparty_account": account,
            "counterparty_name": name,
            "counterparty_bank": "bank-b",
        }

    return {
        "partners": [{"code": BANK, "name_zh": "甲行", "name_en": "Bank A", "deduplicates": deduplicates}],
        "accounts": [
            {
                "bank_code": BANK,
                "account_no": MULE,
                "holder": HOLDER,
                "opening_fen": 0,
                "movements": [
                    line(came, "in", 10_000_000, VICTIM, "李四"),
                    line(came + timedelta(minutes=5), "out", 3_000_000, "6217000000000000025", "王五"),
                ],
            }
        ],
    }


@contextmanager
def running_bank(
    folder: Path, *, deduplicates: bool = True, callback: str = "", book_of: dict[str, Any] | None = None
) -> Iterator[Bank]:
    """Start a simulator process; ended on leaving."""
    key, accounts = folder / "centre.pem", folder / "book.json"
    key.write_bytes(queries.own_public_pem())
    accounts.write_text(json.dumps(book_of or book(now(), deduplicates=deduplicates)))
    port = ""

    def start() -> tuple[subprocess.Popen[str], str]:
        command = [sys.executable, "-m", "goldbell.project.commands.simulate", "partners", "--until-parent-ends"]
        command += ["--data", str(folder / "bank"), "--centre-key", str(key), "--centre-code", OUR_CODE]
        command += ["--book", str(accounts), *(["--callback", callback] if callback else [])]
        command += ["--port", port] if port else []
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    process, address = start()
    assert address.startswith("http"), "the simulator did not start"
    port = address.rpartition(":")[2]
    bank = Bank(address, process, folder, start)
    try:
        yield bank
    finally:
        bank.process.terminate()
        bank.process.wait(10)


class Taken:
    """A higher app's answer taker for tests: remembers what it was given, in memory."""

    def __init__(self, standing: Standing = Standing.TAKEN) -> None:
        self.bodies: list[object] = []
        self.standing = standing

    def __call__(self, *, by: Actor, now: datetime, envelope: Any, out: OutMessage | None) -> Standing:
        assert by.kind == "partner"
        self.bodies.append(envelope.body)
        return self.standing if out is not None else Standing.UNASKED
