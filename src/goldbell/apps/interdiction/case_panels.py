"""Stop orders on the case page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldbell.apps.cases.contracts import CaseHead, CaseNext, Panel
from goldbell.apps.identity.access import may
from goldbell.apps.interdiction import queries
from goldbell.apps.interdiction.contracts import OrderState
from goldbell.apps.interdiction.views import faces
from goldbell.apps.interdiction.views.listing import sum_parts_of
from goldbell.apps.privacy.sealing import warm
from goldbell.common.actors import Actor

_MOST = 20


def panel(*, by: Actor, now: datetime, head: CaseHead) -> Mapping[str, object]:
    """What the section shows."""
    rows = list(queries.orders(by).filter(case_id=head.id).order_by("-pk")[:_MOST])
    warm([one.account for one in rows])
    return {
        "orders": [(one, faces.SHAPE[one.state], faces.state_word(one)) for one in rows],
        "parts": sum_parts_of(queries.totals(by, case_id=head.id)),
    }


def next_act(*, by: Actor, now: datetime, head: CaseHead) -> CaseNext | None:
    """An unknown to find out, or a proposal to sign."""
    mine = queries.orders(by).filter(case_id=head.id)
    lost = mine.filter(state=OrderState.UNKNOWN).first()
    if lost is not None and may(by, "interdiction.order.settle"):
        return CaseNext(
            5,
            _("查明止付结果：%(number)s") % {"number": lost.order_no},
            _("请求可能已到银行，打专线问"),
            lost.clock_paid_at,
            lost.clock_way,
            "interdiction/_case_next.html",
        )
    waiting = mine.filter(state=OrderState.PROPOSED).exclude(proposed_by=by.key).order_by("-clock_paid_at").first()
    if waiting is not None and may(by, "interdiction.order.approve"):
        return CaseNext(
            10,
            _("复核止付单 %(number)s") % {"number": waiting.order_no},
            _("签字后马上发往银行"),
            waiting.clock_paid_at,
            waiting.clock_way,
            "interdiction/_case_next.html",
        )
    return None


PANELS = [
    Panel(
        order=30,
        template="interdiction/_case_panel.html",
        context=panel,
        permission="interdiction.order.read",
        tab=gettext_lazy("止付"),  # type: ignore[arg-type]
        anchor="orders",
        place="main",
        next=next_act,
    )
]
