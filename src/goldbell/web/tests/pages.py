"""Drawing pieces and pages for these proofs, whatever settings run them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory

from goldbell.web.tests.page_urls import frame

WEB = Path(__file__).resolve().parents[1]
TEMPLATES = WEB / "templates"
CHINESE = re.compile(r"[\u3400-\u9fff]")


@cache
def backend() -> DjangoTemplates:
    return DjangoTemplates(
        {
            "NAME": "page-parts-alone",
            "DIRS": [TEMPLATES],
            "APP_DIRS": False,
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "builtins": [
                    "django.templatetags.i18n",
                    "django.templatetags.static",
                    "goldbell.web.templatetags.gb",
                ],
            },
        }
    )


def draw(source: str, *, path: str = "/", **facts: object) -> str:
    """Draw a piece of template with the tags at hand."""
    request = RequestFactory().get(path)
    return str(backend().from_string(source).render(facts, request))


def whole(name: str, **facts: object) -> str:
    """Draw a whole page inside a frame of the invented night."""
    request = RequestFactory().get("/")
    return str(backend().get_template(name).render({**frame(request), **facts}, request))


def templates() -> Iterator[Path]:
    yield from sorted(TEMPLATES.rglob("*.html"))
