"""Why a message from outside was not believed, or could not be written. Texts carry no personal data."""

from __future__ import annotations

from goldbell.common.errors import Forbidden, Invalid, NotFound, TooLate


class MalformedMessage(Invalid):
    """The message does not have the agreed shape; ``field`` in the facts says where."""

    code = "malformed_message"


class UnsupportedVersion(Invalid):
    """The kind of message, or its version, is not one this format can read."""

    code = "unsupported_version"


class UnknownKey(Forbidden):
    """The message names a key that nobody agreed with us."""

    code = "unknown_key"


class BadSignature(Forbidden):
    """The signature does not fit these bytes, these headers and this key, or the key is not the sender's."""

    code = "bad_signature"


class Misdirected(Forbidden):
    """The message is genuine but was written to somebody else, so it was replayed here or lost its way."""

    code = "misdirected"


class StaleMessage(TooLate):
    """The message was sent too long ago, or claims a moment still to come."""

    code = "stale_message"


class UnknownFormat(NotFound):
    """No plug-in folder has this name."""

    code = "unknown_message_format"
