"""Held-out noise on ordinary texts: what is strewn in goes, and a text without noise is never touched."""

import json
from pathlib import Path
from random import Random

import pytest

from goldbell.engine.text import clean, restore
from goldbell.engine.text.cleaning.tests.injectors import HANZI, NOISES

SAMPLES = Path(__file__).parent / "samples"
ORDINARY = (SAMPLES / "ordinary.txt").read_text("utf-8").splitlines()
#: Sentences with nothing in them that a reading could be confused with.
PLAIN = [
    *(SAMPLES / "article.simplified.txt").read_text("utf-8").split("\n"),
    "银行柜员提醒：转账前请核对户名、账号和开户行，谨防电信诈骗。",
    "小时候我们一家人常常在院子里吃晚饭，爷爷会讲很多过去的故事。",
    "如果明天下雨，运动会就改到下周三举行，请各班班长通知同学。",
    "您的快递已经放在门口的柜子里，取件码是482913，请在24小时内取走。",
    "医生说他恢复得不错，再观察两天就可以出院，回家后要按时吃药。",
]
TEXTS = [line for line in PLAIN if len(HANZI.findall(line)) >= 12]


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_text_is_never_touched(line: str) -> None:
    assert clean(line).edits == ()


def test_an_ordinary_page_is_never_touched() -> None:
    assert clean("\n".join(ORDINARY)).edits == ()


@pytest.mark.parametrize("name", NOISES)
def test_strewn_noise_goes(name: str) -> None:
    """The share of texts that come back exactly; where one does not, hardly a character differs."""
    noise, least = NOISES[name]
    random = Random(name)
    exact = touched = 0
    for text in TEXTS * 2:
        noisy = noise(text, random)
        if noisy == text:
            continue
        touched += 1
        cleaned = clean(noisy)
        assert restore(cleaned.text, cleaned.edits) == noisy
        exact += cleaned.text == text
    assert touched
    assert exact >= least * touched, f"{exact} of {touched}"


def test_a_noisy_chat_becomes_readable() -> None:
    raw = "加我薇❤️：kefu_0417，在家刷dan赚💰日赚五百💵，本金打到银.行.卡６２２２０２，不懂问扣扣：①③⑤②⑨②⓪"
    assert clean(raw).text == "加我微信：kefu_0417，在家刷单赚钱日赚五百💵，本金打到银行卡622202，不懂问QQ：1352920"


def test_edits_can_be_sent_as_json() -> None:
    """Lone surrogates and all: an edit is plain text and numbers."""
    cleaned = clean("\ud800公(gong)安")
    told = [[edit.start, edit.end, edit.was, edit.now, edit.why] for edit in cleaned.edits]
    assert json.loads(json.dumps(told)) == told == [[2, 8, "(gong)", "", "injected_reading"]]
