"""Units that make a number a figure (量词), in both scripts; what follows a sign may take it away (个 but not 个月)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_COUNTED: Final = (
    r"人次|[台臺辆輛架趟件户戶车車家]次|场次|場次|人(?![民员工才均口身手事类])|名(?![单單称稱为為额額])|起(?![来來到草诉訴])|宗(?!旨|教)|例(?![如外会會])|个百分点|個百分點|[个個](?![月人性体體]|小时|小時|工作日|百分)"
    r"|条(?![例件款])|條(?![例件款])|次(?![日要年])|场(?![所景合面])|場(?![所景合面])|家(?![庭属屬长長园園])|件(?!事)|户(?![籍名外])|戶(?![籍名外])|份(?![子额額])|[张張](?![掖贴貼])|部(?![门門署分级級委队隊])|[台臺](?![账帳湾灣])"
    r"|[辆輛]|[处處](?![理置罚罰于於级級])|套|[项項](?![目])|支(?![付持撑撐队隊行])|批(?=次)|批次|[组組](?![织織长長成])|对(?![象方于])|[枚幅块册冊篇款]|[笔筆](?![记記录錄者迹])|单(?![位独身亲元])|所(?![以在有属])|吨|公斤|千克|克(?![服])|万?平方米|倍"
)
_UNIT: Final = re.compile(
    rf" ?(?P<more>余|餘|多|以上)?(?P<unit>%|％|‰|成(?![功立为為员員果效本都])|{_COUNTED})(?P<above>以上|之多|"
    rf"左右|上下)?"
)
_MONEY: Final = re.compile(r" ?(?:余|餘|多)?(?P<unit>元|块钱|人民币|美元|美金|港元|港币)(?!旦)(?P<above>以上|左右)?")
_TIME: Final = re.compile(r" ?(?:余|餘|多)?(?P<unit>分钟|分鐘|小时|小時|秒)(?P<above>以上|左右|以内)?")
#: Clauses in which a span of time is a metric and not the clock or a rule.
_TIMED: Final = re.compile(r"平均|用时|用時|耗时|耗時|缩短|縮短|响应|響應")
_FOREIGN: Final = frozenset({"美元", "美金", "港元", "港币"})


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """The unit behind a number: where it ends, how it reads, and what it adds: at_least, about or nothing."""

    end: int
    unit: str
    kind: str
    adds: str


def unit_at(text: str, at: int, clause: str) -> FoundUnit | None:
    """The unit that stands at ``at``, None if none that makes a figure; ``clause``: the words before the number."""
    for pattern, kind in ((_MONEY, "amount"), (_UNIT, "count"), (_TIME, "count")):
        match = pattern.match(text, at)
        if match is None or (pattern is _TIME and not _TIMED.search(clause)):
            continue
        unit = match["unit"]
        kind = "rate" if unit in ("%", "％", "‰", "成") or "百分" in unit else kind
        groups = match.groupdict()
        above = groups.get("above") or ""
        adds = (
            "at_least"
            if (groups.get("more") or "") or above in ("以上", "之多")
            else "about"
            if above in ("左右", "上下")
            else ""
        )
        plain = {"％": "%", "成": "%", "块钱": "元", "人民币": "元"}.get(unit, unit)
        return FoundUnit(match.end(), plain, "count" if unit in _FOREIGN else kind, adds)
    return None
