"""Making keys, ending their use, changing the master key."""

from __future__ import annotations

import os
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from goldbell.apps.audit import services as audit
from goldbell.apps.audit.contracts import Subject
from goldbell.apps.identity import access
from goldbell.apps.privacy import datakeys, keyring
from goldbell.apps.privacy.models import DataKey
from goldbell.common.actors import Actor

_AT_ONCE = 500


def new_key(*, by: Actor, now: datetime, unit_id: int, retention: str = "case") -> UUID:
    """A data key for one person or one case of ``unit_id``; destroying it erases them. Part of the caller's act.

    It asks no permission and writes no entry of its own: it shows nobody anything and belongs to the caller's act."""
    key = uuid4()
    wrapped, master = datakeys.wrap(key, os.urandom(keyring.KEY_BYTES))
    DataKey.objects.create(pk=key, unit_id=unit_id, wrapped=wrapped, master=master, retention=retention, made_at=now)
    return key


def end_business(*, by: Actor, now: datetime, key: UUID, on: date | None) -> None:
    """The case is closed: its retention term begins on ``on``; None when it opens again. Part of the caller's act."""
    DataKey.objects.filter(pk=key, destroyed_at__isnull=True).update(ended_on=on)


@transaction.atomic
def rotate_master(*, by: Actor, now: datetime) -> int:
    """Make a new master key, which wraps from now on; the worker rewraps the older data keys. Its id."""
    access.require(by, "privacy.key.rotate")
    master = keyring.add_master()
    audit.record(
        by=by,
        now=now,
        action="privacy.master.rotate",
        subject=Subject("privacy.master", str(master)),
        facts={"master": master},
    )
    return master


@transaction.atomic
def rewrap_some(*, by: Actor, now: datetime) -> int:
    """Bring up to 500 data keys under the newest master key; how many. Old masters may be retired when it returns 0."""
    access.require(by, "privacy.key.rotate")
    newest = keyring.newest_master()
    rows = DataKey.objects.select_for_update(skip_locked=True).filter(wrapped__isnull=False, master__lt=newest)
    done = list(rows[:_AT_ONCE])
    for row in done:
        row.wrapped, row.master = datakeys.wrap(row.pk, datakeys.unwrap(row))
    DataKey.objects.bulk_update(done, ["wrapped", "master"])
    return len(done)
