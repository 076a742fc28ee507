"""Simplified characters become traditional (简转繁), only when asked for."""

from __future__ import annotations

from typing import Final

from goldbell.engine.text.cleaning.contracts import Change, Sample, Step
from goldbell.engine.text.cleaning.scripts import to_traditional

SCRIPT: Final = "traditional"


def _propose(text: str) -> list[Change]:
    return to_traditional(text, SCRIPT)


STEP = Step(
    name="traditional",
    rank=91,
    propose=_propose,
    script="traditional",
    whys={SCRIPT: ("简体转繁体", "Simplified made traditional")},
    samples=(
        Sample(
            "账户资金被冻结",
            "帳戶資金被凍結",
            (
                ("账户资", "帳戶資", SCRIPT),
                ("冻结", "凍結", SCRIPT),
            ),
        ),
    ),
    near_misses=("帳戶資金被凍結", "皇后", "公里", ""),
)
