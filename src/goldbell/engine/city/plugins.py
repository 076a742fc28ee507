"""What grows is a folder: one module a scam kind's behaviour, one a way out of the system; found, sorted by code."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType

import numpy as np


@dataclass(frozen=True, slots=True)
class ScamKind:
    """How one scam type goes about it. ``weight``: its share of scams begun. ``median_yuan`` and ``spread``: the whole
    loss, log-normal. ``payments``: mean number of payments. ``hours``: from first to last payment, median.
    ``ways``: payment way → weight, codes of ``common.ways``."""

    code: str
    weight: float
    median_yuan: int
    spread: float
    payments: float
    hours: float
    ways: Mapping[str, float]
    ministry_ten: bool = True


@dataclass(frozen=True, slots=True)
class WayOut:
    """How money leaves the accounts that police can see (出口). ``step_fen``: acts are whole multiples of it; ``most_fen``:
    the most in one act; ``gap_s``: seconds between acts; ``receiver``: kind of account that gets it, empty for notes.
    ``innocent``: the receiver sells something real and knows nothing."""

    code: str
    name_zh: str
    name_en: str
    weight: float
    step_fen: int
    most_fen: int
    gap_s: int
    receiver: str
    innocent: bool = False
    receivers: int = 1


@cache
def scam_kinds() -> Mapping[str, ScamKind]:
    """Every scam kind's behaviour by its code."""
    return MappingProxyType({module.KIND.code: module.KIND for module in _modules("scams")})


@cache
def ways_out() -> Mapping[str, WayOut]:
    """Every way out by its code."""
    return MappingProxyType({module.WAY.code: module.WAY for module in _modules("exits")})


def one_of(weights: Mapping[str, float], rng: np.random.Generator) -> str:
    """A code by its weight, one draw."""
    codes = sorted(weights)
    edges = np.cumsum([weights[code] for code in codes])
    return codes[int(np.searchsorted(edges, rng.random() * edges[-1], side="right"))]


def _modules(folder: str) -> Iterator[ModuleType]:
    package = importlib.import_module(f"goldbell.engine.city.{folder}")
    for one in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        yield importlib.import_module(f"{package.__name__}.{one.name}")
