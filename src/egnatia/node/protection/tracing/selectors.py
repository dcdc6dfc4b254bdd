"""What can be seen of a search for a family."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as needs
from egnatia.node.protection.guardians.selectors import guardian_since
from egnatia.node.protection.models import Tracing, TracingConsent
from egnatia.node.protection.tracing.inputs import TracingOutcome

READS = frozenset({Role.CHILD_PROTECTION_OFFICER, Role.PROTECTION_OFFICER, Role.GUARDIAN})


def tracing_of(case: CaseFile) -> Tracing:
    return Tracing.objects.select_related("person").get(pk=case.pk)


def agrees(case: CaseFile, who: str) -> bool:
    """For gates: the newest answer is a yes that was understood; of the guardian who stands there now, not of an earlier one."""
    one = TracingConsent.objects.filter(case=case.pk, who=who).order_by("-at").first()
    if one is None or not one.given:
        return False
    person = tracing_of(case).person
    if who == "GUARDIAN":
        since = guardian_since(person.pk)
        return since is not None and one.at >= since
    return one.interpreter_present or one.language == person.language


def child_of(case: CaseFile) -> dict[str, Any] | None:
    """A child who is treated as alone."""
    if not case.subject or case.procedure in {"tracing", "guardian"} or not needs.treated_as_child_alone(people.person_of(case)):
        return None
    return {"person_id": case.subject}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = tracing_of(case)
    if not actor.roles & READS:
        return [Section(_("Search for the family"), [Row(_("State"), _("known to child protection and the guardian"))])]
    rows = [Row(_("Whom the child looks for"), one.whom), Row(_("Through whom"), one.get_channel_display() or _("not begun"))]
    if one.safety:
        rows.append(Row(_("Why it is safe"), one.safety))
    for each in TracingConsent.objects.filter(case=case.pk).order_by("at"):
        who = _("The child agrees") if each.who == "CHILD" else _("The guardian agrees")
        rows.append(Row(who, f"{_('yes') if each.given else _('no')} · {languages.name(each.language)}", "done" if each.given else "warn"))
    if one.outcome:
        rows += [Row(_("Result"), TracingOutcome(one.outcome).label, "done"), Row(_("What was learned"), one.result or "–")]
    return [Section(_("Search for the family"), rows, _("Never through police or the authorities of the country of origin."))]
