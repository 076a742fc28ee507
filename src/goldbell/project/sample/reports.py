"""What a report of the sample holds: who called, what they said, which transfers they named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldbell.common.ways import PaymentWay


@dataclass(frozen=True, slots=True)
class SampleTransfer:
    """One transfer a victim named. ``settles_at``: when it reaches the payee; ``to_name``: empty if unknown to her."""

    paid_at: datetime
    amount_fen: int
    way: PaymentWay
    from_account: str
    from_bank: str
    from_name: str
    to_account: str
    to_bank: str
    to_name: str
    settles_at: datetime


@dataclass(frozen=True, slots=True)
class SampleReport:
    """One report (警情). ``channel``: code of cases' Channel; ``station`` a unit code;
    ``scam_type`` a stored code, empty where it is no scam; bank fields of the transfers are unit codes of partners."""

    reported_at: datetime
    channel: str
    station: str
    scam_type: str
    victim_name: str
    victim_phone: str
    victim_address: str
    words: str
    transfers: tuple[SampleTransfer, ...] = ()
