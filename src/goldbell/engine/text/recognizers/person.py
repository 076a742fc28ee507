"""Names of account owners and payees (户名、收款人): only where the words say so or right behind a card number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范"
    "汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢"
    "安齐伍庞颜倪季殷章鲁梅纪童凌毕单裴骆霍欧盛翟祝翁芦左涂柳阮宁耿关游岳蓝岑蒲穆"
)
_DOUBLE: Final = "欧阳|司马|上官|诸葛|皇甫|尉迟|东方|慕容|令狐|端木"
#: Signs that no given name holds but that often follow one.
_NOT_GIVEN: Final = "的是了在我你您他她它们这那说叫让给转到和与及又就都还也不没有请问等为把被从向账帐户卡号块收款尾"
_GIVEN: Final = rf"(?:(?![{_NOT_GIVEN}])[\u4e00-\u9fff])"
_NAME: Final = rf"(?P<name>(?:{_DOUBLE}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}})"
_OWNER: Final = re.compile(
    r"(?:开户名|账户名|帐户名|户名|户主|收款方|收款人|收款户名|开户人|持卡人|账户姓名)(?:姓名)?"
    rf"[:是为叫写着 ]{{0,4}}{_NAME}"
)
_OF_CARD: Final = re.compile(rf"{_NAME}(?=的(?:银行)?(?:卡|账户|账号|帐户|户头))")
_AFTER_NUMBER: Final = re.compile(rf"(?<=[0-9])[ ,，、(（]?{_NAME}(?=[，。；、,;)）\s]|$)")
_OWNER_SAID = "前面写明是户名或收款人"
_OF_CARD_SAID = "后面说是这个人的卡"
_BEHIND_NUMBER = "紧跟在账号后面"
_LONG_NUMBER: Final = re.compile(r"[0-9](?:[ -]?[0-9]){11,20}[ ,，、(（]?$")


def _find(reading: Reading) -> Iterator[Candidate]:
    text = reading.folded
    for match in _OWNER.finditer(text):
        yield Candidate(match["name"], match.start("name"), match.end("name"), 0.92, (_OWNER_SAID,))
    for match in _OF_CARD.finditer(text):
        yield Candidate(match["name"], match.start("name"), match.end("name"), 0.7, (_OF_CARD_SAID,))
    for match in _AFTER_NUMBER.finditer(text):
        if _LONG_NUMBER.search(text[max(0, match.start("name") - 26) : match.start("name")]):
            yield Candidate(match["name"], match.start("name"), match.end("name"), 0.8, (_BEHIND_NUMBER,))


RECOGNIZER = Recognizer(
    kind="person",
    label_zh="姓名",
    label_en="Person",
    find=_find,
    phrases={
        _OWNER_SAID: "Announced as account owner or payee",
        _OF_CARD_SAID: "The card is said to be this person's",
        _BEHIND_NUMBER: "Right behind an account number",
    },
    samples={
        "户名罗长春，": ("罗长春",),
        "收款人：何玉山": ("何玉山",),
        "收款人叫欧阳建": ("欧阳建",),
        "6230 5810 2274 9036何玉山，": ("何玉山",),
        "转到孙立强的卡": ("孙立强",),
    },
    near_misses=("收款人叫什么", "户名没填", "收款人是谁", "我的卡", "尾号1260马上", "关于您的账户", ""),
)
