"""Writing the whole record into a file that can be checked anywhere (see verifying)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from goldbell.apps.audit import record, signing
from goldbell.apps.audit.models import AnchorRow, Entry, Seal
from goldbell.apps.audit.sealing import written


def export(place: Path, now: datetime) -> int:
    """Write the record into ``place``, whole or not at all; the number of seals."""
    temporary = place.with_name(place.name + ".part")
    # read in this order, what is anchored or waits now is surely among the seals and entries read later
    anchors, waiting = list(AnchorRow.objects.all()), list(_without_seal())
    with temporary.open("wb") as target:
        public = signing.signing_key().public_key()
        head = {
            "format": record.FORMAT,
            "exported_at": record.moment(now),
            "public_key": public.public_bytes_raw().hex(),
            "key_id": record.key_id(public),
        }
        target.write(record.canonical(head) + b"\n")
        seals = 0
        for line in _seals():
            target.write(record.canonical(line) + b"\n")
            seals += 1
        for entry in waiting:
            target.write(record.canonical({"unsealed": written(entry)}) + b"\n")
        for anchor in anchors:
            told = {name: getattr(anchor, name) for name in record.Anchor.__slots__} | {"at": record.moment(anchor.at)}
            target.write(record.canonical({"anchor": told}) + b"\n")
        target.write(record.canonical({"seals": seals, "anchors": len(anchors)}) + b"\n")
        target.flush()
        os.fsync(target.fileno())
    os.replace(temporary, place)
    return seals


def _seals() -> Iterator[dict[str, Any]]:
    """Seals with their entries; an entry that is gone is told as null."""
    batch: list[Seal] = []
    for seal in Seal.objects.iterator(chunk_size=2000):
        batch.append(seal)
        if len(batch) == 2000:
            yield from _lines_of(batch)
            batch = []
    yield from _lines_of(batch)


def _lines_of(batch: list[Seal]) -> Iterator[dict[str, Any]]:
    entries = Entry.objects.in_bulk([seal.entry_id for seal in batch])
    for seal in batch:
        entry = entries.get(seal.entry_id)
        yield {
            "seal_no": seal.seal_no,
            "entry_id": seal.entry_id,
            "entry": written(entry) if entry is not None else None,
            "entry_hash": bytes(seal.entry_hash).hex(),
            "previous": bytes(seal.previous).hex(),
            "link": bytes(seal.link).hex(),
            "sealed_at": record.moment(seal.sealed_at),
        }


def _without_seal() -> QuerySet[Entry]:
    """Entries that no seal covers: those that wait, and those that somebody slipped in past the trigger."""
    return Entry.objects.filter(seal__isnull=True).order_by("pk")
