"""Why a file gave no text. Each names the file, what is wrong with it, and what to do instead."""

from __future__ import annotations

from goldbell.common.errors import Invalid


class FileRefused(Invalid):
    """A file that was not read. It is kept as it came; other files are not affected."""

    code = "file_refused"


class EmptyFile(FileRefused):
    """The file has no bytes."""

    code = "empty_file"


class FileTooLarge(FileRefused):
    """The file, or what it unpacks to, is larger than anything that is read."""

    code = "file_too_large"


class TooMuchText(FileRefused):
    """The file holds more words than one reading takes."""

    code = "too_much_text"


class UnknownFileKind(FileRefused):
    """The bytes are of no kind that is read here."""

    code = "unknown_file_kind"


class UnknownEncoding(FileRefused):
    """The text is neither UTF-8 nor GB18030, so reading it would be guessing."""

    code = "unknown_encoding"


class BrokenFile(FileRefused):
    """The bytes are not what the file claims to be, or the reader died of them."""

    code = "broken_file"


class EncryptedFile(FileRefused):
    """The file has a password."""

    code = "encrypted_file"


class FileWithMacros(FileRefused):
    """The file carries a program."""

    code = "file_with_macros"


class UnsafeFile(FileRefused):
    """The file carries something an honest one never carries: a bomb, DOCTYPE entities, names that climb out of the archive."""

    code = "unsafe_file"


class NeedsRecognition(FileRefused):
    """The file is a picture, and the program that reads pictures is not installed."""

    code = "needs_recognition"


class ReadingTookTooLong(FileRefused):
    """The time limit for one file passed."""

    code = "reading_took_too_long"


class ReadingNeedsTooMuchMemory(FileRefused):
    """The memory limit for one file was reached."""

    code = "reading_needs_too_much_memory"
