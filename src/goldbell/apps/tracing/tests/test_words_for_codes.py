"""Whatever a reader may say of a file or a row has words of ours in both languages; nothing is shown as the engine's own text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

import goldbell
from goldbell.adapters.statements import layouts, refusals
from goldbell.apps.tracing.wording import (
    FAILURES,
    LAYOUTS,
    ROW_REASONS,
    RULES,
    failure_words,
    reason,
    reason_words,
    row_reason,
)
from goldbell.engine.tracing import rules

READERS = Path(goldbell.__file__).parent / "adapters" / "statements"
#: Where the code stands among the arguments of what says that a cell or a row is not taken.
PLACES = {"CellRefused": 0, "SpoiltCell": 1, "Rejected": 1}


def codes() -> Iterator[str]:
    """Codes of refused rows and cells, as the readers' code names them."""
    for path in sorted(READERS.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACES:
                place = PLACES[node.func.id]
                if len(node.args) > place:
                    yield from (one.value for one in ast.walk(node.args[place]) if _is_word(one))


def _is_word(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_refused_row_is_said_in_both_languages() -> None:
    found = set(codes())
    assert len(found) > 15
    assert found - set(ROW_REASONS) == set()
    for code in found:
        with override("en"):
            assert str(row_reason(code, "原话")).isascii(), code


@pytest.mark.parametrize("failure", refusals.FileRefused.__subclasses__(), ids=lambda one: one.__name__)
def test_every_refused_file_is_said_in_both_languages(failure: type[refusals.FileRefused]) -> None:
    assert failure.code in FAILURES
    with override("en"):
        assert all(str(words).isascii() for words in failure_words(failure.code))


def test_layouts_and_rules_have_names_in_both_languages() -> None:
    assert {one.code for one in layouts()} == set(LAYOUTS)
    assert set(rules()) == set(RULES)
    with override("en"):
        assert all(str(word).isascii() for word in (*LAYOUTS.values(), *RULES.values()))


@pytest.mark.parametrize(
    ("kept", "chinese", "english"),
    [
        (reason("certain_all", "12.00"), "这 12.00 元都还在", "12.00 yuan"),
        (reason("certain_part", "12.00"), "至少 12.00 元", "at least 12.00 yuan"),
        (reason("mixed"), "先进先出", "first in, first out"),
        (reason("last_row", "2026-03-04T20:13:32+00:00"), "03-05 04:13:32", "03-05 04:13:32"),
        (reason("no_statement"), "还没有这个账户的流水", "statement"),
        (reason("balance_gaps", "3"), "3 处", "3 places"),
    ],
)
def test_a_kept_reason_is_said_in_the_readers_language(kept: str, chinese: str, english: str) -> None:
    assert chinese in reason_words(kept)
    with override("en"):
        assert english in reason_words(kept)
        assert reason_words(kept).isascii()


def test_what_an_officer_wrote_stays_as_written() -> None:
    for words in ("柜台认得取款人", "see: the recording", "last:row"):
        assert reason_words(words) == words
