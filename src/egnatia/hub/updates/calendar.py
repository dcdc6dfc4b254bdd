"""Announced public events as iCalendar (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar, Event

from egnatia.hub.updates.events import selectors
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as

KEPT = timedelta(days=400)


def address() -> str:
    return reverse("events_feed")


def feed() -> bytes:
    """Events ahead and of the last year. Where to join from afar stays with the participants."""
    made = Calendar()
    made.add("prodid", "-//Egnatia//events//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Western Balkans and Türkiye: asylum and migration events")
    with acting_as(SYSTEM), override("en"):
        for one in selectors.public().filter(ends__gte=moment.now() - KEPT).order_by("starts"):
            entry = Event()
            entry.add("uid", f"{one.pk}@egnatia")
            entry.add("dtstamp", one.case.changed_at)
            entry.add("dtstart", one.starts)
            entry.add("dtend", one.ends)
            entry.add("summary", one.title)
            entry.add("location", selectors.where(one))
            entry.add("description", "\n".join(filter(None, (one.matters, f"Organised by {selectors.organisers(one)}."))))
            made.add_component(entry)
    return bytes(made.to_ical())
