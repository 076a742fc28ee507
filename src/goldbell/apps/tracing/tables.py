"""The trace in rows: the equation of its sums, the flows, the gaps. Accounts masked, always."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from goldbell.apps.tracing.contracts import TracedAccount, TraceView
from goldbell.apps.tracing.queries.accounts import SINKS
from goldbell.apps.tracing.wording import KINDS
from goldbell.web.figures import Part


class Figures(Protocol):
    """Whatever carries the sums of a trace: the run as it is kept, or its view."""

    @property
    def asked_fen(self) -> int: ...
    @property
    def held_fen(self) -> int: ...
    @property
    def out_of_sight_fen(self) -> int: ...
    @property
    def cashed_out_fen(self) -> int: ...
    @property
    def pending_fen(self) -> int: ...


def sums(view: Figures) -> list[Part]:
    """付出 ＝ 在账 ＋ 视线外 ＋ 取现 ＋ 未到账; terms that are nothing are left out, the whole and what is held stay."""
    terms = [
        Part(_("视线外"), view.out_of_sight_fen, "unseen"),
        Part(_("取现"), view.cashed_out_fen, "cashed"),
        Part(_("未到账，可撤回"), view.pending_fen, "pending"),
    ]
    shown = [one for one in terms if one.fen]
    return [Part(_("付出"), view.asked_fen), Part(_("在账，可止"), view.held_fen, "held"), *shown]


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One movement in the table of flows. ``carried_fen``: the victim's part of ``amount_fen``."""

    tier: int
    at: datetime
    source: str
    target: str
    carried_fen: int
    amount_fen: int
    kind: str
    word: str | Promise
    holder: str


def flow_rows(view: TraceView, *, account: int | None = None) -> list[FlowRow]:
    """The flows by tier and time; with ``account`` (index in ``view.accounts``) those into and out of it."""
    known = {one.account_no: one for one in view.accounts}
    only = view.accounts[account].account_no if account is not None else None
    return [
        FlowRow(
            tier=flow.tier,
            at=flow.at,
            source=_named(known, flow.from_account) if flow.tier > 1 else _("付款账户"),
            target=_named(known, flow.to_account) if flow.to_account in known else str(KINDS.get(flow.kind, "–")),
            carried_fen=flow.carried_fen,
            amount_fen=flow.amount_fen,
            kind=flow.kind,
            word=KINDS.get(flow.kind, flow.kind),
            holder=known[flow.to_account].holder_masked if flow.to_account in known else "",
        )
        for flow in view.flows
        if only is None or only in (flow.from_account, flow.to_account)
    ]


@dataclass(frozen=True, slots=True)
class GapRow:
    """Money that left our sight, and why. ``ask``: a statement of this account would show more."""

    what: str
    fen: int
    why: str
    ask: bool


def gap_rows(view: TraceView) -> list[GapRow]:
    """The gaps, the largest first."""
    known = {one.account_no: one for one in view.accounts}
    rows = []
    for gap in view.gaps:
        mark, _colon, bare = gap.account_no.partition(":")
        if gap.account_no.startswith(SINKS):
            rows.append(GapRow(_named(known, bare), gap.out_of_sight_fen, _why(mark), mark == "gap"))
        else:
            rows.append(GapRow(_named(known, gap.account_no), gap.out_of_sight_fen, _("没有这个账户的流水"), True))
    return rows


def _why(mark: str) -> str:
    return {
        "fee": _("付了手续费，对方不是账户"),
        "unnamed": _("转出没有写明对方账户"),
        "gap": _("余额对不上，流水可能缺行"),
    }[mark]


def _named(known: Mapping[str, TracedAccount], account: str) -> str:
    return known[account].masked if account in known else f"({account[-4:]})"
