"""Sealing: committed entries go into the chain in turn; the chain's head is signed and anchored outside the database.

Two sealers may run at once: an advisory lock lets one work at a time, the other finds its entries done. Killed between
chain and anchor, the next one anchors the head it finds; killed between anchor file and its row, the head is
anchored twice, which is harmless. Orders that commit together share one turn of sealing and one anchor (see sharing).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from goldbell.apps.audit import anchors, record, signing
from goldbell.apps.audit.actions import actions
from goldbell.apps.audit.models import AnchorRow, Entry, Seal, Unsealed
from goldbell.apps.audit.sharing import SharedTurns
from goldbell.common.crash_points import reach

_LOCK: Final = 20161221
_AT_ONCE: Final = 2000
#: Entries that need not be anchored at once are, together, after this span at the latest (plus the worker's own round).
ANCHOR_AFTER: Final = timedelta(seconds=15)
_turns: Final = SharedTurns()


def seal_waiting(now: datetime) -> int:
    """Put up to 2000 waiting entries into the chain, in the order of their numbers; how many. Commits by itself."""
    with transaction.atomic(durable=True):
        _lock()
        waiting = list(Unsealed.objects.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
        if not waiting:
            return 0
        head = Seal.objects.last()
        seal_no, previous = (head.seal_no, bytes(head.link)) if head else (0, record.ORIGIN)
        sealed_at = record.moment(now)
        new: list[Seal] = []
        for entry in Entry.objects.filter(pk__in=waiting).select_related("seal").order_by("pk"):
            if hasattr(entry, "seal"):  # only where somebody wrote among the waiting past the program
                continue
            seal_no += 1
            digest = record.entry_hash(written(entry))
            link = record.link(previous=previous, seal_no=seal_no, entry_id=entry.pk, entry=digest, sealed_at=sealed_at)
            new.append(
                Seal(seal_no=seal_no, entry=entry, entry_hash=digest, previous=previous, link=link, sealed_at=now)
            )
            previous = link
        Seal.objects.bulk_create(new)
        Unsealed.objects.filter(pk__in=waiting).delete()
        reach("audit.sealed_before_commit")
        return len(waiting)


def anchor_head(now: datetime) -> record.Anchor | None:
    """Sign the chain's head and write it outside the database, if it is not anchored yet. Commits by itself."""
    with transaction.atomic(durable=True):
        _lock()
        head, last = Seal.objects.last(), AnchorRow.objects.last()
        if head is None or (last is not None and last.seal_no >= head.seal_no):
            return None
        key, folder = signing.signing_key(), Path(settings.GOLDBELL_ANCHORS)
        anchor = record.signed(
            record.Anchor(
                anchor_no=last.anchor_no + 1 if last else 1,
                seal_no=head.seal_no,
                link=bytes(head.link).hex(),
                count=head.seal_no,
                at=record.moment(now),
                key_id=record.key_id(key.public_key()),
            ),
            key,
        )
        signing.publish(key, folder)
        anchors.append(folder, anchor)
        reach("audit.anchored_before_commit")
        AnchorRow.objects.create(
            anchor_no=anchor.anchor_no,
            seal_no=anchor.seal_no,
            link=anchor.link,
            count=anchor.count,
            at=now,
            key_id=anchor.key_id,
            signature=anchor.signature,
        )
        return anchor


def seal_and_anchor(now: datetime) -> None:
    """Everything committed so far goes into the chain and its head outside; called when an order has committed.

    Threads that call at the same time share turns; each comes back when an anchor on disk covers what it committed."""
    _turns.run(lambda: _seal_and_anchor(now))


def _seal_and_anchor(now: datetime) -> None:
    while seal_waiting(now) == _AT_ONCE:
        pass
    anchor_head(now)


def round_of_sealing(now: datetime) -> int:
    """The worker's round: seal what waits; anchor when an order is not anchored or the oldest seal is old enough."""
    done = seal_waiting(now)
    while done and done % _AT_ONCE == 0 and (more := seal_waiting(now)):
        done += more
    if anchor_due(now) and anchor_head(now) is not None:
        done += 1
    return done


def anchor_due(now: datetime) -> bool:
    """Whether something sealed waits too long for its anchor."""
    last = AnchorRow.objects.last()
    waiting = Seal.objects.filter(seal_no__gt=last.seal_no if last else 0)
    oldest = waiting.first()
    if oldest is None:
        return False
    at_once = [code for code, action in actions().items() if action.anchor_at_once]
    return oldest.sealed_at <= now - ANCHOR_AFTER or waiting.filter(entry__action__in=at_once).exists()


def written(entry: Entry) -> dict[str, Any]:
    """The entry as it is written down to be hashed and exported."""
    return {name: getattr(entry, name) for name in record.ENTRY_FIELDS} | {"at": record.moment(entry.at)}


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
