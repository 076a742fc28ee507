"""The two sides of one transfer, found in two banks' books, become one movement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

from goldbell.engine.tracing.entries import Entry

SECOND: Final = 1_000_000
#: Clocks of two banks differ by seconds, queues by minutes; an ATM transfer (ATM转账) arrives 24 hours later. Near
#: pairs are taken first. (most the payee's book may be earlier, most it may be later)
WINDOWS: Final = ((5, 5), (60, 60), (900, 900), (900, 26 * 3600))
_DAY: Final = 86_400


def pair(books: Mapping[str, Sequence[Entry]]) -> dict[int, Entry]:
    """For the ``id`` of every outgoing and incoming entry that has another side, that other side; one to one.

    Same payer, payee and amount: by equal serial first, then by nearness in time. Then an outgoing row that names its
    payee is paired with an incoming row that names nobody, and the other way round.
    """
    outs = [entry for rows in books.values() for entry in rows if entry.kind == "transfer" and not entry.inward]
    ins = [entry for rows in books.values() for entry in rows if entry.kind == "transfer" and entry.inward]
    outs = [entry for entry in outs if not entry.other or entry.other in books]
    ins = [entry for entry in ins if not entry.other or entry.other in books]
    sides: dict[int, Entry] = {}
    named_outs, named_ins = ([entry for entry in rows if entry.other] for rows in (outs, ins))
    nameless_outs, nameless_ins = ([entry for entry in rows if not entry.other] for rows in (outs, ins))
    serials_out, serials_in = ([entry for entry in rows if entry.serial] for rows in (named_outs, named_ins))
    _match(serials_out, serials_in, _way_and_serial, WINDOWS[-1:], sides)
    _match(named_outs, named_ins, _way, WINDOWS, sides)
    _match(named_outs, nameless_ins, _payee, WINDOWS[:3], sides)
    _match(nameless_outs, named_ins, _payer, WINDOWS[:3], sides)
    return sides


def _way(entry: Entry) -> Hashable:
    ends = (entry.other, entry.account) if entry.inward else (entry.account, entry.other)
    return (*ends, entry.amount_fen)


def _way_and_serial(entry: Entry) -> Hashable:
    return _way(entry), entry.serial


def _payee(entry: Entry) -> Hashable:
    return entry.account if entry.inward else entry.other, entry.amount_fen


def _payer(entry: Entry) -> Hashable:
    return entry.other if entry.inward else entry.account, entry.amount_fen


def _match(
    outs: Sequence[Entry],
    ins: Sequence[Entry],
    key_of: Callable[[Entry], Hashable],
    windows: Sequence[tuple[int, int]],
    sides: dict[int, Entry],
) -> None:
    """Pair what is still single and has the same key, near pairs first: window after window, in order of time."""
    receiving: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in ins:
        if id(entry) not in sides:
            receiving[key_of(entry)].append(entry)
    sending: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in outs:
        if id(entry) not in sides and (key := key_of(entry)) in receiving:
            sending[key].append(entry)
    for key, senders in sending.items():
        senders.sort(key=_when)
        receivers = sorted(receiving[key], key=_when)
        for window in windows:
            _two_pointers(senders, receivers, window, sides)
            senders = [entry for entry in senders if id(entry) not in sides]
            receivers = [entry for entry in receivers if id(entry) not in sides]


def _two_pointers(
    senders: Sequence[Entry], receivers: Sequence[Entry], window: tuple[int, int], sides: dict[int, Entry]
) -> None:
    position = 0
    for sender in senders:
        while position < len(receivers) and _gap(sender, receivers[position], window) < 0:
            position += 1
        if position < len(receivers) and _gap(sender, receivers[position], window) == 0:
            sides[id(sender)], sides[id(receivers[position])] = receivers[position], sender
            position += 1


def _gap(sender: Entry, receiver: Entry, window: tuple[int, int]) -> int:
    """-1: the receiver's row is too early for this sender, 0: it fits, 1: too late."""
    slack = _DAY if sender.whole_day or receiver.whole_day else 0
    later = receiver.at_us - sender.at_us
    if later < -(window[0] + slack) * SECOND:
        return -1
    return 1 if later > (window[1] + slack) * SECOND else 0


def _when(entry: Entry) -> tuple[int, str, str, int]:
    return entry.at_us, entry.source.file, entry.source.sheet, entry.source.row
