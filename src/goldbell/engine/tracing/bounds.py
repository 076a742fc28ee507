"""How sure a held amount is: least and most of a payment that can be in an account, whatever money each payer spent first.

Every way of spending is a flow of the payment's fen through the accounts in their order: a movement can carry at most its
own amount, an account can keep between two movements at most what it then holds, and everything else follows. The
rule's answer is one such flow. How much of it can be led elsewhere gives the certain minimum, how much can be led
here the possible maximum; both are exact (maximum flow by augmenting paths, whole fen). For one account it is the
auditors' test of domain practice: of an outflow E certainly E - (A + C) is the tracked money, where A stood before it
and C came in besides.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goldbell.engine.tracing.ledger import Ledger
from goldbell.engine.tracing.rules import Flow

#: Places looked at for one account before the band is given up as too large to work out here.
BUDGET: Final = 20_000

#: An account after so many of its steps; ends of the ledger stand at step 0.
Place = tuple[str, int]
#: What a flow runs through: a movement (by index), or staying in an account over its step (account, step).
Arc = int | Place


@dataclass(frozen=True, slots=True)
class _Account:
    """One account's steps up to the cut. ``room[j]`` and ``kept[j]``: most that can stay over step j, and what of the
    payment stays under the rule; ``arriving[j]``: movements that land after step j."""

    order: tuple[int, ...]
    room: list[int]
    kept: list[int]
    arriving: dict[int, list[int]]


class Bounds:
    """The band around one payment's result. ``outside``: for each account without a statement what came into it."""

    def __init__(
        self, ledger: Ledger, movement: int, flow: Flow, as_of_us: int, outside: Mapping[str, Sequence[int]]
    ) -> None:
        self.ledger = ledger
        self.outside = outside
        self.movement = movement
        self.flow = flow
        self.as_of_us = as_of_us
        self.carried: Counter[int] = Counter()
        for (index, _), fen in flow.carried.items():
            self.carried[index] += fen
        self._accounts: dict[str, _Account] = {}
        self._step: dict[tuple[str, int], int] = {}

    def of(self, account: str) -> tuple[int | None, int | None]:
        """Certain minimum and possible maximum in fen of the payment's money in the account; None where too large."""
        fen = self.flow.resting.get(account, 0)
        here = (account, len(self._account(account).order)) if account in self.ledger.books else (account, 0)
        ends = self._ends()
        elsewhere = self._rerouted({here: fen}, lambda place: place != here and self._is_end(place))
        sources = {place: amount for place, amount in ends.items() if place != here}
        towards = self._rerouted(sources, lambda place: place == here)
        return (
            None if elsewhere is None else fen - elsewhere,
            None if towards is None else fen + towards,
        )

    def _ends(self) -> dict[Place, int]:
        ends: dict[Place, int] = {}
        for account, fen in self.flow.resting.items():
            steps = len(self._account(account).order) if account in self.ledger.books else 0
            ends[(account, steps)] = fen
        for index, fen in self.flow.sunk.items():
            ends[(f"#{index}", 0)] = fen
        return ends

    def _is_end(self, place: Place) -> bool:
        account, step = place
        return account not in self.ledger.books or step == len(self._account(account).order)

    def _rerouted(self, sources: dict[Place, int], wanted: Callable[[Place], bool]) -> int | None:
        """Most of what rests at ``sources`` that other ways of spending lead to a wanted place."""
        change: Counter[Arc] = Counter()
        left = dict(sources)
        moved = looked = 0
        while any(left.values()):
            came: dict[Place, tuple[Place, Arc, int, int]] = {}
            waiting = deque(place for place in sorted(left) if left[place])
            seen = set(waiting)
            goal: Place | None = None
            while waiting and goal is None:
                place = waiting.popleft()
                for onward, arc, sign, room in self._residual(place, change):
                    looked += 1
                    if room <= 0 or onward in seen:
                        continue
                    seen.add(onward)
                    came[onward] = (place, arc, sign, room)
                    if wanted(onward):
                        goal = onward
                        break
                    waiting.append(onward)
                if looked > BUDGET:
                    return None
            if goal is None:
                return moved
            moved += self._push(goal, came, left, change)
        return moved

    @staticmethod
    def _push(
        goal: Place, came: dict[Place, tuple[Place, Arc, int, int]], left: dict[Place, int], change: Counter[Arc]
    ) -> int:
        path: list[tuple[Arc, int]] = []
        place, narrowest = goal, None
        while place in came:
            place, arc, sign, room = came[place]
            path.append((arc, sign))
            narrowest = room if narrowest is None else min(narrowest, room)
        fen = min(left[place], narrowest or 0)
        for arc, sign in path:
            change[arc] += sign * fen
        left[place] -= fen
        return fen

    def _residual(self, place: Place, change: Counter[Arc]) -> Iterator[tuple[Place, Arc, int, int]]:
        """Where some of the payment's money at a place could go instead: (place, arc, +1 more or -1 less of it, room)."""
        name, step = place
        if name not in self.ledger.books:
            for index in self._arriving_outside(name):
                yield from self._take_back(index, change)
            return
        account = self._account(name)
        if step < len(account.order):
            after: Arc = (name, step + 1)
            yield (name, step + 1), after, 1, account.room[step + 1] - account.kept[step + 1] - change[after]
            index = ~account.order[step]
            if index >= 0:
                amount = self.ledger.movements[index].amount_fen
                yield self._landing(index), index, 1, amount - self.carried[index] - change[index]
        if step > 0:
            before: Arc = (name, step)
            yield (name, step - 1), before, -1, account.kept[step] + change[before]
        for index in account.arriving.get(step, ()):
            yield from self._take_back(index, change)

    def _take_back(self, index: int, change: Counter[Arc]) -> Iterator[tuple[Place, Arc, int, int]]:
        payer = self.ledger.movements[index].payer
        if index != self.movement and payer in self.ledger.books:
            account = self._account(payer)
            step = self._step.get((payer, ~index))
            if step is not None and step < len(account.order):
                yield (payer, step), index, -1, self.carried[index] + change[index]

    def _landing(self, index: int) -> Place:
        payee = self.ledger.movements[index].payee
        if payee not in self.ledger.books:
            return (payee or f"#{index}", 0)
        account = self._account(payee)
        return payee, min(self._step[(payee, index)] + 1, len(account.order))

    def _arriving_outside(self, name: str) -> Sequence[int]:
        if name.startswith("#"):
            return (int(name[1:]),)
        return self.outside.get(name, ())

    def _account(self, name: str) -> _Account:
        known = self._accounts.get(name)
        if known is None:
            known = self._accounts[name] = self._read_account(name)
        return known

    def _read_account(self, name: str) -> _Account:
        book, movements = self.ledger.books[name], self.ledger.movements
        for step, one in enumerate(book.order):
            self._step[(name, one)] = step
        paid = [step for step, one in enumerate(book.order) if one < 0 and movements[~one].at_us <= self.as_of_us]
        order = book.order[: paid[-1] + 1] if paid else ()
        room, kept, arriving = [0], [0], dict[int, list[int]]()
        balance, tracked = book.opening_fen, 0
        for step, one in enumerate(order):
            if one >= 0:
                room.append(balance)
                kept.append(tracked)
                balance += movements[one].amount_fen
                tracked += self.carried[one]
                arriving.setdefault(step + 1, []).append(one)
            else:
                balance -= movements[~one].amount_fen
                # The payment itself is where the money begins: its payer never held any of it before.
                tracked -= self.carried[~one] if ~one != self.movement else 0
                room.append(balance)
                kept.append(tracked)
        arriving.setdefault(len(order), []).extend(one for one in book.order[len(order) :] if one >= 0)
        return _Account(order, room, kept, arriving)


def into_accounts_outside(ledger: Ledger) -> dict[str, list[int]]:
    """The movements into each account without a statement, by index."""
    found: dict[str, list[int]] = {}
    for index, movement in enumerate(ledger.movements):
        if movement.payee and movement.payee not in ledger.books:
            found.setdefault(movement.payee, []).append(index)
    return found
