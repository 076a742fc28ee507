"""Signing in: accounts are given by the security administrator, never taken by oneself; what allauth asks us."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goldbell.apps.identity.sealing import program_key, seal, unseal
from goldbell.common.moments import SHANGHAI, utc_now


def badge_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What axes counts failures by: a keyed digest of the badge, the same for every way of writing it. The badge itself
    is not kept: people type their own or somebody's name, and passwords, into that field."""
    tried = (credentials or {}).get("username") or request.POST.get("login", "")
    plain = str(tried).strip().lower().encode(errors="replace")
    return hmac.new(program_key("sign-in attempts"), plain, hashlib.sha256).hexdigest()


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up, no letter is sent, and every refusal says what to do next."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("这个账号已经停用。请找安全管理员"),
        "enter_current_password": _("现在的密码不对"),
        "incorrect_code": _("验证码不对，或者已经过期"),
        "incorrect_password": _("密码不对"),
        "invalid_login": _("警号或密码不对"),
        "username_password_mismatch": _("警号或密码不对。连续五次不对，账号会锁定一刻钟"),
        "too_many_login_attempts": _("试得太密，请过一会儿再来"),
        "rate_limited": _("试得太密，请过一会儿再来"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No. Officers are entered by an administrator."""
        return False

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """allauth's own notices are left out; our pages say what happened."""

    def send_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """There is no mail in the operations room's network."""

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """See send_mail; changes of factors stand in the audit."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Words of the second factor; secrets in the database are sealed with the program's key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("你的岗位要有第二重验证，最后一种不能移除"),
        "cannot_generate_recovery_codes": _("先添加一种第二重验证，再生成恢复码"),
        "incorrect_code": _("验证码不对，或者已经过期"),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Where the role needs a second factor, the last one stays."""
        from goldbell.apps.identity.second_factor import required

        if not required(authenticator.user.roles, utc_now().astimezone(SHANGHAI).date()):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def encrypt(self, text: str) -> str:
        """Seal a TOTP secret or recovery seed."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return unseal(encrypted_text)
