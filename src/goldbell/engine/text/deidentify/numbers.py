"""Numbers in every dress (数字): dates, clocks, ages, amounts, plates, account numbers, whatever a digit can be part of.

Nothing with a digit in it is told: sums become rounded words, dates 近日, ages a decade, the rest some number.
"""
# ruff: noqa: E501 - tables of words are read by the line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.amounts import parse_amount
from goldbell.engine.text.deidentify.contracts import Finding
from goldbell.engine.text.numerals import number_at

_CN: Final = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿卅幺"
_ANY: Final = f"0-9{_CN}"
_N: Final = rf"[{_ANY}][{_ANY}.]{{0,8}}"
_PART: Final = "凌晨|清晨|早上|早晨|今早|上午|中午|午后|下午|傍晚|晚上|今晚|昨晚|当晚|夜里|深夜|半夜"
_WEEK: Final = r"(?:上上|上|下|这|本)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天](?!天)"
_FEASTS: Final = (
    "春节|元宵节?|清明节?|端午节?|七夕|中秋节?|重阳节?|国庆节?|元旦|五一|除夕|大年[初三二一]+|小年夜|劳动节|儿童节|妇女节|情人节|圣诞节?|"
    "平安夜|立春|冬至|夏至|正月|腊月|冬月|闰[一二三四五六七八九十]*月|初[一二三四五六七八九十]|农历|阴历|阳历|公历|中元节|母亲节|父亲节|教师节"
)
_DATE: Final = re.compile(
    rf"(?:公元|农历|阴历)?(?:[0-9]{{2,4}}|[0-9〇零一二三四五六七八九]{{2,4}}) ?年(?:{_N} ?月(?:份)?)?(?:初|中旬|上旬|下旬|底|末)?(?:{_N} ?[日号](?!楼|院|线|店|码))?(?:出生|生(?=[，。,人]))?"
    rf"|{_N} ?月(?:份|初|中旬|上旬|下旬|底|末)?(?:{_N} ?[日号]?(?!楼|院|线|店|码|元|块|万))?"
    r"|[0-9]{2,4}[./\-][0-9]{1,2}[./\-][0-9]{1,4}"
    rf"|{_N} ?[日号](?!楼|院|线|店|码|门|机|房|桌|铺)"
    rf"|{_WEEK}|{_FEASTS}|大?前天|昨天|昨日|前日"
)
_CLOCK: Final = re.compile(
    rf"(?:(?P<part>{_PART}) ?)?(?:[0-9]{{1,2}} ?[:：] ?[0-9]{{2}}(?: ?[:：] ?[0-9]{{2}})?"
    rf"|[0-9]{{1,2}} ?[点时](?!间)(?: ?[{_ANY}]{{1,3}} ?分?(?: ?[{_ANY}]{{1,3}} ?秒)?|半|钟|许|整|多|左右|刻)*"
    rf"|(?P<few>[一二三四五六七八九十两]{{1,3}})[点时](?!间|建议|要求|原因)(?:[{_CN}]{{1,3}}分?|半|钟|许|整|多|左右|一刻|三刻)*)"
)
_AGE: Final = re.compile(
    rf"(?:年约|年近|现年|今年)?(?P<age>[0-9]{{1,3}}|[{_CN}]{{1,4}})(?:多|来|余|几)? ?(?:周?岁|years? old|yrs?\b)"
)
_BORN: Final = re.compile(
    rf"(?:[0-9]{{2,4}}|[{_CN}]{{2,4}}) ?(?:年生人?|后(?=[，。男女的小]))|属[鼠牛虎兔龙蛇马羊猴鸡狗猪](?!于)"
)
_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][ .·•\-]?[A-Za-z][ .·•\-]?(?:[A-Za-z0-9][ .·•\-]?){4,6}[学警挂港澳领]?"
)
_MONEY: Final = re.compile(
    rf"(?:[¥￥$€£] ?|人民币 ?|RMB ?|USD ?|HK\$ ?)?(?P<sum>(?:近|约|大约|将近|超过)?[{_ANY}][{_ANY},.]{{0,18}}(?:多|余|几)?[万亿千百]?)"
    r" ?(?P<unit>元钱|元人民币|块钱|美元|美金|欧元|英镑|港币|港元|日元|韩元|泰铢|澳元|加元|新台币|卢布|元|圆|块(?!头|砖|表|地|儿)|"
    r"[Uu](?:SDT|sdt)?(?![A-Za-z])|USDT|usdt|USD|usd|dollars?|yuan|RMB|rmb|[角毛]|分钱|[wWkK](?![A-Za-z]))(?:整|正)?(?:[{0}]{{1,2}}[角毛分]?)*".replace(
        "{0}", _ANY
    )
    .replace("{{", "{")
    .replace("}}", "}")
)
_SIGNED: Final = re.compile(r"[¥￥$€£] ?[0-9][0-9,.]{0,18} ?[万亿千百kKwWmM]?")
#: A row of digits, also with signs between them: 1-3-9, 一、三、九, 幺三九.
_ROW: Final = re.compile(
    r"[0-9〇零一二三四五六七八九幺洞拐勾两](?:[^\w\n]{0,3}[0-9〇零一二三四五六七八九幺洞拐勾两]){3,80}"
)
_DIGITS: Final = re.compile(r"[0-9](?:[0-9]|[ ,.\-*xX/:]{1,2}(?=[0-9])){0,200}")
_NUMERAL_RUN: Final = re.compile(rf"[{_CN}]{{2,60}}")
_WORDS_OF_NUMERALS: Final = re.compile(
    r"千万(?=别|不|要|注意|小心|莫)|万一|一一|百万(?=保障|医疗|保险)|三三两两|七七八八|一万个|十万火急|九九八十一"
)
_STEPS: Final = (
    (10, "几"), (20, "十几"), (100, "几十"), (200, "百余"), (1_000, "数百"), (2_000, "上千"), (10_000, "数千"), (20_000, "上万"),
    (100_000, "数万"), (200_000, "十余万"), (1_000_000, "数十万"), (2_000_000, "上百万"), (10_000_000, "数百万"),
    (20_000_000, "上千万"), (100_000_000, "数千万"), (200_000_000, "上亿"),
)  # fmt: skip
_DECADES: Final = "零十二三四五六七八九"


