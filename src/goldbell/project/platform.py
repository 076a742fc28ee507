"""Waking the platform inside a command: database first, then Django."""

from __future__ import annotations

import os

from goldbell.project import places
from goldbell.project.database.address import configured


def wake(*, start_database: bool = True) -> None:
    """Start the embedded server if it is the one in use, and set Django up. Call before importing any app."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldbell.project.settings")
    if start_database and configured() is None and not os.environ.get("GOLDBELL_EMBEDDED_SOCKET"):
        from goldbell.project.database import embedded

        os.environ["GOLDBELL_EMBEDDED_SOCKET"] = embedded.start(places.inside("database")).host
    import django

    django.setup()
    from goldbell.project.database import schema  # noqa: F401  (connects the role handler)
