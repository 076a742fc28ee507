"""Why tracing could not do something, in names."""

from __future__ import annotations

from goldbell.common.errors import Conflict, Invalid, NotFound


class NoSuchFile(NotFound):
    """No such statement file in the asker's scope."""

    code = "no_such_statement_file"


class NoSuchTrace(NotFound):
    """No such trace in the asker's scope."""

    code = "no_such_trace"


class NothingToFollow(Invalid):
    """The case has no transfer with an account that money went to."""

    code = "nothing_to_follow"


class FileMoved(Conflict):
    """The file is no longer in the state that the act needs."""

    code = "statement_file_moved"


class MomentAhead(Invalid):
    """A trace was asked for a moment that has not come."""

    code = "moment_ahead"