def find_numbers(text: str) -> Iterator[Finding]:
    """Everything with a number in it, with what is told instead. Findings may overlap; the longer counts."""
    for match in _PLATE.finditer(text):
        yield Finding(*match.span(), "plate", "某车牌号")
    for match in _AGE.finditer(text):
        yield Finding(*match.span(), "age", age_band(match["age"]))
    for match in _BORN.finditer(text):
        yield Finding(*match.span(), "age", "")
    for match in _MONEY.finditer(text):
        yield Finding(*match.span(), "amount", rounded(match["sum"], match["unit"]))
    for match in _SIGNED.finditer(text):
        yield Finding(*match.span(), "amount", "若干钱款")
    yield from _times(text)
    for match in _ROW.finditer(text):
        yield Finding(*match.span(), "number", "某号码")
    for match in _DIGITS.finditer(text):
        digits = sum(sign.isdigit() for sign in match.group())
        yield Finding(*match.span(), "number", "某号码" if digits > 4 else "若干")
    for match in _NUMERAL_RUN.finditer(text):
        if not _WORDS_OF_NUMERALS.match(text, match.start()):
            yield Finding(
                *match.span(), "number", rounded(match.group(), "") if match.group()[-1] in "十百千万亿" else "若干"
            )


def _times(text: str) -> Iterator[Finding]:
    for match in _DATE.finditer(text):
        yield Finding(*match.span(), "date", "近日")
    for match in _CLOCK.finditer(text):
        few, part = match["few"], match["part"]
        if few == "一" and not part and match.group()[-1] not in "半钟多分刻":
            continue  # 一点: a little
        yield Finding(*match.span(), "date", part if part and "昨" not in part else "某时")


def age_band(said: str) -> str:
    """An age as a decade: 三十多岁; under eighteen 未成年, from eighty 高龄."""
    number = number_at(said, 0)
    years = int(number.value) if number is not None and number.value is not None else 0
    if not 0 < years < 130:
        return "成年"
    if years < 18:
        return "未成年"
    return "高龄" if years >= 80 else "十八九岁" if years < 20 else f"{_DECADES[years // 10]}十多岁"


def rounded(said: str, unit: str = "元") -> str:
    """A sum in words that fit many: 近五万 → 数万元, 1.2万 → 上万元."""
    foreign = (
        unit if unit in ("美元", "美金", "欧元", "英镑", "港币", "港元", "日元", "韩元", "泰铢", "澳元", "加元") else ""
    )
    tail = foreign or ("虚拟币" if unit.upper() in ("U", "USDT") else "元" if unit else "")
    factor = {"w": 10_000, "k": 1_000}.get(unit.lower(), 1) if len(unit) == 1 else 1
    fen = parse_amount(f"{said.replace(',', '')}元")
    if fen is None or unit in ("角", "毛", "分钱"):
        return f"若干{tail}"
    return rounded_fen(fen * factor, tail)


def rounded_fen(fen: int, tail: str = "元") -> str:
    """A sum in fen in words that fit many."""
    yuan = fen // 100
    return next((word for limit, word in _STEPS if yuan < limit), "数亿") + tail
