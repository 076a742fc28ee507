"""Addresses of the exchange."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from goldbell.apps.exchange.views import inbox, messages, partners

patterns = [
    path("exchange/inbox/<str:code>/", inbox.inbox, name="inbox"),
    path("exchange/", messages.messages, name="messages"),
    path("exchange/desk/", messages.desk, name="desk"),
    path("exchange/partners/", partners.partners, name="partners"),
    path("exchange/partners/new/", partners.partner_add, name="partner_add"),
    path("exchange/partners/<int:partner_id>/", partners.partner, name="partner"),
    path("exchange/partners/<int:partner_id>/change/", partners.partner_change, name="partner_change"),
    path("exchange/partners/<int:partner_id>/switch/", partners.partner_switch, name="partner_switch"),
    path("exchange/partners/<int:partner_id>/keys/<int:key_id>/", partners.key_withdraw, name="key_withdraw"),
    path("exchange/partners/changes/<int:change_id>/", partners.change_decide, name="change_decide"),
    path("exchange/messages/<int:message_id>/", messages.message, name="message"),
    path("exchange/messages/<int:message_id>/retry/", messages.retry, name="retry"),
    path("exchange/messages/<int:message_id>/settle/", messages.settle, name="settle"),
]

urlpatterns = [path("", include((patterns, "exchange")))]
RAIL = [
    (_("对接"), "exchange:messages", "exchange.message.read", 80),
    # the security administrator reads no messages, but decides about partners
    (_("对接"), "exchange:partners", "exchange.partner.decide", 81),
]
