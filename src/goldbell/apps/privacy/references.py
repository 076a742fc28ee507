"""References to a masked value on a page: signed, for one officer, for one shift; they hold the sealed bytes only."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.core import signing

from goldbell.apps.audit.contracts import Subject
from goldbell.apps.privacy.sealing import Sealed
from goldbell.common.actors import Actor
from goldbell.common.errors import Invalid

_SALT: Final = "privacy.reveal"
_SHIFT: Final = timedelta(hours=12)


class ReferenceOver(Invalid):
    """The page is older than a shift, was opened by somebody else, or the reference was altered."""

    code = "reference_over"


@dataclass(frozen=True, slots=True)
class Reference:
    """A masked value as it stood on an officer's page."""

    sealed: Sealed
    subject: Subject
    case_label: str


def refer(*, by: Actor, sealed: Sealed, subject: Subject, case_label: str) -> str:
    """The reference for the page."""
    told = {
        "v": base64.urlsafe_b64encode(sealed.raw).decode(),
        "a": by.key,
        "k": subject.kind,
        "i": subject.id,
        "c": subject.case_id,
        "n": case_label,
    }
    return signing.dumps(told, salt=_SALT)


def resolve(*, by: Actor, reference: str) -> Reference:
    """What the reference stands for. Raises ReferenceOver."""
    try:
        told: dict[str, Any] = signing.loads(reference, salt=_SALT, max_age=_SHIFT)
        if told["a"] != by.key:
            raise signing.BadSignature
        sealed = Sealed(base64.urlsafe_b64decode(told["v"]))
    except (signing.BadSignature, KeyError, binascii.Error):
        raise ReferenceOver("这一页打开得太久了，或不是你打开的。请回到原来的页面重新点查看") from None
    return Reference(sealed, Subject(told["k"], told["i"], case_id=told["c"]), str(told["n"]))
