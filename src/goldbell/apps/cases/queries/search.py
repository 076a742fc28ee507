"""The search box: account, phone, case number, name, identity number, or any two characters of what was said.

Personal values are found by their blind index, words by keyed pairs of characters; the database reads neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from goldbell.apps.cases.models import Case, Element, Report, Transfer
from goldbell.apps.identity.access import require
from goldbell.apps.privacy.contracts import Kind
from goldbell.apps.privacy.sealing import blind, word_query
from goldbell.common.actors import Actor

#: More hits than this mean that the words say too little; the page says so.
MOST_HITS: Final = 1000
MOST_CHARACTERS: Final = 100
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
    if _NUMBER.fullmatch(plain):
        upper = plain.upper()
        cases = Case.objects.filter(case_no__contains=upper).values("pk")
        number = Q(number__contains=upper) | Q(outside_no__contains=plain) | Q(case__in=cases)
        found.append(("number", newest.filter(number)))
    if len(re.sub(r"\D", "", plain)) >= 5 or "@" in plain:
        account = blind(Kind.ACCOUNT, plain)
        found.append(("account", newest.filter(_by_account(account))))
        phone = blind(Kind.PHONE, plain)
        mentioned = Element.objects.filter(value_blind=phone, kind="phone").values("report")
        found.append(("phone", newest.filter(Q(reporter_phone_blind=phone) | Q(pk__in=mentioned))))
    if _ID_NUMBER.fullmatch(plain.replace(" ", "")):
        found.append(("id", newest.filter(reporter_id_number_blind=blind(Kind.ID_NUMBER, plain))))
    if len(plain) <= 40 and not plain.isdigit():
        name = blind(Kind.NAME, plain)
        paid = Transfer.objects.filter(to_name_blind=name)
        named = Q(pk__in=paid.values("report")) | Q(case__in=paid.filter(case__isnull=False).values("case"))
        found.append(("name", newest.filter(Q(reporter_name_blind=name) | named)))
    words = word_query(plain)
    if words:
        query = SearchQuery(words, search_type="raw", config="simple")
        found.append(("words", newest.filter(lexemes=query)))
    return found


def _by_account(account: bytes) -> Q:
    paid = Transfer.objects.filter(Q(to_account_blind=account) | Q(from_account_blind=account))
    mentioned = Element.objects.filter(value_blind=account).values("report")
    return (
        Q(pk__in=paid.filter(report__isnull=False).values("report"))
        | Q(case__in=paid.filter(case__isnull=False).values("case"))
        | Q(pk__in=mentioned)
    )
