"""How voluntary return goes, as figures with their definitions. A withdrawal is counted as what it is: a sign that going back is free.

Counts of fewer than five are not shown; a mean of the survey only from ten answers on (return-avrr KPIs of the regional procedure).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from statistics import NormalDist, mean, median, stdev
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.models import Event
from egnatia.node.avrr import survey
from egnatia.node.avrr.models import Complaint, Counselling, Dimension, Fit, Fitness, LineStatus, Reintegration, SurveyRound, VoluntaryReturn, When
from egnatia.node.avrr.models import Line as PlanLine
from egnatia.node.protection import selectors as protection
from egnatia.node.referral.figures import SMALL, Figure, Line, protected, share, span

ENOUGH_ANSWERS = 10
PLAN_IN = timedelta(days=30)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """(mean, half width of its 95 % interval) by Student's t; the quantile by Abramowitz and Stegun 26.7.5. Raises ValueError for fewer than two."""
    if len(values) < 2:
        raise ValueError("an interval needs two values")
    z, free = NormalDist().inv_cdf(0.975), len(values) - 1
    t = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return mean(values), t * stdev(values) / sqrt(len(values))


def _days(found: list[int]) -> str:
    return f"{median(found):.0f}" if len(found) >= SMALL else "–"


def returns(start: date, end: date) -> list[Figure]:
    """Of the persons first counselled, of the applications, departures and arrivals in a span of days, in all units of this node."""
    within = span(start, end)
    with seeing_all():
        first: dict[Any, Any] = {}
        for case, at in Counselling.objects.order_by("at").values_list("case_id", "at"):
            first.setdefault(case, at)
        counselled = {case for case, at in first.items() if within[0] <= at <= within[1]}
        rows = list(VoluntaryReturn.objects.select_related("person", "case"))
        withdrawn = set(Event.objects.filter(case__procedure="avrr", action="withdraw", at__range=within).values_list("case_id", flat=True))
        fit = set(Fitness.objects.filter(result__in=(Fit.FIT, Fit.CONDITIONS)).values_list("case_id", flat=True))
        passed = set(
            Event.objects.filter(case__procedure="avrr", action="depart", gaterecord__code="G-BIC", gaterecord__outcome="pass").values_list(
                "case_id", flat=True
            )
        )
        complaints = list(Complaint.objects.filter(at__range=within))
    of_counselled = [one for one in rows if one.pk in counselled]
    applied = [one for one in rows if one.applied_at and within[0] <= one.applied_at <= within[1]]
    departed = [one for one in rows if one.departed_at and within[0] <= one.departed_at <= within[1]]
    children = [one for one in departed if protection.treated_as_child_alone(one.person)]
    taken_back = [one for one in applied if one.case.state == "withdrawn"]
    waited = [(one.departed_at - one.applied_at).days for one in departed if one.departed_at and one.applied_at]
    return [
        Figure(_("Counselled"), protected(len({one.person_id for one in of_counselled})), _("Persons whose first session was in these days.")),
        Figure(_("Applied, of those counselled"), share(sum(one.applied_at is not None for one in of_counselled), len(of_counselled)), _("To this day.")),
        Figure(_("Applied"), protected(len(applied)), _("Declarations signed in these days; each adult counts alone.")),
        Figure(_("Departed, of those who applied"), share(sum(one.departed_at is not None for one in applied), len(applied)), _("To this day.")),
        Figure(_("Departed"), protected(len(departed)), _("Boarded in these days.")),
        Figure(_("Taken back"), protected(len(withdrawn)), _("By the person, in these days. A sign that it is free, not a failure.")),
        Figure(
            _("Taken back, of those who applied"),
            share(len(taken_back), len(applied)),
            _("A share near zero is a reason to look at how people are counselled."),
        ),
        Figure(_("Days from application to departure"), _days(waited), _("Median of those who departed in these days.")),
        Figure(
            _("Fit to travel"),
            share(sum(one.pk in fit for one in departed), len(departed)),
            _("With a doctor's certificate, of those who departed; it should be all."),
        ),
        Figure(
            _("Children alone with best interests found"),
            share(sum(one.pk in passed for one in children), len(children)),
            _("The panel's finding stood on the day of departure; it should be all."),
        ),
        Figure(_("Complaints"), protected(len(complaints)), _("Written down in these days, whatever they were about.")),
        Figure(_("Complaints answered"), share(sum(one.person_told is True for one in complaints), len(complaints)), _("And the person told.")),
    ]


