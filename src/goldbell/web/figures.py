"""Figures as people read them: money to the fen, accounts in fours, spans with their unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.translation import get_language, pgettext

from goldbell.common.money import yuan_from_fen

_HOUR: Final = 60
_DAY: Final = 1440
#: Hours are said up to two days ("26 时"); from there on days are shorter to read.
_HOURS_UP_TO: Final = 2 * _DAY
_GROUPABLE: Final = re.compile(r"[0-9*]{9,}")


def split_money(fen: int) -> tuple[str, str]:
    """Grouped yuan and the quiet fen: 600000 -> ("6,000", ".00"). Negative money carries a real minus sign."""
    yuan, _, rest = yuan_from_fen(fen).partition(".")
    return yuan.replace("-", "−"), f".{rest}"


def split_large(fen: int) -> tuple[str, str]:
    """For heads and the wall only: 41260000 -> ("41.26", "万"); English readers get thousands ("412.60", "k").

    Rounded half up to two decimals, in integers.
    """
    unit, word = (1_000_000, "万") if (get_language() or "zh").startswith("zh") else (100_000, "k")
    hundredths = (abs(fen) * 100 + unit // 2) // unit
    sign = "−" if fen < 0 and hundredths else ""
    return f"{sign}{hundredths // 100:,}.{hundredths % 100:02d}", word


def group_account(number: str) -> str:
    """An account number in groups of four, as it is read aloud; anything that is not a row of digits stays as it is."""
    compact = re.sub(r"[ \u00a0\u3000-]", "", number)
    if not _GROUPABLE.fullmatch(compact):
        return number
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))


def last_four(number: str) -> str:
    """What tables show of an account: its last four characters."""
    return re.sub(r"\s", "", number)[-4:]


@dataclass(frozen=True, slots=True)
class Piece:
    """A number and its unit, to be set in two weights."""

    number: str
    unit: str


def span_pieces(minutes: float) -> tuple[Piece, ...]:
    """A span in its natural unit: 3分; 2时00分; 26时; 3天. ``minutes`` >= 0, cut to whole minutes."""
    whole = int(minutes)
    minute, hour, day = pgettext("span", "分"), pgettext("span", "时"), pgettext("span", "天")
    if whole < _HOUR:
        return (Piece(str(whole), minute),)
    if whole < _DAY:
        return (Piece(str(whole // _HOUR), hour), Piece(f"{whole % _HOUR:02d}", minute))
    if whole < _HOURS_UP_TO:
        return (Piece(str(whole // _HOUR), hour),)
    return (Piece(str(whole // _DAY), day),)


def running(minutes: float) -> str:
    """Minutes and seconds of a clock that is being watched: 7.7 -> "7:42"."""
    seconds = int(minutes * 60)
    return f"{seconds // 60}:{seconds % 60:02d}"


def span_text(span: timedelta) -> str:
    """A span in words with spaces around figures: "4 分", "6 时 56 分", "2 天"; under a minute in seconds."""
    seconds = int(abs(span).total_seconds())
    if seconds < 60:
        return f"{seconds} {pgettext('span', '秒')}"
    minutes = seconds // 60
    if _DAY <= minutes < _HOURS_UP_TO:
        hours, rest = divmod(minutes, _HOUR)
        parts = [f"{hours} {pgettext('span', '时')}"]
        if rest:
            parts.append(f"{rest} {pgettext('span', '分')}")
        return " ".join(parts)
    pieces = span_pieces(minutes)
    return " ".join(f"{int(piece.number)} {piece.unit}" for piece in pieces if len(pieces) == 1 or int(piece.number))


@dataclass(frozen=True, slots=True)
class Part:
    """One term of an equation of sums. ``state`` names the glyph before its label, or is empty."""

    label: str
    fen: int
    state: str = ""


def part_of(value: Part | Mapping[str, object] | Sequence[object]) -> Part:
    """Accept a Part, a mapping with its fields, or (label, fen[, state])."""
    if isinstance(value, Part):
        return value
    if isinstance(value, Mapping):
        return Part(str(value["label"]), _fen(value["fen"]), str(value.get("state") or ""))
    label, fen, *state = value
    return Part(str(label), _fen(fen), str(state[0]) if state else "")


def _fen(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("money is whole fen")
    return value


def shortfall(parts: Sequence[Part]) -> int:
    """Fen by which the first term differs from the sum of the others: 0 when the equation holds."""
    return parts[0].fen - sum(part.fen for part in parts[1:]) if len(parts) > 1 else 0
