"""The shape of a message body, kept in one place: its types and limits are read from the dataclass itself.

The same check runs when we build a body and when one arrives, so nothing leaves that we would not take in.
"""

from __future__ import annotations

import re
import types
import unicodedata
from collections.abc import Hashable
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from goldbell.adapters.messages.failures import MalformedMessage
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import parse_moment
from goldbell.common.money import MOST_FEN

#: What JSON can hold here: no floats, because money is integer fen and nothing else is measured.
Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"

_MOMENT: Final = re.compile(
    r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Text that turns the reading direction could make a name look like another one.
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Text:
    """Limit of a text: ``most`` characters; ``pattern`` if it must match one."""

    most: int
    pattern: str = r"\S(?:.*\S)?"


@dataclass(frozen=True, slots=True)
class Whole:
    """Range of a whole number, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Most:
    """Longest list allowed."""

    items: int


Line = Annotated[str, Text(200)]
Number = Annotated[str, Text(64, r"[^\s]+")]
Code = Annotated[str, Text(32, r"[A-Za-z0-9][A-Za-z0-9_-]*")]
Currency = Annotated[str, Text(3, r"[A-Z]{3}")]
Fen = Annotated[int, Whole(0, MOST_FEN)]
SomeFen = Annotated[int, Whole(1, MOST_FEN)]

_Body = TypeVar("_Body")


class Shaped:
    """Base of all bodies: a body that breaks its own limits cannot be built. Raises MalformedMessage."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for name, hint in hints_of(cast("Hashable", type(self))).items():
            check(getattr(self, name), hint, name)


@cache
def hints_of(shape: Hashable) -> dict[str, Any]:
    """Field name → type with its limits, in field order; class variables left out."""
    body_type = cast("Any", shape)
    hints = get_type_hints(body_type, include_extras=True)
    return {field.name: hints[field.name] for field in fields(body_type)}


def wrong(field: str, what: str = "内容不符合约定") -> MalformedMessage:
    """The failure for one field; ``what`` is a Chinese text without values, so nothing personal can slip in."""
    return MalformedMessage("报文字段 %(field)s：%(what)s", field=field, what=what)


def _split(hint: Any) -> tuple[Any, list[Any]]:
    if get_origin(hint) is Annotated:
        bare, *limits = get_args(hint)
        return bare, limits
    return hint, []


def _optional(hint: Any) -> Any | None:
    """The X of ``X | None``, or None if the hint is not optional."""
    if get_origin(hint) not in (Union, types.UnionType):
        return None
    (inner,) = (part for part in get_args(hint) if part is not type(None))
    return inner


def check(value: object, hint: Any, field: str) -> None:
    """Hold one value against its type and limits. Raises MalformedMessage."""
    inner = _optional(hint)
    if inner is not None:
        if value is not None:
            check(value, inner, field)
        return
    bare, limits = _split(hint)
    if get_origin(bare) is tuple:
        _check_list(value, bare, limits, field)
    elif type(value) is not bare and not (bare is datetime and isinstance(value, datetime)):
        # Exact types: True is an int to Python, and a text choice is a str, but neither is meant here.
        raise wrong(field, "类型不对")
    elif isinstance(value, str) and bare is str:
        _check_text(value, limits, field)
    elif isinstance(value, int):
        if any(isinstance(limit, Whole) and not limit.low <= value <= limit.high for limit in limits):
            raise wrong(field, "数值超出范围")
    elif isinstance(value, datetime) and (value.tzinfo is None or not 1900 <= value.year < 2200):
        raise wrong(field, "时间要带时区")


def _check_list(value: object, bare: Any, limits: list[Any], field: str) -> None:
    if not isinstance(value, tuple):
        raise wrong(field, "类型不对")
    if any(isinstance(limit, Most) and len(value) > limit.items for limit in limits):
        raise wrong(field, "条目过多")
    for place, item in enumerate(value):
        check(item, get_args(bare)[0], f"{field}[{place}]")


def _check_text(value: str, limits: list[Any], field: str) -> None:
    if any(unicodedata.category(sign) in ("Cc", "Cs") or sign in _BIDI for sign in value):
        raise wrong(field, "含有不可用的字符")
    for limit in limits:
        if isinstance(limit, Text) and (len(value) > limit.most or not re.fullmatch(limit.pattern, value)):
            raise wrong(field)


def to_plain(value: object) -> Plain:
    """Turn a body into what JSON can hold, every field present, times in UTC."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")


def from_plain(shape: type[_Body], plain: object, at: str = "body") -> _Body:
    """Read a body back. Unknown and missing fields are refused alike. Raises MalformedMessage."""
    if not isinstance(plain, dict):
        raise wrong(at, "类型不对")
    hints = hints_of(cast("Hashable", shape))
    if set(plain) != set(hints):
        # Our own field names may be told; a stranger's key may be anything, so it is not repeated.
        missing = sorted(set(hints) - set(plain))
        raise wrong(f"{at}.{missing[0]}", "缺少") if missing else wrong(at, "有约定之外的字段")
    return shape(**{name: _read(plain[name], hint, f"{at}.{name}") for name, hint in hints.items()})


def _read(plain: object, hint: Any, field: str) -> object:
    inner = _optional(hint)
    if inner is not None:
        return None if plain is None else _read(plain, inner, field)
    bare, _ = _split(hint)
    if get_origin(bare) is tuple:
        if not isinstance(plain, list):
            raise wrong(field, "类型不对")
        return tuple(_read(item, get_args(bare)[0], f"{field}[{place}]") for place, item in enumerate(plain))
    if is_dataclass(bare):
        return from_plain(cast("type[object]", bare), plain, field)
    if bare in (str, int, bool):
        return plain
    if not isinstance(plain, str):
        raise wrong(field, "类型不对")
    return _read_text(plain, bare, field)


def _read_text(text: str, bare: Any, field: str) -> object:
    if bare is datetime:
        return read_moment(text, field)
    if bare is UUID:
        return read_uuid(text, field)
    try:
        return cast("type[StrEnum]", bare)(text)
    except ValueError:
        raise wrong(field) from None


def read_moment(text: object, field: str) -> datetime:
    """A moment with its zone, in UTC; years 1900 to 2199. Raises MalformedMessage."""
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise wrong(field)
    try:
        return parse_moment(text)
    except GoldbellError:
        raise wrong(field) from None


def read_uuid(text: object, field: str) -> UUID:
    """An id in its one canonical spelling. Raises MalformedMessage."""
    if not isinstance(text, str) or not _UUID.fullmatch(text):
        raise wrong(field)
    return UUID(text)
