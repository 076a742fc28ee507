"""Hosts of addresses (主机名) as scammers write them: with [.], (点) or 点 for dots, in capitals, in punycode.

The list of public suffixes is the snapshot inside the tldextract package: no network, no cache on disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import tldextract

_DOT: Final = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|[\[(]dot[\])]|[\[(（【]点[\])）】]|点|。)"
_PLAIN_DOT: Final = re.compile(_DOT, re.I)
_LABEL: Final = r"[a-z0-9](?:[a-z0-9_-]{0,62})"
_WIDE: Final = r"[a-z0-9\u4e00-\u9fff-]{1,20}"
_PATH: Final = r"(?::[0-9]{1,5})?(?:[/?#][a-z0-9\-._~:/?#@!$&'*+,;=%]{0,1900})?"
_ADDRESS: Final = re.compile(
    rf"(?=[a-z0-9])(?<![a-z0-9@._%+-])(?:(?P<scheme>h(?:tt|xx|\*\*)ps?)(?::|\[:\])(?://|\[/\]\[/\]|\\\\))?"
    rf"(?:[^\s@/:]{{1,64}}:[^\s@/]{{0,64}}@)?(?P<host>{_LABEL}(?:{_DOT}{_LABEL}){{1,7}})(?P<path>{_PATH})(?![a-z0-9@])",
    re.IGNORECASE,
)
#: A host in Chinese letters counts in running Chinese only behind its scheme.
_WIDE_ADDRESS: Final = re.compile(
    rf"(?<![a-z0-9])(?P<scheme>https?)://(?P<host>(?=[a-z0-9.-]{{0,60}}[\u4e00-\u9fff])(?:[a-z0-9\u4e00-\u9fff-]{{1,30}}\.){{1,4}}"
    rf"(?:[a-z]{{2,18}}|中国|公司|网络|在线))(?P<path>{_PATH})",
    re.IGNORECASE,
)
_COUNTRY_DOT: Final = re.compile(
    rf"(?<![a-z0-9\u4e00-\u9fff.-])(?P<host>{_WIDE}\.(?:中国|公司|网络|在线|网址|中文网))(?![\u4e00-\u9fffa-z0-9])",
    re.I,
)
_MASKED_NUMBER: Final = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class WrittenHost:
    """An address at one place: host in lower case and free of punycode, its registered domain (empty if it has none),
    scheme and path as written, and whether it had to be put together again."""

    start: int
    end: int
    scheme: str
    host: str
    path: str
    domain: str
    defanged: bool


def written_hosts(folded: str) -> Iterator[WrittenHost]:
    """Every address with a scheme, and every host under a public suffix, in a folded text."""
    for match in _ADDRESS.finditer(folded):
        found = _read(match)
        if found is not None:
            yield found
    for match in _WIDE_ADDRESS.finditer(folded) if "://" in folded else ():
        found = _read(match)
        if found is not None:
            yield found
    if ".中国" in folded or ".公司" in folded or ".网" in folded or ".在线" in folded or ".中文网" in folded:
        for match in _COUNTRY_DOT.finditer(folded):
            host = match["host"].lower()
            domain = registered_domain(host)
            if domain:
                yield WrittenHost(match.start(), match.end(), "", host, "", domain, False)


def _read(match: re.Match[str]) -> WrittenHost | None:
    written, scheme = match["host"].lower(), (match["scheme"] or "").lower()
    host = _PLAIN_DOT.sub(".", written)
    if not scheme and ("。" in written or (_only_spoken_dots(written) and not _is_surely_a_host(host))):
        return None
    domain = registered_domain(host)
    is_number = _MASKED_NUMBER.fullmatch(host) is not None
    if not scheme and (not domain or is_number):
        return None
    path = match["path"].rstrip(".,;:!?'")
    end = match.end() - (len(match["path"]) - len(path))
    plain = scheme.replace("xx", "tt").replace("**", "tt")
    return WrittenHost(
        match.start(), end, plain, without_punycode(host), path, domain, host != written or plain != scheme
    )


def _only_spoken_dots(written: str) -> bool:
    return "点" in written and not re.search(r"[.\[(（【]", written)


def _is_surely_a_host(host: str) -> bool:
    """3点com would do, 8点40 would not: letters in the first label and a suffix of letters."""
    labels = host.split(".")
    return (
        labels[-1].isalpha()
        and labels[-1].isascii()
        and (labels[0] == "www" or any(sign.isalpha() for sign in labels[-2]))
    )


def without_punycode(host: str) -> str:
    """The host in the letters people read; labels that are no valid punycode stay."""
    if "xn--" not in host:
        return host
    return ".".join(_readable(label) for label in host.split("."))


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower() or label
    except (UnicodeError, IndexError, OverflowError):
        return label


@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str:
    """The name that was registered under a public suffix (pay.shop.com.cn → shop.com.cn), empty if there is none.

    Suffixes under which a firm rents out names (github.io) count as public: the pages below them have many owners.
    """
    if len(host) > 253 or host.rsplit(".", 1)[-1].isdigit():
        return ""
    parts = _suffixes()(host)
    return without_punycode(f"{parts.domain}.{parts.suffix}") if parts.suffix and parts.domain else ""


@cache
def _suffixes() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
