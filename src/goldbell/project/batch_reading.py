"""Reading a million texts from the command line: in order, over several processes, going on after a crash.

A line that cannot be read gives an error object in its place; nothing is skipped in silence. Answers are written to
``OUT.part``; only when all are there does it become ``OUT``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

import click

from goldbell.common.errors import GoldbellError, Invalid

_LINES_AT_ONCE: Final = 200
_MOST_LINE: Final = 8_000_000


class BadBatch(Invalid):
    """The batch cannot be read at all, or what lies unfinished is of another batch."""

    code = "bad_batch"


def read_batch(source: Path, target: Path, *, at: str | None, script: str, jobs: int) -> int:
    """Read every line of ``source`` into ``target`` (- is standard input or output); how many gave an error.

    Raises BadBatch, BadMoment.
    """
    from goldbell.project.commands.read import moment_of

    moment_of(at)
    try:
        with sys.stdin.buffer if str(source) == "-" else source.open("rb") as lines:
            if str(target) == "-":
                return _work(lines, sys.stdout.buffer, 0, 0, at=at, script=script, jobs=jobs)
            return _into_file(lines, source, target, at=at, script=script, jobs=jobs)
    except OSError as failed:
        raise BadBatch("%(file)s：%(why)s", file=failed.filename or str(source), why=failed.strerror or "") from None


def _into_file(lines: BinaryIO, source: Path, target: Path, *, at: str | None, script: str, jobs: int) -> int:
    part, order = target.with_name(target.name + ".part"), target.with_name(target.name + ".part.order")
    same = json.dumps([str(source.absolute()), at, script], ensure_ascii=False)
    done = errors = 0
    if part.exists() and order.exists() and order.read_text("utf-8") == same and str(source) != "-":
        done, errors = _whole_lines(part)
    else:
        part.write_bytes(b"")
        order.write_text(same, "utf-8")
    if done:
        click.echo(f"接着上次：已有 {done} 行", err=True)
    with part.open("ab") as out:
        errors += _work(lines, out, done, errors, at=at, script=script, jobs=jobs)
        out.flush()
        os.fsync(out.fileno())
    part.replace(target)
    order.unlink(missing_ok=True)
    return errors


def _whole_lines(part: Path) -> tuple[int, int]:
    """How many whole answers lie there and how many of them are errors; a torn one at the end is cut off."""
    done = errors = end = 0
    with part.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            done, end = done + 1, end + len(line)
            errors += b'"error": {"code"' in line  # inside a text the quotes would be escaped
    os.truncate(part, end)
    return done, errors


def _work(lines: BinaryIO, out: BinaryIO, skip: int, before: int, *, at: str | None, script: str, jobs: int) -> int:
    numbered = enumerate(_lines(lines), 1)
    for _ in islice(numbered, skip):
        pass
    chunks = iter(lambda: list(islice(numbered, _LINES_AT_ONCE)), [])
    began, done, errors = time.monotonic(), skip, 0
    for answers, wrong in _answers(chunks, at, script, jobs):
        out.writelines(answers)
        done, errors = done + len(answers), errors + wrong
        spent = max(time.monotonic() - began, 0.001)
        click.echo(f"已读 {done} 行，出错 {before + errors} 行，每秒 {(done - skip) / spent:.0f} 行", err=True)
    return errors


def _lines(lines: BinaryIO) -> Iterator[bytes]:
    """Each line; of one longer than anything that is read, its beginning (which then is no JSON)."""
    while line := lines.readline(_MOST_LINE):
        whole = line.endswith(b"\n")
        yield line
        while not whole and len(line) >= _MOST_LINE:
            line = lines.readline(_MOST_LINE)
            whole = line.endswith(b"\n") or not line


def _answers(
    chunks: Iterator[list[tuple[int, bytes]]], at: str | None, script: str, jobs: int
) -> Iterator[tuple[list[bytes], int]]:
    if jobs == 1:
        for chunk in chunks:
            yield answer_all(chunk, at, script)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [pool.submit(answer_all, chunk, at, script) for chunk in islice(chunks, 2 * jobs)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(answer_all, chunk, at, script) for chunk in islice(chunks, 1)]


def answer_all(chunk: list[tuple[int, bytes]], at: str | None, script: str) -> tuple[list[bytes], int]:
    """The answers to some numbered lines, and how many are errors."""
    from goldbell.project.commands.read import as_json

    answers = [answer(number, line, at, script) for number, line in chunk]
    return [(as_json(one) + "\n").encode() for one in answers], sum("error" in one for one in answers)


def answer(number: int, line: bytes, at: str | None, script: str) -> dict[str, Any]:
    """The answer to one line: what was read with its ``id``, or an error object with ``id`` and ``line``."""
    from goldbell.engine import text
    from goldbell.project.commands.read import moment_of

    known: dict[str, Any] = {"id": None}
    try:
        order = _order(line)
        known["id"] = order.get("id")
        said = order.get("at")
        if said is not None and not isinstance(said, str):
            raise BadBatch("at 要写成带时区的 ISO 8601 时间")
        words = order.get("text")
        if not isinstance(words, str):
            raise BadBatch("没有 text，或 text 不是文字")
        if not isinstance(order.get("id"), str | int) or isinstance(order.get("id"), bool):
            raise BadBatch("没有 id，或 id 不是文字或整数")
        return {**known, **text.read(words, at=moment_of(said if said is not None else at), script=script).to_json()}
    except GoldbellError as refused:
        return {**known, "line": number, "error": {"code": refused.code, "message": str(refused)}}
    except Exception as broken:  # noqa: BLE001 - one line must never stop a million; its kind is told, its words are not
        told = {"code": "unexpected", "message": f"这一行没有读成：{type(broken).__name__}"}
        return {**known, "line": number, "error": told}


def _order(line: bytes) -> dict[str, Any]:
    if len(line) >= _MOST_LINE:
        raise BadBatch("这一行太长，没有读")
    try:
        order = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadBatch("不是 UTF-8 的 JSON") from None
    if not isinstance(order, dict):
        raise BadBatch("这一行不是 {id, text} 对象")
    return order
