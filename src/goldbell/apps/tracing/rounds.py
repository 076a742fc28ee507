"""What the worker does for tracing."""

from goldbell.apps.tracing.services import read_waiting
from goldbell.common.rounds import Round

ROUNDS = [Round(name="tracing.read", every_seconds=2.0, run=read_waiting)]
