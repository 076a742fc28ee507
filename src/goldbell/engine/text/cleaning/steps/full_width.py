"""Full-width digits and letters (全角): １８６００ is 18600; Chinese sentence marks stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step

FULL_WIDTH: Final = "full_width"
_WIDE: Final = "０-９Ａ-Ｚａ-ｚ"
#: Signs are folded with the letters and digits that they stand between, never as marks of a sentence.
_RUN: Final = re.compile(rf"[{_WIDE}](?:[{_WIDE}]|[．－＿／＠＋：％，＊＆＝＃](?=[{_WIDE}])|：／／|％(?![{_WIDE}]))*")
_PLAIN: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LIST_COMMA: Final = re.compile(r"(?<![０-９])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])")


def _propose(text: str) -> Iterator[Change]:
    for run in _RUN.finditer(text):
        start = run.start()
        for part in re.finditer("[^，]+|，", run[0]):
            if part[0] == "，":
                continue
            yield Change(start + part.start(), start + part.end(), part[0].translate(_PLAIN), FULL_WIDTH)


STEP = Step(
    name="full_width",
    rank=20,
    propose=_propose,
    plain=True,
    whys={FULL_WIDTH: ("全角写成半角", "Full-width made plain")},
    samples=(
        Sample(
            "手机１３８００１３８０００", "手机13800138000", (("１３８００１３８０００", "13800138000", FULL_WIDTH),)
        ),
        Sample("下载ＡＰＰ", "下载APP", (("ＡＰＰ", "APP", FULL_WIDTH),)),
        Sample("５４．６７％", "54.67%", (("５４．６７％", "54.67%", FULL_WIDTH),)),
    ),
    near_misses=("你好，请问！（在吗？）", "增长50％", "　　段首", "：", ""),
)
