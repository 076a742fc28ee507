"""The font for papers: small, licensed, and knowing every character that a name may carry."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

FONTS = Path(__file__).resolve().parents[1] / "fonts"
FACES = sorted(FONTS.glob("*.otf"))


def characters(path: Path) -> set[int]:
    """Code points of the font's cmap (format 12 where there is one, else 4), read by the OpenType format itself."""
    raw = path.read_bytes()
    count = struct.unpack(">H", raw[4:6])[0]
    tables = {
        raw[12 + 16 * i : 16 + 16 * i]: struct.unpack(">2I", raw[20 + 16 * i : 28 + 16 * i]) for i in range(count)
    }
    start, _ = tables[b"cmap"]
    found: set[int] = set()
    for i in range(struct.unpack(">H", raw[start + 2 : start + 4])[0]):
        at = start + struct.unpack(">I", raw[start + 8 + 8 * i : start + 12 + 8 * i])[0]
        if struct.unpack(">H", raw[at : at + 2])[0] == 12:
            for group in range(struct.unpack(">I", raw[at + 12 : at + 16])[0]):
                first, last, _ = struct.unpack(">3I", raw[at + 16 + 12 * group : at + 28 + 12 * group])
                found |= set(range(first, last + 1))
        elif struct.unpack(">H", raw[at : at + 2])[0] == 4:
            segments = struct.unpack(">H", raw[at + 6 : at + 8])[0] // 2
            ends = struct.unpack(f">{segments}H", raw[at + 14 : at + 14 + 2 * segments])
            starts = struct.unpack(f">{segments}H", raw[at + 16 + 2 * segments : at + 16 + 4 * segments])
            for first, last in zip(starts, ends, strict=True):
                found |= set(range(first, last + 1)) - {0xFFFF}
    return found


def gb2312() -> set[str]:
    found = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def test_both_weights_are_there_and_small() -> None:
    assert [face.stem for face in FACES] == ["GoldbellSansSC-Bold", "GoldbellSansSC-Regular"]
    assert sum(face.stat().st_size for face in FACES) < 6_000_000
    assert all(face.read_bytes()[:4] == b"OTTO" for face in FACES)


def test_the_licence_travels_with_the_fonts() -> None:
    text = (FONTS / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Adobe" in text


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_it_writes_every_common_character_names_and_papers(face: Path) -> None:
    known = characters(face)
    assert len(gb2312()) == 6763
    assert not [character for character in gb2312() if ord(character) not in known]
    for character in "喆堃玥珺淏翀祎龑䶮鿏" + "0123456789ABCxyz,." + "，。：；？“”‘’（）《》〔〕、—…·￥①⑳→＝＋×÷−":
        assert ord(character) in known, character


def test_papers_can_be_set_with_it(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    source = tmp_path / "paper.typ"
    source.write_text(
        '#set text(font: "Goldbell Sans SC", fallback: false)\n紧急止付申请表 *止付 198,000.00 元* 王喆堃', "utf-8"
    )
    paper = typst.compile(str(source), font_paths=[str(FONTS)])
    assert paper.startswith(b"%PDF")
    assert b"GoldbellSansSC" in paper
