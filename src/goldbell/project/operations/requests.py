"""How many requests came and how long they took, by route; never a path with values."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

#: This process's own figures; everything else is asked of the database at each scrape.
REGISTRY: Final = CollectorRegistry()
_COUNT: Final = Counter("goldbell_requests", "Requests answered", ["method", "route", "status"], registry=REGISTRY)
_SECONDS: Final = Histogram(
    "goldbell_request_seconds",
    "Time to answer a request",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 10.0),
    registry=REGISTRY,
)
#: What strangers may send as a method is no label of ours.
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def note(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request. ``route``: the name of a route, of which there are as many as pages."""
    _COUNT.labels(method if method in _METHODS else "other", route, str(status)).inc()
    _SECONDS.labels(route).observe(seconds)
