"""What a file gives, and what one may cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 64 << 20
MOST_CHARACTERS: Final = 1_000_000
MOST_PARTS: Final = 50
DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a file in reading order: a page, a sheet, an attachment. ``refused``: why it gave no text, in Chinese."""

    title: str
    text: str
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The words of a file. ``kind``: docx, pdf, xlsx, html, email, text or image; ``text``: all parts one after the other;
    ``notes``: what a reader must know (recognised from a picture, digits lost in a cell, an attachment left out)."""

    name: str
    kind: str
    text: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of wall clock, bytes of address space, bytes written."""

    seconds: float = 60
    memory_bytes: int = 2 << 30
    result_bytes: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """What a format hands out: parts and notes."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


#: Reads an attachment by name and content, one level deeper.
Deeper = Callable[[str, bytes], ExtractedText]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. ``claims``: whether content (its first 4 KiB) and name look like it, by content wherever it can be told;
    ``read``: content, file name and a reader for what lies inside → what was found. Formats are asked by ``turn``."""

    kind: str
    turn: int
    claims: Callable[[bytes, str], bool]
    read: Callable[[bytes, str, Deeper], Found]
