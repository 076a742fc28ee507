"""Traditional characters become simplified (繁转简), only when asked for."""

from __future__ import annotations

from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.scripts import to_simplified

SCRIPT: Final = "simplified"


def _propose(text: str) -> list[Change]:
    return to_simplified(text, SCRIPT)


STEP = Step(
    name="simplified",
    rank=90,
    propose=_propose,
    script="simplified",
    whys={SCRIPT: ("繁体转简体", "Traditional made simplified")},
    samples=(
        Sample(
            "帳戶資金被凍結",
            "账户资金被冻结",
            (
                ("帳戶資", "账户资", SCRIPT),
                ("凍結", "冻结", SCRIPT),
            ),
        ),
        Sample("著力提升", "着力提升", (("著", "着", SCRIPT),)),
        Sample(
            "銀行轉帳到帳",
            "银行转账到账",
            (
                ("銀", "银", SCRIPT),
                ("轉帳", "转账", SCRIPT),
                ("帳", "账", SCRIPT),
            ),
        ),
    ),
    near_misses=("账户资金被冻结", "著作权", "乾隆年间", "瞭望塔", ""),
)
