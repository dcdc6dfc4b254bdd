"""Structured logs, one JSON object a line. Only fields of the list below get out: what a program adds by mistake stays inside (OWASP ASVS 5.0 V16.2.5)."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import structlog

# Never here: names, numbers of cases or documents, texts that somebody typed, addresses with a query, SQL.
ALLOWED = frozenset({"timestamp", "level", "logger", "event", "error", "where", "request_id", "status", "page", "method", "seconds", "count"})


def only_allowed(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Drop every field that is not on the list."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def error_without_values(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Of an exception: its kind and the lines of code, never its message or its variables, where a person's data may stand."""
    info = event.pop("exc_info", None)
    kind, found, trace = info if isinstance(info, tuple) else (None, None, None)
    if kind is not None and found is not None:
        event["error"] = kind.__name__
        event["where"] = [f"{one.filename.rpartition('/src/')[2]}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)][-12:]
    return event


def event_without_values(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """The fixed text of a log call. Its arguments are put in only for our own loggers, whose calls name ids and codes alone."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and not record.name.startswith(("egnatia", "gunicorn", "procrastinate")):
        event["event"] = str(record.msg)[:200]
    return event


def config() -> dict[str, Any]:
    """Django's LOGGING."""
    shared = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            event_without_values,
            error_without_values,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {"egnatia": {"level": "INFO"}, "django.request": {"level": "ERROR"}, "procrastinate": {"level": "WARNING"}},
    }
