"""Figures of bulletins: values, units, qualifiers and periods as their authors word them, and nothing else."""

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldbell.engine.text.figures import Figure, find_figures
from goldbell.engine.text.finding import NotText, TextTooLong

Wanted = tuple[str, Decimal, str, str, str]


def bulletins() -> list[tuple[str, list[Wanted]]]:
    read = []
    for block in (Path(__file__).parent / "bulletins.txt").read_text("utf-8").split("\n---\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        wanted = []
        for line in lines[1:]:
            raw, value, unit, qualifier, metric = line.removeprefix("> ").split("|")
            wanted.append((raw, Decimal(value), unit, qualifier, metric))
        read.append((lines[0], wanted))
    return read


@pytest.mark.parametrize(
    ("text", "wanted"), bulletins(), ids=lambda value: value[:12] if isinstance(value, str) else ""
)
def test_a_bulletin_gives_its_figures_and_nothing_else(text: str, wanted: list[Wanted]) -> None:
    found = find_figures(text)
    assert [(one.raw, one.value, one.unit, one.qualifier) for one in found] == [one[:4] for one in wanted]
    for one, (*_, metric) in zip(found, wanted, strict=True):
        assert text[one.start : one.end] == one.raw
        assert metric in one.metric, one


ARTICLE = (
    "“全区电诈发案同比下降54.67%,破获本地电诈案件317起,外省市案件848起,抓获涉诈团伙6个,抓获嫌疑人158人……”记者获悉,2022年以来,"
    "深入开展“云剑”“长城2号”及“陇风”等专项行动。城关公安分局调整29个户籍派出所工作职能,第一时间开展劝阻,推行一站式服务,形成一批做法。\n"
    "截至目前,全区累计关注注册金钟罩反诈小程序896956人,累计安装注册国家反诈中心APP275291人,成功劝阻潜在受害人42012人次,集中培训宣讲260余场次。\n"
    "3个专业刑警大队指导各自捆绑派出所。截至目前,共计下发预警指令10068条,电话劝阻40000余人次,成功劝阻近10000人。\n"
    "截至5月,共计止付涉诈金额2011万元,冻结1.42亿元,追回并返还电诈案件涉案资金170.1万元。\n- 2022-05-21甘肃泾川公安:四套“组合拳”"
)


def test_the_article_of_a_district_is_read() -> None:
    found = [(one.metric, one.value, one.unit, one.qualifier, one.period) for one in find_figures(ARTICLE)]
    assert found == [
        ("全区电诈发案同比下降", Decimal("54.67"), "%", "decrease", ""),
        ("破获本地电诈案件", 317, "起", "exact", ""),
        ("破获外省市案件", 848, "起", "exact", ""),
        ("抓获涉诈团伙", 6, "个", "exact", ""),
        ("抓获嫌疑人", 158, "人", "exact", ""),
        ("城关公安分局调整户籍派出所工作职能", 29, "个", "exact", "2022年以来"),
        ("全区累计关注注册金钟罩反诈小程序", 896956, "人", "exact", "截至目前"),
        ("累计安装注册国家反诈中心APP", 275291, "人", "exact", "截至目前"),
        ("成功劝阻潜在受害人", 42012, "人次", "exact", "截至目前"),
        ("集中培训宣讲", 260, "场次", "at_least", "截至目前"),
        ("专业刑警大队", 3, "个", "exact", ""),
        ("下发预警指令", 10068, "条", "exact", "截至目前"),
        ("电话劝阻", 40000, "人次", "at_least", "截至目前"),
        ("成功劝阻", 10000, "人", "about", "截至目前"),
        ("止付涉诈金额", 20_110_000, "元", "exact", "截至5月"),
        ("冻结涉诈金额", 142_000_000, "元", "exact", "截至5月"),
        ("追回并返还电诈案件涉案资金", 1_701_000, "元", "exact", "截至5月"),
        ("组合拳", 4, "套", "exact", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", "长城2号行动", "一站式服务", "第一时间", "一批骨干", "2022-05-21", "6月17日", "5G时代", "v2.3.1", "24小时值守",
        "拨打96110", "第3次会议", "45岁的王某", "0931-8462110", "3·15", "“1+3+N”模式", "12个月内", "三个月后", "几十人", "数百起",
        "G30高速", "12楼", "2022年以来", "全民反电诈集中攻坚月暨推进会", "一人一档", "X起", "**万元",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_left(text: str) -> None:
    assert find_figures(text) == ()


def test_bad_input_is_refused() -> None:
    with pytest.raises(NotText):
        find_figures(b"317")  # type: ignore[arg-type]
    with pytest.raises(TextTooLong):
        find_figures("1" * 2_000_000)


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 200_000,
        "1人" * 100_000,
        "分别" * 100_000,
        "、1%" * 66_000,
        "截至" * 100_000,
        "近" * 200_000,
        "万" * 200_000,
        "一月至" * 66_000,
    ],
)
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    began = time.perf_counter()
    find_figures(hostile)
    assert time.perf_counter() - began < 15


@given(st.text(alphabet="0123456789一二三百万亿元人起%余近约下降上升同比、，。分别截至月年个", max_size=60))
def test_any_text_gives_figures_that_slice_it(text: str) -> None:
    end = 0
    for one in find_figures(text):
        assert isinstance(one, Figure)
        assert text[one.start : one.end] == one.raw
        assert one.start >= end
        assert one.value >= 0
        end = one.end
