"""Signing in: accounts are given by the security administrator, never taken by oneself."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth asks us: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No. Officers are entered by an administrator."""
        return False
