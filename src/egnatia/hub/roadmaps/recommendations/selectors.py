"""Recommendations, and which of them nobody works on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Activity
from egnatia.hub.roadmaps.models import Recommendation, Status
from egnatia.hub.roadmaps.selectors import GOING
from egnatia.kernel.access.actor import Actor, current_actor
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.overlays.models import Instrument, Stage, Transposition


def going() -> QuerySet[Activity]:
    """Activities, not cancelled, of roadmaps that are under way or in design."""
    return Activity.objects.filter(framework__roadmap__case__state__in=GOING).exclude(case__state="cancelled")


def own(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Activities of the country that the reader's office leads."""
    one, actor = Recommendation.objects.get(pk=case.pk), current_actor()
    assert actor is not None
    found = going().filter(framework__roadmap__country=one.country, case__unit_id=actor.unit)
    return {"activity": [(str(each.pk), str(each)) for each in found]}


def linked(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"activity": [(str(each.pk), str(each)) for each in Recommendation.objects.get(pk=case.pk).activities.all()]}


@dataclass
class Covered:
    """One country: recommendations with the activities that answer them, and activities that answer none."""

    country: str
    rows: list[tuple[Recommendation, list[Activity], Status | None]] = field(default_factory=list)
    loose: list[Activity] = field(default_factory=list)
    law: list[tuple[Instrument, Stage, list[Activity]]] = field(default_factory=list)

    @property
    def law_without(self) -> list[tuple[Instrument, Stage]]:
        """Instruments of EU law that are not applied yet and that no activity helps to take over."""
        return [(one, stage) for one, stage, activities in self.law if stage != Stage.APPLIED and not activities]

    @property
    def open(self) -> list[Recommendation]:
        """Those that no activity answers."""
        return [one for one, activities, _status in self.rows if not activities]


def coverage(actor: Actor) -> list[Covered]:
    """The seven, in six queries: what stands, its links, its newest status, activities, EU law and how far it is taken over."""
    found = {code: Covered(code) for code in countries.SEVEN}
    active = {one.pk: one for one in going().select_related("case", "lead", "framework__roadmap")}
    answered: dict[Any, list[Activity]] = defaultdict(list)
    links = Recommendation.activities.through.objects.filter(recommendation__case__state="stands", activity__in=active)
    busy = set()
    for link in links:
        answered[link.recommendation_id].append(active[link.activity_id])
        busy.add(link.activity_id)
    for one in Recommendation.objects.filter(case__state="stands").prefetch_related("statuses"):
        statuses = list(one.statuses.all())
        found[one.country].rows.append((one, answered[one.pk], statuses[-1] if statuses else None))
    law = list(Instrument.objects.order_by("place"))
    stages = {(one.jurisdiction_id, one.instrument_id): Stage(one.stage) for one in Transposition.objects.filter(jurisdiction__in=countries.SEVEN)}
    for country, covered in found.items():
        own = [each for each in active.values() if each.framework.roadmap.country == country]
        covered.loose = [each for each in own if each.pk not in busy]
        covered.law = [(one, stages.get((country, one.code), Stage.UNKNOWN), [each for each in own if one.code in each.acquis]) for one in law]
    return list(found.values())


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Recommendation.objects.prefetch_related("statuses").get(pk=case.pk)
    rows = [
        Row(_("Country"), countries.name(one.country)),
        Row(_("Report"), one.year),
        Row(_("Chapter"), one.chapter),
        Row(_("Reference"), one.reference),
        Row(_("Recommendation"), one.text),
    ]
    told = [
        Row(each.year, " · ".join(str(part) for part in (each.get_state_display(), each.get_progress_display(), each.reference, each.note) if part))
        for each in one.statuses.all()
    ]
    working = one.activities.filter(pk__in=going()).select_related("case", "lead")
    answers = [Row(each.case.number, f"{each.title} ({each.lead.name})", "", reverse("case", args=[each.pk])) for each in working]
    return [
        Section(_("Recommendation"), rows),
        Section(_("What reports say of it"), told, "" if told else _("Nothing is noted yet.")),
        Section(_("Activities that answer it"), answers, "" if answers else _("Nobody works on it.")),
    ]
