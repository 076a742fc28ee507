"""A trace, opened: sums, what is still held where, what is out of sight, which way it went."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from goldbell.apps.cases import queries as cases
from goldbell.apps.cases.contracts import TransferFacts
from goldbell.apps.identity.access import require
from goldbell.apps.privacy import files as vault
from goldbell.apps.tracing.contracts import Flow, Gap, HeldMoney, TraceView
from goldbell.apps.tracing.failures import NoSuchTrace
from goldbell.apps.tracing.models import TraceRun
from goldbell.apps.tracing.queries.accounts import NOWHERE, SINKS, Owners, pending_money, traced_accounts
from goldbell.apps.tracing.wording import reason
from goldbell.common.actors import Actor
from goldbell.common.money import yuan_from_fen


def runs_of(by: Actor, case_id: int) -> QuerySet[TraceRun]:
    """The traces of a case, newest first."""
    require(by, "tracing.trace.read")
    return TraceRun.objects.filter(case_id=case_id).order_by("-pk")


def latest_trace(by: Actor, case_id: int) -> TraceView | None:
    """The newest trace of a case, or None while nobody has followed its money."""
    run = runs_of(by, case_id).first()
    return None if run is None else _view(by, run)


def trace_view(by: Actor, run_id: int) -> TraceView:
    """One trace. Raises NoSuchTrace."""
    require(by, "tracing.trace.read")
    run = TraceRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NoSuchTrace("没有这次追踪，或不在你的范围内")
    return _view(by, run)


def _view(by: Actor, run: TraceRun) -> TraceView:
    head = cases.case_head(by, run.case_id)
    kept = json.loads(vault.open_(run.result, head.key))
    pending = set(kept["pending"])
    waiting: list[dict[str, Any]] = []
    followed: list[dict[str, Any]] = []
    for one in kept["result"]["payments"]:
        late = one["payment"]["ref"] in pending or one["found"] == "after_cut"
        (waiting if late else followed).append(one)
    told = {str(one.id): one for one in cases.transfers(by, run.case_id)}
    touched = {edge["to_account"] for one in followed for edge in one["edges"]} - NOWHERE
    touched |= {one["payment"]["to_account"] for one in waiting}
    owners = Owners(told.values(), kept["names"], touched)
    return TraceView(
        id=run.pk,
        case_id=run.case_id,
        case_no=head.case_no,
        as_of=run.as_of,
        run_at=run.run_at,
        rule=run.rule,
        asked_fen=run.asked_fen,
        held_fen=run.held_fen,
        out_of_sight_fen=run.out_of_sight_fen,
        cashed_out_fen=run.cashed_out_fen,
        pending_fen=run.pending_fen,
        held=_held(followed, told, owners),
        gaps=_gaps(followed, owners),
        flows=_flows(followed),
        files_read=run.files,
        accounts=traced_accounts(followed, kept["names"], owners),
        pending=pending_money(waiting, told, owners, run.as_of),
    )


def _held(
    payments: Iterable[dict[str, Any]], told: Mapping[str, TransferFacts], owners: Owners
) -> tuple[HeldMoney, ...]:
    by_account: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for payment in payments:
        for fact in payment["facts"]:
            by_account[fact["account"]].append((payment, fact))
    found = [_held_on(account, parts, told, owners) for account, parts in by_account.items()]
    return tuple(sorted((one for one in found if one.held_fen > 0), key=lambda one: (-one.held_fen, one.account_no)))


def _held_on(
    account: str, parts: list[tuple[dict[str, Any], dict[str, Any]]], told: Mapping[str, TransferFacts], owners: Owners
) -> HeldMoney:
    facts = [fact for _payment, fact in parts]
    inward = max((edge for fact in facts for edge in fact["inward"]), key=lambda edge: edge["amount_fen"])
    largest, _fact = max(parts, key=lambda part: part[1]["fen"])
    transfer = told.get(largest["payment"]["ref"])
    holder = owners.holder(account)
    last_row_at = facts[0]["last_row_at"]
    balances = [fact["last_balance_fen"] for fact in facts if fact["last_balance_fen"] is not None]
    held = sum(fact["fen"] for fact in facts)
    certain = sum(fact["certain_fen"] or 0 for fact in facts)
    possible = sum(fact["possible_fen"] if fact["possible_fen"] is not None else fact["fen"] for fact in facts)
    if balances:  # the payments' own maxima may claim the same fen twice
        possible = min(possible, balances[0])
    return HeldMoney(
        account_no=account,
        holder=holder,
        holder_masked=owners.holder_masked(account),
        bank_name=owners.bank(account),
        held_fen=held,
        certain_fen=min(certain, held),
        possible_fen=max(possible, held),
        tier=min(fact["tier"] for fact in facts),
        inflow_fen=inward["amount_fen"],
        inflow_at=datetime.fromisoformat(inward["at"]),
        from_account=inward["from_account"],
        clock_paid_at=datetime.fromisoformat(largest["payment"]["paid_at"]),
        clock_way=transfer.way if transfer else "other",
        has_statement=facts[0]["rows"] > 0,
        last_balance_fen=balances[0] if balances else None,
        reasons=tuple(_reasons(held, certain, facts, last_row_at)),
    )


def _reasons(held: int, certain: int, facts: list[dict[str, Any]], last_row_at: str | None) -> Iterable[str]:
    """Why a stop here makes sense, and how sure it is; ``wording.reason_words`` says it in the reader's language."""
    if certain >= held:
        yield reason("certain_all", yuan_from_fen(held))
    elif certain:
        yield reason("certain_part", yuan_from_fen(certain))
    else:
        yield reason("mixed")
    if last_row_at:
        yield reason("last_row", last_row_at)
    if not facts[0]["rows"]:
        yield reason("no_statement")
    if facts[0]["gaps"]:
        yield reason("balance_gaps", str(facts[0]["gaps"]))


def _gaps(payments: Iterable[dict[str, Any]], owners: Owners) -> tuple[Gap, ...]:
    fen: dict[str, int] = defaultdict(int)
    tiers: dict[str, int] = {}
    for payment in payments:
        for account, amount in payment["out_of_sight"].items():
            fen[account] += amount
        for edge in payment["edges"]:
            to = edge["to_account"]
            tiers[to] = min(edge["tier"], tiers.get(to, edge["tier"]))
    return tuple(
        Gap(
            account_no=account,
            bank_name="" if account.startswith(SINKS) else owners.bank(account),
            out_of_sight_fen=amount,
            tier=tiers.get(account, 0),
        )
        for account, amount in sorted(fen.items(), key=lambda item: (-item[1], item[0]))
        if amount
    )


def _flows(payments: Iterable[dict[str, Any]]) -> tuple[Flow, ...]:
    merged: dict[tuple[str, str, str, int, str], list[int]] = {}
    for payment in payments:
        for edge in payment["edges"]:
            way = (edge["from_account"], edge["to_account"], edge["at"], edge["amount_fen"], edge["kind"])
            known = merged.setdefault(way, [0, edge["tier"]])
            known[0] += edge["carried_fen"]
            known[1] = min(known[1], edge["tier"])
    return tuple(
        Flow(
            from_account=source,
            to_account=target,
            at=datetime.fromisoformat(at),
            carried_fen=carried,
            amount_fen=amount,
            tier=tier,
            kind=kind,
        )
        for (source, target, at, amount, kind), (carried, tier) in sorted(
            merged.items(), key=lambda item: (item[1][1], item[0][2], item[0][0], item[0][1])
        )
    )
