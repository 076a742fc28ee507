"""The search box: account, phone, case number, name, identity number, or any two characters of what was said.

Personal values are found by their blind index, words by keyed pairs of characters; the database reads neither. Each way
to be found is a question of its own: joined by OR, not one of their indexes would be used.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from goldbell.apps.cases.models import Case, Element, Report, Transfer
from goldbell.apps.identity.access import require
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind, word_query
from goldbell.common.actors import Actor

#: More hits than this mean that the words say too little; the page says so.
MOST_HITS: Final = 1000
MOST_CHARACTERS: Final = 100
#: Transfers, elements and cases looked at, newest first, before their reports are.
_MOST_BEHIND: Final = 10 * MOST_HITS
_NUMBER: Final = re.compile(r"[A-Za-z]?-?[A-Za-z0-9\-]{4,60}")
_ID_NUMBER: Final = re.compile(r"\d{15}|\d{17}[0-9Xx]")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: ids of reports, newest first, with what matched (number, account, phone, id, name, words)."""

    text: str
    report_ids: tuple[int, ...]
    matched: dict[int, tuple[str, ...]]
    cut: bool

    @property
    def kinds(self) -> str:
        """All fields that matched anything, for the audit."""
        return ",".join(sorted({kind for kinds in self.matched.values() for kind in kinds}))


def find(by: Actor, text: str) -> Found:
    """Reports in scope that ``text`` finds, newest first. Nothing raises on any text; one character finds nothing."""
    require(by, "cases.case.search")
    plain = " ".join(unicodedata.normalize("NFKC", text).split())[:MOST_CHARACTERS]
    matched: dict[int, set[str]] = defaultdict(set)
    for kind, rows in _searches(plain):
        for pk in rows[: MOST_HITS + 1]:
            matched[pk].add(kind)
    for pk in _with_words(plain):
        matched[pk].add("words")
    ids = list(
        Report.objects.filter(pk__in=matched)
        .order_by("-received_at", "-pk")
        .values_list("pk", flat=True)[: MOST_HITS + 1]
    )
    return Found(
        text=plain,
        report_ids=tuple(ids[:MOST_HITS]),
        matched={pk: tuple(sorted(matched[pk])) for pk in ids[:MOST_HITS]},
        cut=len(ids) > MOST_HITS,
    )


def _searches(plain: str) -> list[tuple[str, QuerySet[Report, int]]]:
    """The searches that ``plain`` may mean; each gives report ids."""
    found: list[tuple[str, QuerySet[Report, int]]] = []
    if len(plain) < 2 or "\x00" in plain:
        return found
    newest = Report.objects.order_by("-received_at", "-pk").values_list("pk", flat=True)

    def also(kind: str, *ways: Q) -> None:
        found.extend((kind, newest.filter(way)) for way in ways)

    if _NUMBER.fullmatch(plain):
        upper = plain.upper()
        cases = Case.objects.filter(case_no__contains=upper).values_list("pk", flat=True)
        also("number", Q(number__contains=upper) | Q(outside_no__contains=plain), Q(case__in=_some(cases)))
    if len(re.sub(r"\D", "", plain)) >= 5 or "@" in plain:
        account, phone = blind(Kind.ACCOUNT, plain), blind(Kind.PHONE, plain)
        also(
            "account", *_paid(to_account_blind=account), *_paid(from_account_blind=account), _named(value_blind=account)
        )
        also("phone", Q(reporter_phone_blind=phone), _named(value_blind=phone, kind="phone"))
    if _ID_NUMBER.fullmatch(plain.replace(" ", "")):
        also("id", Q(reporter_id_number_blind=blind(Kind.ID_NUMBER, plain)))
    if len(plain) <= 40 and not plain.isdigit():
        name = blind(Kind.NAME, plain)
        also("name", Q(reporter_name_blind=name), *_paid(to_name_blind=name))
    return found


def _paid(**who: bytes) -> tuple[Q, Q]:
    """Reports of the transfers to or from somebody, and reports of the cases they were added to.

    The numbers are fetched first: what the planner cannot foresee it answers by reading every report."""
    rows = list(Transfer.objects.filter(**who).order_by("-pk").values_list("report", "case")[:_MOST_BEHIND])
    reports, cases = ({one[place] for one in rows} - {None} for place in (0, 1))
    return Q(pk__in=reports), Q(case__in=cases)


def _named(**element: object) -> Q:
    return Q(pk__in=_some(Element.objects.filter(**element).order_by("-pk").values_list("report", flat=True)))


def _some(rows: QuerySet[Any, int]) -> set[int]:
    return set(rows[:_MOST_BEHIND])


def _with_words(plain: str) -> list[int]:
    """Reports in scope that hold every pair of characters, newest first.

    Asked through a function of the database that applies the row scope itself: an ordinary question would read every
    row of the scope, because PostgreSQL keeps the words' index back behind row-level security (decision 5)."""
    words = word_query(plain) if len(plain) >= 2 and "\x00" not in plain else ""
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT report_id FROM cases_reports_with_words(%s::tsquery, %s)", [words, MOST_HITS + 1])
        return [pk for (pk,) in cursor.fetchall()]
