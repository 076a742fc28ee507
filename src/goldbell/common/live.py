"""Names of what open pages may listen to, and of the channels that carry it."""

from __future__ import annotations

from typing import Final, Literal, get_args

Topic = Literal["orders", "cases", "traces", "messages", "audit", "statements"]
TOPICS: Final = frozenset(get_args(Topic))
#: PostgreSQL channels: what pages hear, and what wakes the worker.
LIVE_CHANNEL: Final = "goldbell_live"
WORK_CHANNEL: Final = "goldbell_work"
