"""Numbers of parcels (快递单号): SF, JD, YT, JT, DPK, EMS by their letters; ZTO, STO, YD and others after their name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.checksums import s10_holds
from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_LETTERED: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<sf>SF[ -]?[0-9](?:[ -]?[0-9]){11,14})|(?P<jd>JD[A-Z]{0,3}[0-9]{9,15}(?:-[0-9]{1,3}-[0-9]{1,3}-?)?)|"
    r"(?P<yt>YT ?[0-9]{12,15})|(?P<jt>JT ?[0-9]{12,15})"
    r"|(?P<zto>ZTO ?[0-9]{12,14})|(?P<sto>STO ?[0-9]{12,15})|(?P<yd>YD ?[0-9]{12,15})|(?P<dp>DPK ?[0-9]{9,15})|"
    r"(?P<s10>[A-Z]{2} ?[0-9]{9} ?CN))(?![A-Za-z0-9])",
    re.I,
)
_SENDERS: Final = r"顺丰|中通|申通|圆通|韵达|极兔|京东|德邦|百世|天天快递|邮政|EMS|菜鸟|丰巢"
_WORDED: Final = re.compile(
    rf"(?P<sender>{_SENDERS})?(?:速运|速递|快递|物流|快运|包裹)?(?:的?(?:快递|物流|运单|快件|包裹|寄件|邮件|"
    rf"面单)?(?:单号|运单|编号|单子|号码?))[:：为是 ]{{0,3}}"
    r"(?P<number>[A-Z]{0,4}[0-9]{10,20})(?![A-Za-z0-9])",
    re.I,
)
_NAMED: Final = re.compile(
    rf"(?P<sender>{_SENDERS})(?:速运|速递|快递|物流|快运)?[:： ]{{0,2}}(?P<number>[0-9]{{12,15}})(?![A-Za-z0-9])", re.I
)
#: A word before 单号 or 编号 that makes it the number of something else.
_OTHER: Final = re.compile(
    r"(?:订|交易|商户|流水|警|案|受理|保|账|转账|凭证|支付|身份|工|车|合同|回|举报|立案|房)(?:件|情|案)?$"
)
_LETTERS = "快递公司的字头"
_CHECK = "校验位相符"
_SAID = "前面写明是快递单号"
_SENDER = "前面是快递公司"


def _find(reading: Reading) -> Iterator[Candidate]:
    text = reading.folded
    for match in _LETTERED.finditer(text):
        number = re.sub(r"[ -]", "", match.group()) if match["sf"] else match.group().replace(" ", "")
        if match["s10"]:
            if s10_holds(number):
                yield Candidate(number, match.start(), match.end(), 0.97, (_LETTERS, _CHECK))
        else:
            yield Candidate(number, match.start(), match.end(), 0.97, (_LETTERS,))
    if not reading.signs.isdisjoint("单运号编"):
        for match in _WORDED.finditer(text):
            named = match["sender"] or re.search(r"快|运|物流|包裹|件|面单|邮", match.group())
            other = _OTHER.search(text, max(0, match.start() - 4), match.start()) if not match["sender"] else None
            if other is None and (named or "单号" in match.group()):
                yield Candidate(
                    match["number"], match.start("number"), match.end("number"), 0.95 if named else 0.5, (_SAID,)
                )
    if not reading.signs.isdisjoint("通丰达兔东邦邮百S"):
        for match in _NAMED.finditer(text):
            yield Candidate(match["number"], match.start("number"), match.end("number"), 0.8, (_SENDER,))


RECOGNIZER = Recognizer(
    kind="parcel_number",
    label_zh="快递单号",
    label_en="Parcel number",
    find=_find,
    phrases={
        _LETTERS: "Begins with a carrier's letters",
        _CHECK: "The check digit holds",
        _SAID: "A parcel number is announced before it",
        _SENDER: "A carrier is named before it",
    },
    samples={
        "运单SF1234567890123": ("SF1234567890123",),
        "单号 SF 1234 5678 9012 3": ("SF1234567890123",),
        "JDVA00012345678": ("JDVA00012345678",),
        "YT1234567890123已签收": ("YT1234567890123",),
        "中通快递单号75312345678901": ("75312345678901",),
        "申通单号：773012345678901": ("773012345678901",),
        "韵达43112345678901": ("43112345678901",),
        "EMS单号EA123456785CN": ("EA123456785CN",),
    },
    near_misses=("订单号20261121013840", "EA123456789CN", "SF12345", "警情编号202611210138", "JD客服", ""),
)
