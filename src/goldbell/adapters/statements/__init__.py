"""Statements (交易明细) as banks and payment institutions hand them out, read into one form.

A layout is a folder here: ``profile.py`` with a ``LAYOUT`` and ``samples/`` that the conformance suite reads.
"""

from goldbell.adapters.statements.layout import Layout, layouts
from goldbell.adapters.statements.reading import Detected, check_size, detect, fingerprint, read
from goldbell.adapters.statements.refusals import (
    AmbiguousHeading,
    BrokenFile,
    EmptyFile,
    FileRefused,
    FileTooLarge,
    ReadingNeedsTooMuchMemory,
    ReadingTookTooLong,
    UnknownLayout,
    UnsafeFile,
)
from goldbell.adapters.statements.safely import Limits, read_safely

__all__ = [
    "AmbiguousHeading",
    "BrokenFile",
    "Detected",
    "EmptyFile",
    "FileRefused",
    "FileTooLarge",
    "Layout",
    "Limits",
    "ReadingNeedsTooMuchMemory",
    "ReadingTookTooLong",
    "UnknownLayout",
    "UnsafeFile",
    "check_size",
    "detect",
    "fingerprint",
    "layouts",
    "read",
    "read_safely",
]
