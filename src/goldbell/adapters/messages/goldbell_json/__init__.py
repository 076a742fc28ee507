"""Signed JSON over HTTP, Goldbell's own format: one object in UTF-8, a detached Ed25519 signature in the headers."""

from goldbell.adapters.messages.goldbell_json.codec import FORMAT

__all__ = ["FORMAT"]
