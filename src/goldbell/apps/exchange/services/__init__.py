"""What the exchange does: queue, send, receive, end; each act one function."""

from goldbell.apps.exchange.services.claiming import rescue
from goldbell.apps.exchange.services.desk import retry, settle
from goldbell.apps.exchange.services.partner_changes import approve_change, differences, propose_partner, refuse_change
from goldbell.apps.exchange.services.partners import enable_partner, register_partner, withdraw_key
from goldbell.apps.exchange.services.queueing import cancel, queue
from goldbell.apps.exchange.services.receiving import note_refusal, receive
from goldbell.apps.exchange.services.sending import give_up, send_next
from goldbell.apps.exchange.services.watching import watch_queues

__all__ = [
    "approve_change",
    "cancel",
    "differences",
    "enable_partner",
    "give_up",
    "note_refusal",
    "propose_partner",
    "queue",
    "receive",
    "refuse_change",
    "register_partner",
    "rescue",
    "retry",
    "send_next",
    "settle",
    "watch_queues",
    "withdraw_key",
]
