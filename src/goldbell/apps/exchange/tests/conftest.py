"""Fixtures of the exchange's tests."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from goldbell.apps.exchange.contracts import Reply
from goldbell.apps.exchange.tests.builders import Taken


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """Answers go to a taker of the test instead of the app above."""
    taker = Taken()
    found = MappingProxyType({"stop_answer": Reply("stop_answer", "exchange.test", taker)})
    for module in ("receiving", "sending"):
        monkeypatch.setattr(f"goldbell.apps.exchange.services.{module}.replies", lambda: found)
    return taker
