"""What can be seen of guardians: the register with its loads, and who stands beside a child."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks.rules import rule_in_force
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as needs
from egnatia.node.protection.models import Guardian, Guardianship, MissingChild, SearchStep, TemporaryGuardian

_NOW = Q(guardianship__ended_at=None, guardianship__appointed_at__isnull=False)


def most() -> int:
    """Children for one guardian at most (APR art. 23: 30)."""
    return int(rule_in_force("GUARDIAN_LOAD", moment.today()).value)


def load(guardian: UUID) -> int:
    """Children that a guardian has now, whoever appointed them."""
    with seeing_all():
        return Guardianship.objects.filter(guardian=guardian, ended_at=None, appointed_at__isnull=False).count()


def guardian_choices() -> list[tuple[Any, Any]]:
    """Guardians of the register who are active, those with the fewest children first."""
    with seeing_all():
        found = Guardian.objects.filter(case__state="active").annotate(children=Count("guardianship", filter=_NOW)).order_by("children", "name")
        limit = most()
        return [(str(one.pk), f"{one.name} · {one.organisation} · {one.children}/{limit} · {', '.join(map(languages.name, one.languages))}") for one in found]


def guardian_of(person: UUID) -> str:
    """For gates and pages: who stands beside a child now, appointed or temporary; empty if nobody does."""
    with seeing_all():
        appointed = Guardianship.objects.filter(person=person, ended_at=None, appointed_at__isnull=False).select_related("guardian").first()
        if appointed and appointed.guardian:
            return f"{appointed.guardian.name} ({appointed.guardian.organisation})"
        named = TemporaryGuardian.objects.filter(person=person).order_by("-named_at").first()
        return f"{named.name} ({named.authority})" if named else ""


def child_alone_of(case: CaseFile) -> dict[str, Any] | None:
    """The child of a case that has no guardianship yet."""
    if not case.subject or case.procedure in {"guardianship", "guardian"}:
        return None
    with seeing_all():
        asked = Guardianship.objects.filter(person=case.subject, ended_at=None).exists()
    return None if asked or not needs.treated_as_child_alone(people.person_of(case)) else {"person_id": case.subject}


def register_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Guardian.objects.get(pk=case.pk)
    rows = [
        Row(_("Name of the guardian"), one.name),
        Row(_("Authority or organisation"), one.organisation),
        Row(_("Languages"), ", ".join(map(languages.name, one.languages))),
        Row(_("Vetted for work with children on"), one.vetted_on),
        Row(_("Children now"), f"{load(one.pk)} / {most()}"),
    ]
    return [Section(_("Guardian"), rows)]


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Guardianship.objects.select_related("guardian").get(pk=case.pk)
    rows = [
        Row(_("Beside the child now"), guardian_of(one.person_id) or _("nobody yet"), "done" if guardian_of(one.person_id) else "warn"),
        Row(_("Asked for"), one.requested_at),
        Row(_("Appointed"), one.appointed_at or _("not yet"), "done" if one.appointed_at else "warn"),
        Row(_("First meeting with the child"), one.met_at or _("not yet"), "done" if one.met_at else "warn"),
    ]
    if one.ended_at:
        rows.append(Row(_("Ended"), one.ended_at))
    return [Section(_("Guardianship"), rows)]


def child_of(case: CaseFile) -> dict[str, Any] | None:
    """The child of a case who is not missing already."""
    if not case.subject or case.procedure == "missing_child" or not needs.treated_as_child(people.person_of(case)):
        return None
    with seeing_all():
        known = MissingChild.objects.filter(person=case.subject, found_at=None).exists()
    return None if known else {"person_id": case.subject}


def missing_sections(case: CaseFile, actor: Actor) -> list[Section]:
    from egnatia.node.protection.guardians.inputs import FoundOutcome, SearchKind

    one = MissingChild.objects.get(pk=case.pk)
    rows = [
        Row(_("Last seen, day and time"), one.last_seen_at, "warn"),
        Row(_("Last seen where"), one.last_seen_where),
        Row(_("What is known"), one.circumstances or "–"),
        Row(_("Guardian"), guardian_of(one.person_id) or _("nobody yet")),
    ]
    if one.found_at:
        rows.append(Row(_("Found"), f"{FoundOutcome(one.outcome).label}", "done"))
    steps = [Row(SearchKind(step.kind).label, f"{step.text} · {step.by_name}") for step in SearchStep.objects.filter(case=case.pk).order_by("at")]
    return [Section(_("Missing child"), rows), Section(_("Search"), steps or [Row(_("Nothing was noted yet"), "", "warn")])]
