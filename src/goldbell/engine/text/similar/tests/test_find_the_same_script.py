"""A script comes back with other names, numbers and words; the officer must see the earlier reports that tell it."""

import random

import numpy as np
import pytest

from goldbell.engine.text.similar import BadScriptId, NoSuchScript, ScriptIndex, ScriptTooLong
from goldbell.engine.text.similar.tokens import masked, tokenise

SCRIPT = (
    "对方自称是某购物平台的客服，说我去年误开了百万保障会员，不取消每月要扣两千元，让我下载会议软件打开屏幕共享，"
    "再把钱转到指定账户做流水验证，说验证完成后十分钟内原路退回。"
)
TOPICS = ("客服", "贷款", "刷单", "投资", "游戏", "机票", "公安", "领导", "房东", "快递", "医保", "彩票")
ACTS = (
    "加了微信",
    "下载了软件",
    "点开了链接",
    "交了保证金",
    "共享了屏幕",
    "报了验证码",
    "转了一笔",
    "又充了值",
    "被拉进群",
    "截了图发去",
)
ENDS = (
    "后来不让提现",
    "对方把我拉黑",
    "说账户冻结",
    "要再交解冻费",
    "客服不回话",
    "平台打不开了",
    "说流水不够",
    "让我找人借",
)


def story(number: int) -> str:
    draw = random.Random(number)
    parts = [f"我在{draw.choice('东西南北中')}边看到{draw.choice(TOPICS)}{draw.choice(TOPICS)}的消息"]
    parts += [
        draw.choice(TOPICS) + "那边让我" + draw.choice(ACTS) + draw.choice(TOPICS) + draw.choice(ENDS) for _ in range(6)
    ]
    return "，".join(parts) + "。"


def edited(text: str, share: float, seed: int) -> str:
    draw = random.Random(seed)
    out = []
    for sign in text:
        chance = draw.random()
        if chance < share / 3:
            continue
        out.append(draw.choice(SCRIPT) if chance < 2 * share / 3 else sign)
        if 2 * share / 3 <= chance < share:
            out.append(draw.choice(SCRIPT))
    return "".join(out)


@pytest.fixture
def index() -> ScriptIndex:
    made = ScriptIndex()
    made.add_all((f"R{number}", story(number)) for number in range(300))
    made.add("script", SCRIPT)
    return made


def test_edited_by_fifteen_in_a_hundred_each_is_found_first(index: ScriptIndex) -> None:
    found = [index.query(edited(story(number), 0.15, number), 1) for number in range(0, 300, 3)]
    right = sum(1 for number, one in zip(range(0, 300, 3), found, strict=True) if one and one[0].id == f"R{number}")
    assert right >= 99


def test_other_names_numbers_amounts_and_signs_are_the_same_script() -> None:
    index = ScriptIndex()
    index.add("a", "您好李先生，您尾号1260的卡欠费3万5，请在2026年1月3日前加微信kefu_01处理，否则上门。")
    match = index.query(
        "您好，欧阳女士!您尾号 88 12 的卡欠费 49,800，请在2026年11月23日前加微信vip-9921处理……否则上门", 1
    )
    assert match
    assert match[0].score > 0.7


def test_traditional_full_width_and_zero_width_signs_do_not_hide_it(index: ScriptIndex) -> None:
    told = "對方自稱是某購物平臺的客服，說我去年誤開了百萬保障會員，不取消每月要扣兩千元，讓我下載會議軟件打開屏幕共享"
    hidden = "\u200b".join(told)
    assert index.query(told)[0].id == "script"
    assert index.query(hidden)[0].id == "script"


def test_script_pasted_into_a_long_page_is_found_with_its_place(index: ScriptIndex) -> None:
    before, after = "".join(story(n) for n in range(1000, 1020)), "".join(story(n) for n in range(2000, 2020))
    page = before + SCRIPT + after
    found = next(one for one in index.query(page, 20) if one.id == "script")
    start, end = found.span
    assert abs(start - len(before)) <= 12
    assert abs(end - len(before) - len(SCRIPT)) <= 12
    assert found.found_span[0] <= 3
    assert found.score > 0.6


