"""The movements of the sample case: one victim, four payments in forty minutes, mules in three tiers, money on its way.

Offsets are ``minutes:seconds`` before (−) or after (+) the moment of the story, so that whoever starts Goldbell meets a
case that is running right now.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Final

from goldbell.common.ways import PaymentWay
from goldbell.project.sample.reports import SampleTransfer
from goldbell.project.sample.world import CASH, Movement, SampleAccount, World, check, in_order, make_account_no

#: key, bank, holder, opening balance in fen. V the victim; J, L, H, Q the first tier; then mules; U other people.
_PEOPLE: Final = (
    ("V", "longyuan", "周慧兰", 231_640_55),
    ("H1", "hean", "罗长春", 35_00),
    ("L1", "longyuan", "段小刚", 312_40),
    ("J1", "jinchuan", "何玉山", 88_10),
    ("Q1", "qinghe", "孙立强", 120_00),
    ("B1", "xiguan", "田广军", 1_204_66),
    ("B2", "xiguan", "孟小川", 35),
    ("P1", "baitong", "尤志飞", 530_00),
    ("P2", "baitong", "曲东来", 2_10),
    ("L2", "longyuan", "齐大雷", 2_650_00),
    ("Q2", "qinghe", "邢宝山", 64_20),
    ("Y1", "yuejiang", "邓金锁", 410_00),
    ("Y2", "yuejiang", "葛连胜", 77_00),
    ("S1", "shunhui", "常乐便利店", 1_950_00),
    ("O1", "yuejiang", "范秀珍", 58_300_00),
    ("U1", "jinchuan", "江晓雯", 18_200_00),
    ("U2", "xiguan", "白建平", 9_640_80),
    ("U3", "longyuan", "向北", 33_015_25),
    ("U4", "qinghe", "温馨", 4_120_00),
    ("U5", "baitong", "梅园早点铺", 2_871_30),
)

#: (paid, amount in yuan, way, to, name known to the victim, settles after)
_PAID: Final = (
    ("-40:00", 20_000, PaymentWay.ATM, "H1", True, timedelta(hours=24)),
    ("-25:00", 49_800, PaymentWay.INSTANT, "L1", False, timedelta()),
    ("-15:00", 98_200, PaymentWay.INSTANT, "J1", True, timedelta()),
    ("-7:00", 30_000, PaymentWay.ORDINARY, "Q1", True, timedelta(hours=2)),
)

#: (when, from, to, yuan, note); amounts are varied by some yuan and fen, cash is not.
_FLOW: Final = (
    ("-70:12", "O1", "L1", 6_000, "货款"),
    ("-66:31", "L1", "B1", 5_800, ""),
    ("-55:08", "U1", "L2", 3_300, "工资"),
    ("-33:47", "U4", "Q1", 100, "还款"),
    ("-23:10", "L1", "B1", 31_000, ""),
    ("-22:02", "L1", "P1", 18_000, "往来"),
    ("-20:05", "B1", CASH, 10_000, "ATM取款"),
    ("-19:14", "B1", "Y1", 15_500, ""),
    ("-18:30", "P1", "S1", 9_800, "消费"),
    ("-14:20", "J1", "B1", 40_000, "借款"),
    ("-13:33", "J1", "B2", 28_000, ""),
    ("-12:41", "J1", "P1", 22_000, "往来"),
    ("-12:10", "B1", "L2", 24_000, ""),
    ("-11:52", "J1", CASH, 5_000, "ATM取款"),
    ("-11:21", "B2", "P2", 15_000, ""),
    ("-11:09", "P1", "L2", 12_000, ""),
    ("-10:30", "B1", CASH, 10_000, "ATM取款"),
    ("-9:43", "B2", "Y2", 6_000, "投资"),
    ("-9:20", "L2", CASH, 5_000, "ATM取款"),
    ("-8:51", "P2", "Q2", 7_500, ""),
    ("-8:17", "P1", "Y1", 6_500, ""),
    ("-7:11", "L2", "Q2", 11_000, "往来"),
    ("-5:29", "Q2", CASH, 3_000, "ATM取款"),
    ("-4:38", "Q2", "B2", 2_000, ""),
    ("+9:10", "P1", "S1", 8_000, "消费"),
    ("+11:40", "B1", "Y1", 6_000, ""),
    ("+13:25", "L2", "Y2", 12_000, ""),
    ("+16:05", "B2", CASH, 5_000, "ATM取款"),
    ("+18:30", "Q2", CASH, 3_000, "ATM取款"),
)
_DAILY: Final = ("早餐", "房租", "水果", "还款", "货款", "话费", "")
_OTHERS: Final = ("U1", "U2", "U3", "U4", "U5")


def story_accounts(rng: random.Random) -> dict[str, SampleAccount]:
    """The accounts of the case by key; a fresh ``rng`` of the same seed gives the same numbers."""
    return {
        key: SampleAccount(key, bank, make_account_no(bank, rng), holder, opening)
        for key, bank, holder, opening in _PEOPLE
    }


def make_story(now: datetime, rng: random.Random) -> tuple[World, tuple[SampleTransfer, ...], dict[str, SampleAccount]]:
    """The world of the case, the victim's transfers, and its accounts by key. Deterministic for ``now`` and ``rng``."""
    accounts = story_accounts(rng)
    minute = now.replace(second=0, microsecond=0)
    transfers = tuple(
        _transfer(accounts, minute + _offset(paid), yuan, way, to, known, after)
        for paid, yuan, way, to, known, after in _PAID
    )
    moves = [_payment(transfer, number) for number, transfer in enumerate(transfers)]
    moves += [
        _flow(accounts, minute + _offset(when), start, to, _varied(yuan, to, rng), f"{number:012d}", note)
        for number, (when, start, to, yuan, note) in enumerate(_FLOW, 100)
    ]
    moves += _daily_life(accounts, minute, rng)
    world = World(tuple(accounts.values()), in_order(moves))
    check(world)
    return world, transfers, accounts


