"""What stands on the intake page, as typed: kept word for word, read into a report only when it is right."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

from goldbell.apps.cases.contracts import Channel, OnPhone, ReportDraft, TransferDraft, Verdicts
from goldbell.apps.cases.failures import BadTransfer
from goldbell.apps.cases.given import SLACK, account, check_transfer, past, plain
from goldbell.common.errors import GoldbellError
from goldbell.common.money import BadAmount, fen_from_yuan
from goldbell.common.ways import PaymentWay
from goldbell.engine.text import parse_amount
from goldbell.web.failures import told

VERSION: Final = 1
_T = TypeVar("_T")
_MOMENT: Final = re.compile(
    r"(?:(?:(?P<year>\d{4})[-/年.])?(?P<month>\d{1,2})[-/月.](?P<day>\d{1,2})日?[T ]*)?"
    r"(?P<hour>\d{1,2})[:点时](?P<minute>\d{1,2})?分?(?::(?P<second>\d{1,2}))?秒?"
)


@dataclass(frozen=True, slots=True)
class TypedTransfer:
    """One row of the transfers table as typed."""

    paid_at: str = ""
    amount: str = ""
    way: str = ""
    from_account: str = ""
    to_account: str = ""
    to_name: str = ""
    to_bank: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing but the way was chosen."""
        return not any((self.paid_at, self.amount, self.from_account, self.to_account, self.to_name, self.to_bank))


@dataclass(frozen=True, slots=True)
class TypedReport:
    """The whole page as typed, version 1. ``confirmed`` and ``rejected`` are (kind, value) of elements, ``undone`` (was, now)
    of edits that the officer took back."""

    words: str = ""
    channel: str = str(Channel.CALL_110)
    outside_no: str = ""
    reporter_name: str = ""
    reporter_phone: str = ""
    reporter_id_number: str = ""
    reporter_address: str = ""
    on_phone: str = str(OnPhone.UNKNOWN)
    balance: str = ""
    moved: str = ""
    scam_type: str = ""
    transfers: tuple[TypedTransfer, ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    undone: tuple[tuple[str, str], ...] = ()
    version: int = VERSION

    def to_json(self) -> str:
        """One versioned dataclass as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> TypedReport:
        """Read back what ``to_json`` wrote."""
        told: dict[str, Any] = json.loads(text)
        known = {one.name for one in fields(cls)}
        told = {name: value for name, value in told.items() if name in known}
        told["transfers"] = tuple(TypedTransfer(**row) for row in told.get("transfers", ()))
        for name in ("confirmed", "rejected", "undone"):
            told[name] = tuple((str(kind), str(value)) for kind, value in told.get(name, ()))
        return cls(**told)


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of the page: the report as far as it is right, and per field what is wrong.

    ``problems`` keys: field names, and ``transfers.<row>.<field>``. ``rows[i]`` is the transfer of typed row i or None.
    """

    report: ReportDraft
    rows: tuple[TransferDraft | None, ...]
    problems: Mapping[str, str] = field(default_factory=dict)


def read_page(
    typed: TypedReport, *, key: str, received_at: datetime, now: datetime, zone: tzinfo, draft_id: int | None = None
) -> Reading:
    """Read what was typed. Nothing raises: what is wrong stands in ``problems`` and its field is left out."""
    problems: dict[str, str] = {}
    rows = tuple(
        None if row.is_blank else _row(number, row, now, zone, problems) for number, row in enumerate(typed.transfers)
    )
    for name, what in (("reporter_name", "name"), ("reporter_phone", "phone"), ("reporter_id_number", "id")):
        _try(problems, name, lambda name=name, what=what: plain(getattr(typed, name), what))  # type: ignore[misc]
    _try(problems, "reporter_address", lambda: plain(typed.reporter_address, "address"))
    _try(problems, "outside_no", lambda: plain(typed.outside_no, "number"))
    balance = _try(problems, "balance", lambda: typed_fen(typed.balance, least=0)) if typed.balance.strip() else None
    report = ReportDraft(
        idempotency_key=key,
        channel=typed.channel if typed.channel in Channel.values else str(Channel.OTHER),
        received_at=received_at,
        words=typed.words,
        reporter_name=typed.reporter_name,
        reporter_phone=typed.reporter_phone,
        reporter_id_number=typed.reporter_id_number,
        reporter_address=typed.reporter_address,
        on_phone=typed.on_phone if typed.on_phone in OnPhone.values else str(OnPhone.UNKNOWN),
        balance_left_fen=balance,
        scam_type=typed.scam_type,
        outside_no=typed.outside_no,
        transfers=tuple(row for row in rows if row is not None),
        verdicts=Verdicts(frozenset(typed.confirmed), frozenset(typed.rejected), frozenset(typed.undone)),
        draft_id=draft_id,
    )
    return Reading(report, rows, problems)


def typed_moment(text: str, now: datetime, zone: tzinfo) -> datetime:
    """A moment as an officer types it: 01:13, 11-21 01:13, 2026-11-21 01:13:08, 1点13分. Without a day it is the last
    such time before ``now``, without a year the last such day. Raises BadTransfer."""
    match = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise BadTransfer(_("时间写成 01:13 或 11-21 01:13 的样子"))
    here = now.astimezone(zone)
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    try:
        moment = here.replace(
            year=year or here.year,
            month=month or here.month,
            day=day or here.day,
            hour=hour,
            minute=minute,
            second=second,
        ).replace(microsecond=0)
        if moment > here + SLACK and year is None:
            moment = moment - timedelta(days=1) if day is None else moment.replace(year=moment.year - 1)
    except ValueError:
        raise BadTransfer(_("没有这个时间，请核对")) from None
    return moment


def typed_yuan(text: str) -> int:
    """An amount as an officer types or hears it: 49800, 49,800.50, 四万九千八, 3万5 → fen. Raises BadAmount."""
    plain_text = unicodedata.normalize("NFKC", text).strip()
    try:
        return fen_from_yuan(plain_text)
    except BadAmount:
        spoken = None if plain_text.startswith("-") else parse_amount(plain_text)
        if spoken is None:
            raise
        return spoken


def _row(
    number: int, row: TypedTransfer, now: datetime, zone: tzinfo, problems: dict[str, str]
) -> TransferDraft | None:
    place = f"transfers.{number}"
    paid_at = _try(problems, f"{place}.paid_at", lambda: past(typed_moment(row.paid_at, now, zone), now))
    amount = _try(problems, f"{place}.amount", lambda: typed_fen(row.amount, least=1))
    numbers = {
        name: _try(problems, f"{place}.{name}", lambda name=name: account(getattr(row, name)))  # type: ignore[misc]
        for name in ("from_account", "to_account")
    }
    if paid_at is None or amount is None or None in numbers.values():
        return None
    way = row.way if row.way in set(PaymentWay) else PaymentWay.INSTANT.value
    told = TransferDraft(
        paid_at, amount, way, numbers["from_account"] or "", numbers["to_account"] or "", row.to_name, row.to_bank
    )
    return _try(problems, f"{place}.paid_at", lambda: check_transfer(told, now))


def typed_fen(text: str, *, least: int) -> int:
    """An amount of at least ``least`` fen. Raises BadAmount."""
    fen = typed_yuan(text)
    if fen < least:
        raise BadAmount(_("金额要大于 0，请核对") if least else _("余额不能是负数，请核对"))
    return fen


def _try(problems: dict[str, str], place: str, read: Callable[[], _T]) -> _T | None:
    try:
        return read()
    except GoldbellError as error:
        problems[place] = told(error)
        return None
