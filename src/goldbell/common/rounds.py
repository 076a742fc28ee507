"""Rounds of the worker: small repeated duties of an app (send what waits, let expire what is due)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Round:
    """One duty. ``run(now)`` does what is due and tells how many things it did; it opens its own transactions, may run in
    two processes at once and may be killed anywhere. It is called every ``every_seconds``, at once after doing something,
    and whenever a service wakes the worker; ``paced``: at its own rhythm only, because nobody waits for it and a busy
    desk would call it with every order."""

    name: str
    every_seconds: float
    run: Callable[[datetime], int]
    paced: bool = False
