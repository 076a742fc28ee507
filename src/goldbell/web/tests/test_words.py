"""Both languages are complete: nothing that a reader sees stays untranslated."""

from __future__ import annotations

import re
import struct
from datetime import UTC, datetime

import pytest
from django.utils import translation

from goldbell.web.samples import SAID, style_facts
from goldbell.web.script_words import script_words
from goldbell.web.tests.pages import CHINESE, WEB, templates, whole

PO = WEB / "locale/en/LC_MESSAGES/django.po"
_QUOTED = r'"((?:[^"\\]|\\.)*)"'


def compiled() -> dict[str, str]:
    """The messages of the committed .mo, read by its own format: keys carry their context as ctx\\x04msgid."""
    raw = PO.with_suffix(".mo").read_bytes()
    magic, _, count, ids, words = struct.unpack("<5I", raw[:20])
    assert magic == 0x950412DE

    def at(table: int, i: int) -> str:
        length, offset = struct.unpack("<2I", raw[table + 8 * i : table + 8 * i + 8])
        return raw[offset : offset + length].decode()

    return {at(ids, i): at(words, i) for i in range(count)}


def used() -> set[str]:
    """Every Chinese msgid that templates and modules of the page parts ask for."""
    found: set[str] = set()
    for path in templates():
        text = path.read_text()
        found |= set(re.findall(rf"\{{% translate {_QUOTED}", text))
        for block in re.findall(r"\{% blocktranslate.*?%\}(.*?)\{% endblocktranslate %\}", text, re.S):
            found.add(re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", block))
    for path in WEB.glob("*.py"):
        text = path.read_text()
        found |= set(re.findall(rf"\b(?:_|gettext|gettext_lazy)\(\s*{_QUOTED}", text))
        for context, word in re.findall(rf"\bpgettext(?:_lazy)?\(\s*{_QUOTED},\s*{_QUOTED}", text):
            found.add(f"{context}\x04{word}")
    return {word for word in found if CHINESE.search(word)}


def test_every_word_in_use_has_its_english() -> None:
    catalogue = compiled()
    assert len(used()) > 200, "the search for words still finds them"
    assert not sorted(word for word in used() if not catalogue.get(word))


def test_no_english_word_is_empty_fuzzy_or_still_chinese() -> None:
    text = PO.read_text()
    assert "fuzzy" not in text
    assert "#~" not in text
    for word, english in compiled().items():
        assert english.strip(), word
        # Masked names of the invented night and the unit 万 are quoted as they are written.
        assert not CHINESE.search(re.sub(r"[\u4e00-\u9fff]\*[\u4e00-\u9fff]?|万", "", english)), english


def test_slots_are_the_same_in_both_languages() -> None:
    for word, english in compiled().items():
        if word:
            assert sorted(re.findall(r"%\(\w+\)s", word)) == sorted(re.findall(r"%\(\w+\)s", english)), word


def test_the_compiled_words_are_those_of_the_source() -> None:
    source = PO.read_text()
    entries = re.findall(rf"(?:^msgctxt {_QUOTED}\n)?^msgid {_QUOTED}\nmsgstr {_QUOTED}", source, re.M)
    told = {(f"{context}\x04{word}" if context else word): english for context, word, english in entries if word}
    assert {word: english for word, english in compiled().items() if word} == {
        word.replace('\\"', '"'): english.replace('\\"', '"') for word, english in told.items()
    }


def test_scripts_speak_the_language_of_the_page() -> None:
    with translation.override("en"):
        english = script_words()
    with translation.override("zh-hans"):
        chinese = script_words()
    assert english.keys() == chinese.keys()
    assert all(CHINESE.search(word) for word in chinese.values())
    assert not any(CHINESE.search(word) for word in english.values())


@pytest.mark.parametrize("name", ["gb/style.html", "400.html", "403.html", "404.html", "500.html"])
def test_an_english_reader_meets_no_chinese_page_word(name: str) -> None:
    now = datetime(2026, 11, 21, 18, 4, 15, tzinfo=UTC)
    with translation.override("en"):
        html = whole(name, now=now, rail=[], **style_facts(now))
    data = ("中文", "青禾银行", "金川银行", "何玉山", "河湾分局反诈中心·夜班", "沈静", "值班员", "万", "止付")
    for quoted in (*re.findall(r'<p class="gb-say".*?</p>', html, re.S), *data, SAID):
        html = html.replace(quoted, "")
    html = re.sub(r"[\u4e00-\u9fff]\*[\u4e00-\u9fff]?", "", html)
    assert not CHINESE.findall(html)
