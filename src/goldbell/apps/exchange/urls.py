"""Addresses of the exchange."""

from django.urls import include, path

from goldbell.apps.exchange.views import inbox

patterns = [
    path("exchange/inbox/<str:code>/", inbox.inbox, name="inbox"),
]

urlpatterns = [path("", include((patterns, "exchange")))]
