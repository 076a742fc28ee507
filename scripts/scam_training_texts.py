"""Texts from which the model of scam types learns: our own lines, our grammars, and open data given by path.

Every text has a source (a hand, a grammar, a data set). Measuring leaves one source out, so what is varied here keeps
the source of the text it was made of.
"""

from __future__ import annotations

import json
import random
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goldbell.engine.text import voicing
from goldbell.engine.text.scam_types.discovery import NONE, scam_types

FOLDER = Path(voicing.__file__).parent.parent / "scam_types"
#: A fraud whose type is not ours to say: it teaches fraud against none only.
FRAUD = "fraud"
#: How much a text counts beside one line written by hand.
DATA_WEIGHT, GRAMMAR_WEIGHT, VARIED_WEIGHT = 0.15, 0.3, 0.3
#: Friends' small talk: at more than this it makes every friendly English fraud look like none.
SMS_WEIGHT = 0.05
CALLS_A_KIND, SMS, GRAMMAR_TEXTS = 90, 300, 80
#: Kinds of call with a type of ours teach with more of their dialogues; as many as of the other kinds are measured.
TYPED_CALLS, TYPED_KINDS = 180, frozenset(("客服诈骗", "投资诈骗", "彩票诈骗", "绑架诈骗"))


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from. ``measured``: also counts when its source is left out (what was varied does not)."""

    text: str
    label: str
    source: str
    register: str
    lang: str
    weight: float
    measured: bool


def own_lines() -> Iterator[Text]:
    """The lines of every type's ``texts.jsonl``, in order."""
    for path in sorted(FOLDER.glob("*/texts.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield Text(row["text"], row["label"], row["source"], row["register"], row["lang"], 1.0, True)


def grammar_lines() -> Iterator[Text]:
    """What the grammars of the types make; measured never, for they are no independent source."""
    for code in sorted(set(voicing.voiced_codes()) & set(scam_types())):
        for made in voicing.voiced_texts(code, GRAMMAR_TEXTS, seed=0):
            yield Text(made.text, code, "grammar", made.register, "zh", GRAMMAR_WEIGHT, False)


def known_lines() -> Iterator[Text]:
    """What the room knows of each type: its stages and signs teach the type, what officers say teaches none."""
    for code, one in scam_types().items():
        matter = (*one.stages, *one.signs, *one.last_signals) if code != NONE else ()
        for label, sentences in ((code, matter), (NONE, (*one.questions, *one.dissuasion))):
            for sentence in sentences:
                for lang, text in (("zh", sentence.zh), ("en", sentence.en)):
                    yield Text(text, label, "definitions", "statement", lang, GRAMMAR_WEIGHT, False)


def calls(archive: Path) -> Iterator[Text]:
    """TeleAntiFraud's dialogues (Apache-2.0), a sample of each kind.

    Its kinds are not ours and partly wrong, so only what the words bear out gets a type: investment, lottery, ransom,
    customer service (a bank's too), and bank staff who do not call themselves so. Parcels, phishing and identity are
    fraud whose class the national table would decide case by case.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    with tarfile.open(archive) as tar:
        for member in sorted(
            (one for one in tar if one.isfile() and one.name.endswith(".jsonl")), key=lambda m: m.name
        ):
            stream = tar.extractfile(member)
            for line in stream or ():
                row = json.loads(line)
                said = [s for turn in zip_longest_turns(row["left"], row["right"]) for s in turn]
                kinds[row["fraud_type"]].append("\n".join(said))
    for kind, dialogues in sorted(kinds.items()):
        many = TYPED_CALLS if kind in TYPED_KINDS else CALLS_A_KIND
        chosen = random.Random(kind).sample(sorted(set(dialogues)), many)  # noqa: S311 – a repeatable sample
        for place, said_text in enumerate(chosen):
            label, measured = _type_of_call(kind, said_text), place < CALLS_A_KIND
            yield Text(said_text, label, "teleantifraud", "call", "zh", DATA_WEIGHT, measured)


def zip_longest_turns(left: list[str], right: list[str]) -> Iterator[tuple[str, ...]]:
    """Turns of a call in the order in which they were spoken."""
    for place in range(max(len(left), len(right))):
        yield (*left[place : place + 1], *right[place : place + 1])


def _type_of_call(kind: str, said: str) -> str:
    if not kind.endswith("诈骗") and kind != "身份盗窃":
        return NONE
    if kind == "投资诈骗":
        return "fake_investment"
    if kind == "彩票诈骗" or (kind == "绑架诈骗" and re.search("绑架|赎金", said)):
        return "other"
    if kind == "银行诈骗" and not re.search("客服|客户服务", said):
        return "other"
    return "fake_customer_service" if kind == "客服诈骗" else FRAUD


def short_messages(path: Path) -> Iterator[Text]:
    """UCI SMS Spam (CC BY 4.0): ham is none, spam that promises a prize is ``other``; adverts of services are left out."""
    ham, prizes = set(), set()
    for line in path.read_text("utf-8").splitlines():
        label, text = line.split("\t", 1)
        if label == "ham":
            ham.add(text)
        elif re.search(r"\b(won|prize|winner|awarded|claim)\b", text, re.IGNORECASE):
            prizes.add(text)
    chance = random.Random(4)  # noqa: S311 – a repeatable sample
    for label, texts in ((NONE, ham), ("other", prizes)):
        for text in chance.sample(sorted(texts), min(SMS, len(texts))):
            yield Text(text, label, "uci_sms", "message", "en", SMS_WEIGHT, True)


#: The same frame round frauds and round what is none, so that the form of a paper or a chat tells nothing of its matter.
_FRAMES_ZH = (
    "报警人称，{}", "接警：{}请民警处理。", "我跟你们说一下情况，{}", "{}我就是这个情况，麻烦你们了。", "群里有人发：{}",
    "【转】{}", "妈你看一下这个：{}", "您好。{}", "喂，{}", "经审理查明，{}", "2024年5月3日，{}", "本报讯 {}", "近日，{}",
    "求助帖：{}大家帮忙看看。", "受害人（女，34岁）到所反映：{}", "记录：{}以上情况属实。", "@所有人 {}", "据介绍，{}",
)  # fmt: skip
_FRAMES_EN = ("Hi, {}", "{} Please help.", "The caller said: {}", "FYI: {}", "From: service desk. {}")
_PARTS = re.compile(r"(?<=[。！？!?；，\n,.])")


def varied(texts: list[Text]) -> Iterator[Text]:
    """Each hand-written text once in a frame and, if it is long enough, once as a piece."""
    chance = random.Random(5)  # noqa: S311 – repeatable variation
    for one in texts:
        frame = chance.choice(_FRAMES_EN if one.lang == "en" else _FRAMES_ZH)
        yield _again(one, frame.format(one.text))
        parts = [part for part in _PARTS.split(one.text) if part.strip()]
        if len(parts) >= 4:
            first = chance.randrange(0, len(parts) // 3 + 1)
            yield _again(one, "".join(parts[first : first + max(2, len(parts) * 2 // 3)]))


def _again(one: Text, text: str) -> Text:
    return Text(text, one.label, one.source, one.register, one.lang, one.weight * VARIED_WEIGHT, False)
