"""What the tags draw, also from hostile words."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.utils import timezone, translation

from goldbell.web.marks import read_due
from goldbell.web.strip import Dot, Instrument, Tick
from goldbell.web.tests.pages import draw

NOW = datetime(2026, 11, 21, 18, 4, 15, tzinfo=UTC)
HOSTILE = "<script>alert('钱')</script>\" onload=\"x"


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def safe(html: str) -> bool:
    return "<script" not in html and 'onload="x' not in html


def test_the_clock_carries_what_moves_it_and_says_its_phase() -> None:
    html = draw("{% gb_clock paid 'ordinary' now %}", paid=ago(minutes=25), now=NOW)
    assert 'class="gb-clock is-open"' in html
    assert 'data-paid-at="2026-11-21T17:39:15+00:00"' in html
    assert 'data-closes-at="2026-11-21T19:39:15+00:00"' in html
    assert "<b>25</b><i>分</i>" in html
    assert '<span class="gb-sr">窗口内</span>' in html


@pytest.mark.parametrize(
    ("size", "minutes", "shown"),
    [
        ("s", 7.7, "<b>7</b><i>分</i>"),
        ("m", 7.7, "<b>7:42</b>"),
        ("m", 41, "<b>41</b><i>分</i>"),
        ("l", 25, "<b>25:00</b>"),
    ],
)
def test_seconds_run_only_on_a_large_open_clock(size: str, minutes: float, shown: str) -> None:
    assert shown in draw("{% gb_clock paid 'instant' now size %}", paid=ago(minutes=minutes), now=NOW, size=size)


def test_before_any_transfer_the_clock_is_no_time() -> None:
    html = draw("{% gb_clock None %}", now=NOW)
    assert "<time" not in html
    assert "还没转" in html


def test_the_page_moment_is_found_in_the_context() -> None:
    assert "<b>25</b>" in draw("{% gb_clock paid %}", paid=ago(minutes=25), now=NOW)


@pytest.mark.parametrize(
    ("left", "whole", "mood", "words"),
    [
        (timedelta(minutes=416), timedelta(minutes=600), "", "6 时 56 分"),
        (timedelta(minutes=12), timedelta(minutes=60), "is-soon", "12 分"),
        (timedelta(minutes=12, seconds=1), timedelta(minutes=60), "", "12 分"),
        (timedelta(seconds=1), None, "is-soon", "1 秒"),
        (timedelta(minutes=20), None, "is-soon", "20 分"),
        (timedelta(minutes=21), None, "", "21 分"),
        (timedelta(0), timedelta(minutes=60), "is-late", "−0 秒"),
        (-timedelta(minutes=12), timedelta(minutes=60), "is-late", "−12 分"),
    ],
)
def test_a_deadline_is_soon_in_its_last_fifth_and_late_at_its_moment(
    left: timedelta, whole: timedelta | None, mood: str, words: str
) -> None:
    due_at = NOW + left
    deadline = read_due(due_at=due_at, now=NOW, since=None if whole is None else due_at - whole)
    assert (deadline.mood, deadline.words) == (mood, words)
    assert 0 <= deadline.part <= 1


def test_a_deadline_late_the_same_day_says_its_hour_in_the_units_zone() -> None:
    with timezone.override("Asia/Shanghai"):
        assert read_due(due_at=NOW + timedelta(hours=15), now=NOW, since=None).words == "今日 17:04"


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(600000, "6,000<small>.00</small>"), (-1, "−0<small>.01</small>"), (31246058, "312,460<small>.58</small>")],
)
def test_money_shows_its_fen_quietly(fen: int, shown: str) -> None:
    assert shown in draw("{% gb_money fen %}", fen=fen)


def test_money_nobody_knows_is_a_dash_not_a_zero() -> None:
    assert draw("{% gb_money None %}") == "–"
    assert "万" in draw("{% gb_money 41260000 large=True %}")


def test_an_equation_that_fails_says_so() -> None:
    parts = [("要求", 9820000), ("止住", 2020000, "stopped"), ("未止住", 7800001, "left")]
    html = draw("{% gb_sum parts bar=True %}", parts=parts)
    assert "gb-sum-gap" in html
    assert "0<small>.01</small>" in html
    assert html.count("<rect class=") >= 2
    assert "gb-sum-gap" not in draw("{% gb_sum parts %}", parts=[("a", 2), ("b", 1), ("c", 1)])


@pytest.mark.parametrize(
    "source",
    [
        "{% gb_account bad bank=bad %}",
        "{% gb_account bad bank=bad short=True %}",
        "{% gb_account bad copy=True %}",
        "{% gb_masked bad bad bad %}",
        "{% gb_marked bad spans %}",
        "{% gb_sum parts %}",
        "{% gb_next what=bad why=bad %}{{ bad }}{% endgb_next %}",
        "{% gb_note 'error' %}{{ bad }}{% endgb_note %}",
        "{% gb_panel bad aside=bad %}{{ bad }}{% endgb_panel %}",
        "{% gb_empty bad bad bad bad %}",
        "{% gb_facts rows %}",
        "{% gb_steps steps %}{% gb_life steps bad %}{% gb_log entries bad %}",
        "{% gb_matrix columns matrix bad %}",
        "{% gb_inst inst %}",
        "{% gb_due_list items %}",
        "{% gb_drop bad bad bad bad %}",
        "{% gb_dialog bad bad %}{{ bad }}{% endgb_dialog %}",
        "{% gb_rail rail %}",
    ],
)
def test_hostile_words_stay_words(source: str) -> None:
    step = {"state": "todo", "title": HOSTILE, "when": HOSTILE, "detail": HOSTILE, "url": HOSTILE, "link": HOSTILE}
    html = draw(
        source,
        now=NOW,
        bad=HOSTILE,
        spans=[(0, 8, HOSTILE, "sure")],
        parts=[(HOSTILE, 2), (HOSTILE, 2, "held")],
        rows=[(HOSTILE, HOSTILE)],
        steps=[step],
        entries=[{"at": NOW, "title": HOSTILE, "text": HOSTILE, "detail": HOSTILE, "state": "done", "word": HOSTILE}],
        columns=[HOSTILE],
        matrix=[{"state": "half", "word": HOSTILE, "cells": [{"count": 1, "url": HOSTILE}], "count": 1, "fen": 1}],
        inst=Instrument(
            title=HOSTILE,
            span=HOSTILE,
            reading=HOSTILE,
            unit=HOSTILE,
            line=HOSTILE,
            url=HOSTILE,
            link=HOSTILE,
            dots=[Dot(3, "", HOSTILE, HOSTILE)],
            ticks=[Tick(5, HOSTILE)],
        ),
        items=[
            {"due_at": NOW, "title": HOSTILE, "url": HOSTILE, "detail": HOSTILE, "act": HOSTILE, "act_url": HOSTILE}
        ],
        rail=[{"label": HOSTILE, "url": HOSTILE, "current": False, "badge": None}],
    )
    assert "alert(" in html, "the words are there"
    assert safe(html)


def test_the_buttons_of_the_next_act_are_drawn_not_escaped() -> None:
    html = draw("{% gb_next what='复核' %}<a class='gb-btn' href='/x'>复核并签字</a>{% endgb_next %}", now=NOW)
    assert "<a class='gb-btn' href='/x'>" in html


def test_when_nothing_waits_the_page_says_so() -> None:
    html = draw("{% gb_next why='下一件 03:00' %}{% endgb_next %}", now=NOW)
    assert "没有要你做的事" in html
    assert "gb-clock" not in html


@pytest.mark.parametrize(
    ("spans", "marks"),
    [
        ([(0, 2, "a", "sure"), (1, 4, "b", "")], ["一点"]),
        ([(1, 3, "a", ""), (1, 5, "b", "ask")], ["点十三转"]),
        ([(4, 99, "a", "")], []),
        ([(3, 3, "a", ""), (-2, 1, "b", "")], []),
        ([{"start": 5, "end": 10, "label": "49,800.00", "kind": "sure"}], ["49800"]),
    ],
)
def test_words_are_marked_and_never_changed(spans: list[object], marks: list[str]) -> None:
    text = "一点十三转49800到 <卡>"
    html = draw("{% gb_marked text spans %}", text=text, spans=spans)
    assert [re.sub(r"<sup>.*?</sup>", "", mark) for mark in re.findall(r"<mark[^>]*>(.*?)</mark>", html)] == marks
    plain = re.sub(r"<[^>]+>", "", re.sub(r"<sup>.*?</sup>", "", html))
    assert plain.replace("&lt;", "<").replace("&gt;", ">") == text


class Sample(forms.Form):
    account = forms.CharField(label="收款账号", help_text="16 到 19 位")
    way = forms.ChoiceField(label="怎么转的", widget=forms.RadioSelect, choices=[("a", "实时"), ("b", "普通")])


def test_a_wrong_field_keeps_what_was_typed_and_speaks_its_error_in_the_place_of_the_hint() -> None:
    fresh = draw("{% gb_field form.account %}", form=Sample())
    assert '<span class="gb-hint" id="id_account_note">16 到 19 位</span>' in fresh
    form = Sample({"account": "", "way": 'x"><script>'})
    html = draw("{% gb_field form.account %}{% gb_field form.way %}", form=form)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_account_note"' in html
    assert '<span class="gb-error" id="id_account_note">' in html
    assert "gb-hint" not in html
    assert 'role="radiogroup"' in html
    assert safe(html)


def test_paging_and_sorting_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(45), 20).page(2)
    html = draw("{% gb_pager page %}", path="/orders?state=sent&page=2", page=page)
    assert 'href="?state=sent&amp;page=1"' in html
    assert 'href="?state=sent&amp;page=3"' in html
    assert "第 21–40 条，共 45 条" in html
    down = draw("{% gb_sort 'paid' '转出' %}", path="/orders?sort=paid&page=2&state=sent")
    assert 'aria-sort="ascending"' in down
    assert 'href="?sort=-paid&amp;state=sent"' in down


def test_a_moment_is_shown_in_the_units_zone() -> None:
    with timezone.override("Asia/Shanghai"):
        assert ">02:04:15<" in draw("{% gb_moment now %}", now=NOW)
        assert ">11-21 18:04<" in draw("{% gb_moment m %}", now=NOW, m=ago(hours=8))
        assert ">2025-11-22 02:04<" in draw("{% gb_moment m %}", now=NOW, m=ago(days=365))
    with timezone.override("UTC"):
        assert ">18:04:15<" in draw("{% gb_moment now %}", now=NOW)
    assert draw("{% gb_moment None %}") == "–"


def test_the_rail_counts_what_hides_behind_the_menu() -> None:
    rail = [{"label": f"间{i}", "url": f"/{i}", "current": i == 5, "badge": i} for i in range(6)]
    html = draw("{% gb_rail rail %}", rail=rail)
    assert 'class="is-here"' in html
    assert '<span class="gb-rail-count" id="rail_more">9<' in html
    assert '<span class="gb-rail-count" id="rail_list_0" hidden>' in html


def test_an_english_reader_gets_english_units() -> None:
    with translation.override("en"):
        html = draw("{% gb_clock paid 'instant' now %}{% gb_state 'half' %}", paid=ago(minutes=66), now=NOW)
    assert "<b>1</b><i>h</i><b>06</b><i>m</i>" in html
    assert "Awaits second" in html
