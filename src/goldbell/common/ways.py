"""By which way money left, and what that way still allows: the second question of every call (付款方式).

The windows are dated configuration: the shipped ones cite their circular, a unit may lay its own beside them, and the
one in force on the day of the payment counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from goldbell.common.errors import Invalid
from goldbell.common.moments import SHANGHAI

_COLD_AFTER: Final = timedelta(hours=24)


class NaiveMoment(Invalid):
    """A moment without a zone was given where minutes decide."""

    code = "naive_moment"


class PaymentWay(StrEnum):
    """How the money left (付款方式); the code is stored, the words are for people."""

    INSTANT = "instant"
    ORDINARY = "ordinary"
    NEXT_DAY = "next_day"
    ATM = "atm"
    POS = "pos"
    CASH = "cash"
    COURIER = "courier"
    ECNY = "ecny"
    CRYPTO = "crypto"
    OTHER = "other"

    @property
    def label_zh(self) -> str:
        return _LABELS[self][0]

    @property
    def label_en(self) -> str:
        return _LABELS[self][1]


_LABELS: Final[dict[PaymentWay, tuple[str, str]]] = {
    PaymentWay.INSTANT: ("实时到账", "Instant transfer"),
    PaymentWay.ORDINARY: ("普通到账", "Ordinary transfer"),
    PaymentWay.NEXT_DAY: ("次日到账", "Next-day transfer"),
    PaymentWay.ATM: ("ATM 转账", "ATM transfer"),
    PaymentWay.POS: ("POS 刷卡", "Card at a POS terminal"),
    PaymentWay.CASH: ("现金", "Cash"),
    PaymentWay.COURIER: ("快递或当面交物", "Parcel, gold or goods handed over"),
    PaymentWay.ECNY: ("数字人民币", "Digital yuan"),
    PaymentWay.CRYPTO: ("虚拟货币", "Cryptocurrency"),
    PaymentWay.OTHER: ("其他方式", "Another way"),
}


class RescueAct(StrEnum):
    """What can still be done about a payment: 撤 recall before it executes, 追 chase it on the far side, 拦 intercept
    it before settlement or delivery."""

    RECALL = "recall"
    CHASE = "chase"
    INTERCEPT = "intercept"

    @property
    def label_zh(self) -> str:
        return {"recall": "撤", "chase": "追", "intercept": "拦"}[self.value]

    @property
    def label_en(self) -> str:
        return {"recall": "Recall", "chase": "Chase", "intercept": "Intercept"}[self.value]


class ClockPhase(StrEnum):
    """The face of the transfer clock (转账钟): window open, its last fifth, over, and over for a day."""

    OPEN = "open"
    CLOSING = "closing"
    PAST = "past"
    COLD = "cold"


@dataclass(frozen=True, slots=True)
class RescueWindow:
    """How long a way leaves room to act, from the payment (or its acceptance) on; dated, with its source.

    ``firm`` is False where the end depends on somebody else's timetable (settlement, delivery) and ``lasts`` is only
    what to reckon with until the partner has been asked. ``valid_from``: first day, in Shanghai.
    """

    way: PaymentWay
    act: RescueAct
    lasts: timedelta
    firm: bool
    valid_from: date
    source: str


@dataclass(frozen=True, slots=True)
class Rescue:
    """What can still be done about one payment at one moment, and until when.

    ``act`` is None when nothing of the way's own can be done any more; the money is then followed downstream like any
    other. ``until``: aware, in the zone of ``paid_at``; None when no window was in force on that day.
    """

    way: PaymentWay
    act: RescueAct | None
    until: datetime | None
    phase: ClockPhase
    firm: bool
    source: str

    @property
    def possible(self) -> bool:
        return self.act is not None


_261: Final = "银发〔2016〕261号"
_261_FROM: Final = date(2016, 12, 1)
_PRACTICE: Final = "办案实践：黄金时间 30 分钟"
_PRACTICE_FROM: Final = date(2016, 1, 1)
_HALF_HOUR: Final = timedelta(minutes=30)

#: What is in force unless a unit lays down its own. 261号 gives payers the choice of instant, ordinary and next-day
#: transfer and makes an ATM transfer to others execute 24 hours after acceptance; the golden half hour is practice.
SHIPPED_WINDOWS: Final[tuple[RescueWindow, ...]] = (
    RescueWindow(
        PaymentWay.INSTANT, RescueAct.CHASE, _HALF_HOUR, True, _261_FROM, f"{_261}（实时到账不可撤）；{_PRACTICE}"
    ),
    RescueWindow(PaymentWay.ORDINARY, RescueAct.RECALL, timedelta(hours=2), True, _261_FROM, f"{_261} 普通到账"),
    RescueWindow(PaymentWay.NEXT_DAY, RescueAct.RECALL, timedelta(hours=24), True, _261_FROM, f"{_261} 次日到账"),
    RescueWindow(PaymentWay.ATM, RescueAct.RECALL, timedelta(hours=24), True, _261_FROM, f"{_261} 受理 24 小时后办理"),
    RescueWindow(PaymentWay.POS, RescueAct.INTERCEPT, timedelta(hours=24), False, _261_FROM, "收单结算 T+0 或 T+1"),
    RescueWindow(
        PaymentWay.COURIER, RescueAct.INTERCEPT, timedelta(hours=2), False, _PRACTICE_FROM, "办案实践：派送前"
    ),
    RescueWindow(PaymentWay.CASH, RescueAct.CHASE, _HALF_HOUR, False, _PRACTICE_FROM, _PRACTICE),
    RescueWindow(PaymentWay.ECNY, RescueAct.CHASE, _HALF_HOUR, True, _PRACTICE_FROM, _PRACTICE),
    RescueWindow(PaymentWay.CRYPTO, RescueAct.CHASE, _HALF_HOUR, False, _PRACTICE_FROM, _PRACTICE),
    RescueWindow(PaymentWay.OTHER, RescueAct.CHASE, _HALF_HOUR, False, _PRACTICE_FROM, _PRACTICE),
)


def window_for(
    way: PaymentWay, paid_at: datetime, windows: Iterable[RescueWindow] = SHIPPED_WINDOWS
) -> RescueWindow | None:
    """The window in force for a way on the day of the payment: the youngest that had begun; later rows win ties, so a
    unit's own windows go behind the shipped ones. None when none had begun."""
    day = paid_at.astimezone(SHANGHAI).date()
    in_force = [window for window in windows if window.way is way and window.valid_from <= day]
    return max(reversed(in_force), key=lambda window: window.valid_from, default=None)


