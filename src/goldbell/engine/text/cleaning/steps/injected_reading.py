"""Readings strewn behind characters (注入的拼音): 公(gong)安 is 公安, 电(dian)(dian) is 电; a gloss such as 腾讯(Tencent) stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.readings import HANZI
from goldbell.engine.text.cleaning.strewn import Group, groups
from goldbell.engine.text.cleaning.weighing import strewn_groups

INJECTED: Final = "injected_reading"
_BLANK: Final = re.compile(f"(?<=[{HANZI}]) (?=[{HANZI}])")
_MARKS: Final = tuple("，。！？；：、）》”")


def _propose(text: str) -> Iterator[Change]:
    going = strewn_groups(text, groups(text))
    takes_space = _blanks_came_too(text, [group for group in going if not group.bare])
    for group in going:
        yield Change(group.start, group.end + (group.spaced and takes_space and not group.bare), "", INJECTED)


def _blanks_came_too(text: str, going: list[Group]) -> bool:
    """Whether the blanks behind came with the readings: where Chinese has none, and this text has none elsewhere."""
    telling = [group for group in going if group.inside or group.after[:1] in _MARKS]
    before = sum(text[group.start].isspace() for group in going)
    if not telling:
        return before == len(going)
    spaced = sum(group.spaced for group in telling)
    if spaced < 0.6 * len(telling):
        return False
    return 2 * before > len(going) or 4 * len(_BLANK.findall(text)) < spaced


STEP = Step(
    name="injected_reading",
    rank=40,
    propose=_propose,
    whys={INJECTED: ("插在字后的拼音", "Reading strewn behind a character")},
    samples=(
        Sample("城关公(gong)安分局", "城关公安分局", (("(gong)", "", INJECTED),)),
        Sample("电(dian)(dian)诈", "电诈", (("(dian)", "", INJECTED), ("(dian)", "", INJECTED))),
        Sample(
            "把钱转【zhuǎn】到安（ān）全『quán』账户",
            "把钱转到安全账户",
            (("【zhuǎn】", "", INJECTED), ("（ān）", "", INJECTED), ("『quán』", "", INJECTED)),
        ),
        Sample("请到公gong安an局", "请到公安局", (("gong", "", INJECTED), ("an", "", INJECTED))),
        Sample(
            "银行(yin hang)卡转账(zhuanzhang)给我",
            "银行卡转账给我",
            (("(yin hang)", "", INJECTED), ("(zhuanzhang)", "", INJECTED)),
        ),
        Sample("办理贷(ㄉㄞˋ)款", "办理贷款", (("(ㄉㄞˋ)", "", INJECTED),)),
        Sample(
            "银 (yin) 行 (xing) 绿 (lv4) 色 (SE) 通道",
            "银行绿色通道",
            (
                (" (yin) ", "", INJECTED),
                (" (xing) ", "", INJECTED),
                (" (lv4) ", "", INJECTED),
                (" (SE) ", "", INJECTED),
            ),
        ),
    ),
    near_misses=(
        "腾讯(Tencent)",
        "国内生产总值(GDP)",
        "重量(kg)",
        "速度(m/s)",
        "苹果(AAPL)",
        "选项(a)和(b)",
        "李明(Li Ming)来了",
        "狼居胥（xū），赢得仓皇北顾",
        "君子哉蘧(qu2)伯玉",
        "妈(mā)、麻(má)、马(mǎ)、骂(mà)",
        "单(shàn)县位于山东",
        "使用微信(Weixin)和支付宝(Zhifubao)",
        "爱ai",
        "华为huawei手机",
        "打开百度baidu.com",
        "床(chuáng)前(qián)明(míng)月(yuè)光(guāng)，疑(yí)是(shì)地(dì)上(shàng)霜(shuāng)。举(jǔ)头(tóu)望(wàng)明(míng)月(yuè)，低(dī)头(tóu)思(sī)故(gù)乡(xiāng)。",
        "拼音练习：我(wǒ)是(shì)中(zhōng)国(guó)人(rén)",
        "",
    ),
)
