"""Activities of a plan as all-day entries of a calendar."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar, Event

from egnatia.hub.logframe.selectors import Page
from egnatia.kernel import moment


def make(page: Page) -> bytes:
    """An iCalendar file (RFC 5545)."""
    made = Calendar()
    made.add("prodid", "-//Egnatia//roadmaps//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", page.plan.title)
    for line in page.activities:
        one = line.activity
        if one.case.state == "cancelled" or not (one.starts and one.ends):
            continue
        entry = Event()
        entry.add("uid", f"{one.pk}@egnatia")
        entry.add("dtstamp", moment.now())
        entry.add("dtstart", one.starts)
        entry.add("dtend", one.ends + timedelta(days=1))
        entry.add("summary", f"{one.code} {one.title} ({one.lead.code})")
        entry.add("description", one.deliverables)
        made.add_component(entry)
    return bytes(made.to_ical())
