"""Missions: who goes where, when, for which output."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Activity
from egnatia.hub.roadmaps.models import Mission
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section


def of_activity(case: CaseFile) -> dict[str, Any] | None:
    """What a mission takes from the page of its activity; none for one that is over."""
    open_ = case.procedure == "activity" and case.state not in ("done", "cancelled")
    return {"activity": str(case.pk)} if open_ and Activity.objects.filter(pk=case.pk, framework__roadmap__isnull=False).exists() else None


def missions(actor: Actor) -> list[Mission]:
    """Those ahead, the next one first; then those of the past, the newest first."""
    found = Mission.objects.exclude(case__state="cancelled").select_related("case", "sends", "activity__output", "activity__framework")
    ahead = list(found.filter(ends__gte=moment.today()).order_by("starts")[:300])
    return ahead + list(found.filter(ends__lt=moment.today()).order_by("-starts")[:300])


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Mission.objects.select_related("sends", "activity__output").get(pk=case.pk)
    rows = [
        Row(_("Activity"), one.activity, "", reverse("case", args=[one.activity.pk])),
        Row(_("For which output"), one.activity.output),
        Row(_("Who sends the experts"), one.sends.name),
        Row(_("Experts"), f"{one.experts} · {one.profile}"),
        Row(_("Where to"), f"{one.place}, {countries.name(one.country)}"),
        Row(_("From – to"), f"{one.starts} – {one.ends}"),
        Row(_("What for"), one.purpose),
    ]
    if one.outcome:
        rows.append(Row(_("What came of it"), one.outcome))
    return [Section(_("Mission"), rows)]
