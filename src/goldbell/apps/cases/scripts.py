"""Reports with the same script (话术相同): found by keyed bands of a fingerprint, which tell nobody what was said.

Looks across all units, narrowly: what comes back is number, unit and how much alike, never content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func, TextField

from goldbell.apps.cases.models import Report
from goldbell.apps.identity import scope
from goldbell.apps.privacy.sealing import blind_lexemes
from goldbell.engine.text import clean
from goldbell.engine.text.similar import BANDS, ROWS_IN_BAND, fingerprint

#: In so many bands two tellings of one script agree; tellings of the same kind of scam in other words agree in none.
FEWEST_BANDS: Final = 3
_MOST: Final = 5
_LOOKED_AT: Final = 400


@dataclass(frozen=True, slots=True)
class SameScript:
    """An earlier report that tells the same script; ``percent``: about how much of its wording is the same, in hundredths."""

    report_id: int
    number: str
    unit_name: str
    received_at: datetime
    percent: int


def script_lexemes(words: str) -> list[str]:
    """The words' bands under the house's key, as lexemes; none where the words are too few to compare."""
    found = fingerprint(clean(words).text)
    return blind_lexemes(f"{band}.{key}" for band, key in enumerate(found)) if found is not None else []


def same_script(words: str, *, but: int | None = None) -> list[SameScript]:
    """Earlier reports of any unit that tell the same script, most alike first, at most five; ``but`` is left out."""
    wanted = set(script_lexemes(words))
    if not wanted:
        return []
    query = SearchQuery(" | ".join(sorted(wanted)), search_type="raw", config="simple")
    with scope.everything("cases.same"):
        rows = Report.objects.filter(script=query).exclude(pk=but or 0).order_by("-received_at", "-pk")
        bands = Func(F("script"), function="tsvector_to_array", output_field=TextField())
        found = sorted(
            (
                (len(wanted.intersection(_listed(theirs))), pk)
                for pk, theirs in rows.values_list("pk", bands)[:_LOOKED_AT]
            ),
            reverse=True,
        )
        best = {pk: shared for shared, pk in found[:_MOST] if shared >= FEWEST_BANDS}
        reports = {row.pk: row for row in Report.objects.filter(pk__in=best).select_related("unit")}
        return [
            SameScript(pk, reports[pk].number, reports[pk].unit.name, reports[pk].received_at, _percent(shared))
            for pk, shared in best.items()
        ]


def _listed(bands: object) -> list[str]:
    return [str(one) for one in bands] if isinstance(bands, list) else []


def _percent(shared: int) -> int:
    """Bands agree when three signs do: about the third power of the share of wording in common."""
    return round(100 * float((shared / BANDS) ** (1 / ROWS_IN_BAND)))
