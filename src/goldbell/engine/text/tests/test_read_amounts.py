"""Amounts: the sayings on which parsers for general Chinese numbers go wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldbell.common.money import MOST_FEN
from goldbell.engine.text import find_elements, parse_amount

HARD = {
    "3万5": 35_000_00,
    "三千五": 3_500_00,
    "近十万": 100_000_00,
    "2千余元": 2_000_00,
    "1.42亿": 142_000_000_00,
    "170.1万元": 1_701_000_00,
    "2011万元": 20_110_000_00,
    "8w": 80_000_00,
    "8.5W": 85_000_00,
    "3w5": 35_000_00,
    "1w2k": 12_000_00,
    "3.5k": 3_500_00,
    "49800元": 49_800_00,
    "¥49,800.00": 49_800_00,
    "￥４９８００": 49_800_00,
    "九万八千二": 98_200_00,
    "四万九千八": 49_800_00,
    "十二万三": 123_000_00,
    "两百五": 250_00,
    "三千零五": 3_005_00,
    "1万零500": 10_500_00,
    "3万500": 30_500_00,
    "3万5千元": 35_000_00,
    "1亿4200万": 142_000_000_00,
    "一点五万": 15_000_00,
    "一百七十点一万元": 1_701_000_00,
    "十余万元": 100_000_00,
    "二十多万": 200_000_00,
    "两万来块": 20_000_00,
    "三块五": 3_50,
    "三块半": 3_50,
    "一万半": 15_000_00,
    "12元3角4分": 12_34,
    "三万五千六百七十八元九角": 35_678_90,
    "壹万贰仟叁佰元整": 12_300_00,
    "四九八零零元": 49_800_00,
    "三千块钱": 3_000_00,
    "人民币5000元": 5_000_00,
    "十元": 10_00,
}


@pytest.mark.parametrize(("said", "fen"), HARD.items())
def test_hard_amounts_alone(said: str, fen: int) -> None:
    assert parse_amount(said) == fen


@pytest.mark.parametrize(("said", "fen"), HARD.items())
@pytest.mark.parametrize("sentence", ["被骗{}。", "她说先转了{}，后来不对。", "昨天下午3点打款{}到对方账户"])
def test_hard_amounts_in_a_sentence(said: str, fen: int, sentence: str) -> None:
    text = sentence.format(said)
    amounts = [element for element in find_elements(text, at=None) if element.kind == "amount"]
    assert [amount.fen for amount in amounts] == [fen], amounts


@pytest.mark.parametrize(
    "said",
    [
        "***元", "XX万元", "3**00元", "*万5千元", "3万*千元", "□□元", "____元", "5xxx元", "1*,*00.00元",
        "几万块", "几十万", "上百万", "数十万元", "二五万", "若干元", "X元", "***万元",
        "0元", "-300元", "99999999999元", "1,23元", "5000U", "5000USDT", "3000美元", "两万港币", "NaN元", "1_000元",
    ],
)  # fmt: skip
def test_blanked_vague_or_foreign_amounts_yield_nothing(said: str) -> None:
    found = find_elements(f"转了{said}", at=None)
    assert [element.raw for element in found if element.kind == "amount"] == []
    assert parse_amount(said) is None


@pytest.mark.parametrize(
    "text",
    [
        "抓获嫌疑人158人", "派出所29个", "同比下降54.67%", "电话劝阻40000余人次",
        "下发预警指令10068条", "2022年以来",
        "百万保障", "千万不要转", "万一是真的", "长城2号", "一万个不放心",
        "转了三次都没成功", "十万火急", "走了五千多步",
        "转到3楼", "5万粉丝", "第3000号",
    ],
)  # fmt: skip
def test_counts_and_sayings_are_no_money(text: str) -> None:
    assert [element for element in find_elements(text, at=None) if element.kind == "amount"] == []


@pytest.mark.parametrize(
    ("said", "least"),
    [
        ("十几万", 100_000), ("十几万块", 100_000), ("三四万", 30_000), ("一万二三", 12_000), ("五位数", 10_000),
        ("5万到6万", 50_000),
        ("5万元至6万元", 50_000), ("3-5万元", 30_000), ("三到五千块", 3_000), ("20几万", 200_000), ("超过5万元", 50_000),
    ],
)  # fmt: skip
def test_a_saying_that_names_its_lower_end_is_read_as_that_end(said: str, least: int) -> None:
    (amount,) = (element for element in find_elements(f"一共被骗了{said}。", at=None) if element.kind == "amount")
    assert (amount.fen, amount.qualifier) == (least * 100, "at_least")
    assert amount.confidence <= 0.5 or said.startswith("超")


@pytest.mark.parametrize("said", ["十几万", "三四万", "五位数", "5万到6万", "3-5万元"])
def test_a_range_is_no_amount_where_one_amount_is_asked_for(said: str) -> None:
    assert parse_amount(said) is None


def test_an_about_amount_says_so() -> None:
    (amount,) = (element for element in find_elements("被骗2千余元", at=None) if element.kind == "amount")
    assert "约数，不是准数" in amount.reasons


@given(st.text(alphabet="0123456789零一二三四五六七八九十百千万亿wkWK点.,元块角分余多来几半*Xx¥到", max_size=40))
def test_any_run_of_number_signs_is_an_amount_in_range_or_none(said: str) -> None:
    fen = parse_amount(said)
    assert fen is None or 0 < fen <= MOST_FEN


@given(st.integers(1, MOST_FEN))
def test_written_amounts_come_back_to_the_fen(fen: int) -> None:
    written = f"{fen // 100:,}.{fen % 100:02d}元"
    assert parse_amount(written) == fen
