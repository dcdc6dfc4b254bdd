"""What can be seen of special needs: categories for those who work on the case, sensitive ones only for those who need to know."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.training import Module
from egnatia.kernel.models import CaseFile, Task
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people.models import Person
from egnatia.node.protection.models import CHILD, NEED_TO_KNOW, Category, Indicator, Measure, Need, NeedDecision, NeedsCheck

OPEN = (Need.Status.SUSPECTED, Need.Status.IDENTIFIED)
KNOWS = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.MEDICAL_STAFF})


def open_needs(person_id: UUID) -> list[Need]:
    """All that are suspected or identified; who may read each is asked by ``may_know``."""
    return list(Need.objects.filter(person=person_id, status__in=OPEN).order_by("category"))


def may_know(actor: Actor, category: str) -> bool:
    return category not in NEED_TO_KNOW or bool(actor.roles & KNOWS)


def visible_needs(actor: Actor, person_id: UUID) -> list[Need]:
    """Open needs that this actor may see."""
    return [one for one in open_needs(person_id) if may_know(actor, one.category)]


@remembered
def _statuses(person_id: UUID) -> dict[str, str]:
    """For gates: category → status of every need of a person, whoever recorded it."""
    with seeing_all():
        return dict(Need.objects.filter(person=person_id).values_list("category", "status"))


def has_open(person_id: UUID, *categories: Category) -> bool:
    """For gates: whether such a need is suspected or identified, whoever asks."""
    known = _statuses(person_id)
    return any(known.get(one) in OPEN for one in categories)


def treated_as_child(person: Person) -> bool:
    """Presumption of minority (APR art. 25): by the claimed date, by an unknown age of somebody alone, or because anybody suspected it."""
    if person.is_minor_presumed or (person.unaccompanied and person.year_of_birth is None):
        return True
    return has_open(person.pk, *CHILD)


def treated_as_alone(person: Person) -> bool:
    return person.unaccompanied or has_open(person.pk, Category.UAM)


def treated_as_child_alone(person: Person) -> bool:
    return treated_as_child(person) and treated_as_alone(person)


def has_sign_of_harm(person_id: UUID) -> bool:
    """For gates: an open need of those that only some may know of, such as trafficking or torture."""
    return has_open(person_id, *NEED_TO_KNOW)


def looked_at(person_id: UUID) -> bool:
    """For gates: whether anybody has looked at the special needs of a person."""
    with seeing_all():
        return NeedsCheck.objects.filter(person=person_id).exists()


def suspects_harm(person_id: UUID) -> bool:
    """For gates: a sign of trafficking, torture or violence that no specialist has decided on."""
    known = _statuses(person_id)
    return any(known.get(one) == Need.Status.SUSPECTED for one in NEED_TO_KNOW)


def identified(person_id: UUID) -> bool:
    """For gates: whether a need was identified that no restriction and no accelerated route can meet (FR-36)."""
    return Need.Status.IDENTIFIED in _statuses(person_id).values()


# Measures from which anybody could tell the need.
NAMES_ITS_NEED = frozenset({Measure.NRM, Measure.TREATMENT})


@remembered
def measures_of(person_id: UUID) -> tuple[Measure, ...]:
    """What the identified needs of a person change for everybody who works with them; it names no need."""
    with seeing_all():
        newest = {one.category: one for one in NeedDecision.objects.filter(person=person_id).defer("reason").order_by("at")}
    found = {each for one in newest.values() if one.status == Need.Status.IDENTIFIED for each in one.measures}
    return tuple(one for one in Measure if one in found)


def comes_first(person_id: UUID) -> bool:
    return Measure.PRIORITY in measures_of(person_id)


def what_to_do(case: CaseFile, actor: Actor) -> list[Section]:
    """On every case about the person, for everybody: what to do, not why."""
    assert case.subject is not None
    known = [one for one in measures_of(case.subject) if one not in NAMES_ITS_NEED or actor.roles & KNOWS]
    rows = [Row(one.label, _("from the special needs check"), "warn") for one in known]
    return [Section(_("What this person needs"), rows, _("The need itself is known to those who must know it."))] if rows else []


def trained_for(case: CaseFile) -> set[str]:
    """What somebody must be trained for to be given a case about this person: children, and what only some may know of."""
    if case.subject is None:
        return set()
    person = Person.objects.get(pk=case.subject)
    found = {Module.CHILDREN.value} if treated_as_child(person) else set()
    # Of any need alike: what is asked for must not tell which one it is.
    return found | ({Module.VULNERABLE.value} if any(one in OPEN for one in _statuses(person.pk).values()) else set())


def waits_for(case: CaseFile, actor: Actor) -> bool:
    """Whether the check asks this unit for something that nobody has noted as done."""
    return Task.objects.filter(case=case, unit_id=actor.unit, done_at=None).exists()


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    if not actor.roles & KNOWS:
        return []
    check = NeedsCheck.objects.get(pk=case.pk)
    rows = [Row(_("Seen or said"), Indicator(one).label) for one in check.indicators]
    rows += [Row(_("Suspected or identified"), one.get_category_display(), "warn") for one in visible_needs(actor, check.person_id)]
    if check.urgent:
        rows.append(Row(_("Urgency"), _("Needs help at once"), "warn"))
    if check.note:
        rows.append(Row(_("Note for the specialist"), check.note))
    decided = [
        Row(
            one.get_category_display(),
            f"{one.get_status_display()} · {', '.join(str(Measure(each).label) for each in one.measures) or '–'} · {one.by_name}",
            "done",
        )
        for one in NeedDecision.objects.filter(case=case.pk).order_by("at")
        if may_know(actor, one.category)
    ]
    found = [Section(_("Special needs check"), rows, _("None recorded does not mean that there are none."))]
    return found + ([Section(_("Found by a specialist"), decided)] if decided else [])
