"""Reading the intake page's form: names and lists as the page sends them."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote

from django.http import HttpRequest

from goldbell.apps.cases.typed import TypedReport, TypedTransfer

_FIELDS: Final = (
    "words",
    "channel",
    "outside_no",
    "reporter_name",
    "reporter_phone",
    "reporter_id_number",
    "reporter_address",
    "on_phone",
    "balance",
    "moved",
    "scam_type",
)
ROW_FIELDS: Final = ("paid_at", "amount", "way", "from_account", "to_account", "to_name", "to_bank")


def typed_from(request: HttpRequest) -> TypedReport:
    """What stands on the page, word for word. Rows come as lists of equal length; a torn one ends at its shortest."""
    sent = request.POST
    columns = [sent.getlist(f"t_{name}") for name in ROW_FIELDS]
    rows = tuple(TypedTransfer(*(cell.strip() for cell in cells)) for cells in zip(*columns, strict=False))
    told: dict[str, Any] = {name: sent.get(name, "").replace("\r\n", "\n") for name in _FIELDS}
    return TypedReport(
        **told,
        transfers=rows,
        confirmed=_pairs(sent.getlist("confirmed")),
        rejected=_pairs(sent.getlist("rejected")),
        undone=tuple((unquote(was), unquote(now)) for was, now in _pairs(sent.getlist("undone"))),
    )


def row_ids(request: HttpRequest, count: int) -> list[str]:
    """The page's own ids of its rows, by which answers find them; letters and digits only."""
    ids = ["".join(sign for sign in one if sign.isalnum())[:16] for one in request.POST.getlist("t_id")]
    return [ids[at] if at < len(ids) and ids[at] else f"r{at}" for at in range(count)]


def _pairs(values: list[str]) -> tuple[tuple[str, str], ...]:
    """``kind|value`` as pairs, each once, in order."""
    pairs = (value.partition("|") for value in values)
    return tuple(dict.fromkeys((kind, told) for kind, bar, told in pairs if bar))
