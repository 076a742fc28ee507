"""A case becomes a story: nobody can be recognised in it, the same person stays the same, and the trick can still be followed."""
# ruff: noqa: E501 - cases are read by the line

import time
from datetime import datetime

import pytest

from goldbell.engine.text.deidentify import REASONS, deidentify
from goldbell.engine.text.finding import NotText, TextTooLong
from goldbell.project.benches.text.canaries import Canary, canaries, leaks

CASE = (
    "报警人欧阳靖宇（男，35岁，住兰州市城关区雁滩路天庆嘉园3栋2单元502室，甘肃省人民医院护士）于2026年11月3日晚上8点半接到"
    "00852 5801 4473自称京东客服李晓华的电话，称其误开通了百万保障，要求其下载“会畅通”APP共享屏幕，后靖宇分3笔转账共计49,800元到"
    "6222 0202 0011 2233 446（户名何玉山）。小王和阿强当时也在场，车牌甘A·12345，QQ二八一九零零四一七。"
)
SECRETS = (
    "欧阳", "靖宇", "35", "三十五", "兰州", "城关", "雁滩", "天庆", "嘉园", "502", "甘肃", "2026", "11月", "8点", "5801", "李晓华", "晓华", "会畅通",
    "49", "6222", "何玉山", "玉山", "小王", "阿强", "甘A", "12345", "二八一", "417",
)  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_of_the_case_is_left(secret: str) -> None:
    assert secret not in deidentify(CASE).text


def test_the_trick_can_still_be_followed() -> None:
    told = deidentify(CASE).text
    for left in ("客服", "百万保障", "共享屏幕", "转账", "数万元", "三十多岁", "近日"):
        assert left in told
    plain = "您好，我是平台客服，您的包裹丢失了，需要给您办理退款，请您打开支付宝，共享屏幕，把钱转到安全账户，核实之后会原路退回给您。"
    assert deidentify(plain).text == plain


def test_same_person_same_stand_in_also_by_given_name_and_title() -> None:
    told = deidentify("我叫尉迟靖宇，靖宇是我小名。尉迟先生和李雪梅都被骗了，李雪梅后来报警。").text
    assert "尉迟" not in told
    assert "靖宇" not in told
    assert told.count("当事人甲") == 3
    assert told.count("当事人乙") == 2


def test_it_is_marked_and_counts_what_was_taken() -> None:
    story = deidentify(CASE)
    assert story.needs_review
    assert story.marked().startswith("【草稿：须经人工审核后方可发布】\n")
    assert story.replaced["bank_card"] == 1
    assert story.replaced["person"] >= 3
    for one in story.taken:
        assert 0 <= one.start < one.end <= len(CASE)
    assert any(CASE[one.start : one.end] == "6222 0202 0011 2233 446" for one in story.taken)


def test_rare_details_are_shown_to_the_reviewer() -> None:
    given = "他得了白血病，是村里唯一的唢呐匠，还有一对双胞胎，后来被骗了"
    story = deidentify(given)
    whys = {one.word: one.why for one in story.doubts}
    assert whys["白血病"] == "illness"
    assert whys["双胞胎"] == "unusual_relation"
    assert any("唢呐" in word for word in whys)
    assert set(whys.values()) <= set(REASONS)
    assert all(given[one.start : one.end] for one in story.doubts)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("转了49,800元", "数万元"), ("转了1.2万元", "上万元"), ("转了三千五百块钱", "数千元"), ("付了9.9元", "几元"), ("损失170.1万元", "上百万元"),
        ("他今年63岁", "六十多岁"), ("我今年16岁", "未成年"), ("奶奶八十七岁", "高龄"),
    ],
)  # fmt: skip
def test_sums_and_ages_become_words_that_fit_many(said: str, told: str) -> None:
    assert told in deidentify(said).text


def test_english_cases_too() -> None:
    told = deidentify(
        "My name is Grace Hunter and I live at 12 Baker Street. On 3 March a man called Michael Wang phoned me from "
        "+44 20 7946 0123 and asked me to transfer 5,000 dollars to account 6222020200112233446."
    ).text
    for secret in ("Grace", "Hunter", "Baker", "12", "March", "Michael", "Wang", "7946", "5,000", "6222"):
        assert secret not in told
    assert "asked me to transfer" in told


def test_no_digit_no_hidden_sign_no_foreign_word_is_ever_told() -> None:
    told = deidentify("１３９\u200b０４①⑦二七ⅷ𝟙 Ωμέγα Привет ﷽ 한국어 👩‍👧 \ud800 ½ ٣٤ ㊙ kefu_01").text
    assert not any(sign.isdigit() or sign.isnumeric() for sign in told)
    assert all(sign.isascii() or "\u3000" <= sign <= "\u9fff" or sign in "“”‘’—…" for sign in told)


def test_canaries_in_every_disguise_stay_silent() -> None:
    heard = [
        (one.kind, one.disguise, found) for one in canaries(1_000) if (found := leaks(one, deidentify(one.text).text))
    ]
    assert heard == []


@pytest.mark.deep
def test_five_thousand_canaries_stay_silent() -> None:
    heard = [
        (one.kind, one.disguise, found) for one in canaries(5_000) if (found := leaks(one, deidentify(one.text).text))
    ]
    assert heard == []


def test_the_ear_hears() -> None:
    """A canary that comes out unchanged, spaced or in Chinese digits is heard."""
    canary = Canary("", "phone", "", ("13904172716", "2716"))
    assert leaks(canary, "电话1 3 9 0 4 1 7 2 7 1 6")
    assert leaks(canary, "尾号二七一六")
    assert not leaks(canary, "某电话号码")
    assert all(leaks(one, one.text) for one in canaries(200) if one.disguise in ("as it is", "address", "organisation"))


def test_same_case_same_story() -> None:
    at = datetime.fromisoformat("2026-11-04T09:00:00+08:00")
    assert deidentify(CASE, at=at) == deidentify(CASE, at=at)


def test_bad_input_is_named() -> None:
    with pytest.raises(NotText):
        deidentify(b"x")  # type: ignore[arg-type]
    with pytest.raises(TextTooLong):
        deidentify("好" * 1_000_001)
    assert deidentify("").text == ""


@pytest.mark.parametrize(
    "sign", ["(", "1", "一", "王", "某", "a", " ", "号", "路", "·", "小", "元", "年", "3栋", "王某", "欧 ", "a@", "。"]
)
def test_hostile_repeats_take_bounded_time(sign: str) -> None:
    began = time.monotonic()
    deidentify(sign * (60_000 // len(sign)))
    assert time.monotonic() - began < 15
