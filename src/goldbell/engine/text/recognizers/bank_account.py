"""Bank accounts that are no cards (银行账号): company accounts and passbooks, where the words say account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.digits import is_torn_list
from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_PUBLIC: Final = re.compile(
    r"(?:对公(?:账户|账号|帐户|帐号|户头?|打款|转账|收款)?|存折|结算账?户|基本户|一般户|公户|公司(?:账户|账号|的?户))[^0-9。]{0,8}$"
)
_ACCOUNT: Final = re.compile(
    r"(?:银行)?(?:账号|帐号|账户|帐户)[^0-9。，,;；]{0,4}$|(?:向|往|转[到入至]|汇[到入至]|打[到入])(?:了|对方)?[:： ]?$"
)
_NOT_BANK: Final = re.compile(r"支付宝|微信|QQ|游戏|登录|会员|平台|抖音|淘宝|京东|充值|注册", re.I)
_COMPANY: Final = re.compile(r"[^0-9]{0,8}[（(,，:：]?[^0-9]{0,24}(?:公司|商行|经营部|合作社|中心|厂|店)")
_PUBLIC_SAID = "前面写明是对公账户或存折"
_ACCOUNT_SAID = "前面写明是账号，不是已知的卡"
_COMPANY_OWNS = "后面的户名是单位"


def _find(reading: Reading) -> Iterator[Candidate]:
    for window in reading.windows:
        if not 9 <= len(window.digits) <= 28 or is_torn_list(window) or not (window.whole or len(window.shape) == 1):
            continue
        before = reading.folded[max(0, window.start - 16) : window.start]
        public, account = _PUBLIC.search(before), _ACCOUNT.search(before)
        if (public is None and account is None) or _NOT_BANK.search(before) or _is_other(reading, window.digits):
            continue
        company = _COMPANY.match(reading.folded, window.end, window.end + 40) is not None
        if public is None and not company and len(window.digits) < 12:
            continue
        reasons = (_PUBLIC_SAID,) if public else (_ACCOUNT_SAID,)
        yield Candidate(
            window.digits,
            window.start,
            window.end,
            0.94 if public else 0.68,
            (*reasons, _COMPANY_OWNS) if company else reasons,
        )


def _is_other(reading: Reading, digits: str) -> bool:
    return (
        reading.issuers.of(digits) is not None
        or re.fullmatch(r"1[3-9][0-9]{9}|2088[0-9]{12}|20[0-9]{12,15}", digits) is not None
        or (digits.startswith("62") and 16 <= len(digits) <= 19)
    )


RECOGNIZER = Recognizer(
    kind="bank_account",
    label_zh="银行账号",
    label_en="Bank account",
    find=_find,
    phrases={
        _PUBLIC_SAID: "Announced as a company account or a passbook",
        _ACCOUNT_SAID: "Announced as an account, no known card",
        _COMPANY_OWNS: "The owner named behind it is an organisation",
    },
    samples={
        "汇到对公账户27010122000123456，户名兰州某某商贸有限公司": ("27010122000123456",),
        "账号：1040 0293 8475 6123 45": ("104002938475612345",),
        "存折账号 0312045678901": ("0312045678901",),
    },
    near_misses=("游戏账号123456789012", "账号13904172716", "账户余额50000", "账号6222021139309559727", ""),
)
