"""Books, orders and a real simulator process for tests."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.contracts import Body, Envelope, StatusAnswer, StatusQuery, StopAnswer, StopRequest
from goldbell.adapters.messages.keys import KnownKey, SigningKey

LANGUAGE = format_named("goldbell_json")
MULE = "6222020000000000017"
SECOND = "6217000000000000025"
VICTIM = "6228480000000000033"


def second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def book(now: datetime, *, deduplicates: bool = True, extra: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """100,000 yuan of 李四 came to 马䶮 at bank-a ten minutes ago; 30,000 went on to bank-b after five. ``extra``: more
    movements of 马䶮."""
    came = second(now) - timedelta(minutes=10)
    movements = [
        line(came, "in", 10_000_000, VICTIM, "李四", "bank-c"),
        line(came + timedelta(minutes=5), "out", 3_000_000, SECOND, "王五", "bank-b"),
        *(extra or []),
    ]
    return {
        "partners": [
            {"code": code, "name_zh": f"模拟银行 {code}", "name_en": f"Simulated {code}", "deduplicates": deduplicates}
            for code in ("bank-a", "bank-b")
        ],
        "accounts": [
            {"bank_code": "bank-a", "account_no": MULE, "holder": "马䶮", "opening_fen": 0, "movements": movements},
            {"bank_code": "bank-b", "account_no": SECOND, "holder": "王五", "opening_fen": 500},
        ],
    }


def line(at: datetime, direction: str, fen: int, account: str, name: str = "", bank: str = "") -> dict[str, Any]:
    return {
        "at": at.isoformat(),
        "direction": direction,
        "amount_fen": fen,
        "counterparty_account": account,
        "counterparty_name": name,
        "counterparty_bank": bank,
    }


def order(now: datetime, **changes: Any) -> StopRequest:
    """The order that fits the book."""
    fields: dict[str, Any] = {
        "order_no": f"ZF-{uuid4().hex[:12]}",
        "account_name": "马䶮",
        "account_no": MULE,
        "bank_code": "bank-a",
        "transfer_amount_fen": 10_000_000,
        "transferred_at": second(now) - timedelta(minutes=10),
        "ask_fen": 5_000_000,
        "currency": "CNY",
        "case_no": "A1",
        "ordinal": 1,
        "legal_basis": "银发〔2016〕86号",
        "proposer_badge": "1",
        "approver_badge": "2",
        "requested_at": now,
    }
    return StopRequest(**{**fields, **changes})


def now() -> datetime:
    return datetime.now(UTC)


class Centre:
    """The other end: a real HTTP server that keeps what it is sent, and signs orders."""

    def __init__(self) -> None:
        self.key = SigningKey.create(owner="centre")
        self.answers: list[Envelope] = []
        self.refuse = 0
        self.keys: dict[str, KnownKey] = {}
        centre = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                status = centre.keep(content, dict(self.headers.items()))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/answers/{{code}}"

    def keep(self, content: bytes, headers: dict[str, str]) -> int:
        if self.refuse > 0:
            self.refuse -= 1
            return 503
        self.answers.append(self.read(content, headers))
        return 204

    def read(self, content: bytes, headers: dict[str, str]) -> Envelope:
        return LANGUAGE.decode(
            content, headers, self.keys, receiver="centre", now=now(), tolerance=timedelta(minutes=5)
        )

    def write(
        self, body: Body, *, to: str = "bank-a", message_id: UUID | None = None, sent_at: datetime | None = None
    ) -> Envelope:
        return Envelope(
            message_id=message_id or uuid4(),
            sender="centre",
            receiver=to,
            sent_at=sent_at or now(),
            correlation_id=None,
            body=body,
        )

    def answers_to(self, order_no: str) -> list[StopAnswer]:
        bodies = [envelope.body for envelope in self.answers]
        return [body for body in bodies if isinstance(body, StopAnswer) and body.order_no == order_no]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Bank:
    """A simulator as its own process, which can be killed and started again on the same store."""

    def __init__(self, folder: Path, centre: Centre, *options: str, callback: bool = True) -> None:
        self._folder = folder
        self._centre = centre
        (folder / "centre.pem").write_bytes(centre.key.known.pem)
        self._command = [sys.executable, "-m", "goldbell.project.commands.simulate", "partners"]
        self._command += ["--data", str(folder / "store"), "--centre-key", str(folder / "centre.pem"), *options]
        if callback:
            self._command += ["--callback", centre.address]
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self) -> None:
        self.process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=(self._folder / "err.log").open("a"), text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http://127.0.0.1:"), (self._folder / "err.log").read_text()
        for partner in self.get("/partners")["partners"]:
            code = partner["code"]
            known = KnownKey.from_pem(httpx.get(f"{self.address}/partners/{code}/key").content, owner=code)
            self._centre.keys[known.key_id] = known

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def stop(self) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(15)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code

    def get(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = httpx.get(self.address + path, timeout=10).raise_for_status().json()
        return found

    def post(self, path: str, value: object) -> httpx.Response:
        return httpx.post(self.address + path, content=json.dumps(value), timeout=10)

    def send(self, envelope: Envelope, *, path: str = "messages", at: str | None = None) -> httpx.Response:
        signed = LANGUAGE.encode(envelope, self._centre.key)
        address = f"{self.address}/partners/{at or envelope.receiver}/{path}"
        return httpx.post(address, content=signed.content, headers=dict(signed.headers), timeout=10)

    def ask(self, order_no: str) -> StatusAnswer:
        envelope = self._centre.write(StatusQuery(order_no=order_no, asked_message_id=uuid4()))
        response = self.send(envelope, path="status").raise_for_status()
        body = self._centre.read(response.content, dict(response.headers)).body
        assert isinstance(body, StatusAnswer)
        return body

    def times_executed(self, order_no: str) -> int:
        return int(self.get("/admin/executions")["per_order"].get(f"bank-a/{order_no}", 0))


def until(true: Callable[[], bool], *, seconds: float = 15) -> None:
    """Wait for something to become true, or fail."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


@contextmanager
def running(
    folder: Path,
    *,
    faults: dict[str, Any] | None = None,
    contents: dict[str, Any] | None = None,
    callback: bool = True,
    seed: int = 7,
) -> Iterator[tuple[Centre, Bank]]:
    """A centre and a bank, connected by real sockets."""
    options = ["--seed", str(seed), "--book", str(folder / "book.json")]
    (folder / "book.json").write_text(json.dumps(contents or book(now())), "utf-8")
    if faults is not None:
        (folder / "faults.json").write_text(json.dumps({"partners": {"bank-a": faults}}), "utf-8")
        options += ["--script", str(folder / "faults.json")]
    centre = Centre()
    bank = Bank(folder, centre, *options, callback=callback)
    try:
        bank.start()
        yield centre, bank
        # What nobody expected would stand here.
        assert (folder / "err.log").read_text() == ""
    finally:
        bank.stop()
        centre.close()
