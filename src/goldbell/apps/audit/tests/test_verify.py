"""No edit, deletion, insertion, swap or cut before the last anchor passes, whoever recomputes whatever."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from goldbell.apps.audit import anchors as anchor_file
from goldbell.apps.audit import record
from goldbell.apps.audit.tests.forging import Line, Record, anchor, chained, entry
from goldbell.apps.audit.verifying import Verdict, verify

COUNT = 40
many = effort(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
places = st.integers(0, COUNT - 1)
EDITS: dict[str, Any] = {
    "at": "2026-11-21T01:00:00.000000+00:00",
    "actor": "officer:99",
    "actor_unit": None,
    "action": "cases.report.take",
    "nature": "refusal",
    "subject_kind": "cases.case",
    "subject_id": "999",
    "case_id": 999,
    "purpose": "其他",
    "facts": {"amount_fen": 1},
    "id": 100_000,
}


@pytest.fixture
def kept(tmp_path: Path) -> Record:
    return Record(tmp_path, COUNT)


def check(kept: Record, lines: list[Line], **more: Any) -> Verdict:
    return verify(kept.write(lines, **more), anchors=kept.folder)


def test_an_honest_record_is_whole(kept: Record) -> None:
    verdict = check(kept, kept.lines)
    assert verdict.findings == []
    assert (verdict.seals, verdict.anchors, verdict.anchored_to) == (COUNT, 4, COUNT)
    assert verdict.remarks == []


@many
@given(place=places, name=st.sampled_from(sorted(EDITS)))
def test_an_edit_is_found_and_named(kept: Record, place: int, name: str) -> None:
    lines = copy.deepcopy(kept.lines)
    lines[place]["entry"][name] = EDITS[name]
    if lines == kept.lines:
        return
    assert lines[place]["entry_id"] in {finding.entry_id for finding in check(kept, lines).findings}


@many
@given(place=places, name=st.sampled_from(["entry_hash", "previous", "link", "sealed_at", "seal_no", "entry_id"]))
def test_an_edited_seal_is_found(kept: Record, place: int, name: str) -> None:
    lines = copy.deepcopy(kept.lines)
    other = lines[(place + 1) % COUNT][name]
    if name == "previous" and place == 0:
        other = "ff" * 32
    lines[place][name] = other
    assert not check(kept, lines).whole


@many
@given(place=places, with_seal=st.booleans())
def test_a_deletion_is_found_and_named(kept: Record, place: int, with_seal: bool) -> None:
    lines = copy.deepcopy(kept.lines)
    if with_seal:
        del lines[place]
    else:
        lines[place]["entry"] = None
    findings = check(kept, lines).findings
    if with_seal and place == COUNT - 1:  # the very last one: told as a cut after the anchor before
        assert [(finding.code, finding.seal_no) for finding in findings] == [("truncated", COUNT - 9)]
    else:
        assert place + 1 in {finding.seal_no for finding in findings}


@many
@given(place=places)
def test_an_insertion_is_found(kept: Record, place: int) -> None:
    lines = copy.deepcopy(kept.lines)
    forged = copy.deepcopy(lines[place])
    forged["entry"] = entry(1000)
    forged["entry_id"] = 1000
    forged["entry_hash"] = record.entry_hash(forged["entry"]).hex()
    lines.insert(place, forged)
    assert not check(kept, lines).whole


@many
@given(one=places, other=places, inside=st.booleans())
def test_a_swap_is_found(kept: Record, one: int, other: int, inside: bool) -> None:
    if one == other:
        return
    lines = copy.deepcopy(kept.lines)
    if inside:  # the entries change places under their seals
        lines[one]["entry"], lines[other]["entry"] = lines[other]["entry"], lines[one]["entry"]
    else:
        lines[one], lines[other] = lines[other], lines[one]
    assert not check(kept, lines).whole


@many
@given(keep=st.integers(0, COUNT - 1))
def test_a_cut_before_the_last_anchor_is_found(kept: Record, keep: int) -> None:
    findings = check(kept, kept.lines[:keep], inside=kept.anchors[: keep // 10]).findings
    assert "truncated" in {finding.code for finding in findings}


def test_the_tail_after_the_last_anchor_is_told(tmp_path: Path) -> None:
    kept = Record(tmp_path, 45, every=10)
    verdict = check(kept, kept.lines)
    assert verdict.whole
    assert verdict.anchored_to == 40
    assert any("5" in remark for remark in verdict.remarks)


def _forged(kept: Record, how: str, one: int, other: int) -> list[Line]:
    entries = kept.entries()
    if how == "edit":
        entries[one]["facts"] = {"amount_fen": 7}
    elif how == "delete":
        del entries[one]
    elif how == "insert":
        entries.insert(one, entry(1000))
    elif how == "swap":
        entries[one], entries[other] = entries[other], entries[one]
    return chained(entries)


@many
@given(how=st.sampled_from(["edit", "delete", "insert", "swap"]), one=places, other=places, with_key=st.booleans())
def test_who_recomputes_the_chain_is_found(kept: Record, how: str, one: int, other: int, with_key: bool) -> None:
    """The forger rewrites every link; with the key also the database's copies of the anchors. Those outside stay."""
    if how == "swap" and one == other:
        return
    lines = _forged(kept, how, one, other)
    inside = kept.anchors
    if with_key:
        inside = [anchor(lines[end - 1], end // 10, kept.key) for end in range(10, len(lines) + 1, 10)]
    verdict = check(kept, lines, inside=inside)
    assert not verdict.whole
    spans = [finding for finding in verdict.findings if finding.code in {"rewritten", "truncated"}]
    assert spans
    assert min(finding.seal_no for finding in spans) <= min(one, other if how == "swap" else one) + 1


@many
@given(how=st.sampled_from(["edit", "insert"]), one=places)
def test_anchors_forged_without_the_key_are_found(kept: Record, tmp_path: Path, how: str, one: int) -> None:
    """Somebody replaces the anchor file too, but does not hold the signing key."""
    lines = _forged(kept, how, one, one)
    thief = Ed25519PrivateKey.generate()
    forged = [anchor(lines[end - 1], end // 10, thief) for end in range(10, len(lines) + 1, 10)]
    place = tmp_path / "forged.jsonl"
    place.write_text("".join(each.line() for each in forged))
    trusted = [kept.key.public_key()]
    assert not verify(kept.write(lines, inside=forged), anchors=place, keys=trusted).whole
    renamed = [
        record.Anchor(**{**{n: getattr(a, n) for n in a.__slots__}, "key_id": record.key_id(trusted[0])})
        for a in forged
    ]
    place.write_text("".join(each.line() for each in renamed))
    assert not verify(kept.write(lines, inside=renamed), anchors=place, keys=trusted).whole


@many
@given(gone=st.integers(0, 3))
def test_a_missing_anchor_is_found(kept: Record, gone: int) -> None:
    left = [each for number, each in enumerate(kept.anchors) if number != gone]
    (kept.folder / anchor_file.FILE_NAME).write_text("".join(each.line() for each in left))
    assert not check(kept, kept.lines).whole


def test_an_entry_slipped_in_without_a_seal_is_found(kept: Record) -> None:
    verdict = check(kept, [*kept.lines, {"unsealed": entry(1000)}])
    assert [(finding.code, finding.entry_id) for finding in verdict.findings] == [("unsealed", 1000)]


def test_a_torn_line_spoils_no_other(kept: Record) -> None:
    """A crash while an anchor was written leaves half a line; the next anchor closes it."""
    place = kept.folder / anchor_file.FILE_NAME
    with place.open("a") as file:
        file.write('{"anchor_no":5,"at":"20')
    lines = chained(entry(number) for number in range(1, 51))
    anchor_file.append(kept.folder, anchor(lines[49], 5, kept.key))
    verdict = check(kept, lines)
    assert verdict.whole
    assert verdict.anchored_to == 50
    assert any("残缺" in remark for remark in verdict.remarks)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\n",
        b"[]\n",
        b'{"format":"goldbell audit 9"}\n',
        b"[" * 100_000 + b"\n",
        '{"seal_no":"一"}'.encode(),
    ],
)
def test_other_files_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "audit.jsonl"
    place.write_bytes(content)
    assert not verify(place, anchors=None).whole


def test_a_cut_export_is_refused(kept: Record) -> None:
    place = kept.write(kept.lines)
    place.write_bytes(place.read_bytes()[:-20])
    assert not verify(place, anchors=kept.folder).whole


def test_without_anchors_and_key_the_verdict_says_how_little_it_proves(kept: Record) -> None:
    verdict = verify(kept.write(kept.lines))
    assert verdict.whole
    assert len(verdict.remarks) == 2


def test_verifying_needs_no_django(kept: Record) -> None:
    """In a process of its own: the command, with Django and psycopg made unimportable."""
    place = kept.write(kept.lines)
    code = (
        "import sys\n"
        "class No:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'django', 'psycopg', 'structlog'}: raise ImportError(name)\n"
        "sys.meta_path.insert(0, No())\n"
        "from goldbell.project.cli import main\n"
        f"main(['audit', 'verify', {str(place)!r}, '--anchors', {str(kept.folder)!r}])\n"
    )
    good = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert good.returncode == 0, good.stderr
    kept.lines[3]["entry"]["purpose"] = "改过"
    kept.write(kept.lines)
    bad = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert bad.returncode == 1
    assert "记录 4" in bad.stdout
