"""What of a value may be shown without asking: enough to recognise it, too little to use it."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from goldbell.apps.privacy.contracts import Kind

_STREET: Final = re.compile(r"^.*?(?:街道|大道|大街|胡同|[路街巷镇乡])")
_AREA: Final = re.compile(r"^.*[省市区县旗州盟]")
_HAN: Final = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")


def mask(kind: Kind, text: str) -> str:
    """The masked form of ``text``: 周*兰, 139****2716, the last four of an account, an address up to its street."""
    value = " ".join(text.split())
    if not value:
        return ""
    if kind == Kind.NAME:
        return _name(value)
    if kind == Kind.PHONE:
        return _ends(_digits(value), head=3, tail=4, stars=4)
    if kind == Kind.ID_NUMBER:
        return _ends(re.sub(r"[\s-]", "", value), head=3, tail=2)
    if kind == Kind.ACCOUNT:
        return _ends(re.sub(r"[\s-]", "", value), head=0, tail=4, stars=4)
    if kind == Kind.ADDRESS:
        return _address(value)
    if kind == Kind.WORDS:
        return _("〔%(count)s 字〕") % {"count": len(value)}
    if kind == Kind.FILE:
        return _file(value)
    return "***"


def _name(value: str) -> str:
    if not _HAN.search(value):
        return " ".join(word[0] + "*" * max(1, len(word) - 1) for word in value.split())
    value = value.replace(" ", "")
    if len(value) <= 2:
        return value[0] + "*" if len(value) == 2 else "*"
    return value[0] + "*" * min(len(value) - 2, 6) + value[-1]


def _digits(value: str) -> str:
    bare = re.sub(r"[\s()（）-]", "", value)
    return bare[3:] if bare.startswith("+86") and len(bare) == 14 else bare


def _ends(value: str, *, head: int, tail: int, stars: int = 0) -> str:
    """Ends of a number; one too short to hide at least four characters keeps its last two at most, or nothing."""
    hidden = len(value) - head - tail
    if hidden < 4:
        return "****" + (value[-2:] if len(value) >= 6 else "")
    return value[:head] + "*" * (stars or hidden) + value[len(value) - tail :]


def _address(value: str) -> str:
    found = _STREET.match(value) or _AREA.match(value)
    shown = re.sub(r"\d", "*", found.group()) if found else value[:2] if len(value) > 4 else ""
    return f"{shown}***"


def _file(value: str) -> str:
    stem, dot, ending = value.rpartition(".")
    return f"{(stem or value)[0]}***{dot}{ending[:8] if stem else ''}".rstrip(".")
