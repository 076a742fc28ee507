"""Addresses of identity."""

from django.urls import include, path
from django.utils.translation import gettext_noop as _

from goldbell.apps.identity.views import account, duty, people, tokens, units

_patterns = [
    path("people/", people.officers, name="officers"),
    path("people/new/", people.officer_add, name="officer_add"),
    path("people/<int:officer_id>/", people.officer, name="officer"),
    path("people/<int:officer_id>/roles/", people.roles, name="officer_roles"),
    path("people/<int:officer_id>/move/", people.move, name="officer_move"),
    path("people/<int:officer_id>/deactivate/", people.deactivate, name="officer_deactivate"),
    path("people/<int:officer_id>/reactivate/", people.reactivate, name="officer_reactivate"),
    path("people/<int:officer_id>/password/", people.new_password, name="officer_password"),
    path("people/<int:officer_id>/second-factor/", people.reset_factor, name="officer_factor"),
    path("people/<int:officer_id>/sign-out/", people.sign_out, name="officer_sign_out"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_add, name="unit_add"),
    path("units/<int:unit_id>/", units.unit_change, name="unit_change"),
    path("duty/", duty.board, name="duty"),
    path("duty/begin/", duty.begin, name="duty_begin"),
    path("duty/end/", duty.end, name="duty_end"),
    path("account/", account.account, name="account"),
    path("account/language/", account.language, name="account_language"),
    path("account/sessions/end/", account.sessions_end, name="sessions_end"),
    path("account/sessions/<int:session_id>/end/", account.session_end, name="session_end"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/issue/", tokens.issue, name="token_issue"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke, name="token_revoke"),
]

urlpatterns = [path("", include((_patterns, "identity")))]

RAIL = [
    (_("在岗"), "identity:duty", "identity.duty.read", 90),
    (_("人员"), "identity:officers", "identity.officer.read", 95),
]
