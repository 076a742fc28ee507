"""Acts of tracing: hand in statements, read them, follow the money."""

from goldbell.apps.tracing.services.following import trace_case
from goldbell.apps.tracing.services.hand_in import hand_in, read_again
from goldbell.apps.tracing.services.looking import look_at_trace
from goldbell.apps.tracing.services.reading import read_waiting

__all__ = ["hand_in", "look_at_trace", "read_again", "read_waiting", "trace_case"]
