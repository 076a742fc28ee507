"""Checking an exported record against its anchors, offline: needs neither Django nor a database.

Rules of the file: a head line, then entries in the order of their seals, entries not yet sealed, the database's copies
of the anchors, and a foot with counts. What is believed are the anchors from outside and the key of whoever checks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from goldbell.apps.audit import record
from goldbell.apps.audit.anchors import FILE_NAME

_MOST_FINDINGS: Final = 1000
#: An entry may wait this long for its seal, and a seal this long for its anchor.
_PATIENCE: Final = timedelta(seconds=120)

Code = Literal[
    "changed", "deleted", "missing", "repeated", "moved", "rewritten", "truncated", "unsealed", "anchor", "file"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed. ``entry_id`` and ``seal_no`` where they can be told, 0 where not."""

    code: Code
    text: str
    seal_no: int = 0
    entry_id: int = 0


@dataclass(slots=True)
class Verdict:
    """What the check found. ``remarks`` are no proof of anything wrong, but worth knowing."""

    findings: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    seals: int = 0
    anchors: int = 0
    anchored_to: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def add(self, code: Code, text: str, *, seal_no: int = 0, entry_id: int = 0) -> None:
        """Note a finding; of very many, the first thousand."""
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(Finding(code, text, seal_no, entry_id))


def verify(place: Path, *, anchors: Path | None = None, keys: Iterable[Ed25519PublicKey] = ()) -> Verdict:
    """Check an exported file. ``anchors``: the anchor folder or file; ``keys``: trusted public keys, else those in the
    anchor folder, else the one named by the file itself (which proves nothing against whoever made the file)."""
    verdict = Verdict()
    walk = _Walk(verdict)
    for number, line in _lines(place):
        walk.take(number, line)
    walk.finish()
    outside = list(_anchors_outside(anchors, verdict)) if anchors is not None else []
    trusted = _trusted(keys, anchors, walk.head, verdict)
    if anchors is None:
        verdict.remarks.append("没有给出库外锚点，只能按文件里自带的锚点核对，防不住持有签名密钥的人")
    _check_anchors(outside or walk.anchors, trusted, walk, verdict)
    if outside:
        _compare_anchor_numbers(outside, walk.anchors, verdict)
    return verdict


def read_public_key(place: Path) -> Ed25519PublicKey:
    """A public key file: 64 hex digits. ValueError for anything else."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(place.read_text().strip()))


class _Walk:
    """One pass over the file: recomputes the chain and keeps the links that anchors may point to."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.head: Mapping[str, Any] = {}
        self.foot: Mapping[str, Any] | None = None
        self.anchors: list[record.Anchor] = []
        self.links: dict[int, str] = {}
        self.entries: dict[int, int] = {}
        self.late = 0
        self._previous = record.ORIGIN
        self._expected = 1

    def take(self, number: int, line: str) -> None:
        try:
            told = json.loads(line)
            if not isinstance(told, dict):
                raise TypeError
            self._take(told)
        except (ValueError, TypeError, KeyError, RecursionError):
            self.verdict.add("file", f"第 {number} 行读不懂，文件被改动过", seal_no=self._expected)

    def _take(self, told: Mapping[str, Any]) -> None:
        if "format" in told:
            if self.head or told["format"] != record.FORMAT:
                raise ValueError
            self.head = told
        elif "seal_no" in told and "link" in told and "entry_hash" in told:
            self._seal(told)
        elif "unsealed" in told:
            self._unsealed(told["unsealed"])
        elif "anchor" in told:
            anchor = record.read_anchor(json.dumps(told["anchor"]))
            if anchor is None:
                raise ValueError
            self.anchors.append(anchor)
        elif "seals" in told and self.foot is None:
            self.foot = told
        else:
            raise ValueError

    def _seal(self, told: Mapping[str, Any]) -> None:
        seal_no, entry_id, entry = int(told["seal_no"]), int(told["entry_id"]), told["entry"]
        where = {"seal_no": seal_no, "entry_id": entry_id}
        self._place(seal_no, entry_id)
        digest = bytes.fromhex(told["entry_hash"])
        if entry is None:
            self.verdict.add("deleted", f"记录 {entry_id} 被删除，封条 {seal_no} 还在", **where)
        elif record.entry_hash(entry) != digest or set(entry) != set(record.ENTRY_FIELDS):
            self.verdict.add("changed", f"记录 {entry_id} 的内容与封存时不同（封条 {seal_no}）", **where)
        elif entry["id"] != entry_id:
            self.verdict.add("moved", f"封条 {seal_no} 下放的不是记录 {entry_id}，而是 {entry['id']}", **where)
        link = record.link(
            previous=self._previous, seal_no=seal_no, entry_id=entry_id, entry=digest, sealed_at=told["sealed_at"]
        )
        if bytes.fromhex(told["previous"]) != self._previous or bytes.fromhex(told["link"]) != link:
            self.verdict.add("rewritten", f"封条 {seal_no}（记录 {entry_id}）接不上前一条", **where)
        if entry is not None and _wait(entry["at"], told["sealed_at"]) > _PATIENCE:
            self.late += 1
        self._previous = bytes.fromhex(told["link"])  # go on from what is written, so that one break is told once
        self.links[seal_no] = told["link"]
        self._expected = seal_no + 1
        self.verdict.seals += 1

    def _place(self, seal_no: int, entry_id: int) -> None:
        where = {"seal_no": seal_no, "entry_id": entry_id}
        if seal_no > self._expected:
            gap = f"{self._expected}" if seal_no == self._expected + 1 else f"{self._expected}–{seal_no - 1}"
            self.verdict.add("missing", f"缺少封条 {gap} 和它们的记录", seal_no=self._expected)
        elif seal_no < self._expected:
            self.verdict.add("moved", f"封条 {seal_no} 的位置不对或出现了两次", **where)
        if entry_id in self.entries:
            first = self.entries[entry_id]
            self.verdict.add("repeated", f"记录 {entry_id} 有两个封条：{first} 和 {seal_no}", **where)
        self.entries[entry_id] = seal_no

    def _unsealed(self, entry: Mapping[str, Any]) -> None:
        entry_id = int(entry["id"])
        if _wait(entry["at"], self.head["exported_at"]) > _PATIENCE:
            self.verdict.add("unsealed", f"记录 {entry_id} 早已写入，却没有封条", entry_id=entry_id)

    def finish(self) -> None:
        if not self.head:
            self.verdict.add("file", "这不是金钟导出的审计文件")
        if self.foot is None:
            self.verdict.add("file", "文件没有结尾，导出没有完成或被截断")
        elif self.foot["seals"] != self.verdict.seals:
            self.verdict.add("file", f"结尾说有 {self.foot['seals']} 条封条，实有 {self.verdict.seals} 条")
        if self.late:
            self.verdict.remarks.append(f"{self.late} 条记录写下两分钟后才封存（当时封存可能停过，或时间是补填的）")


