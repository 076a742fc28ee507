"""What the worker does for the audit."""

from goldbell.apps.audit.sealing import round_of_sealing
from goldbell.common.rounds import Round

ROUNDS = [Round(name="audit.seal", every_seconds=5, run=round_of_sealing, paced=True)]
