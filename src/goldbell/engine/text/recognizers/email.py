"""E-mail addresses (电子邮箱)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_ADDRESS: Final = re.compile(
    r"(?<![a-z0-9._%+-])(?P<local>[a-z0-9_][a-z0-9._%+-]{0,63})@(?P<host>[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24})(?![a-z0-9])",
    re.IGNORECASE,
)
_SHAPE = "邮箱的写法"


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in _ADDRESS.finditer(reading.folded):
        yield Candidate(f"{match['local']}@{match['host'].lower()}", match.start(), match.end(), 0.98, (_SHAPE,))


RECOGNIZER = Recognizer(
    kind="email",
    label_zh="电子邮箱",
    label_en="E-mail",
    find=_find,
    phrases={_SHAPE: "Written like an e-mail address"},
    samples={"发到Kefu_01@Mail.Example.com，": ("Kefu_01@mail.example.com",)},
    near_misses=("@某某", "a@b", "微博@小王", ""),
)
