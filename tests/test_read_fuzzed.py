"""Texts that nobody wrote go through the whole chain: no crash, and the laws hold. ``GOLDBELL_FUZZ_SECONDS`` sets how long."""
# ruff: noqa: E501 - odd signs are read by the line

from __future__ import annotations

import json
import os
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldbell.engine import text
from goldbell.engine.text.deidentify import deidentify
from goldbell.engine.text.similar import ScriptIndex
from goldbell.project.benches.text.corpus import own_texts

SEEDS = (
    "昨天晚上8点转了3万5到6222020200112233446，户名欧阳靖宇，打139 0417 2716", "(zha)", "【验证码】", "hxxp://pay[.]example[.]top/x?a=1",
    "①②③", "\u200b\u200d\ufe0f", "２０２６年１１月２１日", "薇信号：kefu_01", "扣扣2819004", "壹万贰仟元整", "近十万", "1.42亿", "同比下降54.67%", "截至5月，共计止付2011万元",
    "蘭州市公(gong)安局", "0x52908400098527886E0F7030069857D2E4169EE7", "TXYZ", "11010519491231002X", "甘A·12345", "某某", "👮‍♀️", "\ud800", "\udfff", "\x00", "\r\n", "",
    "﷽", "İ", "ß", "\u202e倒写\u202c", "٣٤٥", "〇一二三", "零点五", "百分之三十", "三分之一", "每" * 40, "（" * 40, "[.]" * 20, "￥" * 20,
)  # fmt: skip
SIGNS = (
    "".join(SEEDS)
    + "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)


def check(raw: str, index: ScriptIndex | None = None) -> None:
    """The laws that hold for whatever text."""
    found = text.read(raw)
    assert text.restore(found.cleaned.text, found.cleaned.edits) == raw
    assert text.clean(found.cleaned.text).text == found.cleaned.text
    end = 0
    for one in found.elements:
        assert raw[one.start : one.end] == one.raw
        assert end <= one.start < one.end <= len(raw)
        assert 0 < one.confidence <= 1
        end = one.end
    for one in found.figures:
        assert raw[one.start : one.end] == one.raw
    assert found.decision in ("accept", "review")
    assert json.loads(json.dumps(found.to_json(), ensure_ascii=False))["clean"] == found.cleaned.text
    story = deidentify(raw)
    assert story.needs_review
    assert not any(sign.isdigit() for sign in story.text)
    assert all(0 <= one.start < one.end <= len(raw) for one in story.taken)
    if index is not None:
        index.add(str(len(index)), raw)
        for match in index.query(raw, 3):
            assert 0 <= match.score <= 1
            assert 0 <= match.span[0] < match.span[1] <= len(raw)


def mutated(draw: random.Random) -> str:
    """One of our own texts or seeds after a few accidents."""
    told = draw.choice(own_texts())[1] if draw.random() < 0.6 else draw.choice(SEEDS)
    for _ in range(draw.randrange(12)):
        at = draw.randrange(len(told) + 1)
        accident = draw.randrange(6)
        if accident == 0:
            told = told[:at] + draw.choice(SEEDS) + told[at:]
        elif accident == 1:
            told = told[:at] + told[at + draw.randrange(1, 30) :]
        elif accident == 2:
            told = told[:at] + told[at : at + 12] * draw.randrange(2, 40) + told[at + 12 :]
        elif accident == 3:
            told = told[:at] + draw.choice(SIGNS) * draw.randrange(1, 200) + told[at:]
        elif accident == 4:
            told = told[:at] + "".join(chr(draw.randrange(0x110000)) for _ in range(draw.randrange(9))) + told[at:]
        else:
            told = draw.choice(("\u200b", " ", ".", "-", "(a)")).join(told[:80]) + told[80:]
    return told[:4_000]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(st.sampled_from(SEEDS), st.text(max_size=12), st.text(alphabet=SIGNS, max_size=30)), max_size=9)
)
def test_laws_hold_for_texts_put_together_at_random(parts: list[str]) -> None:
    check("".join(parts))


def test_laws_hold_for_our_own_texts_after_accidents() -> None:
    draw = random.Random(11)
    index = ScriptIndex()
    for _ in range(60):
        check(mutated(draw), index)


@pytest.mark.deep
@pytest.mark.timeout(3600 * 3)
def test_laws_hold_for_an_hour() -> None:
    seconds = float(os.environ.get("GOLDBELL_FUZZ_SECONDS", "3600"))
    seed = int(os.environ.get("GOLDBELL_FUZZ_SEED", "1"))
    began = time.monotonic()
    done = 0
    while time.monotonic() - began < seconds:
        draw = random.Random(seed * 1_000_003 + done)
        raw = mutated(draw) if draw.random() < 0.7 else "".join(draw.choice(SIGNS) for _ in range(draw.randrange(300)))
        started = time.monotonic()
        try:
            check(raw)
        except Exception as broken:
            raise AssertionError(f"text {done} of seed {seed}: {raw!a}") from broken
        assert time.monotonic() - started < 60, ascii(raw)
        done += 1
    print(f"{done} texts")
