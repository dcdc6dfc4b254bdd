"""What can be seen of the caseload. Proposals name their reasons and decide nothing; rates say how sure they are."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine import caseload
from egnatia.kernel.models import CaseFile, Training, User
from egnatia.node.asylum import procedure
from egnatia.node.asylum.models import Application, Decision, Kind, Outcome

OPEN = ("open", "admissibility", "postponed", "proposed", "decided")
# Decisions of fewer persons than this are not shown as a rate.
SHOWN_FROM = 5
WEEKS = 12


_BANDS = ((_("up to a month"), 0, 30), (_("one to three months"), 30, 91), (_("three to six months"), 91, 183), (_("longer than six months"), 183, 36500))


def ages(actor: Actor) -> list[tuple[Any, int, int]]:
    """(how long since lodging, cases, of them late) of the open cases that this unit is responsible for: one reading for all bands."""
    now = moment.now()
    counts: dict[str, Any] = {}
    for number, (_label, least, most) in enumerate(_BANDS):
        band = Q(lodged_at__lte=now - timedelta(days=least), lodged_at__gt=now - timedelta(days=most))
        counts |= {f"all{number}": Count("pk", filter=band), f"late{number}": Count("pk", filter=band & Q(case__late=True))}
    found = Application.objects.filter(case__unit_id=actor.unit, case__state__in=OPEN).aggregate(**counts)
    return [(label, found[f"all{number}"], found[f"late{number}"]) for number, (label, _least, _most) in enumerate(_BANDS)]


def states(actor: Actor) -> list[tuple[Any, int]]:
    """Open cases of this unit by state."""
    rows = CaseFile.objects.filter(unit_id=actor.unit, procedure="asylum", state__in=OPEN).values_list("state").annotate(number=Count("pk"))
    found = dict(rows)
    return [(procedure.ASYLUM.states[one], found.get(one, 0)) for one in OPEN]


@dataclass
class Colleague:
    """Somebody who may be given a case, with what they have already."""

    user: User
    load: int
    modules: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Proposal:
    """A case without anybody, and who might take it; ``colleague`` None says why nobody fits."""

    case: CaseFile
    language: str
    child: bool
    colleague: User | None
    why: list[Any]


def colleagues(actor: Actor) -> list[Colleague]:
    """Caseworkers of the unit with their open cases and trainings that hold."""
    load = dict(
        CaseFile.objects.filter(unit_id=actor.unit, procedure="asylum", state__in=OPEN, holder_id__isnull=False)
        .values_list("holder_id")
        .annotate(number=Count("pk"))
    )
    modules: dict[UUID, set[str]] = {}
    for one in Training.objects.filter(Q(until=None) | Q(until__gte=moment.today()), user__unit=actor.unit):
        modules.setdefault(one.user_id, set()).add(one.module)
    staff = [one for one in caseload.colleagues(actor.unit) if set(one.roles) & procedure.CASEWORKER]
    return [Colleague(one, load.get(one.pk, 0), modules.get(one.pk, set())) for one in staff]


def proposals(actor: Actor, limit: int = 25) -> list[Proposal]:
    """For cases that nobody has, first in line first: who has the training, speaks the language, and has the least, in that order."""
    waiting = Application.objects.filter(case__unit_id=actor.unit, case__holder_id=None, case__state__in=("open", "admissibility"))
    ordered = waiting.select_related("case", "person").order_by("-case__late", "-case__priority", "case__due_at", "lodged_at")[:limit]
    staff, found = colleagues(actor), []
    for one in ordered:
        needed = set(procedure.ASYLUM.training(one.case)) if procedure.ASYLUM.training else set()
        fit = [each for each in staff if needed <= each.modules]
        chosen = min(fit, key=lambda each: (one.person.language not in each.user.languages, each.load, each.user.display_name), default=None)
        if chosen is not None:
            chosen.load += 1
        found.append(
            Proposal(one.case, languages.name(one.person.language), one.person.is_minor_presumed, chosen.user if chosen else None, _why(one, chosen, needed))
        )
    return found


def _why(one: Application, chosen: Colleague | None, needed: set[str]) -> list[Any]:
    if chosen is None:
        return [_("nobody has the training that this case needs")]
    why = [_("trained for it")] if needed else []
    why += [_("speaks the language")] if one.person.language in chosen.user.languages else []
    return [*why, _("fewest open cases of those who fit")]


@dataclass(frozen=True)
class Forecast:
    """Open cases now, and in some weeks: the middle and the range in which four of five runs end."""

    now: int
    lodged: list[int]
    decided: list[int]
    middle: int
    low: int
    high: int


def _by_week(rows: QuerySet[Any], field: str) -> list[int]:
    """How many in each of the last weeks, the oldest first, in one reading."""
    now = moment.now()
    spans = {f"week{week}": (now - timedelta(weeks=week), now - timedelta(weeks=week - 1)) for week in range(WEEKS, 0, -1)}
    counts = {name: Count("pk", filter=Q(**{f"{field}__gt": since, f"{field}__lte": until})) for name, (since, until) in spans.items()}
    found = rows.filter(**{f"{field}__gt": now - timedelta(weeks=WEEKS)}).aggregate(**counts)
    return [found[name] for name in spans]


def forecast(actor: Actor, runs: int = 400) -> Forecast:
    """Weeks of the last quarter are drawn again by chance (bootstrap), with a fixed seed: the same data give the same answer. No model knows a crisis."""
    lodged = _by_week(Application.objects.filter(case__unit_id=actor.unit), "lodged_at")
    decided = _by_week(Decision.objects.filter(case__unit_id=actor.unit), "decided_at")
    standing = sum(number for _label, number in states(actor))
    draw, changes = random.Random(1), [came - went for came, went in zip(lodged, decided, strict=True)]  # noqa: S311  a forecast, no secret
    ends = sorted(max(0, standing + sum(draw.choices(changes, k=WEEKS))) for _run in range(runs))
    return Forecast(standing, lodged, decided, ends[runs // 2], ends[runs // 10], ends[runs - runs // 10])


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): honest for few decisions too. Raises ValueError for none."""
    if whole < 1 or not 0 <= part <= whole:
        raise ValueError("a share needs at least one decision, and no more successes than that")
    z, share = 1.959964, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Rate:
    """Decisions on the merits of one nationality: how many were given a status, with the interval."""

    country: str
    decisions: int
    refugee: int
    subsidiary: int
    share: float
    low: float
    high: float


def rates() -> list[Rate]:
    """First decisions of the whole authority on the merits, by nationality, those with most decisions first. A court's decision is not counted here."""
    with seeing_all():
        rows = Decision.objects.filter(decided_at__isnull=False, outcome__in=(Outcome.REFUGEE, Outcome.SUBSIDIARY, Outcome.UNFOUNDED, Outcome.MANIFEST))
        of_applications = Application.objects.exclude(kind=Kind.REVIEW).values("pk")
        pairs = list(rows.filter(case__in=of_applications).values_list("person__citizenship", "outcome"))
    return rates_of(pairs)


def rates_of(pairs: Sequence[tuple[str, str]]) -> list[Rate]:
    """From (nationality, outcome)."""
    found = Counter(pairs)
    totals = Counter(country for country, _outcome in pairs)
    made = []
    for country, whole in totals.most_common():
        if whole < SHOWN_FROM:
            continue
        refugee, subsidiary = found[country, Outcome.REFUGEE], found[country, Outcome.SUBSIDIARY]
        made.append(Rate(countries.name(country), whole, refugee, subsidiary, (refugee + subsidiary) / whole, *wilson(refugee + subsidiary, whole)))
    return made
