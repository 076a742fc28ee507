"""A bank's liaison sees no case, but may open what stands on an order that was sent to their bank."""

from __future__ import annotations

from goldbell.apps.interdiction.models import StopOrder


def sees_case(case_id: int) -> bool:
    """Whether an order of this case is in the running scope."""
    return StopOrder.objects.filter(case_id=case_id).exists()
