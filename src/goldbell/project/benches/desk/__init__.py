"""The desk: orders accepted per second, commit to first byte at the bank, pages at 100,000 reports. Real processes throughout."""

import click

from goldbell.project.benches.desk.running import run

OPTIONS = (
    click.Option(["--reports"], default=100_000, show_default=True, help="Size of the desk: reports already there."),
    click.Option(["--orders"], default=300, show_default=True, help="Stop orders to approve, each time."),
    click.Option(["--statement-rows"], default=300_000, show_default=True, help="Rows read while orders are sent."),
)

__all__ = ["OPTIONS", "run"]
