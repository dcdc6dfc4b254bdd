"""What learners get by e-mail: their place, the links to say how it was, their certificate. The page says the same."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from egnatia.kernel import moment
from egnatia.kernel.codes import countries
from egnatia.node.training.models import Nomination

log = logging.getLogger(__name__)


def send_soon(case: UUID, kind: str) -> None:
    """Once this transaction is committed."""
    from egnatia.node.training.tasks import letter

    letter.defer(nomination=str(case), kind=kind)


def calendar(one: Nomination, title: str) -> bytes:
    """The week of the session (RFC 5545)."""
    found, event = Calendar(), Event()
    found.add("prodid", "-//Egnatia//Training//EN")
    found.add("version", "2.0")
    monday = one.session.week or one.session.monday
    event.add("uid", f"{one.pk}@{settings.EGNATIA_COUNTRY.lower()}.egnatia")
    event.add("dtstamp", moment.now())
    event.add("sequence", one.session.moved)
    event.add("dtstart", monday)
    event.add("dtend", monday + timedelta(days=5))
    event.add("summary", title)
    event.add("location", f"{one.session.place}, {countries.name(one.session.country)}")
    found.add_component(event)
    return bytes(found.to_ical())


def send(case: UUID, kind: str) -> int:
    """Letters of one kind about one nomination; returns how many were sent."""
    from egnatia.node.training.papers import certificate
    from egnatia.node.training.selectors import session_name, title_of

    one = Nomination.objects.select_related("learner__case", "session", "case").get(pk=case)
    if one.learner.case.state == "left":
        return 0  # neither an office that they left nor whoever led them there
    with translation.override(settings.LANGUAGE_CODE):
        title = title_of(one.session.module)
        mails = []
        if kind in ("place", "moved"):
            text = _("You have a place: %(session)s.\nYour number there, and in tests: %(number)s.\nYour ID number in the learning platform: %(platform)s.") % {
                "session": session_name(one.session),
                "number": one.number,
                "platform": f"{one.session.number}-{one.number}",
            }
            subject = _("Your place in a training: %(title)s") if kind == "place" else _("Another week or place: %(title)s")
            mails = [(one.learner.email, subject % {"title": title}, text)]
        elif kind == "ended":
            mails = [
                (
                    one.learner.email,
                    _("Called off: %(title)s") % {"title": title},
                    _("Your place stands no more: %(session)s.") % {"session": session_name(one.session)},
                )
            ]
        elif kind == "certificate":
            text = _("Congratulations. Your certificate is attached. It can be checked here: %(address)s") % {"address": one.address}
            mails = [(one.learner.email, _("Your certificate: %(title)s") % {"title": title}, text)]
        elif kind in one.links:
            leads = kind == "supervisor"
            text = _("Five minutes, until %(until)s, without your name: %(link)s") % {"until": one.links[kind]["until"], "link": one.links[kind]["address"]}
            about = f" ({one.learner.name})" if leads else ""
            subject = _("How was the training? %(title)s") % {"title": title} + about
            mails = [(one.learner.leader_email if leads else one.learner.email, subject, text)]
        sent = 0
        for to, subject, text in mails:
            if to:
                mail = EmailMessage(" ".join(f"Egnatia: {subject}".split()), text, None, [to])
                if kind in ("place", "moved"):
                    mail.attach("training.ics", calendar(one, title).decode(), "text/calendar; method=PUBLISH")
                if kind == "certificate":
                    mail.attach("certificate.pdf", certificate.make(one), "application/pdf")
                    mail.attach("badge.jwt", one.badge, "application/vc+jwt")
                sent += _sent(mail)
    return sent


def _sent(mail: EmailMessage) -> bool:
    try:
        mail.send()
    except OSError:
        log.warning("a letter to a learner could not be sent")
        return False
    return True
