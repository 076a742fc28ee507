"""Money as integer fen (分). Yuan exist only at the edges: what people type and what they read."""

from __future__ import annotations

import re
from typing import Final

from goldbell.common.errors import Invalid

#: Above this a single amount is a slip of the hand, not money (100 亿 yuan); it also keeps sums inside int64.
MOST_FEN: Final = 10_000_000_000_00

_PLAIN: Final = re.compile(r"(?P<sign>-?)(?P<yuan>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<fen>[0-9]{1,2})0*)?")


class BadAmount(Invalid):
    """The text is not an amount of money in plain digits."""

    code = "bad_amount"


def fen_from_yuan(text: str) -> int:
    """Read a yuan amount written in plain ASCII digits ("1,234.50") as fen.

    Signed; at most two decimals that are not zero. ``Decimal`` is not used because it takes NaN, ``1_000``,
    exponents and digits of other scripts. Raises BadAmount.
    """
    match = _PLAIN.fullmatch(text.strip())
    if match is None:
        raise BadAmount("金额要写成数字，例如 1234.50")
    fen = int(match["yuan"].replace(",", "")) * 100 + int((match["fen"] or "").ljust(2, "0"))
    if fen > MOST_FEN:
        raise BadAmount("金额超过 100 亿元，请核对")
    return -fen if match["sign"] else fen


def yuan_from_fen(fen: int) -> str:
    """Write fen as grouped yuan with both decimals, the way every page and paper shows money."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
