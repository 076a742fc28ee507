"""The command ``goldbell``. Commands live in ``goldbell.project.commands``, one file each, and load only when called,
so that following money from the command line needs neither Django nor a database."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

from goldbell import __version__
from goldbell.project import commands


class CommandFolder(click.Group):
    """Finds ``<name>_command`` in ``commands/<name>.py``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The files of the folder, by name."""
        return sorted(
            module.name.replace("_", "-") for module in iter_modules(commands.__path__) if module.name != "tests"
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command, or None when there is no such file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"{commands.__name__}.{name}"), f"{name}_command")
        return command


@click.command(cls=CommandFolder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="goldbell")
def main() -> None:
    """金钟 Goldbell: 反诈中心业务系统 – the operations system of an anti-scam centre."""
