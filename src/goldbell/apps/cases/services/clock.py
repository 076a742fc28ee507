"""The case's clock and loss, kept on the case so that lists sort by them."""

from __future__ import annotations

from django.db.models import Sum

from goldbell.apps.cases.models import Case, Transfer


def refresh_clock(case_id: int) -> None:
    """Set the case's clock to its largest unsettled transfer (the earlier of equals), and its loss to the sum of all.

    The case row is locked first, so that two changes at once cannot leave an old sum behind.
    """
    Case.objects.select_for_update().get(pk=case_id)
    counted = Transfer.objects.filter(case_id=case_id, struck_at__isnull=True)
    largest = counted.filter(settled_at__isnull=True).order_by("-amount_fen", "paid_at", "pk").first()
    loss = counted.aggregate(sum=Sum("amount_fen"))["sum"] or 0
    Case.objects.filter(pk=case_id).update(
        clock_paid_at=largest.paid_at if largest else None, clock_way=largest.way if largest else "", loss_fen=loss
    )
