"""Plain text (TXT, CSV, JSON, chat logs): whatever decodes strictly and is no archive or program."""

from __future__ import annotations

from goldbell.adapters.files.contracts import Deeper, Format, Found, Part
from goldbell.adapters.files.decoding import decode

_NO_TEXT = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x7fELF",
    b"MZ\x90",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"ID3",
    b"OggS",
    b"\xca\xfe\xba\xbe",
)


def _claims(head: bytes, _name: str) -> bool:
    return not head.startswith(_NO_TEXT)


def _read(content: bytes, name: str, _deeper: Deeper) -> Found:
    return Found((Part("文字", decode(content, name)),))


FORMAT = Format(kind="text", turn=99, claims=_claims, read=_read)
