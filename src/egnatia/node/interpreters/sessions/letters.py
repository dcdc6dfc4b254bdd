"""What an interpreter gets by e-mail and in their calendar: language, place and time; no case, no person (RFC 5545, RFC 5546)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from egnatia.kernel import moment
from egnatia.kernel.codes import countries, languages, pool
from egnatia.node.interpreters.models import Session

log = logging.getLogger(__name__)
# What stands or falls in a calendar by a letter.
METHODS = {"booked": "REQUEST", "ended": "CANCEL"}


def _event(one: Session, *, cancelled: bool = False) -> Event:
    found = Event()
    found.add("uid", f"{one.pk}@{settings.EGNATIA_COUNTRY.lower()}.egnatia")
    found.add("dtstamp", moment.now())
    found.add("dtstart", timezone.localtime(one.during.lower))
    found.add("dtend", timezone.localtime(one.during.upper))
    found.add("summary", _("Interpreting: %(language)s") % {"language": languages.name(one.language)})
    found.add("location", one.seat)
    found.add("description", _text(one))
    found.add("sequence", one.case.version)
    found.add("status", "CANCELLED" if cancelled else "CONFIRMED" if one.case.state != "asked" else "TENTATIVE")
    return found


def _text(one: Session) -> str:
    lines = [str(pool.MODES[pool.Mode(one.mode)]), _("For: %(site)s, %(country)s") % {"site": one.site, "country": countries.name(one.country)}]
    return "\n".join(lines)


def calendar(sessions: Iterable[Session], method: str = "PUBLISH", mail: str = "") -> bytes:
    """Sessions as iCalendar; as an invitation it names whom it is for."""
    found = Calendar()
    found.add("prodid", "-//Egnatia//Interpreting//EN")
    found.add("version", "2.0")
    found.add("method", method)
    for one in sessions:
        event = _event(one, cancelled=method == "CANCEL")
        if mail:
            event.add("attendee", vCalAddress(f"mailto:{mail}"))
            event.add("organizer", vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}"))
        found.add_component(event)
    return bytes(found.to_ical())


def send_soon(one: Session, kind: str) -> None:
    """Once this transaction is committed, if the interpreter has an address."""
    from egnatia.node.interpreters.tasks import letter

    if one.interpreter.email:
        letter.defer(session=str(one.pk), kind=kind)


def remind(now: datetime) -> int:
    """The evening before, everybody who is expected tomorrow; returns how many were written to."""
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    found = Session.objects.filter(case__state="confirmed").exclude(interpreter__email="").select_related("interpreter", "case")
    due = [one for one in found if timezone.localtime(one.during.lower).date() == tomorrow]
    for one in due:
        send_soon(one, "tomorrow")
    return len(due)


def send(session: UUID, kind: str) -> bool:
    """One letter. A mail server that does not answer is logged; the queue in the program says the same."""
    one = Session.objects.select_related("interpreter", "case").get(pk=session)
    with translation.override(settings.LANGUAGE_CODE):
        begins = timezone.localtime(one.during.lower)
        what = {"asked": _("Can you interpret?"), "booked": _("You interpret"), "ended": _("Called off"), "tomorrow": _("Tomorrow you interpret")}[kind]
        subject = f"Egnatia: {what} {begins:%d.%m. %H:%M}, {languages.name(one.language)}"
        text = f"{what}\n{begins:%d.%m.%Y %H:%M}\n{languages.name(one.language)}\n{one.seat}\n{_text(one)}\n\n{settings.EGNATIA_ADDRESS}"
        mail = EmailMessage(subject, text, None, [one.interpreter.email])
        if kind in METHODS:
            method = METHODS[kind]
            mail.attach("session.ics", calendar([one], method, one.interpreter.email).decode(), f"text/calendar; method={method}")
    try:
        mail.send()
    except OSError:
        log.warning("a letter to an interpreter could not be sent")
        return False
    return True
