"""What the pages of tracing ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goldbell.apps.tracing.wording import RULES
from goldbell.engine.tracing import rules


class RejectFilter(forms.Form):
    """Which rejected rows."""

    code = forms.ChoiceField(label=_("原因"), required=False)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, Any, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(code, f"{words} ({count})") for code, words, count in choices]
        self.fields["code"].choices = [("", _("全部原因")), *listed]  # type: ignore[attr-defined]


class RunForm(forms.Form):
    """At which moment, and by which rule, the money is to be followed; no moment means now."""

    as_of = forms.DateTimeField(
        label=_("截至"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        error_messages={"invalid": _("时间要写成 2026-03-04 04:13:32 的样子")},
    )
    rule = forms.ChoiceField(label=_("规则"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Stops are proposed from what a trace holds, so only rules that keep every fen are offered; first the usual one.
        keeping = sorted((one.code != "fifo", one.code, one.name) for one in rules().values() if one.conserves)
        listed = [(code, RULES.get(code, name)) for _rank, code, name in keeping]
        self.fields["rule"].choices = listed  # type: ignore[attr-defined]

    def moment(self) -> datetime | None:
        """The asked moment, aware, or None for now."""
        found: datetime | None = self.cleaned_data.get("as_of")
        return found


class TracingFilter(forms.Form):
    """Which cases of the list."""

    q = forms.CharField(label=_("案号"), required=False, max_length=40)
    what = forms.ChoiceField(
        label=_("情况"),
        required=False,
        choices=[
            ("", _("有流水或追踪的")),
            ("waiting", _("有文件待读")),
            ("failed", _("有文件读不了")),
            ("held", _("还有钱在账")),
            ("untraced", _("还没有流水")),
            ("all", _("全部案件")),
        ],
    )
