"""Secrets of sign-in (TOTP seeds, kept answers) are sealed with a key that is not in the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


@cache
def program_key(use: str) -> bytes:
    """A key for one use, derived from the site's secret key."""
    return hmac.new(settings.SECRET_KEY.encode(), f"goldbell {use}".encode(), hashlib.sha256).digest()


def seal_bytes(content: bytes, *, use: str, bound_to: str = "") -> bytes:
    """Seal content for one use; it opens only with the same ``bound_to``."""
    nonce = os.urandom(12)
    return nonce + AESGCM(program_key(use)).encrypt(nonce, content, bound_to.encode())


def unseal_bytes(sealed: bytes, *, use: str, bound_to: str = "") -> bytes:
    """Open it. cryptography's InvalidTag when it was altered or belongs elsewhere."""
    return AESGCM(program_key(use)).decrypt(sealed[:12], sealed[12:], bound_to.encode())


def seal(text: str) -> str:
    """Seal a second factor's secret as text."""
    return base64.urlsafe_b64encode(seal_bytes(text.encode(), use="second factor")).decode()


def unseal(sealed: str) -> str:
    """Open a second factor's secret."""
    return unseal_bytes(base64.urlsafe_b64decode(sealed), use="second factor").decode()
