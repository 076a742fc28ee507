"""What privacy asks about cases: whether the running scope admits one."""

from __future__ import annotations

from goldbell.apps.cases.models import Case


def sees_case(case_id: int) -> bool:
    """Whether the running transaction's row scope admits the case."""
    return Case.objects.filter(pk=case_id).exists()
