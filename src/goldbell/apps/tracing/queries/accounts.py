"""The accounts behind a trace: whose they are, what came, what stayed, what left, and what has not arrived yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from goldbell.apps.cases.contracts import TransferFacts
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.masks import mask
from goldbell.apps.tracing.contracts import PendingMoney, TracedAccount
from goldbell.common.ways import PaymentWay, rescue

#: Marks before an account that stands for money that left to nobody named.
SINKS = ("fee:", "unnamed:", "gap:")
#: What an edge leads to when no account received the money.
NOWHERE = frozenset({"cash", "fee", "unnamed", "gap", "interest"})


class Owners:
    """Whose account a number is: a bank we talk to by its first digits, else as the statements or the victim said."""

    def __init__(
        self, told: Iterable[TransferFacts], names: Mapping[str, Sequence[str]], accounts: Iterable[str]
    ) -> None:
        rows = list(told)
        self._holders = {one.to_account: one.to_name for one in rows if one.to_name}
        self._holders |= {account: found[0] for account, found in names.items() if found[0]}
        self._banks = {one.to_account: one.to_bank for one in rows if one.to_bank}
        self._banks |= {account: found[1] for account, found in names.items() if found[1]}
        self._banks |= {account: one.unit.name for account, one in exchange.partners_for(accounts).items()}

    def bank(self, account: str) -> str:
        """The bank's name, or empty."""
        return self._banks.get(account, "")

    def holder(self, account: str) -> str:
        """The holder's name, or empty."""
        return self._holders.get(account, "")

    def holder_masked(self, account: str) -> str:
        """The holder as pages show them."""
        holder = self.holder(account)
        return mask(Kind.NAME, holder) if holder else ""


def traced_accounts(
    payments: Iterable[dict[str, Any]], names: Mapping[str, Sequence[str]], owners: Owners
) -> tuple[TracedAccount, ...]:
    """Every account that money of these payments reached, by tier, the larger sums first."""
    received: Counter[str] = Counter()
    held: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    cashed: Counter[str] = Counter()
    tiers: dict[str, int] = {}
    for payment in payments:
        held.update(payment["held"])
        for account, fen in payment["out_of_sight"].items():
            unseen[account.partition(":")[2] if account.startswith(SINKS) else account] += fen
        for edge in payment["edges"]:
            target = edge["to_account"]
            if edge["kind"] == "cash":
                cashed[edge["from_account"]] += edge["carried_fen"]
            if target not in NOWHERE:
                received[target] += edge["carried_fen"]
                tiers[target] = min(edge["tier"], tiers.get(target, edge["tier"]))
    found = [
        TracedAccount(
            account_no=account,
            bank_name=owners.bank(account),
            holder_masked=owners.holder_masked(account),
            tier=tier,
            received_fen=received[account],
            held_fen=held[account],
            out_of_sight_fen=unseen[account],
            cashed_fen=cashed[account],
            has_statement=account in names,
        )
        for account, tier in tiers.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.tier, -one.received_fen, one.account_no)))


def pending_money(
    payments: Iterable[dict[str, Any]], told: Mapping[str, TransferFacts], owners: Owners, as_of: datetime
) -> tuple[PendingMoney, ...]:
    """What has not left the payer's bank, with the end of the time to call it back, the soonest first."""
    found = []
    for one in payments:
        paid_at = datetime.fromisoformat(one["payment"]["paid_at"])
        transfer = told.get(one["payment"]["ref"])
        account = one["payment"]["to_account"]
        way = transfer.way if transfer else PaymentWay.OTHER.value
        found.append(
            PendingMoney(
                account_no=account,
                bank_name=owners.bank(account),
                holder_masked=owners.holder_masked(account),
                fen=one["payment"]["amount_fen"],
                paid_at=paid_at,
                way=way,
                until=rescue(PaymentWay(way), paid_at, as_of).until if paid_at <= as_of else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.until or one.paid_at, one.account_no)))
