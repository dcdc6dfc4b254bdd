"""How referrals go, as figures with their definitions: what was asked, how soon it was answered, how many loops are closed, which help is missing where.

Counts of fewer than five are not shown, and what only some may know of is counted in one line (FR-16).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.models import ClockRow
from egnatia.node.referral.models import DeclineReason, Referral
from egnatia.node.referral.pathways import SENSITIVE, Help, Pathway

SMALL = 5
# Reasons of a service that leave a need without help.
WITHOUT_A_SERVICE = ("NO_CAPACITY", "NO_LANGUAGE", "NO_MANDATE", "NOT_ELIGIBLE")


def protected(number: int) -> str:
    """A count as it may be shown: fewer than five persons could be recognised."""
    return f"< {SMALL}" if 0 < number < SMALL else str(number)


def share(part: int, whole: int) -> str:
    """Percent of a whole; not of a small one, nor where the part or the rest is small."""
    if whole < SMALL or 0 < part < SMALL or 0 < whole - part < SMALL:
        return "–"
    return f"{100 * part / whole:.0f} %"


@dataclass(frozen=True)
class Figure:
    label: Any
    value: str
    # How it is counted, so that two countries mean the same by it.
    definition: Any


@dataclass(frozen=True)
class Line:
    label: Any
    place: str
    number: str


def span(start: date, end: date) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    return datetime.combine(start, time.min, zone), datetime.combine(end, time.max, zone)


def _days(pairs: Iterable[tuple[datetime, datetime]]) -> str:
    found = [(end - start) / timedelta(days=1) for start, end in pairs]
    return f"{median(found):.1f}" if len(found) >= SMALL else "–"


def _mean(found: list[int]) -> str:
    return f"{sum(found) / len(found):.1f} / 5" if len(found) >= SMALL else "–"


def referrals(start: date, end: date) -> list[Figure]:
    """Of the referrals sent in a span of days, in all units of this node."""
    with seeing_all():
        sent = list(Referral.objects.filter(sent_at__range=span(start, end)).select_related("case"))
        reminders = dict(ClockRow.objects.filter(case__in=[one.pk for one in sent], code="REFERRAL_REMIND").values_list("case_id", "state"))
        terms = dict(ClockRow.objects.filter(case__in=[one.pk for one in sent], code="REFERRAL_TERM").values_list("case_id", "state"))
    in_time = sum(reminders.get(one.pk) == ClockRow.State.MET for one in sent)
    answered = sum(terms.get(one.pk) == ClockRow.State.MET and one.answered_at is not None for one in sent)
    given = sum(one.delivered_on is not None for one in sent)
    closed = sum(bool(one.outcome) and one.person_told is not None for one in sent)
    asked = [one.satisfaction for one in sent if one.satisfaction]
    return [
        Figure(_("Referrals sent"), protected(len(sent)), _("Sent to a service in these days; each need counts once.")),
        Figure(_("Acknowledged in time"), share(in_time, len(sent)), _("Acknowledged or answered within a quarter of the term, of those sent.")),
        Figure(
            _("Answered in term"),
            share(answered, len(sent)),
            _("Accepted or declined within 24 hours, 72 hours or two weeks by how soon it was needed, of those sent."),
        ),
        Figure(_("Help was given"), share(given, len(sent)), _("The service noted that help was given, of those sent.")),
        Figure(
            _("Days to the answer"),
            _days((one.sent_at, one.answered_at) for one in sent if one.sent_at and one.answered_at),
            _("Median of the days from sending to acceptance or refusal."),
        ),
        Figure(_("Loop closed"), share(closed, len(sent)), _("Closed with an outcome and with a note whether the person was told, of those sent.")),
        Figure(_("Satisfaction"), _mean(asked), _("Mean of those who answered; nobody is counted as 0.")),
    ]


def declined(start: date, end: date) -> list[Line]:
    """Why services declined, the most frequent first."""
    with seeing_all():
        reasons = Counter(Referral.objects.filter(answered_at__range=span(start, end)).exclude(declined_as="").values_list("declined_as", flat=True))
    return [Line(DeclineReason(code).label, "", protected(number)) for code, number in reasons.most_common()]


def by_pathway(start: date, end: date) -> list[Line]:
    with seeing_all():
        found = Counter(Referral.objects.filter(sent_at__range=span(start, end)).values_list("pathway", flat=True))
    special = sum(found.pop(code, 0) for code in SENSITIVE)
    rows = [(Pathway(code).label, found[code]) for code in Pathway if found.get(code)] + ([(_("Specialised help"), special)] if special else [])
    small = [number for _label, number in rows if number < SMALL]
    # One small number alone could be found by subtraction: the next smallest is not shown either.
    hidden = min((number for _label, number in rows if number >= SMALL), default=0) if len(small) == 1 else 0
    return [Line(label, "", "–" if number == hidden else protected(number)) for label, number in rows]


def gaps(start: date, end: date) -> list[Line]:
    """Help that nobody gave, by kind and place: no service was known, or all that were asked had no place, no language or no mandate."""
    with seeing_all():
        unmet = Referral.objects.filter(service=None, case__opened_at__range=span(start, end), sent_at=None)
        missed = Referral.objects.filter(declined_as__in=WITHOUT_A_SERVICE, answered_at__range=span(start, end))
        rows = [*unmet.values_list("helps", "pathway", "place"), *missed.values_list("helps", "pathway", "place")]
    found: Counter[tuple[str, str]] = Counter()
    for helps, pathway, place in rows:
        for code in ["SPECIAL"] if pathway in SENSITIVE else helps or [Help.OTHER]:
            found[code, place] += 1
    return [Line(_("Specialised help") if code == "SPECIAL" else Help(code).label, place, protected(number)) for (code, place), number in found.most_common()]
