"""Conclusions, and where what they change is opened."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.updates.models import Conclusion
from egnatia.kernel import cases, moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section


def of_event(case: CaseFile) -> dict[str, Any] | None:
    return {"event": str(case.pk)} if case.procedure == "event" and case.state == "held" else None


def opens(one: Conclusion) -> str:
    """Where what it changes is begun: a proposal for a rule, material, an activity of the plan of the event."""
    if one.target == Conclusion.Target.RULE:
        return reverse("start", args=["rule", "propose"])
    if one.target == Conclusion.Target.TOOL:
        return reverse("start", args=["training_material", "register"])
    if one.target == Conclusion.Target.ACTIVITY:
        plan = one.event.plan_id
        return f"{reverse('start', args=['activity', 'add'])}?from={plan}" if plan else reverse("roadmaps")
    return ""


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Conclusion.objects.select_related("event", "owner").get(pk=case.pk)
    late = case.state == "open" and one.due < moment.today()
    rows = [
        Row(_("Event"), one.event.title, "", reverse("case", args=[one.event.pk])),
        Row(_("What was concluded"), one.text),
        Row(_("Who sees to it"), one.owner.name),
        Row(_("Until"), one.due, "warn" if late else ""),
        Row(_("What it changes"), one.get_target_display(), "", opens(one) if case.state == "open" else ""),
    ]
    if one.changed_id:
        with seeing_all():
            number = CaseFile.objects.values_list("number", flat=True).get(pk=one.changed_id)
        seen = cases.visible(actor).filter(pk=one.changed_id).exists()
        rows.append(Row(_("Case that came of it"), number, "done", reverse("case", args=[one.changed_id]) if seen else ""))
    if one.outcome:
        rows.append(Row(_("What came of it"), one.outcome))
    return [Section(_("Conclusion"), rows)]
