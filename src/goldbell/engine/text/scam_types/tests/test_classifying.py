"""What the room relies on: plain cases are told, warnings are none, bad input does no harm, the model is the measured one."""

from __future__ import annotations

import hashlib
import json
import time
from importlib.resources import files

import numpy as np
import pytest

from goldbell.engine.text import all_scam_types as scam_types
from goldbell.engine.text import classify
from goldbell.engine.text.scam_types.features import grams, place_of, places_of
from goldbell.engine.text.scam_types.learned import ModelDamaged, learned, unpack

MODEL = files("goldbell.engine.text.scam_types") / "model"

PLAIN = {
    "task_rebate": "群里接待员让我先垫付做任务，说有佣金，做完三连单又说操作失误要补单才能提现，一共垫了六万。",
    "fake_investment": "对方自称炒股老师，让报警人在某投资平台充值，显示盈利后无法提现，要求缴纳个人所得税，损失38万元。",
    "fake_customer_service": "接到自称抖音客服的电话，说开通了直播会员每月扣费800元，让她共享屏幕取消，卡里被转走三万。",
    "fake_loan": "网上贷款五万，提现时说卡号填错账户被冻结，要交一万元解冻费才放款，交了还要再交。",
    "fake_credit": "对方自称京东金融，说她大学时的校园贷账户要注销，否则影响征信，让她把借呗额度转到清算账户。",
    "fake_authority": "自称公安局民警说我名下银行卡涉嫌洗钱，发来通缉令，要我保密并把钱转到安全账户。",
    "fake_military": "自称武警支队司务长订购被褥，又让店主代买军用罐头，店主向所谓厂家转账三万六后对方失联。",
    "game_trade": "孩子在王者荣耀里卖账号，对方让去一个交易平台，说卡号错误账号冻结，要充值解冻。",
}


@pytest.mark.parametrize("code", sorted(PLAIN))
def test_plain_cases_are_told(code: str) -> None:
    verdict = classify(PLAIN[code])
    assert verdict.types[0].code == code, verdict
    assert all(reason in PLAIN[code].lower() for reason in verdict.types[0].reasons)
    assert verdict.types[0].reasons, "no words are told"


@pytest.mark.parametrize(
    "text",
    [
        "【顺丰】您的快递已到菜鸟驿站，取件码3-2-1001，请及时领取。",
        "反诈中心提醒：刷单就是诈骗，凡是要求先垫付的都是骗子，请勿转账。",
        "报警人称其停放在楼下的电动自行车被盗，价值两千元，现场有监控。",
        "租客报警称房东不退押金，双方发生纠纷，民警告知走诉讼途径。",
        "Your OTP is 482913. Do not share it with anyone.",
    ],
)
def test_what_is_no_scam_is_none(text: str) -> None:
    assert classify(text).types[0].code == "none"


def test_form_does_not_count() -> None:
    """Traditional characters, missing punctuation and full sentences weigh the same."""
    plain = classify("自称公安局民警说我涉嫌洗钱，要我把钱转到安全账户，不许告诉家人。")
    bare = classify("自称公安局民警说我涉嫌洗钱要我把钱转到安全账户不许告诉家人")
    traditional = classify("自稱公安局民警說我涉嫌洗錢，要我把錢轉到安全賬戶，不許告訴家人。")
    assert plain.types == bare.types
    assert [one.code for one in traditional.types] == [one.code for one in plain.types]


def test_speakers_labels_do_not_count() -> None:
    with_labels = classify("客服：您的会员要扣费，请共享屏幕。\n用户：怎么操作？")
    without = classify("您的会员要扣费，请共享屏幕。\n怎么操作？")
    assert with_labels.types == without.types


@pytest.mark.parametrize(
    "text",
    [
        "您好，这里是某某银行客服中心，您的账户异常，为了资金安全，请提供您的身份证号和短信验证码。",
        "信用卡中心：检测到您的账户异常，请配合身份验证，把卡号和验证码报给我。",
        "您好，我是快递公司客服，您的包裹丢失了，我们给您三倍赔付，请共享屏幕。",
    ],
)
def test_whoever_calls_himself_customer_service_is_told_so(text: str) -> None:
    """A bank's service too: the room files by the part that the caller plays."""
    assert classify(text).types[0].code == "fake_customer_service"


def test_english_words_of_grammar_do_not_weigh() -> None:
    assert classify("It is him, by an or the").types == ()
    with_them = classify("The officer said that the warrant was for me and I paid the bail")
    without = classify("officer said warrant paid bail")
    assert [(one.code, one.score) for one in with_them.types] == [(one.code, one.score) for one in without.types]
    assert with_them.types[0].reasons
    assert not {"that", "was", "for", "and", "the"} & set(" ".join(with_them.types[0].reasons).split())


def test_doubt_goes_to_a_person_with_two_candidates() -> None:
    verdict = classify("他跟我说先把钱转过去")
    assert verdict.decision == "review"
    assert len(verdict.types) >= 2
    scores = [one.score for one in verdict.types]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert {one.code for one in verdict.types} <= set(scam_types())


@pytest.mark.parametrize("text", ["", "。。。！", "\ud800\udfff", "\x00\x01", "🍎🍎", "(" * 10_000, "1" * 100])
def test_odd_texts_are_reviewed_or_told_without_harm(text: str) -> None:
    verdict = classify(text)
    assert verdict.decision in {"accept", "review"}
    if not any(sign.isalnum() for sign in text):
        assert verdict.decision == "review"


@pytest.mark.parametrize("sign", ["转", "a", "：", "\n", "1", "千", " "])
def test_a_million_of_one_sign_takes_no_time(sign: str) -> None:
    began = time.process_time()
    classify(sign * 1_000_000)
    assert time.process_time() - began < 5


def test_same_text_same_verdict() -> None:
    text = PLAIN["fake_loan"]
    assert classify(text) == classify(text)


def test_weights_are_the_measured_ones() -> None:
    raw = (MODEL / "weights.npz").read_bytes()
    digest = (MODEL / "weights.sha256").read_text("ascii").split()[0]
    assert hashlib.sha256(raw).hexdigest() == digest
    assert json.loads((MODEL / "measured.json").read_text("utf-8"))["sha256"] == digest
    assert digest in (MODEL / "card.md").read_text("utf-8"), "the card tells of another model"
    assert len(raw) <= 5_000_000
    assert learned().name.endswith(digest[:12])
    with pytest.raises(ModelDamaged):
        unpack(raw[:-1] + b"x", digest)


def test_chances_sum_to_one() -> None:
    from goldbell.engine.text.scam_types.learned import chances, weigh

    model = learned()
    chance = chances(model, weigh(model, grams(PLAIN["task_rebate"])).sums)
    assert np.isclose(chance.sum(), 1)
    assert model.classes[1:] == tuple(scam_types())


def test_telling_words_of_more_than_four_units_are_refused() -> None:
    assert place_of("安全账户") is not None
    assert place_of("") is None
    with pytest.raises(ValueError, match="五个字太长"):
        places_of({"x": ["五个字太长了"]})
