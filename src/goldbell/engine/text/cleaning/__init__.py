"""Cleaning (清洗): what a scammer or a scraper strewed between the words goes, what was written stays, all of it reversible.

``clean(raw).text`` is read on; ``raw`` stays evidence. A new kind of noise is one file in ``steps/``.
"""

from goldbell.engine.text.cleaning.contracts import Cleaned, Edit, ForeignEdits, UnknownScript, restore
from goldbell.engine.text.cleaning.discovery import all_steps, say_edit
from goldbell.engine.text.cleaning.pipeline import clean

__all__ = ["Cleaned", "Edit", "ForeignEdits", "UnknownScript", "all_steps", "clean", "restore", "say_edit"]
