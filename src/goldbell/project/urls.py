"""All pages: each app's own ``urls.py``, at the root, in the order of the house; no page is listed twice."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from goldbell.apps.identity.access import public
from goldbell.project.frame import rail_counts
from goldbell.web.views import style_page

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("rail/", rail_counts, name="rail"),
    path("style/", include(([path("", public(style_page), name="style")], "web"))),
    path("", include("goldbell.apps.identity.account_urls")),
]
for _app in (*settings.DUTIES, "goldbell.project.operations"):
    if find_spec(f"{_app}.urls") is not None:
        urlpatterns += import_module(f"{_app}.urls").urlpatterns

if find_spec("goldbell.project.api") is not None:
    urlpatterns.append(path("api/", import_module("goldbell.project.api").api.urls))
