"""Reading texts for programs (读警情): the same reading as the intake page's, without keeping anything."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema

from goldbell.apps.cases.banks import partners_issuers
from goldbell.apps.identity.access import page
from goldbell.engine import text

router = Router(tags=["texts"])
#: As much as the intake page takes.
MOST_CHARACTERS = 50_000


class TextIn(Schema):
    """Words to read. ``at``: when they were spoken; without it relative times are left alone."""

    words: str = Field(max_length=MOST_CHARACTERS)
    at: datetime | None = Field(None, description="带时区")
    script: Annotated[str, Field(pattern="^(keep|simplified|traditional)$")] = "keep"


class EditOut(Schema):
    """One place where the clean text differs; offsets are characters of the words as they came."""

    start: int
    end: int
    was: str
    now: str
    why: str


class ElementOut(Schema):
    """One thing named in the words: a proposal, never a fact before a person says so."""

    kind: str
    value: str
    raw: str
    start: int
    end: int
    confidence: float
    reasons: list[str]


class FigureOut(Schema):
    """One figure of a bulletin. ``qualifier``: exact, at_least, about, decrease or increase."""

    metric: str
    value: float
    unit: str
    qualifier: str
    raw: str


class ScamTypeOut(Schema):
    """A scam type the words may tell of, with the words that weighed."""

    code: str
    score: float
    reasons: list[str]


class ReadOut(Schema):
    """What was read. ``decision``: accept, or review when a person has to decide the type."""

    clean: str
    edits: list[EditOut]
    elements: list[ElementOut]
    figures: list[FigureOut]
    scam_types: list[ScamTypeOut]
    decision: str


@router.post("/texts/read", response=ReadOut, url_name="read_text")
@page("cases.report.take")
def read_text(request: HttpRequest, told: TextIn) -> dict[str, object]:
    """读警情: clean text, elements, figures, scam type. Nothing is kept and nothing is logged of the words."""
    return text.read(told.words, at=told.at, script=told.script, issuers=partners_issuers()).to_json()
