"""The form with which a page of any duty asks to take its list out of the house."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from goldbell.apps.privacy.contracts import Purpose
from goldbell.apps.privacy.services.looks import stated_purpose


class ExportForm(forms.Form):
    """Why a list leaves the house."""

    purpose = forms.ChoiceField(label=_("用途"), choices=Purpose.choices)
    words = forms.CharField(label=_("写明"), max_length=100, required=False)

    def stated(self) -> str:
        """The purpose as exports take it; only after ``is_valid``."""
        return stated_purpose(self.cleaned_data["purpose"], self.cleaned_data["words"])
