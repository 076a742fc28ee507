"""Amounts of money (金额), in fen."""

from __future__ import annotations

from collections.abc import Iterator

from goldbell.engine.text.amounts import FoundAmount, find_amounts
from goldbell.engine.text.elements import Candidate, Reading, Recognizer
from goldbell.engine.text.magnitudes import PHRASES

_UNIT = "写明了元或块"
_MAGNITUDE = "带亿、万、千、百"
_WORD = "前面说的是付钱"
_ABOUT = "约数，不是准数"
_LEAST = "只说了个范围，记的是低的一头，请问清"


def _find(reading: Reading) -> Iterator[Candidate]:
    for found in find_amounts(reading.folded):
        reasons = tuple(
            reason
            for reason, holds in (
                (_UNIT, found.with_unit),
                (_MAGNITUDE, found.magnitude >= 100),
                (_WORD, found.money_word),
                (_ABOUT, found.qualifier == "about"),
                (_LEAST, found.qualifier == "at_least"),
            )
            if holds
        )
        yield Candidate(str(found.fen), found.start, found.end, _confidence(found), reasons, None, found.qualifier)


def _confidence(found: FoundAmount) -> float:
    if found.with_unit:
        sure = 0.95
    elif found.magnitude >= 100:
        sure = 0.9 if found.money_word else 0.6
    else:
        sure = 0.8
    return {"about": round(sure - 0.1, 2), "at_least": 0.5}.get(found.qualifier or "", sure)


RECOGNIZER = Recognizer(
    kind="amount",
    label_zh="金额",
    label_en="Amount",
    find=_find,
    phrases={
        _UNIT: "Yuan is written out",
        _MAGNITUDE: "With a word for hundred, thousand or more",
        _WORD: "The words before speak of paying",
        _ABOUT: "About, not exact",
        _LEAST: "Only a range is said: the lower end, please ask",
        **PHRASES,
    },
    samples={
        "转了3万5": ("3500000",),
        "借了三千五": ("350000",),
        "被骗近十万": ("10000000",),
        "交了2千余元": ("200000",),
        "冻结1.42亿元": ("14200000000",),
        "返还资金170.1万元": ("170100000",),
        "充了8w": ("8000000",),
        "一点十三转49800到": ("4980000",),
        "一点二十三转九万八千二到": ("9820000",),
        "金额:49,800.00": ("4980000",),
        "壹万贰仟叁佰元整": ("1230000",),
        "一笔5万一笔3万": ("5000000", "3000000"),
        "先后转了5000、8000、12000元": ("500000", "800000", "1200000"),
        "转了五千六百四十二块三毛一": ("564231",),
        "手续费三块五。": ("350",),
        "先转两万，再转一千零五块": ("2000000", "100500"),
        "转了3.5个w": ("3500000",),
        "人民币伍万元整": ("5000000",),
        "被骗十几万": ("10000000",),
        "损失三四万块": ("3000000",),
        "花了万把块": ("1000000",),
        "要5万到6万": ("5000000",),
        "收3-5万元": ("3000000",),
        "被骗了五位数": ("1000000",),
    },
    near_misses=(
        "被骗XX万元",
        "转了3**00元",
        "转了*万元",
        "转了3X00元",
        "几万块钱",
        "三四个人",
        "买了内存256G的手机",
        "三万英尺",
        "花3000字写了检讨",
        "五位数密码",
        "5到6万人",
        "1楼到3楼",
        "百万保障",
        "千万不要转账",
        "万一被骗",
        "派出所29个",
        "安装275291人",
        "同比下降54.67%",
        "转了三次",
        "5000USDT",
        "一点二十三",
        "我打了96110",
        "打给110",
        "",
    ),
)
