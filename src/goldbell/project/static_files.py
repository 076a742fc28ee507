"""Addresses of static files carry the build they belong to: browsers keep them for a year and never show an old one."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def build() -> str:
    """A short name of the front-end that this installation carries: a digest over the names and bytes of its files."""
    folder = files("goldbell.web") / "static" / "goldbell" / "dist"
    digest = hashlib.sha256()
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_file():
            digest.update(one.name.encode() + b"\0" + one.read_bytes())
    return digest.hexdigest()[:12]


class BuildStorage(StaticFilesStorage):
    """Adds ``?v=<build>`` to each address."""

    def url(self, name: str | None) -> str:
        """The address of one file."""
        return f"{super().url(name)}?v={build()}"
