"""``goldbell trace DIR``: from a folder of statements and payments to where each payment's money is. Needs no platform."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from goldbell.adapters import statements
from goldbell.common.errors import GoldbellError, Invalid
from goldbell.common.moments import parse_moment, utc_now
from goldbell.common.money import fen_from_yuan
from goldbell.common.statements import StatementReading
from goldbell.engine import tracing

_COLUMNS = ("case_no", "paid_at", "from_account", "to_account", "amount_yuan")


class BadPayments(Invalid):
    """``payments.csv`` cannot be used; names the row and why."""

    code = "bad_payments"


@dataclass(frozen=True, slots=True)
class Imported:
    """One file of the folder: its reading, or why there is none."""

    name: str
    reading: StatementReading | None = None
    duplicate_of: str | None = None
    refused: Invalid | None = None


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as-of", "as_of", required=True, help="The moment of the answer, ISO 8601 with zone.")
@click.option("--rule", default="fifo", show_default=True, help="Which money leaves an account first.")
@click.option("--band", is_flag=True, help="Tell what every rule says, side by side.")
@click.option("--backwards", "accounts", multiple=True, metavar="ACCOUNT", help="Tell whose money is in this account.")
@click.option(
    "--append",
    "new",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Statements that arrived since: tell whose money they move.",
)
@click.option("--json", "out", required=True, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
def trace_command(
    folder: Path, as_of: str, rule: str, band: bool, accounts: tuple[str, ...], new: Path | None, out: Path
) -> None:
    """Follow the payments of DIR/payments.csv through DIR/statements and write where the money is as JSON.

    Broken files are named on standard error and the others still traced. Ends with 1 when payments.csv is wrong or no
    statement could be read, 2 for wrong use.
    """
    try:
        moment = parse_moment(as_of)
        if rule not in tracing.rules():
            raise BadPayments("没有这种分配规则：%(rule)s", rule=rule)
        reports = read_payments(folder / "payments.csv")
        imported = read_folder(folder / "statements", read_at=max(utc_now(), moment))
        arrived = read_folder(new, read_at=max(utc_now(), moment)) if new is not None else []
        asked = _Asked(reports, moment, rule)
        answer = _answer(asked, as_of, imported, arrived, band=band, accounts=accounts)
    except GoldbellError as bad:
        click.echo(str(bad), err=True)
        sys.exit(1)
    text = json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    if str(out) == "-":
        click.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8")
    _tell(asked, [*imported, *arrived])
    if not any(one.reading for one in imported):
        click.echo("没有一个文件能读，结果只有报案人的说法", err=True)
        sys.exit(1)


def read_payments(path: Path) -> list[tuple[dict[str, str], tracing.Payment]]:
    """The reported payments with their row as written. Raises BadPayments, naming the row."""
    if not path.is_file():
        raise BadPayments("没有找到 payments.csv")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise BadPayments("payments.csv 缺少列：%(columns)s", columns="、".join(missing))
            return [(row, _payment(row, reader.line_num)) for row in reader]
    except (UnicodeDecodeError, csv.Error) as broken:
        raise BadPayments("payments.csv 不是 UTF-8 的逗号分隔表：%(why)s", why=str(broken)) from None


def _payment(row: dict[str, str], line: int) -> tracing.Payment:
    try:
        if any(row.get(column) is None for column in _COLUMNS) or None in row:
            raise BadPayments("列数和表头不一致")
        payer, payee = row["from_account"].strip(), row["to_account"].strip()
        if not payer or not payee:
            raise BadPayments("没有付款账号或收款账号")
        fen = fen_from_yuan(row["amount_yuan"])
        if fen <= 0:
            raise BadPayments("金额要大于 0")
        return tracing.Payment(payer, payee, fen, parse_moment(row["paid_at"]), row["case_no"])
    except Invalid as bad:
        raise BadPayments("payments.csv 第 %(line)d 行：%(why)s", line=line, why=str(bad)) from None


def read_folder(folder: Path, *, read_at: datetime) -> list[Imported]:
    """Every file of the folder, equal files read once. Raises BadPayments when there is no folder."""
    if not folder.is_dir():
        raise BadPayments("没有找到 statements 文件夹")
    imported: list[Imported] = []
    first: dict[str, str] = {}
    # Copies get suffixes, so of equal files the one with the shortest name is the original.
    for path in sorted(folder.iterdir(), key=lambda one: (len(one.name), one.name)):
        if path.name.startswith("."):
            continue
        try:
            statements.check_size(path)
            digest = statements.fingerprint(path)
            if digest in first:
                imported.append(Imported(path.name, duplicate_of=first[digest]))
                continue
            first[digest] = path.name
            imported.append(Imported(path.name, statements.read_safely(path, read_at=read_at)))
        except Invalid as refused:
            imported.append(Imported(path.name, refused=refused))
    return sorted(imported, key=lambda one: one.name)


class _Asked:
    """The payments to follow, at what moment, under which rule; remembers how many no statement shows."""

    def __init__(self, reports: list[tuple[dict[str, str], tracing.Payment]], as_of: datetime, rule: str) -> None:
        self.reports = reports
        self.payments = [payment for _, payment in reports]
        self.as_of = as_of
        self.rule = rule
        self.lost = 0

    def traced(self, ledger: tracing.Ledger, *, rule: str = "") -> tuple[tracing.PaymentTrace, ...]:
        """Where each payment's money is."""
        found = tracing.trace(ledger, self.payments, as_of=self.as_of, rule=rule or self.rule).payments
        self.lost = sum(1 for one in found if one.found is tracing.Found.NOT_FOUND)
        return found

    def named(self, number: int) -> dict[str, object]:
        """A payment as its row of payments.csv says it."""
        row, payment = self.reports[number]
        return {
            "case_no": row["case_no"], "paid_at": row["paid_at"], "from_account": payment.from_account,
            "to_account": payment.to_account, "amount_fen": payment.amount_fen,
        }  # fmt: skip


