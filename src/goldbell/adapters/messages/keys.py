"""Keys of the room and its partners: Ed25519, each bound to one owner, so no bank can speak in another's name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from goldbell.common.errors import Invalid


class BadKey(Invalid):
    """The file is not an Ed25519 key in PEM."""

    code = "bad_key"


def key_id_of(public: Ed25519PublicKey) -> str:
    """The key's name: ``ed25519-`` and 32 hex digits of its SHA-256. Both sides compute it, nobody has to assign it."""
    return "ed25519-" + hashlib.sha256(public.public_bytes_raw()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key and the code of the only sender who may use it."""

    owner: str
    public: Ed25519PublicKey

    @property
    def key_id(self) -> str:
        return key_id_of(self.public)

    @property
    def pem(self) -> bytes:
        """The form in which keys are exchanged."""
        return self.public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    @classmethod
    def from_pem(cls, pem: bytes, *, owner: str) -> KnownKey:
        """Read a public key (SubjectPublicKeyInfo PEM). Raises BadKey."""
        try:
            public = serialization.load_pem_public_key(pem)
        except (ValueError, UnsupportedAlgorithm):
            raise BadKey("公钥文件无法读取，需要 PEM 格式的 Ed25519 公钥") from None
        if not isinstance(public, Ed25519PublicKey):
            raise BadKey("公钥文件无法读取，需要 PEM 格式的 Ed25519 公钥")
        return cls(owner, public)

    def verifies(self, signature: bytes, content: bytes) -> bool:
        """True if this key's owner signed exactly these bytes."""
        try:
            self.public.verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and whom it speaks for. Its repr tells nothing of the key."""

    owner: str
    private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def create(cls, *, owner: str) -> SigningKey:
        """A fresh random key."""
        return cls(owner, Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes, *, owner: str, password: bytes | None = None) -> SigningKey:
        """Read a private key (PKCS 8 PEM). Raises BadKey."""
        try:
            private = serialization.load_pem_private_key(pem, password)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise BadKey("私钥文件无法读取，需要 PEM 格式的 Ed25519 私钥") from None
        if not isinstance(private, Ed25519PrivateKey):
            raise BadKey("私钥文件无法读取，需要 PEM 格式的 Ed25519 私钥")
        return cls(owner, private)

    def to_pem(self, *, password: bytes | None = None) -> bytes:
        """For the key's own file (mode 600) or sealed field; never for a log or a message."""
        lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if password is not None:
            lock = serialization.BestAvailableEncryption(password)
        return self.private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)

    @property
    def known(self) -> KnownKey:
        """The public half."""
        return KnownKey(self.owner, self.private.public_key())

    @property
    def key_id(self) -> str:
        return key_id_of(self.private.public_key())

    def sign(self, content: bytes) -> bytes:
        """64 bytes; the same content always gives the same signature."""
        return self.private.sign(content)
