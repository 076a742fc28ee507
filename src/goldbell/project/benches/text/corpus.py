"""Texts to measure on: our own tellings of every scam type and of what is none, and as many new ones as wanted."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_SENTENCE = re.compile(r"[^。！？\n]{4,}[。！？\n]?")


_CHINESE = re.compile("[\u4e00-\u9fff]{4}")


@cache
def own_texts() -> tuple[tuple[str, str], ...]:
    """(label, text) of every text that is shipped with the scam types."""
    found = []
    for folder in sorted(files("goldbell.engine.text.scam_types").iterdir(), key=lambda one: one.name):
        place = folder.joinpath("texts.jsonl")
        if place.is_file():
            found += [json.loads(line) for line in place.read_text("utf-8").splitlines() if line.strip()]
    return tuple((one["label"], one["text"]) for one in found)


@cache
def sentences() -> tuple[str, ...]:
    """Every sentence of them once."""
    said = {one.strip() for _, text in own_texts() for one in _SENTENCE.findall(text)}
    return tuple(sorted(said))


def stories(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """So many different tellings: id and five to nine pieces of sentences in an order that nobody else has.

    Pieces rather than whole sentences, so that a million tellings do not share their every line.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up texts
    pieces = sorted({part for one in sentences() for part in re.split(r"[，,；;]", one) if _CHINESE.search(part)})
    for number in range(count):
        yield f"S{number}", "，".join(draw.choice(pieces) for _ in range(draw.randint(8, 16))) + "。"


def edited(text: str, share: float, draw: random.Random, signs: str) -> str:
    """A telling again by somebody else: so many of its characters left out, changed or added to."""
    out = []
    for sign in text:
        chance = draw.random()
        if chance < share / 3:
            continue
        out.append(draw.choice(signs) if chance < 2 * share / 3 else sign)
        if 2 * share / 3 <= chance < share:
            out.append(draw.choice(signs))
    return "".join(out)
