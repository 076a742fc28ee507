"""Why something about reports and cases was not done; each says what was kept and what to do."""

from __future__ import annotations

from goldbell.common.errors import Conflict, Invalid, NotFound


class NoUnit(Invalid):
    """The actor acts for no unit, so nobody would own the row."""

    code = "no_unit"


class NothingTold(Invalid):
    """A report with neither words nor a transfer."""

    code = "nothing_told"


class TooLong(Invalid):
    """A field holds more than a person types."""

    code = "too_long"


class BadText(Invalid):
    """A field holds signs that are no text, or is none of the choices."""

    code = "bad_text"


class BadTransfer(Invalid):
    """A transfer that cannot have happened: no amount, a negative one, one in the future."""

    code = "bad_transfer"


class FutureMoment(Invalid):
    """The moment has not come yet."""

    code = "future_moment"


class UnknownScamType(Invalid):
    """The code is not in the table, or not in force on that day."""

    code = "unknown_scam_type"


class KeyReused(Conflict):
    """The same idempotency key came with another content."""

    code = "key_reused"


class StaleDraft(Conflict):
    """The draft was saved from another page in the meantime."""

    code = "stale_draft"


class DraftDone(Conflict):
    """The draft has already become a report."""

    code = "draft_done"


class IllegalMove(Conflict):
    """The table of moves does not allow it, or somebody else moved first."""

    code = "illegal_move"


class ReasonMissing(Invalid):
    """The move must say why."""

    code = "reason_missing"


class PurposeMissing(Invalid):
    """A read that must say what for."""

    code = "purpose_missing"


class NoSuchReport(NotFound):
    """No such report, or none in scope."""

    code = "no_such_report"


class NoSuchCase(NotFound):
    """No such case, or none in scope."""

    code = "no_such_case"


class NoSuchDraft(NotFound):
    """No such draft of this officer."""

    code = "no_such_draft"


class NoSuchRow(NotFound):
    """No such transfer, element or file, or none in scope."""

    code = "no_such_row"


class AlreadySettled(Conflict):
    """Somebody settled it before, otherwise."""

    code = "already_settled"


class EmptyFile(Invalid):
    """The file holds no byte."""

    code = "empty_file"


class FileTooLarge(Invalid):
    """The file is larger than one upload takes."""

    code = "file_too_large"
