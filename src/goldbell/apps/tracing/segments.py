"""Segments: the rows of one read file, as Parquet, sealed in the vault with the case's key. Never changed once written."""

from __future__ import annotations

import io
import json
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq

from goldbell.apps.privacy import files as vault
from goldbell.common.statements import FailedQuery, StatementReading

_HEAD = b"goldbell"


def keep(reading: StatementReading, *, key: UUID) -> str:
    """Store the rows of a file and the facts that the tracing needs with them; the segment's place in the vault."""
    head = {
        "name": reading.name,
        "sha256": reading.sha256,
        "size_bytes": reading.size_bytes,
        "layout": reading.layout,
        "explanation": reading.explanation,
        "encoding": reading.encoding,
        "failed_queries": [[one.row, one.account, one.reason, one.sheet] for one in reading.failed_queries],
        "version": reading.version,
    }
    table = reading.table.replace_schema_metadata({_HEAD: json.dumps(head, ensure_ascii=False).encode()})
    target = io.BytesIO()
    pq.write_table(table, target, compression="zstd")
    return vault.store(key, target.getvalue(), f"{reading.sha256[:16]}.parquet").path_id


def load(path_id: str, *, key: UUID) -> StatementReading:
    """A segment as the tracing takes it. Rejected rows stay in the database and are not repeated here."""
    table: pa.Table = pq.read_table(pa.BufferReader(vault.open_(path_id, key)))
    head = json.loads((table.schema.metadata or {})[_HEAD])
    return StatementReading(
        name=head["name"],
        sha256=head["sha256"],
        size_bytes=head["size_bytes"],
        layout=head["layout"],
        explanation=head["explanation"],
        encoding=head["encoding"],
        table=table.replace_schema_metadata(None),
        failed_queries=tuple(FailedQuery(*one) for one in head["failed_queries"]),
        version=head["version"],
    )
