"""What training came to: who needs it and has it, who was trained, how it was found, what it changed (return-avrr reference 5.2 and 5.3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from egnatia.hub.training import selectors
from egnatia.hub.training.evaluation import selectors as opinions
from egnatia.hub.training.models import Attendance, Module, Need, Place, Question, TrainingSession
from egnatia.hub.training.sessions.selectors import GIVEN
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, training

AHEAD = ("planned", "approved", "open", "full", "running")


@dataclass(frozen=True)
class Line:
    """A module in a country: people who need it, who have it, places of national sessions that are planned, and until when."""

    country: str
    module: str
    posts: int
    trained: int
    planned: int
    by: date

    @property
    def open(self) -> int:
        """Who still needs it and has no place ahead."""
        return max(0, self.posts - self.trained - self.planned)


def needs(actor: Actor) -> list[Line]:
    """By country and module, the largest gap first. Places of regional sessions are nobody's until they are given."""
    found: dict[tuple[str, str], list[Need]] = {}
    for one in Need.objects.all():
        found.setdefault((one.node, one.module), []).append(one)
    planned: Counter[tuple[str, str]] = Counter()
    for session in TrainingSession.objects.filter(case__state__in=AHEAD, kind="NATIONAL"):
        planned[session.country, session.module] += session.places
    lines = [
        Line(node, module, sum(one.posts for one in ones), sum(one.trained for one in ones), planned[node, module], min(one.by for one in ones))
        for (node, module), ones in found.items()
    ]
    return sorted(lines, key=lambda one: (-one.open, one.by, one.country, one.module))


@dataclass(frozen=True)
class Trained:
    """How many were there and passed; of those with a place (``known``), how many were women, and of which kind of institution."""

    country: str
    attended: int
    passed: int
    known: int
    women: int
    institutions: tuple[tuple[object, int], ...]


def trained(actor: Actor) -> list[Trained]:
    rows = list(Place.objects.filter(session__case__state__in=GIVEN, attended=True).values_list("node", "sex", "institution"))
    sums = {
        code: (there, passed)
        for code, there, passed in Attendance.objects.filter(session__case__state__in=GIVEN)
        .values_list("country")
        .annotate(there=Sum("attended"), won=Sum("passed"))
    }
    found = []
    for code in countries.SEVEN:
        of = [row for row in rows if row[0] == code]
        kinds = Counter(row[2] for row in of)
        named = tuple((label, kinds[kind]) for kind, label in training.INSTITUTIONS.items() if kinds[kind])
        found.append(Trained(code, *sums.get(code, (0, 0)), len(of), sum(row[1] == "F" for row in of), named))
    return found


@dataclass(frozen=True)
class Levels:
    """The four levels of Kirkpatrick for one module."""

    module: Module
    noted: tuple[float, float | None, float | None] | None
    reaction: opinions.Found
    learned: tuple[int, float, float] | None
    themselves: opinions.Found
    supervisors: opinions.Found
    quality: list[tuple[str, str, int, int]]


def _noted(held: list[TrainingSession]) -> tuple[float, float | None, float | None] | None:
    """What the officers noted of sessions, where nothing came by link: reaction, test before and after, each a mean weighted by who was there."""
    there = dict(Attendance.objects.filter(session__in=held).values_list("session").annotate(sum=Sum("attended")))

    def mean(name: str) -> float | None:
        pairs = [(float(value), there.get(one.pk, 0)) for one in held if (value := getattr(one, name)) is not None]
        weight = sum(people for _value, people in pairs)
        return sum(value * people for value, people in pairs) / weight if weight else None

    reaction = mean("reaction")
    return None if reaction is None else (reaction, mean("before"), mean("after"))


def levels(actor: Actor) -> list[Levels]:
    """Modules that something is known of."""
    found = []
    for module in sorted(selectors.current().values(), key=lambda one: one.title):
        held = list(TrainingSession.objects.filter(module=module.code, case__state__in=GIVEN))
        asked = [opinions.found(held, question) for question in (Question.REACTION, Question.SELF, Question.SUPERVISOR)]
        one = Levels(module, _noted(held), asked[0], opinions.learned(held), asked[1], asked[2], opinions.quality(module.code))
        if held or one.quality:
            found.append(one)
    return found
