"""Whether information may still hold: by its age for what it is about, by what happened in the country since, by newer editions.

A warning blocks nothing by itself: whoever relies on the information all the same writes why (the gate of the decision asks for it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.node.coi.models import CountryEvent, Document, SharedEdition, Topic

_MONTH: Final = 30.4375
# The rule that says for how long information on a topic is current; on others it is that of human rights.
_RULES: Final = {Topic.SECURITY: "COI_SECURITY", Topic.LAW: "COI_LAW"}
_OTHERS, _CUT_OFF = "COI_RIGHTS", "COI_CUT_OFF"
_Limits = dict[str, int | None]


@dataclass(frozen=True)
class Warned:
    """``needs_reason``: who relies on it writes why. ``since``: from when it is so, as far as is known; an earlier reason does not count.
    ``barred``: nobody relies on it, whatever the reason."""

    text: Any
    needs_reason: bool
    since: datetime | None = None
    barred: bool = False


def _days(code: str, on: date) -> int | None:
    try:
        rule = rule_in_force(code, on)
    except NoRule:
        return None
    return round(rule.value * _MONTH) if rule.unit == "MONTHS" else rule.value


def warnings(documents: Collection[Document], today: date) -> dict[UUID, list[Warned]]:
    """By document, the heaviest first. ``documents`` come with their newer editions (``selectors.light``)."""
    about = {code for one in documents for code in one.countries.split()}
    events: dict[str, list[CountryEvent]] = defaultdict(list)
    for event in CountryEvent.objects.filter(country__in=about, withdrawn=False, day__lte=today).order_by("-day"):
        events[event.country].append(event)
    limits = {code: _days(code, today) for code in {*_RULES.values(), _OTHERS, _CUT_OFF}}
    # Withdrawn by the country that published it, and not (yet) here.
    abroad = dict(SharedEdition.objects.filter(document__in=documents, withdrawn_at__isnull=False).values_list("document", "withdrawn_at"))
    return {
        one.pk: [*_gone(one, abroad.get(one.pk)), *_happened(one, events), *_old(one, today, limits), *_followed(one), *_cut_off(one, today, limits)]
        for one in documents
    }


def _gone(one: Document, abroad: datetime | None) -> list[Warned]:
    here = [Warned(_("withdrawn since"), True, one.withdrawn_at, barred=True)] if one.withdrawn else []
    return [*here, *([Warned(_("withdrawn by those who published it"), True, abroad)] if abroad else [])]


def reaches(one: Document) -> date:
    """The day up to which a document can know anything."""
    return one.cut_off or one.published_on or one.accessed_on


def _happened(one: Document, events: dict[str, list[CountryEvent]]) -> list[Warned]:
    topics = set(one.topics.split())
    since = [each for code in one.countries.split() for each in events[code] if each.day > reaches(one)]
    meant = [each for each in since if not each.topics or not topics or topics & set(each.topics.split())]
    said = _("before what happened on %(day)s: %(what)s")
    return [Warned(said % {"day": each.day.isoformat(), "what": each.what}, True, each.noted_at) for each in meant]


def _old(one: Document, today: date, limits: _Limits) -> list[Warned]:
    found = []
    for topic in one.topics.split() or [Topic.HUMAN_RIGHTS]:
        days = limits[_RULES.get(Topic(topic), _OTHERS)]
        if days is None:
            found.append(Warned(_("no rule says for how long it is current"), False))
        elif reaches(one) < today - timedelta(days=days):
            crossed = timezone.make_aware(datetime.combine(reaches(one) + timedelta(days=days + 1), time.min))
            found.append(Warned(_("too old for “%(topic)s”") % {"topic": Topic(topic).label}, True, crossed))
    return found


def _followed(one: Document) -> list[Warned]:
    newer = getattr(one, "newer", None)
    if newer is None or newer.withdrawn:
        return []
    return [Warned(_("there is a newer edition: %(number)s") % {"number": newer.number}, True, newer.confirmed_at)]


def _cut_off(one: Document, today: date, limits: _Limits) -> list[Warned]:
    days = limits[_CUT_OFF]
    late = days is not None and reaches(one) < today - timedelta(days=days)
    return [Warned(_("reaches only to %(day)s") % {"day": reaches(one).isoformat()}, False)] if late else []
