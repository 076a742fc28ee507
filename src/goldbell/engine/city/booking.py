"""The banks' books (记账): wishes become movements in order of time, nobody pays what is not there, no fen is lost."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goldbell.engine.tracing.kernels.compiled import kernel

#: A movement that was booked. ``serial`` counts through the whole city; balances are those after it.
BOOKED: Final = np.dtype(
    [("serial", "i8"), ("at_s", "i4"), ("payer", "i4"), ("payee", "i4"), ("fen", "i8"), ("payer_left", "i8"),
     ("payee_left", "i8"), ("note", "u1"), ("origin", "i4")]
)  # fmt: skip
#: Less than this is not worth a transfer to who launders.
LEAST_FEN: Final = 1_00


@kernel
def _book(
    payer: Any, payee: Any, fen: Any, origin: Any, balance: Any, least: int, payer_left: Any, payee_left: Any
) -> None:
    """Ordinary payers do without when the money is not there; victims and launderers move what there is."""
    for row in range(payer.size):
        source = payer[row]
        target = payee[row]
        have = balance[source]
        amount = fen[row]
        if amount > have:
            amount = have if origin[row] != -1 else 0
        if source == target or amount < least:
            amount = 0
        balance[source] = have - amount
        balance[target] += amount
        fen[row] = amount
        payer_left[row] = balance[source]
        payee_left[row] = balance[target]


def book(wishes: npt.NDArray[Any], balance: npt.NDArray[np.int64], serial: int) -> npt.NDArray[Any]:
    """The movements that come of a day's wishes; ``balance`` is changed. ``serial``: the last one given before."""
    order = np.argsort(wishes["at_s"], kind="stable")
    made = np.zeros(len(wishes), BOOKED)
    for field in ("at_s", "payer", "payee", "fen", "note", "origin"):
        made[field] = wishes[field][order]
    columns = [np.ascontiguousarray(made[field]) for field in ("payer", "payee", "fen", "origin")]
    left = np.zeros((2, len(made)), np.int64)
    _book.at(len(made))(*columns, balance, LEAST_FEN, left[0], left[1])
    made["fen"], made["payer_left"], made["payee_left"] = columns[2], left[0], left[1]
    made = made[made["fen"] > 0]
    made["serial"] = serial + 1 + np.arange(len(made))
    return made
