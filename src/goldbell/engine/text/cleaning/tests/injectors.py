"""Noise makers (注入器), written apart from the steps: they know how texts get dirty, not how they are cleaned."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from pypinyin import Style, pinyin

HANZI = re.compile("[一-鿿]")
BRACKETS = ("()", "（）", "[]", "【】", "〔〕", "{}", "<>", "《》", "「」", "『』")
STYLES = {"plain": Style.NORMAL, "marked": Style.TONE, "numbered": Style.TONE3, "bopomofo": Style.BOPOMOFO}
Noise = Callable[[str, Random], str]


def _reading(character: str, style: str, random: Random) -> str:
    several = random.random() < 0.1
    return random.choice(pinyin(character, style=STYLES[style], heteronym=several)[0])


def readings(style: str, density: float, form: str = "{open}{reading}{close}", times: tuple[int, ...] = (1,)) -> Noise:
    """Behind each character, with this chance, its reading in a random bracket; sometimes a rarer reading of it."""

    def strew(text: str, random: Random) -> str:
        def behind(match: re.Match[str]) -> str:
            if random.random() >= density:
                return match[0]
            said = _reading(match[0], style, random)
            group = ""
            for _ in range(random.choice(times)):
                opening, closing = random.choice(BRACKETS)
                group += form.format(open=opening, close=closing, reading=said, apart=" ".join(said))
            return match[0] + group

        return HANZI.sub(behind, text)

    return strew


def sprinkle(sign: str, density: float) -> Noise:
    """A sign nobody sees behind any character, with this chance."""
    return lambda text, random: "".join(one + sign * (random.random() < density) for one in text)


def between(sign: str, density: float) -> Noise:
    """A sign between two characters, with this chance."""
    return lambda text, random: re.sub(
        "(?<=[一-鿿])(?=[一-鿿])", lambda _: sign if random.random() < density else "", text
    )


def digits(signs: str) -> Noise:
    """Every digit as another kind of digit."""
    table = str.maketrans(dict(zip("0123456789", signs.split(), strict=True)))
    return lambda text, random: text.translate(table)


def wide(text: str, random: Random) -> str:
    """Digits and letters full-width."""
    return re.sub("[0-9A-Za-z]", lambda match: chr(ord(match[0]) + 0xFEE0), text)


NOISES: dict[str, tuple[Noise, float]] = {
    **{
        f"{style} {density}": (readings(style, density), least)
        for style in STYLES
        for density, least in ((0.05, 0.7), (0.2, 0.85), (0.6, 0.95), (1.0, 0.95))
    },
    "doubled": (readings("plain", 0.3, times=(1, 2, 3)), 0.9),
    "blank inside": (readings("plain", 0.3, "{open} {reading} {close}"), 0.9),
    "blank around": (readings("plain", 0.3, " {open}{reading}{close} "), 0.9),
    "letters apart": (readings("plain", 0.3, "{open}{apart}{close}"), 0.9),
    "bare": (readings("plain", 0.3, "{reading}"), 0.85),
    "bare marked": (readings("marked", 0.3, "{reading}"), 0.85),
    **{
        f"sprinkle {ord(sign):x}": (sprinkle(sign, 0.2), 1.0)
        for sign in "\u200b\u200d\ufeff\u2060\u00ad\u202e\ufe0f\u180e"
    },
    **{f"between {sign}": (between(sign, 0.4), 0.7) for sign in "*_^★"},
    "wide": (wide, 1.0),
    "bold": (digits("𝟎 𝟏 𝟐 𝟑 𝟒 𝟓 𝟔 𝟕 𝟖 𝟗"), 1.0),
}
