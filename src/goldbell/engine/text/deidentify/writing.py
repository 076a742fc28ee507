"""A case becomes a story (以案说法): everything that may give a person away is taken out, the rest is told as it was.

What is told is only what is known to be harmless: no digit, no row of numerals, no Latin word beyond a few technical
ones, no sign or run of signs that no dictionary knows. So a disguise nobody thought of is taken out for being unknown.
"""
# ruff: noqa: E501 - cases are read by the line

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from goldbell.engine.text.cleaning import Cleaned, clean
from goldbell.engine.text.deidentify.contracts import Doubt, Finding, Story, Taken
from goldbell.engine.text.deidentify.doubts import find_doubts, find_unknown
from goldbell.engine.text.deidentify.latin import find_latin, is_english
from goldbell.engine.text.deidentify.numbers import find_numbers, rounded_fen
from goldbell.engine.text.deidentify.people import find_people
from goldbell.engine.text.deidentify.places import find_places
from goldbell.engine.text.deidentify.plain import Plain, plain
from goldbell.engine.text.deidentify.pseudonyms import Pseudonyms
from goldbell.engine.text.deidentify.vocabulary import words_of
from goldbell.engine.text.finding import find_elements
from goldbell.engine.text.issuers import Issuer

_KINDS: Final = {
    "bank_card": ("某银行卡号", "[card number]"), "bank_account": ("某账号", "[account number]"),
    "payment_account": ("某账号", "[account]"), "phone": ("某电话号码", "[phone number]"),
    "landline": ("某电话号码", "[phone number]"), "short_number": ("某号码", "[number]"), "url": ("某网址", "[link]"),
    "domain": ("某网站", "[site]"), "app": ("某软件", "[app]"), "qq": ("某账号", "[account]"), "wechat": ("某账号", "[account]"),
    "email": ("某邮箱", "[address]"), "crypto_address": ("某钱包地址", "[wallet]"), "id_number": ("某证件号", "[id number]"),
    "ip": ("某地址", "[address]"), "imei": ("某设备号", "[device]"), "parcel_number": ("某快递单号", "[parcel]"),
}  # fmt: skip
_ENGLISH: Final = {
    "amount": "a sum of money", "date": "recently", "age": "of some age", "number": "[number]", "address": "[place]",
    "person": "[name]", "nickname": "[name]", "plate": "[plate]", "foreign_word": "[name]",
}  # fmt: skip
#: Which of two overlapping findings names the whole: the first of these.
_ORDER: Final = (
    "bank_card", "bank_account", "payment_account", "id_number", "phone", "landline", "imei", "parcel_number", "url", "email",
    "crypto_address", "wechat", "qq", "domain", "app", "ip", "plate", "age", "amount", "date",
    "school", "hospital", "bank", "workplace", "organisation", "address", "nickname", "person", "short_number", "foreign_word", "number", "id", "unknown",
)  # fmt: skip
_SURE: Final = frozenset(_ORDER[: _ORDER.index("plate") + 1]) | {"amount", "age"}
_HOUSES: Final = frozenset(("school", "hospital", "bank", "workplace", "organisation"))
_PLACES: Final = _HOUSES | {"address"}
_LOOSE: Final = frozenset(("unknown", "number", "short_number"))
_RANK: Final = {kind: rank for rank, kind in enumerate(_ORDER)}
_TOLD_SIGNS: Final = re.compile("[^\u3400-\u9fffA-Za-z \n，。、；：？！“”‘’（）《》【】…—,.;:?!'\"()\\-%]")
#: Between the street and the door: 恒大绿洲 37号楼.
_SAME_PLACE: Final = re.compile("[^的了在到去我你他她说和与是有把被就都也，。；！？、,.!?\\s]{1,10}")
_REPEATED: Final = re.compile(r"(某[\u4e00-\u9fff]{0,5}|近日|若干|\[[a-z ]+\])(?:[ ,，、/\-]{0,2}\1)+")


def deidentify(raw: str, *, at: datetime | None = None, issuers: Iterable[Issuer] = ()) -> Story:
    """The case as a story that a person must still release. ``at``: when it was told, if known (aware).

    Deterministic; time linear in the length. Raises what ``find_elements`` raises (NotText, TextTooLong …).
    """
    elements = find_elements(raw, at=at, issuers=issuers)  # refuses what is no text, before anything is done
    cleaned = clean(raw)
    bared = plain(cleaned.text)
    findings = [*_findings(bared, at, tuple(issuers)), *_from_raw(elements, cleaned, bared)]
    groups = _grouped(findings, bared.shadow)
    taken, text = _told(bared, cleaned, groups)
    doubts = [_in_raw(one, bared, cleaned) for one in find_doubts(bared.shadow, groups)]
    return Story(text, tuple(taken), tuple(doubts))


