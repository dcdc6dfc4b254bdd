"""What can be seen of reception: free beds that fit somebody, who lives where, and how a centre stands against the standards."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.codes.persons import Sex
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people.models import FamilyLink, Person
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.models import Measure
from egnatia.node.reception.models import Centre, Incident, Limit, Placement, Reception, Room, Sanction
from egnatia.node.registration import selectors as registrations

_NOW = Q(placement__until=None, placement__isnull=False)


def rooms() -> list[Any]:
    """Rooms in use with ``taken``: beds that are slept in now, whoever gave them."""
    with seeing_all():
        return list(Room.objects.filter(closed=False).select_related("centre").annotate(taken=Count("placement", filter=_NOW)).order_by("centre__name", "name"))


_BY_SEX = {Sex.MALE: (Room.Kind.MEN,), Sex.FEMALE: (Room.Kind.WOMEN,)}


def kinds_for(person: Person, *, apart: bool = False) -> tuple[Room.Kind, ...]:
    """Rooms that somebody may sleep in. A child alone with staff of its own; a family that is here together, unless somebody said why not (``apart``);
    women apart from men; whoever is not known as either decides with staff."""
    if protection.treated_as_child_alone(person):
        return (Room.Kind.CHILDREN,)
    alone = _BY_SEX.get(Sex(person.sex), (Room.Kind.FAMILY, Room.Kind.WOMEN, Room.Kind.MEN))
    if not family_here(person):
        return alone
    return (Room.Kind.FAMILY, *alone) if apart and not protection.treated_as_child(person) else (Room.Kind.FAMILY,)


def family_here(person: Person) -> set[UUID]:
    """Those of the family who are in reception now, or wait for it."""
    with seeing_all():
        return set(Reception.objects.filter(person__in=family_of(person)).exclude(case__state="left").values_list("person", flat=True))


def needs_step_free(person: UUID) -> bool:
    return Measure.RECEPTION in protection.measures_of(person)


def family_of(person: Person) -> set[UUID]:
    """Spouses, parents and children who are here, as declared."""
    near = (FamilyLink.Relation.SPOUSE, FamilyLink.Relation.CHILD, FamilyLink.Relation.PARENT)
    with seeing_all():
        pairs = FamilyLink.objects.filter(Q(person=person) | Q(relative=person), relation__in=near).values_list("person_id", "relative_id")
        return {each for pair in pairs for each in pair} - {person.pk}


def family_lives_in(person: Person) -> set[UUID]:
    """Rooms in which the family sleeps now."""
    with seeing_all():
        return set(Placement.objects.filter(person__in=family_of(person), until=None).values_list("room_id", flat=True))


def choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Rooms with free beds: with the family first, then those that fit."""
    person = Reception.objects.select_related("person").get(pk=case.pk).person
    family, kinds = family_lives_in(person), kinds_for(person)
    free = [one for one in rooms() if one.taken < one.beds]
    free.sort(key=lambda one: (one.pk not in family, one.kind not in kinds, one.centre.name, one.name))
    return {"room": [(str(one.pk), f"{one.centre.name} · {one.name} · {one.get_kind_display()} · {one.beds - one.taken}/{one.beds}") for one in free]}


def own_rooms(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"room": [(str(one.pk), one.name) for one in Room.objects.filter(centre=case.pk, closed=False).order_by("name")]}


def placement_of(case: CaseFile) -> Placement | None:
    return Placement.objects.filter(case=case.pk, until=None).select_related("room__centre").first()


def open_limit(case: CaseFile) -> Sanction | None:
    """Proposed, and not decided yet."""
    return Sanction.objects.filter(case=case.pk, decided_by=None).first()


def limit_waits(case: CaseFile, actor: Actor) -> bool:
    return open_limit(case) is not None


def limit_holds(case: CaseFile, actor: Actor) -> bool:
    return limits_now(case).exists()


def limits_now(case: CaseFile) -> Any:
    return Sanction.objects.filter(case=case.pk, decided_by__isnull=False, refused=False, ended_at=None, until__gte=moment.today())


def wish_of(case: CaseFile) -> dict[str, Any] | None:
    """Whoever has a wish for asylum, and no reception yet (Directive (EU) 2024/1346 art. 17: from the making of the application)."""
    if not case.subject or case.procedure == "reception" or not registrations.has_wish(case.subject):
        return None
    with seeing_all():
        known = Reception.objects.filter(person=case.subject).exclude(case__state="left").exists()
    return None if known else {"person_id": case.subject}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one, stay = Reception.objects.select_related("person").get(pk=case.pk), placement_of(case)
    rows = [Row(_("Asked for"), one.asked_at), Row(_("Rooms that fit"), ", ".join(str(kind.label) for kind in kinds_for(one.person)))]
    if needs_step_free(one.person_id):
        rows.append(Row(_("Needs a room without steps, or another adaptation"), _("from the special needs check"), "warn"))
    where = f"{stay.room.centre.name} · {stay.room.name}" if stay else _("nowhere yet")
    rows += [Row(_("Lives in"), where, "done" if stay else "warn"), Row(_("Last seen"), one.seen_on or "–")]
    if stay and stay.why_apart:
        rows.append(Row(_("Why apart from the family"), stay.why_apart))
    found = [Section(_("Reception"), rows, _("Only the last day on which somebody was seen is kept."))]
    for each in Sanction.objects.filter(case=case.pk).order_by("until"):
        state = _("proposed") if each.decided_by is None else _("refused") if each.refused else _("ended") if each.ended_at else _("holds")
        told = [Row(Limit(each.limit).label, state, "warn"), Row(_("Reasons"), each.reasons), Row(_("Until"), each.until)]
        told += [Row(_("Proposed by"), each.proposed_by_name), Row(_("Decided by"), each.decided_by_name or "–")]
        found.append(Section(_("Limit"), told, _("Health care, food, a bed, clothes, hygiene, school and legal help stay as they are.")))
    return found


