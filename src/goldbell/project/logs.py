"""Logs: one JSON object a line on standard error, ids only."""

from __future__ import annotations

import logging
import os
import sys

import structlog


def configure(_settings: object = None) -> None:
    """Send Python's and structlog's lines through one JSON renderer. ``GOLDBELL_LOG_LEVEL`` sets the level (INFO)."""
    level = getattr(logging, os.environ.get("GOLDBELL_LOG_LEVEL", "INFO").upper(), logging.INFO)
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_values,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [lines]
    root.setLevel(level)
    for quiet in ("django.request", "django.security", "axes", "httpx", "httpcore", "uvicorn.access"):
        logging.getLogger(quiet).setLevel(logging.ERROR)


def _short(said: object) -> str:
    lines = str(said).splitlines()
    return lines[0][:80] if lines else ""


def _without_values(_logger: object, _name: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Keep a traceback's frames and the kind of error, not its message: messages quote what people typed."""
    error = event.pop("exc_info", None)
    # Django words it with the request's path, and people paste anything into an address.
    event["event"] = "server error" if event.get("logger") == "django.request" else event.get("event", "")
    if error:
        if not isinstance(error, tuple):
            error = sys.exc_info()
        kind, _value, frames = error
        event["error"] = getattr(kind, "__name__", str(kind))
        places = []
        while frames is not None:
            places.append(f"{frames.tb_frame.f_globals.get('__name__', '?')}:{frames.tb_lineno}")
            frames = frames.tb_next
        event["at"] = places[-12:]
        event["event"] = _short(event["event"])
    return event
