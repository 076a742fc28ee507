"""查阅提醒: who looked more often than is unremarkable; a chief's word; the limits."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from goldbell.apps.identity.access import may, page
from goldbell.apps.identity.queries import officers_by_key
from goldbell.apps.privacy import queries, services
from goldbell.apps.privacy.contracts import LookupLimits
from goldbell.apps.privacy.forms import LimitForm
from goldbell.apps.privacy.limits import limits_at
from goldbell.apps.privacy.views.parts import ROWS, act_and_return, actor
from goldbell.common.errors import GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told

LIMIT_WORDS = {
    "alarm_per_hour": gettext_lazy("一小时内查看完整信息"),
    "alarm_per_day": gettext_lazy("24 小时内查看完整信息"),
    "stop_per_day": gettext_lazy("24 小时内查看完整信息，到停止线"),
    "reads_alarm_per_day": gettext_lazy("24 小时内查阅"),
    "alarm_per_window": gettext_lazy("长期查阅"),
}


@page("privacy.alarm.list")
@require_GET
def alarms(request: HttpRequest) -> HttpResponse:
    """Alarms, newest first; open ones only with ``?open=1``."""
    return _shown(request, LimitForm(initial=asdict(limits_at(utc_now()))))


@page("privacy.alarm.close")
@require_POST
def close(request: HttpRequest, alarm_id: int) -> HttpResponse:
    """A chief has looked into it."""
    word = request.POST.get("word", "")
    return act_and_return(
        request,
        "privacy:alarms",
        lambda: services.close_alarm(by=actor(request), now=utc_now(), alarm_id=alarm_id, word=word),
        _("已了结。核实情况记入了审计"),
    )


@page("privacy.limit.set")
@require_POST
def limits(request: HttpRequest) -> HttpResponse:
    """New limits, from now on."""
    form, now = LimitForm(request.POST), utc_now()
    if form.is_valid():
        try:
            services.set_limits(by=actor(request), now=now, limits=LookupLimits(**form.cleaned_data), valid_from=now)
        except GoldbellError as error:
            form.add_error(None, told(error))
        else:
            return act_and_return(request, "privacy:alarms", lambda: None, _("新限额已生效，原来的留作记录"))
    return _shown(request, form, status=422)


def _shown(request: HttpRequest, form: LimitForm, status: int = 200) -> HttpResponse:
    by = actor(request)
    open_only = request.GET.get("open") == "1"
    page_of = Paginator(queries.alarms(by, open_only=open_only), ROWS).get_page(request.GET.get("page"))
    rows = [(alarm, LIMIT_WORDS.get(alarm.limit, alarm.limit)) for alarm in page_of.object_list]
    keys = {key for alarm, _words in rows for key in (alarm.officer, alarm.closed_by)}
    context: dict[str, Any] = {
        "page": page_of,
        "rows": rows,
        "open_only": open_only,
        "waiting": queries.alarms(by, open_only=True).count(),
        "people": officers_by_key(keys),
        "may_close": may(by, "privacy.alarm.close"),
        "may_set": may(by, "privacy.limit.set"),
        "may_list": may(by, "privacy.record.list"),
        "limits": limits_at(utc_now()),
        "form": form,
    }
    return render(request, "privacy/alarms.html", context, status=status)
