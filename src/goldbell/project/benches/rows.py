"""What a bench prints: one row a piece of work."""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

REPEATS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured piece of work. ``ours_s``: median seconds (of one unit of work); ``anchor`` a peer measured in the same run;
    ``limit_s`` what the machine cannot beat; ``value`` a figure that is not a time (per second, share …) with its ``target``."""

    id: str
    work: str
    rows: int | None = None
    ours_s: float | None = None
    anchor: str | None = None
    anchor_s: float | None = None
    limit_s: float | None = None
    ratio: float | None = None
    value: float | None = None
    target: str | None = None
    conserved: bool | None = None
    peak_mb: float | None = None
    cores: int | None = None
    load: float | None = None

    def told(self) -> dict[str, object]:
        """As JSON tells it; what does not apply is null. Memory, cores and load are the machine's at this moment."""
        facts = asdict(self)
        facts["peak_mb"] = self.peak_mb or round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
        facts["cores"] = self.cores or os.cpu_count()
        facts["load"] = self.load if self.load is not None else round(os.getloadavg()[0], 2)
        return facts


def timed(work: Callable[[], object], *, repeats: int = REPEATS) -> list[float]:
    """Seconds of each of several goes."""
    spans = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        spans.append(time.perf_counter() - began)
    return spans


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of all lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)
