"""Files made to harm or to mislead: each refused by name and reason, in bounded time and memory."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from goldbell.adapters import files
from goldbell.adapters.files import safely
from goldbell.adapters.files.tests.test_get_the_words_out import document, pdf, workbook


def changed(archive: bytes, add: dict[str, bytes], drop: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop and name not in add:
                new.writestr(name, old.read(name))
        for name, content in add.items():
            new.writestr(name, content)
    return out.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w"/>'
DEEP = b'<w:document xmlns:w="w">' + b"<w:p>" * 200_000 + b"</w:p>" * 200_000 + b"</w:document>"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"", "空.txt", files.EmptyFile),
        (changed(document(), {"word/vbaProject.bin": b"x"}), "宏.docx", files.FileWithMacros),
        (changed(workbook(), {"xl/vbaProject.bin": b"x"}), "宏.xlsx", files.FileWithMacros),
        (changed(document(), {"../../etc/cron.d/x": b"x"}), "越界.docx", files.UnsafeFile),
        (changed(document(), {"/tmp/x": b"x"}), "越界.docx", files.UnsafeFile),
        (changed(document(), {"word/document.xml": DOCTYPE}), "实体.docx", files.UnsafeFile),
        (
            changed(document(), {"word/header9.xml": b"<!--" + b"-x" * 5000 + b"-->" + DOCTYPE[21:]}),
            "实体.docx",
            files.UnsafeFile,
        ),
        (changed(document(), {"word/document.xml": DEEP}), "嵌套.docx", files.UnsafeFile),
        (changed(document(), {"word/media/a.bin": b"\0" * (300 << 20)}), "炸弹.docx", files.UnsafeFile),
        (changed(workbook(), {"xl/worksheets/sheet1.xml": b"<x"}), "坏.xlsx", files.BrokenFile),
        (b"PK\x03\x04" + b"word/" * 50, "坏.docx", files.BrokenFile),
        (b"PK\x03\x04" + b"\0" * 50, "包.zip", files.UnknownFileKind),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "旧.doc", files.EncryptedFile),
        (b"%PDF-1.4\ngarbage", "坏.pdf", files.BrokenFile),
        (pdf("好")[:300], "断.pdf", files.BrokenFile),
        (bytes(range(256)) * 40, "二进制.txt", files.FileRefused),
        (b"\x7fELF" + b"\0" * 100, "程序", files.UnknownFileKind),
        ("前一半".encode() + "后一半的文字".encode("gb18030") + b"\xff\xfe\xff", "混合.txt", files.UnknownEncoding),
        ("前一半的字".encode() + "后一半的文字".encode("gb18030"), "混合.txt", files.UnknownEncoding),
        ("前一半的字".encode("gb18030") + "后一半的文字".encode(), "混合.txt", files.UnknownEncoding),
        (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2, "大.png", files.FileTooLarge),
        (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (9).to_bytes(4, "big") * 2, "坏.png", files.BrokenFile),
        (b"<!DOCTYPE html [<!ENTITY a 'b'>]><html>&a;</html>", "实体.html", files.UnsafeFile),
        (("好" * 1_000_001).encode(), "长.txt", files.TooMuchText),
    ],
)
def test_refused_by_name_and_reason(content: bytes, name: str, kind: type[files.FileRefused]) -> None:
    began = time.monotonic()
    with pytest.raises(kind) as refused:
        files.text_of(content, name)
    assert str(refused.value).startswith(name)
    assert time.monotonic() - began < 20


def test_zip_bomb_that_lies_about_its_size() -> None:
    bomb = bytearray(changed(document(), {"word/document.xml": b"<w:document xmlns:w='w'>" + b" " * (400 << 20)}))
    true, lie = (24 + (400 << 20)).to_bytes(4, "little"), (4096).to_bytes(4, "little")
    with pytest.raises(files.FileRefused):
        files.text_of(bytes(bomb.replace(true, lie)), "谎.docx")


def test_encrypted_pdf_is_named() -> None:
    encrypted = pdf("好").replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
        b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>",
    )
    with pytest.raises(files.EncryptedFile, match="有密码"):
        files.text_of(encrypted, "密.pdf")


def test_too_large_is_refused_before_a_child_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(80 << 20)
    monkeypatch.setattr(safely, "run_child", lambda *_, **__: pytest.fail("started"))
    with pytest.raises(files.FileTooLarge, match="80 MB"):
        files.text_of(path)


def test_time_and_memory_are_bounded() -> None:
    slow = b"<html>" + b"<a " * 3_000_000
    with pytest.raises(files.FileRefused) as refused:
        files.text_of(slow + b"<!--" * 200_000, "慢.html", limits=files.Limits(seconds=0.05))
    assert isinstance(refused.value, files.ReadingTookTooLong)
    with pytest.raises((files.ReadingNeedsTooMuchMemory, files.BrokenFile)):
        files.text_of(b"x" * (40 << 20), "大.txt", limits=files.Limits(memory_bytes=64 << 20))


def test_ten_thousand_brackets_and_broken_marks_are_words_like_others() -> None:
    assert files.text_of(("(" * 10_000).encode(), "括号.txt").text == "(" * 10_000
    assert files.text_of(b"<html>" + b"<div>" * 10_000 + "好".encode(), "深.html").text == "好"
