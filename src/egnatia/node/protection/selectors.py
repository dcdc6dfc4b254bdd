"""What can be seen of special needs: categories for those who work on the case, sensitive ones only for those who need to know."""

from __future__ import annotations

from uuid import UUID

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.models import CaseFile, Task
from egnatia.kernel.subjects import Row, Section
from egnatia.node.protection.models import NEED_TO_KNOW, Category, Indicator, Need, NeedsCheck

OPEN = (Need.Status.SUSPECTED, Need.Status.IDENTIFIED)
KNOWS = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.MEDICAL_STAFF})


def visible_needs(actor: Actor, person_id: UUID) -> list[Need]:
    """Open needs that this actor may see."""
    needs = Need.objects.filter(person=person_id, status__in=OPEN).order_by("category")
    return [one for one in needs if one.category not in NEED_TO_KNOW or actor.roles & KNOWS]


def has_open(person_id: UUID, *categories: Category) -> bool:
    """For gates: whether such a need is suspected or identified, whoever asks."""
    with seeing_all():
        return Need.objects.filter(person=person_id, status__in=OPEN, category__in=categories).exists()


def waits_for(case: CaseFile, actor: Actor) -> bool:
    """Whether the check asks this unit for something that nobody has noted as done."""
    return Task.objects.filter(case=case, unit_id=actor.unit, done_at=None).exists()


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    check = NeedsCheck.objects.get(pk=case.pk)
    rows = [Row("", Indicator(one).label) for one in check.indicators]
    return [Section("Indicators", rows)] if actor.roles & KNOWS else []
