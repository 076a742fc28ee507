"""Made-up reports: every grammar can be told by every mouth, varied, the same each time, and of nobody alive."""

import re

import pytest

from goldbell.engine.text import voicing
from goldbell.engine.text.voicing.grammar import read_grammars
from goldbell.engine.text.voicing.slots import SLOTS, unfillable

CODES = voicing.voiced_codes()
GRAMMAR = "\n".join(
    f'{stage} = ["甲{stage}"]' for stage in ("contact", "lure", "trust", "pay", "squeeze", "say", "message")
)


def test_every_type_and_what_is_no_scam_talk() -> None:
    assert len(CODES) == 14
    assert {"task_rebate", "fake_authority", "game_trade", "other", "none"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("register", voicing.REGISTERS)
def test_every_mouth_leaves_nothing_unfilled(code: str, register: str) -> None:
    made = [voicing.voice(code, register, seed=seed) for seed in range(60)]
    assert len({one.mouth for one in made}) >= 2
    for one in made:
        assert 8 <= len(one.text) <= 900
        assert not re.search(r"[{}|()]", one.text)


@pytest.mark.parametrize("code", CODES)
def test_texts_vary_and_repeat_with_their_seed(code: str) -> None:
    first = [one.text for one in voicing.voiced_texts(code, 100, seed=3)]
    assert len(first) == len(set(first)) == 100
    assert first == [one.text for one in voicing.voiced_texts(code, 100, seed=3)]
    assert set(first) != {one.text for one in voicing.voiced_texts(code, 100, seed=4)}


@pytest.mark.parametrize("code", CODES)
def test_no_number_could_belong_to_anybody(code: str) -> None:
    for one in voicing.voiced_texts(code, 200):
        assert not re.search(r"\d{7,}", one.text.replace(",", ""))


def test_what_is_no_scam_is_never_told_as_one() -> None:
    told = "".join(one.text for one in voicing.voiced_texts("none", 200))
    assert not re.search("被害人|被告人|被骗的|止付|没有转账", told)


def test_a_suspect_begs_for_no_money() -> None:
    told = "".join(one.text for one in voicing.voiced_texts("black_industry", 200))
    assert not re.search("追回来|报警人|被害人|受害人", told)


def test_one_code_keeps_its_tricks_apart() -> None:
    for one in voicing.voiced_texts("other", 200):
        assert not ("航班" in one.text and "裸聊" in one.text)


def test_an_attempt_without_loss_is_told_too() -> None:
    told = [one.text for one in voicing.voiced_texts("fake_loan", 400)]
    assert any("没有转账" in text or "没有损失" in text for text in told)


def test_unknown_code_and_register_are_named() -> None:
    with pytest.raises(voicing.UnknownVoice, match="no_such"):
        voicing.voice("no_such", "call", seed=1)
    with pytest.raises(voicing.UnknownRegister, match="poem"):
        voicing.voice("fake_loan", "poem", seed=1)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("contact = [", "Invalid"),
        (GRAMMAR.replace("trust", "trusting"), "trust"),
        (GRAMMAR.replace('["甲say"]', "[]"), "say"),
        (GRAMMAR.replace('["甲say"]', "3"), "say"),
        (GRAMMAR.replace("甲pay", "转了{rubles}"), "rubles"),
        (GRAMMAR.replace("甲pay", "转了(三千|五千"), r"\("),
        ("script = 3", "script"),
        ("script = []", "script"),
        (GRAMMAR + '\nstanding = "bystander"', "standing"),
    ],
)
def test_a_broken_grammar_is_refused(written: str, wrong: str) -> None:
    with pytest.raises(voicing.BrokenGrammar, match=wrong):
        read_grammars(written, name="toy")


def test_a_sound_grammar_is_taken_and_slots_are_known() -> None:
    assert read_grammars(GRAMMAR, name="toy")[0].pay == ("甲pay",)
    assert all(unfillable(f"{{{slot}}}") is None for slot in SLOTS)
