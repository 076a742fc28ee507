"""What the strict policy needs of every template, and that each of them draws."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

from goldbell.web.samples import style_facts
from goldbell.web.tests.pages import CHINESE, TEMPLATES, backend, templates, whole

NOW = datetime(2026, 11, 21, 18, 4, 15, tzinfo=UTC)
FORBIDDEN = {
    "inline style": r"<style\b|\sstyle\s*=",
    "inline script": r"<script\b(?![^>]*\bsrc=)",
    "event handler": r"\son[a-z]+\s*=|\shx-on\b|\s@[a-z]+=|\sx-on:",
    "script address": r"javascript:",
    "evaluated htmx": r"hx-(vals|headers)\s*=\s*['\"]?\s*(js|javascript):|hx-trigger\s*=\s*['\"][^'\"]*\[",
    "another house": r"(src|href|action)\s*=\s*['\"]?(https?:)?//",
    "unsafe filter": r"\|\s*safe\b|autoescape off",
}


def page(**facts: object) -> str:
    return whole("gb/style.html", now=NOW, **style_facts(NOW), **facts)


@pytest.mark.parametrize("path", list(templates()), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_needs_more_than_the_policy_gives(path: Path) -> None:
    text = path.read_text()
    for what, pattern in FORBIDDEN.items():
        assert not re.search(pattern, text, re.I), f"{what} in {path.name}"


@pytest.mark.parametrize("path", list(templates()), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_template_compiles(path: Path) -> None:
    backend().get_template(str(path.relative_to(TEMPLATES)))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_drawn_style_page_keeps_the_policy_and_closes_what_it_opens(language: str) -> None:
    with translation.override(language):
        html = page()
    for what, pattern in FORBIDDEN.items():
        assert not re.search(pattern, html, re.I), what
    for tag in (
        "section",
        "div",
        "span",
        "table",
        "tr",
        "td",
        "svg",
        "dl",
        "ol",
        "ul",
        "li",
        "time",
        "details",
        "dialog",
    ):
        assert len(re.findall(rf"<{tag}\b", html)) == html.count(f"</{tag}>"), tag
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "ids are unique"
    for target in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', html):
        assert target in ids, target


def test_every_drawing_is_hidden_from_speech_or_has_a_name() -> None:
    for svg in re.findall(r"<svg\b[^>]*>", page()):
        assert 'aria-hidden="true"' in svg or "aria-label=" in svg, svg


@pytest.mark.parametrize("code", ["400", "403", "404", "500"])
def test_an_error_page_says_what_happened_what_was_kept_and_what_to_do(code: str) -> None:
    html = str(backend().get_template(f"{code}.html").render({}))
    assert f">{code}<" in html
    assert html.count("<dt>") == html.count("<dd>") == 2
    assert all(text.strip() for text in re.findall(r"<dd>(.*?)</dd>", html, re.S))


def test_chinese_words_stand_in_templates_only_as_words_to_translate() -> None:
    allowed = {"style.html", "switches.html"}  # the invented night's names; a language names itself
    for path in templates():
        if path.name in allowed:
            continue
        text = re.sub(
            r"\{% blocktranslate.*?endblocktranslate %\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text(), flags=re.S
        )
        assert not CHINESE.search(text), path.name


def test_the_page_has_one_next_act_at_its_top() -> None:
    html = page()
    assert html.index('class="gb-next"') < html.index('class="gb-book"')
    assert html.index('class="gb-next"') > html.index("<main")


def test_the_frame_without_anybody_still_draws() -> None:
    html = str(backend().get_template("base.html").render({}))
    assert "<main" in html
    assert "data-live-url" not in html
