"""Gold texts of four registers: what is found in them must not get worse, on the hand tuned on and on those kept back."""

import json

import pytest

from goldbell.engine.text.tests.gold import grammar
from goldbell.engine.text.tests.gold.measure import f1, gold, measure

#: patterns, words (names, organisations, apps, ways) and roles: the least F1 of each set.
LEAST = {
    "tuned": (0.995, 0.98, 0.99),
    "held": (0.99, 0.93, 0.965),
    "rough": (0.985, 0.915, 0.95),
    "late": (0.985, 0.98, 0.99),
    "last": (0.98, 0.93, 0.90),
}


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_elements_are_found_as_well_as_ever(name: str, least: tuple[float, float, float]) -> None:
    counts = measure(gold(name))
    got = tuple(round(f1(counts[key]), 4) for key in ("patterns", "words", "roles"))
    assert all(one >= floor for one, floor in zip(got, least, strict=True)), (name, got)


def test_the_gold_is_what_the_grammar_writes() -> None:
    for name in ("tuned", "held"):
        assert gold(name) == json.loads(json.dumps(list(grammar.texts(name))))


def test_gold_spans_hold_what_they_say() -> None:
    texts = [one for name in LEAST for one in gold(name)]
    assert len(texts) >= 650
    assert {one["register"] for one in texts} == {"statement", "dispatch", "call", "message"}
    for one in texts:
        for element in one["elements"]:
            assert one["text"][element["start"] : element["end"]].strip()
