"""State by shape, colour and word, always the three."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from goldbell.web.glyphs import ICONS, STATES, UnknownMark, icon_of, state_of
from goldbell.web.tests.pages import WEB, draw

#: Across families two pairs mean the same at a glance and share a shape on purpose.
SHARED = {frozenset({"half", "doing"}), frozenset({"executed", "done"})}


def test_no_two_states_share_a_shape_but_the_two_pairs_that_mean_the_same() -> None:
    by_shape: dict[str, set[str]] = defaultdict(set)
    for state in STATES.values():
        by_shape[state.shape].add(state.code)
    assert {frozenset(codes) for codes in by_shape.values() if len(codes) > 1} == SHARED


@pytest.mark.parametrize("family", ["order", "money", "work"])
def test_within_a_family_every_shape_is_its_own(family: str) -> None:
    shapes = [state.shape for state in STATES.values() if state.family == family]
    assert len(shapes) == len(set(shapes)) >= 4


def test_every_state_has_a_colour_role() -> None:
    css = (WEB / "static/goldbell/dist/goldbell.css").read_text()
    for code in STATES:
        assert re.search(rf"\.gb-state-{code}\b[^{{]*\{{--c:var\(--gb-[a-z0-9-]+\)", css), code


@pytest.mark.parametrize("code", sorted(STATES))
def test_a_state_is_drawn_with_shape_and_word(code: str) -> None:
    html = draw("{% gb_state code %}", code=code)
    assert STATES[code].shape in html
    assert str(STATES[code].word) in html
    assert 'aria-hidden="true"' in html


def test_the_next_fact_replaces_the_word_and_is_escaped() -> None:
    html = draw("{% gb_state 'sent' word %}", word="已发出，等<b>银行</b>")
    assert "已发出，等&lt;b&gt;银行&lt;/b&gt;" in html


@pytest.mark.parametrize("find", [state_of, icon_of])
def test_a_mark_that_nobody_drew_is_an_error_not_a_blank(find) -> None:
    with pytest.raises(UnknownMark):
        find("no-such-mark")


def test_there_are_eighteen_icons_and_each_is_a_drawing() -> None:
    assert len(ICONS) == 18
    assert all(strokes.startswith("<") and strokes.endswith("/>") for strokes in ICONS.values())
