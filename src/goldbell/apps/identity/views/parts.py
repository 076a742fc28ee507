"""What the pages of identity share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldbell.common.actors import Actor
from goldbell.common.errors import GoldbellError
from goldbell.web.failures import told


def actor(request: HttpRequest) -> Actor:
    """Who asks; the page's mark has made sure there is somebody."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


def do(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> Any:
    """Run the act with what the form holds; None, and the reason in the form, when it does not happen."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except GoldbellError as error:
        form.add_error(None, told(error))
        return None


def again(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page once more with what was typed; nothing was kept."""
    return render(request, template, context, status=422)


def done(request: HttpRequest, text: str, to: str, *args: Any) -> HttpResponse:
    """Say what was done and go on."""
    messages.success(request, text)
    return redirect(to, *args)
