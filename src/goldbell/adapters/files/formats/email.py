"""E-mails (EML): who to whom, subject, words, and what is attached, read by its own kind."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Final

from goldbell.adapters.files.contracts import MOST_PARTS, Deeper, Format, Found, Part
from goldbell.adapters.files.decoding import decode
from goldbell.adapters.files.formats.html import text_of_page
from goldbell.adapters.files.refusals import BrokenFile, FileRefused

_HEADERS: Final = {"Subject": "主题", "From": "发件人", "To": "收件人", "Cc": "抄送", "Date": "时间"}
_START: Final = re.compile(rb"(?im)\A(?:[\x21-\x39\x3b-\x7e]{1,60}:[^\r\n]{0,998}\r?\n(?:[ \t][^\r\n]{0,998}\r?\n)*)+")
_TELLING: Final = re.compile(rb"(?im)^(?:received|mime-version|message-id|return-path|content-type|from|subject):")


def _claims(head: bytes, name: str) -> bool:
    if name.endswith(".eml"):
        return True
    start = _START.match(head)
    return start is not None and len(_TELLING.findall(start.group())) >= 3


def _read(content: bytes, name: str, deeper: Deeper) -> Found:
    try:
        mail = message_from_bytes(content, policy=policy.default)
        heads = [f"{label}：{mail[field]}" for field, label in _HEADERS.items() if mail[field]]
        pieces = [one for one in mail.walk() if not one.is_multipart()][: MOST_PARTS + 1]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError) as broken:
        raise BrokenFile("%(file)s：邮件已损坏", file=name) from broken
    parts, notes = [Part("邮件头", "\n".join(heads))] if heads else [], []
    if len(pieces) > MOST_PARTS:
        notes.append(f"附件超过 {MOST_PARTS} 个，后面的没有读")
    bodies = _bodies(mail)
    for number, piece in enumerate(pieces[:MOST_PARTS], 1):
        if any(piece is one for one in bodies):
            parts.append(Part("正文", _body(piece, name)))
        elif _is_attached(piece):
            part, said = _attached(piece, number, deeper)
            parts.append(part)
            notes += said
    return Found(tuple(parts), tuple(notes))


def _bodies(mail: Message) -> list[Message]:
    """The plain words, or the page when there are none."""
    assert isinstance(mail, EmailMessage)
    chosen = mail.get_body(preferencelist=("plain", "html"))
    return [chosen] if chosen is not None else []


def _is_attached(piece: Message) -> bool:
    return (
        bool(piece.get_filename())
        or piece.get_content_disposition() == "attachment"
        or piece.get_content_maintype() == "image"
    )


def _body(piece: Message, name: str) -> str:
    raw = piece.get_payload(decode=True)
    text = decode(raw if isinstance(raw, bytes) else b"", name, declared=piece.get_content_charset()) if raw else ""
    return text_of_page(text) if piece.get_content_type() == "text/html" else text.replace("\r\n", "\n").strip()


def _attached(piece: Message, number: int, deeper: Deeper) -> tuple[Part, list[str]]:
    called = piece.get_filename() or f"附件{number}"
    raw = piece.get_payload(decode=True)
    try:
        inside = deeper(called, raw if isinstance(raw, bytes) else b"")
    except FileRefused as refused:
        return Part(f"附件 {called}", "", str(refused)), [f"附件没有读：{refused}"]
    return Part(f"附件 {called}", inside.text), [f"附件 {called}：{note}" for note in inside.notes]


FORMAT = Format(kind="email", turn=15, claims=_claims, read=_read)
