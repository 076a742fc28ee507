"""Pictures (截图): PNG, JPEG, GIF, BMP, TIFF and WebP, recognised by Tesseract."""

from __future__ import annotations

from goldbell.adapters.files.contracts import Deeper, Format, Found, Part
from goldbell.adapters.files.recognition import NOTE, recognise

_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")


def _claims(head: bytes, name: str) -> bool:
    if head.startswith(b"BM"):
        return b"\x00" in head[:32]
    return head.startswith(_STARTS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def _read(content: bytes, name: str, _deeper: Deeper) -> Found:
    return Found((Part("图片", recognise(content, name)),), (NOTE,))


FORMAT = Format(kind="image", turn=5, claims=_claims, read=_read)
