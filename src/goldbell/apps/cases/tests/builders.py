"""Reports and cases for tests, made through the real services."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Final

from goldbell.apps.cases import services
from goldbell.apps.cases.contracts import ReportDraft, TransferDraft
from goldbell.apps.cases.models import Case, Report
from goldbell.common.actors import Actor
from goldbell.engine.text import with_check_digit

_numbers: Final = count(1)

WORDS: Final = "自称客服，说开了百万保障要刷单解冻。一点二十三转九万八千二到6230581022749036何玉山，手机银行实时到账。"


def invented_account(body: str = "623058102274903") -> str:
    """A 16-digit card number with a right check digit that belongs to nobody."""
    return with_check_digit(body)


def told_transfer(
    now: datetime, *, minutes: int = 15, fen: int = 98_200_00, way: str = "instant", **more: str
) -> TransferDraft:
    """One transfer, ``minutes`` ago."""
    facts = {"from_account": "6217000000002051", "to_account": "6230581022749036", "to_name": "何玉山"} | more
    return TransferDraft(paid_at=now - timedelta(minutes=minutes), amount_fen=fen, way=way, **facts)


def told_report(now: datetime, **more: object) -> ReportDraft:
    """A report that can be taken; every call has its own idempotency key."""
    facts: dict[str, object] = {
        "idempotency_key": f"test-{next(_numbers)}",
        "channel": "call_110",
        "received_at": now,
        "words": WORDS,
        "reporter_name": "周慧兰",
        "reporter_phone": "13904172716",
        "transfers": (told_transfer(now),),
    }
    return ReportDraft(**(facts | more))  # type: ignore[arg-type]


def make_report(by: Actor, now: datetime, **more: object) -> Report:
    """A taken report."""
    return services.take_report(by=by, now=now, draft=told_report(now, **more))


def make_case(by: Actor, now: datetime, **more: object) -> Case:
    """A case opened from a fresh report."""
    return services.open_case(by=by, now=now, report_id=make_report(by, now, **more).pk)
