"""``goldbell doctor``."""

from __future__ import annotations

import sys

import click

from goldbell.project.diagnosis.findings import look_at_everything

_MARKS = {"ok": "✓", "warn": "!", "bad": "✗"}


@click.command()
def doctor_command() -> None:
    """Name what is missing or wrong on this machine, and how to mend it."""
    bad = 0
    for finding in look_at_everything():
        click.echo(f"{_MARKS[finding.state]} {finding.what}：{finding.found}")
        if finding.mend:
            click.echo(f"    → {finding.mend}")
        bad += finding.state == "bad"
    sys.exit(1 if bad else 0)
