"""``goldbell manage …``: Django's own commands, for developers and operators."""

from __future__ import annotations

import click


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage_command(arguments: tuple[str, ...]) -> None:
    """Run a Django management command, e.g. ``goldbell manage makemigrations``."""
    from goldbell.project.platform import wake

    wake()
    from django.core.management import execute_from_command_line

    from goldbell.project.database.schema import as_owner

    with as_owner():
        execute_from_command_line(["goldbell manage", *arguments])
