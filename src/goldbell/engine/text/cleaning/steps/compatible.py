"""Characters by another code (部首、兼容汉字): the radical ⼈ is the character 人, as pages and PDF files give it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step

COMPATIBLE: Final = "other_code"
_OTHER: Final = re.compile("[\u2f00-\u2fd5\uf900-\ufa6d\ufa70-\ufad9\U0002f800-\U0002fa1d]")
_SUPPLEMENT: Final = dict(
    zip(
        "⺅⺘⺡⺮⻊⻋⻓⻔⻘⻚⻛⻜⻝⻢⻥⻦⻩⻬⻮⻰⺝⺟⻅⻆⻉⺠",
        "亻扌氵竹足车长门青页风飞食马鱼鸟黄齐齿龙月母见角贝民",
        strict=True,
    )
)
_RARE: Final = re.compile("[" + "".join(_SUPPLEMENT) + "]")


def _propose(text: str) -> Iterator[Change]:
    changes = [
        Change(match.start(), match.end(), plain, COMPATIBLE)
        for match in _OTHER.finditer(text)
        if (plain := unicodedata.normalize("NFKC", match[0])) != match[0]
    ]
    changes += [Change(one.start(), one.end(), _SUPPLEMENT[one[0]], COMPATIBLE) for one in _RARE.finditer(text)]
    return iter(sorted(changes, key=lambda change: change.start))


STEP = Step(
    name="compatible",
    rank=15,
    propose=_propose,
    plain=True,
    whys={COMPATIBLE: ("同一个字的另一个编码", "Another code of the same character")},
    samples=(
        Sample("⽀付宝⽤户", "支付宝用户", (("⽀", "支", COMPATIBLE), ("⽤", "用", COMPATIBLE))),
        Sample("⻋票和\uf90a子", "车票和金子", (("⻋", "车", COMPATIBLE), ("\uf90a", "金", COMPATIBLE))),
    ),
    near_misses=("支付宝用户", "金子", "﨑", "亻字旁", ""),
)
