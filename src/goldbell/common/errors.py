"""Why an act was not done, in six meanings; one place (project.problems) turns them into HTTP and text.

A named failure stands beside the function that raises it and inherits from one of the six. Every failure
carries what happened, what was kept and what to do next, because the reader has no time to guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class GoldbellError(Exception):
    """An expected failure. ``code`` is stable for programs; ``message`` is Chinese text for people, with
    ``%(name)s`` slots filled from ``facts`` after translation. Never put personal data into ``facts``."""

    code = "error"
    status = 500

    def __init__(self, message: str, *, code: str | None = None, **facts: Any) -> None:
        super().__init__(message % facts if facts else message)
        self.message = message
        self.facts: Mapping[str, Any] = facts
        if code is not None:
            self.code = code


class Invalid(GoldbellError):
    """What was given cannot be right; nothing was kept."""

    code = "invalid"
    status = 422


class NotFound(GoldbellError):
    """No such thing, or none that the asker may see: the two are never told apart."""

    code = "not_found"
    status = 404


class Forbidden(GoldbellError):
    """The asker may see the thing but not do this."""

    code = "forbidden"
    status = 403


class Conflict(GoldbellError):
    """Somebody else was first, or the state does not allow the move."""

    code = "conflict"
    status = 409


class TooLate(GoldbellError):
    """A legal or technical term has passed."""

    code = "too_late"
    status = 410


class OutsideFailed(GoldbellError):
    """A partner or device did not do its part. ``retryable`` says whether asking again may help."""

    code = "outside_failed"
    status = 502

    def __init__(self, message: str, *, retryable: bool, code: str | None = None, **facts: Any) -> None:
        super().__init__(message, code=code, **facts)
        self.retryable = retryable
