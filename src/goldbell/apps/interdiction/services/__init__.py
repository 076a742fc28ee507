"""What interdiction does: propose, approve, withdraw, take answers, settle, expire; each act one function."""

from goldbell.apps.interdiction.services.answering import take_answer, take_ending
from goldbell.apps.interdiction.services.approving import approve
from goldbell.apps.interdiction.services.expiring import fire_due
from goldbell.apps.interdiction.services.proposing import propose, propose_from_trace, propose_onward, withdraw
from goldbell.apps.interdiction.services.settling import look_at, settle_unknown

__all__ = [
    "approve",
    "fire_due",
    "look_at",
    "propose",
    "propose_from_trace",
    "propose_onward",
    "settle_unknown",
    "take_answer",
    "take_ending",
    "withdraw",
]
