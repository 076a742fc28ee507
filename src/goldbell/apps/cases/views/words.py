"""Words of the pages for codes: payment ways, reasons of likeness, report and case states as drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goldbell.apps.cases.contracts import CaseState, ReportState
from goldbell.apps.cases.queries import way_label
from goldbell.common.ways import PaymentWay
from goldbell.engine.text import ReadText
from goldbell.engine.text.scam_types.discovery import scam_types

#: Which shape of the states vocabulary each state is drawn with.
CASE_SHAPE: Final[Mapping[str, str]] = MappingProxyType(
    {
        CaseState.OPENED: "todo",
        CaseState.INVESTIGATING: "doing",
        CaseState.CLOSED: "done",
        CaseState.REFUSED: "refused",
        CaseState.TRANSFERRED: "sent",
    }
)
REPORT_SHAPE: Final[Mapping[str, str]] = MappingProxyType(
    {
        ReportState.TAKEN: "todo",
        ReportState.OPENED: "done",
        ReportState.JOINED: "done",
        ReportState.REFUSED: "refused",
        ReportState.TRANSFERRED: "sent",
    }
)


def way_choices() -> list[tuple[str, str]]:
    """The ways for a choice, in the order in which they are met."""
    return [(way.value, way_label(way.value)) for way in PaymentWay]


def like_reasons(codes: Iterable[str]) -> str:
    """Why two reports look like one, in words."""
    words = {
        "person": _("同一报案人"),
        "transfer": _("同一笔转账"),
        "account": _("同一收款账户"),
        "call": _("72 小时内来过电"),
    }
    return "、".join(words[code] for code in codes if code in words)


@dataclass(frozen=True, slots=True)
class Guess:
    """A type that the words may tell of. ``sure``: the reader would stand by it; else a person decides between two."""

    code: str
    label: str
    percent: int
    reasons: tuple[str, ...]
    sure: bool


def guesses(told: ReadText, labels: Mapping[str, str]) -> list[Guess]:
    """The one type that the words surely tell of, or the two likeliest; none for words too few to tell."""
    sure = told.decision == "accept"
    return [
        Guess(code, labels.get(code, _("不像诈骗")), round(score * 100), reasons, sure)
        for code, score, reasons in told.scam_types[: 1 if sure else 2]
    ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What to ask, say and not say in a call about one type, in the reader's language."""

    name: str
    questions: tuple[str, ...]
    dissuasion: tuple[str, ...]
    never_say: tuple[str, ...]
    last_signals: tuple[str, ...]


def sheet_of(code: str) -> Sheet | None:
    """The sheet of a type; its kinds (code with a dot) have their main type's. None where there is none."""
    found = scam_types().get(code.partition(".")[0])
    if found is None or not found.questions or found.code == "none":
        return None
    language = get_language() or "zh"
    lists = (found.questions, found.dissuasion, found.never_say, found.last_signals)
    return Sheet(found.name(language), *(tuple(one.in_language(language) for one in told) for told in lists))


def matched_words(codes: Iterable[str]) -> str:
    """Which fields a search matched, in words."""
    words = {
        "number": _("编号"),
        "account": _("账户"),
        "phone": _("电话"),
        "id": _("证件号码"),
        "name": _("姓名"),
        "words": _("原话"),
    }
    return "、".join(words[code] for code in codes if code in words)
