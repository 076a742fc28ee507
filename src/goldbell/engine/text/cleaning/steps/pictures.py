"""Pictures inside words (表情代字): 赚💰 is 赚钱, 银行💳 is 银行卡; a picture beside a word stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.lexicon import in_word, pictures
from goldbell.engine.text.cleaning.readings import HANZI

PICTURE: Final = "picture"
_BEFORE: Final = re.compile(rf"[{HANZI}]{{1,6}}\Z")
_AFTER: Final = re.compile(rf"[{HANZI}]{{0,6}}")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, pictures()), key=len, reverse=True)))


def _propose(text: str) -> Iterator[Change]:
    for match in _pattern().finditer(text):
        run = _BEFORE.search(text, max(0, match.start() - 6), match.start())
        behind = _AFTER.match(text, match.end())
        before, after = run[0] if run else "", behind[0] if behind else ""
        for reading in pictures()[match[0]]:
            if in_word(before, reading, after, longer=True):
                yield Change(match.start(), match.end(), reading, PICTURE)
                break


STEP = Step(
    name="pictures",
    rank=65,
    propose=_propose,
    whys={PICTURE: ("表情代替的字", "Picture in place of a character")},
    samples=(
        Sample("在家赚💰", "在家赚钱", (("💰", "钱", PICTURE),)),
        Sample("银行💳给我", "银行卡给我", (("💳", "卡", PICTURE),)),
        Sample("杀🐷盘", "杀猪盘", (("🐷", "猪", PICTURE),)),
        Sample("加微❤️", "加微信", (("❤️", "信", PICTURE),)),
        Sample("二维🐎", "二维码", (("🐎", "码", PICTURE),)),
    ),
    near_misses=("微信❤️", "打电话📞", "好多💰💰", "养了一匹🐎", "🐧馆", "加油🚗", ""),
)
