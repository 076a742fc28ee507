"""PDF: page by page. A page that is only a picture (a scan) is recognised where Tesseract is installed."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, Final

from goldbell.adapters.files.contracts import MOST_CHARACTERS, Deeper, Format, Found, Part
from goldbell.adapters.files.recognition import NOTE, recognise
from goldbell.adapters.files.refusals import BrokenFile, EncryptedFile, FileRefused, FileTooLarge, TooMuchText

_MOST_PAGES: Final = 500
_FEW: Final = 8


def _claims(head: bytes, _name: str) -> bool:
    return b"%PDF-" in head[:1024]


def _read(content: bytes, name: str, _deeper: Deeper) -> Found:
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfminer.psexceptions import PSException

    logging.disable(logging.CRITICAL)
    try:
        return _pages(content, name)
    except PDFPasswordIncorrect:
        raise EncryptedFile("%(file)s：这个 PDF 有密码，请提供没有密码的文件", file=name) from None
    except FileRefused:
        raise
    except (PDFSyntaxError, PDFException, PSException) as broken:
        raise BrokenFile("%(file)s：这个 PDF 已损坏", file=name) from broken
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OverflowError) as broken:
        # The library meets damaged objects with whatever Python says of them.
        raise BrokenFile("%(file)s：这个 PDF 已损坏", file=name) from broken


def _pages(content: bytes, name: str) -> Found:
    from pdfminer.high_level import extract_pages

    parts, notes, size = [], [], 0
    for number, page in enumerate(extract_pages(io.BytesIO(content)), 1):
        if number > _MOST_PAGES:
            raise FileTooLarge("%(file)s：超过 %(most)d 页，请分开", file=name, most=_MOST_PAGES)
        text = "\n".join(one.strip() for one in _texts(page)).strip()
        refused = None
        if len(text) < _FEW:
            scanned, refused = _recognised(page, name)
            if scanned:
                text = scanned
                notes.append(f"第 {number} 页{NOTE}")
        if text or refused:
            parts.append(Part(f"第 {number} 页", text, refused))
        size += len(text)
        if size > MOST_CHARACTERS:
            raise TooMuchText("%(file)s：字太多，请分开", file=name)
    notes += [f"{part.title}没有文字：{part.refused}" for part in parts if part.refused]
    return Found(tuple(parts), tuple(notes))


def _texts(page: Any) -> Iterator[str]:
    from pdfminer.layout import LTFigure, LTTextContainer

    for one in page:
        if isinstance(one, LTTextContainer):
            yield one.get_text()
        elif isinstance(one, LTFigure):
            yield from _texts(one)


def _recognised(page: Any, name: str) -> tuple[str, str | None]:
    """The words of the photographs on a page, and why there are none."""
    words, why = [], None
    for picture in _photographs(page):
        try:
            words.append(recognise(picture, name))
        except FileRefused as refused:
            why = str(refused)
    return "\n".join(words).strip(), why


def _photographs(page: Any) -> Iterator[bytes]:
    from pdfminer.layout import LTContainer, LTImage

    for one in page:
        if isinstance(one, LTImage):
            filters = [getattr(which, "name", which) for which, _ in one.stream.get_filters()]
            if filters and filters[-1] in ("DCTDecode", "DCT", b"DCTDecode"):
                raw = one.stream.get_data() if len(filters) > 1 else one.stream.get_rawdata()
                if raw:
                    yield raw
        elif isinstance(one, LTContainer):
            yield from _photographs(one)


FORMAT = Format(kind="pdf", turn=1, claims=_claims, read=_read)