@dataclass(frozen=True)
class Standard:
    """One indicator of the self-audit: what there is, what the guidance asks, whether it is met; None where nothing can be said."""

    label: Any
    found: str
    wanted: str
    met: bool | None
    source: str = ""


def _wanted(code: str) -> tuple[int, str] | None:
    try:
        row = rule_in_force(code, moment.today())
    except NoRule:
        return None
    return row.value, row.legal_ref


def audit(centre: Centre) -> list[Standard]:
    """The centre against the EUAA's indicators, by its present rooms and residents. The figures are rows of the rule table."""
    with seeing_all():
        known = Room.objects.filter(centre=centre, closed=False)
        beds, area = known.aggregate(beds=Sum("beds"), area=Sum("area")).values()
        residents = Placement.objects.filter(room__centre=centre, until=None).count()
    beds, area = beds or 0, area or 0

    def measured(label: Any, code: str, value: float | None, sign: str, holds: Callable[[float, int], bool]) -> Standard:
        wanted = _wanted(code)
        met = None if wanted is None or value is None else holds(value, wanted[0])
        return Standard(label, "–" if value is None else f"{value:g}", f"{sign} {wanted[0]}" if wanted else "–", met, wanted[1] if wanted else "")

    def least(label: Any, code: str, value: float | None) -> Standard:
        return measured(label, code, value, "≥", operator.ge)

    def most(label: Any, code: str, value: float | None) -> Standard:
        return measured(label, code, value, "≤", operator.le)

    def each(count: int) -> float | None:
        return round(beds / count, 1) if count else None if beds == 0 else float("inf")

    def yes(label: Any, holds: bool) -> Standard:
        return Standard(label, str(_("yes") if holds else _("no")), str(_("yes")), holds, "EASO guidance on reception conditions (2016)")

    return [
        least(_("Square metres for each bed"), "RECEPTION_AREA", round(area / beds, 1) if beds else None),
        most(_("Beds for each toilet"), "RECEPTION_TOILET", each(centre.toilets)),
        most(_("Beds for each shower"), "RECEPTION_SHOWER", each(centre.showers)),
        least(_("Meals a day"), "RECEPTION_MEALS", centre.meals),
        least(_("Meals a day for children"), "RECEPTION_MEALS_CHILD", centre.meals_of_children),
        most(_("Kilometres to shops, school and a doctor"), "RECEPTION_DISTANCE", centre.km_to_services),
        Standard(_("Residents and beds"), f"{residents} / {beds}", f"≤ {beds}", residents <= beds),
        yes(_("Sleeping rooms and washrooms are apart by sex"), centre.separate_by_sex),
        yes(_("Rooms and toilets can be locked from inside"), centre.lockable),
        yes(_("There is a safe place for children to play and learn"), centre.child_space),
        yes(_("One can complain without the centre seeing it"), centre.complaints),
    ]


def centre_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Centre.objects.get(pk=case.pk)
    marks = {True: "done", False: "warn", None: ""}
    checked = [Row(each.label, f"{each.found} ({each.wanted})", marks[each.met]) for each in audit(one)]
    known = [
        Row(f"{each.name} · {each.get_kind_display()}", f"{each.taken} / {each.beds} · {each.area} m²{' · ' + str(_('no steps')) if each.step_free else ''}")
        for each in rooms()
        if each.centre_id == one.pk
    ]
    happened = [
        Row(f"{each.on.isoformat()} {each.get_kind_display()}", f"{each.persons} ({each.children}) · {each.measures}", "warn")
        for each in Incident.objects.filter(case=case.pk).order_by("-on")
    ]
    found = [Section(one.name, known, _("Residents and beds of each room.")), Section(_("Self-audit"), checked, _("In brackets what the guidance asks for."))]
    return [*found, Section(_("Incidents: persons (children among them)"), happened)] if happened else found


@dataclass(frozen=True)
class Board:
    """A centre with its rooms and its self-audit."""

    centre: Centre
    rooms: list[Any]
    audit: list[Standard]


def board() -> list[Board]:
    """All centres in use: no person is named here."""
    known = rooms()
    with seeing_all():
        centres = list(Centre.objects.filter(case__state="open").order_by("name"))
    return [Board(one, [each for each in known if each.centre_id == one.pk], audit(one)) for one in centres]


def waiting() -> int:
    with seeing_all():
        return Reception.objects.filter(case__state="asked").count()
