"""Large evidence at a running server: it goes in and out piece by piece, and two gigabytes are refused with nothing kept."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.story.caller import Caller
from tests.story.house import House

MB = 1 << 20
SIZE = 160 * MB
#: What the web process may grow by while it passes 160 MB on: buffers, not the file.
MOST_GROWTH = 60 * MB


class Watch:
    """The largest memory of a process while the block runs, above what it had before."""

    def __init__(self, pid: int) -> None:
        self._process, self._stop = psutil.Process(pid), threading.Event()
        self.before = self.peak = self._process.memory_info().rss

    def __enter__(self) -> Watch:
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.02):
            self.peak = max(self.peak, self._process.memory_info().rss)

    @property
    def grown(self) -> int:
        return self.peak - self.before


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    room = Path(tempfile.mkdtemp(prefix="goldbell-large-"))
    room.chmod(0o755)
    running = House(room / "home")
    try:
        running.hear("就绪 ready")
        yield running
    finally:
        running.stop()
        shutil.rmtree(room, ignore_errors=True)


@pytest.fixture(scope="module")
def caller(house: House) -> Caller:
    return Caller(house.url, "H0105")


def kept(house: House) -> int:
    """Bytes of uploads under way and of the vault."""
    places = (house.home / "uploads", house.home / "evidence")
    return sum(file.stat().st_size for place in places for file in place.rglob("*") if file.is_file())


def test_a_large_file_passes_in_pieces_also_to_a_slow_line(house: House, caller: Caller, tmp_path: Path) -> None:
    case_id = caller.get("/cases")["cases"][0]["id"]
    piece, digest, file = hashlib.sha256(b"seed").digest() * (MB // 32), hashlib.sha256(), tmp_path / "recording.wav"
    with file.open("wb") as target:
        for number in range(SIZE // MB):
            whole = number.to_bytes(8, "big") + piece[8:]
            digest.update(whole)
            target.write(whole)
    pid = house.pid_of("web")
    caller.get("/cases")
    with Watch(pid) as up, file.open("rb") as source:
        answer = caller.http.post(
            f"/cases/{case_id}/evidence/",
            files={"file": ("recording.wav", source)},
            headers=caller.headers,
            timeout=120,
        )
    assert answer.status_code == 302
    row = caller.get(f"/cases/{case_id}/evidence")[-1]
    assert (row["size_bytes"], row["sha256"]) == (SIZE, digest.hexdigest())
    back = hashlib.sha256()
    with (
        Watch(pid) as down,
        caller.http.stream(
            "POST", f"/cases/evidence/{row['id']}/", data={"reason": "核对录音"}, headers=caller.headers, timeout=120
        ) as taken,
    ):
        assert taken.headers["Content-Length"] == str(SIZE)
        for number, content in enumerate(taken.iter_bytes(MB)):
            back.update(content)
            if number < 10:
                time.sleep(0.1)  # a slow line: the server must wait for it, not pile up
    assert back.hexdigest() == digest.hexdigest()
    assert up.grown < MOST_GROWTH, f"{up.grown // MB} MB for the upload"
    assert down.grown < MOST_GROWTH, f"{down.grown // MB} MB for the download"


@pytest.mark.parametrize("path", ["/cases/1/evidence/", "/api/cases/1/statements", "/intake/"])
def test_two_gigabytes_are_refused_by_their_announced_length(house: House, caller: Caller, path: str) -> None:
    before = kept(house)
    host, _, port = house.url.removeprefix("http://").partition(":")
    cookies = "; ".join(f"{name}={value}" for name, value in caller.http.cookies.items())
    head = [
        f"POST {path} HTTP/1.1",
        f"Host: {host}:{port}",
        f"Cookie: {cookies}",
        f"X-CSRFToken: {caller.headers['X-CSRFToken']}",
        f"Content-Length: {2 << 30}",
        "Content-Type: multipart/form-data; boundary=b",
        "Connection: close",
    ]
    with Watch(house.pid_of("web")) as watch, socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode())
        line.sendall(b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n" + b"x" * 1024)
        answer = b""
        with contextlib.suppress(ConnectionResetError):  # it hangs up on the rest
            while part := line.recv(65536):
                answer += part
    assert answer.startswith(b"HTTP/1.1 413"), answer[:200]
    assert "内容太大，没有受理".encode() in answer or b"\\u5185\\u5bb9\\u592a\\u5927" in answer
    assert kept(house) == before
    assert watch.grown < MOST_GROWTH


def test_a_length_that_is_not_told_keeps_nothing(house: House, caller: Caller) -> None:
    """Chunked, without a length: nothing of it is taken in, whatever it holds."""
    before = kept(house)

    def pieces() -> Iterator[bytes]:
        yield b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n"
        for _ in range(20):
            yield b"x" * MB

    headers = caller.headers | {"Content-Type": "multipart/form-data; boundary=b"}
    answer = caller.http.post("/cases/1/evidence/", content=pieces(), headers=headers)
    assert answer.status_code < 500
    assert kept(house) == before
