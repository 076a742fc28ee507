"""Canaries: invented people whose every name, number and word can be recognised wherever it turns up unsealed.

Plant them through services, then ask ``leaks``; any app's tests may use it. All canaries of a run share rare beginnings,
so that one pass over a folder finds any of thousands, in UTF-8, GB18030, UTF-16, JSON escapes, hex and base64.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from goldbell.project.database.schema import as_owner

_NAME = "龘靐龗龖"
_PHONE = "1989898"
_ACCOUNT = "62199989898"
_WORDS = "齉龖齾龞"


@dataclass(frozen=True, slots=True)
class Canary:
    """One invented person."""

    name: str
    phone: str
    account: str
    words: str


def canaries(count: int) -> Iterator[Canary]:
    """Canaries, all different; each phone and account has the length of a real one."""
    for number in range(count):
        sign = chr(0x4E00 + number % 5000)
        yield Canary(
            name=f"{_NAME}{sign}",
            phone=f"{_PHONE}{number % 10_000:04d}",
            account=f"{_ACCOUNT}{number:08d}",
            words=f"他让我转到安全账户，我叫{_WORDS}{sign}，编号{number}",
        )


def _spelled(text: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        yield text.encode(encoding)
    yield json.dumps(text).strip('"').encode()
    plain = text.encode()
    yield plain.hex().encode()
    for shift in range(3):  # base64 of the same bytes looks different at each of three places
        whole = base64.b64encode(bytes(shift) + plain)
        yield whole[4 if shift else 0 : -4]


#: Digits in UTF-8 hex or base64 are long enough to be no accident; short spellings are left out.
_MARKS = re.compile(
    b"|".join(
        re.escape(spelled)
        for text in (_NAME, _PHONE, _ACCOUNT, _WORDS)
        for spelled in sorted(set(_spelled(text)))
        if len(spelled) >= 6
    )
)


def found_in(content: bytes) -> bool:
    """Whether a canary shows in these bytes."""
    return _MARKS.search(content) is not None


def leaks(*places: Path) -> list[str]:
    """Files, under these places, that show a canary."""
    return [str(file) for place in places for file in _files(place) if found_in(_content(file))]


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:  # the server put a file of its own away meanwhile
        return b""


def database_folder() -> Path | None:
    """The raw files of the database after a checkpoint; None where this machine cannot read them."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    try:
        next(folder.iterdir())
    except (OSError, StopIteration):
        return None
    return folder


def _files(place: Path) -> Iterable[Path]:
    return [place] if place.is_file() else [file for file in sorted(place.rglob("*")) if file.is_file()]
