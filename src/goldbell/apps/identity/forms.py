"""Forms of identity."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as FactorForm
from allauth.mfa.base.forms import ReauthenticateForm as FactorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.contracts import PARTNER_KINDS, Role, UnitKind
from goldbell.apps.identity.models import Officer, Unit
from goldbell.apps.identity.permits import partner_scopes, scope_words


def _dress(field: forms.Field, label: Any, **attributes: str) -> None:
    field.label = label
    field.help_text = ""
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(LoginForm):  # type: ignore[misc]
    """Badge and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["login"], _("警号"), autofocus="autofocus", spellcheck="false", autocapitalize="off")
        _dress(self.fields["password"], _("密码"))


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The officer's own new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["oldpassword"], _("现在的密码（或一次性密码）"))
        _dress(self.fields["password1"], _("新密码"))
        _dress(self.fields["password2"], _("新密码，再写一遍"))


class AgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["password"], _("密码"), autofocus="autofocus")


class SecondFactorForm(FactorForm):  # type: ignore[misc]
    """A code from the app, or a recovery code, at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["code"], _("验证码或恢复码"), autofocus="autofocus", inputmode="numeric")


class SecondFactorAgainForm(FactorAgainForm):  # type: ignore[misc]
    """The same before signing something."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["code"], _("验证码或恢复码"), autofocus="autofocus", inputmode="numeric")


class NewTotpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["code"], _("验证器显示的六位验证码"), inputmode="numeric")


class OfficerFilter(forms.Form):
    """Which officers to list."""

    q = forms.CharField(label=_("警号或姓名"), required=False, max_length=80)
    unit = forms.ModelChoiceField(Unit.objects.all(), label=_("机构"), required=False, empty_label=_("全部"))
    role = forms.ChoiceField(label=_("岗位"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("全部")), *Role.choices]  # type: ignore[attr-defined]


class OfficerForm(forms.Form):
    """A new account."""

    badge = forms.CharField(label=_("警号"), max_length=32)
    name = forms.CharField(label=_("姓名"), max_length=80)
    unit = forms.ModelChoiceField(Unit.objects.all(), label=_("机构"))
    roles = forms.MultipleChoiceField(label=_("岗位"), choices=Role.choices, widget=forms.CheckboxSelectMultiple)


class RolesForm(forms.Form):
    """An officer's roles, with the reason that goes into the audit."""

    roles = forms.MultipleChoiceField(
        label=_("岗位"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(label=_("理由"), max_length=200)


class MoveForm(forms.Form):
    """Another unit."""

    unit = forms.ModelChoiceField(Unit.objects.all(), label=_("调到"))
    reason = forms.CharField(label=_("理由"), max_length=200)


class ReasonForm(forms.Form):
    """The reason that goes into the audit."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class UnitForm(forms.Form):
    """A new unit."""

    code = forms.CharField(label=_("机构代码"), max_length=32)
    kind = forms.ChoiceField(label=_("类别"), choices=UnitKind.choices)
    short_code = forms.CharField(
        label=_("编号短码"), max_length=8, required=False, help_text=_("写进警情、案件和止付单的编号，如 HW")
    )
    name_zh = forms.CharField(label=_("名称"), max_length=80)
    name_en = forms.CharField(label=_("英文名称"), max_length=120)
    parent = forms.ModelChoiceField(
        Unit.objects.exclude(kind__in=[*PARTNER_KINDS, UnitKind.STATION]), label=_("上级"), required=False
    )
    brigade = forms.ModelChoiceField(
        Unit.objects.filter(kind=UnitKind.BRIGADE), label=_("捆绑的刑警大队"), required=False
    )


class UnitChangeForm(forms.Form):
    """What may change of a unit."""

    short_code = forms.CharField(
        label=_("编号短码"), max_length=8, required=False, help_text=_("写进警情、案件和止付单的编号，如 HW")
    )
    name_zh = forms.CharField(label=_("名称"), max_length=80)
    name_en = forms.CharField(label=_("英文名称"), max_length=120)
    brigade = forms.ModelChoiceField(
        Unit.objects.filter(kind=UnitKind.BRIGADE), label=_("捆绑的刑警大队"), required=False
    )


class HandOverForm(forms.Form):
    """To whom, and what they must know."""

    handed_to = forms.ModelChoiceField(Officer.objects.none(), label=_("接班人"), required=False)
    note = forms.CharField(
        label=_("交班说明（不写姓名、电话、账号）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TokenForm(forms.Form):
    """A new API key."""

    unit = forms.ModelChoiceField(Unit.objects.filter(kind__in=PARTNER_KINDS), label=_("协作单位"))
    label = forms.CharField(label=_("用途"), max_length=80)
    scopes = forms.MultipleChoiceField(label=_("权限范围"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("有效天数"), min_value=1, max_value=366, initial=180)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(one, f"{scope_words(one)} ({one})") for one in sorted(partner_scopes())]  # type: ignore[attr-defined]
