"""Two hands that write numbers, names, money and time in their own ways, and know what each means."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

_ROLES = {"owner": "account_owner"}
_CHINESE = "零一二三四五六七八九"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏飞鑫波斌宇浩凯梅琳雪倩颖健俊帆峰晨瑞婷建国文斌志"
_BINS = (("622202", 19), ("621700", 19), ("622848", 19), ("621226", 19), ("622588", 16), ("621799", 19), ("622609", 16))
_BTC = ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
_ETH = ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")
_TRON = ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",)


@dataclass(frozen=True)
class Said:
    """How a thing is written and what it means."""

    words: str
    kind: str
    value: str
    role: str | None = None


class Hand:
    """One hand: a seeded source of slots in its own ways of writing. ``rough``: numbers broken up as people send them."""

    def __init__(self, name: str, seed: int, *, rough: bool = False) -> None:
        self.own, self.rough, self.random = name, rough, random.Random(f"{name} {seed}")
        self.at = datetime.fromisoformat("2026-11-21T18:00:00+08:00") + timedelta(
            days=self.random.randrange(7), minutes=self.random.randrange(300)
        )

    def pick(self, *choices: object) -> str:
        return str(self.random.choice(choices))

    def digits(self, count: int) -> str:
        return "".join(self.random.choices("0123456789", k=count))

    def slot(self, name: str, role: str | None) -> Said:
        making: Callable[..., Said] = getattr(self, f"slot_{name}")
        return making(_ROLES.get(role, role)) if role else making()

    # numbers ---------------------------------------------------------------------------------------------------

    def broken(self, number: str, *sizes: int) -> str:
        """The number as this hand writes it: plain, in groups, or (rough) torn by newlines, full width, in Chinese."""
        groups, at = [], 0
        for size in sizes:
            groups.append(number[at : at + size])
            at += size
        groups = [group for group in (*groups, number[at:]) if group]
        if self.rough:
            style = self.random.randrange(5)
            if style == 0:
                return "".join(_CHINESE[int(sign)] if sign.isdigit() else sign for sign in number).replace(
                    "一", self.pick("一", "幺")
                )
            if style == 1:
                return "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in number)
            if style == 2:
                return "\n".join((" ".join(groups[:2]), " ".join(groups[2:]))) if len(groups) > 2 else number
            return self.pick(" ", "-", "–", "  ").join(groups)
        return self.random.choice(
            (number, number, " ".join(groups))
            if self.own == "a"
            else (number, number, "-".join(groups), " ".join(groups))
        )

    def slot_card(self) -> Said:
        prefix, length = self.random.choice(_BINS)
        body = prefix + self.digits(length - 1 - len(prefix))
        number = next(body + sign for sign in "0123456789" if _luhn(body + sign))
        return Said(self.broken(number, 4, 4, 4, 4), "bank_card", number)

    def slot_phone(self) -> Said:
        number = "1" + self.pick("38", "39", "51", "77", "86", "99", "66") + self.digits(8)
        return Said(self.broken(number, 3, 4, 4), "phone", number)

    def slot_intl(self) -> Said:
        number = "852" + self.pick(5, 6, 9) + self.digits(7)
        return Said(self.pick("00", "+") + number, "phone", number)

    def slot_land(self) -> Said:
        area, line = self.pick("0931", "010", "021", "0755"), self.pick(8, 6, 5)
        line += self.digits(7 if area in ("010", "021", "0755") else 6)
        ways = (
            [f"{area}-{line}", f"{area}{line}", f"({area}){line}"]
            if self.own == "a"
            else [f"{area} {line}", f"{area}-{line}转{self.digits(3)}"]
        )
        return Said(self.pick(*ways), "landline", area + line)

    def slot_short(self) -> Said:
        number = (
            self.pick("96110", "95588", "12381") if self.own == "a" else self.pick("95555", "12345", "95533", "96110")
        )
        return Said(number, "short_number", number)

    def slot_id(self) -> Said:
        body = (
            self.pick("620102", "110105", "320505")
            + f"19{self.random.randrange(55, 99)}{self.random.randrange(1, 13):02d}"
        )
        body += f"{self.random.randrange(1, 29):02d}{self.digits(3)}"
        total = sum(int(sign) * (2 ** (17 - place) % 11) for place, sign in enumerate(body))
        number = body + "10X98765432"[total % 11]
        return Said(
            number
            if self.own == "a" and not self.rough
            else self.pick(number, f"{number[:6]} {number[6:14]} {number[14:]}", number.lower()),
            "id_number",
            number,
        )

    def slot_pacc(self) -> Said:
        number = "2088" + self.digits(12)
        return Said(self.broken(number, 4, 4, 4, 4) if self.own == "b" else number, "payment_account", number)

    def slot_bacc(self) -> Said:
        number = self.pick("27", "10", "33", "80") + self.digits(self.random.choice((13, 16, 18)))
        return Said(number, "bank_account", number)

    def slot_imei(self) -> Said:
        body = self.pick("86", "35") + self.digits(12)
        number = next(body + sign for sign in "0123456789" if _luhn(body + sign))
        return Said(number, "imei", number)

    def slot_ip(self) -> Said:
        host = ".".join((self.pick(103, 45, 223, 8), *(str(self.random.randrange(1, 255)) for _ in range(3))))
        return (
            Said(host, "ip", host)
            if self.own == "a" or self.random.random() < 0.7
            else Said("2408:8456::1f0c", "ip", "2408:8456::1f0c")
        )

    def slot_parcel(self) -> Said:
        shapes = (
            (f"SF{self.digits(13)}", f"YT{self.digits(13)}")
            if self.own == "a"
            else (f"JDVA{self.digits(11)}", f"SF1{self.digits(12)}", f"JT{self.digits(13)}")
        )
        number = self.pick(*shapes)
        return Said(number, "parcel_number", number)

    # addresses and ids ------------------------------------------------------------------------------------------

    def _domain(self) -> str:
        stem = self.pick("jinfu", "huitong", "yb-pay", "dyxz", "ajd-fin", "kefu")
        return f"{stem}{self.random.randrange(10, 9999)}.{self.pick('com', 'top', 'vip', 'cc', 'com.cn', 'xyz')}"

    def slot_dom(self) -> Said:
        domain = self._domain()
        return Said(domain.upper() if self.own == "b" and self.random.random() < 0.3 else domain, "domain", domain)

    def slot_url(self) -> Said:
        domain = self._domain()
        if self.own == "a":
            written, plain = self.random.choice(
                [
                    (f"https://m.{domain}/reg?c={self.digits(4)}",) * 2,
                    (f"http://{domain}/a",) * 2,
                    (f"www.{domain}",) * 2,
                    (f"hxxps://pay[.]{domain.replace('.', '[.]')}/x", f"https://pay.{domain}/x"),
                ]
            )
        else:
            written, plain = self.random.choice(
                [
                    (f"https://{domain}:8443/login",) * 2,
                    (f"h5.{domain}/index.html",) * 2,
                    (f"HTTPS://WWW.{domain.upper()}/Go", f"https://www.{domain}/Go"),
                    (f"www点{domain.replace('.', '点')}", f"www.{domain}"),
                ]
            )
        return Said(written, "url", plain)

    def slot_qq(self) -> Said:
        number = self.pick(1, 2, 3, 8) + self.digits(8)
        return Said(number, "qq", number)

    def slot_wx(self) -> Said:
        number = self.pick(
            f"kf_{self.digits(6)}",
            f"aa{self.digits(6)}",
            f"wxid_{self.pick('a1b2', 'zz9k')}{self.digits(8)}",
            f"Lina-{self.digits(4)}",
        )
        return Said(number, "wechat", number)

    def slot_mail(self) -> Said:
        address = f"{self.pick('kefu', 'service_01', 'wang.li')}{self.digits(2)}@{self.pick('163.com', 'gmail.com', 'proton.me')}"
        return Said(address, "email", address)

    def slot_crypto(self) -> Said:
        address = self.pick(*(_ETH + _TRON if self.own == "a" else _BTC + _TRON + _ETH))
        return Said(address, "crypto_address", address)

    def slot_n(self, role: str) -> Said:
        surname = self.pick(*_SURNAMES) if self.random.random() < 0.95 else self.pick("欧阳", "司马", "上官")
        given = "".join(self.random.sample(_GIVEN, self.random.choice((1, 2, 2))))
        if role in ("victim", "suspect", "other") and self.random.random() < 0.2:
            given = self.pick("某", "某某")
        return Said(surname + given, "person", surname + given, role)

    # money and time ---------------------------------------------------------------------------------------------

    def slot_amt(self) -> Said:
        words, yuan = self._amount_a() if self.own == "a" else self._amount_b()
        return Said(words, "amount", str(round(yuan * 100)))

    def _amount_a(self) -> tuple[str, float]:
        thousand, one = self.random.randrange(2, 99), self.random.randrange(1, 10)
        few = _CHINESE[one]
        return self.random.choice(
            [
                (f"{thousand * 100}元", thousand * 100),
                (f"{thousand / 10}万元", thousand * 1000),
                (f"{thousand}万元", thousand * 10000),
                (f"{few}千五" if one != 2 else "两千五", one * 1000 + 500),
                (f"{one}万{10 - one}", one * 10000 + (10 - one) * 1000),
                (f"{thousand},{one}00.00元", thousand * 1000 + one * 100),
                (f"￥{thousand}00", thousand * 100),
                (f"{one}w", one * 10000),
                (f"人民币{thousand}000元", thousand * 1000),
                ("近十万元", 100000),
                (f"{one}0余万元", one * 100000),
                ("两万", 20000),
                (f"{one}万{10 - one}千元", one * 10000 + (10 - one) * 1000),
                ("四万九千八", 49800),
                (f"{thousand}8.5元", thousand * 10 + 8.5),
            ]
        )

    def _amount_b(self) -> tuple[str, float]:
        two, one = self.random.randrange(11, 99), self.random.randrange(1, 10)
        few, other = _CHINESE[one], _CHINESE[10 - one]
        return self.random.choice(
            [
                (f"{one}万{10 - one}千{one}百元", one * 10000 + (10 - one) * 1000 + one * 100),
                ("人民币伍万元整", 50000),
                (f"{few}千块", one * 1000),
                (f"{one}.5个w", one * 10000 + 5000),
                (f"{few}万零五百", one * 10000 + 500),
                ("两百来块", 200),
                ("十几万", 100000),
                (f"¥{two},{one}00.00", two * 1000 + one * 100),
                (f"{few}万{other}", one * 10000 + (10 - one) * 1000),
                (f"{two}0块钱", two * 10),
                (f"{two}多万", two * 10000),
                (f"{one}千余元", one * 1000),
                (f"{few}十二万五千元", one * 100000 + 25000),
                (f"{two}800.00元", two * 1000 + 800),
                (f"约{two}万元", two * 10000),
                ("1.2亿元", 120000000),
                (f"{two}k", two * 1000),
                (f"{two}000元人民币", two * 1000),
            ]
        )

    def _day(self, back: int) -> datetime:
        return (self.at - timedelta(days=back)).replace(second=0)

    def _moment(self, back: int, hour: int, minute: int = 0, second: int = 0) -> str:
        return self._day(back).replace(hour=hour, minute=minute, second=second).isoformat()

    def slot_t(self) -> Said:
        back, minute = self.random.randrange(1, 9), self.random.randrange(1, 60)
        day = self._day(back)
        if self.own == "a":
            words, value = self.random.choice(
                [
                    (f"{day:%Y}年{day.month}月{day.day}日 15时{minute}分", self._moment(back, 15, minute)),
                    (f"昨天下午3点{minute:02d}分", self._moment(1, 15, minute)),
                    (f"{day.month}月{day.day}日上午10点", self._moment(back, 10)),
                    ("今天早上8点半", self._moment(0, 8, 30)),
                    ("昨晚9点", self._moment(1, 21)),
                    (f"{day:%Y-%m-%d} 15:{minute:02d}:05", self._moment(back, 15, minute, 5)),
                    (f"{day.month}月{day.day}号晚上7点多", self._moment(back, 19)),
                ]
            )
        else:
            words, value = self.random.choice(
                [
                    (f"{day:%Y}年{day.month}月{day.day}日晚上8时许", self._moment(back, 20)),
                    ("前天中午12点10分", self._moment(2, 12, 10)),
                    (f"{day.month}月{day.day}日14:{minute:02d}", self._moment(back, 14, minute)),
                    (f"今日9时{minute}分", self._moment(0, 9, minute)),
                    ("前天凌晨一点二十三", self._moment(2, 1, 23)),
                    (f"{day:%Y/%m/%d} 15:{minute:02d}", self._moment(back, 15, minute)),
                    (f"{day.month}月{day.day}日下午两点一刻", self._moment(back, 14, 15)),
                    ("昨天夜里十一点五十", self._moment(1, 23, 50)),
                ]
            )
        return Said(words, "datetime", value)

    def slot_d(self) -> Said:
        day = self._day(self.random.randrange(1, 200))
        return Said(
            self.pick(
                f"{day:%Y}年{day.month}月{day.day}日", f"{day.month}月{day.day}{'日' if self.own == 'a' else '号'}"
            ),
            "datetime",
            f"{day:%Y-%m-%d}",
        )

    def slot_rel(self) -> Said:
        week = (self.at - timedelta(days=self.at.weekday() + 7)).date()
        minutes = self.random.randrange(5, 59)
        if self.own == "a":
            words, value = self.random.choice(
                [
                    ("半小时前", (self.at - timedelta(minutes=30)).isoformat()),
                    ("刚才", self.at.isoformat()),
                    ("昨晚8点", self._moment(1, 20)),
                    (f"{minutes}分钟前", (self.at - timedelta(minutes=minutes)).isoformat()),
                    ("昨天", f"{self._day(1):%Y-%m-%d}"),
                    ("前天下午", f"{self._day(2):%Y-%m-%d}"),
                    ("上周三下午", (week + timedelta(days=2)).isoformat()),
                ]
            )
        else:
            words, value = self.random.choice(
                [
                    ("一个小时前", (self.at - timedelta(hours=1)).isoformat()),
                    ("刚刚", self.at.isoformat()),
                    ("大前天", f"{self._day(3):%Y-%m-%d}"),
                    ("前天晚上七点半", self._moment(2, 19, 30)),
                    ("上周五", (week + timedelta(days=4)).isoformat()),
                    ("两天前", f"{self._day(2):%Y-%m-%d}"),
                    ("今天凌晨2点", self._moment(0, 2)),
                    ("上星期二上午10点", f"{(week + timedelta(days=1)).isoformat()}T10:00:00+08:00"),
                ]
            )
        return Said(words, "datetime", value)


def _luhn(number: str) -> bool:
    doubled = [int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
