"""Reads of tracing, scoped by permission and row scope."""

from goldbell.apps.tracing.queries.files import case_files, rejected_rows, statement_file
from goldbell.apps.tracing.queries.traces import latest_trace, runs_of, trace_view

__all__ = ["case_files", "latest_trace", "rejected_rows", "runs_of", "statement_file", "trace_view"]
