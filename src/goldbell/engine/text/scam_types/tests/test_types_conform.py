"""One suite for every folder of a scam type: what an officer needs is there, in both languages, and its texts are sound."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from goldbell.engine.text import all_scam_types as scam_types
from goldbell.engine.text import ministry_ten
from goldbell.engine.text.scam_types.discovery import NONE
from goldbell.engine.text.scam_types.features import places_of, vocabulary

OFFICIAL = {
    "task_rebate", "fake_investment", "fake_shopping", "fake_customer_service", "fake_loan", "fake_credit",
    "fake_acquaintance", "fake_authority", "romance", "game_trade", "fake_military", "black_industry", "other",
}  # fmt: skip
REGISTERS = {"statement", "dispatch", "call", "message"}
ROOT = files("goldbell.engine.text.scam_types")


def texts_of(code: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (ROOT / code / "texts.jsonl").read_text("utf-8").splitlines()]


def test_the_official_thirteen_and_none() -> None:
    assert set(scam_types()) == OFFICIAL | {NONE}
    assert list(scam_types())[-1] == NONE


def test_the_ministrys_ten_are_a_view() -> None:
    ten = ministry_ten(date(2026, 1, 1))
    assert len(ten) == 10
    assert {code for codes in ten.values() for code in codes} == OFFICIAL - {"fake_military", "black_industry", "other"}
    assert not ministry_ten(date(2000, 1, 1)), "no code before the table was valid"


@pytest.mark.parametrize("code", sorted(OFFICIAL | {NONE}))
def test_an_officer_finds_what_to_ask_and_say(code: str) -> None:
    one = scam_types()[code]
    parts = [one.signs, one.questions, one.never_say, one.dissuasion]
    if code != NONE:
        parts += [one.stages, one.last_signals]
        assert len(one.stages) >= 3
        assert len(one.questions) >= 3
        assert len(one.dissuasion) >= 4
    assert all(parts)
    for sentence in (sentence for part in parts for sentence in part):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in sentence.zh), sentence
        assert sentence.en.isascii() or set(sentence.en) & set("“”’…"), sentence
        assert sentence.en.strip()
    assert one.name("en") != one.name("zh")
    assert one.definition("en") != one.definition("zh")


@pytest.mark.parametrize("code", sorted(OFFICIAL | {NONE}))
def test_texts_are_sound(code: str) -> None:
    rows = texts_of(code)
    assert len(rows) >= 50
    assert len({row["text"] for row in rows}) == len(rows), "the same text twice"
    for row in rows:
        assert {"text", "register", "lang", "label", "near", "source", "group"} <= set(row)
        assert row["register"] in REGISTERS
        assert row["lang"] in {"zh", "en"}
        assert row["label"] in OFFICIAL | {NONE}
        assert row["label"] == code or row["near"], row["text"]
        assert str(row["text"]).strip()
    by_register = Counter(row["register"] for row in rows)
    assert set(by_register) == REGISTERS, f"a register is missing: {by_register}"
    assert {row["lang"] for row in rows} == {"zh", "en"}


def test_telling_words_fit_the_table() -> None:
    placed = places_of(vocabulary())
    assert set(placed) >= OFFICIAL
    assert all(placed.values())
