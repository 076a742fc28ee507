"""One suite for every recogniser: it finds its samples, leaves its near misses, is linear, pure and bilingual."""

import re
import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.engine.text import Recognizer, all_recognizers, find_elements, shipped_issuers
from goldbell.engine.text.elements import Reading
from goldbell.engine.text.folding import fold

AT = datetime.fromisoformat("2026-11-21T01:38:40+08:00")
PLUG_INS = list(all_recognizers().values())
EACH = pytest.mark.parametrize("plug_in", PLUG_INS, ids=[plug_in.kind for plug_in in PLUG_INS])


def reading(raw: str, at: datetime | None = AT) -> Reading:
    return Reading(raw, fold(raw), at, shipped_issuers())


@EACH
def test_it_describes_itself(plug_in: Recognizer) -> None:
    assert re.fullmatch(r"[a-z_]+", plug_in.kind)
    assert plug_in.label_zh
    assert plug_in.label_en.isascii()
    assert plug_in.samples
    assert "" in plug_in.near_misses
    assert all(zh and en.isascii() for zh, en in plug_in.phrases.items())


@EACH
def test_it_finds_its_samples(plug_in: Recognizer) -> None:
    for sample, values in plug_in.samples.items():
        found = [element for element in find_elements(sample, at=AT) if element.kind == plug_in.kind]
        assert tuple(element.value for element in found) == values, sample
        issuers = {reason for element in found for reason in element.reasons} - set(plug_in.phrases)
        assert not issuers or plug_in.kind == "bank_card", "a reason without a phrase"


@EACH
def test_it_leaves_its_near_misses(plug_in: Recognizer) -> None:
    for near in plug_in.near_misses:
        assert [hit for hit in find_elements(near, at=AT) if hit.kind == plug_in.kind] == [], near


@EACH
def test_it_gives_sane_candidates_and_the_same_ones_twice(plug_in: Recognizer) -> None:
    whole = "。".join(sample for other in PLUG_INS for sample in other.samples)
    once = list(plug_in.find(reading(whole)))
    assert once == list(plug_in.find(reading(whole)))
    for hit in once:
        assert 0 <= hit.start < hit.end <= len(whole)
        assert 0 < hit.confidence <= 1
        assert hit.value
        assert hit.reasons


HOSTILE = {
    "digits": "1" * 200_000,
    "spaced digits": "1 " * 100_000,
    "groups": "6222 " * 40_000,
    "numerals": "一二三四五六七八九十" * 20_000,
    "magnitudes": "十百千万亿" * 40_000,
    "wan": "3万" * 100_000,
    "dots": "a." * 100_000,
    "at signs": "a@" * 100_000,
    "host": "a-" * 100_000,
    "slashes": "http://" * 28_000,
    "brackets": "[.]" * 66_000,
    "quotes": "下载“" * 66_000,
    "names": "户名王" * 66_000,
    "of card": "王小的" * 66_000,
    "clocks": "昨天晚上8点" * 33_000,
    "months": "1月1" * 50_000,
    "ago": "十分钟" * 66_000,
    "plus": "+1 23 " * 33_000,
    "qq": "QQ:" * 66_000,
    "percent": "%._+-" * 40_000,
    "area codes": "0931-" * 20_000,
    "spoken dots": "www点" * 30_000,
    "masked names": "李某" * 50_000,
    "companies": "有限公司" * 25_000,
    "addresses": "1.1.1.1." * 12_000,
    "parcels": "SF1 1 1 1 1 " * 8_000,
    "base 58": "1A1zP1" * 16_000,
    "masked": "6222**" * 16_000,
    "torn": "6222\r\n" * 16_000,
    "dictated": "一 三 八 " * 16_000,
    "ranges": "5万到6万" * 10_000,
    "one sign": "张" * 500_000,
    "surrogates": "\ud800\udfff" * 100_000,
    "controls": "\x00\x1b\u202e\u200b" * 50_000,
}


@EACH
def test_hostile_text_takes_linear_time(plug_in: Recognizer) -> None:
    for name, hostile in HOSTILE.items():
        began = time.perf_counter()
        list(plug_in.find(reading(hostile)))
        assert time.perf_counter() - began < 8, name


SCRAPS = st.sampled_from(
    sorted(
        {sample for plug_in in PLUG_INS for sample in (*plug_in.samples, *plug_in.near_misses)} | {"。", " ", "\n", "*"}
    )
)
ANY_SIGNS = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(SCRAPS, ANY_SIGNS), max_size=8).map("".join), st.sampled_from([AT, None]))
def test_offsets_always_slice_the_raw_text(raw: str, at: datetime | None) -> None:
    end = 0
    for element in find_elements(raw, at=at):
        assert raw[element.start : element.end] == element.raw
        assert element.start >= end
        end = element.end
        if element.kind == "amount":
            assert element.fen > 0
        if element.kind == "datetime" and element.moment is not None:
            assert element.moment.utcoffset() is not None
