"""Priorities in their open rank: the mean of what the offices give, each score with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.values import exact, number
from egnatia.hub.programme.models import Priority, Score
from egnatia.kernel.access.actor import Actor, current_actor
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

# Offices that must have scored before a rank is told.
LEAST = 2
CRITERIA = ("protection", "recommendation", "region", "capacity")


def known(case: CaseFile) -> dict[str, Any]:
    one = Priority.objects.get(pk=case.pk)
    return {"amount": exact(one.amount), **{name: getattr(one, name) for name in ("title", "text", "country", "voice")}}


def known_score(case: CaseFile) -> dict[str, Any]:
    """What the reader's own office gave before."""
    actor = current_actor()
    one = Score.objects.filter(priority=case.pk, unit=actor.unit).first() if actor else None
    return {name: getattr(one, name) for name in (*CRITERIA, "why")} if one else {}


def total(one: Score) -> int:
    return sum(getattr(one, name) for name in CRITERIA)


@dataclass(frozen=True)
class Ranked:
    """A priority with its scores; ``mean`` of the sums of other offices than its own, 4 to 20, None below two of them. Equal means share a rank."""

    priority: Priority
    scores: list[Score]
    mean: float | None
    rank: int | None = None


def _mean(one: Priority) -> float | None:
    """Nobody ranks what they brought in themselves, and one opinion is no rank."""
    others = [total(each) for each in one.scores.all() if each.unit_id != one.case.unit_id]
    return sum(others) / len(others) if len(others) >= LEAST else None


def ranked(actor: Actor) -> list[Ranked]:
    """Those that wait for a decision by rank, then those that nobody scored, then those decided, the newest first."""
    rows = list(Priority.objects.exclude(case__state="withdrawn").select_related("case", "party").prefetch_related("scores__unit"))
    found = [Ranked(one, sorted(one.scores.all(), key=lambda each: each.unit.name), _mean(one)) for one in rows]
    waiting = [one for one in found if one.priority.case.state == "proposed"]
    waiting.sort(key=lambda one: (one.mean is None, -(one.mean or 0), one.priority.title))
    means = [one.mean for one in waiting]
    placed = [Ranked(one.priority, one.scores, one.mean, None if one.mean is None else means.index(one.mean) + 1) for one in waiting]
    decided = [one for one in found if one.priority.case.state != "proposed"]
    return placed + sorted(decided, key=lambda one: str(one.priority.decided_on), reverse=True)


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Priority.objects.select_related("party").prefetch_related("scores__unit").get(pk=case.pk)
    rows = [
        Row(_("What is needed"), one.title),
        Row(_("Why, for whom, and what would be done"), one.text),
        Row(_("Where"), countries.name(one.country) if one.country else _("the region")),
        Row(_("Who brings it in"), one.party.name),
        Row(_("Estimated amount in EUR"), number(one.amount) or "–"),
    ]
    if one.voice:
        rows.append(Row(_("Asked for by"), one.voice))
    if one.decided_on:
        rows += [Row(_("Funding source"), one.funding), Row(_("Decision"), one.decision), Row(_("Decided on"), one.decided_on)]
    scores = [Row(each.unit.name, f"{' + '.join(str(getattr(each, name)) for name in CRITERIA)} = {total(each)} · {each.why}") for each in one.scores.all()]
    note = _("Protection, recommendations, region, capacity: 1 to 5 each.") if scores else _("No office has scored it yet.")
    return [Section(_("Priority"), rows), Section(_("Scores"), scores, note)]
