"""Allocation rules: which of an account's money leaves first. One module a rule, with a ``RULE``; found by discovery."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Protocol

from goldbell.common.errors import NotFound
from goldbell.engine.tracing.sequence import Sequence


class UnknownRule(NotFound):
    """No allocation rule of that code."""

    code = "unknown_rule"


@dataclass(frozen=True, slots=True)
class Flow:
    """Where one movement's money is: by account, and how much of it each later movement carried at which tier.

    ``resting``: account → fen still there (accounts without a statement keep what they get). ``sunk``: index of the
    movement by which money left the ledger → fen. ``carried``: (index of movement, tier) → fen. Under a rule that keeps
    every fen ``resting`` and ``sunk`` add up to the movement.
    """

    resting: Mapping[str, int]
    sunk: Mapping[int, int]
    carried: Mapping[tuple[int, int], int]


class Prepared(Protocol):
    """A rule that has seen the ledger."""

    def follow(self, movement: int, *, as_of_us: int) -> Flow:
        """Where the money of one movement is at ``as_of_us``."""


class Rule(Protocol):
    """An allocation rule. ``code`` for programs, ``name`` for people. ``conserves``: what it tells of a payment adds up to
    the payment; the other rules are bounds, and say less or more."""

    code: str
    name: str
    conserves: bool

    def prepare(self, sequence: Sequence) -> Prepared:
        """Do once what does not depend on the payment."""


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code."""
    modules = (
        importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__) if not one.ispkg
    )
    return MappingProxyType({module.RULE.code: module.RULE for module in modules})


def rule_named(code: str) -> Rule:
    """The rule of that code. Raises UnknownRule."""
    try:
        return rules()[code]
    except KeyError:
        raise UnknownRule("没有这种分配规则：%(code)s", code=code) from None
