"""What tests and teachers may see and change, from this machine only: the banks' deeds, accounts and faults."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Mapping
from typing import Any

from goldbell.common.errors import Forbidden, Invalid, NotFound
from goldbell.simulator import desk, ledger
from goldbell.simulator.book import add_to_book, read_book
from goldbell.simulator.faults import read_script
from goldbell.simulator.floor import Floor
from goldbell.simulator.store import ticks, writing


class NotFromHere(Forbidden):
    """Only a program on this machine may do this."""

    code = "not_from_here"


def only_from_here(scope: Mapping[str, Any]) -> None:
    """Refuse other machines, and browsers: a page on the web could otherwise have the browser post here. Raises
    NotFromHere."""
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1").rsplit(":", 1)[0].strip("[]")
    here = ipaddress.ip_address(scope["client"][0]).is_loopback
    if not here or host not in ("127.0.0.1", "localhost", "::1") or b"origin" in headers:
        raise NotFromHere("只能从本机使用")


def answer(floor: Floor, method: str, what: str, content: bytes) -> dict[str, object]:
    """One admin request. Raises NotFound, BadBook, BadScript."""
    match (method, what):
        case ("GET", "executions"):
            done = desk.executions(floor.store)
            per_order = Counter(f"{row['bank_code']}/{row['order_no']}" for row in done)
            return {"executions": done, "per_order": dict(per_order)}
        case ("GET", "accounts"):
            return {"accounts": _accounts(floor)}
        case ("GET", "answers"):
            rows = floor.store.execute(
                "SELECT request_id, bank_code, message_id, due_at, wanted, delivered, attempts, last_result"
                " FROM answers ORDER BY request_id"
            )
            return {"answers": [dict(row) for row in rows]}
        case ("POST", "faults"):
            floor.script = read_script(_text(content), seed=floor.script.seed)
            return {"partners": sorted(floor.script.partners)}
        case ("POST", "accounts"):
            added = add_to_book(floor.store, read_book(_text(content)))
            floor.learn_partners()
            return {"added": added}
    raise NotFound("没有这个地址")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("内容不是 UTF-8 文字") from None


def _accounts(floor: Floor) -> list[dict[str, object]]:
    now = floor.clock()
    with writing(floor.store):
        ledger.advance(floor.store, now)
    rows = floor.store.execute(
        "SELECT account_no, bank_code, opening_fen, balance_fen, (SELECT count(*) FROM executions"
        " WHERE executions.account_no = accounts.account_no) AS stops FROM accounts ORDER BY account_no"
    ).fetchall()
    return [{**dict(row), "held_fen": ledger.held_fen(floor.store, row["account_no"], ticks(now))} for row in rows]