def _findings(bared: Plain, at: datetime | None, issuers: tuple[Issuer, ...]) -> Iterator[Finding]:
    shadow, in_english = bared.shadow, is_english(bared.text)
    elements = find_elements(shadow, at=at, issuers=issuers)
    for element in elements:
        yield from _of_element(element.kind, element.value, element.start, element.end, in_english)
    yield from find_numbers(shadow)
    yield from find_latin(bared.text, in_english=in_english)
    words = words_of(shadow)
    yield from find_people(shadow, words, [one.value for one in elements if one.kind == "person"])
    yield from find_places(shadow, words)
    yield from find_unknown(shadow, words)


def _of_element(kind: str, value: str, start: int, end: int, in_english: bool) -> Iterator[Finding]:
    if kind in _KINDS:
        yield Finding(start, end, kind, _KINDS[kind][in_english])
    elif kind == "person":
        yield Finding(start, end, "person", name=value)
    elif kind == "amount":
        yield Finding(start, end, "amount", rounded_fen(int(value)))
    elif kind == "datetime":
        yield Finding(start, end, "date", "近日")


def _from_raw(elements: Iterable[object], cleaned: Cleaned, bared: Plain) -> Iterator[Finding]:
    """What was recognised before cleaning is taken out too, wherever it came to stand."""
    back = {place: number for number, place in reversed(list(enumerate(bared.places)))}
    for element in elements:
        kind, start, end = element.kind, element.start, element.end  # type: ignore[attr-defined]
        if kind not in _KINDS:
            continue
        first, last = cleaned.clean_offset(start), cleaned.clean_offset(end)
        inside = [back[place] for place in range(first, last) if place in back]
        if inside:
            yield Finding(inside[0], inside[-1] + 1, kind, _KINDS[kind][is_english(bared.text)])


def _grouped(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Findings that overlap become one: its reach is that of all, its kind and words those of the strongest."""
    ordered = sorted(
        (one for one in findings if 0 <= one.start < one.end <= len(text)), key=lambda one: (one.start, -one.end)
    )
    groups: list[list[Finding]] = []
    reach = -1
    for one in ordered:
        if groups and one.start < reach:
            groups[-1].append(one)
        else:
            groups.append([one])
        reach = max(reach, one.end) if len(groups[-1]) > 1 else one.end
    return _joined([_strongest(group) for group in groups], text)


def _strongest(group: list[Finding]) -> Finding:
    """What is sure by its form (a card, a plate) names the whole; else the longest, of equally long ones the first in order."""
    best = min(
        group,
        key=lambda one: (_RANK[one.kind] if one.kind in _SURE else len(_RANK), one.start - one.end, _RANK[one.kind]),
    )
    return Finding(group[0].start, max(one.end for one in group), best.kind, best.now, best.name)


def _joined(groups: list[Finding], text: str) -> list[Finding]:
    """An address goes on over what touches it: 天庆 嘉 园 3栋 is one place, not four things."""
    joined: list[Finding] = []
    for one in groups:
        last = joined[-1] if joined else None
        between = text[last.end : one.start] if last is not None else ""
        near = (
            one.kind in (_PLACES | _LOOSE)
            if not between
            else one.kind == "address" and _SAME_PLACE.fullmatch(between) is not None
        )
        if last is not None and last.kind in _PLACES and near:
            joined[-1] = Finding(
                last.start, one.end, *((one.kind, one.now) if one.kind in _HOUSES else (last.kind, last.now))
            )
        else:
            joined.append(one)
    return joined


def _told(bared: Plain, cleaned: Cleaned, groups: list[Finding]) -> tuple[list[Taken], str]:
    stand_ins = Pseudonyms([one.name for one in groups if one.kind in ("person", "nickname") and one.name])
    in_english = is_english(bared.text)
    pieces, taken, done = [], [], 0
    for one in groups:
        pieces.append(_TOLD_SIGNS.sub("", bared.text[done : one.start]))
        now = one.now
        if one.kind in ("person", "nickname") and not now:
            now = stand_ins.of(one.name, in_english=in_english)
        if in_english and not now.isascii():
            now = _ENGLISH.get(one.kind, "[…]")
        pieces.append(f" {now} " if in_english and now else now)
        start, end = bared.span(one.start, one.end)
        taken.append(Taken(*cleaned.raw_span(start, end), one.kind, now))
        done = one.end
    pieces.append(_TOLD_SIGNS.sub("", bared.text[done:]))
    text = _REPEATED.sub(r"\1", "".join(pieces))
    return taken, re.sub(r"[ ]{2,}", " ", re.sub(r"\n{3,}", "\n\n", text)).strip()


def _in_raw(one: Doubt, bared: Plain, cleaned: Cleaned) -> Doubt:
    return Doubt(*cleaned.raw_span(*bared.span(one.start, one.end)), one.word, one.why)
