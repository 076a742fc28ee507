"""Words out of pictures (截图识字) by Tesseract, when it is installed; a clear message when it is not."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from typing import Final

from goldbell.adapters.files.refusals import BrokenFile, FileTooLarge, NeedsRecognition

_LANGUAGES: Final = ("chi_sim", "eng")
_MOST_POINTS: Final = 60_000_000
_SECONDS: Final = 50
_WIDE: Final = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f"
_GAP: Final = re.compile(rf"(?<=[{_WIDE}“”‘’…—]) +(?=[{_WIDE}“”‘’…—0-9])|(?<=[0-9]) +(?=[{_WIDE}])")
NOTE: Final = "由图片识别，可能有错字，请对照原图核对"


@cache
def _program() -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise NeedsRecognition("%(file)s", file="")
    known = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    if not set(_LANGUAGES) <= set(known.stdout.decode("utf-8", "replace").split()):
        raise NeedsRecognition("%(file)s", file="")
    return program


def recognise(picture: bytes, name: str) -> str:
    """The words in a picture, lines as they stand. Raises NeedsRecognition, BrokenFile, FileTooLarge."""
    try:
        program = _program()
    except NeedsRecognition:
        raise NeedsRecognition(
            "%(file)s：这是图片，本机没有安装识字程序，没有读。安装：apt-get install tesseract-ocr tesseract-ocr-chi-sim",
            file=name,
        ) from None
    points = _points(picture)
    if points > _MOST_POINTS:
        raise FileTooLarge("%(file)s：图片有 %(points)d 个像素，太大，没有读", file=name, points=points)
    command = [program, "stdin", "stdout", "-l", "+".join(_LANGUAGES), "--psm", "3"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise BrokenFile("%(file)s：识别图片超时，已停止", file=name) from None
    if done.returncode != 0:
        raise BrokenFile("%(file)s：图片已损坏，不能识别", file=name)
    text = done.stdout.decode("utf-8", "replace").replace("\f", "")
    return re.sub(r"\n{3,}", "\n\n", _GAP.sub("", text)).strip()


def _points(picture: bytes) -> int:
    """Width times height as the picture's head announces them; 0 where this is not easily told."""
    if picture.startswith(b"\x89PNG") and len(picture) >= 24:
        return int.from_bytes(picture[16:20], "big") * int.from_bytes(picture[20:24], "big")
    if picture.startswith(b"GIF8") and len(picture) >= 10:
        return int.from_bytes(picture[6:8], "little") * int.from_bytes(picture[8:10], "little")
    if picture.startswith(b"BM") and len(picture) >= 26:
        width, height = (int.from_bytes(picture[at : at + 4], "little", signed=True) for at in (18, 22))
        return abs(width) * abs(height)
    if picture.startswith(b"\xff\xd8"):
        return _jpeg_points(picture)
    return 0


def _jpeg_points(picture: bytes) -> int:
    at = 2
    while at + 9 < len(picture) and picture[at] == 0xFF:
        mark, size = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(picture[at + n : at + n + 2], "big") for n in (5, 7))
            return height * width
        at += 2 + max(size, 2)
    return 0
