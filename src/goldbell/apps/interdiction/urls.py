"""Addresses of interdiction."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from goldbell.apps.interdiction.views import acts, listing, order

patterns = [
    path("orders/", listing.orders, name="orders"),
    path("orders/export/", listing.export, name="export"),
    path("orders/propose/", acts.propose, name="propose"),
    path("orders/onward/<int:leg_id>/propose/", acts.propose_onward, name="propose_onward"),
    path("orders/<int:order_id>/", order.order, name="order"),
    path("orders/<int:order_id>/approve/", acts.approve, name="approve"),
    path("orders/<int:order_id>/withdraw/", acts.withdraw, name="withdraw"),
    path("orders/<int:order_id>/settle/", acts.settle, name="settle"),
    path("orders/<int:order_id>/paper/", order.paper, name="paper"),
    path("orders/<int:order_id>/contradictions/<int:contradiction_id>/", acts.look, name="look"),
]

urlpatterns = [path("", include((patterns, "interdiction")))]
RAIL = [(_("止付"), "interdiction:orders", "interdiction.order.read", 50)]
