"""JSON read without charity: what two readers could understand differently is refused."""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn

from goldbell.adapters.messages.failures import MalformedMessage
from goldbell.adapters.messages.shape import Plain

MOST_BYTES: Final = 256 * 1024
DEEPEST: Final = 8

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


def write(plain: Plain) -> bytes:
    """The one way to write a value: keys sorted, no blanks, UTF-8. Raises MalformedMessage if it grows too long."""
    content = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
    if len(content) > MOST_BYTES:
        raise MalformedMessage("报文过长，最多 %(most)s 字节", most=MOST_BYTES)
    return content


def read(content: bytes) -> dict[str, object]:
    """Read one object. Refuses other encodings, repeated keys, fractions, NaN, depth and length beyond the limits."""
    if len(content) > MOST_BYTES:
        raise MalformedMessage("报文过长，最多 %(most)s 字节", most=MOST_BYTES)
    try:
        text = content.decode("utf-8")
        _refuse_depth(text)
        plain = json.loads(text, object_pairs_hook=_unique, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (ValueError, RecursionError):
        raise MalformedMessage("报文不是有效的 JSON") from None
    if not isinstance(plain, dict):
        raise MalformedMessage("报文不是有效的 JSON")
    return plain


def _refuse_depth(text: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                raise MalformedMessage("报文层次过深")
        elif token[0] in "]}":
            depth -= 1


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    plain = dict(pairs)
    if len(plain) != len(pairs):
        raise MalformedMessage("报文中有重复的字段")
    return plain


def _no_fraction(_: str) -> NoReturn:
    raise MalformedMessage("报文中只能有整数")
