"""Looking at personal data: with a permission, a purpose and a case, on record."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity import access
from goldbell.apps.privacy import cases, limits
from goldbell.apps.privacy.contracts import Purpose
from goldbell.apps.privacy.sealing import Sealed, unseal
from goldbell.common.actors import Actor
from goldbell.common.errors import Invalid, NotFound

_MOST_WORDS: Final = 150
_LEAST_WORDS: Final = 4
#: A number of somebody in the purpose would outlive that person's erasure.
_NUMBER: Final = re.compile(r"\d[\d\s-]{5,}\d")


class PurposeMissing(Invalid):
    """No purpose from the list, or "other" without words, or a number of somebody inside the words."""

    code = "purpose_missing"


class CaseMissing(NotFound):
    """No case was named, or none that the asker may see."""

    code = "case_missing"


def stated_purpose(choice: str, words: str = "") -> str:
    """The purpose as services take it: the code from the list, and the officer's own words behind a colon."""
    told = " ".join(words.split())
    return f"{choice}：{told}" if told else choice


def check_purpose(purpose: str) -> str:
    """The purpose when it will do. Raises PurposeMissing."""
    choice, _, words = purpose.partition("：")
    words = " ".join(words.split())
    if choice not in Purpose.values:
        raise PurposeMissing("请先选一个查看的目的")
    if choice == Purpose.OTHER and len(words) < _LEAST_WORDS:
        raise PurposeMissing("选了其他，请用几个字写明为什么要看")
    if len(words) > _MOST_WORDS or _NUMBER.search(words):
        raise PurposeMissing("目的写得短一些，不要写号码：这条记录会长期保存")
    return stated_purpose(choice, words)


@transaction.atomic
def reveal(*, by: Actor, now: datetime, sealed: Sealed, purpose: str, subject: Subject) -> str:
    """Open one masked value for a person to read; recorded before it is shown.

    ``purpose``: ``stated_purpose(...)``; ``subject.case_id``: a case the asker sees. Raises NotAllowed, PurposeMissing,
    CaseMissing, LookupsStopped, Erased, SealBroken."""
    access.require(by, "privacy.field.reveal")
    stated = check_purpose(purpose)
    if subject.case_id is None or not cases.sees_case(subject.case_id):
        raise CaseMissing("查看完整信息要写明案件，这个案件不存在，或不在你的辖区")
    limits.refuse_when_stopped(by)
    plain = unseal(sealed)
    audit.record(
        by=by,
        now=now,
        action=limits.REVEAL,
        subject=subject,
        purpose=stated,
        facts={"kind": sealed.kind.value, "key": str(sealed.key)},
    )
    limits.count_look(by=by, now=now)
    return plain


@transaction.atomic
def note_read(*, by: Actor, now: datetime, subject: Subject, purpose: str = "", count: int = 1) -> None:
    """Record that somebody looked at a record, or searched; pages call it once. Counted for alarms."""
    audit.record(
        by=by, now=now, action="privacy.record.read", subject=subject, purpose=purpose[:200], facts={"count": count}
    )
    limits.count_look(by=by, now=now)
