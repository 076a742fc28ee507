"""Canaries for stories: cases with a secret in some disguise, and the ear that hears whether it came out."""
# ruff: noqa: E501 - tables of words are read by the line

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from goldbell.project.benches.text.canary_words import (
    BANKS,
    CARRIERS,
    CITIES,
    COMPOUND,
    ENGLISH,
    ESTATES,
    GIVEN,
    HOSPITALS,
    MINORITY,
    SCHOOLS,
    STREETS,
    SURNAMES,
    WORK,
)

_CN: Final = "零一二三四五六七八九"
_BANK_FORM: Final = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED: Final = "⓪①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True, slots=True)
class Canary:
    """A case with a secret: its kind, how it is disguised, and every form in which it must not be heard again."""

    text: str
    kind: str
    disguise: str
    secrets: tuple[str, ...]


def canaries(count: int, seed: int = 20) -> Iterator[Canary]:
    """So many cases, the same for the same seed; kinds and disguises in turn."""
    draw = random.Random(seed)  # noqa: S311 - made-up cases, no secrets
    for number in range(count):
        kind, make = _KINDS[number % len(_KINDS)]
        said, secrets, disguise = make(draw)
        yield Canary(draw.choice(CARRIERS).format(said), kind, disguise, tuple(secrets))


def leaks(canary: Canary, story: str) -> list[str]:
    """The secrets that can still be read in a story, whatever stands between their signs."""
    heard = _bare(story)
    digits = _as_digits(story)
    found = [one for one in canary.secrets if _bare(one) and _bare(one) in heard]
    return found + [one for one in canary.secrets if one.isdigit() and len(one) >= 4 and one in digits]


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\s·.\-_/|*~,，、\u200b\u2060\ufe0f\u20e3]", "", plain)


def _as_digits(text: str) -> str:
    table = {ord(sign): str(value) for signs in (_CN, _BANK_FORM) for value, sign in enumerate(signs)}
    table |= {ord("〇"): "0", ord("幺"): "1"}
    return re.sub(r"[^0-9]", "", _bare(text).translate(table))


def _name(draw: random.Random) -> tuple[str, list[str]]:
    surname = draw.choice(COMPOUND) if draw.random() < 0.3 else draw.choice(SURNAMES)
    given = draw.choice(GIVEN)
    return surname + given, [surname + given, *([given] if len(given) == 2 else [])]


_INTRODUCED: Final = (
    "我叫{0}", "报警人{0}（男，45岁）称", "受害人{0}，女", "户名{0}", "收款人：{0}的卡", "联系人是{0}", "对方叫{0}", "{0}先生给我打电话", "民警让{0}女士核实",
    "姓名：{0}", "嫌疑人{0}落网", "自称{0}的人加了我",
)  # fmt: skip


def _person(draw: random.Random) -> tuple[str, list[str], str]:
    name, secrets = _name(draw)
    disguise, dress = draw.choice(_NAME_DRESS)
    said = draw.choice(_INTRODUCED).format(dress(name, draw))
    if draw.random() < 0.4:
        said += f"，后来{name[-2:] if len(name) > 2 else name}很着急"
        if len(name) > 2:
            secrets.append(name[-2:])
    return said, secrets, disguise


def _plain_person(draw: random.Random) -> tuple[str, list[str], str]:
    surname, given = draw.choice(SURNAMES[:80]), draw.choice(GIVEN[:44])
    pattern = draw.choice(
        ("我和{}一起去了银行", "把钱转给了{}", "{}说可以帮我办贷款", "是{}介绍我进群的", "后来才知道{}也被骗了")
    )
    return pattern.format(surname + given), [surname + given], "in running text"


def _nickname(draw: random.Random) -> tuple[str, list[str], str]:
    surname, sign = draw.choice(SURNAMES[:60]), draw.choice("强伟芳娟丽军勇霞磊敏")
    name = draw.choice(
        (
            f"小{surname}",
            f"老{surname}",
            f"阿{sign}",
            f"{sign}哥",
            f"{sign}姐",
            f"{surname}总",
            f"{surname}某",
            f"{surname}某某",
            f"{surname}经理",
            f"{surname}姐",
        )
    )
    pattern = draw.choice(("{}让我先垫付", "我问{}能不能提现", "群主{}说稳赚", "认识了{}以后", "是{}拉我进群的"))
    return pattern.format(name), [name], "nickname"


def _shown(draw: random.Random) -> tuple[str, list[str], str]:
    name = draw.choice(
        ("静待花开", "云淡风轻888", "A财务小敏", "夜雨声烦", "Lucky_宝", "陇上行者", "向日葵的春天", "king丶")
    )
    return (
        draw.choice(("昵称“{}”的人加我", "微信名：{}", "网名叫{}", "群昵称为{}的管理员")).format(name),
        [name],
        "nickname shown",
    )