def reintegration(start: date, end: date) -> list[Figure]:
    """Of the persons who arrived, and of the plans approved, in a span of days."""
    within = span(start, end)
    with seeing_all():
        there = VoluntaryReturn.objects.filter(arrived_on__range=(start, end))
        arrived = {one.pk: one.arrived_on for one in there if one.arrived_on}
        plans = {one.travel_case: one for one in Reintegration.objects.filter(travel_case__in=list(arrived))}
        approved = list(Reintegration.objects.filter(approved_at__range=within))
        lines = list(PlanLine.objects.filter(case__in=[one.pk for one in approved]).exclude(status=LineStatus.DROPPED))
        rounds = list(SurveyRound.objects.filter(when=When.MONTHS_12, on__range=(start, end)))
        asked = SurveyRound.objects.filter(on__range=(start, end)).values("case")
        satisfied = [one.satisfaction for one in Reintegration.objects.filter(pk__in=asked) if one.satisfaction]
    in_time = 0
    late = 0
    for travel, day in arrived.items():
        plan = plans.get(travel)
        done = plan is not None and plan.approved_at is not None and timezone.localtime(plan.approved_at).date() <= day + PLAN_IN
        in_time += done
        late += not done and day + PLAN_IN < moment.today()
    budgeted = sum((one.budgeted for one in lines), Decimal(0))
    used = sum((one.spent or Decimal(0) for one in lines), Decimal(0))
    enough = len(approved) >= SMALL and budgeted > 0
    return [
        Figure(
            _("Plans within 30 days"),
            share(in_time, in_time + late),
            _("Approved no later than 30 days after arrival, of those who have a plan or whose 30 days are over."),
        ),
        Figure(_("Budget used"), f"{100 * used / budgeted:.0f} %" if enough else "–", _("EUR spent of EUR budgeted, in plans approved in these days.")),
        Figure(
            _("Reached after 12 months"),
            share(sum(one.reached for one in rounds), len(rounds)),
            _("Of those who had agreed to be asked and whose round was in these days."),
        ),
        Figure(
            _("Satisfaction"),
            f"{mean(satisfied):.1f} / 5" if len(satisfied) >= SMALL else "–",
            _("Mean of those who answered in these days; nobody is counted as 0."),
        ),
    ]


def services(start: date, end: date) -> list[tuple[Any, str, str]]:
    """(dimension, planned, delivered) of the plans approved in a span of days."""
    with seeing_all():
        lines = PlanLine.objects.filter(case__in=Reintegration.objects.filter(approved_at__range=span(start, end)).values("pk"))
        found = list(lines.exclude(status=LineStatus.DROPPED).values_list("dimension", "status"))
    planned = Counter(dimension for dimension, _status in found)
    delivered = Counter(dimension for dimension, status in found if status == LineStatus.DELIVERED)
    return [(one.label, protected(planned[one]), protected(delivered[one])) for one in Dimension if planned[one]]


def survey_means(weights: survey.WeightSet) -> list[Line]:
    """Mean and 95 % interval by dimension and round, from ten persons on. Rounds in which nobody answered are left out."""
    instrument = survey.instrument()
    scores: dict[tuple[str, str], list[float]] = {}
    with seeing_all():
        for one in SurveyRound.objects.filter(reached=True):
            for name, value in vars(survey.score(instrument, weights, json.loads(one.answers or "{}"))).items():
                if value is not None:
                    scores.setdefault((one.when, name), []).append(value)
    labels = {"economic": _("Economic"), "social": _("Social"), "psychosocial": _("Psychosocial"), "composite": _("All together")}
    found = []
    asked = {when for when, _name in scores}
    for when in [one for one in When if one in asked]:
        for name, label in labels.items():
            values = scores.get((when, name), [])
            if len(values) < ENOUGH_ANSWERS:
                found.append(Line(label, str(when.label), _("fewer than %(number)s answers") % {"number": ENOUGH_ANSWERS}))
                continue
            middle, half = interval(values)
            found.append(Line(label, str(when.label), f"{middle:.2f} ± {half:.2f} (n = {len(values)})"))
    return found
