"""Who takes part: what the officers decide of nominations, what came of each place, and what the nodes hear of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors, telling
from egnatia.hub.training.certificates import actions as certificates
from egnatia.hub.training.certificates.selectors import passed_by_each
from egnatia.hub.training.models import Attendance, Delivery, Place, TrainingSession
from egnatia.hub.training.sessions import inputs
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries
from egnatia.kernel.engine.refusals import BadInput

_KEYS = uuid.UUID("b4e3f1b0-2f0e-4d5e-8d0b-55b1b1b8a1c2")
TAKEN = Place.State.GIVEN
OPEN = (Place.State.ASKED, Place.State.WAITING, Place.State.GIVEN)


@dataclass(frozen=True)
class Asked:
    """A nomination with what somebody still needs before the session, and what is proposed."""

    place: Place
    missing: tuple[str, ...]
    proposed: str


def lacking(one: TrainingSession, found: Collection[Place]) -> dict[uuid.UUID, tuple[str, ...]]:
    """By place, modules that come first and that somebody has not: neither certified by the region nor vouched for by the country."""
    before, passed = set(selectors.taught(one.module, one.version).prerequisites), passed_by_each([each.person for each in found])
    return {each.pk: tuple(sorted(before - set(each.done) - passed[each.person])) for each in found}


def asked(one: TrainingSession) -> list[Asked]:
    """The nominations in the order of an open rule: a place for whoever may begin, countries by turns, and within a country who was nominated first.

    What is decided is not proposed otherwise.
    """
    found = list(Place.objects.filter(session=one, state__in=OPEN).order_by("asked_at", "pk"))
    missing = lacking(one, found)
    given = {code: sum(each.node == code and each.state == TAKEN for each in found) for code in countries.SEVEN}
    free = one.places - sum(given.values())
    proposed = {each.pk: str(each.state) for each in found}
    waiting = [each for each in found if each.state != TAKEN and not missing[each.pk]]
    while waiting and free > 0:
        turn = min(waiting, key=lambda each: (given[each.node], each.asked_at, each.pk))
        waiting.remove(turn)
        given[turn.node] += 1
        proposed[turn.pk] = str(TAKEN)
        free -= 1
    left = {each.pk for each in found if proposed[each.pk] == Place.State.ASKED}
    return [Asked(each, missing[each.pk], str(Place.State.WAITING) if each.pk in left else proposed[each.pk]) for each in found]


def decide(one: TrainingSession, decisions: list[inputs.Decision]) -> None:
    """Raises BadInput: for more than there is room for, for whoever lacks what comes first, for what is none of the session's nominations."""
    found = {each.pk: each for each in Place.objects.select_for_update().filter(session=one, state__in=OPEN)}
    unknown = [each for each in decisions if each.reference not in found]
    if unknown:
        raise BadInput({"": _("Somebody was withdrawn meanwhile: look at the list again.")})
    wanted = {pk: str(each.state) for pk, each in found.items()} | {each.reference: str(each.state) for each in decisions}
    if sum(state == TAKEN for state in wanted.values()) > one.places:
        raise BadInput({"": _("There are %(places)s places: fewer people, or plan another session.") % {"places": one.places}})
    missing = lacking(one, found.values())
    for pk, state in wanted.items():
        if state == TAKEN != found[pk].state and missing[pk]:
            who = countries.name(found[pk].node)
            raise BadInput({"": _("Somebody of %(who)s has not passed %(modules)s: it comes first.") % {"who": who, "modules": ", ".join(missing[pk])}})
    last = Place.objects.filter(session=one).aggregate(last=Max("number"))["last"] or 0
    for pk, state in sorted(wanted.items(), key=lambda item: (found[item[0]].asked_at, item[0])):
        place = found[pk]
        if state == place.state:
            continue
        had_one, place.state = place.state == TAKEN, state
        if state == TAKEN and place.number is None:
            last += 1
            place.number = last
        place.save(update_fields=["state", "number"])
        _tell(place, had_one=had_one)


def _tell(place: Place, *, had_one: bool) -> None:
    if place.state == TAKEN:
        telling.word(place.node, "place", place.reference, number=place.number)
    elif place.state == Place.State.WAITING:
        telling.word(place.node, "waiting", place.reference)
    else:
        telling.word(place.node, "ended" if had_one else "declined", place.reference)


def end_all(one: TrainingSession) -> None:
    """The session does not take place: whoever was nominated hears it."""
    _let_go(one, OPEN, "ended")


def _let_go(one: TrainingSession, states: Collection[Place.State], kind: str) -> None:
    """Nobody in these states has a place any more; each country is told in the word of this kind."""
    found = Place.objects.filter(session=one, state__in=states)
    for place in found:
        telling.word(place.node, kind, place.reference)
    found.update(state=Place.State.DECLINED)


def online(one: TrainingSession, done: Mapping[int, date]) -> list[int]:
    """Note the online part of these numbers; returns numbers that were never given here."""
    known = set(Place.objects.filter(session=one, number__isnull=False).values_list("number", flat=True))
    for number, day in done.items():
        # Who does not come any more stands in the platform's report all the same.
        Place.objects.filter(session=one, number=number, state=TAKEN).update(online_on=day)
    return sorted(set(done) - known)


def note(one: TrainingSession, results: list[inputs.Result]) -> None:
    """What came of each place. Raises BadInput for a number that has none, and for a pass without the online part where the module has one."""
    found = {each.number: each for each in Place.objects.select_for_update().filter(session=one, state=TAKEN)}
    needs_online = selectors.taught(one.module, one.version).delivery == Delivery.BLENDED
    for each in results:
        place = found.get(each.number)
        if place is None:
            raise BadInput({"": _("Nobody has the number %(number)s here.") % {"number": each.number}})
        if each.online and place.online_on is None:
            place.online_on = moment.today()
        if each.passed and needs_online and place.online_on is None:
            raise BadInput({"": _("Number %(number)s has not finished the online part: note it first, or no pass.") % {"number": each.number}})
        if each.attended is not None:
            place.attended, place.before, place.after, place.passed = each.attended, each.before, each.after, each.passed
        place.save(update_fields=["online_on", "attended", "before", "after", "passed"])


def close(one: TrainingSession, others: dict[str, tuple[int, int]], actor: Actor) -> None:
    """The session was held: sums by country, certificates for who passed, and a word to the country of each. Raises BadInput where nobody was there."""
    places = list(Place.objects.filter(session=one, state=TAKEN).order_by("number"))
    sums = {code: list(pair) for code, pair in others.items()}
    for each in places:
        if each.attended:
            line = sums.setdefault(each.node, [0, 0])
            line[0] += 1
            line[1] += bool(each.passed)
    if not sums:
        raise BadInput({"": _("Nobody was there: say who took part, or cancel the session.")})
    Attendance.objects.bulk_create(Attendance(session=one, country=code, attended=there, passed=passed) for code, (there, passed) in sums.items())
    for each in places:
        telling.word(each.node, "result", each.reference, attended=bool(each.attended), passed=bool(each.passed))
        if each.passed:
            certificates.issue({"place": each.reference}, actor=actor, key=uuid.uuid5(_KEYS, str(each.reference)))
    # Who was on the waiting list until now is told.
    _let_go(one, (Place.State.ASKED, Place.State.WAITING), "declined")
