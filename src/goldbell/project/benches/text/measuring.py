"""X1, X2, X3, X5, X6: cleaning, elements, types, the chain, stories."""

from __future__ import annotations

import random
from importlib import import_module
from pathlib import Path

from goldbell.engine import text
from goldbell.engine.text.deidentify import deidentify
from goldbell.project.benches.rows import Row, median, timed
from goldbell.project.benches.text import canaries as birds
from goldbell.project.benches.text.corpus import own_texts, stories
from goldbell.project.benches.text.hard_amounts import HARD

_TEXTS = 400


def cleaning(article: Path | None) -> list[Row]:
    """Characters cleaned per second on our own texts, edits in them (there should be next to none), and the way back."""
    told = [words for _, words in own_texts()]
    size = sum(map(len, told))
    spent = median(timed(lambda: [text.clean(words) for words in told], repeats=3))
    found = [text.clean(words) for words in told]
    back = all(text.restore(one.text, one.edits) == one.raw for one in found)
    rows = [
        Row(
            id="X1", work="characters cleaned per second, own texts", rows=size, ours_s=round(spent, 3), value=round(size / spent),
            target="≥ 200,000/s", conserved=back,
        ),
        Row(
            id="X1e", work="own texts with an edit", rows=len(told), value=sum(bool(one.edits) for one in found)
        ),
    ]  # fmt: skip
    noisy = _with_readings(stories(200))
    right = sum(text.clean(raw).text == plain for plain, raw in noisy)
    rows.append(
        Row(
            id="X1i",
            work="texts with injected readings made exact again",
            rows=len(noisy),
            value=round(right / len(noisy), 4),
            target="1",
        )
    )
    if article is not None:
        raw = article.read_text("utf-8")
        spent = median(timed(lambda: text.clean(raw)))
        cleaned = text.clean(raw)
        rows.append(
            Row(
                id="X1a", work="the article: edits; characters per second in ratio", rows=len(raw), ours_s=round(spent, 4),
                value=len(cleaned.edits), ratio=round(len(raw) / spent), conserved=text.restore(cleaned.text, cleaned.edits) == raw,
            )
        )  # fmt: skip
    return rows


def _with_readings(plain: object) -> list[tuple[str, str]]:
    """The same texts with the reading of one character in ten behind it in brackets."""
    from pypinyin import lazy_pinyin

    draw = random.Random(3)  # noqa: S311 - made-up noise
    made = []
    for _, words in plain:  # type: ignore[attr-defined]
        clean = text.clean(words).text
        raw = "".join(
            f"{sign}({lazy_pinyin(sign)[0]})" if "\u4e00" <= sign <= "\u9fff" and draw.random() < 0.1 else sign
            for sign in clean
        )
        made.append((clean, raw))
    return made


def elements() -> list[Row]:
    """The samples of every recogniser found whole, and the hard list of amounts, ours beside the peers'."""
    from datetime import datetime

    at = datetime.fromisoformat("2026-11-21T01:38:40+08:00")
    asked = [
        (kind, said, set(values))
        for kind, one in text.all_recognizers().items()
        for said, values in one.samples.items()
    ]
    right = sum(
        {e.value for e in text.find_elements(said, at=at) if e.kind == kind} >= values for kind, said, values in asked
    )
    rows = [
        Row(id="X2", work="samples of 22 kinds found", rows=len(asked), value=round(right / len(asked), 4), target="≥ .98"),
        Row(
            id="X2a", work="hard amounts right", rows=len(HARD), target="all",
            value=round(sum(text.parse_amount(said) == fen for said, fen in HARD) / len(HARD), 4),
        ),
    ]  # fmt: skip
    return rows + _amount_peers()


def _amount_peers() -> list[Row]:
    """The same list by number libraries, where they can be imported."""
    rows = []
    for name, reader in (("cn2an", _by_cn2an), ("jionlp", _by_jionlp)):
        try:
            import_module(name)
        except ImportError:
            continue
        right = sum(reader(said) == fen for said, fen in HARD) / len(HARD)
        rows.append(
            Row(
                id=f"X2{name[0]}",
                work=f"hard amounts right by {name}",
                rows=len(HARD),
                anchor=name,
                value=round(right, 4),
            )
        )
    return rows


def _by_cn2an(said: str) -> int | None:
    try:
        return int(import_module("cn2an").cn2an(said.rstrip("元块钱整"), "smart") * 100)
    except (ValueError, TypeError):
        return None


def _by_jionlp(said: str) -> int | None:
    try:
        return int(float(import_module("jionlp").parse_money(said)["num"]) * 100 + 0.5)
    except (ValueError, TypeError, KeyError):
        return None


def types() -> list[Row]:
    """Texts that the shipped model sorts right; it has seen them, so this is a floor of sanity and no measure of skill."""
    told = [(label, words) for label, words in own_texts() if len(words) > 10][::5]
    verdicts = [(label, text.classify(words)) for label, words in told]
    first = sum(bool(one.types) and one.types[0].code == label for label, one in verdicts)
    accepted = [(label, one) for label, one in verdicts if one.decision == "accept"]
    sure = sum(one.types[0].code == label for label, one in accepted)
    return [
        Row(id="X3s", work="own texts sorted right (seen in training)", rows=len(told), value=round(first / len(told), 4)),
        Row(
            id="X3a", work="of those accepted, right (seen in training)", rows=len(accepted),
            value=round(sure / max(len(accepted), 1), 4),
        ),
    ]  # fmt: skip


def chain() -> list[Row]:
    """Documents read per second by the whole chain in one process."""
    told = [words for _, words in stories(_TEXTS)]
    text.read(told[0])
    spent = median(timed(lambda: [text.read(words) for words in told], repeats=3))
    return [
        Row(
            id="X5", work="whole chain, documents per second a core", rows=len(told), ours_s=round(spent, 3),
            value=round(len(told) / spent, 1), target="≥ 200/s",
        )
    ]  # fmt: skip


def leak_test(count: int) -> list[Row]:
    """Cases with a secret in some disguise: in how many stories it can still be read."""
    cases = list(birds.canaries(count))
    heard: list[int] = []
    spent = timed(
        lambda: heard.append(sum(bool(birds.leaks(one, deidentify(one.text).text)) for one in cases)), repeats=1
    )[0]
    return [
        Row(id="X6", work="canaries heard in stories", rows=count, ours_s=round(spent, 2), value=heard[0], target="0")
    ]
