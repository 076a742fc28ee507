"""Reads of intake and cases, scoped by permission and, underneath, by the rows the actor may see."""

from goldbell.apps.cases.queries.drafts import draft_of, my_drafts, typed_of
from goldbell.apps.cases.queries.heads import (
    case,
    case_head,
    element_value,
    elements,
    evidence,
    evidence_row,
    head_of,
    report,
    reports_of,
    same_as,
    transfer,
    transfer_rows,
    transfers,
)
from goldbell.apps.cases.queries.lists import (
    CaseFilter,
    cases,
    open_reports,
    open_states,
    scam_labels,
    scam_types,
)
from goldbell.apps.cases.queries.search import Found, find
from goldbell.apps.cases.queries.timeline import timeline, way_label

__all__ = [
    "CaseFilter",
    "Found",
    "case",
    "case_head",
    "cases",
    "draft_of",
    "element_value",
    "elements",
    "evidence",
    "evidence_row",
    "find",
    "head_of",
    "my_drafts",
    "open_reports",
    "open_states",
    "report",
    "reports_of",
    "same_as",
    "scam_labels",
    "scam_types",
    "timeline",
    "transfer",
    "transfer_rows",
    "transfers",
    "typed_of",
    "way_label",
]
