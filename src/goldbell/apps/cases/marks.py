"""Marks in the words: what was read, what was cleaned away, and why; every mark can be confirmed, refused or taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goldbell.apps.cases.banks import bank_of
from goldbell.common.money import yuan_from_fen
from goldbell.common.ways import PaymentWay
from goldbell.engine.text import Edit, Element, ReadText, clean, kind_label, say, say_edit

ACCOUNT_KINDS: Final = frozenset({"bank_card", "bank_account", "payment_account"})
_SIGN: Final = "␣"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the words: plain where ``kind`` is empty; else an element, or an edit of the cleaning (``edit``).

    ``state``: "", sure (confirmed), ask (something is missing) or undone (the edit was taken back). ``value``: of an
    element the value by which it is settled, of an edit what stands in its place. ``why``: the reasons, in words.
    """

    text: str
    kind: str = ""
    value: str = ""
    label: str = ""
    state: str = ""
    why: str = ""
    edit: bool = False


def english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def mark(
    told: ReadText,
    *,
    confirmed: Collection[tuple[str, str]],
    rejected: Collection[tuple[str, str]],
    undone: Collection[tuple[str, str]],
    nameless: Set[str],
) -> Iterator[Piece]:
    """The words as they came, cut into pieces. ``nameless``: payees' accounts in the table whose holder is not known yet."""
    raw = told.raw
    at = 0
    for start, end, piece in sorted(_spans(told, confirmed, rejected, undone, nameless), key=lambda one: one[:2]):
        if start < at:
            continue  # an edit within an element: the element says it all
        if start > at:
            yield Piece(raw[at:start])
        yield piece
        at = end
    if at < len(raw):
        yield Piece(raw[at:])


def _spans(
    told: ReadText,
    confirmed: Collection[tuple[str, str]],
    rejected: Collection[tuple[str, str]],
    undone: Collection[tuple[str, str]],
    nameless: Set[str],
) -> Iterator[tuple[int, int, Piece]]:
    covered = [
        (one.start, one.end, _of_element(one, _clean_words(told, one), confirmed, nameless))
        for one in told.elements
        if (one.kind, one.value) not in rejected
    ]
    yield from covered
    inside = bytearray(len(told.raw) + 1)
    for start, end, _piece in covered:
        inside[start:end] = b"\x01" * (end - start)
    edits = clean(told.raw).edits if undone else told.cleaned.edits
    for edit in edits:
        if not any(inside[edit.start : edit.end]):
            yield edit.start, edit.end, _of_edit(edit, (edit.was, edit.now) in undone)


def _clean_words(told: ReadText, one: Element) -> str:
    """An element as it reads after cleaning; as it came it stands above, where it was typed."""
    start, end = (told.cleaned.clean_offset(place) for place in (one.start, one.end))
    return told.cleaned.text[start:end] or one.raw


def _of_element(one: Element, words: str, confirmed: Collection[tuple[str, str]], nameless: Set[str]) -> Piece:
    label = element_label(one)
    state = "sure" if (one.kind, one.value) in confirmed else ""
    if one.kind in ACCOUNT_KINDS and one.value in nameless:
        state, label = "ask", "，".join(filter(None, (label, _("缺户名"))))
    return Piece(words, one.kind, one.value, label, state, reasons_of(one))


def _of_edit(edit: Edit, is_undone: bool) -> Piece:
    language = "en" if english() else "zh"
    shown = edit.was if edit.was.strip() and edit.was.isprintable() else _SIGN
    state = "undone" if is_undone else ""
    return Piece(shown, edit.was, edit.now, edit.now, state, say_edit(edit.why, language=language), edit=True)


def reasons_of(one: Element) -> str:
    """Why something was read as what it is, in the reader's language."""
    language = "en" if english() else "zh"
    kind = kind_label(one.kind, language=language)
    told = "；".join(say(reason, language=language) for reason in one.reasons)
    return f"{kind} {round(one.confidence * 100)} %: {told}" if told else f"{kind} {round(one.confidence * 100)} %"


def element_label(element: Element) -> str:
    """The small word behind a mark: what the amount or time was read as, whose the account is, else its kind."""
    if element.kind == "amount":
        return yuan_from_fen(element.fen)
    if element.kind == "datetime":
        moment = element.moment
        return f"{timezone.localtime(moment):%m-%d %H:%M}" if moment is not None else element.value
    if element.kind == "bank_card":
        return bank_of(element.value) or kind_label(element.kind, language=get_language() or "zh")
    if element.kind == "payment_way":
        way = PaymentWay(element.value)
        return way.label_en if english() else way.label_zh
    return kind_label(element.kind, language="en" if english() else "zh")
