"""What holds for any text whatever: the way back is exact, cleaning twice changes nothing, offsets go one way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldbell.engine.text import Cleaned, Edit, clean, restore
from goldbell.engine.text.cleaning import ForeignEdits, UnknownScript, all_steps
from goldbell.engine.text.cleaning.composing import compose
from goldbell.engine.text.cleaning.contracts import Change, apply
from goldbell.engine.text.finding import NotText

SAMPLES = sorted(
    {text for step in all_steps() for text in (*step.near_misses, *(one.raw for one in step.samples))} - {""}
)
NOISE = st.sampled_from(
    [
        *"()（）[]【】「」 *-.·，。\n❤💰➕①⑧³1７\u200b\u0336\ufe0f\u20e3\u202e",
        "(an)",
        "an",
        "ān",
        "ㄢ",
        "公",
        "安",
        "亻言",
        "v",
        "x",
        "QQ",
    ]
)
SCRAPS = st.one_of(st.sampled_from(SAMPLES), NOISE, st.text(st.characters(exclude_categories=()), max_size=12))
TEXTS = st.lists(SCRAPS, max_size=12).map("".join)
SCRIPT = st.sampled_from(["keep", "simplified", "traditional"])


@settings(max_examples=400, deadline=None)
@given(TEXTS, SCRIPT)
def test_the_raw_text_comes_back(raw: str, script: str) -> None:
    cleaned = clean(raw, script=script)
    assert restore(cleaned.text, cleaned.edits) == raw
    assert apply(raw, cleaned.edits) == cleaned.text
    end = 0
    for edit in cleaned.edits:
        assert edit.start >= end
        assert edit.end > edit.start
        assert raw[edit.start : edit.end] == edit.was != edit.now
        end = edit.end


@settings(max_examples=400, deadline=None)
@given(TEXTS, SCRIPT)
def test_cleaning_what_is_clean_edits_nothing(raw: str, script: str) -> None:
    assert clean(clean(raw, script=script).text, script=script).edits == ()


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_offsets_go_one_way_and_never_cut_an_edit(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    places = [cleaned.clean_offset(place) for place in range(len(raw) + 1)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(cleaned.text))
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    raw_start, raw_end = cleaned.raw_span(start, end)
    assert 0 <= raw_start <= raw_end <= len(raw)
    for edit in cleaned.edits:
        assert not edit.start < raw_start < edit.end
        assert not edit.start < raw_end < edit.end
    inner = apply(raw[raw_start:raw_end], _within(cleaned, raw_start, raw_end))
    assert cleaned.text[start:end] in inner


def _within(cleaned: Cleaned, start: int, end: int) -> list[Edit]:
    return [
        Edit(edit.start - start, edit.end - start, edit.was, edit.now, edit.why)
        for edit in cleaned.edits
        if start <= edit.start and edit.end <= end
    ]


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.data())
def test_an_officer_undoes_some_edits(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    undone = data.draw(st.sets(st.integers(0, max(0, len(cleaned.edits) - 1)), max_size=5)) if cleaned.edits else set()
    rest = cleaned.without(undone)
    assert rest.edits == tuple(edit for index, edit in enumerate(cleaned.edits) if index not in undone)
    assert restore(rest.text, rest.edits) == raw
    everything = cleaned.without(range(len(cleaned.edits)))
    assert (everything.text, everything.edits) == (raw, ())


@settings(max_examples=300, deadline=None)
@given(
    st.text("abc", min_size=1, max_size=14),
    st.lists(
        st.lists(st.tuples(st.integers(0, 14), st.integers(1, 4), st.text("xyz", max_size=3)), max_size=4), max_size=4
    ),
)
def test_changes_upon_changes_still_speak_of_the_raw_text(raw: str, rounds: list[list[tuple[int, int, str]]]) -> None:
    text: str = raw
    edits: tuple[Edit, ...] = ()
    for one in rounds:
        changes, end = [], 0
        for start, length, now in sorted(one):
            if start >= end and start + length <= len(text):
                changes.append(Change(start, start + length, now, "test"))
                end = start + length
        wanted = apply(text, [Edit(one.start, one.end, "", one.now, "") for one in changes])
        edits = compose(raw, edits, text, changes)
        text = apply(raw, edits)
        assert text == wanted
        assert restore(text, edits) == raw


def test_spans_go_back_to_what_was_received() -> None:
    cleaned = clean("城关公(gong)安(an)局的电话①③⑧⓪⓪①③⑧⓪⓪⓪")
    assert cleaned.text == "城关公安局的电话13800138000"
    start = cleaned.text.index("公安局")
    assert cleaned.raw[slice(*cleaned.raw_span(start, start + 3))] == "公(gong)安(an)局"
    assert cleaned.raw[slice(*cleaned.raw_span(start, start + 1))] == "公"
    assert cleaned.raw[slice(*cleaned.raw_span(8, 11))] == "①③⑧⓪⓪①③⑧⓪⓪⓪"
    assert cleaned.clean_offset(cleaned.raw.index("局")) == cleaned.text.index("局")
    assert cleaned.raw_span(0, len(cleaned.text)) == (0, len(cleaned.raw))


def test_what_is_no_text_or_no_script_is_refused() -> None:
    with pytest.raises(NotText):
        clean(b"\xe5\xae\x89")  # type: ignore[arg-type]
    with pytest.raises(UnknownScript):
        clean("安", script="pinyin")
    with pytest.raises(ForeignEdits):
        restore("安", [*clean("公(gong)安").edits, Edit(9, 10, "a", "b", "x")])
    with pytest.raises(IndexError):
        clean("安").without([0])
    with pytest.raises(ValueError):
        clean("安").raw_span(0, 2)
    with pytest.raises(ValueError):
        clean("安").clean_offset(2)
