"""Domains (域名): a bare host under a public suffix; the value is the registered domain, which links cases."""

from __future__ import annotations

from collections.abc import Iterator

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_SUFFIX = "域名后缀是公开的"
_BELOW = "是登记域名下的一个主机"
_DEFANGED = "改写过的域名，已还原"
#: Endings that are public suffixes but far more often the ends of files.
_FILES = (".zip", ".py", ".sh", ".md", ".pl", ".rs", ".ps", ".mov", ".doc")


def _find(reading: Reading) -> Iterator[Candidate]:
    for found in reading.hosts:
        if found.scheme or found.path or not found.domain or found.host.startswith(("www.", "wap.", "m.")):
            continue
        if found.host.endswith(_FILES) and found.host == found.domain:
            continue
        reasons = (
            _SUFFIX,
            *((_BELOW,) if found.host != found.domain else ()),
            *((_DEFANGED,) if found.defanged else ()),
        )
        yield Candidate(found.domain, found.start, found.end, 0.88, reasons)


RECOGNIZER = Recognizer(
    kind="domain",
    label_zh="域名",
    label_en="Domain",
    find=_find,
    phrases={
        _SUFFIX: "Ends in a public suffix",
        _BELOW: "A host under the registered domain",
        _DEFANGED: "Was written defanged; restored",
    },
    samples={
        "域名Example-Pay.TOP已封": ("example-pay.top",),
        "登录pay.shop.com.cn开户": ("shop.com.cn",),
        "pay.example.github.io": ("example.github.io",),
        "example[.]vip": ("example.vip",),
        "xn--fiq228c.com": ("中文.com",),
    },
    near_misses=("www.example.com", "https://example.com/", "a.b", "3.5", "x@example.com", "说明.zip", "readme.md", ""),
)
