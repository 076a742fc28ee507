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


def serve_only_what_fits() -> None:
    """Stop a serving process with a clear message where the database is older, newer or half-way; a database that does
    not answer just now is no reason, readiness tells of it."""
    import click
    from django.db import OperationalError

    from goldbell.project.database import schema

    try:
        schema.refuse_unfit()
    except schema.SchemaDoesNotFit as error:
        raise click.ClickException(str(error)) from error
    except OperationalError:
        return
