"""A ledger as columns: what the kernels run over, and what a city of ten million transfers is kept in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from goldbell.common.errors import Invalid
from goldbell.engine.tracing.kernels.prepare import index_rows, least_openings

Numbers = npt.NDArray[np.int32]
Fens = npt.NDArray[np.int64]

#: An account through which more than this has gone (92 billion yuan, in fen) would overflow the coordinates of its line.
MOST_FEN: Final = 2**62


class BadColumns(Invalid):
    """The columns are no ledger: a length, an account number or an amount cannot be."""

    code = "bad_columns"


@dataclass(frozen=True, slots=True)
class Places:
    """Where money stands on each account's line (see ``rules.fifo``), reckoned once for all payments.

    ``out_rows[out_from[v]:out_from[v + 1]]`` are the rows that account v pays, in order, and ``starts`` beside them
    where on v's line each begins; ``in_from``/``in_rows`` the same for what it gets. ``lands[row]``: where on the
    payee's line a row lands. ``had[row]``: the payer's balance before the row. All int64 but the rows (int32).
    """

    out_from: Fens
    out_rows: Numbers
    starts: Fens
    in_from: Fens
    in_rows: Numbers
    lands: Fens
    had: Fens


@dataclass(frozen=True)
class Columns:
    """Movements in their one stored order: row i takes ``amount_fen[i]`` from ``payer[i]`` to ``payee[i]``, at once.

    ``payer``/``payee``: int32 numbers 0…accounts-1. ``at_us``: UTC microseconds, for cutting only; the order is the
    rows'. ``opening_fen``: balance of each account before its first row, int64. ``transit_from``: accounts of this
    number and above only stand for money between two books, a way through them is no tier.
    """

    payer: Numbers
    payee: Numbers
    amount_fen: Fens
    at_us: Fens
    opening_fen: Fens
    transit_from: int

    @property
    def rows(self) -> int:
        """How many movements there are."""
        return int(self.amount_fen.size)

    @property
    def accounts(self) -> int:
        """How many accounts there are."""
        return int(self.opening_fen.size)

    @cached_property
    def places(self) -> Places:
        """Everything the kernels look up, made once."""
        made = index_rows.at(self.rows)(self.payer, self.payee, self.amount_fen, self.opening_fen)
        return Places(*made)


def columns(
    payer: Numbers, payee: Numbers, amount_fen: Fens, at_us: Fens, *, accounts: int, opening_fen: Fens | None = None
) -> Columns:
    """A ledger from plain columns, checked. Without openings each account opens with the least that lets it pay.

    Raises BadColumns, with the first row that is wrong.
    """
    if not payer.size == payee.size == amount_fen.size == at_us.size:
        raise BadColumns("各列长短不一，没有读")
    for name, column in (("payer", payer), ("payee", payee)):
        _refuse((column < 0) | (column >= accounts), "第 %(row)s 行的 %(name)s 不在账户之内", name)
    _refuse(amount_fen <= 0, "第 %(row)s 行的 %(name)s 不是正数", "amount_fen")
    if amount_fen.size and float(amount_fen.sum(dtype=np.float64)) >= MOST_FEN:
        raise BadColumns("金额合计超过 %(most)s 分，没有读", most=MOST_FEN)
    payer, payee = (np.ascontiguousarray(column, dtype=np.int32) for column in (payer, payee))
    amount_fen, at_us = (np.ascontiguousarray(column, dtype=np.int64) for column in (amount_fen, at_us))
    if opening_fen is None:
        opening_fen = least_openings.at(payer.size)(payer, payee, amount_fen, accounts)
    return Columns(payer, payee, amount_fen, at_us, opening_fen, accounts)


def _refuse(wrong: npt.NDArray[np.bool_], message: str, name: str) -> None:
    if wrong.any():
        raise BadColumns(message, row=int(np.argmax(wrong)), name=name)
