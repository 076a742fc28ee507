"""A made record and the ways in which somebody might forge it; used by the tests only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goldbell.apps.audit import anchors, record

BEGAN = datetime(2026, 11, 21, 1, tzinfo=UTC)
Line = dict[str, Any]


def entry(number: int, **changes: Any) -> Line:
    return {
        "id": number,
        "at": record.moment(BEGAN + timedelta(seconds=number)),
        "actor": f"officer:{number % 7}",
        "actor_unit": 3,
        "action": "interdiction.order.approve" if number % 5 == 0 else "privacy.field.reveal",
        "nature": "act" if number % 5 == 0 else "read",
        "subject_kind": "interdiction.order",
        "subject_id": str(number),
        "case_id": number % 11,
        "purpose": "核实身份",
        "facts": {"amount_fen": number * 100, "key": "k"},
    } | changes


def chained(entries: Iterable[Line]) -> list[Line]:
    """Seals over the entries, as an honest sealer, or a forger who recomputes, would write them."""
    previous, lines = record.ORIGIN, []
    for seal_no, one in enumerate(entries, start=1):
        digest = record.entry_hash(one)
        sealed_at = record.moment(datetime.fromisoformat(one["at"]) + timedelta(seconds=1))
        link = record.link(previous=previous, seal_no=seal_no, entry_id=one["id"], entry=digest, sealed_at=sealed_at)
        lines.append(
            {
                "seal_no": seal_no,
                "entry_id": one["id"],
                "entry": one,
                "entry_hash": digest.hex(),
                "previous": previous.hex(),
                "link": link.hex(),
                "sealed_at": sealed_at,
            }
        )
        previous = link
    return lines


def anchor(seal: Line, number: int, key: Ed25519PrivateKey) -> record.Anchor:
    plain = record.Anchor(
        anchor_no=number,
        seal_no=seal["seal_no"],
        link=seal["link"],
        count=seal["seal_no"],
        at=seal["sealed_at"],
        key_id=record.key_id(key.public_key()),
    )
    return record.signed(plain, key)


class Record:
    """A record in files: ``lines`` may be forged before ``write``; anchors and public key lie in ``folder``."""

    def __init__(self, folder: Path, count: int = 60, every: int = 10) -> None:
        self.folder = folder
        self.key = Ed25519PrivateKey.generate()
        self.lines = chained(entry(number) for number in range(1, count + 1))
        self.anchors = [anchor(self.lines[end - 1], end // every, self.key) for end in range(every, count + 1, every)]
        self.last_anchored = len(self.anchors) * every
        for one in self.anchors:
            anchors.append(folder, one)
        public = self.key.public_key()
        (folder / f"{record.key_id(public)}.pub").write_text(public.public_bytes_raw().hex())

    def entries(self) -> list[Line]:
        return [json.loads(json.dumps(line["entry"])) for line in self.lines]

    def write(self, lines: list[Line], inside: list[record.Anchor] | None = None) -> Path:
        place = self.folder / "audit.jsonl"
        public = self.key.public_key()
        head = {
            "format": record.FORMAT,
            "exported_at": record.moment(BEGAN + timedelta(hours=1)),
            "public_key": public.public_bytes_raw().hex(),
            "key_id": record.key_id(public),
        }
        copies = self.anchors if inside is None else inside
        told = [{"anchor": {name: getattr(one, name) for name in record.Anchor.__slots__}} for one in copies]
        foot = {"seals": sum("seal_no" in line for line in lines), "anchors": len(told)}
        place.write_bytes(b"".join(record.canonical(line) + b"\n" for line in [head, *lines, *told, foot]))
        return place
