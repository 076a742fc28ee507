"""Elements in a victim's words: what a duty officer typed on a night call, found with the right offsets."""

from datetime import UTC, datetime, timedelta

import pytest

from goldbell.engine import text
from goldbell.engine.text import Issuer, find_elements, with_check_digit

AT = datetime.fromisoformat("2026-11-21T01:38:40+08:00")
CALL = (
    "快一点的时候接到00852 5801 4473，自称某某购物平台客服，说开了百万保障每月扣八百，不关就扣。"
    "让下了云会通，共享屏幕。"
    "先去柜员机转了两万，零点五十八，凭条上是6229 7410 5583 1260罗长春。回家用手机银行，一点十三转49800到"
    "6217 9903 0418 4417，一点二十三转九万八千二到6230 5810 2274 9036何玉山，还有一笔三万，选的普通到账，一点三十一，"
    "到6216 4402 7719 5508孙立强。对方让她不要挂电话，说再转一笔就解冻，她觉得不对就挂了。"
    "问：头一笔四万九千八，收款人叫什么？答："
)
MUST_FIND = [
    ("phone", "85258014473", "00852 5801 4473"),
    ("amount", "80000", "八百"),
    ("app", "云会通", "云会通"),
    ("payment_way", "atm", "柜员机"),
    ("amount", "2000000", "两万"),
    ("datetime", "2026-11-21T00:58:00+08:00", "零点五十八"),
    ("bank_card", "6229741055831260", "6229 7410 5583 1260"),
    ("person", "罗长春", "罗长春"),
    ("payment_way", "instant", "手机银行"),
    ("datetime", "2026-11-21T01:13:00+08:00", "一点十三"),
    ("amount", "4980000", "49800"),
    ("bank_card", "6217990304184417", "6217 9903 0418 4417"),
    ("datetime", "2026-11-21T01:23:00+08:00", "一点二十三"),
    ("amount", "9820000", "九万八千二"),
    ("bank_card", "6230581022749036", "6230 5810 2274 9036"),
    ("person", "何玉山", "何玉山"),
    ("amount", "3000000", "三万"),
    ("payment_way", "ordinary", "普通到账"),
    ("datetime", "2026-11-21T01:31:00+08:00", "一点三十一"),
    ("bank_card", "6216440277195508", "6216 4402 7719 5508"),
    ("person", "孙立强", "孙立强"),
    ("amount", "4980000", "四万九千八"),
]


def test_the_night_call_is_read() -> None:
    found = find_elements(CALL, at=AT)
    told = [(element.kind, element.value, element.raw) for element in found]
    assert told == [("datetime", "2026-11-21T01:00:00+08:00", "一点的时候"), *MUST_FIND]
    position = 0
    for element in found:
        assert CALL[element.start : element.end] == element.raw
        assert element.start >= position, "elements overlap"
        position = element.end


def test_without_a_moment_spoken_times_are_left_alone_but_written_ones_are_not() -> None:
    found = find_elements("一点十三转的，回单写2026-11-21 01:13:05，前一天也有", at=None)
    assert [element.value for element in found if element.kind == "datetime"] == ["2026-11-21T01:13:05+08:00"]


@pytest.mark.parametrize(
    ("at", "said", "value"),
    [
        ("2026-11-21T15:00:00+08:00", "一点十三转的", "2026-11-21T13:13:00+08:00"),
        ("2026-11-21T00:10:00+08:00", "十一点四十五转的", "2026-11-20T23:45:00+08:00"),
        ("2026-01-02T09:00:00+08:00", "12月30号下午3点", "2025-12-30T15:00:00+08:00"),
        ("2026-03-01T09:00:00+08:00", "昨天上午9点05分", "2026-02-28T09:05:00+08:00"),
        ("2026-11-20T17:38:40+00:00", "凌晨1点20分", "2026-11-21T01:20:00+08:00"),
        ("2026-11-20T17:38:40+00:00", "11月20日09点44分", "2026-11-20T09:44:00+08:00"),
        ("2026-11-21T01:38:40+08:00", "昨晚一点", "2026-11-21T01:00:00+08:00"),
        ("2026-11-21T12:30:00+08:00", "半小时前", "2026-11-21T12:00:00+08:00"),
        ("2026-11-21T12:30:00+08:00", "一个半小时前", "2026-11-21T11:00:00+08:00"),
        ("2026-11-21T12:30:00+08:00", "19号下午两点半", "2026-11-19T14:30:00+08:00"),
    ],
)
def test_spoken_times_hang_on_when_they_were_spoken(at: str, said: str, value: str) -> None:
    found = [e.value for e in find_elements(said, at=datetime.fromisoformat(at)) if e.kind == "datetime"]
    assert found == [value]


def test_a_prefix_handed_in_names_its_bank() -> None:
    number = with_check_digit("624511" + "0" * 12)
    (card,) = find_elements(f"转到{number}", at=AT, issuers=[Issuer("624511", 19, "陇原银行")])
    assert card.kind == "bank_card"
    assert card.reasons[0] == "陇原银行"
    assert card.confidence > 0.95
    (stranger,) = find_elements(f"转到{number}", at=AT)
    assert stranger.confidence < card.confidence


def test_a_wrong_check_digit_is_kept_with_a_warning() -> None:
    number = with_check_digit("622202113930955972")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    (card,) = find_elements(f"卡号{wrong}", at=AT)
    assert card.value == wrong
    assert "校验位不符，请核对" in card.reasons


def test_identity_numbers_do_not_upset_the_reader() -> None:
    for birth in range(0, 3000, 7):
        day = datetime(1950, 1, 1, tzinfo=UTC) + timedelta(days=birth)
        find_elements(f"身份证{710000 + birth % 400}{day:%Y%m%d}{birth % 1000:03d}X", at=AT)


def test_every_kind_and_reason_has_both_languages() -> None:
    for element in find_elements(CALL, at=AT):
        assert text.kind_label(element.kind) != text.kind_label(element.kind, language="en")
        for reason in element.reasons:
            english = text.say(reason, language="en")
            assert english.isascii() or english == reason


def test_where_elements_overlap_the_surer_stays() -> None:
    found = find_elements("邮箱 kefu@pay.example.com，身份证11010519491231002X", at=AT)
    assert [(element.kind, element.value) for element in found] == [
        ("email", "kefu@pay.example.com"),
        ("id_number", "11010519491231002X"),
    ]
