"""Figures for Prometheus: built anew at each scrape from a few cheap questions to the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from goldbell import __version__
from goldbell.apps.audit import queries as audit
from goldbell.apps.exchange import queries as exchange
from goldbell.apps.identity.scope import everything
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.models import StopOrder
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.models import StatementFile
from goldbell.project.operations import requests
from goldbell.project.operations.naming import WORKER
from goldbell.project.operations.watching import look, sessions

_CIRCUITS = ("closed", "half_open", "open")


def page(now: datetime) -> bytes:
    """The whole page in Prometheus' text format."""
    with everything("operations"):
        families = list(_families(now))
    registry = CollectorRegistry()
    registry.register(_Ready(families))
    return generate_latest(registry) + generate_latest(requests.REGISTRY)


class _Ready(Collector):
    """Families that were read already; Prometheus' registry wants something to collect."""

    def __init__(self, families: Iterable[GaugeMetricFamily]) -> None:
        self._families = list(families)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._families


def _families(now: datetime) -> Iterator[GaugeMetricFamily]:
    yield _gauge("goldbell_version", "This version", ["version"], [((__version__,), 1)])
    yield from _exchange(now)
    yield _gauge("goldbell_orders", "Stop orders by state", ["state"], _orders())
    waiting = StatementFile.objects.filter(state=FileState.WAITING).count()
    yield _gauge("goldbell_statement_files_waiting", "Statement files that wait to be read", [], [((), waiting)])
    yield from _audit(now)
    yield from _stuck(now)
    lines = sessions()
    yield _gauge(
        "goldbell_database_sessions", "Open database sessions", ["process"], [((k,), v) for k, v in lines.items()]
    )
    yield _gauge("goldbell_worker_connected", "Whether a worker is there", [], [((), int(lines.get(WORKER, 0) > 0))])


def _exchange(now: datetime) -> Iterator[GaugeMetricFamily]:
    told = exchange.metrics(now)
    partners = [(one.code, one) for one in told.partners]
    yield _gauge(
        "goldbell_queue_messages", "Messages that wait", ["partner"], [((code,), one.waiting) for code, one in partners]
    )
    yield _gauge(
        "goldbell_queue_oldest_seconds",
        "Age of the oldest waiting message",
        ["partner"],
        [((code,), one.oldest_seconds) for code, one in partners],
    )
    yield _gauge(
        "goldbell_messages_on_the_desk",
        "Messages whose outcome a person must find out",
        ["partner"],
        [((code,), one.unknown) for code, one in partners],
    )
    circuits = [((code, state), int(one.circuit == state)) for code, one in partners for state in _CIRCUITS]
    yield _gauge("goldbell_circuit", "State of the line to a partner", ["partner", "state"], circuits)
    yield _gauge("goldbell_messages_unanswered", "Messages delivered, not answered", [], [((), told.unanswered)])
    yield _gauge("goldbell_queue_alarms", "Queues that are too old now", [], [((), told.alarms_open)])


def _orders() -> list[tuple[tuple[str, ...], float]]:
    found = dict(StopOrder.objects.order_by().values_list("state").annotate(Count("pk")))
    return [((state.value,), found.get(state.value, 0)) for state in OrderState]


def _audit(now: datetime) -> Iterator[GaugeMetricFamily]:
    chain = audit.chain_status()
    yield _gauge("goldbell_audit_unsealed", "Entries that wait for their seal", [], [((), chain.waiting)])
    yield _gauge("goldbell_audit_unanchored", "Seals after the last anchor", [], [((), chain.unanchored)])
    age = (now - chain.anchored_at).total_seconds() if chain.anchored_at else float("nan")
    yield _gauge("goldbell_audit_anchor_age_seconds", "Age of the last anchor", [], [((), age)])


def _stuck(now: datetime) -> Iterator[GaugeMetricFamily]:
    findings = look(now)
    counts = [((one.stuck.code,), one.count) for one in findings]
    yield _gauge("goldbell_stuck_records", "Records in a passing state for too long", ["way"], counts)
    ages = [((one.stuck.code,), (now - one.oldest_at).total_seconds() if one.oldest_at else 0) for one in findings]
    yield _gauge("goldbell_stuck_oldest_seconds", "How long the oldest of them has waited", ["way"], ages)


def _gauge(
    name: str, words: str, labels: list[str], values: Iterable[tuple[tuple[str, ...], float]]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=labels)
    for where, value in values:
        family.add_metric(where, value)
    return family
