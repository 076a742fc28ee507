"""Finds out what a file is and has it read. Runs in the child; ``safely.text_of`` is the way in."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from goldbell.adapters.files import formats
from goldbell.adapters.files.contracts import DEEPEST, MOST_CHARACTERS, ExtractedText, Format
from goldbell.adapters.files.refusals import BrokenFile, EmptyFile, EncryptedFile, TooMuchText, UnknownFileKind

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@cache
def all_formats() -> tuple[Format, ...]:
    """Every format, in the order in which they are asked."""
    found = []
    for module in pkgutil.iter_modules(formats.__path__):
        plug_in = getattr(import_module(f"{formats.__name__}.{module.name}"), "FORMAT", None)
        if not isinstance(plug_in, Format):
            raise RuntimeError(f"{module.name} holds no FORMAT")
        found.append(plug_in)
    return tuple(sorted(found, key=lambda one: (one.turn, one.kind)))


def read(content: bytes, name: str, depth: int = 0) -> ExtractedText:
    """The words of one file. Raises FileRefused."""
    if not content:
        raise EmptyFile("%(file)s：文件是空的", file=name)
    if depth > DEEPEST:
        raise UnknownFileKind("%(file)s：附件套得太深，没有读", file=name)
    if content.startswith(_OLE):
        raise EncryptedFile(
            "%(file)s：这是有密码的文件，或旧版 Office 文件（doc、xls、msg）。请另存为没有密码的新格式", file=name
        )
    head = content[:4096]
    chosen = next((one for one in all_formats() if one.claims(head, name.lower())), None)
    if chosen is None:
        raise UnknownFileKind(
            "%(file)s：不是能读的文件（能读 DOCX、PDF、XLSX、HTML、邮件、文本和截图），没有读", file=name
        )
    try:
        found = chosen.read(content, name, lambda inner, inside: read(inside, inner, depth + 1))
    except RecursionError as broken:
        raise BrokenFile("%(file)s：文件内部嵌套过深，没有读", file=name) from broken
    text = "\n\n".join(part.text for part in found.parts if part.text)
    if len(text) > MOST_CHARACTERS:
        raise TooMuchText(
            "%(file)s：有 %(count)d 个字，一次最多读 %(most)d 个，请分开",
            file=name,
            count=len(text),
            most=MOST_CHARACTERS,
        )
    return ExtractedText(name, chosen.kind, text, found.parts, found.notes)
