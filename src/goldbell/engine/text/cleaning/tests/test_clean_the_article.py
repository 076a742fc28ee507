"""The page that an analyst really pasted: every strewn reading goes, nothing else changes, and the way back is exact."""

from pathlib import Path

from goldbell.engine.text import clean, restore

SAMPLES = Path(__file__).parent / "samples"
RAW = (SAMPLES / "article.txt").read_text("utf-8")


def test_all_456_readings_go_and_nothing_else() -> None:
    cleaned = clean(RAW)
    assert cleaned.text == (SAMPLES / "article.traditional.txt").read_text("utf-8")
    assert len(cleaned.edits) == 456
    assert {edit.why for edit in cleaned.edits} == {"injected_reading"}


def test_the_page_comes_back_as_received() -> None:
    cleaned = clean(RAW)
    assert restore(cleaned.text, cleaned.edits) == RAW
    assert clean(cleaned.text).edits == ()
