"""The sample case (样例案件): a call that is running right now, what banks answered and hold, and the known truth."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from goldbell.common.errors import Invalid
from goldbell.common.moments import SHANGHAI
from goldbell.common.money import yuan_from_fen
from goldbell.common.ways import PaymentWay
from goldbell.project.sample.district import unit
from goldbell.project.sample.reports import SampleReport, SampleTransfer
from goldbell.project.sample.spoken import spoken_clock, spoken_period, spoken_sum
from goldbell.project.sample.statement_files import payment_record, police_34, rows_of, workbook, write
from goldbell.project.sample.story import make_story, payment_serial
from goldbell.project.sample.truth import Whereabouts, fifo_truth
from goldbell.project.sample.world import World, book

#: Institutions that answered with rows; 河岸农商行 answered with a failed query, 越江银行 and 顺汇支付 not at all.
ANSWERED: Final = ("longyuan", "jinchuan", "xiguan", "qinghe", "baitong")
#: How a payer's list names the ways.
_WAY_ON_SLIP: Final = {
    PaymentWay.ATM: "ATM转账",
    PaymentWay.INSTANT: "手机银行实时",
    PaymentWay.ORDINARY: "网银普通到账",
}


class NaiveStoryMoment(Invalid):
    """The story needs a moment with a zone."""

    code = "naive_moment"


@dataclass(frozen=True, slots=True)
class SampleCase:
    """The case and where its files lie. ``payments_csv`` and ``statements`` are what ``goldbell trace`` reads (payments
    that have settled; the others are still in the payer's account); ``book_file`` feeds the simulated partners;
    ``truth_file`` says, per settled payment, where every fen is at ``as_of`` under FIFO, and which rows are bad."""

    case_no: str
    report: SampleReport
    as_of: datetime
    folder: Path
    payments_csv: Path
    statements: Path
    book_file: Path
    truth_file: Path

    @property
    def transfers(self) -> tuple[SampleTransfer, ...]:
        return self.report.transfers

    @property
    def settled(self) -> tuple[SampleTransfer, ...]:
        """The transfers that have reached the payee."""
        return tuple(transfer for transfer in self.transfers if transfer.settles_at <= self.as_of)


def make_sample_case(*, now: datetime, seed: int, into: Path) -> SampleCase:
    """Write the sample case into a folder (made if missing) and return it. The same ``now`` and ``seed`` give the same
    bytes. Raises NaiveStoryMoment; OSError when the folder cannot be written."""
    if now.tzinfo is None:
        raise NaiveStoryMoment("时间要带时区，例如 +08:00")
    rng = random.Random(seed)  # noqa: S311 - a story, not a secret
    world, transfers, _ = make_story(now, rng)
    statements = into / "statements"
    statements.mkdir(parents=True, exist_ok=True)
    rejects = _write_statements(world, statements, now, rng)
    local = now.astimezone(SHANGHAI)
    case = SampleCase(
        case_no=f"HW-{local:%m%d}-0317",
        report=_report(now, transfers),
        as_of=now,
        folder=into,
        payments_csv=into / "payments.csv",
        statements=statements,
        book_file=into / "book.json",
        truth_file=into / "truth.json",
    )
    _write_payments(case)
    _write_json(case.book_file, book(world))
    _write_json(case.truth_file, _truth(case, world, rejects))
    return case


def _report(now: datetime, transfers: tuple[SampleTransfer, ...]) -> SampleReport:
    return SampleReport(
        reported_at=now - timedelta(minutes=5),
        channel="call_110",
        station="hewan-anping",
        scam_type="fake_customer_service",
        victim_name="周慧兰",
        victim_phone="13900002716",
        victim_address="云滨市河湾区安平路 18 号院",
        words=_words(transfers),
        transfers=transfers,
    )


def _words(transfers: tuple[SampleTransfer, ...]) -> str:
    """What she said on the line, with this night's times and this story's accounts."""
    atm, first, second, ordinary = transfers
    call = atm.paid_at - timedelta(minutes=21)
    return (
        f"{spoken_period(call)}{spoken_clock(call)}接到00852 5800 0417，自称某某购物平台客服，"
        "说开了百万保障每月扣八百，不关就扣。"
        f"让下了云会通，共享屏幕。先去柜员机转了{spoken_sum(atm.amount_fen // 100)}，{spoken_clock(atm.paid_at)}，"
        f"凭条上是{_in_fours(atm.to_account)}{atm.to_name}。"
        f"回家用手机银行，{spoken_clock(first.paid_at)}转{first.amount_fen // 100}到{_in_fours(first.to_account)}，"
        f"{spoken_clock(second.paid_at)}转{spoken_sum(second.amount_fen // 100)}到{_in_fours(second.to_account)}"
        f"{second.to_name}，还有一笔{spoken_sum(ordinary.amount_fen // 100)}，选的普通到账，"
        f"{spoken_clock(ordinary.paid_at)}，"
        f"到{_in_fours(ordinary.to_account)}{ordinary.to_name}。"
        "对方让她不要挂电话，说再转一笔就解冻，她觉得不对就挂了。"
    )


def _in_fours(account_no: str) -> str:
    return " ".join(account_no[start : start + 4] for start in range(0, len(account_no), 4))


def _write_statements(world: World, folder: Path, now: datetime, rng: random.Random) -> dict[str, list[int]]:
    """All the files institutions sent, and which of their rows cannot be taken."""
    since = now - timedelta(days=2)
    rows = {bank: rows_of(world, bank, now) for bank in ANSWERED}
    jinchuan = police_34(
        rows["jinchuan"],
        words=(["进"], ["出"]),
        rng=rng,
        tabs=True,
        extra=(
            {
                "交易卡号": "6245220000000000000\t",
                "交易时间": f"{now.year}-02-30 10:00:00",
                "交易金额": "100.00",
                "收付标志": "进",
            },
            {
                "交易卡号": "6245220000000000000\t",
                "交易时间": f"{now.year}-02-01 10:00:00",
                "交易金额": "壹佰？",
                "收付标志": "进",
            },
        ),
    )
    for name in ("金川银行_交易明细_1.csv", "金川银行_交易明细_1(1).csv"):
        write(folder, name, jinchuan, encoding="gb18030")
    shuffled = list(rows["xiguan"])
    rng.shuffle(shuffled)
    missing = {"交易账号": "6245330000000000000", "查询反馈结果原因": "账户不存在"}
    xiguan = police_34(
        shuffled, words=(["贷", "入"], ["借", "O"]), rng=rng, compact=True, by_card=False, extra=(missing,)
    )
    write(folder, "xiguan-反馈.csv", xiguan, encoding="utf-8-sig")
    write(
        folder, "青禾银行查询结果.csv", police_34(rows["qinghe"], words=(["贷"], ["借"]), rng=rng), encoding="gb18030"
    )
    nothing = {"交易卡号": _mule_at(world, "hean"), "查询反馈结果原因": "该时间段内无交易"}
    write(folder, "河岸农商行.csv", police_34([], words=([], []), rng=rng, extra=(nothing,)), encoding="gb18030")
    write(folder, "陇原 流水.xlsx", workbook(rows["longyuan"], since=since, until=now))
    record = payment_record(rows["baitong"], institution=unit("baitong").name_zh, since=since, until=now)
    write(folder, "baitong_record.csv", record, encoding="gb18030")
    last = len(rows["jinchuan"]) + 2
    return {"金川银行_交易明细_1.csv": [last - 1, last]}


def _mule_at(world: World, bank: str) -> str:
    return next(account.account_no for account in world.accounts if account.bank == bank)


def _write_payments(case: SampleCase) -> None:
    with case.payments_csv.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["case_no", "paid_at", "from_account", "to_account", "amount_yuan", "way"])
        for transfer in case.settled:
            lines.writerow(
                [
                    case.case_no,
                    transfer.paid_at.astimezone(SHANGHAI).isoformat(),
                    transfer.from_account,
                    transfer.to_account,
                    yuan_from_fen(transfer.amount_fen).replace(",", ""),
                    _WAY_ON_SLIP[transfer.way],
                ]
            )


def _truth(case: SampleCase, world: World, rejects: dict[str, list[int]]) -> dict[str, object]:
    seen = {account.account_no for account in world.accounts if account.bank in ANSWERED}
    serials = {payment_serial(number): transfer for number, transfer in enumerate(case.transfers)}
    settled = [serial for serial, transfer in serials.items() if transfer.settles_at <= case.as_of]
    found = fifo_truth(world, payments=settled, seen=seen, as_of=case.as_of)
    return {
        "as_of": case.as_of.astimezone(SHANGHAI).isoformat(),
        "rule": "fifo",
        "payments": [_where(serials[serial], found[serial]) for serial in settled],
        "pending": [
            {"to_account": transfer.to_account, "amount_fen": transfer.amount_fen, "way": transfer.way.value}
            for transfer in case.transfers
            if transfer not in case.settled
        ],
        "rejects": rejects,
    }


def _where(transfer: SampleTransfer, found: Whereabouts) -> dict[str, object]:
    return {
        "from_account": transfer.from_account,
        "to_account": transfer.to_account,
        "paid_at": transfer.paid_at.astimezone(SHANGHAI).isoformat(),
        "amount_fen": transfer.amount_fen,
        "held": found.held,
        "out_of_sight": found.out_of_sight,
        "cashed_out_fen": found.cashed_out_fen,
    }


def _write_json(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
