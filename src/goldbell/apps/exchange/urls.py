"""Addresses of the exchange."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from goldbell.apps.exchange.views import inbox, messages

patterns = [
    path("exchange/inbox/<str:code>/", inbox.inbox, name="inbox"),
    path("exchange/", messages.messages, name="messages"),
    path("exchange/desk/", messages.desk, name="desk"),
    path("exchange/partners/", messages.partners, name="partners"),
    path("exchange/messages/<int:message_id>/", messages.message, name="message"),
    path("exchange/messages/<int:message_id>/retry/", messages.retry, name="retry"),
    path("exchange/messages/<int:message_id>/settle/", messages.settle, name="settle"),
]

urlpatterns = [path("", include((patterns, "exchange")))]
RAIL = [(_("对接"), "exchange:messages", "exchange.message.read", 80)]
