"""Numbers written digit by digit in bank-form characters (大写数字): 贰零贰贰年 is 2022年; an amount (壹万贰仟元) stays as it is.

Amounts in bank form are how contracts and receipts write them, and the amount grammar reads them; only runs without a
magnitude, which no receipt has, are turned into digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step

BANK_DIGITS: Final = "bank_digits"
_VALUE: Final = dict(zip("零〇壹贰貳弍叁參叄弎肆伍陆陸柒捌玖", "00122233334566789", strict=True))
_SURE: Final = "壹贰貳弍叁參叄弎肆柒捌玖"
_SIGNS: Final = "".join(_VALUE)
_RUN: Final = re.compile(rf"[{_SIGNS}0-9]++")
_TELLING: Final = re.compile(f"[{_SURE}]")
_MAGNITUDE: Final = re.compile("[拾佰仟十百千万萬亿億元圆圓角分整厘]")
_COUNTED: Final = re.compile(
    r"[年月日号號人起个個条條次名位岁歲点點时時楼场場家天周级級届%％]|[.\-/:][0-9零壹贰叁肆伍陆柒捌玖]"
)
_LINKED: Final = re.compile(r"[0-9零壹贰叁肆伍陆柒捌玖][.\-/:]\Z")


def _propose(text: str) -> Iterator[Change]:
    if _TELLING.search(text) is None:
        return
    for run in _RUN.finditer(text):
        if _TELLING.search(run[0]) is None:
            continue
        plain = "".join(_VALUE.get(sign, sign) for sign in run[0])
        if len(plain) > 1 and _is_number(text, run, plain):
            yield Change(run.start(), run.end(), plain, BANK_DIGITS)


def _is_number(text: str, run: re.Match[str], plain: str) -> bool:
    before, after = text[max(0, run.start() - 2) : run.start()], text[run.end() : run.end() + 2]
    if _MAGNITUDE.match(after) or _MAGNITUDE.match(before[-1:]) or (len(plain) > 3 and plain in "01234567890"):
        return False
    if _COUNTED.match(after) or _LINKED.search(before):
        return True
    sure = sum(sign in _SURE for sign in run[0])
    return len(plain) > 3 and (sure > 1 or any(sign.isascii() for sign in run[0]))


STEP = Step(
    name="bank_digits",
    rank=32,
    propose=_propose,
    whys={BANK_DIGITS: ("大写数字逐位写的号码", "Number in bank-form digits")},
    samples=(
        Sample("贰零贰贰年以来", "2022年以来", (("贰零贰贰", "2022", BANK_DIGITS),)),
        Sample("加QQ壹叁伍贰玖贰", "加QQ135292", (("壹叁伍贰玖贰", "135292", BANK_DIGITS),)),
        Sample("1叁捌0013捌000", "13800138000", (("1叁捌0013捌000", "13800138000", BANK_DIGITS),)),
        Sample("下降伍肆.陆柒%", "下降54.67%", (("伍肆", "54", BANK_DIGITS), ("陆柒", "67", BANK_DIGITS))),
    ),
    near_misses=(
        "人民币壹万贰仟元整",
        "壹贰叁肆伍陆柒捌玖拾",
        "壹佰伍拾元",
        "壹基金",
        "放肆",
        "伍先生和陆女士",
        "叁个月",
        "大写：零壹贰叁肆伍陆柒捌玖",
        "壹元",
        "",
    ),
)
