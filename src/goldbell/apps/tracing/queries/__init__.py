"""Reads of tracing, scoped by permission and row scope."""

from goldbell.apps.tracing.queries.files import (
    case_files,
    file_counts,
    reject_codes,
    rejected_rows,
    statement_file,
)
from goldbell.apps.tracing.queries.lists import TracedCase, traced_case, traced_cases
from goldbell.apps.tracing.queries.traces import latest_trace, runs_of, trace_view
from goldbell.apps.tracing.wording import reason_words

__all__ = [
    "TracedCase",
    "case_files",
    "file_counts",
    "latest_trace",
    "reason_words",
    "reject_codes",
    "rejected_rows",
    "runs_of",
    "statement_file",
    "trace_view",
    "traced_case",
    "traced_cases",
]
