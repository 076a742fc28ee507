"""In proportion (按比例): a payment out of a mixed account carries of each money as large a share as stood there.

The courts' usual way where several victims' money is mixed (银监发〔2016〕41号 art. 8(3) shares in proportion too).
"""

from __future__ import annotations

from dataclasses import dataclass

from goldbell.engine.tracing.kernels.sharing import PRO_RATA
from goldbell.engine.tracing.rules import Prepared
from goldbell.engine.tracing.sequence import Sequence
from goldbell.engine.tracing.shared import Sharing


@dataclass(frozen=True, slots=True)
class ProRata:
    """The rule itself."""

    code: str = "pro_rata"
    name: str = "按比例"
    conserves: bool = True

    def prepare(self, sequence: Sequence) -> Prepared:
        return Sharing(sequence, PRO_RATA)


RULE = ProRata()