def _answer(
    asked: _Asked,
    as_of: str,
    imported: list[Imported],
    arrived: list[Imported],
    *,
    band: bool,
    accounts: tuple[str, ...],
) -> dict[str, object]:
    """The JSON. With ``arrived`` the answer is of all statements, and ``moved`` says what changed against the first ones."""
    before = tracing.merge(one.reading for one in imported if one.reading is not None)
    ledger = before
    if arrived:
        ledger = tracing.merge(one.reading for one in [*imported, *arrived] if one.reading is not None)
    told = asked.traced(ledger)
    payments = [asked.named(number) | _where(one) | {"found": one.found.value} for number, one in enumerate(told)]
    if band:
        by_rule = {code: asked.traced(ledger, rule=code) for code in tracing.rules()}
        for number, payment in enumerate(payments):
            payment["band"] = {code: _where(traces[number]) for code, traces in by_rule.items()}
    answer: dict[str, object] = {
        "as_of": as_of,
        "rule": asked.rule,
        "payments": payments,
        "import": {"files": [_file(one) for one in [*imported, *arrived]]},
    }
    if arrived:
        pairs = zip(asked.traced(before), asked.traced(ledger), strict=True)
        answer["moved"] = [
            asked.named(number) | {"before": _where(old), "after": _where(new)}
            for number, (old, new) in enumerate(pairs)
            if _where(old) != _where(new)
        ]
    if accounts:
        answer["backwards"] = {
            account: [
                {"kind": one.kind.value, "name": one.name, "payer": one.payer, "fen": one.fen}
                for one in tracing.origins(ledger, account, asked.payments, as_of=asked.as_of)
            ]
            for account in accounts
        }
    return answer


def _where(one: tracing.PaymentTrace) -> dict[str, object]:
    return {"held": one.held, "out_of_sight": one.out_of_sight, "cashed_out_fen": one.cashed_out_fen}


def _file(one: Imported) -> dict[str, object]:
    reading = one.reading
    return {
        "name": one.name,
        "rows": reading.rows if reading else 0,
        "accepted": reading.accepted if reading else 0,
        "rejected": [
            {"row": bad.row, "reason": bad.reason, "code": bad.code, "sheet": bad.sheet} for bad in reading.rejected
        ]
        if reading
        else [],
        "duplicate_of": one.duplicate_of,
        "layout": reading.layout if reading else None,
        "failed_queries": [{"row": bad.row, "reason": bad.reason} for bad in reading.failed_queries] if reading else [],
        "refused": {"code": one.refused.code, "reason": str(one.refused)} if one.refused else None,
    }


def _tell(asked: _Asked, imported: list[Imported]) -> None:
    for one in imported:
        if one.refused is not None:
            click.echo(f"未读：{one.refused}", err=True)
        elif one.duplicate_of is not None:
            click.echo(f"{one.name}：和 {one.duplicate_of} 是同一个文件，只算一次", err=True)
        elif one.reading is not None:
            click.echo(
                f"{one.name}：{one.reading.explanation}；取 {one.reading.accepted} 行，退 {len(one.reading.rejected)} 行",
                err=True,
            )
    if asked.lost:
        click.echo(f"{asked.lost} 笔付款在明细里没有找到，按报案内容计入", err=True)