def _check_anchors(
    anchors: list[record.Anchor], keys: Mapping[str, Ed25519PublicKey], walk: _Walk, verdict: Verdict
) -> None:
    good = 0
    for anchor in sorted(anchors, key=lambda one: (one.seal_no, one.anchor_no)):
        verdict.anchors += 1
        if not record.is_signed(anchor, keys):
            verdict.add("anchor", f"锚点 {anchor.anchor_no} 的签名不对或密钥不认识", seal_no=anchor.seal_no)
            continue
        last = max(walk.links, default=0)
        if anchor.seal_no > last:
            verdict.add(
                "truncated",
                f"锚点 {anchor.anchor_no}（{anchor.at}）之前应有 {anchor.seal_no} 条，现在只有 {last} 条；"
                f"封条 {good + 1} 起被截断或被删改",
                seal_no=good + 1,
            )
        elif walk.links.get(anchor.seal_no) != anchor.link:
            verdict.add(
                "rewritten",
                f"封条 {good + 1}–{anchor.seal_no} 之间的记录在锚点 {anchor.anchor_no}（{anchor.at}）之后被改写",
                seal_no=good + 1,
            )
        else:
            good = max(good, anchor.seal_no)
    verdict.anchored_to = good
    if not anchors and verdict.seals:
        verdict.add("anchor", "一个锚点也没有，不能证明记录没有被整体改写")
    elif (tail := verdict.seals - good) > 0 and verdict.whole:
        verdict.remarks.append(f"最后 {tail} 条在最近一个锚点之后，还没有锚定")


def _compare_anchor_numbers(outside: list[record.Anchor], inside: list[record.Anchor], verdict: Verdict) -> None:
    have = {anchor.anchor_no for anchor in outside}
    gaps = sorted(set(range(1, max(have, default=0) + 1)) - have)
    if gaps:
        verdict.add("anchor", f"库外锚点缺号：{', '.join(map(str, gaps[:5]))}")
    lost = sorted({anchor.anchor_no for anchor in inside} - have)
    if lost:
        verdict.add("anchor", f"库里有锚点 {', '.join(map(str, lost[:5]))}，库外的文件里却没有")


def _anchors_outside(place: Path, verdict: Verdict) -> Iterator[record.Anchor]:
    file = place / FILE_NAME if place.is_dir() else place
    torn = 0
    for _number, line in _lines(file):
        anchor = record.read_anchor(line)
        if anchor is None:
            torn += 1
        else:
            yield anchor
    if torn:
        verdict.remarks.append(f"锚点文件有 {torn} 行残缺（断电时写了一半，或被涂改）")


def _trusted(
    keys: Iterable[Ed25519PublicKey], anchors: Path | None, head: Mapping[str, Any], verdict: Verdict
) -> dict[str, Ed25519PublicKey]:
    trusted = {record.key_id(key): key for key in keys}
    if not trusted and anchors is not None:
        folder = anchors if anchors.is_dir() else anchors.parent
        trusted = {record.key_id(key): key for key in map(read_public_key, sorted(folder.glob("*.pub")))}
    if not trusted:
        verdict.remarks.append("没有给出公钥，只能用文件里写着的公钥，防不住重做整份文件的人")
        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(head.get("public_key", ""))))
        except ValueError:
            return {}
        trusted = {record.key_id(public): public}
    return trusted


def _wait(since: str, until: str) -> timedelta:
    return datetime.fromisoformat(until) - datetime.fromisoformat(since)


def _lines(place: Path) -> Iterator[tuple[int, str]]:
    with place.open("rb") as source:
        for number, line in enumerate(source, start=1):
            if line.strip():
                yield number, line.decode("utf-8", errors="replace")
