"""What can be seen of guardians: the register with its loads, and who stands beside a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import cases, moment, subjects
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.spec import Clock, registry
from egnatia.kernel.models import CaseFile, ClockRow, RuleRow, Task, Unit
from egnatia.kernel.subjects import Row, Section
from egnatia.node.information import selectors as information
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person
from egnatia.node.protection import presumption
from egnatia.node.protection import selectors as needs
from egnatia.node.protection.models import Guardian, Guardianship, GuardianStrain, MissingChild, SearchStep, TemporaryGuardian

_NOW = Q(guardianship__ended_at=None, guardianship__appointed_at__isnull=False)


def strained() -> bool:
    """Whether a time of disproportionately many applications was declared and confirmed, and has not ended (APR art. 23)."""
    with seeing_all():
        return GuardianStrain.objects.filter(confirmed_by__isnull=False, ended=False, until__gte=moment.today()).exists()


def _strained_rule(code: str) -> RuleRow | None:
    """What holds in a time of strain: less than the usual guarantee, so only by a verified rule of national law."""
    try:
        return rule_in_force(f"{code}_STRAIN", moment.today()) if strained() else None
    except NoRule:
        return None


def appointment_rule(case: CaseFile) -> str:
    return "GUARDIAN_APPOINTED_STRAIN" if _strained_rule("GUARDIAN_APPOINTED") else "GUARDIAN_APPOINTED"


def most() -> int | None:
    """Children for one guardian at most (APR art. 23: 30, in a time of strain 50); None where no rule says it."""
    try:
        return int((_strained_rule("GUARDIAN_LOAD") or rule_in_force("GUARDIAN_LOAD", moment.today())).value)
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
        if named is not None and (over is None or named.named_at >= over):
            return f"{named.name} ({named.authority})", named.named_at
        return _parent(Person.objects.get(pk=person))


def _parent(person: Person) -> tuple[str, datetime | None]:
    """Of a child that is not alone: the parent who is here speaks for it."""
    if needs.treated_as_alone(person) or not presumption.parent_here(person):
        return "", None
    return str(_("Parent")), person.recorded_at


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


def free_units() -> list[tuple[str, str]]:
    """Units of the kind “guardian” that are nobody's queue yet."""
    with seeing_all():
        return [(one.code, one.name) for one in Unit.objects.filter(kind=Unit.Kind.GUARDIAN, guardian=None)]


def queue_of(person: UUID) -> UUID | None:
    """The unit of the guardian who was appointed for a child; None if nobody was, or the guardian has no queue here."""
    with seeing_all():
        beside = Guardianship.objects.filter(person=person, ended_at=None, appointed_at__isnull=False).select_related("guardian").first()
        return beside.guardian.unit_id if beside and beside.guardian else None


def needs_guardian(person: Person) -> bool:
    """A child alone for whom nobody was asked for."""
    if not needs.treated_as_child_alone(person):
        return False
    with seeing_all():
        return not Guardianship.objects.filter(person=person, ended_at=None).exists()


def child_alone_of(case: CaseFile) -> dict[str, Any] | None:
    """The child of a case that has no guardianship yet."""
    if not case.subject or case.procedure in {"guardianship", "guardian"}:
        return None
    person = people.person_of(case)
    if needs_guardian(person):
        return {"person_id": case.subject}
    # With somebody who is no parent, and may or may not speak for the child: child protection decides.
    with seeing_all():
        asked = Guardianship.objects.filter(person=person, ended_at=None).exists()
    return {"person_id": case.subject} if needs.treated_as_child(person) and not asked and not guardian_of(person.pk) else None


def register_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Guardian.objects.select_related("unit").get(pk=case.pk)
    rows = [
        Row(_("Name of the guardian"), one.name),
        Row(_("Authority or organisation"), one.organisation),
        Row(_("Languages"), _spoken(one)),
        Row(_("Vetted for work with children on"), one.vetted_on),
        Row(_("Children now"), f"{load(one.pk)} / {most() or '–'}"),
        Row(_("Own queue"), one.unit.name if one.unit else _("none: told by telephone and letter")),
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


def strain_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = GuardianStrain.objects.get(pk=case.pk)
    state = _("waits for a legal officer") if one.confirmed_by is None else _("ended") if one.ended or one.until < moment.today() else _("holds")
    rows = [Row(_("Why"), one.reason), Row(_("Until"), one.until), Row(_("State"), state)]
    if strained() and _strained_rule("GUARDIAN_LOAD") is None:
        rows.append(Row(_("Law"), _("No verified rule of national law allows more children: the usual number holds."), "warn"))
    return [Section(_("Time of strain"), rows)]


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


@dataclass(frozen=True)
class Child:
    """What a guardian's page shows of one child: everything that the guardian's own queue may see of it."""

    case: CaseFile
    person: Any
    appointed_at: datetime | None
    met_at: datetime | None
    missing: MissingChild | None
    appointments: list[subjects.Appointment]
    clocks: list[tuple[ClockRow, Clock | None]]
    tasks: list[Task]
    cases: list[CaseFile]

    @property
    def order(self) -> tuple[bool, datetime, str]:
        ahead = [one.due_at for one, _clock in self.clocks] + [one.at for one in self.appointments]
        return (self.missing is None, min(ahead, default=moment.now() + timedelta(days=36500)), self.case.number)


def children_of(actor: Actor) -> list[Child]:
    """The children of the guardian whose queue this is, in a few queries however many they are; missing ones first."""
    beside = list(Guardianship.objects.filter(guardian__unit=actor.unit, ended_at=None, appointed_at__isnull=False).select_related("case"))
    ids = [one.person_id for one in beside]
    known, ahead = subjects.summaries(actor, ids), subjects.appointments(ids)
    files: dict[UUID | None, list[CaseFile]] = {}
    for case in cases.visible(actor).filter(subject__in=ids).order_by("opened_at"):
        files.setdefault(case.subject, []).append(case)
    gone = {one.person_id: one for one in MissingChild.objects.filter(person__in=ids, found_at=None)}
    limits: dict[UUID | None, list[tuple[ClockRow, Clock | None]]] = {}
    for row in ClockRow.objects.filter(case__subject__in=ids, case__closed=False).exclude(state=ClockRow.State.MET).select_related("case").order_by("due_at"):
        limits.setdefault(row.case.subject, []).append((row, registry[row.case.procedure].clocks.get(row.code)))
    asked: dict[UUID | None, list[Task]] = {}
    for task in cases.waiting_tasks(actor).filter(case__subject__in=ids).select_related("case").order_by("opened_at"):
        asked.setdefault(task.case.subject, []).append(task)
    found = [
        Child(
            one.case,
            known.get(one.person_id),
            one.appointed_at,
            one.met_at,
            gone.get(one.person_id),
            ahead.get(one.person_id, []),
            limits.get(one.person_id, []),
            asked.get(one.person_id, []),
            files.get(one.person_id, []),
        )
        for one in beside
    ]
    return sorted(found, key=lambda one: one.order)
