"""Names of invented people, firms and streets. A name alone is nobody's: each is drawn from lists by chance."""

from __future__ import annotations

from typing import Final

SURNAMES: Final[tuple[str, ...]] = tuple(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
FIRST: Final[tuple[str, ...]] = tuple("建志文海国永春秀玉丽晓明小红桂兰俊子雨思佳梓浩宇家天长金少光立振宏庆世万成")
SECOND: Final[tuple[str, ...]] = ("", *"华平军强伟芳英梅霞燕玲娟敏静涛超勇杰磊鹏飞辉斌波刚红云兰珍香莲琴涵轩怡欣彤琪")
#: Streets of the invented district.
STREETS: Final = ("槐荫路", "渡口街", "青石巷", "水车路", "柳堤街", "北砖厂路", "豆腐巷", "新桥路", "望塔街", "梨园路")
BANKS: Final = (
    "河岸农商银行", "金川商业银行", "西关银行", "陇原银行", "青禾银行", "月江银行", "白塔信用社", "南坪银行", "汇安通支付",
)  # fmt: skip
#: The institution whose accounts are wallets.
WALLET_BANK: Final = 8
TRADES: Final = ("便利店", "早点铺", "手机店", "超市", "药房", "服装店", "饭馆", "五金行", "加油站", "水果店")


def person_name(surname: int, first: int, second: int) -> str:
    """A name from its places in the lists."""
    return f"{SURNAMES[surname]}{FIRST[first]}{SECOND[second]}"


def shop_name(number: int, *, trade: str = "") -> str:
    """A shop's name, different for different numbers below some thousands."""
    return (
        f"{STREETS[number % len(STREETS)][:2]}{FIRST[number // 10 % len(FIRST)]}{FIRST[number // 350 % len(FIRST)]}"
        + (trade or TRADES[number % len(TRADES)])
    )
