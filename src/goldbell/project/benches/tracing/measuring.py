"""The pieces of work, measured one after the other on one ledger."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from goldbell.engine.tracing.columns import Columns
from goldbell.engine.tracing.kernels import fifo, lifo, prepare, reach, sharing
from goldbell.engine.tracing.watching import OpenMoney
from goldbell.project.benches.rows import Row, median, percentile, timed
from goldbell.project.benches.tracing import limits, peers
from goldbell.project.benches.tracing.making import Made, make

LATE: Final = 2**60
CORES: Final = 2
#: Rows that arrive behind the ledger at once.
ARRIVING: Final = 10_000
#: One payment in proportion is followed down to this: a share of less than ten yuan pays nothing on.
DUST_FEN: Final = 1_000
Say = Callable[[str], None]


@dataclass(slots=True)
class Ground:
    """The ledger, made ready, and how long a scan of it takes here."""

    made: Made
    ledger: Columns
    scan_s: float
    touch_s: float
    cases: Any
    one_by_one: Any
    flow: tuple[Any, ...] = field(default=())
    lines: tuple[Any, ...] = field(default=())


def run(*, rows: int, peers: bool, progress: Say) -> list[Row]:
    """Make the ledger and measure T1 to T9 on it."""
    progress(f"making {rows:,} transfers …")
    made = make(rows)
    ground, first = _prepare(made)
    found = [*first]
    progress("following …")
    for part in (_fifo, _lifo, _pro_rata, _poison, _bounded, _append, _band):
        found += part(ground, peers)
        progress(f"{found[-1].id}: {found[-1].ours_s:.6f} s")
    return found


def _prepare(made: Made) -> tuple[Ground, list[Row]]:
    columns: tuple[Any, ...] = (made.payer, made.payee, made.amount_fen)
    opening = prepare.least_openings.compiled(*columns, made.accounts)
    prepare.index_rows.compiled(*(column[:9] for column in columns), opening)
    opened = timed(lambda: prepare.least_openings.compiled(*columns, made.accounts))
    indexed = timed(lambda: prepare.index_rows.compiled(*columns, opening))
    ledger = Columns(made.payer, made.payee, made.amount_fen, made.at_us, opening, made.accounts)
    limits.scan.compiled(*columns, made.at_us)
    limits.touch.compiled(made.payer, made.payee, np.zeros(made.accounts, np.int64))
    scan_s = min(timed(lambda: limits.scan.compiled(*columns, made.at_us)))
    touch_s = min(timed(lambda: limits.touch.compiled(made.payer, made.payee, np.zeros(made.accounts, np.int64))))
    chance = np.random.default_rng(3)
    cases = np.sort(chance.permutation(made.victims)[:10_000])
    ground = Ground(made, ledger, scan_s, touch_s, cases, chance.permutation(cases)[:2_000])
    places = ledger.places
    ground.flow = (ledger.payer, ledger.payee, ledger.amount_fen, ledger.at_us, ledger.transit_from)
    ground.lines = (places.out_from, places.out_rows, places.starts, places.lands)
    both = [one + other for one, other in zip(opened, indexed, strict=True)]
    return ground, [
        Row(id="A", work="limit: one scan of the ledger", rows=ledger.rows, ours_s=round(scan_s, 5)),
        Row(id="B", work="limit: and one random read and write a row", rows=ledger.rows, ours_s=round(touch_s, 5)),
        Row(id="T1", work="prepare: openings, indexes, prefix sums", rows=ledger.rows, ours_s=round(median(both), 4),
            limit_s=round(touch_s, 5), ratio=round(median(both) / touch_s, 2), target="≤ 0.8 s at 10M"),
    ]  # fmt: skip


def _each(ground: Ground, follow: Any, tables: tuple[Any, ...]) -> tuple[list[float], bool]:
    """Seconds of each of 2,000 single payments, and whether every fen came out."""
    work = [np.empty((400_000, wide), np.int64) for wide in (4, 3, 3)]
    follow(int(ground.one_by_one[0]), LATE, *ground.flow, *tables, *work)
    spans, kept = [], True
    for row in ground.one_by_one.tolist():
        began = time.perf_counter()
        _, rests = follow(row, LATE, *ground.flow, *tables, *work)
        spans.append(time.perf_counter() - began)
        kept &= rests >= 0 and int(work[2][:rests, 1].sum()) == int(ground.ledger.amount_fen[row])
    return spans, kept


def _all(ground: Ground, follow: Any, tables: tuple[Any, ...]) -> tuple[list[float], bool]:
    """Seconds of all 10,000 payments on the cores, five times, and whether every fen came out."""
    shares = np.array_split(ground.cases, CORES * 4)

    def some(share: Any) -> Any:
        return follow(share, LATE, *ground.flow, *tables, 1_024)

    with ThreadPoolExecutor(CORES) as pool:
        found = list(pool.map(some, shares))
        spans = timed(lambda: list(pool.map(some, shares)))
    kept = all(
        np.array_equal(np.bincount(table[:, 0], table[:, 2], minlength=share.size), ground.ledger.amount_fen[share])
        for table, share in zip(found, shares, strict=True)
    )
    return spans, kept


def _one_and_all(
    ground: Ground, code: str, rule: str, kernels: Any, tables: tuple[Any, ...], targets: Any
) -> list[Row]:
    each, kept = _each(ground, kernels.follow_row.compiled, tables)
    spans, all_kept = _all(ground, kernels.follow_rows.compiled, tables)
    rows, (p50, p99, many) = ground.ledger.rows, targets
    return [
        Row(id=f"{code}p50", work=f"{rule}, one payment with its ways, median", rows=rows, ours_s=median(each),
            target=p50, conserved=kept),
        Row(id=f"{code}p99", work=f"{rule}, one payment with its ways, p99", rows=rows, ours_s=percentile(each, 0.99),
            target=p99, conserved=kept),
        Row(id="T3" if code == "T2" else f"{code}all", work=f"{rule}, {ground.cases.size:,} payments", rows=rows,
            ours_s=round(median(spans), 4), target=many, conserved=all_kept),
    ]  # fmt: skip


def _fifo(ground: Ground, with_peers: bool) -> list[Row]:
    del with_peers
    return _one_and_all(ground, "T2", "FIFO", fifo, ground.lines, ("≤ 15 µs", "≤ 50 µs", "≤ 0.05 s"))


def _lifo(ground: Ground, with_peers: bool) -> list[Row]:
    del with_peers
    ledger = ground.ledger
    columns: tuple[Any, ...] = (ledger.payer, ledger.payee, ledger.amount_fen)
    lifo.cut_pieces.compiled(*(column[:9] for column in columns), ledger.opening_fen)
    began = time.perf_counter()
    pieces = lifo.cut_pieces.compiled(*columns, ledger.opening_fen)
    cut = time.perf_counter() - began
    table = Row(id="T4table", work="LIFO, table of pieces", rows=ledger.rows, ours_s=round(cut, 3), target="≤ 3 s at 10M",
                value=round(pieces[1].size / ledger.rows, 2))  # fmt: skip
    return [table, *_one_and_all(ground, "T4", "LIFO", lifo, pieces, ("≤ 30 µs", "", "≤ 0.15 s"))]


def _shared(
    ground: Ground,
    rows: Any,
    mode: int,
    dust_fen: int,
    work: tuple[Any, Any],
    most_tiers: int = 9_999,
    until_us: int = LATE,
) -> Any:
    ledger, places = ground.ledger, ground.ledger.places
    return sharing.follow_rows.compiled(
        rows, mode, dust_fen, most_tiers, until_us, ledger.payee, ledger.amount_fen, ledger.at_us, ledger.transit_from,
        places.out_from, places.out_rows, places.had, *work,
    )  # fmt: skip


def _pro_rata(ground: Ground, with_peers: bool) -> list[Row]:
    del with_peers
    ledger = ground.ledger
    seeds = np.zeros(ledger.rows, np.uint8)
    seeds[ground.cases] = 1
    tracked = np.zeros(ledger.accounts, np.int64)

    def dense() -> int:
        tracked[:] = 0
        return int(
            sharing.share_all.compiled(
                seeds, sharing.PRO_RATA, ledger.payer, ledger.payee, ledger.amount_fen, ledger.opening_fen, tracked
            )
        )

    followed = dense()
    spans = timed(dense)
    work = (np.zeros(ledger.accounts, np.int64), np.zeros(ledger.accounts, np.int16))
    each, kept = [], True
    for row in ground.one_by_one[:300].tolist():
        began = time.perf_counter()
        _, resting = _shared(ground, np.array([row]), sharing.PRO_RATA, DUST_FEN, work)
        each.append(time.perf_counter() - began)
        kept &= sum(fen for _, fen in resting) == int(ledger.amount_fen[row])
    return [
        Row(id="T5all", work="pro rata, all cases in one pass", rows=ledger.rows, ours_s=round(median(spans), 4),
            limit_s=round(ground.touch_s, 5), ratio=round(median(spans) / ground.touch_s, 2), target="≤ 3 × limit B",
            conserved=int(tracked.sum()) == followed),
        Row(id="T5one", work="pro rata, one payment, shares under 10 yuan stay", rows=ledger.rows,
            ours_s=median(each[1:]), target="≤ 1 ms", conserved=kept),
    ]  # fmt: skip


def _poison(ground: Ground, with_peers: bool) -> list[Row]:
    ledger = ground.ledger
    seeds = np.zeros(ledger.rows, np.uint8)
    seeds[ground.cases] = 1
    arrived = np.empty(ledger.accounts, np.int64)

    def dense() -> int:
        arrived[:] = reach.NEVER
        return int(reach.arrivals.compiled(seeds, ledger.payer, ledger.payee, ledger.at_us, arrived))

    reached = dense()
    ours = median(timed(dense))
    anchor_s = peers.arrivals(ground.made, ground.cases, expected=reached) if with_peers else None
    return [
        Row(id="T6", work=f"poison and earliest arrival, {ground.cases.size:,} payments", rows=ledger.rows,
            ours_s=round(ours, 4), limit_s=round(ground.touch_s, 5), value=reached, target="≤ limit B, ≥ 60 × the peer",
            anchor="DuckDB, row by row of hops" if anchor_s else None, anchor_s=anchor_s,
            ratio=round(anchor_s / ours, 1) if anchor_s else None),
    ]  # fmt: skip


def _bounded(ground: Ground, with_peers: bool) -> list[Row]:
    del with_peers
    ledger, places = ground.ledger, ground.ledger.places
    hops = np.zeros(ledger.accounts, np.int16)

    def view() -> Any:
        return reach.within.compiled(
            ground.cases, 6, 72 * 3_600_000_000, ledger.payee, ledger.at_us, places.out_from, places.out_rows, hops
        )

    found = view()
    spans = timed(view)
    return [
        Row(id="T7", work="6 hops within 72 h, 10,000 payments", rows=ledger.rows, ours_s=round(median(spans), 4),
            value=len(found), target="≤ 30 ms"),
    ]  # fmt: skip


def _append(ground: Ground, with_peers: bool) -> list[Row]:
    del with_peers
    ledger = ground.ledger
    stop = ledger.rows - ARRIVING
    head = Columns(
        ledger.payer[:stop], ledger.payee[:stop], ledger.amount_fen[:stop], ledger.at_us[:stop], ledger.opening_fen,
        ledger.transit_from,
    )  # fmt: skip
    cases = ground.cases[ground.cases < stop]
    tail = (ledger.payer[stop:], ledger.payee[stop:], ledger.amount_fen[stop:], ledger.at_us[stop:])
    spans = []
    for _ in range(3):
        watched = OpenMoney.of(head, cases)
        began = time.perf_counter()
        moved = watched.append(*tail)
        spans.append(time.perf_counter() - began)
    table = fifo.follow_rows.compiled(cases, LATE, *ground.flow, *ground.lines, 1_024)
    anew: dict[tuple[int, int], int] = {}
    for case, account, fen, _ in table.tolist():
        anew[(case, account)] = anew.get((case, account), 0) + fen
    return [
        Row(id="T8", work=f"{ARRIVING:,} new rows: whose money moved", rows=ledger.rows, ours_s=round(min(spans), 5),
            value=np.unique(moved[:, 0]).size, target="≤ 50 ms, equal to following anew",
            conserved=watched.resting() == anew),
    ]  # fmt: skip


def _bands(ground: Ground) -> Iterator[float]:
    """Seconds of least, FIFO, pro rata and most of one payment, side by side."""
    work = (np.zeros(ground.ledger.accounts, np.int64), np.zeros(ground.ledger.accounts, np.int16))
    tables = [np.empty((400_000, wide), np.int64) for wide in (4, 3, 3)]
    for row in ground.one_by_one[:100].tolist():
        began = time.perf_counter()
        until_us = int(ground.ledger.at_us[row]) + 72 * 3_600_000_000
        for mode in (sharing.CERTAIN, sharing.PRO_RATA, sharing.POSSIBLE):
            _shared(ground, np.array([row]), mode, DUST_FEN, work, 6, until_us)
        fifo.follow_row.compiled(row, LATE, *ground.flow, *ground.lines, *tables)
        yield time.perf_counter() - began


def _band(ground: Ground, with_peers: bool) -> list[Row]:
    del with_peers
    spans = list(_bands(ground))
    return [
        Row(id="T9", work="least, FIFO, pro rata, most: 6 tiers, 72 h", rows=ground.ledger.rows, ours_s=median(spans),
            target="≤ 10 ms"),
        Row(id="T9p99", work="the same, p99", rows=ground.ledger.rows, ours_s=percentile(spans, 0.99)),
    ]  # fmt: skip
