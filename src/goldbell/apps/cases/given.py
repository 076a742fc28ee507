"""Whether what was handed in can be right: the checks that page, API and scripts share."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Final

from goldbell.apps.cases.contracts import Channel, OnPhone, ReportDraft, TransferDraft
from goldbell.apps.cases.failures import BadText, BadTransfer, FutureMoment, NothingTold, TooLong
from goldbell.common.money import MOST_FEN
from goldbell.common.ways import PaymentWay

MOST_WORDS: Final = 50_000
MOST_TRANSFERS: Final = 500
#: Clocks of desks and banks differ by this much without anybody being wrong.
SLACK: Final = timedelta(minutes=2)
#: Electronic payments before this day are a slip of the hand.
OLDEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ACCOUNT: Final = re.compile(r"[0-9A-Za-z@._+\-]{1,64}")
_MOST: Final = {"name": 80, "phone": 32, "id": 32, "address": 200, "bank": 80, "number": 60, "key": 80}


def check_draft(draft: ReportDraft, now: datetime) -> None:
    """Raises NothingTold, TooLong, BadText, FutureMoment or BadTransfer; nothing is kept then."""
    if not draft.words.strip() and not draft.transfers:
        raise NothingTold("既没有话也没有转账，没有受理。请先记下报案人说的话")
    if len(draft.words) > MOST_WORDS:
        raise TooLong(
            "话有 %(count)s 个字，一次最多 %(most)s 个，没有受理。请分成几份", count=len(draft.words), most=MOST_WORDS
        )
    if draft.channel not in Channel.values or draft.on_phone not in OnPhone.values:
        raise BadText("来源或通话状态不在可选的几项里，没有受理。请重新选择")
    if not draft.idempotency_key or len(draft.idempotency_key) > _MOST["key"]:
        raise BadText("请求编号要有 1 到 %(most)s 个字符，没有受理", most=_MOST["key"])
    plain(draft.reporter_name, "name")
    plain(draft.reporter_phone, "phone")
    plain(draft.reporter_id_number, "id")
    plain(draft.reporter_address, "address")
    plain(draft.outside_no, "number")
    past(draft.received_at, now)
    if draft.balance_left_fen is not None and not 0 <= draft.balance_left_fen <= MOST_FEN:
        raise BadText("卡内余额不能是负数，也不能超过 100 亿元，没有受理。请核对")
    if len(draft.transfers) > MOST_TRANSFERS:
        raise TooLong(
            "转账有 %(count)s 笔，一份警情最多 %(most)s 笔，没有受理。请分成几份",
            count=len(draft.transfers),
            most=MOST_TRANSFERS,
        )
    for transfer in draft.transfers:
        check_transfer(transfer, now)


def check_transfer(transfer: TransferDraft, now: datetime) -> TransferDraft:
    """The transfer itself. Raises BadTransfer, FutureMoment or BadText."""
    if not isinstance(transfer.amount_fen, int) or isinstance(transfer.amount_fen, bool):
        raise BadTransfer("金额要写成分的整数，这笔转账没有存下")
    if transfer.amount_fen <= 0:
        raise BadTransfer("金额要大于 0，这笔转账没有存下。请核对后再加")
    if transfer.amount_fen > MOST_FEN:
        raise BadTransfer("金额超过 100 亿元，这笔转账没有存下。请核对")
    if transfer.way not in set(PaymentWay):
        raise BadTransfer("转账方式不在可选的几种里，这笔转账没有存下。请重新选择")
    past(transfer.paid_at, now)
    for number in (transfer.from_account, transfer.to_account):
        account(number)
    plain(transfer.to_name, "name")
    plain(transfer.to_bank, "bank")
    return transfer


def past(moment: datetime, now: datetime) -> datetime:
    """The moment itself. Raises FutureMoment for a moment to come, BadTransfer for one without zone or before the year 2000."""
    if moment.tzinfo is None:
        raise BadTransfer("时间要带时区，例如 +08:00，没有存下")
    if moment > now + SLACK:
        raise FutureMoment("时间还没有到，没有存下。请核对日期和钟点")
    if moment < OLDEST:
        raise BadTransfer("时间早于 2000 年，没有存下。请核对日期")
    return moment


def account(number: str) -> str:
    """The account without blanks and hyphens between digits; full-width signs made plain. Raises BadText."""
    bare = "".join(unicodedata.normalize("NFKC", number).split())
    if re.fullmatch(r"[0-9\-]+", bare):
        bare = bare.replace("-", "")
    if bare and not _ACCOUNT.fullmatch(bare):
        raise BadText("账号只能有数字、字母和 @ . _ -，最多 64 位，没有存下。请核对")
    return bare


def plain(text: str, what: str) -> str:
    """The text without blanks around it. Raises TooLong, and BadText for control signs."""
    bare = text.strip()
    if len(bare) > _MOST[what]:
        raise TooLong(
            "有一栏写了 %(count)s 个字，最多 %(most)s 个，没有存下。请缩短", count=len(bare), most=_MOST[what]
        )
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in bare):
        raise BadText("有一栏里有看不见的控制字符，没有存下。请重新输入")
    return bare
