"""Why a whole statement file is refused. Each names the file, so that among hundreds the right one is asked for again."""

from __future__ import annotations

from goldbell.common.errors import Invalid


class FileRefused(Invalid):
    """A statement file that was not read. The file is kept as it came; other files are not affected."""

    code = "file_refused"


class UnknownLayout(FileRefused):
    """No layout profile recognises a heading in the file."""

    code = "unknown_layout"


class FileTooLarge(FileRefused):
    """The file, or what it unpacks to, is larger than one statement can be."""

    code = "file_too_large"


class EmptyFile(FileRefused):
    """The file has no bytes."""

    code = "empty_file"


class BrokenFile(FileRefused):
    """The bytes are not what the file claims to be, or the reader died of them."""

    code = "broken_file"


class UnsafeFile(FileRefused):
    """The file carries something a statement never carries: DOCTYPE, a bomb, extreme nesting."""

    code = "unsafe_file"


class AmbiguousHeading(FileRefused):
    """Two columns claim the same meaning; taking either would be a guess."""

    code = "ambiguous_heading"


class ReadingTookTooLong(FileRefused):
    """The time limit for one file passed."""

    code = "reading_took_too_long"


class ReadingNeedsTooMuchMemory(FileRefused):
    """The memory limit for one file was reached."""

    code = "reading_needs_too_much_memory"
