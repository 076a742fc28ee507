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
#: Chinese in UTF-8 also decodes as GB18030, into nonsense; no text in GB18030 looks like this.
_UTF8_INSIDE: Final = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){3}")
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
            text = content.decode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")
        except (UnicodeError, LookupError, ValueError):
            continue
        if len(_CONTROL.findall(text[:20_000])) > len(text[:20_000]) // 50:
            break
        if encoding == "gb18030" and _UTF8_INSIDE.search(content):
            continue
        return text
    else:
        raise UnknownEncoding(
            "%(file)s：文字编码既不是 UTF-8 也不是 GB18030，或前后编码不一致，没有读。请另存为 UTF-8", file=name
        )
    raise UnknownFileKind("%(file)s：这是二进制文件，不是文字，没有读", file=name)


#: Beginnings of files that are not plain text though some would decode.
_OTHER: Final = re.compile(
    rb"\A(?:PK\x03\x04|%PDF-|\x89PNG|\xff\xd8\xff|GIF8|BM|II\*\x00|MM\x00\*|RIFF|\xd0\xcf\x11\xe0|\s*<)"
)
_HEADED: Final = re.compile(rb"\A[\x21-\x39\x3b-\x7e]{1,60}:[ \t]")


def plain_text(content: bytes, name: str) -> str | None:
    """The text of what is plain text by its content and name; None for what needs a reader of its own kind.

    Decoding runs nothing from outside, so it needs no child process. Raises UnknownEncoding, UnknownFileKind.
    """
    kind = name.lower().rpartition(".")[2]
    if _OTHER.match(content) or _HEADED.match(content) or kind in ("eml", "html", "htm", "docx", "pdf", "xlsx"):
        return None
    return decode(content, name)
