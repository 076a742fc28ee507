"""One suite for every step of cleaning: samples become what they must, near misses stay, hostile text is linear."""

import re
import time

import pytest

from goldbell.engine.text import clean, restore, say_edit
from goldbell.engine.text.cleaning import all_steps
from goldbell.engine.text.cleaning.contracts import Step

STEPS = all_steps()
EACH = pytest.mark.parametrize("step", STEPS, ids=[step.name for step in STEPS])


@EACH
def test_it_describes_itself(step: Step) -> None:
    assert re.fullmatch(r"[a-z_]+", step.name)
    assert step.samples
    assert "" in step.near_misses
    assert len(step.near_misses) > 3
    for why, (zh, en) in step.whys.items():
        assert re.fullmatch(r"[a-z_]+", why)
        assert say_edit(why) == zh
        assert say_edit(why, language="en") == en
        assert en.isascii()


@EACH
def test_every_reason_it_gives_has_a_sample(step: Step) -> None:
    assert {why for sample in step.samples for _, _, why in sample.edits} >= set(step.whys)


def test_reasons_and_ranks_are_of_one_step_only() -> None:
    whys = [why for step in STEPS for why in step.whys]
    assert len(whys) == len(set(whys))
    assert [step.rank for step in STEPS] == sorted({step.rank for step in STEPS})


@EACH
def test_its_samples_become_what_they_must(step: Step) -> None:
    for sample in step.samples:
        cleaned = clean(sample.raw, script=step.script or "keep")
        assert cleaned.text == sample.clean, sample.raw
        assert tuple((edit.was, edit.now, edit.why) for edit in cleaned.edits) == sample.edits, sample.raw
        assert restore(cleaned.text, cleaned.edits) == sample.raw


@EACH
def test_its_near_misses_stay(step: Step) -> None:
    for near in step.near_misses:
        assert clean(near, script=step.script or "keep").edits == (), near


@EACH
def test_near_misses_of_all_steps_stay_in_one_text_of_theirs(step: Step) -> None:
    """A near miss also stays when an ordinary sentence goes before and after it."""
    if step.script:
        pytest.skip("the sentences would be converted")
    for near in step.near_misses:
        text = f"今天天气很好。\n{near}\n我们明天再见。"
        assert clean(text, script=step.script or "keep").edits == (), near


HOSTILE = {
    "open brackets": "(" * 25_000,
    "nested readings": "安(an" * 10_000 + ")" * 10_000,
    "deep readings": "安" + "(an" * 10_000 + ")" * 10_000,
    "one letter": "a" * 1_000_000,
    "one character": "安" * 1_000_000,
    "readings": "安(an)" * 10_000,
    "bare": "安an" * 10_000,
    "doubled": "安" + "(an)" * 10_000,
    "spaces": "安 " * 12_500,
    "stars": "微*" * 12_500,
    "signs": "安***" * 10_000,
    "torn": "亻言" * 12_500,
    "torn word": "亻言用" * 10_000,
    "half spelt": "刷dan" * 10_000,
    "spelt": "刷da" * 10_000,
    "variants": "微❤️" * 10_000,
    "guarded": "菠菜" * 12_500,
    "guarded ids": "加企鹅" * 10_000,
    "pictures": "💰" * 25_000,
    "circled": "①" * 37_500,
    "circled words": "第①个" * 10_000,
    "keycaps": "1️⃣" * 12_500,
    "raised": "1²" * 12_500,
    "digits": "1 " * 25_000,
    "bank form": "壹" * 37_500,
    "askew": "l0O" * 12_500,
    "full width": "１，" * 18_750,
    "combining": "安" + "\u0336" * 62_500,
    "all combining": "".join(map(chr, range(0x300, 0x370))) * 10_000,
    "invisible": "\u200b" * 62_500,
    "joiners": "\u200d\ufe0f" * 25_000,
    "direction": "\u202e安" * 12_500,
    "tags": "\U000e0041" * 25_000,
    "surrogates": "\ud800\udfff安" * 10_000,
    "cyrillic": "аb" * 12_500,
    "styled": "𝗤" * 25_000,
    "bopomofo": "安ㄢ" * 10_000,
    "toned": "ān" * 25_000,
    "marks": "安，" * 12_500,
    "controls": "\x00\x1b\x7f" * 12_500,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    """The bound is loose for a loaded machine; quadratic work on these would take minutes."""
    began = time.process_time()
    cleaned = clean(HOSTILE[name], script="simplified")
    assert time.process_time() - began < 6, name
    assert restore(cleaned.text, cleaned.edits) == HOSTILE[name]
