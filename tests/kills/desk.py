"""Two officers at a desk, in a process that may be killed: reads one JSON line each, acts through the services, answers.

An answer is written after the act has committed; who reads no answer knows nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any


def report(told: dict[str, Any]) -> dict[str, Any]:
    """Take a report and open its case."""
    from goldbell.apps.cases import services as cases
    from goldbell.apps.cases.contracts import ReportDraft, TransferDraft
    from goldbell.apps.identity.scope import acting
    from goldbell.common.moments import utc_now
    from goldbell.project.sample.loading import named

    draft = ReportDraft(
        idempotency_key=told["key"],
        channel="call_110",
        received_at=datetime.fromisoformat(told["at"]),
        words="对方冒充客服，让我转了几笔",
        reporter_name="赵一",
        transfers=tuple(
            TransferDraft(
                paid_at=datetime.fromisoformat(one["at"]),
                amount_fen=one["fen"],
                way="instant",
                to_account=one["account"],
                to_name=one["holder"],
            )
            for one in told["transfers"]
        ),
    )
    intake = named("H0101")
    with acting(intake):
        taken = cases.take_report(by=intake, now=utc_now(), draft=draft)
    with acting(intake):
        case = cases.open_case(by=intake, now=utc_now(), report_id=taken.pk, scam_type="fake_customer_service")
    return {"report": taken.pk, "case": case.pk}


def propose(told: dict[str, Any]) -> dict[str, Any]:
    """Propose a stop on the account that one transfer went to."""
    from goldbell.apps.identity.scope import acting
    from goldbell.apps.interdiction import services as interdiction
    from goldbell.apps.interdiction.contracts import ProposalDraft
    from goldbell.apps.interdiction.failures import AlreadyPending
    from goldbell.apps.interdiction.models import StopOrder
    from goldbell.apps.privacy.contracts import Kind
    from goldbell.apps.privacy.sealing import blind
    from goldbell.common.moments import utc_now
    from goldbell.project.sample.loading import named

    analyst, one = named("H0107"), told["transfer"]
    draft = ProposalDraft(
        case_id=told["case"],
        account_no=one["account"],
        holder=one["holder"],
        transfer_fen=one["fen"],
        transferred_at=datetime.fromisoformat(one["at"]),
        ask_fen=one["fen"],
    )
    with acting(analyst):
        try:
            order = interdiction.propose(by=analyst, now=utc_now(), draft=draft)
        except AlreadyPending:  # proposed before the desk was killed
            account = blind(Kind.ACCOUNT, one["account"])
            order = StopOrder.objects.get(case_id=told["case"], account_blind=account)
    return {"order": order.pk}


def approve(told: dict[str, Any]) -> dict[str, Any]:
    """The second signature. ``moved``: it had been given before."""
    from goldbell.apps.identity.scope import acting
    from goldbell.apps.interdiction import services as interdiction
    from goldbell.apps.interdiction.failures import Moved
    from goldbell.common.moments import utc_now
    from goldbell.project.sample.loading import named

    chief = named("H0105")
    try:
        with acting(chief):
            interdiction.approve(by=chief, now=utc_now(), order_id=told["order"])
    except Moved:
        return {"moved": True}
    return {"approved": told["order"]}


def hand_in(told: dict[str, Any]) -> dict[str, Any]:
    """Hand in a statement file."""
    from goldbell.apps.identity.scope import acting
    from goldbell.apps.tracing import services as statements
    from goldbell.common.moments import utc_now
    from goldbell.project.sample.loading import named

    analyst, path = named("H0107"), Path(told["path"])
    with acting(analyst), path.open("rb") as content:
        given = [(path.name, content)]
        files = statements.hand_in(by=analyst, now=utc_now(), case_id=told["case"], files=given)
    return {"files": [one.pk for one in files]}


ACTS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "report": report,
    "propose": propose,
    "approve": approve,
    "hand_in": hand_in,
}


def main() -> None:
    """Serve until the input ends. A database that is gone is told as such; the asker tries again."""
    from goldbell.project.platform import wake

    wake()
    from django.db import DatabaseError, connection

    for line in sys.stdin:
        told = json.loads(line)
        try:
            answer = ACTS[told["act"]](told)
        except DatabaseError as error:
            connection.close()
            answer = {"failed": type(error).__name__}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
