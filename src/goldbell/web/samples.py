"""One invented night for the living style page: 河湾分局, the case HW-1121-0317. Nothing here is a real person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goldbell.web.figures import Part
from goldbell.web.glyphs import ICONS, STATES
from goldbell.web.strip import Dot, Instrument, Tick

#: Colour roles in the order of the palette.
ROLES: Final = [
    "page",
    "surface",
    "sunken",
    "hover",
    "line",
    "edge",
    "ink-3",
    "ink-2",
    "ink",
    "accent",
    "accent-weak",
    "gold-solid",
    "gold",
    "gold-weak",
    "red",
    "red-weak",
    "green",
    "green-weak",
    "teal",
    "teal-weak",
    "violet",
    "violet-weak",
]
#: The style page writes Chinese sample words in both languages: they are data of the invented night, not page words.
SAID: Final = "一点十三转49800到6217 9903 0418 4417，对方共享屏幕"


class SampleForm(forms.Form):
    """Fields in their usual shapes."""

    account = forms.CharField(label=gettext_lazy("收款账号"))
    way = forms.ChoiceField(
        label=gettext_lazy("怎么转的"),
        widget=forms.RadioSelect,
        choices=[
            ("instant", pgettext_lazy("way", "实时")),
            ("ordinary", pgettext_lazy("way", "普通")),
            ("next_day", pgettext_lazy("way", "次日")),
            ("atm", "ATM"),
            ("pos", "POS"),
        ],
    )
    balance = forms.CharField(
        label=gettext_lazy("卡内余额（元）"), required=False, help_text=gettext_lazy("没问到就空着")
    )
    told = forms.BooleanField(label=gettext_lazy("已告知本人可以申诉"), required=False)

    def clean_account(self) -> str:
        raise forms.ValidationError(_("差 1 位：陇原银行卡号是 16 位。已保留你输入的。"))


def style_facts(now: datetime) -> dict[str, object]:
    """Everything the style page shows, at ``now``."""
    return {
        "ways": _ways(now),
        "ages": [_("3 分"), _("25 分"), _("2 时"), _("26 时")],
        "moments": {name: now - timedelta(minutes=m) for name, m in _MOMENTS.items()},
        "deadlines": _deadlines(now),
        "families": [
            [state.code for state in STATES.values() if state.family == family] for family in ("order", "money", "work")
        ],
        "icons": list(ICONS),
        "tabs": [
            {"url": "#tabs", "label": _("报文"), "current": True, "count": 0},
            {"url": "#state", "label": _("结果不明"), "current": False, "count": 1},
            {"url": "#clock", "label": _("对接单位"), "current": False, "count": 0},
        ],
        "sum_right": [
            Part(_("要求"), 9820000),
            Part(_("止住"), 2020000, "stopped"),
            Part(_("未止住"), 7800000, "left"),
        ],
        "sum_wrong": [
            Part(_("要求"), 9820000),
            Part(_("止住"), 2020000, "stopped"),
            Part(_("未止住"), 7799900, "left"),
        ],
        "said": SAID,
        "spans": [
            (5, 10, "49,800.00", "sure"),
            (11, 30, _("陇原银行，缺户名"), "ask"),
            (33, 37, _("末端信号"), ""),
        ],
        "form": SampleForm({"account": "6217 9903 0418 441", "way": "instant"}),
        "matrix_columns": [_("30 分内"), _("30 分–2 时"), _("2–24 时"), _("24 时以上")],
        "matrix": _matrix(),
        "instruments": _instruments(),
        "due_list": _due_list(now),
        "steps": _steps(),
        "life": _life(),
        "log": _log(now),
        "rows": [(_("户名"), "何玉山"), (_("开户行"), "金川银行"), (_("其他机关"), _("没有轮候"))],
        "page_of": Paginator(range(1, 158), 20).page(3),
        "roles": ROLES,
        "themes": ["light", "dark"],
        "sizes": [12, 13, 14, 16, 20, 28, 40],
    }


_MOMENTS: Final = {
    "m3": 3,
    "m7": 7.7,
    "m15": 15.5,
    "m25": 25.4,
    "m41": 41,
    "m66": 66,
    "h2": 120,
    "h26": 1560,
    "d28": 40320,
}


def _ways(now: datetime) -> list[dict[str, object]]:
    rows = (
        ("instant", _("实时到账，黄金 30 分"), _("追下一级")),
        ("ordinary", _("普通到账，2 时"), _("付款行撤回")),
        ("next_day", _("次日到账，24 时"), _("付款行撤回")),
        ("atm", _("ATM 转账，24 时"), _("付款行撤回")),
        ("pos", _("POS，结算前"), _("收单机构拦截")),
    )
    paid = [now - timedelta(minutes=minutes) for minutes in (3, 25, 120, 1560)]
    return [{"way": way, "word": word, "can": can, "paid": paid} for way, word, can in rows]


def _deadlines(now: datetime) -> list[dict[str, object]]:
    spans = ((416, 600), (4, 60), (-12, 60), (2878, 2880))
    return [
        {"due_at": now + timedelta(minutes=left), "since": now + timedelta(minutes=left - whole)}
        for left, whole in spans
    ]


def _cells(*counts: int, hot: int = -1, ask: int = -1) -> list[dict[str, object]]:
    return [
        {"count": count, "url": "#matrix", "mood": "hot" if at == hot else "ask" if at == ask else ""}
        for at, count in enumerate(counts)
    ]


def _matrix() -> list[dict[str, object]]:
    return [
        {"state": "half", "word": "", "cells": _cells(1, 2, 0, 0, hot=0), "count": 3, "fen": 8700000},
        {"state": "sent", "word": _("已发出，等银行"), "cells": _cells(1, 2, 0, 0, hot=0), "count": 3, "fen": 14360000},
        {
            "state": "unknown",
            "word": _("结果不明，要人问"),
            "cells": _cells(0, 1, 0, 0, ask=1),
            "count": 1,
            "fen": 5200000,
        },
        {"state": "executed", "word": "", "cells": _cells(4, 3, 2, 1), "count": 10, "fen": 41260000},
    ]


def _instruments() -> list[Instrument]:
    dots = [
        Dot(m, kind, "#inst", f"{m} min") for m, kind in ((14, ""), (21, "done"), (27, ""), (34, "done"), (96, "ask"))
    ]
    marks = [Tick(5, _("5 分")), Tick(30, _("30 分")), Tick(120, _("2 时")), Tick(1440, _("24 时"))]
    return [
        Instrument(
            title=_("止付"),
            span=_("转出 → 银行止住"),
            reading="31",
            unit=_("分"),
            line=_("今夜中位"),
            url="#inst",
            link=_("在途 7 单"),
            state="unknown",
            state_word=_("1 件不明"),
            low=3,
            dots=dots,
            ticks=marks,
            goal=30,
            zone=30,
        ),
        Instrument(
            title=_("预警"),
            span=_("信号 → 见到人"),
            reading="23",
            unit=_("分"),
            line=_("今夜中位"),
            url="#inst",
            link=_("在途 14 件"),
            state="late",
            state_word=_("1 件超时"),
            low=3,
            high=240,
            dots=[Dot(m, "done") for m in (6, 11, 19, 26)] + [Dot(72, "late", "#inst", "72 min")],
            ticks=marks[:3],
            goal=60,
            goal_word=_("目标"),
        ),
    ]


def _due_list(now: datetime) -> list[dict[str, object]]:
    rows = (
        (-12, 60, _("石桥所 预警 1183 未见面"), _("占线 26 分"), _("督办")),
        (18, 240, _("止付 0019 第 44 小时"), _("到时自动放款"), _("去冻结")),
        (2878, 2880, _("返还公告 009 期满"), _("5 名被害人，异议 0"), ""),
    )
    return [
        {
            "due_at": now + timedelta(minutes=left),
            "since": now + timedelta(minutes=left - whole),
            "title": title,
            "url": "#due",
            "detail": detail,
            "act": act,
            "act_url": "#due" if act else "",
        }
        for left, whole, title, detail, act in rows
    ]


def _steps() -> list[dict[str, object]]:
    return [
        {
            "state": "done",
            "when": "10-22",
            "title": _("公告 30 日"),
            "detail": _("公告 007"),
            "url": "#s",
            "link": _("公告"),
        },
        {"state": "doing", "when": _("现在"), "title": _("送市局审批"), "next": True},
        {
            "state": "todo",
            "when": _("待定"),
            "title": _("两名民警持通知书到银行"),
            "detail": _("当场办或 3 个工作日内"),
        },
    ]


def _life() -> list[dict[str, object]]:
    return [
        {"title": _("提出"), "when": "01:39:05", "detail": _("沈静签字"), "done": True},
        {"title": _("批准"), "when": "01:40:30", "detail": _("魏岚签字，另一人"), "done": True},
        {"title": _("发出"), "when": "01:40:31", "detail": _("金川银行专线"), "done": True},
        {"title": _("执行"), "when": "01:43:12", "detail": _("止住 20,200.00"), "done": True, "current": True},
        {"title": _("冻结"), "when": _("11-23 01:43 前"), "detail": _("县级批准")},
    ]


def _log(now: datetime) -> list[dict[str, object]]:
    return [
        {
            "at": now - timedelta(minutes=24),
            "icon": "out",
            "title": _("发出"),
            "text": _("止付请求，编号 0042-1"),
            "detail": _("户名、账号、金额、时间四项齐全"),
            "state": "done",
            "word": _("送达 0.4 秒"),
        },
        {
            "at": now - timedelta(minutes=23),
            "icon": "in",
            "title": _("收到"),
            "text": _("四项核对一致"),
            "state": "doing",
            "word": _("核对中"),
        },
        {
            "at": now - timedelta(minutes=9),
            "icon": "in",
            "title": _("收到"),
            "text": _("同一回复再次到达"),
            "word": _("重复"),
        },
    ]
