"""Who was trained by whose trainees: sessions as a tree, from the certificates of those who taught them (return-avrr reference 5.2, multiplier)."""

from __future__ import annotations

from dataclasses import dataclass

from egnatia.hub.training.models import Attendance, Place, TrainerSeat, TrainingSession
from egnatia.hub.training.sessions.selectors import GIVEN
from egnatia.kernel.access.actor import Actor


@dataclass(frozen=True)
class Branch:
    """A session with those that its participants taught afterwards. ``below``: how many passed in all of these, each session counted once."""

    session: TrainingSession
    passed: int
    below: int
    children: tuple[Branch, ...]


def tree(actor: Actor) -> list[Branch]:
    """From sessions that nobody taught who was trained in another one. A session that several branches led to stands under each, and counts once in a sum."""
    sessions = {one.pk: one for one in TrainingSession.objects.filter(case__state__in=GIVEN).select_related("case").order_by("week", "pk")}
    passed = dict.fromkeys(sessions, 0)
    for session, number in Attendance.objects.filter(session__in=sessions).values_list("session", "passed"):
        passed[session] += number
    won = Place.objects.filter(session__in=sessions, passed=True, certificate__revoked_at=None)
    trained = [(person, session) for person, session in won.values_list("person", "session")]
    taught: dict[object, set[object]] = {}
    for session, person in TrainerSeat.objects.filter(session__in=sessions, trainer__person__isnull=False).values_list("session", "trainer__person"):
        taught.setdefault(person, set()).add(session)
    children: dict[object, set[object]] = {pk: set() for pk in sessions}
    for person, learned_in in trained:
        for later in taught.get(person, set()):
            first, then = sessions[learned_in], sessions[later]
            # What was learned in a module is passed on in it, and later: so the tree has no circle.
            if first.module == then.module and (first.week, first.pk) < (then.week, then.pk):
                children[learned_in].add(later)

    def reached(pk: object) -> set[object]:
        found, waiting = set(), list(children[pk])
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += children[one]
        return found

    def branch(pk: object) -> Branch:
        ordered = sorted(children[pk], key=lambda one: (sessions[one].week, one))
        return Branch(sessions[pk], passed[pk], sum(passed[one] for one in reached(pk)), tuple(branch(one) for one in ordered))

    inner = {pk for found in children.values() for pk in found}
    return [branch(pk) for pk in sessions if pk not in inner]
