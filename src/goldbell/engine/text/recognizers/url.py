"""Web addresses (网址), also defanged ones (hxxp, [.]) and bare hosts under a public suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import tldextract

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_DOT: Final = r"(?:\.|\[\.\]|\(\.\)|\[dot\])"
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,62})"
_PATH: Final = r"(?::[0-9]{1,5})?(?:[/?#][a-z0-9\-._~:/?#@!$&'*+,;=%]{0,1900})?"
_ADDRESS: Final = re.compile(
    rf"(?<![a-z0-9@._-])(?:(?P<scheme>h(?:tt|xx)ps?)(?::|\[:\])//)?(?P<host>{_LABEL}(?:{_DOT}{_LABEL}){{1,7}})(?P<path>{_PATH})(?![a-z0-9@])",
    re.IGNORECASE,
)
_SCHEME = "写明了 http"
_SUFFIX = "域名后缀是公开的"
_DEFANGED = "改写过的网址，已还原"


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in _ADDRESS.finditer(reading.folded):
        host = re.sub(_DOT, ".", match["host"], flags=re.IGNORECASE).lower()
        known = _has_public_suffix(host)
        is_number = re.fullmatch(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}", host) is not None
        if match["scheme"] is None and (not known or is_number):
            continue
        path = match["path"].rstrip(".,;:!?'")
        end = match.end() - (len(match["path"]) - len(path))
        scheme = match["scheme"].lower().replace("xx", "tt") + "://" if match["scheme"] else ""
        defanged = host != match["host"].lower() or "xx" in (match["scheme"] or "").lower()
        reasons = ((_SCHEME,) if scheme else ()) + ((_SUFFIX,) if known else ()) + ((_DEFANGED,) if defanged else ())
        yield Candidate(f"{scheme}{host}{path}", match.start(), end, 0.97 if scheme else 0.85, reasons)


@cache
def _suffixes() -> tldextract.TLDExtract:
    """The list of public suffixes inside the package: no network, no cache on disk."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def _has_public_suffix(host: str) -> bool:
    if len(host) > 253 or host.rsplit(".", 1)[-1].isdigit():
        return False
    parts = _suffixes()(host)
    return bool(parts.suffix and parts.domain)


RECOGNIZER = Recognizer(
    kind="url",
    label_zh="网址",
    label_en="Web address",
    find=_find,
    phrases={
        _SCHEME: "Written with http",
        _SUFFIX: "Ends in a public suffix",
        _DEFANGED: "Was written defanged; restored",
    },
    samples={
        "打开https://Shop.Example.com/a?b=1。": ("https://shop.example.com/a?b=1",),
        "点hxxp://pay[.]example[.]top/x": ("http://pay.example.top/x",),
        "登录www.example.vip看收益": ("www.example.vip",),
        "ｗｗｗ．ｅｘａｍｐｌｅ．ｎｅｔ": ("www.example.net",),
        "http://203.0.113.7:8080/app": ("http://203.0.113.7:8080/app",),
    },
    near_misses=("3.5万", "a.b", "2026.11.21", "someone@example.com", "文件.doc", ""),
)
