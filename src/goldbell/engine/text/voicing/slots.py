"""What changes from victim to victim (槽位): amounts, dates, places, names – all made up.

Surnames come with 某, amounts are drawn, no number here could belong to anybody.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

_CHOICE = re.compile(r"\(([^()]{0,400})\)")
_SLOT = re.compile(r"\{(\w{1,20})\}")

_PLACES = ("家中", "宿舍", "单位", "店里", "出租屋内", "工地上", "厂里", "老家")
_VIDEOS = ("抖音", "快手", "短视频", "视频号", "小红书")
_CHATS = ("微信", "QQ", "企业微信", "一个聊天软件")
_APPS = ("云聚惠", "信达通", "易优选", "汇丰易投", "蓝鲸通", "安心盾", "速达宝", "星汇", "惠民通", "极光会议")
_GAMES = ("王者荣耀", "和平精英", "蛋仔派对", "原神", "梦幻西游", "穿越火线", "光遇", "英雄联盟")
_KIN = ("表哥", "侄子", "老同学", "战友", "孙子", "女儿", "同事", "外甥")
_PAYWAYS = ("微信", "支付宝", "手机银行", "扫码", "柜台")
_COINS = ("比特币", "USDT", "以太坊", "某交易所")
_SURNAMES = tuple("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻")
_JOBS = ("工人", "学生", "退休教师", "个体户", "会计", "外卖员", "家庭主妇", "护士", "货车司机", "务农", "程序员")
_TENS = ("", "十", "二十", "三十", "四十", "五十", "六十", "七十", "八十", "九十")
_ONES = tuple("零一二三四五六七八九")


def _amount(low: int, high: int) -> Callable[[Random], str]:
    """An amount somebody would say: rounder when larger, in digits, in 万 or in characters; the phrase adds the 元."""

    def draw(rng: Random) -> str:
        step = 1 if high <= 400 else 100 if rng.random() < 0.6 else 1
        value = int(low * (high / low) ** rng.random()) // step * step or low
        form = rng.random()
        if form < 0.6:
            return str(value)
        if form < 0.75:
            return f"{value:,}"
        if value >= 10_000:
            return f"{value // 1000 / 10:g}万"
        return f"{_ONES[value // 1000]}千" if value >= 1000 and value % 1000 < 100 else str(value)

    return draw


def _one_of(*choices: str) -> Callable[[Random], str]:
    return lambda rng: rng.choice(choices)


def _date(rng: Random) -> str:
    year, month, day = rng.randint(2021, 2026), rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice((f"{year}年{month}月{day}日", f"{year}-{month:02d}-{day:02d} ", f"{month}月{day}日"))


def _hour(rng: Random) -> str:
    hour = rng.randint(8, 22)
    return rng.choice(
        (f"{hour}时许", f"{hour}时{rng.randint(1, 59)}分", f"{hour}点左右", f"{hour}:{rng.randint(10, 59)}")
    )


def _age(rng: Random) -> str:
    age = rng.randint(16, 79)
    return str(age) if rng.random() < 0.6 else _TENS[age // 10] + (_ONES[age % 10] if age % 10 else "")


SLOTS: Mapping[str, Callable[[Random], str]] = {
    "tiny": _amount(12, 390),
    "small": _amount(400, 9_800),
    "amount": _amount(3_000, 900_000),
    "count": lambda rng: _ONES[rng.randint(3, 9)],
    "days": lambda rng: str(rng.randint(3, 60)),
    "date": _date,
    "hour": _hour,
    "age": _age,
    "place": _one_of(*_PLACES),
    "video": _one_of(*_VIDEOS),
    "chat": _one_of(*_CHATS),
    "app": _one_of(*_APPS),
    "game": _one_of(*_GAMES),
    "rel": _one_of(*_KIN),
    "payway": _one_of(*_PAYWAYS),
    "coin": _one_of(*_COINS),
    "surname": _one_of(*_SURNAMES),
    "job": _one_of(*_JOBS),
    "sex": _one_of("男", "女"),
}


def fill(phrase: str, rng: Random) -> str:
    """A phrase with every choice made and every slot filled."""
    chosen = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), phrase)
    return _SLOT.sub(lambda found: SLOTS[found[1]](rng), chosen)


def unfillable(phrase: str) -> str | None:
    """What in a phrase could not be filled: an unknown slot, a bracket that stays open; None when all is well."""
    for slot in _SLOT.findall(phrase):
        if slot not in SLOTS:
            return f"{{{slot}}}"
    left = _SLOT.sub("", _CHOICE.sub("", phrase))
    return next((sign for sign in "(){}|" if sign in left), None)