def rescue(
    way: PaymentWay, paid_at: datetime, now: datetime, windows: Iterable[RescueWindow] = SHIPPED_WINDOWS
) -> Rescue:
    """Say what can still be done about a payment: recall it, chase it or intercept it, and until when.

    ``paid_at`` and ``now`` aware. A payment slightly in the future (clocks differ) counts as just made. The end itself
    is outside the window. Raises NaiveMoment.
    """
    if paid_at.tzinfo is None or now.tzinfo is None:
        raise NaiveMoment("时间要带时区，例如 +08:00")
    age = max(now - paid_at, timedelta())
    window = window_for(way, paid_at, windows)
    if window is None:
        phase = ClockPhase.COLD if age >= _COLD_AFTER else ClockPhase.PAST
        return Rescue(way, None, None, phase, firm=False, source="")
    return Rescue(
        way=way,
        act=window.act if age < window.lasts else None,
        until=paid_at + window.lasts,
        phase=_phase(age, window.lasts),
        firm=window.firm,
        source=window.source,
    )


def _phase(age: timedelta, lasts: timedelta) -> ClockPhase:
    if age < lasts:
        return ClockPhase.CLOSING if age >= lasts * 4 / 5 else ClockPhase.OPEN
    return ClockPhase.COLD if age >= _COLD_AFTER else ClockPhase.PAST