def _minority(draw: random.Random) -> tuple[str, list[str], str]:
    name = draw.choice(MINORITY)
    return draw.choice(("我叫{}", "受害人{}", "他给{}打了电话")).format(name), [name, *name.split("·")], "dotted"


def _english(draw: random.Random) -> tuple[str, list[str], str]:
    name = draw.choice(ENGLISH)
    return (
        draw.choice(("网友{}说他在国外", "My name is {} and I live at 12 Baker Street", "对方叫{}")).format(name),
        [name, *(w for w in name.split() if len(w) > 3)],
        "english",
    )


def _digits(draw: random.Random, first: str, size: int) -> str:
    return first + "".join(draw.choice("0123456789") for _ in range(size - len(first)))


def _number(prefix: str, first: tuple[str, ...], size: int) -> Callable[[random.Random], tuple[str, list[str], str]]:
    def make(draw: random.Random) -> tuple[str, list[str], str]:
        number = _digits(draw, draw.choice(first), size)
        disguise, dress = draw.choice(_NUMBER_DRESS)
        return prefix.format(dress(number, draw)), [number, number[:6], number[-4:]], disguise

    return make


def _amount(draw: random.Random) -> tuple[str, list[str], str]:
    yuan = draw.choice(
        (draw.randrange(1_001, 9_999), draw.randrange(10_001, 999_999), draw.randrange(1_000_001, 99_999_999))
    )
    said = draw.choice(
        (
            f"{yuan}元",
            f"{yuan:,}元",
            f"{yuan / 10_000:.4f}万元",
            f"¥{yuan}.00",
            _chinese(yuan) + "元",
            f"{yuan}块钱",
            f"人民币{yuan}",
            f"{yuan} USDT",
        )
    )
    return f"被骗{said}", [str(yuan), f"{yuan:,}", f"{yuan / 10_000:.4f}", _chinese(yuan)], "amount"


