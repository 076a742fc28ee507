"""Fills the report sentences of two hands with numbers, names and times whose meaning is known, as gold for the readers.

``tuned.txt`` is what the recognisers may be tuned on, ``held.txt`` is not; each hand has its own sentences and its own
ways of writing amounts and times. ``late.txt`` and ``last.txt`` were written later, with their values in them.
``python -m goldbell.engine.text.tests.gold.grammar`` writes the jsonl files anew. The gold values come from here, never
from the recognisers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from goldbell.engine.text.tests.gold.hands import Hand, Said

HERE = Path(__file__).parent
FILLS = 4
READ_AT = "2026-11-25T10:30:00+08:00"
_MARK = re.compile(
    r"\{(?P<slot>[a-z]+)(?::(?P<role>[a-z]+))?\}|\[(?P<kind>[a-z_]+)\|(?P<words>[^|\]]+)(?:\|(?P<value>[^|\]]*))?(?:\|(?P<part>[a-z_]+))?\]"
)


def _sentences(name: str) -> Iterator[tuple[str, str]]:
    register = ""
    for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            register = line[3:]
        elif line and not line.startswith("#"):
            yield register, line


def _fill(line: str, hand: Hand) -> tuple[str, list[dict[str, object]]]:
    text, elements, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += _roughened(line[at : mark.start()], hand)
        said = (
            hand.slot(mark["slot"], mark["role"])
            if mark["slot"]
            else Said(mark["words"], mark["kind"], mark["value"] or mark["words"], mark["part"])
        )
        elements.append(
            {
                "kind": said.kind,
                "value": said.value,
                "start": len(text),
                "end": len(text) + len(said.words),
                "role": said.role,
            }
        )
        text, at = text + said.words, mark.end()
    return text + _roughened(line[at:], hand), elements


def _roughened(words: str, hand: Hand) -> str:
    if not hand.rough:
        return words
    return "".join(hand.pick(sign, sign, ",", " ") if sign in "，。；" else sign for sign in words)


def texts(name: str, fills: int = FILLS, *, rough: bool = False, seed: int = 0) -> Iterator[dict[str, object]]:
    """Gold texts of one hand: {id, register, at, text, elements: [{kind, value, start, end, role}]}."""
    for number, (register, line) in enumerate(_sentences(name)):
        for fill in range(fills):
            hand = Hand("a" if name == "tuned" else "b", seed + number * 100 + fill, rough=rough)
            text, elements = _fill(line, hand)
            yield {
                "id": f"{name}-{number}-{fill}{'r' * rough}",
                "register": register,
                "at": hand.at.isoformat(),
                "text": text,
                "elements": elements,
            }


def _written_out(name: str) -> Iterator[dict[str, object]]:
    for one in texts(name, 1):
        yield one | {"at": READ_AT}


def main() -> None:
    """Write tuned.jsonl, held.jsonl, rough.jsonl (the held sentences with broken numbers and lost marks) and the rest."""
    for name in ("late", "last"):
        lines = [json.dumps(one, ensure_ascii=False) for one in _written_out(name)]
        (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    for file, name, fills, rough in (
        ("tuned", "tuned", FILLS, False),
        ("held", "held", FILLS, False),
        ("rough", "held", 2, True),
    ):
        lines = [json.dumps(one, ensure_ascii=False) for one in texts(name, fills, rough=rough)]
        (HERE / f"{file}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
