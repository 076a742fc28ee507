"""By which way the money left (付款方式): decides what can still be rescued."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.common.way_words import WAY_PATTERN, way_of_word
from goldbell.common.ways import PaymentWay
from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_ARRIVAL = "说了什么时候到账"
_CHANNEL = "说了从哪里转的"
_MATTER = "说了交的是什么"
_BY_WAY: Final = {
    PaymentWay.ORDINARY: (0.97, _ARRIVAL),
    PaymentWay.NEXT_DAY: (0.97, _ARRIVAL),
    PaymentWay.COURIER: (0.6, _MATTER),
    PaymentWay.CASH: (0.7, _MATTER),
    PaymentWay.CRYPTO: (0.85, _MATTER),
}

#: Behind the word: whose staff, whose number, what happened to it. 支付宝账号, 快递单号, 快递客服 are no ways of paying.
_NOT_A_WAY: Final = re.compile(
    r" ?(?:的)?(?:服务|账号|帐号|账户|帐户|客服|公司|员工|工作人员|单号|运单|丢|小哥|员(?!工)|费|速运|速递|快递|"
    r"物流|平台|官方|认证|实名|余额|绑定|收款码|群|理赔|延误|破损|退|到了|没到|已到|签收|编号|包裹|密码|登录|"
    r"被冻|号码?|的人|是|流水|异常|存在|有问题|限额|期货|打不开|投资|理财|价格?|矿|首饰(?:店|行)|[:：]? ?[0-9]{5})"
)
#: 快递 is a way only where something is sent by it; otherwise it is a firm or a parcel.
_SENT: Final = re.compile(r"[寄发送]|取走|拿走|[用叫让通]")
_MENTION: Final = re.compile(r"(?:冒充|自称|假冒|仿冒|说是|下载|打开|登录|安装|注册)(?:是)?(?:的)?$")


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in WAY_PATTERN.finditer(reading.folded):
        word = match.group()
        if word.isascii() and _inside_a_word(reading.folded, match.start(), match.end()):
            continue
        if _NOT_A_WAY.match(reading.folded, match.end()) or _MENTION.search(
            reading.folded, max(0, match.start() - 6), match.start()
        ):
            continue
        if word in ("支付宝", "现金") and reading.folded[max(0, match.start() - 2) : match.start()] in (
            "我的",
            "您的",
            "你的",
        ):
            continue
        if word == "快递" and not _SENT.search(reading.folded, max(0, match.start() - 5), match.end() + 5):
            continue
        way = way_of_word(word)
        sure, reason = _BY_WAY.get(way, (0.85, _CHANNEL))
        if "到账" in word:
            sure, reason = 0.97, _ARRIVAL
        yield Candidate(way.value, match.start(), match.end(), 0.5 if word == "支付宝" else sure, (reason,))


def _inside_a_word(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(sign.isascii() and sign.isalnum() for sign in around)


RECOGNIZER = Recognizer(
    kind="payment_way",
    label_zh="付款方式",
    label_en="Payment way",
    find=_find,
    phrases={
        _ARRIVAL: "It is said when the money arrives",
        _CHANNEL: "It is said by which channel it left",
        _MATTER: "It is said what was handed over",
    },
    samples={
        "先去柜员机转了两万": ("atm",),
        "选的普通到账": ("ordinary",),
        "用手机银行实时到账": ("instant", "instant"),
        "次日到账": ("next_day",),
        "在pos机上刷的": ("pos",),
        "取了现金，叫跑腿送走": ("cash", "courier"),
        "数字人民币钱包": ("ecny",),
        "买USDT转过去": ("crypto",),
        "微信转账给他": ("instant",),
    },
    near_misses=(
        "冒充快递客服",
        "快递单号SF1234567890123",
        "支付宝账号2088183846315869",
        "说是支付宝的",
        "加了微信",
        "position",
        "postman",
        "atmosphere",
        "",
    ),
)
