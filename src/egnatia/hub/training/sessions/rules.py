"""Whether two trainers may teach a session in a week: what the checker of the assignment says of it, beside everything that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import assignment
from egnatia.hub.training.models import Trainer, TrainerSeat, TrainingSession
from egnatia.hub.training.trainers import half_year
from egnatia.kernel import moment

_RULES = {
    "not in its weeks": _("The session cannot be in that week."),
    "does not teach": _("Somebody does not teach this module in this language."),
    "two co-trainers": _("Of two co-trainers nobody may lead: choose a trainer as well."),
    "of one country": _("A regional session has trainers of two countries."),
    "is away": _("Somebody is away in that week, or not certified any more."),
    "twice in week": _("Somebody teaches another session in that week."),
    "more sessions": _("Somebody would teach more sessions in the half-year than they agreed to."),
}


def broken(one: TrainingSession, monday: date, pair: Collection[Trainer]) -> object:
    """What the checker of the assignment says; empty if every rule holds."""
    start = half_year.first_monday(moment.today())
    week = (monday - start).days // 7
    if week < 0:
        return _("That week is over.")
    if week >= half_year.WEEKS:
        return _("That week is more than half a year ahead: trainers are given later.")
    numbers = sorted(each.number for each in pair)
    people = {each.number: half_year.trainer_of(each, start, {one.language}) for each in pair}
    given = {0: assignment.Given(week, (numbers[0], numbers[1]))}
    found = assignment.violations(people, {0: half_year.session_of(0, one, start)}, given)
    ahead = start, start + timedelta(weeks=half_year.WEEKS, days=-1)
    beside = TrainerSeat.objects.filter(trainer__in=pair, session__case__state__in=half_year.BUSY, session__week__range=ahead).exclude(session=one)
    stands = list(beside.values_list("trainer__number", "session__week"))
    found += ["twice in week" for _who, other in stands if other == monday]
    load = Counter(who for who, _other in stands)
    found += ["more sessions" for who in people if load[who] + 1 > people[who].most]
    return next((text for part, text in _RULES.items() if any(part in each for each in found)), "")
