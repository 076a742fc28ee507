"""Who acts: the ``by`` of every service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal["officer", "partner", "system", "citizen"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, as services, permissions and the audit see them; ids only, no names.

    ``id``: primary key of the officer or partner, or the name of a system part. ``unit_id``: the unit they act for.
    ``roles``: role codes of ``apps.identity.contracts.Role``. ``visible_units``: ids of all units whose records they may
    see (own unit, units below, bundled stations). ``second_factor_at``: UTC moment of the last second factor, if any.
    """

    kind: ActorKind
    id: str
    unit_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    visible_units: frozenset[int] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        """Stable name for records and logs, e.g. ``officer:17``."""
        return f"{self.kind}:{self.id}"


def system(part: str) -> Actor:
    """A part of Goldbell itself, e.g. ``system("deadline-sweeper")``; it may finish what people decided, never decide."""
    return Actor(kind="system", id=part)
