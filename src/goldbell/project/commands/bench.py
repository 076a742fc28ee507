"""``goldbell bench NAME``."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import click

from goldbell.project import benches

_COLUMNS = (
    "id", "work", "rows", "ours_s", "value", "target", "anchor", "anchor_s", "limit_s", "ratio", "conserved", "peak_mb", "load",
)  # fmt: skip


class BenchFolder(click.Group):
    """Finds the benches: packages in ``benches/`` with ``run(progress=…, **options)`` and, if they take any, ``OPTIONS``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The packages of the folder, by name."""
        return sorted(module.name for module in iter_modules(benches.__path__) if module.ispkg)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The bench as a command with its own options, or None when there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        bench = import_module(f"{benches.__name__}.{cmd_name}")

        def measure(json_file: Path | None, **options: Any) -> None:
            _tell(bench.run(progress=lambda line: click.echo(line, err=True), **options), json_file)

        as_json = click.Option(
            ["--json", "json_file"],
            is_flag=False,
            flag_value="-",
            type=click.Path(path_type=Path, allow_dash=True),
            help="Write the rows as JSON, to a file if one is named.",
        )
        options = [*getattr(bench, "OPTIONS", ()), as_json]
        return click.Command(cmd_name, callback=measure, params=options, help=bench.__doc__)


@click.group(cls=BenchFolder)
def bench_command() -> None:
    """Measure this machine, on real parts of its own that are removed afterwards."""


def _tell(rows: list[benches.Row], json_file: Path | None) -> None:
    told = [row.told() for row in rows]
    if json_file is not None:
        text = json.dumps(told, ensure_ascii=False, indent=1)
        click.echo(text) if str(json_file) == "-" else json_file.write_text(text + "\n", encoding="utf-8")
        return
    for facts in told:
        click.echo(" · ".join(f"{column} {facts[column]}" for column in _COLUMNS if facts[column] is not None))