def _offset(text: str) -> timedelta:
    minutes, seconds = text[1:].split(":")
    span = timedelta(minutes=int(minutes), seconds=int(seconds))
    return -span if text[0] == "-" else span


def _varied(yuan: int, to: str, rng: random.Random) -> int:
    return yuan * 100 if to == CASH else yuan * 100 - rng.randrange(0, 20_000 if yuan > 5_000 else 2_000)


def _transfer(
    accounts: dict[str, SampleAccount],
    paid_at: datetime,
    yuan: int,
    way: PaymentWay,
    to: str,
    known: bool,
    after: timedelta,
) -> SampleTransfer:
    payer, payee = accounts["V"], accounts[to]
    return SampleTransfer(
        paid_at=paid_at,
        amount_fen=yuan * 100,
        way=way,
        from_account=payer.account_no,
        from_bank=payer.bank,
        from_name=payer.holder,
        to_account=payee.account_no,
        to_bank=payee.bank,
        to_name=payee.holder if known else "",
        settles_at=paid_at + after,
    )


def payment_serial(number: int) -> str:
    """The serial under which the victim's payment of this number stands in the books."""
    return f"{number + 1:012d}"


def _payment(transfer: SampleTransfer, number: int) -> Movement:
    return Movement(
        transfer.settles_at,
        transfer.from_account,
        transfer.to_account,
        transfer.amount_fen,
        payment_serial(number),
        "",
    )


def _flow(
    accounts: dict[str, SampleAccount], at: datetime, start: str, to: str, fen: int, serial: str, note: str
) -> Movement:
    payee = CASH if to == CASH else accounts[to].account_no
    return Movement(at, accounts[start].account_no, payee, fen, serial, note)


def _daily_life(accounts: dict[str, SampleAccount], minute: datetime, rng: random.Random) -> list[Movement]:
    """Small payments of people who have nothing to do with it, over the two days before; some reach a mule's account
    as ordinary money does."""
    seconds = rng.sample(range(90 * 60, 46 * 3600), 44)
    moves = []
    for number, back in enumerate(sorted(seconds, reverse=True), 500):
        start, to = rng.sample(_OTHERS, 2)
        if rng.random() < 0.15:
            to = rng.choice(("L2", "P1", "B1"))
        fen = rng.randrange(600, 18_000)
        moves.append(
            _flow(accounts, minute - timedelta(seconds=back), start, to, fen, f"{number:012d}", rng.choice(_DAILY))
        )
    return moves
