"""查看: the sheet that asks why, then shows one value."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from goldbell.apps.identity.access import page
from goldbell.apps.privacy import services
from goldbell.apps.privacy.forms import RevealForm
from goldbell.apps.privacy.references import Reference, resolve
from goldbell.apps.privacy.services.looks import PurposeMissing, stated_purpose
from goldbell.apps.privacy.views.parts import actor
from goldbell.common.errors import Forbidden, GoldbellError
from goldbell.common.moments import utc_now
from goldbell.web.failures import told


@page("privacy.field.reveal")
@require_http_methods(["GET", "POST"])
@never_cache
def reveal(request: HttpRequest) -> HttpResponse:
    """GET asks for the purpose, POST shows the value; both as a sheet for htmx or a page without script."""
    by = actor(request)
    form = (
        RevealForm(request.POST)
        if request.method == "POST"
        else RevealForm(initial={"ref": request.GET.get("ref", "")})
    )
    asked = resolve(by=by, reference=request.POST.get("ref", "") or request.GET.get("ref", ""))
    value = None
    if request.method == "POST" and form.is_valid():
        purpose = stated_purpose(form.cleaned_data["purpose"], form.cleaned_data["words"])
        try:
            value = services.reveal(by=by, now=utc_now(), sealed=asked.sealed, purpose=purpose, subject=asked.subject)
        except PurposeMissing as error:
            form.add_error(None, told(error))
        except GoldbellError as error:
            if not _is_sheet(request):
                raise
            # a sheet shows only good answers: say it inside, and still let the refusal be recorded
            if isinstance(error, Forbidden):
                request.refused = error  # type: ignore[attr-defined]
            form.add_error(None, told(error))
    return _shown(request, form, asked, value)


def _shown(request: HttpRequest, form: RevealForm, asked: Reference, value: str | None) -> HttpResponse:
    sheet = _is_sheet(request)
    context = {"form": form, "asked": asked, "value": value, "sheet": sheet}
    return render(request, "privacy/reveal_sheet.html" if sheet else "privacy/reveal.html", context)


def _is_sheet(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers
