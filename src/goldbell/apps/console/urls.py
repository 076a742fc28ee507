"""Addresses of the console."""

from django.urls import include, path
from django.utils.translation import gettext_noop as _

from goldbell.apps.console.views import board

_patterns = [
    path("", board.board, name="board"),
    path("board/<slug:name>/", board.region, name="region"),
]

urlpatterns = [path("", include((_patterns, "console")))]

RAIL = [
    (_("值班"), "console:board", "console.board.read", 10),
    (_("运维"), "operations:desk", "console.operations.read", 97),
]
