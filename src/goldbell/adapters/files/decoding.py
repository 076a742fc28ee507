"""Bytes to text without guessing: the byte order mark, then UTF-8, then GB18030, all strict.

Detectors are wrong on most short Chinese texts, and a wrong guess makes evidence of nonsense.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from goldbell.adapters.files.refusals import UnknownEncoding, UnknownFileKind

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: GB2312 and GBK are what people declare; what they write is GB18030, which holds both.
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "cp936": "gb18030"}


def decode(content: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of some bytes. ``declared``: what a page or mail says of itself, tried after UTF-8.

    Raises UnknownEncoding, or UnknownFileKind for bytes that are no text in whatever encoding.
    """
    marked = next((encoding for bom, encoding in _BOMS if content.startswith(bom)), None)
    tried = (marked,) if marked else ("utf-8", _WIDER.get((declared or "").lower(), declared), "gb18030")
    for encoding in filter(None, tried):
        try:
            text = content.decode(encoding, "strict")
        except (UnicodeError, LookupError, ValueError):
            continue
        if len(_CONTROL.findall(text[:20_000])) > len(text[:20_000]) // 50:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    else:
        raise UnknownEncoding(
            "%(file)s：文字编码既不是 UTF-8 也不是 GB18030，或前后编码不一致，没有读。请另存为 UTF-8", file=name
        )
    raise UnknownFileKind("%(file)s：这是二进制文件，不是文字，没有读", file=name)
