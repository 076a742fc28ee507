"""What the machine itself cannot beat: one scan of the ledger, and one with a random read and write a row."""

from __future__ import annotations

from typing import Any

import numpy as np

from goldbell.engine.tracing.kernels.compiled import kernel

Array = Any


@kernel
def scan(payer: Array, payee: Array, amount_fen: Array, at_us: Array) -> Any:
    """Limit A: every column read once."""
    total = np.int64(0)
    for row in range(amount_fen.size):
        total += at_us[row] ^ payer[row] ^ payee[row] ^ amount_fen[row]
    return total


@kernel
def touch(payer: Array, payee: Array, marks: Array) -> None:
    """Limit B: for every row the payer's place read and the payee's written."""
    for row in range(payer.size):
        marks[payee[row]] += marks[payer[row]] + 1
