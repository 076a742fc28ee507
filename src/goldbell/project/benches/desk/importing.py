"""Orders keep leaving while a large statement is read."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Sequence
from datetime import timedelta

from goldbell.apps.cases import services as cases
from goldbell.apps.cases.contracts import Channel, ReportDraft, TransferDraft
from goldbell.apps.identity.scope import acting
from goldbell.apps.tracing import queries as tracing
from goldbell.apps.tracing import services as statements
from goldbell.apps.tracing.contracts import FileState
from goldbell.common.errors import OutsideFailed
from goldbell.common.moments import utc_now
from goldbell.project.benches.desk import measuring
from goldbell.project.benches.rows import Row
from goldbell.project.sample import loading
from goldbell.project.sample.statement_files import StatementRow, police_34
from goldbell.project.sample.world import SampleAccount, make_account_no

_EVERY_SECONDS = 0.2
_BANK = "longyuan"


def while_importing(proposals: Sequence[int], rows: int, *, patience: float) -> list[Row]:
    """Approve at an even pace from the moment a statement of ``rows`` rows is handed in; then wait for its reading."""
    began = time.monotonic()
    case_id, file_id = _hand_in(rows)
    handed_in = time.monotonic()
    made = measuring.orders_in_step(proposals, every_seconds=_EVERY_SECONDS)
    under_way = _state(case_id, file_id) == FileState.WAITING
    work = "approval → first byte at the bank, while an import runs"
    made += measuring.first_byte("D8", work, proposals, patience=began + patience)
    while _state(case_id, file_id) == FileState.WAITING:
        if time.monotonic() > began + patience:
            raise OutsideFailed("流水还没有读完，测不出导入", retryable=True)
        time.sleep(0.5)
    took = round(time.monotonic() - handed_in, 1)
    read = _state(case_id, file_id) == FileState.READ
    over = "beside the orders" if under_way else "shorter than the orders took"
    made.append(Row(id="D9", work=f"import of one statement, {over}", rows=rows, ours_s=took, conserved=read))
    return made


def _hand_in(rows: int) -> tuple[int, int]:
    intake, analyst = loading.named("H0101"), loading.named("H0107")
    account, content = _statement(rows)
    paid_at = utc_now() - timedelta(hours=1)
    draft = ReportDraft(
        idempotency_key="bench-import",
        channel=Channel.CALL_110,
        received_at=utc_now(),
        words="对方让我把钱转到这个账户。",
        transfers=(TransferDraft(paid_at, 1_000_00, "instant", "", account.account_no, account.holder, "陇原银行"),),
    )
    with acting(intake):
        report = cases.take_report(by=intake, now=utc_now(), draft=draft)
        case = cases.open_case(by=intake, now=utc_now(), report_id=report.pk, scam_type="fake_customer_service")
    with acting(analyst):
        (file,) = statements.hand_in(
            by=analyst, now=utc_now(), case_id=case.pk, files=[("流水.csv", io.BytesIO(content))]
        )
    return case.pk, file.pk


def _statement(rows: int) -> tuple[SampleAccount, bytes]:
    rng = random.Random(7)  # noqa: S311 – a bench, not a secret
    account, *others = (
        SampleAccount(
            key=f"bench-{place}", account_no=make_account_no(_BANK, rng), holder=f"测{place}", bank=_BANK, opening_fen=0
        )
        for place in range(200)
    )
    first, balance, made = utc_now() - timedelta(seconds=rows + 7200), 0, []
    for number in range(rows):
        fen = rng.randint(1_00, 9_999_00)
        inward = balance < fen or rng.random() < 0.5
        balance += fen if inward else -fen
        at = first + timedelta(seconds=number)
        made.append(StatementRow(account, at, fen, balance, inward, rng.choice(others), f"B{number:08d}", ""))
    text = police_34(made, words=(("进",), ("出",)), rng=rng)
    return account, text.encode()


def _state(case_id: int, file_id: int) -> str:
    by = loading.named("H0107")
    with acting(by):
        return next(file.state for file in tracing.case_files(by, case_id) if file.pk == file_id)
