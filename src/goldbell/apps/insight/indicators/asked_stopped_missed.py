"""要求 ＝ 止住 ＋ 未止住 ＋ 待答复, to the fen: what was asked of banks and what became of it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, QuerySet
from django.db.models import Sum as Total
from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.queries import unit_names
from goldbell.apps.insight.contracts import (
    Figure,
    Group,
    Indicator,
    Line,
    Listing,
    Period,
    Reading,
    Sum,
    page_of,
)
from goldbell.apps.insight.queries.order_records import order_record
from goldbell.apps.interdiction.contracts import HELD, OPEN, OrderState
from goldbell.apps.interdiction.queries import figures as interdiction

if TYPE_CHECKING:
    from goldbell.common.actors import Actor

_MOST_LINES: Final = 30
_SUMS: Final = {
    "asked": Total("ask_fen"),
    "stopped": Total("held_fen"),
    "missed": Total("missed_fen"),
    "open": Total("open_fen"),
    "n": Count("pk"),
}


def _read(*, by: Actor, now: datetime, period: Period) -> Reading:
    rows: QuerySet[Any] = interdiction.asked(by, since=period.since, until=period.until).order_by("-approved_at", "-pk")
    turn = partial(order_record, now=now)
    whole = rows.order_by().aggregate(**_SUMS)
    partners = list(rows.order_by().values("partner_id", "partner__unit_id").annotate(**_SUMS).order_by("-asked"))
    cases = rows.order_by().values("case_id", "case__case_no").annotate(**_SUMS).order_by("-asked", "case_id")
    names = unit_names({row["partner__unit_id"] for row in partners})
    shown, all_cases = list(cases[:_MOST_LINES]), cases.count()
    listings = [
        Listing("asked", _("要求止付的单"), rows, turn),
        Listing("stopped", _("止住的单"), rows.filter(state__in=HELD, held_fen__gt=0), turn),
        Listing("missed", _("没有全止住的单"), rows.filter(missed_fen__gt=0), turn),
        Listing("refused", _("被拒绝的单"), rows.filter(state=OrderState.REFUSED), turn),
        Listing("open", _("待答复的单"), rows.filter(state__in=OPEN), turn),
    ]
    listings += [_part(rows, "partner", row["partner_id"], names[row["partner__unit_id"]], turn) for row in partners]
    listings += [_part(rows, "case", row["case_id"], row["case__case_no"], turn) for row in shown]
    return Reading(
        figures=(
            Figure("asked", _("要求"), whole["asked"] or 0, "fen"),
            Figure("stopped", _("止住"), whole["stopped"] or 0, "fen", "stopped"),
            Figure("missed", _("未止住"), whole["missed"] or 0, "fen", "left"),
            Figure("open", _("待答复"), whole["open"] or 0, "fen", "sent"),
        ),
        listings=tuple(listings),
        stands_on=whole["n"],
        sum=_sum(whole),
        groups=(
            Group(_("按银行"), tuple(_line(row, "partner", names[row["partner__unit_id"]]) for row in partners)),
            Group(
                _("按案件"),
                tuple(_line(row, "case", row["case__case_no"]) for row in shown),
                more=all_cases - len(shown),
            ),
        ),
    )


def _part(rows: QuerySet[Any], name: str, key: int, label: str, turn: Any) -> Listing:
    return Listing(f"{name}-{key}", label, rows.filter(**{f"{name}_id": key}), turn)


def _line(row: dict[str, Any], name: str, label: str) -> Line:
    key = row[f"{name}_id"]
    return Line(
        key=f"{name}-{key}",
        label=label,
        count=row["n"],
        sum=_sum(row),
        url=page_of("cases:case", {"case_id": key}) if name == "case" else "",
    )


def _sum(row: dict[str, Any]) -> Sum:
    return Sum(row["asked"] or 0, row["stopped"] or 0, row["missed"] or 0, row["open"] or 0)


INDICATOR = Indicator(
    code="asked_stopped_missed",
    order=60,
    name=_("止付结果：要求、止住、未止住"),
    short=_("止付结果"),
    span=_("期内批准"),
    formula=_("要求 ＝ 止住 ＋ 未止住 ＋ 待答复，精确到分；按银行、按案件各自也相等"),
    denominator=_("期内由第二人批准、已经向银行提出的止付单；撤下的不计"),
    cut_off=_("按批准时间计入期内；银行以后答复，待答复转为止住或未止住，合计不变"),
    left_out=_("劝阻避免的、冻结的、返还的钱是另外的口径，不在其中，也不与止住相加。到期放款的单止住过，仍计止住"),
    owner=_("反诈中心值班长"),
    unit="fen",
    permission="interdiction.order.read",
    read=_read,
    basis=(_("银发〔2016〕86号"),),
)
