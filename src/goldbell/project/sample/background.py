"""The days before (近日警情): short reports of all scam types, told by different people: pages have real content."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from goldbell.common.errors import Invalid
from goldbell.common.moments import SHANGHAI
from goldbell.common.ways import SHIPPED_WINDOWS, PaymentWay, RescueAct, window_for
from goldbell.project.sample.reports import SampleReport, SampleTransfer
from goldbell.project.sample.spoken import spoken_clock, spoken_period, spoken_sum
from goldbell.project.sample.story import story_accounts
from goldbell.project.sample.world import make_account_no

_PAYER_BANKS: Final = ("longyuan", "jinchuan", "xiguan", "qinghe", "yuejiang", "hean")
_DAY_WORDS: Final = {0: "", 1: "昨天", 2: "前天"}


class NaiveBackgroundMoment(Invalid):
    """The days before need a moment with a zone."""

    code = "naive_moment"


def make_background(*, now: datetime, seed: int) -> tuple[SampleReport, ...]:
    """Some thirty reports of the last days, oldest first. The same ``now`` and ``seed`` give the same reports; some
    name accounts of the sample case of that seed. A payee's account that no bank runs is empty text.
    Raises NaiveBackgroundMoment."""
    if now.tzinfo is None:
        raise NaiveBackgroundMoment("时间要带时区，例如 +08:00")
    rng = random.Random(seed)  # noqa: S311 - a story, not a secret
    known = {key: account.account_no for key, account in story_accounts(rng).items()}
    minute = now.replace(second=0, microsecond=0)
    reports = [_report(entry, minute, known, rng) for entry in _entries()]
    return tuple(sorted(reports, key=lambda report: report.reported_at))


@cache
def _entries() -> list[dict[str, Any]]:
    text = (files("goldbell.project.sample") / "background.toml").read_text("utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["report"]
    return entries


def _report(entry: Mapping[str, Any], now: datetime, known: dict[str, str], rng: random.Random) -> SampleReport:
    reported_at = now - _span(entry["ago"])
    payer_bank = rng.choice(_PAYER_BANKS)
    payer = make_account_no(payer_bank, rng)
    transfers = tuple(
        _transfer(told, reported_at, (payer, payer_bank, entry["name"]), known, rng)
        for told in entry.get("transfers", ())
    )
    slots = {
        key: value for place, one in enumerate(transfers) for key, value in _slots(place, one, reported_at).items()
    }
    return SampleReport(
        reported_at=reported_at,
        channel=entry["channel"],
        station=entry["station"],
        scam_type=entry["scam_type"],
        victim_name=entry["name"],
        victim_phone=entry["phone"],
        victim_address="",
        words=entry["words"].format_map(slots),
        transfers=transfers,
    )


def _transfer(
    told: list[Any], reported_at: datetime, payer: tuple[str, str, str], known: dict[str, str], rng: random.Random
) -> SampleTransfer:
    before, yuan, way, bank, holder = told[:5]
    paid_at = reported_at - _span(before)
    if len(told) > 5:
        account = known[told[5]]
    else:
        account = known.setdefault(f"{bank}/{holder}", make_account_no(bank, rng)) if bank else ""
    window = window_for(PaymentWay(way), paid_at, SHIPPED_WINDOWS)
    waits = window is not None and window.act is not RescueAct.CHASE and window.firm
    return SampleTransfer(
        paid_at=paid_at,
        amount_fen=yuan * 100,
        way=PaymentWay(way),
        from_account=payer[0],
        from_bank=payer[1],
        from_name=payer[2],
        to_account=account,
        to_bank=bank,
        to_name=holder,
        settles_at=paid_at + (window.lasts if window is not None and waits else timedelta()),
    )


def _slots(place: int, transfer: SampleTransfer, reported_at: datetime) -> dict[str, str]:
    days = (reported_at.astimezone(SHANGHAI).date() - transfer.paid_at.astimezone(SHANGHAI).date()).days
    account = transfer.to_account
    return {
        f"t{place}": f"{_DAY_WORDS[days]}{spoken_period(transfer.paid_at)}{spoken_clock(transfer.paid_at)}",
        f"s{place}": spoken_sum(transfer.amount_fen // 100),
        f"n{place}": str(transfer.amount_fen // 100),
        f"a{place}": " ".join(account[start : start + 4] for start in range(0, len(account), 4)),
        f"p{place}": transfer.to_name,
    }


def _span(text: str) -> timedelta:
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
