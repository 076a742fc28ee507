"""Each kind of file gives its words; what a reader must know about them is noted."""

import io
import subprocess
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from goldbell.adapters import files
from goldbell.adapters.files import recognition
from goldbell.adapters.files.reading import all_formats

WORDS = "对方自称是平台客服，让我转了49800元到6222020200112233446。"


def document() -> bytes:
    made = Document()
    made.add_heading("接报警登记", 1)
    made.add_paragraph(WORDS)
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "张某"
    made.sections[0].header.paragraphs[0].text = "反诈中心"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def workbook() -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "流水"
    made.active.append(["账号", "金额"])
    made.active.append(["6222020200112233446", 49800])
    made.active.append([6222020200112233446, 1.5])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A small PDF whose font has a predefined Chinese character map, as office programs here write them."""
    codes = text.encode("utf-16-be").hex().upper()
    stream = f"BT /F1 12 Tf 50 700 Td <{codes}> Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
        b" /Supplement 2 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def mail() -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "包裹异常通知", "kefu@example.com", "me@example.org"
    made.set_content("您的包裹异常，请点击https://pay.example.top办理")
    made.add_attachment(document(), maintype="application", subtype="octet-stream", filename="登记.docx")
    made.add_attachment(b"MZ\x90\x00" * 10, maintype="application", subtype="octet-stream", filename="安装.exe")
    return made.as_bytes()


def test_word_file() -> None:
    found = files.text_of(document(), "登记.docx")
    assert found.kind == "docx"
    assert found.text.split("\n")[:2] == ["接报警登记", WORDS]
    assert "姓名\t" in found.text.replace(" ", "")
    assert "反诈中心" in found.text


def test_workbook_tells_of_lost_digits() -> None:
    found = files.text_of(workbook(), "流水.xlsx")
    assert found.parts[0].title == "流水"
    assert "6222020200112233446\t49800" in found.text
    assert "1.5" in found.text
    assert any("15 位" in note for note in found.notes)


def test_pdf_with_a_chinese_character_map() -> None:
    found = files.text_of(pdf(WORDS), "笔录.pdf")
    assert (found.kind, found.text) == ("pdf", WORDS)


def test_web_page_gives_what_is_seen() -> None:
    page = (
        f"<!DOCTYPE html><html><head><title>x</title><style>p{{}}</style></head><body><script>var a='b'</script>"
        f"<p>{WORDS}</p><table><tr><td>一</td><td>二</td></tr></table></body></html>"
    )
    for encoded in (page.encode(), page.encode("gb18030")):
        found = files.text_of(encoded, "页面")
        assert (found.kind, found.text.split("\n")[0]) == ("html", WORDS)
        assert "var a" not in found.text


def test_mail_with_its_attachments() -> None:
    found = files.text_of(mail(), "来信.eml")
    assert found.kind == "email"
    assert "主题：包裹异常通知" in found.text
    assert "https://pay.example.top" in found.text
    assert WORDS in found.text
    assert any("安装.exe" in note for note in found.notes)
    assert files.text_of(mail(), "没有扩展名").kind == "email"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_text_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "聊天.txt"
    path.write_bytes(f"{WORDS}\r\n第二行".encode(encoding))
    assert files.text_of(path).text == f"{WORDS}\r\n第二行"


def test_screenshot_is_recognised_or_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    picture = Path(__file__).with_name("screenshot.png").read_bytes()
    if recognition.shutil.which("tesseract"):
        found = files.text_of(picture, "截图.png")
        assert "共享屏幕" in found.text.replace(" ", "")
        assert "6222020200112233446" in found.text.replace(" ", "")
        assert found.notes == (recognition.NOTE,)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(files.NeedsRecognition, match="tesseract-ocr-chi-sim"):
        files.text_of(picture, "截图.png")


def test_scanned_pdf_is_recognised() -> None:
    if not recognition.shutil.which("tesseract"):
        pytest.skip("Tesseract is not installed")
    photo = Path(__file__).with_name("screenshot.jpg").read_bytes()
    width, height = 700, 220
    stream = b"q %d 0 0 %d 0 0 cm /I Do Q" % (width, height)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 700 220] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(photo), photo),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    found = files.text_of(bytes(out), "扫描.pdf")
    assert "6222020200112233446" in found.text.replace(" ", "")
    assert any("图片识别" in note for note in found.notes)


def test_every_format_is_found_and_has_a_name_of_its_own() -> None:
    kinds = [one.kind for one in all_formats()]
    assert sorted(kinds) == sorted(set(kinds))
    assert set(kinds) == {"docx", "pdf", "xlsx", "html", "email", "text", "image"}


def test_attachment_in_attachment_ends_somewhere() -> None:
    inner = mail()
    for _ in range(6):
        outer = EmailMessage()
        outer["Subject"] = "转发"
        outer.set_content("见附件")
        outer.add_attachment(inner, maintype="application", subtype="octet-stream", filename="转发.eml")
        inner = outer.as_bytes()
    assert any("太深" in note for note in files.text_of(inner, "转发.eml").notes)


def test_nothing_of_ours_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}
    real = subprocess.Popen

    def spying(*given: object, **named: object) -> object:
        seen.update(named["env"])  # type: ignore[call-overload]
        return real(*given, **named)  # type: ignore[call-overload]

    monkeypatch.setenv("GOLDBELL_SECRET", "s")
    monkeypatch.setattr(subprocess, "Popen", spying)
    files.text_of(b"abc", "a.txt")
    assert "GOLDBELL_SECRET" not in seen
