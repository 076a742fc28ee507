"""One anchor for many: orders that commit at the same moment wait for one signed anchor, not each for its own.

Whoever comes first works for all who have come by then; who comes while it works waits for the next turn, because the
turn under way may have looked before their act was committed. Nobody goes on before a turn that began after they came
has ended, so every act is anchored before its service goes on, whatever the number of desks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable


class TurnFailed(Exception):
    """The turn that worked for this act too has failed; the worker's round tries again."""


class SharedTurns:
    """Runs ``work`` for everybody who waits, one turn at a time (in this process; others are kept apart by a lock in
    the database)."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._begun = 0
        self._ended = 0
        self._good = 0
        self._working = False
        self._failure: BaseException | None = None

    def run(self, work: Callable[[], object]) -> None:
        """Come back when a turn that began after this call has ended well.

        Raises what ``work`` raised, or TurnFailed where somebody else's turn, which worked for us too, failed."""
        with self._changed:
            mine = self._begun + 1
            while self._working and self._ended < mine:
                self._changed.wait()
            if self._ended >= mine:
                if self._good < mine:
                    raise TurnFailed from self._failure
                return
            self._working = True
            self._begun += 1
        failure: BaseException | None = None
        try:
            work()
        except BaseException as error:
            failure = error
            raise
        finally:
            with self._changed:
                self._end(failure)

    def _end(self, failure: BaseException | None) -> None:
        self._working, self._ended, self._failure = False, self._begun, failure
        if failure is None:
            self._good = self._begun
        self._changed.notify_all()
