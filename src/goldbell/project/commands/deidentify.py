"""``goldbell deidentify FILE|-``: a case as a story that citizens may read once a person released it. Needs no platform."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goldbell.common.errors import GoldbellError


@click.command()
@click.argument("source", metavar="FILE|-", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--json",
    "json_file",
    is_flag=False,
    flag_value="-",
    type=click.Path(allow_dash=True, path_type=Path),
    help="Write JSON, to a file if one is named.",
)
@click.option("--at", "at", help="When the words were spoken, ISO 8601 with zone.")
def deidentify_command(source: Path, json_file: Path | None, at: str | None) -> None:
    """Tell FILE without names, numbers, addresses, dates and rare details; mark it as not yet reviewed.

    The places a reviewer must look at go to standard error. Ends with 1 when the file cannot be read.
    """
    from goldbell.project.commands.read import as_json, moment_of, words_of

    try:
        words, notes = words_of(source)
        from goldbell.engine.text.deidentify import REASONS, deidentify

        story = deidentify(words, at=moment_of(at))
    except GoldbellError as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)
    for note in notes:
        click.echo(f"注意：{note}", err=True)
    if json_file is None:
        click.echo(story.marked())
        for doubt in story.doubts:
            click.echo(f"请审核“{doubt.word}”：{REASONS[doubt.why][0]}", err=True)
        return
    found = {
        "text": story.text,
        "needs_review": story.needs_review,
        "replaced": story.replaced,
        "spans": [{"start": one.start, "end": one.end, "kind": one.kind, "now": one.now} for one in story.taken],
        "doubts": [{"start": one.start, "end": one.end, "word": one.word, "why": one.why} for one in story.doubts],
    }
    text = as_json(found, indent=1)
    if str(json_file) == "-":
        click.echo(text)
    else:
        json_file.write_text(text + "\n", "utf-8")
