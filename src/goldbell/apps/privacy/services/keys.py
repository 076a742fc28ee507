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
from goldbell.apps.privacy.services.erase import ReasonMissing
from goldbell.common.actors import Actor
from goldbell.common.errors import Conflict, NotFound

_AT_ONCE = 500


class MasterInUse(Conflict):
    """Data keys still lie under this master key, or it is the one that wraps now."""

    code = "master_in_use"


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
def retire_master(*, by: Actor, now: datetime, master: int, reason: str) -> None:
    """Destroy an old master key for good, once no data key needs it: backups from its time can no longer be opened, and
    what was erased meanwhile is gone from them too. Raises MasterInUse, ReasonMissing, NotFound, NotAllowed."""
    access.require(by, "privacy.key.rotate")
    words = " ".join(reason.split())
    if not 4 <= len(words) <= 200:
        raise ReasonMissing("请写明销毁的依据和理由，4 到 200 字")
    if master not in keyring.masters():
        raise NotFound("没有这把主密钥，或已销毁")
    if master == keyring.newest_master() or DataKey.objects.filter(master=master, wrapped__isnull=False).exists():
        raise MasterInUse("还有数据密钥要靠这把主密钥，换完才能销毁它")
    audit.record(
        by=by,
        now=now,
        action="privacy.master.retire",
        subject=Subject("privacy.master", str(master)),
        purpose=words,
        facts={"master": master},
    )
    # Once the record says so, the file goes; a crash in between leaves a key that can be retired again.
    transaction.on_commit(lambda: keyring.retire_master(master))


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
