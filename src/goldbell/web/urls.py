"""Addresses of the page parts; the platform mounts them under /style/."""

from __future__ import annotations

from django.urls import path

from goldbell.web import views

app_name = "web"
urlpatterns = [path("", views.style_page, name="style")]
