"""The child process of ``text_of``: bounds itself, reads one file, leaves its words or why not in a folder."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from goldbell.adapters.children import bound_self


def main() -> int:
    """Read the order from standard input and carry it out; 0 when ``text.json`` is there, 1 when ``refused.json`` says why not."""
    order = json.load(sys.stdin)
    bound_self(seconds=order["seconds"], memory_bytes=order["memory_bytes"], result_bytes=order["result_bytes"])
    folder = Path(order["folder"])
    from goldbell.adapters.files.reading import read
    from goldbell.adapters.files.refusals import FileRefused

    try:
        found = read(Path(order["path"]).read_bytes(), order["name"])
    except FileRefused as refused:
        facts = {"code": refused.code, "message": refused.message, "facts": dict(refused.facts)}
        _leave(folder / "refused.json", facts)
        return 1
    except MemoryError:
        _leave(folder / "refused.json", {"code": "reading_needs_too_much_memory"})
        return 1
    _leave(folder / "text.json", dataclasses.asdict(found))
    return 0


def _leave(path: Path, found: Mapping[str, object]) -> None:
    # ASCII: lone surrogates from a file must survive the way.
    path.write_text(json.dumps(found), "ascii")


if __name__ == "__main__":
    sys.exit(main())
