"""What can be seen of guardians: the register with its loads, and who stands beside a child."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.information import selectors as information
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as needs
from egnatia.node.protection.models import Guardian, Guardianship, MissingChild, SearchStep, TemporaryGuardian

_NOW = Q(guardianship__ended_at=None, guardianship__appointed_at__isnull=False)


def most() -> int | None:
    """Children for one guardian at most (APR art. 23: 30); None where no rule says it."""
    try:
        return int(rule_in_force("GUARDIAN_LOAD", moment.today()).value)
    except NoRule:
        return None


def load(guardian: UUID, but: UUID | None = None) -> int:
    """Children that a guardian has now, whoever appointed them; without one case."""
    with seeing_all():
        return Guardianship.objects.filter(guardian=guardian, ended_at=None, appointed_at__isnull=False).exclude(pk=but).count()


def guardian_choices() -> list[tuple[Any, Any]]:
    """Guardians of the register who are active, those with the fewest children first."""
    with seeing_all():
        found = Guardian.objects.filter(case__state="active").annotate(children=Count("guardianship", filter=_NOW)).order_by("children", "name")
        limit = most() or "–"
        return [(str(one.pk), f"{one.name} · {one.organisation} · {one.children}/{limit} · {_spoken(one)}") for one in found]


def _spoken(one: Guardian) -> str:
    return ", ".join(map(languages.name, one.languages))


def _now_beside(person: UUID) -> tuple[str, datetime | None]:
    """(who stands beside a child now, since when), appointed or temporary; ('', None) if nobody does."""
    with seeing_all():
        known = list(Guardianship.objects.filter(person=person).select_related("guardian"))
        for one in known:
            if one.ended_at is None and one.appointed_at and one.guardian:
                return f"{one.guardian.name} ({one.guardian.organisation})", one.appointed_at
        # A temporary guardian stands until somebody is appointed, not again after that.
        over = max((at for one in known for at in (one.appointed_at, one.ended_at) if at), default=None)
        named = TemporaryGuardian.objects.filter(person=person).order_by("-named_at").first()
        if named is None or (over is not None and named.named_at < over):
            return "", None
        return f"{named.name} ({named.authority})", named.named_at


def guardian_of(person: UUID) -> str:
    """For gates and pages: who stands beside a child now; empty if nobody does."""
    return _now_beside(person)[0]


def guardian_since(person: UUID) -> datetime | None:
    return _now_beside(person)[1]


def needed_since(case: CaseFile) -> datetime:
    """The application of the child, from which the appointment is counted (APR art. 23); else the moment that it was asked for."""
    with seeing_all():
        wish = CaseFile.objects.filter(subject=case.subject, procedure="registration").order_by("opened_at").first()
    return min(wish.opened_at, moment.now()) if wish else moment.now()


def child_alone_of(case: CaseFile) -> dict[str, Any] | None:
    """The child of a case that has no guardianship yet."""
    if not case.subject or case.procedure in {"guardianship", "guardian"}:
        return None
    if not needs.treated_as_child_alone(people.person_of(case)):
        return None
    with seeing_all():
        asked = Guardianship.objects.filter(person=case.subject, ended_at=None).exists()
    return None if asked else {"person_id": case.subject}


def register_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Guardian.objects.get(pk=case.pk)
    rows = [
        Row(_("Name of the guardian"), one.name),
        Row(_("Authority or organisation"), one.organisation),
        Row(_("Languages"), _spoken(one)),
        Row(_("Vetted for work with children on"), one.vetted_on),
        Row(_("Children now"), f"{load(one.pk)} / {most() or '–'}"),
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
    return [Section(_("Guardianship"), rows), information.section(case, information.Step.GUARDIAN)]


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
