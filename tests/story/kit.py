"""The kit as a world: its institutions as simulated partners whose books hold what their statements say."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from goldbell.adapters import statements
from goldbell.engine import tracing

KIT: Final = Path(__file__).parent.parent / "kit"
STATEMENTS: Final = sorted((KIT / "statements").iterdir())
AS_OF: Final = datetime.fromisoformat("2026-03-06T12:00:00+08:00")
#: The case that is told: three payments, money left at all four institutions.
CASE: Final = "A6201022026030000"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ZONE: Final = AS_OF.tzinfo


@dataclass(frozen=True)
class Institution:
    """A bank or payment institution of the kit. ``faults``: how it behaves; two of the four do not simply obey."""

    code: str
    name: str
    kind: str
    prefix: str
    aliases: tuple[str, ...]
    deduplicates: bool
    faults: dict[str, float]


INSTITUTIONS: Final = (
    Institution("kit-gs", "工商银行", "bank", "622202/19", ("工商银行", "中国工商银行"), True, {}),
    # never brings its answer: the order stays with the waiting ones
    Institution("kit-js", "建设银行", "bank", "621700/19", ("建设银行", "中国建设银行"), True, {"never_share": 1.0}),
    Institution("kit-lz", "兰州银行", "bank", "622388/19", ("兰州银行",), False, {"twice_share": 1.0}),
    Institution("kit-zf", "支付宝", "payment_institution", "2088/16", ("支付宝",), True, {"refuse_share": 1.0}),
    # never answered: no statement, so its accounts are where the money leaves the sight
    Institution("kit-cz", "某村镇银行", "bank", "6239/19", ("某村镇银行",), True, {}),
)


@dataclass(frozen=True)
class Paid:
    """One payment of the kit's case, and where its money is by the kit's own reckoning."""

    paid_at: datetime
    from_account: str
    to_account: str
    amount_fen: int
    way: str
    to_name: str
    to_bank: str
    held: dict[str, int]
    out_of_sight_fen: int
    cashed_out_fen: int

    @property
    def yuan(self) -> str:
        """As somebody types it."""
        return f"{self.amount_fen // 100}.{self.amount_fen % 100:02d}"


@cache
def ledger() -> tracing.Ledger:
    """All statements of the kit as one ledger."""
    return tracing.merge(statements.read(path, read_at=datetime.now(UTC)) for path in STATEMENTS)


def bank_of(account: str) -> Institution:
    """The institution of an account, by its first digits."""
    return next(one for one in INSTITUTIONS if account.startswith(one.prefix.split("/")[0]))


@cache
def payments() -> tuple[Paid, ...]:
    """The payments of the case."""
    truth = json.loads((KIT / "truth.json").read_text("utf-8"))["payments"]
    with (KIT / "payments.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    ways = {"手机银行实时": "instant", "ATM转账": "atm", "网银普通到账": "ordinary"}
    return tuple(
        Paid(
            paid_at=datetime.fromisoformat(row["paid_at"]),
            from_account=row["from_account"],
            to_account=row["to_account"],
            amount_fen=where["amount_fen"],
            way=ways[row["way"]],
            to_name=ledger().holders[row["to_account"]][0],
            to_bank=bank_of(row["to_account"]).name,
            held=where["held"],
            out_of_sight_fen=sum(where["out_of_sight"].values()),
            cashed_out_fen=where["cashed_out_fen"],
        )
        for row, where in zip(rows, truth, strict=True)
        if row["case_no"] == CASE
    )


def held_by_account() -> dict[str, int]:
    """Where the case's money still is, all its payments together."""
    sums: dict[str, int] = {}
    for paid in payments():
        for account, fen in paid.held.items():
            sums[account] = sums.get(account, 0) + fen
    return sums


def words() -> str:
    """What the victim says on the phone, with the kit's own accounts, amounts and times."""
    told = "；".join(
        f"{paid.paid_at.astimezone(_ZONE):%m月%d日%H点%M分}转了{paid.yuan}元到{_in_fours(paid.to_account)}{paid.to_name}"
        for paid in payments()
    )
    return f"对方自称平台客服，说不关百万保障每月扣八百，让开共享屏幕。{told}。后来微信也被拉黑了。"


def _in_fours(account: str) -> str:
    return " ".join(account[start : start + 4] for start in range(0, len(account), 4))


def book() -> dict[str, object]:
    """The simulator's book: the institutions, and every account that has a statement with all its movements."""
    return {
        "version": 1,
        "partners": [
            {
                "code": one.code,
                "name_zh": one.name,
                "name_en": one.code,
                "kind": one.kind,
                "deduplicates": one.deduplicates,
            }
            for one in INSTITUTIONS
        ],
        "accounts": [
            {
                "bank_code": bank_of(account).code,
                "account_no": account,
                "holder": ledger().holders[account][0],
                "opening_fen": one.opening_fen,
                "movements": list(_movements(account)),
            }
            for account, one in sorted(ledger().books.items())
        ],
    }


def _movements(account: str) -> Iterator[dict[str, object]]:
    for number, one in enumerate(ledger().movements):
        if account not in (one.payer, one.payee) or one.payer == one.payee:
            continue
        inward = one.payee == account
        other = one.payer if inward else one.payee
        yield {
            "at": (_EPOCH + timedelta(microseconds=one.at_us)).isoformat(),
            "direction": "in" if inward else "out",
            "amount_fen": one.amount_fen,
            "counterparty_account": other,
            "counterparty_name": next(iter(ledger().holders.get(other, ())), ""),
            "counterparty_bank": bank_of(other).name if other else "",
            "serial": str(number),
        }


def faults() -> dict[str, object]:
    """How the institutions behave: quick, but one never answers, one refuses, one says everything twice."""
    plan: dict[str, object] = {"*": {"decide_seconds": 0.1}}
    plan |= {one.code: {"decide_seconds": 0.1, **one.faults} for one in INSTITUTIONS}
    return {"partners": plan}


#: Run inside the house: enter the kit's institutions as units and partners, and tell the simulator of them.
ENTER: Final = """
import json, sys, urllib.request
from goldbell.apps.exchange import services as exchange
from goldbell.apps.exchange.contracts import PartnerDraft
from goldbell.apps.exchange.models import Partner
from goldbell.apps.identity import services as identity
from goldbell.apps.identity.scope import everything
from goldbell.common.moments import utc_now
from goldbell.project.sample.district import CENTRE
from tests.story import kit

def call(path, content=None):
    told = None if content is None else json.dumps(content, ensure_ascii=False).encode()
    with urllib.request.urlopen(urllib.request.Request(address + path, data=told), timeout=20) as answer:
        return answer.read()

with everything("sample") as by:
    address = Partner.objects.get(code="longyuan").endpoint.split("/partners/")[0]
    call("/admin/accounts", kit.book())
    call("/admin/faults", kit.faults())
    for one in kit.INSTITUTIONS:
        unit = identity.add_unit(by=by, now=utc_now(), code=one.code, kind=one.kind, name_zh=one.name, name_en=one.code)
        exchange.register_partner(by=by, now=utc_now(), draft=PartnerDraft(
            unit_id=unit.pk, code=one.code, our_code=CENTRE,
            endpoint=f"{address}/partners/{one.code}/messages",
            status_endpoint=f"{address}/partners/{one.code}/status",
            public_pem=call(f"/partners/{one.code}/key"), deduplicates=one.deduplicates, private_network=True,
            prefixes=(one.prefix,), aliases=one.aliases,
        ))
print(address)
"""
