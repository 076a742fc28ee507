"""Reading JSON bodies strictly: what two programs could read differently, or a database cannot keep, is refused."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.parser import Parser

_DEEPEST: Final = 32


class StrictReader(Parser):
    """JSON without NaN, without a name twice, without NUL or half characters, at most 32 levels deep."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as Python values. HttpError 400 for anything else."""
        try:
            value = json.loads(
                request.body.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_once, parse_int=_whole
            )
            _check(value, 0)
        except (ValueError, RecursionError) as error:
            raise HttpError(400, "body") from error
        return value


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _whole(digits: str) -> int:
    if len(digits) > 20:  # beyond any number we keep
        raise ValueError("integer too long")
    return int(digits)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise ValueError("a name stands twice")
    return names


def _check(value: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, str):
        if "\x00" in value:
            raise ValueError("NUL")
        value.encode()  # half a surrogate pair raises UnicodeEncodeError, a ValueError
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check(name, depth + 1)
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)
