"""Work flowing through the room while processes are killed: reports, proposals, signatures, statements, one after another."""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg

from goldbell.project.sample.district import PARTNERS, unit
from goldbell.project.sample.world import make_account_no
from tests.kills.rig import Killed, Rig
from tests.story.caller import Caller

#: Two banks act on a message once however often it comes, two act again each time.
BANKS: Final = ("longyuan", "baitong", "hean", "shunhui")
_PER_REPORT: Final = 4
_IN_FLIGHT: Final = 10
_KIT: Final = Path(__file__).parent.parent / "kit" / "statements" / "工商银行_交易明细_1.csv"


def accounts(count: int, *, seed: int, now: datetime) -> list[dict[str, Any]]:
    """Mules' accounts, each of which one transfer reached minutes ago; ``left``: what was drawn from it since."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        bank = BANKS[number % len(BANKS)]
        fen = rng.randrange(100_000, 9_000_000)
        at = (now - timedelta(minutes=rng.randrange(5, 25))).replace(microsecond=0)
        left = rng.choice([0, 0, fen // 3, fen])
        account = {"bank": bank, "account": make_account_no(bank, rng), "holder": f"户主{number}"}
        made.append(account | {"fen": fen, "at": at.isoformat(), "left": left})
    return made


def book(made: list[dict[str, Any]]) -> dict[str, Any]:
    """The simulator's book of these accounts. One in nine has another holder there: the bank will refuse."""
    return {
        "version": 1,
        "partners": [
            {
                "code": one.unit,
                "name_zh": unit(one.unit).name_zh,
                "name_en": unit(one.unit).name_en,
                "kind": unit(one.unit).kind,
                "deduplicates": one.deduplicates,
            }
            for one in PARTNERS
        ],
        "accounts": [
            {
                "bank_code": one["bank"],
                "account_no": one["account"],
                "holder": one["holder"] if number % 9 else "别人",
                "opening_fen": 0,
                "movements": _movements(one),
            }
            for number, one in enumerate(made)
        ],
    }


def _movements(one: dict[str, Any]) -> list[dict[str, Any]]:
    came = {"at": one["at"], "direction": "in", "amount_fen": one["fen"], "counterparty_account": "1000000001"}
    if not one["left"]:
        return [came]
    later = (datetime.fromisoformat(one["at"]) + timedelta(minutes=2)).isoformat()
    drawn = {"at": later, "direction": "out", "amount_fen": one["left"], "counterparty_account": ""}
    return [came, drawn]


#: The banks have weather too: lost connections after acting, errors, answers told twice.
FAULTS: Final[dict[str, Any]] = {
    "*": {
        "decide_seconds": {"uniform": [0.0, 0.3]},
        "drop_share": 0.08,
        "error_500_share": 0.04,
        "error_503_share": 0.04,
        "twice_share": 0.2,
    }
}


class Flow:
    """Feeds the desk in a thread until told to stop. What was acknowledged is remembered here, outside everything."""

    def __init__(self, rig: Rig, made: list[dict[str, Any]], *, statements: bool = False) -> None:
        self.rig = rig
        self.statements = statements
        self.reports: dict[str, int] = {}
        self.approved: set[int] = set()
        self.files: set[int] = set()
        self.told: dict[int, dict[str, Any]] = {}
        self.broke: BaseException | None = None
        self._accounts = deque(made)
        self._todo: deque[dict[str, Any]] = deque()
        self._chief: Caller | None = None
        self._going = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def go(self) -> None:
        """Feed from now on."""
        self._going.set()

    def rest(self) -> None:
        """Take in no new work; what is half done is finished by ``drain``."""
        self._going.clear()

    def drain(self, *, patience: float) -> None:
        """Finish what was begun. All processes must be up."""
        self.rest()
        deadline = time.monotonic() + patience
        while self._todo and time.monotonic() < deadline and self.broke is None:
            time.sleep(0.1)
        assert self.broke is None, repr(self.broke) + self.rig.logs()
        assert not self._todo, f"still to do: {list(self._todo)[:3]}" + self.rig.logs()

    def end(self) -> None:
        """End the thread."""
        self._ending.set()
        self._thread.join(60)

    def _run(self) -> None:
        try:
            while not self._ending.is_set():
                if not self._step():
                    time.sleep(0.1)
        except BaseException as error:  # noqa: BLE001 – told to the test, which fails with it
            self.broke = error

    def _step(self) -> bool:
        if not self._todo:
            if not self._going.is_set() or self._too_many():
                return False
            self._todo.append(self._new_report())
        act = self._todo[0]
        try:
            at_the_web = act["act"] == "approve" and act["order"] % 2
            answer = self._approve_at_the_web(act["order"]) if at_the_web else self.rig.tell(**act)
        except Killed:
            self._await_desk()
            return True
        if "failed" in answer:
            time.sleep(0.2)
            return True
        self._todo.popleft()
        self._follow(act, answer)
        return True

    def _approve_at_the_web(self, order: int) -> dict[str, Any]:
        """Every other signature is given through the web process; only an answer that arrived acknowledges it."""
        try:
            self._chief = self._chief or Caller(self.rig.web, "H0105")
            answer = self._chief.post(f"/orders/{order}/approve")
        except httpx.HTTPError as error:
            return {"failed": type(error).__name__}
        if answer.status_code == 409 and answer.json()["code"] == "moved":
            return {"moved": True}
        return {"approved": order} if answer.status_code == 200 else {"failed": answer.text[:300]}

    def _new_report(self) -> dict[str, Any]:
        transfers = [self._accounts.popleft() for _ in range(_PER_REPORT)]
        key = f"kill-{transfers[0]['account']}"
        return {"act": "report", "key": key, "at": datetime.now(UTC).isoformat(), "transfers": transfers}

    def _follow(self, act: dict[str, Any], answer: dict[str, Any]) -> None:
        match act["act"]:
            case "report":
                self.reports[act["key"]] = answer["report"]
                for one in act["transfers"]:
                    self._todo.append({"act": "propose", "case": answer["case"], "transfer": one})
                if self.statements:
                    self._todo.append({"act": "hand_in", "case": answer["case"], "path": str(_KIT)})
            case "propose":
                self.told[answer["order"]] = act["transfer"]
                self._todo.append({"act": "approve", "order": answer["order"]})
            case "approve":
                self.approved.add(act["order"])
            case "hand_in":
                self.files.update(answer["files"])

    def _too_many(self) -> bool:
        try:
            ((open_,),) = self.rig.rows(
                "SELECT (SELECT count(*) FROM interdiction_stoporder WHERE state IN ('approved', 'sent'))"
                " + (SELECT count(*) FROM tracing_statementfile WHERE state = 'waiting')"
            )
        except psycopg.OperationalError:
            return True
        return bool(open_ >= _IN_FLIGHT)

    def _await_desk(self) -> None:
        while self.rig.dead("desk") and not self._ending.is_set():
            time.sleep(0.05)
