"""What goes wrong at a bank, by script and seed: the same seed and the same messages give the same faults.

Each draw is a hash of seed, partner, order, arrival and question, so it depends on no
other message and on no clock.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum, auto
from statistics import NormalDist
from typing import Final

from goldbell.common.errors import Invalid

_LONGEST: Final = 7 * 86400.0


class BadScript(Invalid):
    """The fault script is not of the agreed form; nothing of it was taken."""

    code = "bad_fault_script"


class Reception(Enum):
    """What the partner's gateway does with a message."""

    NORMAL = auto()
    DROP_AFTER = auto()
    ERROR_500 = auto()
    ERROR_503 = auto()


@dataclass(frozen=True, slots=True)
class Delay:
    """Seconds: anything between ``low`` and ``high``, or log-normal around ``median`` with ``sigma``."""

    low: float = 0.0
    high: float = 0.0
    median: float = 0.0
    sigma: float = 0.0

    def seconds(self, share: float) -> float:
        """The delay at this share (0 to 1) of all cases."""
        if self.median:
            spread = math.exp(self.sigma * NormalDist().inv_cdf(min(max(share, 1e-9), 1 - 1e-9)))
            return min(self.median * spread, _LONGEST)
        return self.low + (self.high - self.low) * share


@dataclass(frozen=True, slots=True)
class Window:
    """Down from ``start`` until ``end``, in seconds since the process started; ``end`` None: for good."""

    start: float
    end: float | None

    def covers(self, seconds: float) -> bool:
        return self.start <= seconds and (self.end is None or seconds < self.end)


@dataclass(frozen=True, slots=True)
class Faults:
    """How one partner misbehaves. Shares are 0 to 1. See README.md for each."""

    decide_seconds: Delay = Delay()
    answer_seconds: Delay = Delay()
    slow_seconds: Delay = Delay()
    late_seconds: Delay = Delay(600.0, 600.0)
    refuse_share: float = 0.0
    late_share: float = 0.0
    twice_share: float = 0.0
    never_share: float = 0.0
    drop_share: float = 0.0
    error_500_share: float = 0.0
    error_503_share: float = 0.0
    down: tuple[Window, ...] = ()

    def is_down(self, seconds: float) -> bool:
        return any(window.covers(seconds) for window in self.down)


@dataclass(frozen=True, slots=True)
class Script:
    """Faults by partner code; ``*`` holds for all others."""

    seed: int = 0
    partners: Mapping[str, Faults] = field(default_factory=dict)

    def of(self, partner: str) -> Faults:
        """This partner's faults."""
        return self.partners.get(partner) or self.partners.get("*") or Faults()

    def share(self, partner: str, order_no: str, turn: int, question: str) -> float:
        """A number from 0 up to 1 for this question, always the same."""
        told = "\x1f".join((str(self.seed), partner, order_no, str(turn), question)).encode()
        return int.from_bytes(hashlib.sha256(told).digest()[:7], "big") / 2**56

    def happens(self, chance: float, partner: str, order_no: str, turn: int, question: str) -> bool:
        """True in ``chance`` of all cases."""
        return self.share(partner, order_no, turn, question) < chance

    def reception(self, partner: str, order_no: str, turn: int) -> Reception:
        """How the gateway treats the ``turn``-th arrival of an order: a resend is drawn anew."""
        faults, drawn = self.of(partner), self.share(partner, order_no, turn, "reception")
        for chance, outcome in (
            (faults.drop_share, Reception.DROP_AFTER),
            (faults.error_500_share, Reception.ERROR_500),
            (faults.error_503_share, Reception.ERROR_503),
        ):
            if drawn < chance:
                return outcome
            drawn -= chance
        return Reception.NORMAL


def read_script(text: str, *, seed: int) -> Script:
    """Read a fault script: ``{"partners": {"<code or *>": {…}}}``. Raises BadScript."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise BadScript("故障脚本不是有效的 JSON") from None
    if not isinstance(plain, dict) or set(plain) != {"partners"} or not isinstance(plain["partners"], dict):
        raise BadScript("故障脚本要写成 partners 一层")
    return Script(seed, {str(code): _faults(told) for code, told in plain["partners"].items()})


def _faults(told: object) -> Faults:
    names = {known.name for known in fields(Faults)}
    if not isinstance(told, dict) or not set(told) <= names:
        raise BadScript("故障脚本中有未知的字段")
    read: dict[str, object] = {}
    for name, value in told.items():
        if name == "down":
            read[name] = _windows(value)
        elif name.endswith("_seconds"):
            read[name] = _delay(value)
        else:
            read[name] = _number(value, 1.0)
    faults = Faults(**read)  # type: ignore[arg-type]
    if faults.drop_share + faults.error_500_share + faults.error_503_share > 1:
        raise BadScript("断线与错误的比例之和不能超过 1")
    return faults


def _number(value: object, most: float) -> float:
    # NaN compares false with everything, so it is refused here too.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise BadScript("故障脚本中的数值超出范围")
    return float(value)


def _delay(value: object) -> Delay:
    if isinstance(value, int | float):
        fixed = _number(value, _LONGEST)
        return Delay(fixed, fixed)
    if isinstance(value, dict) and set(value) == {"uniform"} and isinstance(value["uniform"], list):
        ends = [_number(end, _LONGEST) for end in value["uniform"]]
        if len(ends) == 2 and ends[0] <= ends[1]:
            return Delay(ends[0], ends[1])
    if isinstance(value, dict) and set(value) == {"median", "sigma"}:
        return Delay(median=_number(value["median"], _LONGEST), sigma=_number(value["sigma"], 5.0))
    raise BadScript("延迟要写成秒数、uniform 区间，或 median 与 sigma")


def _windows(value: object) -> tuple[Window, ...]:
    if not isinstance(value, list):
        raise BadScript("停机时段要写成列表")
    windows = []
    for told in value:
        if not isinstance(told, dict) or set(told) != {"from", "to"}:
            raise BadScript("停机时段要有 from 与 to")
        end = None if told["to"] is None else _number(told["to"], 1e9)
        windows.append(Window(_number(told["from"], 1e9), end))
    return tuple(windows)
