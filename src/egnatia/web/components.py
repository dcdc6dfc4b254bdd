"""The living page of all components with their states: for developers, in demonstrations only, so that a component is looked at before it is used."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel import moment
from egnatia.kernel.access.urls import public
from egnatia.kernel.codes.dates import PartialDate
from egnatia.kernel.engine.spec import fail
from egnatia.kernel.subjects import Row, Section
from egnatia.web import forms

_LONG = "A third one whose label is so long that it must break into another line on a phone"
_CHOICES: list[tuple[object, object]] = [("A", "First"), ("B", "Second"), ("C", _LONG)]


def _fields() -> list[forms.Field]:
    """Every kind of field: empty, filled, and with an error."""
    made = []
    for widget, value in (
        ("text", "دستگیر Karimi"),
        ("textarea", "Several lines\nof text"),
        ("select", "B"),
        ("select_many", ["A", "B"]),
        ("radio", "A"),
        ("checkboxes", ["A"]),
        ("checkbox", True),
        ("date", PartialDate.parse("1990-05")),
        ("datetime", "2026-11-22T06:30"),
        ("day", "2026-11-22"),
        ("password", ""),
        ("mrz", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
    ):
        for state, error in (("empty", ""), ("filled", ""), ("wrong", "Say what to do, such as: enter a day.")):
            shown = None if state == "empty" else value
            made.append(forms.Field(f"{widget}_{state}", f"{widget}, {state}", "A hint, above the field.", widget, state != "empty", _CHOICES, shown, error))
    return made


def _rows() -> list[Row]:
    return [Row("Done", "yes", "done"), Row("Open", "not yet", "open"), Row("Warning", "look here", "warn"), Row("Time", moment.now())]


@public("Holds no data: components with made-up values, in demonstrations only")
def components(request: HttpRequest) -> HttpResponse:
    """404 outside a demonstration."""
    if not settings.EGNATIA_DEMO:
        raise Http404
    now = moment.now()
    gate = SimpleNamespace(title="Asylum question asked", source="Reg. (EU) 2024/1348 art. 26", code="G-ASKED")
    person = {
        "name": "Karimi, Nasir",
        "original_script": "نصیر کریمی",
        "citizenship": "AFG",
        "sex": "Male",
        "age": "15",
        "language": "Dari",
        "child": True,
        "synthetic": True,
    }
    messages.success(request, "What was saved is said like this.")
    messages.warning(request, "What needs care is said like this.")
    return render(
        request,
        "web/components.html",
        {
            "fields": _fields(),
            "calendars": forms.CALENDARS,
            "errors": {"text_wrong": "Say what to do, such as: enter a day."},
            "problem": SimpleNamespace(text="A safeguard is not met yet.", closed=[(gate, fail("First ask the person expressly about asylum."))]),
            "gates": [(gate, fail("First ask the person expressly about asylum."))],
            "people": [person, person | {"unaccompanied": True}, person | {"child": False, "age": "–", "original_script": ""}],
            "clocks": [None, now + timedelta(days=6), now + timedelta(hours=20), now - timedelta(hours=3), now - timedelta(days=4)],
            "section": Section("A section", _rows(), "A note."),
            "steps": [
                SimpleNamespace(label="Arrival", state="done"),
                SimpleNamespace(label="Screening", state="now"),
                SimpleNamespace(label="Referral", state="next"),
            ],
        },
    )
