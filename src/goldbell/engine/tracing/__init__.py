"""Following money (资金追踪): statements become one ledger, and each victim's payment is followed through it to the fen.

>>> ledger = merge(readings)                                  # doctest: +SKIP
>>> trace(ledger, payments, as_of=moment).to_json()           # doctest: +SKIP
"""

from goldbell.engine.tracing.backwards import NoStatement, Origin, OriginKind, origins
from goldbell.engine.tracing.contracts import (
    Edge,
    Found,
    HeldFacts,
    Kind,
    Payment,
    PaymentTrace,
    Source,
    TraceResult,
)
from goldbell.engine.tracing.following import trace
from goldbell.engine.tracing.ledger import Ledger, Movement, merge
from goldbell.engine.tracing.rules import UnknownRule, rules

__all__ = [
    "Edge",
    "Found",
    "HeldFacts",
    "Kind",
    "Ledger",
    "Movement",
    "NoStatement",
    "Origin",
    "OriginKind",
    "Payment",
    "PaymentTrace",
    "Source",
    "TraceResult",
    "UnknownRule",
    "merge",
    "origins",
    "rules",
    "trace",
]
