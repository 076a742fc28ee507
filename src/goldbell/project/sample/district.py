"""The units of the sample district: 云滨市公安局 → 河湾分局 → centre, 3 brigades, 29 stations; partners beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldbell.engine.text import Issuer


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """One unit (机构). ``kind``: city, district, centre, brigade, station, bank, payment_institution or operator.
    ``parent`` and ``brigade`` (the bundle a station belongs to) are unit codes, empty for none; ``short_code`` stands in
    the numbers of its reports, cases and orders."""

    code: str
    kind: str
    name_zh: str
    name_en: str
    parent: str = ""
    brigade: str = ""
    short_code: str = ""


@dataclass(frozen=True, slots=True)
class SamplePartner:
    """How a partner unit is spoken to and recognised. ``prefixes``: (first digits, whole length) of its accounts;
    ``aliases``: how statements write its name; ``deduplicates``: whether a message sent twice acts once there."""

    unit: str
    deduplicates: bool
    prefixes: tuple[tuple[str, int], ...]
    aliases: tuple[str, ...]


CITY: Final = "yunbin"
DISTRICT: Final = "hewan"
CENTRE: Final = "hewan-centre"

_STATIONS: Final = (
    (1, "shiqiao", "石桥", "Shiqiao"),
    (1, "liuying", "柳营", "Liuying"),
    (1, "anping", "安平", "Anping"),
    (1, "wangjiang", "望江", "Wangjiang"),
    (1, "tieqiao", "铁桥", "Tieqiao"),
    (1, "nanhu", "南湖", "Nanhu"),
    (1, "dongguan", "东关", "Dongguan"),
    (1, "fuxing", "福兴", "Fuxing"),
    (1, "yanbei", "雁北", "Yanbei"),
    (1, "qingshui", "清水", "Qingshui"),
    (2, "baitahe", "白塔河", "Baitahe"),
    (2, "shatan", "沙滩", "Shatan"),
    (2, "xinhua", "新华", "Xinhua"),
    (2, "guangming", "光明", "Guangming"),
    (2, "matou", "码头", "Matou"),
    (2, "taoyuan", "桃园", "Taoyuan"),
    (2, "jianshe", "建设", "Jianshe"),
    (2, "xueyuan", "学院", "Xueyuan"),
    (2, "gongyuan", "公园", "Gongyuan"),
    (2, "beishan", "北山", "Beishan"),
    (3, "gaoxin", "高新", "Gaoxin"),
    (3, "huochezhan", "火车站", "Railway Station"),
    (3, "wulipu", "五里铺", "Wulipu"),
    (3, "majiagou", "马家沟", "Majiagou"),
    (3, "liulin", "柳林", "Liulin"),
    (3, "pingan", "平安", "Ping'an"),
    (3, "hekou", "河口", "Hekou"),
    (3, "yuetan", "月坛", "Yuetan"),
    (3, "dashuwan", "大树湾", "Dashuwan"),
)

POLICE_UNITS: Final[tuple[SampleUnit, ...]] = (
    SampleUnit(CITY, "city", "云滨市公安局", "Yunbin City Police", short_code="YB"),
    SampleUnit(DISTRICT, "district", "河湾分局", "Hewan District Bureau", CITY, short_code="HWFJ"),
    SampleUnit(CENTRE, "centre", "河湾分局反诈中心", "Hewan Anti-Scam Centre", DISTRICT, short_code="HW"),
    *(
        SampleUnit(
            f"hewan-brigade-{number}",
            "brigade",
            f"刑警{word}大队",
            f"Detective Brigade {number}",
            DISTRICT,
            short_code=f"HWX{number}",
        )
        for number, word in ((1, "一"), (2, "二"), (3, "三"))
    ),
    *(
        SampleUnit(
            f"hewan-{code}",
            "station",
            f"{zh}派出所",
            f"{en} Police Station",
            DISTRICT,
            f"hewan-brigade-{brigade}",
            f"HW{number:02d}",
        )
        for number, (brigade, code, zh, en) in enumerate(_STATIONS, start=1)
    ),
)

PARTNER_UNITS: Final[tuple[SampleUnit, ...]] = (
    SampleUnit("longyuan", "bank", "陇原银行", "Longyuan Bank"),
    SampleUnit("jinchuan", "bank", "金川银行", "Jinchuan Bank"),
    SampleUnit("xiguan", "bank", "西关银行", "Xiguan Bank"),
    SampleUnit("hean", "bank", "河岸农商行", "He'an Rural Bank"),
    SampleUnit("qinghe", "bank", "青禾银行", "Qinghe Bank"),
    SampleUnit("yuejiang", "bank", "越江银行", "Yuejiang Bank"),
    SampleUnit("baitong", "payment_institution", "百通支付", "Baitong Pay"),
    SampleUnit("shunhui", "payment_institution", "顺汇支付", "Shunhui Pay"),
    SampleUnit("hechuan", "operator", "河川通信", "Hechuan Telecom"),
    SampleUnit("yunqiao", "operator", "云桥通信", "Yunqiao Telecom"),
)

#: Every unit, parents before children.
UNITS: Final[tuple[SampleUnit, ...]] = (*POLICE_UNITS, *PARTNER_UNITS)

#: 河岸农商行 and 顺汇支付 act again on a message that comes again: they are asked before a resend.
PARTNERS: Final[tuple[SamplePartner, ...]] = (
    SamplePartner("longyuan", True, (("624511", 19),), ("陇原银行", "陇原银行股份有限公司", "陇原银行河湾支行")),
    SamplePartner("jinchuan", True, (("624522", 19),), ("金川银行", "金川银行股份有限公司")),
    SamplePartner("xiguan", True, (("624533", 19),), ("西关银行", "西关银行股份有限公司", "西关银行营业部")),
    SamplePartner("hean", False, (("624544", 19),), ("河岸农商行", "云滨河岸农村商业银行")),
    SamplePartner("qinghe", True, (("624555", 19),), ("青禾银行", "青禾银行股份有限公司")),
    SamplePartner("yuejiang", True, (("624566", 19),), ("越江银行", "越江银行股份有限公司")),
    SamplePartner("baitong", True, (("624588", 16),), ("百通支付", "百通支付服务有限公司", "百通")),
    SamplePartner("shunhui", False, (("624599", 16),), ("顺汇支付", "顺汇支付服务有限公司")),
    SamplePartner("hechuan", True, (), ("河川通信",)),
    SamplePartner("yunqiao", True, (), ("云桥通信",)),
)


def unit(code: str) -> SampleUnit:
    """The unit of a code. KeyError if there is none."""
    return _BY_CODE[code]


_BY_CODE: Final = {each.code: each for each in UNITS}

#: The invented banks' card prefixes, for ``text.find_elements(..., issuers=ISSUERS)``.
ISSUERS: Final[tuple[Issuer, ...]] = tuple(
    Issuer(prefix, length, unit(partner.unit).name_zh) for partner in PARTNERS for prefix, length in partner.prefixes
)
