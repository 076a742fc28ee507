"""One case played through the real services, in ten lines: reported, read, traced, proposed, approved, held, missed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from goldbell.apps.exchange.queries import partner_for
from goldbell.apps.identity.scope import acting
from goldbell.apps.interdiction import queries as orders
from goldbell.apps.interdiction import services as interdiction
from goldbell.apps.interdiction.contracts import Totals
from goldbell.apps.tracing import queries as tracing
from goldbell.apps.tracing import services as statements
from goldbell.apps.tracing.contracts import HeldMoney, TraceView
from goldbell.common.actors import Actor
from goldbell.common.errors import OutsideFailed
from goldbell.common.moments import utc_now
from goldbell.common.money import yuan_from_fen
from goldbell.project.sample import loading
from goldbell.project.sample.case import SampleCase, make_sample_case

_INTAKE, _ANALYST, _CHIEF = "H0101", "H0107", "H0105"
#: Smaller sums are not worth an officer's signature tonight.
_LEAST_FEN = 100_000
#: Proposals that wait for whoever tries the demo.
_LEFT_TO_SIGN = 2
_PATIENCE = 90.0
T = TypeVar("T")


class StoryStuck(OutsideFailed):
    """The worker did not do its part in time."""

    code = "story_stuck"


class Play:
    """Plays one sample case. ``folder`` keeps its files, ``address`` is where the simulated partners are told of it."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address

    def lines(self) -> Iterator[str]:
        """Play, telling each step as it was seen to happen. Raises StoryStuck and whatever the services raise."""
        began = utc_now()
        case = self._prepare(began)
        intake, analyst, chief = (loading.named(badge) for badge in (_INTAKE, _ANALYST, _CHIEF))
        with acting(intake):
            case_id = loading.take(by=intake, report=case.report, key=f"sample-{began:%Y%m%d%H%M%S}", now=utc_now())
        assert case_id is not None
        first = min(one.paid_at for one in case.transfers)
        yield f"1 报案 reported   {case.report.victim_name}，{len(case.transfers)} 笔 {_yuan(case)} 元，转出已 {_minutes(first)} 分"
        yield self._hand_in(case, case_id, analyst)
        view = _wait(lambda: self._view(analyst, case_id), "追踪")
        yield from _traced(view)
        proposed = _propose(analyst, case_id, view)
        yield f"5 建议 proposed   {len(proposed)} 张止付单，{name_of(_ANALYST)}提出"
        signed = proposed[: max(1, len(proposed) - _LEFT_TO_SIGN)]
        for order_id in signed:
            with acting(chief):
                interdiction.approve(by=chief, now=utc_now(), order_id=order_id)
        left = len(proposed) - len(signed)
        yield f"6 批准 approved   {len(signed)} 张，{name_of(_CHIEF)}签字，另一人；{left} 张留给你签（{_CHIEF}）"
        totals = _wait(lambda: _settled(analyst, case_id), "银行答复")
        yield f"7 要求 asked      {yuan_from_fen(totals.asked_fen)} 元"
        yield f"8 止住 held       {yuan_from_fen(totals.stopped_fen)} 元"
        yield f"9 未止住 missed   {yuan_from_fen(totals.missed_fen)} 元，待答复 {yuan_from_fen(totals.open_fen)} 元"
        yield f"10 用时 minutes    第一笔转出后 {_minutes(first)} 分；从接警到止住 {(utc_now() - began).total_seconds():.0f} 秒"

    def _prepare(self, now: datetime) -> SampleCase:
        from goldbell.project.sample.stage import add_to_book

        seed = int(now.timestamp()) % 1_000_000
        case = make_sample_case(now=now, seed=seed, into=self._folder / f"case-{now:%Y%m%d-%H%M%S}")
        add_to_book(self._address, case.book_file)
        return case

    def _hand_in(self, case: SampleCase, case_id: int, analyst: Actor) -> str:
        names = sorted(case.statements.iterdir())
        with ExitStack() as open_files, acting(analyst):
            given = [(path.name, open_files.enter_context(path.open("rb"))) for path in names]
            statements.hand_in(by=analyst, now=utc_now(), case_id=case_id, files=given)

        def read() -> str | None:
            with acting(analyst):
                files = list(tracing.case_files(analyst, case_id))
            if any(file.state == "waiting" for file in files):
                return None
            rows, bad = sum(file.accepted for file in files), sum(file.rejected for file in files)
            twice = sum(file.state == "duplicate" for file in files)
            return f"2 流水 read       {len(files)} 个文件，{rows} 行收下，{bad} 行拒收（写明原因），{twice} 个重复"

        return _wait(read, "读流水")

    def _view(self, analyst: Actor, case_id: int) -> TraceView | None:
        with acting(analyst):
            return tracing.latest_trace(analyst, case_id)


def _traced(view: TraceView) -> Iterator[str]:
    parts = {
        "在账": view.held_fen,
        "取现": view.cashed_out_fen,
        "视线外": view.out_of_sight_fen,
        "未到账": view.pending_fen,
    }
    sums = " ＋ ".join(f"{word} {yuan_from_fen(fen)}" for word, fen in parts.items())
    yield f"3 追踪 traced     付出 {yuan_from_fen(view.asked_fen)} ＝ {sums}"
    yield f"4 在账 located    {len(view.held)} 个账户，{len(view.gaps)} 处看不见，先进先出"


def _propose(analyst: Actor, case_id: int, view: TraceView) -> list[int]:
    """An order for each account that still holds enough, where the bank is on line."""
    made = []
    for held in view.held:
        if held.held_fen < _LEAST_FEN or not _reachable(held):
            continue
        with acting(analyst):
            order = interdiction.propose_from_trace(
                by=analyst, now=utc_now(), case_id=case_id, account_no=held.account_no
            )
        made.append(order.pk)
    return made


def _reachable(held: HeldMoney) -> bool:
    return bool(held.holder) and partner_for(bank_name=held.bank_name, account_no=held.account_no) is not None


def _settled(by: Actor, case_id: int) -> Totals | None:
    with acting(by):
        totals = orders.totals(by, case_id=case_id)
    return totals if totals.orders and not totals.open_fen else None


def _wait(look: Callable[[], T | None], what: str) -> T:
    """Look again until there is something. Raises StoryStuck."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(0.3)
    raise StoryStuck("等了 90 秒，%(what)s还没有结果，请看 logs/worker.log", retryable=True, what=what)


def _minutes(moment: datetime) -> int:
    return int((utc_now() - moment).total_seconds() // 60)


def _yuan(case: SampleCase) -> str:
    return yuan_from_fen(sum(one.amount_fen for one in case.transfers))


def name_of(badge: str) -> str:
    """The name of a demo officer."""
    from goldbell.project.sample.officers import officer

    return officer(badge).name_zh
