"""``goldbell bench NAME``."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click

from goldbell.project import benches

_COLUMNS = ("id", "work", "rows", "ours_s", "value", "target", "anchor", "ratio", "conserved", "peak_mb", "load")


def names() -> list[str]:
    """The benches there are: packages in ``benches/``."""
    return sorted(module.name for module in iter_modules(benches.__path__) if module.ispkg)


@click.command()
@click.argument("name", type=click.Choice(names()))
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write the rows as JSON (- for stdout).",
)
@click.option("--reports", default=100_000, show_default=True, help="Size of the desk: reports already there.")
@click.option("--orders", default=300, show_default=True, help="Stop orders to approve.")
def bench_command(name: str, json_file: Path | None, reports: int, orders: int) -> None:
    """Measure this machine on a home folder of its own, which is removed afterwards."""
    rows = import_module(f"{benches.__name__}.{name}").run(
        reports=reports, orders=orders, progress=lambda line: click.echo(line, err=True)
    )
    told = [row.told() for row in rows]
    if json_file is not None:
        text = json.dumps(told, ensure_ascii=False, indent=1)
        click.echo(text) if str(json_file) == "-" else json_file.write_text(text + "\n", encoding="utf-8")
        return
    for facts in told:
        click.echo(" · ".join(f"{column} {facts[column]}" for column in _COLUMNS if facts[column] is not None))
