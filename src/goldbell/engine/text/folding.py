"""Full-width digits, letters and signs made plain, one character for one, so that offsets stay as they were."""

from __future__ import annotations

from typing import Final

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
#: Kept as they are: Chinese sentence marks, which tell where a clause ends.
_KEPT: Final = frozenset(map(ord, "，；！？（）"))
_PLAIN: Final = {
    **{code: plain for code, plain in _FULL_WIDTH.items() if code not in _KEPT},
    **{ord(sign): " " for sign in "\u3000\u00a0\u2002\u2003\u2009\t"},
    **{ord(sign): "-" for sign in "‐‑‒–—−"},
    ord("￥"): "¥",
    ord("○"): "〇",
}


def fold(raw: str) -> str:
    """The text with full-width and look-alike signs made plain; same length as ``raw``."""
    return raw.translate(_PLAIN)
