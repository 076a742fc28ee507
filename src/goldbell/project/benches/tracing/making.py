"""The ledger that is measured: heavy-tailed payers and payees, bursts, equal moments, chains of stolen money in four tiers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DAYS = 90
_DAY = 86_400
VICTIMS = 10_000

Column = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Made:
    """Columns in time order (moments unique, in µs), how many accounts, and the rows that are victims' payments."""

    payer: npt.NDArray[np.int32]
    payee: npt.NDArray[np.int32]
    amount_fen: Column
    at_us: Column
    accounts: int
    victims: Column


def make(rows: int, *, seed: int = 7) -> Made:
    """About ``rows`` transfers over rows / 10 accounts; the same seed makes the same ledger."""
    chance = np.random.default_rng(seed)
    accounts = max(100_000, rows // 10)
    names = chance.permutation(accounts)
    parts = [_stolen(chance, names, accounts)]
    parts.append(_ordinary(chance, names, accounts, max(rows - parts[0].shape[1], 1_000)))
    table = np.concatenate(parts, axis=1)
    table = table[:, np.argsort(table[2], kind="stable")]
    second = table[2]
    first = np.concatenate([[True], second[1:] != second[:-1]])
    place = np.arange(second.size)
    at_us = second * 1_000_000 + place - np.maximum.accumulate(np.where(first, place, 0))
    return Made(
        table[0].astype(np.int32), table[1].astype(np.int32), table[3].copy(), at_us, accounts,
        np.flatnonzero(table[4]),
    )  # fmt: skip


def _heavy_tailed(chance: np.random.Generator, many: int, accounts: int, slope: float, shift: float) -> Column:
    high, low = (accounts + shift) ** (1 - slope), shift ** (1 - slope)
    rank = (chance.random(many) * (high - low) + low) ** (1 / (1 - slope)) - shift
    ranks: Column = np.clip(rank.astype(np.int64), 0, accounts - 1)
    return ranks


def _stolen(chance: np.random.Generator, names: Column, accounts: int) -> Column:
    """Victims' payments and what mules make of them: split in two or three, twice, then cash within the day."""
    sizes = (2_000, 8_000, 20_000, 200)
    mules = chance.choice(names[accounts // 2 :], sum(sizes), replace=False)
    tiers = np.split(mules, np.cumsum(sizes)[:-1])
    gang = chance.integers(0, sizes[0], VICTIMS)
    at = chance.integers(0, (DAYS - 3) * _DAY, VICTIMS)
    amount = (np.exp(chance.normal(9.2, 1.2, VICTIMS)) * 100).astype(np.int64) + 10_000
    source = names[chance.integers(0, accounts // 2, VICTIMS)]
    parts = [np.stack([source, tiers[0][gang], at, amount, np.ones(VICTIMS, np.int64)])]
    held, when, fen, share = tiers[0][gang], at, amount, gang / sizes[0]
    for pool, soon, late, stays, splits in ((1, 60, 1_800, 0.05, 3), (2, 60, 3_600, 0.05, 3), (3, 120, _DAY, 0.4, 1)):
        many = chance.integers(2, splits + 1, held.size) if splits > 1 else np.ones(held.size, np.int64)
        index = np.repeat(np.arange(held.size), many)
        weight = chance.random(index.size) + 0.2
        part = weight / np.bincount(index, weight)[index] * 0.97
        share = np.clip(share[index] + chance.normal(0, 0.003, index.size), 0, 0.9999)
        onward = tiers[pool][(share * tiers[pool].size).astype(np.int64)]
        moved = np.maximum((fen[index] * part).astype(np.int64), 1)
        later = when[index] + chance.integers(soon, late, index.size)
        kept = chance.random(index.size) >= stays
        parts.append(np.stack([held[index], onward, later, moved, np.zeros(index.size, np.int64)])[:, kept])
        held, when, fen, share = onward[kept], later[kept], moved[kept], share[kept]
    return np.concatenate(parts, axis=1)


def _ordinary(chance: np.random.Generator, names: Column, accounts: int, many: int) -> Column:
    """Ordinary money: busy payers and payees, daytime, a third of it in bursts (pay-days, sales)."""
    payer = names[_heavy_tailed(chance, many, accounts, 0.6, 5)]
    payee = names[_heavy_tailed(chance, many, accounts, 0.9, 10)]
    same = payer == payee
    payee[same] = names[(np.flatnonzero(same) * 31 + 1) % accounts]
    payee[payer == payee] = names[0]
    hour = np.clip(chance.normal(14, 4.5, many), 0, 23.999)
    second = (chance.integers(0, DAYS, many) * _DAY + hour * 3_600).astype(np.int64)
    centres = chance.integers(0, DAYS * _DAY, max(100, many // 2_000))
    burst = chance.random(many) < 0.3
    second[burst] = centres[chance.integers(0, centres.size, burst.sum())]
    second[burst] += chance.exponential(90, burst.sum()).astype(np.int64)
    amount = (np.exp(chance.normal(5.5, 1.8, many)) * 100).astype(np.int64) + 1
    return np.stack([payer, payee, second, amount, np.zeros(many, np.int64)])
