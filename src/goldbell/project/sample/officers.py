"""The people of the sample district: at least one officer for every role, invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldbell.project.sample.district import CENTRE, CITY, DISTRICT


@dataclass(frozen=True, slots=True)
class SampleOfficer:
    """A person who signs in with ``badge`` (警号). ``roles``: codes of identity's Role; ``unit``: a unit code."""

    badge: str
    name_zh: str
    name_en: str
    unit: str
    roles: tuple[str, ...]
    on_duty: bool = False


OFFICERS: Final[tuple[SampleOfficer, ...]] = (
    SampleOfficer("H0101", "沈静", "Shen Jing", CENTRE, ("intake",), on_duty=True),
    SampleOfficer("H0102", "唐晓棠", "Tang Xiaotang", CENTRE, ("intake",)),
    SampleOfficer("H0103", "岳明川", "Yue Mingchuan", CENTRE, ("duty",), on_duty=True),
    SampleOfficer("H0104", "戚文博", "Qi Wenbo", CENTRE, ("duty",)),
    SampleOfficer("H0105", "陆承安", "Lu Cheng'an", CENTRE, ("duty_chief",), on_duty=True),
    SampleOfficer("H0106", "阮清和", "Ruan Qinghe", CENTRE, ("duty_chief",)),
    SampleOfficer("H0107", "林越", "Lin Yue", CENTRE, ("analyst",), on_duty=True),
    SampleOfficer("H0108", "祝一凡", "Zhu Yifan", CENTRE, ("analyst",)),
    SampleOfficer("H0109", "苗小满", "Miao Xiaoman", CENTRE, ("publicity",), on_duty=True),
    SampleOfficer("H0110", "贺长河", "He Changhe", CENTRE, ("chief",)),
    SampleOfficer("H0001", "汪守正", "Wang Shouzheng", DISTRICT, ("chief",)),
    SampleOfficer("H0002", "冯远", "Feng Yuan", DISTRICT, ("auditor",), on_duty=True),
    SampleOfficer("Y0001", "纪维平", "Ji Weiping", CITY, ("auditor",)),
    SampleOfficer("H0201", "石锐", "Shi Rui", "hewan-brigade-1", ("detective",), on_duty=True),
    SampleOfficer("H0202", "康达", "Kang Da", "hewan-brigade-2", ("detective",)),
    SampleOfficer("H0203", "穆青", "Mu Qing", "hewan-brigade-3", ("detective",)),
    SampleOfficer("H0301", "韦小川", "Wei Xiaochuan", "hewan-shiqiao", ("station",), on_duty=True),
    SampleOfficer("H0302", "乔安", "Qiao An", "hewan-anping", ("station",), on_duty=True),
    SampleOfficer("H0303", "雷鸣", "Lei Ming", "hewan-liuying", ("station",)),
    SampleOfficer("H0304", "蓝天佑", "Lan Tianyou", "hewan-xueyuan", ("station",), on_duty=True),
    SampleOfficer("H0305", "翟红旗", "Zhai Hongqi", "hewan-matou", ("station",)),
    SampleOfficer("H0306", "关雪", "Guan Xue", "hewan-gaoxin", ("station",), on_duty=True),
    SampleOfficer("H0307", "游大江", "You Dajiang", "hewan-wulipu", ("station",)),
    SampleOfficer("B-LY-1", "凌霄", "Ling Xiao", "longyuan", ("bank_liaison",), on_duty=True),
    SampleOfficer("B-JC-1", "柯敏", "Ke Min", "jinchuan", ("bank_liaison",), on_duty=True),
    SampleOfficer("B-XG-1", "尚可", "Shang Ke", "xiguan", ("bank_liaison",), on_duty=True),
    SampleOfficer("B-HA-1", "和平", "He Ping", "hean", ("bank_liaison",)),
    SampleOfficer("B-QH-1", "倪虹", "Ni Hong", "qinghe", ("bank_liaison",), on_duty=True),
    SampleOfficer("B-YJ-1", "鲁一鸣", "Lu Yiming", "yuejiang", ("bank_liaison",)),
    SampleOfficer("P-BT-1", "简宁", "Jian Ning", "baitong", ("bank_liaison",), on_duty=True),
    SampleOfficer("P-SH-1", "童心", "Tong Xin", "shunhui", ("bank_liaison",)),
    SampleOfficer("T-HC-1", "封远航", "Feng Yuanhang", "hechuan", ("telecom_liaison",), on_duty=True),
    SampleOfficer("T-YQ-1", "卓然", "Zhuo Ran", "yunqiao", ("telecom_liaison",)),
    SampleOfficer("A0001", "顾全", "Gu Quan", DISTRICT, ("system_admin",)),
    SampleOfficer("A0002", "严守一", "Yan Shouyi", DISTRICT, ("security_admin",)),
    SampleOfficer("A0003", "甄实", "Zhen Shi", DISTRICT, ("audit_admin",)),
)


def officer(badge: str) -> SampleOfficer:
    """The officer of a badge. KeyError if there is none."""
    return _BY_BADGE[badge]


_BY_BADGE: Final = {each.badge: each for each in OFFICERS}
