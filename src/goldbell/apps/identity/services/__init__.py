"""Acts of identity; each is one transaction, checked, audited."""

from goldbell.apps.identity.services.accounts import (
    choose_language,
    give_password,
    note_password_changed,
    reset_second_factor,
)
from goldbell.apps.identity.services.duty import go_off_duty, go_on_duty
from goldbell.apps.identity.services.officers import (
    NewOfficer,
    add_officer,
    change_roles,
    deactivate,
    move_officer,
    reactivate,
)
from goldbell.apps.identity.services.sessions import end_session, end_sessions
from goldbell.apps.identity.services.tokens import IssuedToken, issue_token, revoke_token
from goldbell.apps.identity.services.units import add_unit, change_unit

__all__ = [
    "IssuedToken",
    "NewOfficer",
    "add_officer",
    "add_unit",
    "change_roles",
    "change_unit",
    "choose_language",
    "deactivate",
    "end_session",
    "end_sessions",
    "give_password",
    "go_off_duty",
    "go_on_duty",
    "issue_token",
    "move_officer",
    "note_password_changed",
    "reactivate",
    "reset_second_factor",
    "revoke_token",
]
