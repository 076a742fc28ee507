"""Web pages (HTML): what a reader would see, links with their address, without programs and styles."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from goldbell.adapters.files.contracts import Deeper, Format, Found, Part
from goldbell.adapters.files.decoding import decode
from goldbell.adapters.files.refusals import UnsafeFile

_BLOCKS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p",
        "pre", "section", "table", "title", "tr", "ul",
    )
)  # fmt: skip
_UNSEEN: Final = frozenset(("script", "style", "template", "noscript", "svg", "head"))
_HEAD: Final = re.compile(rb"(?i)<(?:!doctype html|html|head|body|meta|title|div|p|table|script)[\s>/]")
_CHARSET: Final = re.compile(rb"(?i)charset\s*=\s*[\"']?([a-z0-9_\-]{2,20})")
_ENTITIES: Final = re.compile(rb"(?i)<!entity|<!doctype[^>]{0,2000}\[")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
        elif tag == "body":
            self.unseen.clear()
        elif tag in _BLOCKS:
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append("\t")
        elif tag == "img" and not self.unseen:
            self.out.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            while self.unseen and self.unseen.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.out.append(data)


def text_of_page(page: str) -> str:
    """The words of a page, a line a block."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(parser.out).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _claims(head: bytes, name: str) -> bool:
    plain = head.replace(b"\x00", b"")
    if name.endswith((".html", ".htm", ".xhtml", ".shtml")):
        return b"<" in plain
    return _HEAD.search(plain[:1024]) is not None and plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _read(content: bytes, name: str, _deeper: Deeper) -> Found:
    if _ENTITIES.search(content[:65_536]):
        raise UnsafeFile("%(file)s：网页的 DOCTYPE 里定义了实体，正常网页不会有，没有读", file=name)
    declared = _CHARSET.search(content[:4096])
    page = decode(content, name, declared=declared.group(1).decode("ascii") if declared else None)
    return Found((Part("网页", text_of_page(page)),))


FORMAT = Format(kind="html", turn=20, claims=_claims, read=_read)
