"""QQ numbers and groups (QQ 号): digits count only after the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_NUMBER: Final = re.compile(
    r"(?:qq|扣扣|企鹅)(?:群|号|号码|群号)?[:为是叫 ]{0,3}(?P<number>[1-9][0-9]{4,11})(?![0-9])", re.IGNORECASE
)
_WORD = "前面写明是 QQ"


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in _NUMBER.finditer(reading.folded):
        yield Candidate(match["number"], match.start("number"), match.end("number"), 0.95, (_WORD,))


RECOGNIZER = Recognizer(
    kind="qq",
    label_zh="QQ 号",
    label_en="QQ",
    find=_find,
    phrases={_WORD: "QQ is written before it"},
    samples={"加他QQ：281900417": ("281900417",), "扣扣群 7720418": ("7720418",)},
    near_misses=("QQ音乐", "QQ 123", "281900417", ""),
)
