"""Safeguards of roadmaps: nobody signs an unfinished plan, none is closed without its reviews."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Framework, Measure, Result
from egnatia.hub.roadmaps.models import Review, Roadmap
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile

_MATRIX = "EU action documents: the logframe is complete at signature or with the first progress report"
# A plan that lasts longer than this is looked at in its middle.
LONG = timedelta(days=550)


@gate("G-COMPLETE", _("The plan can be measured"), source=_MATRIX)
def is_complete(case: CaseFile, data: Any, today: date) -> GateResult:
    """Each output has an indicator with baseline and target (or words) and an activity; each area says its added value."""
    plan = Framework.objects.filter(pk=case.pk).first()
    if plan is None:
        return fail(_("There is no plan yet."))
    results = list(plan.results.filter(case__state="stands"))
    if not any(one.level == Result.Level.OUTPUT for one in results):
        return fail(_("There is no output yet."))
    measured = {
        one.result_id
        for one in plan.indicators.filter(case__state="used")
        if one.live or one.measure == Measure.WORDS or None not in (one.baseline, one.target)
    }
    done = set(plan.activities.exclude(case__state="cancelled").values_list("output", flat=True))
    missing = [one.code for one in results if one.level == Result.Level.OUTPUT and (one.pk not in measured or one.pk not in done)]
    missing += [one.code for one in results if one.level == Result.Level.AREA and not one.added_value]
    if missing:
        why = _("Outputs need an indicator with baseline and target, and an activity; areas their added value: %(codes)s.")
        return fail(why % {"codes": ", ".join(missing)})
    return PASS


@gate("G-CYCLE", _("It was reviewed before it is evaluated"), source="Review cycle of the roadmaps, reference 6.2")
def was_reviewed(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Roadmap.objects.select_related("framework").filter(pk=case.pk).first()
    if one is None:
        return fail(_("There is no roadmap."))
    plan = one.framework
    kinds = set(one.reviews.values_list("kind", flat=True))
    if Review.Kind.STEERING not in kinds:
        return fail(_("Note what its steering committee concluded first."))
    if plan.starts and plan.ends and plan.ends - plan.starts > LONG:
        middle = plan.starts + (plan.ends - plan.starts) / 4
        if not one.reviews.filter(kind=Review.Kind.MID_TERM, on__gte=middle).exists():
            return fail(_("It lasts longer than a year and a half: note its mid-term review first, held after a quarter of its time."))
    return PASS


@gate("G-FOLLOWS", _("The lead of a roadmap designs the next one"), source="Review cycle of the roadmaps, reference 6.2")
def leads_the_one_before(case: CaseFile, data: Any, today: date) -> GateResult:
    before = Roadmap.objects.select_related("framework__lead").filter(pk=getattr(data, "follows", None)).first() if data else None
    actor = current_actor()
    if before is None or actor is None or actor.unit == rights.unit_of(before.framework.lead):
        return PASS  # one that does not exist is refused by the step
    return fail(_("This is for %(name)s to do: ask them.") % {"name": before.framework.lead.name})


@gate("G-ONE-PLAN", _("One roadmap of a country runs at a time"), source="Review cycle of the roadmaps, reference 6.2")
def none_runs(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Roadmap.objects.filter(pk=case.pk).first()
    running = Roadmap.objects.filter(country=one.country, case__state="signed").exclude(pk=case.pk).first() if one else None
    return fail(_("%(title)s still runs: evaluate it first.") % {"title": running.framework.title}) if running else PASS
