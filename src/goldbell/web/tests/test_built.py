"""The committed front end is the one its sources make, needs no node, and talks to nobody else."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from goldbell.web.tests.pages import WEB

ROOT = WEB.parents[2]
FRONT = ROOT / "frontend"
DIST = WEB / "static/goldbell/dist"
SOURCES = ["src", "public", "package.json", "package-lock.json", "vite.config.ts"]


def test_the_built_files_were_built_from_these_sources() -> None:
    files = sorted(
        str(path.relative_to(FRONT))
        for name in SOURCES
        for path in ([FRONT / name] if (FRONT / name).is_file() else (FRONT / name).rglob("*"))
        if path.is_file()
    )
    digest = hashlib.sha256()
    for name in files:
        digest.update(f"{name}\0".encode() + (FRONT / name).read_bytes() + b"\0")
    assert (DIST / "sources.sha256").read_text().strip() == digest.hexdigest(), "run npm run build in frontend/"


def test_locks_carry_no_address_and_versions_are_pinned() -> None:
    lock = (FRONT / "package-lock.json").read_text()
    assert "://" not in lock
    packages = json.loads(lock)["packages"]
    assert not any("resolved" in package for package in packages.values())
    assert packages["node_modules/htmx.org"]["version"].startswith("2.0.")
    wanted = json.loads((FRONT / "package.json").read_text())
    for version in (*wanted["dependencies"].values(), *wanted["devDependencies"].values()):
        assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version), version


@pytest.mark.parametrize("name", ["goldbell.js", "first.js"])
def test_scripts_run_under_the_strict_policy(name: str) -> None:
    text = (DIST / name).read_text()
    assert not re.search(r"\beval\(", text)
    assert "sourceMappingURL" not in text
    assert not re.search(r"""["'`](https?|wss?)://""", text), "no address of another house"


def test_styles_fetch_nothing_from_elsewhere() -> None:
    text = (DIST / "goldbell.css").read_text()
    assert not re.search(r"url\(|@import", text)


def test_the_first_script_stays_small_enough_to_block_the_page() -> None:
    assert (DIST / "first.js").stat().st_size < 1500
