"""Forms of privacy and of the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goldbell.apps.audit.queries import known_actions
from goldbell.apps.privacy.contracts import SHIPPED_TERMS, Purpose

#: A browser's own calendar takes no other way of writing a day.
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class RevealForm(forms.Form):
    """Why a masked value is opened."""

    ref = forms.CharField(widget=forms.HiddenInput, max_length=40_000)
    purpose = forms.ChoiceField(label=_("目的"), choices=[("", _("请选一个")), *Purpose.choices])
    words = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=150,
        help_text=_("选其他时要写；不要写姓名和号码，这条记录会长期保存"),
    )


class RecordFilter(forms.Form):
    """What a reader of the record looks for."""

    officer = forms.CharField(label=_("人员"), required=False, max_length=60)
    action = forms.ChoiceField(label=_("行为"), required=False)
    nature = forms.ChoiceField(
        label=_("类别"),
        required=False,
        choices=[
            ("", _("全部")),
            ("act", _("办理")),
            ("read", _("查阅")),
            ("refusal", _("拒绝")),
            ("security", _("安全")),
        ],
    )
    case = forms.IntegerField(label=_("案件编号"), required=False, min_value=1, max_value=2**62)
    since = forms.DateField(label=_("从"), required=False, widget=_DAY)
    until = forms.DateField(label=_("到"), required=False, widget=_DAY)
    q = forms.CharField(label=_("对象"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((gettext(action.label), action.code) for action in known_actions())
        choice = self.fields["action"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", gettext("全部")), *((code, label) for label, code in named)]


class WordForm(forms.Form):
    """A chief's word about an alarm, or the reason of an erasure."""

    word = forms.CharField(label=_("核实情况"), min_length=4, max_length=200)


class EraseForm(forms.Form):
    """Asking for an erasure: why, and that one knows what it means."""

    reason = forms.CharField(label=_("依据和理由"), min_length=4, max_length=200)
    sure = forms.BooleanField(label=_("我看过上面的清单，知道销毁以后不能恢复"))


class PurgeForm(forms.Form):
    """Asking for everything that is due."""

    reason = forms.CharField(label=_("依据和理由"), min_length=4, max_length=200)
    sure = forms.BooleanField(label=_("我看过上面的清单，知道销毁以后不能恢复"))


class DayForm(forms.Form):
    """By which day."""

    on = forms.DateField(
        label=_("到哪一天"),
        required=False,
        widget=_DAY,
        validators=[MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2200, 1, 1))],
    )


class TermForm(forms.Form):
    """A retention term from a day on."""

    code = forms.ChoiceField(label=_("种类"))
    years = forms.IntegerField(label=_("年限"), min_value=1, max_value=100)
    source = forms.CharField(label=_("依据"), min_length=4, max_length=120)
    valid_from = forms.DateField(label=_("从哪一天起"), widget=_DAY, validators=[MaxValueValidator(date(2200, 1, 1))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        assert isinstance(code, forms.ChoiceField)
        code.choices = [(rule.code, gettext(rule.label)) for rule in SHIPPED_TERMS]


class LimitForm(forms.Form):
    """Limits for look-ups from a moment on."""

    alarm_per_hour = forms.IntegerField(label=_("每小时提醒"), min_value=1)
    alarm_per_day = forms.IntegerField(label=_("每日提醒"), min_value=1)
    stop_per_day = forms.IntegerField(label=_("每日停止"), min_value=1, max_value=1000)
    reads_alarm_per_day = forms.IntegerField(label=_("每日查阅提醒"), min_value=1)
    alarm_per_window = forms.IntegerField(label=_("长期提醒"), min_value=1)
    window_days = forms.IntegerField(label=_("长期天数"), min_value=2, max_value=366)
