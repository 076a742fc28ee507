"""``goldbell read FILE|-``: words as they came → clean text, elements, figures, scam type. Needs no platform.

``--batch IN.jsonl --json OUT.jsonl`` reads a million: one {id, text, at?} a line, one answer a line, in order. What is
not finished lies in ``OUT.jsonl.part``; the same command goes on there after a crash.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldbell.common.errors import GoldbellError

if TYPE_CHECKING:
    from goldbell.engine.text import ReadText


@click.command()
@click.argument("source", metavar="FILE|-", required=False, type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--json", "json_file", is_flag=False, flag_value="-", type=click.Path(allow_dash=True, path_type=Path),
    help="Write JSON, to a file if one is named.",
)  # fmt: skip
@click.option("--at", "at", help="When the words were spoken, ISO 8601 with zone; for 昨天晚上8点.")
@click.option("--script", type=click.Choice(["keep", "simplified", "traditional"]), default="keep", show_default=True)
@click.option(
    "--batch", type=click.Path(allow_dash=True, path_type=Path), help="Read {id, text, at?} lines; needs --json OUT."
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes for --batch.")
def read_command(
    source: Path | None, json_file: Path | None, at: str | None, script: str, batch: Path | None, jobs: int
) -> None:
    """Read FILE (text, DOCX, PDF, XLSX, HTML, e-mail, screenshot; - is standard input) and tell what is in it.

    Ends with 1 when the file cannot be read (with the reason), with 2 for wrong use. With --batch, 0 when every line was
    read, 3 when some lines gave an error object.
    """
    if (batch is None) == (source is None):
        raise click.UsageError("give one FILE, or - for standard input, or --batch IN.jsonl")
    try:
        if batch is not None:
            if json_file is None:
                raise click.UsageError("--batch needs --json OUT.jsonl")
            from goldbell.project.batch_reading import read_batch

            sys.exit(3 if read_batch(batch, json_file, at=at, script=script, jobs=jobs) else 0)
        assert source is not None
        found, notes = read_source(source, at=at, script=script)
    except GoldbellError as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)
    for note in notes:
        click.echo(f"注意：{note}", err=True)
    if json_file is None:
        click.echo(told(found))
        return
    text = as_json(found.to_json(), indent=1)
    if str(json_file) == "-":
        click.echo(text)
    else:
        json_file.write_text(text + "\n", "utf-8")


def read_source(source: Path, *, at: str | None, script: str) -> tuple[ReadText, tuple[str, ...]]:
    """A file or standard input, read; and what a reader must know of it. Raises GoldbellError."""
    from goldbell.engine import text

    words, notes = words_of(source)
    return text.read(words, at=moment_of(at), script=script), notes


def words_of(source: Path) -> tuple[str, tuple[str, ...]]:
    """The words of a file of any kind that is read, or of standard input. Raises GoldbellError."""
    from goldbell.adapters.files.decoding import plain_text

    name = "标准输入" if str(source) == "-" else source.name
    content = _bytes_of(source, name)
    if (plain := plain_text(content, name)) is not None:
        return plain, ()
    from goldbell.adapters import files

    found = files.text_of(content, name)
    return found.text, found.notes


def _bytes_of(source: Path, name: str) -> bytes:
    from goldbell.adapters.files.contracts import MOST_BYTES
    from goldbell.adapters.files.refusals import EmptyFile, FileRefused, FileTooLarge

    try:
        if str(source) == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with source.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as failed:
        raise FileRefused("%(file)s：打不开（%(why)s）", file=name, why=failed.strerror or "") from None
    if not content:
        raise EmptyFile("%(file)s：文件是空的", file=name)
    if len(content) > MOST_BYTES:
        raise FileTooLarge("%(file)s：文件超过 %(most)d MB，没有读", file=name, most=MOST_BYTES >> 20)
    return content


def moment_of(said: str | None) -> datetime | None:
    """``--at`` as a moment with the zone as it was given. Raises BadMoment."""
    if said is None:
        return None
    from goldbell.common.moments import parse_moment

    parse_moment(said)  # refuses what is no moment or has no zone
    return datetime.fromisoformat(said.strip())


def as_json(found: dict[str, Any], *, indent: int | None = None) -> str:
    """JSON in UTF-8; what no encoding can carry (lone surrogates) is written as an escape, so that nothing is lost."""
    text = json.dumps(found, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(found, ensure_ascii=True, indent=indent)
    return text


def told(found: ReadText) -> str:
    """What was read, for people."""
    from goldbell.engine import text

    lines = ["【清洗后】", found.cleaned.text.encode("utf-8", "replace").decode("utf-8")]
    if found.cleaned.edits:
        lines.append(f"（改动 {len(found.cleaned.edits)} 处）")
    lines.append("【要素】")
    for one in found.elements:
        value = f"{int(one.value) / 100:,.2f} 元" if one.kind == "amount" else one.value
        lines.append(
            f"{text.kind_label(one.kind)}：{value}　“{one.raw}”　{one.confidence:.0%}　{'；'.join(one.reasons)}"
        )
    if not found.elements:
        lines.append("没有")
    if found.figures:
        lines.append("【数字】")
        lines += [f"{one.metric}：{one.value}{one.unit}　“{one.raw}”　{one.qualifier}" for one in found.figures]
    lines.append("【诈骗类型】")
    lines += [f"{code}　{score:.2f}　{'、'.join(reasons)}" for code, score, reasons in found.scam_types]
    lines.append("可以采用，仍请核对" if found.decision == "accept" else "把握不足，请人工判断")
    return "\n".join(lines)
