"""Addresses of insight."""

from django.urls import include, path
from django.utils.translation import gettext_noop as _

from goldbell.apps.insight.views import figures

_patterns = [
    path("figures/", figures.indicators, name="indicators"),
    path("figures/<slug:code>/", figures.indicator, name="indicator"),
    path("figures/<slug:code>/records/<str:key>/", figures.records, name="records"),
]

urlpatterns = [path("", include((_patterns, "insight")))]

RAIL = [(_("指标"), "insight:indicators", "insight.figure.read", 60)]
