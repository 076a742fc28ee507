"""Words of the audit: kinds of entry, and what is told about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Nature = Literal["act", "read", "refusal", "security"]
Fact = str | int | bool | None


@dataclass(frozen=True, slots=True)
class AuditAction:
    """A kind of entry, declared in an app's ``audit_actions.py``. ``code`` is ``<app>.<noun>.<act>``.

    ``facts`` names the facts an entry of this kind may carry. They are ids, codes, counts and amounts; never names,
    numbers or words of people (a person's erasure must not need an edit of the record). ``anchor_at_once``: its anchor
    leaves the database as soon as it has committed, not within the minute: orders, and acts on the record itself."""

    code: str
    label: str
    nature: Nature = "act"
    facts: frozenset[str] = field(default_factory=frozenset)
    anchor_at_once: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: ``kind`` is ``<app>.<model>``, ``id`` its primary key, ``case_id`` its case."""

    kind: str
    id: str
    case_id: int | None = None
    unit_id: int | None = None


Facts = Mapping[str, Fact]
