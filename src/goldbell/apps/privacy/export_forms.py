"""The page with which any duty asks to take its list out of the house."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goldbell.apps.privacy.contracts import Purpose
from goldbell.apps.privacy.services.looks import stated_purpose
from goldbell.common.errors import GoldbellError
from goldbell.web.failures import told


class ExportForm(forms.Form):
    """Why a list leaves the house."""

    purpose = forms.ChoiceField(label=_("用途"), choices=Purpose.choices)
    words = forms.CharField(label=_("写明"), max_length=100, required=False)

    def stated(self) -> str:
        """The purpose as exports take it; only after ``is_valid``."""
        return stated_purpose(self.cleaned_data["purpose"], self.cleaned_data["words"])


def export_page(
    request: HttpRequest, ask: Callable[[str], object], *, heading: str, room: str, list_url: str
) -> HttpResponse:
    """The form; with a purpose that will do, ``ask(purpose)`` is called and the reader led to where exports wait.

    ``heading`` says what would leave, ``room`` and ``list_url`` are where the list stands; its filters stay in the address.
    """
    form = ExportForm(request.POST or None)
    query = request.GET.urlencode()
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                ask(form.stated())
            messages.success(request, gettext("已申请导出，等另一位同事复核"))
            return redirect("privacy:exports")
        except GoldbellError as error:
            form.add_error(None, told(error))
    context = {"form": form, "heading": heading, "room": room, "back": f"{list_url}?{query}", "query": query}
    return render(request, "privacy/export_ask.html", context)
