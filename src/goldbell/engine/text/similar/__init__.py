"""Same script (话术串并): reports that tell the same story, though names, numbers and words were changed.

``index = ScriptIndex(); index.add("A1", "…"); index.query("…")``. ``save(index, DIR)`` and ``load(DIR)`` keep it in a folder.
"""

from goldbell.engine.text.similar.fingerprint import fingerprint
from goldbell.engine.text.similar.index import (
    BadScriptId,
    Match,
    NoSuchScript,
    ScriptIndex,
    ScriptTooLong,
)
from goldbell.engine.text.similar.minhash import BANDS, ROWS_IN_BAND
from goldbell.engine.text.similar.storage import BrokenIndex, IndexInUse, NoIndex, changing, load, save

__all__ = [
    "BANDS",
    "ROWS_IN_BAND",
    "BadScriptId",
    "BrokenIndex",
    "IndexInUse",
    "Match",
    "NoIndex",
    "NoSuchScript",
    "ScriptIndex",
    "ScriptTooLong",
    "changing",
    "fingerprint",
    "load",
    "save",
]
