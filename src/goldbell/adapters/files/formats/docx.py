"""Word files (DOCX): paragraphs, tables, headers, notes and text boxes, in the order of the file."""

from __future__ import annotations

import re
import zipfile
from typing import Final

from goldbell.adapters.files.archive import opened, parse
from goldbell.adapters.files.contracts import Deeper, Format, Found, Part

_PARTS: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_TITLES: Final = {
    "document": "正文",
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_ORDER: Final = tuple(_TITLES)
#: Shown twice in the file (a drawing and its old-fashioned stand-in) or not at all (deleted text, field codes).
_UNSEEN: Final = frozenset({"Fallback", "delText", "instrText"})


def _claims(head: bytes, name: str) -> bool:
    return head.startswith(b"PK") and (name.endswith((".docx", ".docm")) or b"word/" in head)


def _read(content: bytes, name: str, _deeper: Deeper) -> Found:
    with opened(content, name) as archive:
        inside = [one for one in archive.namelist() if _PARTS.fullmatch(one)]
        parts = []
        for path in sorted(inside, key=lambda one: (_ORDER.index(_word(one)), one)):
            text = _text(archive, path, name)
            if text:
                parts.append(Part(_TITLES[_word(path)], text))
    return Found(tuple(parts))


def _word(path: str) -> str:
    return re.sub(r"\d", "", path.removeprefix("word/").removesuffix(".xml"))


def _text(archive: zipfile.ZipFile, path: str, name: str) -> str:
    out: list[str] = []
    within: list[str] = []
    unseen = 0

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal unseen
        within.append(tag)
        unseen += tag in _UNSEEN
        if not unseen and tag in ("tab", "br", "cr"):
            out.append("\t" if tag == "tab" else "\n")

    def end(tag: str) -> None:
        nonlocal unseen
        within.pop()
        unseen -= tag in _UNSEEN
        if not unseen and tag in ("p", "tc", "tr"):
            if tag == "p" and "tc" in within:
                out.append(" ")
            else:
                out.append("\t" if tag == "tc" else "\n")

    def characters(text: str) -> None:
        if not unseen and within and within[-1] == "t":
            out.append(text)

    parse(archive, path, name, start, end, characters)
    lines = (re.sub(r"[ \t]+$", "", line) for line in "".join(out).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


FORMAT = Format(kind="docx", turn=10, claims=_claims, read=_read)
