"""Somebody counts as a child from now on, and what follows from a need in other rooms, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q

from egnatia.kernel import moment
from egnatia.node.people.models import FamilyLink, Person
from egnatia.node.protection.models import Category, Need

# What rooms above do when a need is found, such as ending a restriction: called with the person, in the same transaction.
consequences: list[Callable[[UUID], None]] = []


def follow(person: UUID) -> None:
    for one in consequences:
        one(person)


def parent_here(person: Person) -> bool:
    """Whether a parent of this person is known here."""
    links = FamilyLink.objects.filter(Q(person=person, relation=FamilyLink.Relation.CHILD) | Q(relative=person, relation=FamilyLink.Relation.PARENT))
    return not person.unaccompanied and links.exists()


def presume_child(person: Person, by: UUID | None, status: Need.Status = Need.Status.SUSPECTED) -> None:
    """A child, and alone unless a parent is known here: whoever said to be an adult was never asked for parents."""
    if not person.is_minor_presumed:
        person.is_minor_presumed = True
        person.save(update_fields=["is_minor_presumed"])
    category = Category.ACC_MINOR if parent_here(person) else Category.UAM
    need, _new = Need.objects.get_or_create(person=person, category=category, defaults={"status": status, "recorded_at": moment.now(), "recorded_by": by})
    if need.status != status and (need.status != Need.Status.IDENTIFIED or status == Need.Status.IDENTIFIED):
        need.status, need.recorded_at, need.recorded_by = status, moment.now(), by
        need.save(update_fields=["status", "recorded_at", "recorded_by"])
    follow(person.pk)
