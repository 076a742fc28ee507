"""The page parts as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Page parts (页面部件): every page of the room is put together from them."""

    name = "goldbell.web"
    label = "web"
    verbose_name = _("页面部件")