def test_long_page_is_found_by_the_script_in_it(index: ScriptIndex) -> None:
    before = "".join(story(n) for n in range(3000, 3030))
    index.add("page", before + SCRIPT.replace("百万保障", "直播会员") + "".join(story(n) for n in range(4000, 4030)))
    found = {one.id: one for one in index.query(SCRIPT, 5)}
    start, end = found["page"].found_span
    assert abs(start - len(before)) <= 12
    assert abs(end - len(before) - len(SCRIPT)) <= 12


def test_the_heading_that_all_reports_share_makes_no_series() -> None:
    heading = "接报警人来电称，其于近日在家中接到陌生电话，后按照对方要求操作，发现被骗，遂报警，民警已做笔录。"
    index = ScriptIndex()
    index.add_all((f"R{number}", heading + story(number)) for number in range(400))
    assert (
        index.query(heading + "我买菜的时候把零钱包忘在摊位上，回去找的时候摊主说有人领走了，想调监控看一看是谁拿的。")
        == ()
    )


def test_unlike_texts_are_not_found(index: ScriptIndex) -> None:
    assert index.query("今天天气很好，我们去公园里放风筝，孩子玩得特别开心，晚上回家包饺子吃。") == ()
    for nothing in ("", "。", "我", "\ud800", "   \n"):
        assert index.query(nothing) == ()


def test_replaced_and_removed_texts_are_found_no_more(index: ScriptIndex) -> None:
    size = len(index)
    index.add("script", story(9999))
    assert len(index) == size
    assert all(one.id != "script" for one in index.query(SCRIPT))
    index.remove("script")
    assert "script" not in index
    assert len(index) == size - 1
    with pytest.raises(NoSuchScript):
        index.remove("script")
    index.compact()
    assert len(index) == size - 1
    assert all("script" not in shelf.segment.id_of(n) for shelf in index.shelves for n in range(shelf.segment.texts))


def test_order_of_arrival_and_joining_do_not_change_what_is_found() -> None:
    at_once, bit_by_bit = ScriptIndex(), ScriptIndex()
    at_once.add_all((f"R{n}", story(n)) for n in range(60))
    for n in range(60):
        bit_by_bit.add(f"R{n}", story(n))
        bit_by_bit.query(story(n), 1)
    bit_by_bit.compact()
    for n in range(60):
        assert at_once.query(edited(story(n), 0.1, n), 3) == bit_by_bit.query(edited(story(n), 0.1, n), 3)


def test_wrong_use_is_named(index: ScriptIndex) -> None:
    for wrong in ("", "x" * 501):
        with pytest.raises(BadScriptId):
            index.add(wrong, "好")
    with pytest.raises(ScriptTooLong):
        index.add("long", "好" * 1_000_001)
    with pytest.raises(ScriptTooLong):
        index.query("好" * 1_000_001)


def test_masking_keeps_every_place() -> None:
    for text in ("李先生转了３万５到https://a.b/c", "张某某的卡6222 0200 1111 2222", "\ud800a\u0130字", "我叫王某"):
        assert len(masked(text)) == len(text)
    batch = tokenise(["王先生说hello World 3万5元", "", "。。", "好"])
    assert np.diff(batch.offsets).tolist() == [8, 0, 0, 1]
    assert batch.starts[0] == 0
    assert batch.ends[0] == 1


def test_far_apart_tokens_keep_their_places() -> None:
    index = ScriptIndex()
    gap = "。" * 70_000
    index.add("far", gap + SCRIPT)
    match = index.query(SCRIPT, 1)[0]
    assert match.found_span == (70_000, 70_000 + len(SCRIPT) - 1)
