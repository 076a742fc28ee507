"""Keys inside a backup are sealed with a passphrase: whoever finds the file must not be able to read it."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from goldbell.common.errors import Forbidden, Invalid

_SALT: Final = 16
_NONCE: Final = 12
#: Shorter passphrases are guessed in an afternoon.
SHORTEST: Final = 12


class PassphraseTooShort(Invalid):
    """The passphrase would not protect the keys."""

    code = "passphrase_too_short"


class WrongPassphrase(Forbidden):
    """The keys in the backup do not open with it."""

    code = "wrong_passphrase"


def seal_folder(folder: Path, passphrase: str) -> bytes:
    """A folder with all its files, those of folders inside it too, as one sealed block. Raises PassphraseTooShort."""
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort("备份口令至少 %(least)s 个字符", least=SHORTEST)
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                tar.add(path, arcname=str(path.relative_to(folder)))
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain.getvalue(), b"goldbell keys")


def open_folder(sealed: bytes, passphrase: str, into: Path) -> None:
    """Put the sealed files into a folder, readable by their owner only. Raises WrongPassphrase."""
    salt, nonce, text = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, text, b"goldbell keys")
    except InvalidTag:
        raise WrongPassphrase("口令不对，密钥没有打开，什么都没有恢复") from None
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        tar.extractall(into, filter="data")
    for path in into.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
