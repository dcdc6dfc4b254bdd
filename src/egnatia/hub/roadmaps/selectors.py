"""Roadmaps as they are seen: where each country stands, and the page of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.activities.selectors import is_overdue
from egnatia.hub.logframe.models import Activity, Framework, Indicator
from egnatia.hub.logframe.values import Light, of_indicators
from egnatia.hub.roadmaps.models import Review, Roadmap
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

QUARTER = timedelta(days=92)
GOING = ("requested", "assessed", "options", "design", "signed")


def to_follow(case: CaseFile) -> dict[str, Any] | None:
    """A roadmap that is over can be followed, once."""
    over = case.procedure == "roadmap" and case.state in ("evaluated", "recorded")
    return {"follows": str(case.pk)} if over and not Roadmap.objects.filter(follows=case.pk).exclude(case__state="discarded").exists() else None


def known(case: CaseFile) -> dict[str, Any]:
    plan = Framework.objects.get(pk=case.pk)
    days = {"starts": plan.starts.isoformat() if plan.starts else "", "ends": plan.ends.isoformat() if plan.ends else ""}
    return {"title": plan.title, "objective": plan.objective, "partners": list(plan.partners.values_list("code", flat=True)), **days}


def review_due(one: Roadmap) -> date | None:
    """When the next quarterly update of a signed roadmap is due: a quarter after the last look at it."""
    if one.case.state != "signed" or one.framework.signed_on is None:
        return None
    return max([one.framework.signed_on, *(each.on for each in one.reviews.all())]) + QUARTER


def period(plan: Framework) -> str:
    return plan.told or (f"{plan.starts} – {plan.ends}" if plan.starts else "–")


@dataclass
class Line:
    """One roadmap in the list of the region."""

    roadmap: Roadmap
    activities: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    lights: Counter[Light] = field(default_factory=Counter)
    due: date | None = None


@dataclass
class Country:
    code: str
    going: list[Line] = field(default_factory=list)
    past: list[Roadmap] = field(default_factory=list)


def region(actor: Actor) -> list[Country]:
    """The seven, each with what is under way and what was before."""
    found = {code: Country(code) for code in countries.SEVEN}
    rows = Roadmap.objects.select_related("case", "framework__lead", "follows__framework").prefetch_related("reviews").exclude(case__state="discarded")
    lines: dict[Any, Line] = {}
    for one in rows.order_by("-framework__starts", "-generation", "framework__title"):
        if one.case.state in GOING:
            lines[one.pk] = Line(one, due=review_due(one))
            found[one.country].going.append(lines[one.pk])
        else:
            found[one.country].past.append(one)
    for activity in Activity.objects.filter(framework__in=lines).select_related("case"):
        line = lines[activity.framework_id]
        line.activities[activity.case.state] += 1
        line.overdue += is_overdue(activity)
    for shown in of_indicators(list(Indicator.objects.filter(framework__in=lines, case__state="used"))).values():
        lines[shown.indicator.framework_id].lights[shown.light] += 1
    return list(found.values())


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Roadmap.objects.select_related("framework__lead", "follows__framework", "case").get(pk=case.pk)
    plan = one.framework
    rows = [
        Row(_("Plan"), plan.title, "", reverse("plan", args=[plan.pk])),
        Row(_("Country"), countries.name(one.country)),
        Row(_("Generation"), one.generation or _("not said by the source")),
        Row(_("Period"), period(plan)),
        Row(_("Who leads the plan"), plan.lead.name),
        Row(_("Partners"), ", ".join(plan.partners.values_list("name", flat=True)) or "–"),
    ]
    if one.advanced:
        rows.append(Row(_("Path"), _("advanced cooperation framework")))
    if one.follows:
        rows.append(Row(_("Follows"), one.follows.framework.title, "", reverse("case", args=[one.follows.pk])))
    if plan.objective:
        rows.append(Row(_("Overall objective"), plan.objective))
    if plan.signed_on:
        rows.append(Row(_("Signed on"), plan.signed_on, "done"))
        rows.append(Row(_("Version of the plan"), plan.version))
    if due := review_due(one):
        rows.append(Row(_("Next quarterly update due"), due, "warn" if due < moment.today() else ""))
    texts = ((_("Needs assessment"), one.needs), (_("Options"), one.options), (_("Agreement"), one.agreement), (_("Final evaluation"), one.evaluation))
    rows += [Row(label, text) for label, text in (*texts, (_("What the source says beyond this"), one.facts), (_("Source"), one.source)) if text]
    looks = [Row(f"{each.get_kind_display()}, {each.on}", each.conclusions) for each in Review.objects.filter(roadmap=one)]
    return [Section(_("Roadmap"), rows), *([Section(_("Reviews"), looks)] if looks else [])]
