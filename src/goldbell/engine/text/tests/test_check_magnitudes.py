"""A slip of 10⁴: amounts of one text that contradict each other are flagged, never corrected."""

import pytest

from goldbell.engine.text import Element, find_elements, say
from goldbell.engine.text.magnitudes import PHRASES, SLIP, TOTAL_OFF, TOTAL_SLIP


def amounts(text: str) -> list[Element]:
    return [element for element in find_elements(text, at=None) if element.kind == "amount"]


@pytest.mark.parametrize(
    "text",
    ["转账50000元（5亿元）", "汇款人民币伍万元整（¥500,000.00）", "损失3万元，即300000元", "转账20000元(20万元)"],
)
def test_the_same_amount_said_twice_with_another_unit_is_flagged(text: str) -> None:
    found = amounts(text)
    assert [SLIP in one.reasons for one in found] == [True, True], found
    assert all(one.confidence < 0.6 for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "转账50000元（5万元）",
        "汇款人民币伍万元整（¥50,000.00）",
        "先转1000元，又转10000元",
        "转了5万元，手续费5元",
        "投1000返100",
    ],
)
def test_amounts_that_agree_or_are_two_are_not(text: str) -> None:
    assert not any(reason in PHRASES for one in amounts(text) for reason in one.reasons)


def test_a_total_that_is_ten_thousand_times_its_parts_is_flagged() -> None:
    (*parts, total) = amounts("分别转账3万元、2万元、5000元，共计损失55000万元")
    assert TOTAL_SLIP in total.reasons
    assert not any(TOTAL_SLIP in part.reasons for part in parts)


def test_a_total_that_does_not_add_up_says_so_and_keeps_its_confidence() -> None:
    (*_, total) = amounts("分别转账3万元、2万元，共计损失6万元")
    assert TOTAL_OFF in total.reasons
    assert total.confidence > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "分别转账3万元、2万元，共计损失5万元",
        "她存款有80万元，后来分三次转出3万元、2万元、1万元，合计6万元",
        "共转账5万元",
        "第一笔3万元，第二笔2万元，一共5万。另外还有手续费200元，总共50200元",
    ],
)
def test_a_total_that_adds_up_is_left_alone(text: str) -> None:
    assert not any(reason in PHRASES for one in amounts(text) for reason in one.reasons), amounts(text)


def test_the_flags_speak_english_too() -> None:
    for reason in PHRASES:
        assert say(reason, language="en").isascii()
