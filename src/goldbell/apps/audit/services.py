"""Writing the record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldbell.apps.audit.actions import actions
from goldbell.apps.audit.contracts import Facts, Subject
from goldbell.apps.audit.models import Entry
from goldbell.apps.audit.sealing import seal_and_anchor
from goldbell.common.actors import Actor


def record(
    *, by: Actor, now: datetime, action: str, subject: Subject, purpose: str = "", facts: Facts | None = None
) -> Entry:
    """Write down one act or read, in the caller's transaction: it commits or vanishes together with the act itself.

    ``action`` is a code from an ``audit_actions.py``; facts it does not declare are a slip (ValueError).
    Actions that must be anchored at once are, as soon as the transaction has committed and before the caller goes on.
    """
    kind = actions()[action]
    told = dict(facts or {})
    if not kind.facts.issuperset(told):
        raise ValueError(f"{action} does not declare the facts {sorted(set(told) - kind.facts)}")
    entry = Entry.objects.create(
        at=now,
        actor=by.key,
        actor_unit=by.unit_id,
        action=action,
        nature=kind.nature,
        subject_kind=subject.kind,
        subject_id=subject.id,
        case_id=subject.case_id,
        purpose=purpose,
        facts=told,
    )
    if kind.anchor_at_once:
        # the act stands even when the anchor's disk does not answer: the worker's round tries again, the page shows it
        transaction.on_commit(lambda: seal_and_anchor(now), robust=True)
    return entry