def _chinese(number: int) -> str:
    if number >= 10_000:
        return _chinese(number // 10_000) + "万" + (_chinese(number % 10_000) if number % 10_000 else "")
    out, unit = "", ("", "十", "百", "千")
    for place, digit in enumerate(reversed(str(number))):
        out = (_CN[int(digit)] + unit[place] if digit != "0" else "零") + out
    return re.sub("零+", "零", out).strip("零")


def _date(draw: random.Random) -> tuple[str, list[str], str]:
    year, month, day, hour, minute = (
        draw.randrange(2019, 2027),
        draw.randrange(1, 13),
        draw.randrange(1, 29),
        draw.randrange(24),
        draw.randrange(10, 60),
    )
    said = draw.choice(
        (
            f"{year}年{month}月{day}日{hour}时{minute}分",
            f"{year}-{month:02d}-{day:02d} {hour:02d}:{minute}",
            f"{year}/{month}/{day}",
            f"{month}月{day}号晚上{hour % 12 + 1}点{minute}",
            f"{_year(year)}年{_chinese(month)}月{_chinese(day)}日",
            f"{year}.{month:02d}.{day:02d}",
        )
    )
    return (
        f"{said}接到电话",
        [said, f"{year}年", f"{month}月{day}", f"{_year(year)}年", f"{_chinese(month)}月{_chinese(day)}"],
        "date",
    )


def _year(year: int) -> str:
    return "".join(_CN[int(digit)] for digit in str(year)).replace("零", "〇")


def _age(draw: random.Random) -> tuple[str, list[str], str]:
    age = draw.randrange(16, 88)
    said = draw.choice((f"{age}岁", f"{age}周岁", f"现年{age}岁", f"{_chinese(age)}岁"))
    return (
        f"我今年{said}了，是家里老大",
        [f"{age}岁", str(age), f"{_chinese(age)}岁"] if age % 10 else [f"{age}岁", str(age)],
        "age",
    )


def _address(draw: random.Random) -> tuple[str, list[str], str]:
    city, street, estate = draw.choice(CITIES), draw.choice(STREETS), draw.choice(ESTATES)
    block, unit, room = draw.randrange(2, 40), draw.randrange(1, 5), draw.randrange(101, 3304)
    said = draw.choice(
        (
            f"{city}{street}{block}号{estate}{block}栋{unit}单元{room}室",
            f"{city}{estate}{block}号楼{room}",
            f"{street}{estate}{_chinese(block)}栋{unit}单元",
            f"{city}{street}",
        )
    )
    secrets = [part for part in (city[:2], street, estate) if part in said]
    return (
        draw.choice(("我住在{}", "家住{}", "在{}取的现金", "快递寄到{}")).format(said),
        [*secrets, f"{room}室", f"{block}栋", f"{block}号"],
        "address",
    )


def _named(prefix: str, names: tuple[str, ...]) -> Callable[[random.Random], tuple[str, list[str], str]]:
    def make(draw: random.Random) -> tuple[str, list[str], str]:
        name = draw.choice(names)
        return prefix.format(name), [name, name[:4]], "organisation"

    return make


def _plate(draw: random.Random) -> tuple[str, list[str], str]:
    tail = "".join(draw.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(draw.choice((5, 6))))
    head = draw.choice("甘京沪川陕青新") + draw.choice("ABCDE")
    return (
        f"开着{draw.choice((head + tail, f'{head}·{tail}', f'{head} {tail}', f'{head[0]} {head[1]} {tail}'))}来取钱",
        [head + tail, tail],
        "plate",
    )


def _url(draw: random.Random) -> tuple[str, list[str], str]:
    host = "".join(draw.choice("abcdefghkmnpqrstuvwxyz0123456789") for _ in range(8))
    end = draw.choice((".com", ".vip", ".top", ".cc", ".xyz"))
    said = draw.choice(
        (
            f"https://www.{host}{end}/x?id={host}",
            f"{host}{end}",
            f"hxxp://{host}[.]{end[1:]}",
            f"w w w . {host} {end}",
            f"{host}@mail{end}",
            f"二维码内容：weixin://wxpay/bizpayurl?pr={host}",
        )
    )
    return f"让我打开{said}", [host], "url"


def _wechat(draw: random.Random) -> tuple[str, list[str], str]:
    name = draw.choice("abcdefgh") + "".join(draw.choice("abcdefghkmnp0123456789_") for _ in range(9))
    return (
        draw.choice((f"微信{name}", f"薇信：{name}", f"加V {name}", f"wx号是{name}", f"TG @{name}")),
        [name],
        "wechat",
    )


def _separated(sign: str) -> Callable[[str, random.Random], str]:
    return lambda text, draw: sign.join(text)


def _signs(signs: str) -> Callable[[str, random.Random], str]:
    return lambda text, draw: "".join(signs[int(one)] for one in text)


def _mixed(text: str, draw: random.Random) -> str:
    return "".join(draw.choice((one, _CN[int(one)], _CIRCLED[int(one)], chr(0xFF10 + int(one)))) for one in text)


def _grouped(text: str, draw: random.Random) -> str:
    return draw.choice((" ", "-", ".", "—", " - ")).join(text[at : at + 4] for at in range(0, len(text), 4))


_NUMBER_DRESS: Final = (
    ("as it is", lambda text, draw: text), ("grouped", _grouped), ("spaced", _separated(" ")), ("dotted", _separated(".")),
    ("chinese", _signs(_CN)), ("bank form", _signs(_BANK_FORM)), ("circled", _signs(_CIRCLED)), ("mixed", _mixed),
    ("full width", lambda text, draw: "".join(chr(0xFF10 + int(one)) for one in text)),
    ("zero width", _separated("\u200b")), ("keycaps", lambda text, draw: "".join(f"{one}\ufe0f\u20e3" for one in text)),
    ("listed", _separated("、")), ("mathematical", lambda text, draw: "".join(chr(0x1D7CE + int(one)) for one in text)),
    ("as said on the phone", lambda text, draw: "".join("洞幺两三四五六拐八勾"[int(one)] for one in text)),
    ("chinese, spaced", lambda text, draw: " ".join(_CN[int(one)] for one in text)),
    ("broken by slashes", _separated("/")), ("underlined", _separated("_")),
)  # fmt: skip
_NAME_DRESS: Final = (
    ("as it is", lambda name, draw: name), ("as it is", lambda name, draw: name), ("spaced", lambda name, draw: " ".join(name)),
    ("zero width", lambda name, draw: "\u200b".join(name)), ("dotted", lambda name, draw: "·".join(name)), ("dashed", lambda name, draw: "-".join(name)),
)  # fmt: skip
_KINDS: Final = (
    ("person", _person), ("person", _person), ("person in running text", _plain_person), ("nickname", _nickname), ("nickname shown", _shown),
    ("dotted name", _minority), ("english name", _english), ("phone", _number("电话{}打给我", ("13", "15", "18", "19"), 11)),
    ("bank card", _number("转到{}", ("6222", "6217", "6230", "6228"), 19)), ("id number", _number("身份证{}", ("620102", "110105"), 18)),
    ("qq", _number("加扣扣{}", ("2", "5", "9"), 9)), ("parcel", _number("单号{}", ("75", "43"), 13)), ("landline", _number("0931-{}来电", ("8", "4"), 7)),
    ("amount", _amount), ("date", _date), ("age", _age), ("address", _address), ("address", _address),
    ("school", _named("孩子在{}上学", SCHOOLS)), ("workplace", _named("我在{}上班", WORK)), ("hospital", _named("在{}住院", HOSPITALS)),
    ("bank branch", _named("到{}取了钱", BANKS)), ("plate", _plate), ("url", _url), ("wechat", _wechat),
)  # fmt: skip
