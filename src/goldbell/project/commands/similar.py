"""``goldbell similar --index DIR``: put texts into an index of scripts, and ask it who told the same story. Needs no platform."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldbell.common.errors import GoldbellError, Invalid

if TYPE_CHECKING:
    from goldbell.engine.text.similar import Match, ScriptIndex


class BadScriptLine(Invalid):
    """A line of texts to put in is no {id, text} object."""

    code = "bad_script_line"


@click.command()
@click.option(
    "--index", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder of the index."
)
@click.option(
    "--add",
    "added",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File to put in: one text (its name is the id) or {id, text} lines (.jsonl). May be repeated.",
)
@click.option("--remove", "removed", multiple=True, help="Id to take out, with its words. May be repeated.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--least", default=0.3, show_default=True, type=click.FloatRange(0, 1), help="Lowest score told.")
@click.option("--json", "as_json", is_flag=True, help="Tell as JSON.")
@click.argument("query", metavar="[FILE|-]", required=False, type=click.Path(allow_dash=True, path_type=Path))
def similar_command(
    folder: Path,
    added: tuple[Path, ...],
    removed: tuple[str, ...],
    limit: int,
    least: float,
    as_json: bool,
    query: Path | None,
) -> None:
    """Put texts in (--add), take some out (--remove), and find the texts that tell the same story as FILE.

    FILE may be {id, text} lines (.jsonl); then each gives one line of answer. Ends with 1 when something cannot be read.
    """
    from goldbell.engine.text.similar import NoIndex, ScriptIndex, changing, load, save

    try:
        if added or removed:
            with changing(folder):
                try:
                    index = load(folder)
                except NoIndex:
                    index = ScriptIndex()
                before = len(index)
                for path in added:
                    index.add_all(_texts(path))
                for script_id in removed:
                    index.remove(script_id)
                if removed:
                    index.compact()
                save(index, folder)
            click.echo(f"文本库里现有 {len(index)} 篇（原有 {before} 篇）", err=True)
        else:
            index = load(folder)
        if query is not None:
            _ask(index, query, limit, least, as_json)
    except GoldbellError as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a file, cleaned, by their id; a .jsonl line by line."""
    from goldbell.engine import text
    from goldbell.project.commands.read import words_of

    if path.suffix != ".jsonl":
        yield path.name, text.clean(words_of(path)[0]).text
        return
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    order = json.loads(line)
                    script_id, words = str(order["id"]), order["text"]
                except (ValueError, KeyError, TypeError, RecursionError):
                    script_id, words = "", None
                if not script_id or not isinstance(words, str):
                    raise BadScriptLine(
                        "%(file)s 第 %(line)d 行不是 {id, text}，什么都没有存", file=path.name, line=number
                    )
                yield script_id, text.clean(words).text
    except OSError as failed:
        raise BadScriptLine("%(file)s：打不开（%(why)s）", file=path.name, why=failed.strerror or "") from None


def _ask(index: ScriptIndex, query: Path, limit: int, least: float, as_json: bool) -> None:
    from goldbell.engine import text
    from goldbell.project.commands.read import words_of

    if query.suffix == ".jsonl":
        for script_id, words in _texts(query):
            found = [_told(one) for one in index.query(words, limit, least=least)]
            click.echo(json.dumps({"id": script_id, "matches": found}, ensure_ascii=False))
        return
    cleaned = text.clean(words_of(query)[0])
    found = [_told(one, cleaned.raw_span(*one.span)) for one in index.query(cleaned.text, limit, least=least)]
    if as_json:
        click.echo(json.dumps({"matches": found}, ensure_ascii=False, indent=1))
    elif not found:
        click.echo("没有说法相同的文本")
    for one in [] if as_json else found:
        start, end = one["span"]
        click.echo(f"{one['score']:.2f}　{one['id']}　{_short(cleaned.raw[start:end])}")


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else f"{flat[:40]}……{flat[-18:]}"


def _told(one: Match, span: tuple[int, int] | None = None) -> dict[str, Any]:
    return {"id": one.id, "score": one.score, "span": list(span or one.span), "found_span": list(one.found_span)}
