"""Content for the desk bench: proposals the simulated banks know of, and many reports."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from goldbell.apps.cases import services as cases
from goldbell.apps.cases.contracts import Channel, ReportDraft, TransferDraft
from goldbell.apps.cases.models import Case, Report
from goldbell.apps.identity.scope import acting, everything
from goldbell.apps.interdiction import services as interdiction
from goldbell.apps.interdiction.contracts import ProposalDraft
from goldbell.common.moments import utc_now
from goldbell.project.sample import loading
from goldbell.project.sample.stage import add_to_book
from goldbell.project.sample.world import make_account_no

_BANK, _BANK_NAME = "longyuan", "陇原银行"
_EACH = 25  # transfers of one case
_FEN = 1_000_00


def proposals(count: int, address: str, series: str) -> list[int]:
    """Propose ``count`` stops on accounts that the simulated bank holds; the orders' ids. ``series`` names the accounts apart."""
    rng = random.Random(series)  # noqa: S311 – a bench, not a secret
    made: list[int] = []
    while len(made) < count:
        accounts = [make_account_no(_BANK, rng) for _ in range(min(_EACH, count - len(made)))]
        paid_at = utc_now() - timedelta(minutes=10)
        _tell_bank(address, accounts, paid_at.isoformat())
        intake, analyst = loading.named("H0101"), loading.named("H0107")
        draft = ReportDraft(
            idempotency_key=f"bench-{series}-{len(made)}",
            channel=Channel.CALL_110,
            received_at=utc_now(),
            words="对方冒充客服，让我把钱转到这些账户。",
            transfers=tuple(TransferDraft(paid_at, _FEN, "instant", "", one, "测甲", _BANK_NAME) for one in accounts),
        )
        with acting(intake):
            report = cases.take_report(by=intake, now=utc_now(), draft=draft)
            case = cases.open_case(by=intake, now=utc_now(), report_id=report.pk, scam_type="fake_customer_service")
        for one in accounts:
            with acting(analyst):
                order = interdiction.propose(
                    by=analyst,
                    now=utc_now(),
                    draft=ProposalDraft(
                        case_id=case.pk,
                        account_no=one,
                        holder="测甲",
                        transfer_fen=_FEN,
                        transferred_at=paid_at,
                        ask_fen=_FEN,
                    ),
                )
            made.append(order.pk)
    return made


def reports(count: int) -> None:
    """Multiply the sample's reports and cases to ``count``, spread over two years, as rows of their own."""
    with everything("sample"):
        _multiply(
            Case,
            count * 6 // 10,
            {"case_no": "'B-' || n || '-' || t.id", "opened_at": "now() - n * interval '17 minutes'"},
        )
        _multiply(
            Report,
            count,
            {
                "number": "'B-' || n || '-' || t.id",
                "idempotency_key": "'bench-' || n || '-' || t.id",
                "received_at": "now() - n * interval '10 minutes'",
            },
        )
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE")
        cursor.execute("SET ROLE goldbell_app")


def _multiply(model: type[Case] | type[Report], count: int, fresh: dict[str, str]) -> None:
    there = model._default_manager.count()
    columns = [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]
    values = [fresh.get(column, f't."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(values)} '  # noqa: S608 – our own names
            f'FROM (SELECT * FROM "{model._meta.db_table}") t, generate_series(1, %s) n',
            [max(1, count // max(1, there))],
        )


def _tell_bank(address: str, accounts: list[str], paid_at: str) -> None:
    movement = {
        "at": paid_at,
        "direction": "in",
        "amount_fen": _FEN,
        "counterparty_account": "",
        "counterparty_name": "",
        "counterparty_bank": "",
    }
    book = {
        "version": 1,
        "partners": [],
        "accounts": [
            {"bank_code": _BANK, "account_no": one, "holder": "测甲", "opening_fen": 0, "movements": [movement]}
            for one in accounts
        ],
    }
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.json"
        file.write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
        add_to_book(address, file)
