"""Puts a made city down in a folder, whole or not at all."""

from __future__ import annotations

import csv
import fcntl
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from goldbell.common.errors import Conflict, OutsideFailed
from goldbell.common.moments import SHANGHAI
from goldbell.engine import city
from goldbell.project.city.layouts import writer, yuan


class CityStands(Conflict):
    """There is something in the folder; nothing was touched."""

    code = "city_stands"


class CityNotWritten(OutsideFailed):
    """The disk is full or refuses; nothing half-done stays."""

    code = "city_not_written"


class CityBeingWritten(Conflict):
    """Another run is writing this city right now; it was left alone."""

    code = "city_being_written"


@contextmanager
def whole_folder(folder: Path, *, overwrite: bool) -> Iterator[Path]:
    """A folder beside ``folder`` to write in, which becomes it when all is done. Raises CityStands, CityBeingWritten,
    CityNotWritten.

    What an interrupted run left is swept away by the next one. With ``overwrite`` only a city is replaced, never others' files.
    """
    making, old = (folder.with_name(f".{folder.name}.{word}") for word in ("making", "old"))
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        if not overwrite:
            raise CityStands("%(folder)s 里已有内容，没有动；换一个文件夹或加 --overwrite", folder=folder.name)
        city.read_truth(folder / "truth.json")
    try:
        making.mkdir(parents=True, exist_ok=True)
        hold = os.open(making, os.O_RDONLY)
    except OSError as failed:
        raise _not_written(failed) from None
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(hold)
        raise CityBeingWritten("另一个进程正在写 %(folder)s，没有动", folder=folder.name) from None
    try:
        for left in making.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield making
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            os.replace(folder, old)
        os.replace(making, folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as failed:
        raise _not_written(failed) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
        os.close(hold)


def _not_written(failed: OSError) -> CityNotWritten:
    return CityNotWritten("没有写成（%(why)s），没有留下半成品", retryable=True, why=failed.strerror or "")


def write_city(made: city.City, folder: Path) -> dict[str, int]:
    """Write reports, payments, statements (those given in time, and those that come later) and the truth; what was written."""
    reports = city.reports(made)
    answers = city.statements(made, reports)
    _write_reports(folder / "reports.jsonl", reports)
    _write_payments(folder / "payments.csv", made, reports)
    as_of = made.plan.moment(made.plan.ends_at_s - 1)
    given = [one for one in answers if one.given_at is not None and one.given_at <= as_of and one.rows]
    late = [one for one in answers if one.given_at is not None and one.given_at > as_of and one.rows]
    files = _write_statements(folder / "statements", made, given) + _write_statements(folder / "late", made, late)
    truth = city.truth_of(made, reports, answers)
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return {
        "reports": len(reports), "incidents": len(made.incidents), "movements": made.booked, "files": files,
        "given": len(given), "late": len(late), "asked": len(answers),
    }  # fmt: skip


def _write_reports(path: Path, reports: Iterable[city.SeenReport]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for one in reports:
            told = {
                "report_no": one.report_no,
                "received_at": one.received_at.astimezone(SHANGHAI).isoformat(),
                "station": one.station + 1,
                "name": one.name,
                "phone": one.phone,
                "address": one.address,
                "words": one.words,
                "payments": [
                    {
                        "paid_at": payment.paid_at.astimezone(SHANGHAI).isoformat(), "way": payment.way,
                        "from_account": payment.from_account, "to_account": payment.to_account,
                        "to_name": payment.to_name, "amount_yuan": yuan(payment.fen),
                    }
                    for payment in one.payments
                ],
            }  # fmt: skip
            out.write(json.dumps(told, ensure_ascii=False) + "\n")


def _write_payments(path: Path, made: city.City, reports: Iterable[city.SeenReport]) -> None:
    """Settled payments between accounts, as ``goldbell trace`` reads them."""
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["case_no", "paid_at", "from_account", "to_account", "amount_yuan", "way"])
        for report in reports:
            for one in report.payments:
                if one.to_account and one.settles_at < made.plan.moment(made.plan.ends_at_s):
                    lines.writerow(
                        [report.report_no, one.paid_at.astimezone(SHANGHAI).isoformat(), one.from_account,
                         one.to_account, yuan(one.fen), one.way]
                    )  # fmt: skip


def _write_statements(folder: Path, made: city.City, given: Iterable[city.Statement]) -> int:
    """One file an institution; with mess one of them lies there twice. How many files."""
    folder.mkdir()
    by_bank: dict[int, list[city.Statement]] = defaultdict(list)
    for one in given:
        by_bank[one.bank].append(one)
    for bank, answers in sorted(by_bank.items()):
        rng = Random(f"{made.plan.seed}/mess/{bank}") if made.plan.mess else None  # noqa: S311  # repeatable, not secret
        layout = writer(city.layout_of(bank))
        content = layout.write([row for one in answers for row in one.rows], rng=rng)
        name = f"{made.world.bank(answers[0].account)}_交易明细"
        (folder / f"{name}.{layout.SUFFIX}").write_bytes(content)
        if rng and rng.random() < 0.3:
            (folder / f"{name}(1).{layout.SUFFIX}").write_bytes(content)
    return len(list(folder.iterdir()))
