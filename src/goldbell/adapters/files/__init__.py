"""Files from outside (来件): a Word file, a PDF, a workbook, a page, an e-mail or a screenshot becomes text to be read.

``text_of(path_or_bytes, name)`` does it in a child process with limits. A new kind of file is one module in ``formats/``.
"""

from goldbell.adapters.files.contracts import ExtractedText, Limits, Part
from goldbell.adapters.files.refusals import (
    BrokenFile,
    EmptyFile,
    EncryptedFile,
    FileRefused,
    FileTooLarge,
    FileWithMacros,
    NeedsRecognition,
    ReadingNeedsTooMuchMemory,
    ReadingTookTooLong,
    TooMuchText,
    UnknownEncoding,
    UnknownFileKind,
    UnsafeFile,
)
from goldbell.adapters.files.safely import text_of

__all__ = [
    "BrokenFile",
    "EmptyFile",
    "EncryptedFile",
    "ExtractedText",
    "FileRefused",
    "FileTooLarge",
    "FileWithMacros",
    "Limits",
    "NeedsRecognition",
    "Part",
    "ReadingNeedsTooMuchMemory",
    "ReadingTookTooLong",
    "TooMuchText",
    "UnknownEncoding",
    "UnknownFileKind",
    "UnsafeFile",
    "text_of",
]
