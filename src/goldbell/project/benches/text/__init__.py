"""The reading of texts, X1 to X6 of the benchmarks, with peers where they are installed (extra ``bench``)."""

from pathlib import Path

import click

from goldbell.project.benches.text.running import run

OPTIONS = (
    click.Option(["--texts"], default=1_000_000, show_default=True, help="Size of the index of scripts (X4)."),
    click.Option(["--canaries"], default=5_000, show_default=True, help="Cases of the leak test (X6)."),
    click.Option(
        ["--article"],
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A text full of injected readings (X1).",
    ),
    click.Option(
        ["--only"], multiple=True, type=click.Choice(["X1", "X2", "X3", "X4", "X5", "X6"]), help="Measure these."
    ),
)

__all__ = ["OPTIONS", "run"]
