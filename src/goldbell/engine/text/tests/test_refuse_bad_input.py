"""What the reader refuses, with a clear message: too long, not text, a moment without a zone."""

from datetime import datetime

import pytest

from goldbell.engine.text import MAX_CHARACTERS, NaiveReadingMoment, NotText, TextTooLong, find_elements


def test_empty_text_holds_nothing() -> None:
    assert find_elements("", at=None) == ()


def test_fifty_megabytes_are_refused_at_once() -> None:
    with pytest.raises(TextTooLong) as refused:
        find_elements("转" * 17_000_000, at=None)
    assert str(MAX_CHARACTERS) in str(refused.value)


def test_bytes_are_refused() -> None:
    with pytest.raises(NotText):
        find_elements(b"\xff\xfe\x00", at=None)  # type: ignore[arg-type]


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(NaiveReadingMoment):
        find_elements("昨天", at=datetime(2026, 11, 21))


def test_binary_read_as_text_does_not_upset_it() -> None:
    find_elements(bytes(range(256)).decode("latin-1") * 200, at=None)
    find_elements(bytes(range(256)).decode("utf-8", "surrogateescape") * 200, at=None)
