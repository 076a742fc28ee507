"""Bodies and envelopes for tests; every field can be set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from goldbell.adapters.messages.contracts import (
    Ack,
    Body,
    Envelope,
    OnwardTransfer,
    OrderState,
    RefusalCode,
    StatusAnswer,
    StatusQuery,
    StopAnswer,
    StopOutcome,
    StopRequest,
)

NOON = datetime(2026, 3, 4, 4, 13, 32, tzinfo=UTC)
MESSAGE = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")


def stop_request(**changes: Any) -> StopRequest:
    fields: dict[str, Any] = {
        "order_no": "ZF-2026-000017",
        "account_name": "马䶮",
        "account_no": "6222021234567890123",
        "bank_code": "bank-a",
        "transfer_amount_fen": 8_800_000,
        "transferred_at": NOON - timedelta(minutes=12),
        "ask_fen": 5_000_000,
        "currency": "CNY",
        "case_no": "A6201022026030001",
        "ordinal": 1,
        "legal_basis": "《反电信网络诈骗法》第二十条；银发〔2016〕86号",
        "proposer_badge": "010203",
        "approver_badge": "010101",
        "requested_at": NOON,
    }
    return StopRequest(**{**fields, **changes})


def executed(**changes: Any) -> StopAnswer:
    fields: dict[str, Any] = {
        "order_no": "ZF-2026-000017",
        "outcome": StopOutcome.EXECUTED,
        "serial": "bank-a-42",
        "executed_at": NOON + timedelta(minutes=3),
        "expires_at": NOON + timedelta(minutes=3, hours=48),
        "held_fen": 3_000_000,
        "balance_fen": 3_000_000,
        "onward": (
            OnwardTransfer(to_account="6217000000000000001", to_name="", to_bank="建行", amount_fen=2_000_000, at=NOON),
        ),
    }
    return StopAnswer(**{**fields, **changes})


def refused(**changes: Any) -> StopAnswer:
    fields: dict[str, Any] = {
        "order_no": "ZF-2026-000017",
        "outcome": StopOutcome.REFUSED,
        "serial": "bank-a-43",
        "refusal_code": RefusalCode.NAME_MISMATCH,
        "refusal_reason": "户名与账号不符",
    }
    return StopAnswer(**{**fields, **changes})


def envelope(body: Body, *, sender: str = "centre", receiver: str = "bank-a", **changes: Any) -> Envelope:
    fields: dict[str, Any] = {"message_id": MESSAGE, "sent_at": NOON, "correlation_id": None, "body": body}
    return Envelope(sender=sender, receiver=receiver, **{**fields, **changes})


#: One body of every sort.
BODIES: dict[str, Body] = {
    "stop_request": stop_request(),
    "ack": Ack(received_at=NOON, serial="bank-a-41", repeated=False),
    "stop_answer_executed": executed(),
    "stop_answer_refused": refused(),
    "status_query": StatusQuery(order_no="ZF-2026-000017", asked_message_id=MESSAGE),
    "status_answer_unknown": StatusAnswer(order_no="ZF-2026-000017", known=False, state=OrderState.UNKNOWN),
    "status_answer_executed": StatusAnswer(
        order_no="ZF-2026-000017", known=True, state=OrderState.EXECUTED, answer=executed()
    ),
}
