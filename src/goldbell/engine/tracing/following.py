"""Following the victims' payments: find each in the ledger, follow it under a rule, gather what a stop order needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from goldbell.engine.tracing.bounds import Bounds, into_accounts_outside
from goldbell.engine.tracing.contracts import Edge, Found, HeldFacts, Kind, Payment, PaymentTrace, TraceResult
from goldbell.engine.tracing.ledger import Ledger, Movement
from goldbell.engine.tracing.pairing import SECOND
from goldbell.engine.tracing.rules import Flow, Rule, rule_named
from goldbell.engine.tracing.sequence import in_sequence

#: How far a victim's memory and the statement may lie apart, in seconds; near ones are taken first.
WINDOWS: Final = (5, 60, 900, 26 * 3600)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def trace(ledger: Ledger, payments: Sequence[Payment], *, as_of: datetime, rule: str = "fifo") -> TraceResult:
    """Where the money of each payment is at ``as_of`` (aware), payment by payment and to the fen. Raises UnknownRule.

    A payment that no statement shows enters the ledger as the victim reported it and is marked NOT_FOUND: her own bank's
    statement is often not there, and her word is what the case rests on.
    """
    chosen = rule_named(rule)
    known = len(ledger.whole)
    ledger, found = with_payments(ledger, payments)
    following = _Following(ledger, chosen, micros(as_of))
    traces = tuple(
        following.payment(payment, found[index], known=found[index] < known) for index, payment in enumerate(payments)
    )
    return TraceResult(as_of.astimezone(UTC), rule, traces)


def with_payments(ledger: Ledger, payments: Sequence[Payment]) -> tuple[Ledger, dict[int, int]]:
    """The ledger with every payment in it, and for each payment's index its movement; those that no statement shows are last."""
    found = _find(ledger, payments)
    missing = [index for index in range(len(payments)) if index not in found]
    if missing:
        first = len(ledger.whole)
        ledger = ledger.with_reported([_as_movement(payments[index]) for index in missing])
        found |= {index: first + place for place, index in enumerate(missing)}
    return ledger, found


def micros(moment: datetime) -> int:
    """UTC microseconds of an aware moment."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _as_movement(payment: Payment) -> Movement:
    return Movement(
        payment.from_account, payment.to_account, payment.amount_fen, micros(payment.paid_at), Kind.REPORTED
    )


def _find(ledger: Ledger, payments: Sequence[Payment]) -> dict[int, int]:
    """Index of payment → index of movement, one to one: same payee, amount and payer (or payer not named), nearest first."""
    wanted = {payment.to_account for payment in payments}
    by_way: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for index, movement in enumerate(ledger.whole):
        if movement.payee in wanted and movement.kind in (Kind.TRANSFER, Kind.UNNAMED):
            by_way[(movement.payer, movement.payee, movement.amount_fen)].append(index)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for seconds in WINDOWS:
        for nameless in (False, True):
            for place in sorted(range(len(payments)), key=lambda one: payments[one].paid_at):
                payment = payments[place]
                payer = "" if nameless else payment.from_account
                if place in found or (nameless and seconds > WINDOWS[2]):
                    continue
                at_us = micros(payment.paid_at)
                fits = [
                    (abs(ledger.whole[one].at_us - at_us), one)
                    for one in by_way.get((payer, payment.to_account, payment.amount_fen), ())
                    if one not in taken and abs(ledger.whole[one].at_us - at_us) <= seconds * SECOND
                ]
                if fits:
                    found[place] = min(fits)[1]
                    taken.add(found[place])
    return found


class _Following:
    def __init__(self, ledger: Ledger, rule: Rule, as_of_us: int) -> None:
        self.ledger = ledger
        self.rule = rule
        sequence = in_sequence(ledger)
        self.prepared = rule.prepare(sequence)
        # The band starts from a way of spending that keeps every fen; a bound is none.
        self.exact = self.prepared if rule.conserves else rule_named("fifo").prepare(sequence)
        self.as_of_us = as_of_us
        self.outside = into_accounts_outside(ledger)

    def payment(self, payment: Payment, movement: int, *, known: bool) -> PaymentTrace:
        if self.ledger.movements[movement].at_us > self.as_of_us:
            return PaymentTrace(payment, Found.AFTER_CUT, {payment.from_account: payment.amount_fen}, {}, 0, (), ())
        flow = self.prepared.follow(movement, as_of_us=self.as_of_us)
        held = {account: fen for account, fen in flow.resting.items() if account in self.ledger.books}
        out_of_sight = Counter({account: fen for account, fen in flow.resting.items() if account not in held})
        cash = 0
        for index, fen in flow.sunk.items():
            sunk = self.ledger.movements[index]
            if sunk.kind is Kind.CASH:
                cash += fen
            else:
                out_of_sight[f"{sunk.kind.value}:{sunk.payer}"] += fen
        edges = self._edges(flow)
        told = sum(held.values()) + sum(out_of_sight.values()) + cash
        assert told == payment.amount_fen or not self.rule.conserves
        return PaymentTrace(
            payment, Found.IN_STATEMENTS if known else Found.NOT_FOUND, held, dict(sorted(out_of_sight.items())), cash,
            edges, self._facts(movement, flow, held, edges),
        )  # fmt: skip

    def _edges(self, flow: Flow) -> tuple[Edge, ...]:
        ordered = sorted(
            flow.carried.items(), key=lambda one: (one[0][1], self.ledger.movements[one[0][0]].at_us, one[0][0])
        )
        return tuple(self._edge(index, tier, fen) for (index, tier), fen in ordered)

    def _edge(self, index: int, tier: int, fen: int) -> Edge:
        movement = self.ledger.movements[index]
        at = _EPOCH + timedelta(microseconds=movement.at_us)
        payee = movement.payee or movement.kind.value
        sources = tuple(side.source for side in movement.sides)
        return Edge(movement.payer, payee, at, movement.amount_fen, fen, tier, movement.kind, sources)

    def _facts(self, movement: int, flow: Flow, held: dict[str, int], edges: Sequence[Edge]) -> tuple[HeldFacts, ...]:
        exact = flow if self.rule.conserves else self.exact.follow(movement, as_of_us=self.as_of_us)
        bounds = Bounds(self.ledger, movement, exact, self.as_of_us, self.outside)
        inward: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            inward[edge.to_account].append(edge)
        ranked = sorted(held, key=lambda account: (-held[account], account))
        return tuple(self._held(account, held[account], tuple(inward[account]), bounds) for account in ranked)

    def _held(self, account: str, fen: int, inward: tuple[Edge, ...], bounds: Bounds) -> HeldFacts:
        book = self.ledger.books[account]
        past = [entry for entry in book.entries if entry.at_us <= self.as_of_us]
        balance = next((entry.balance_fen for entry in reversed(past) if entry.balance_fen is not None), None)
        named = sum(1 for entry in book.entries if entry.other or entry.kind != "transfer")
        certain, possible = bounds.of(account)
        return HeldFacts(
            account=account,
            holders=self.ledger.holders.get(account, ()),
            bank=self.ledger.banks.get(account, ""),
            fen=fen,
            certain_fen=certain,
            possible_fen=possible,
            tier=min((edge.tier for edge in inward), default=0),
            last_balance_fen=balance,
            last_row_at=_EPOCH + timedelta(microseconds=past[-1].at_us) if past else None,
            rows=len(book.entries),
            named_share=named / len(book.entries) if book.entries else 0.0,
            gaps=book.gaps,
            inward=inward,
        )
