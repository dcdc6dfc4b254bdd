"""What can be seen of persons. Every read takes the actor and is logged before it is shown; foreign persons do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.dates import Calendar
from egnatia.kernel.codes.persons import SEX_LABELS, Sex
from egnatia.kernel.engine.refusals import NotFound
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.store import keys
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people import names
from egnatia.node.people.models import ClaimedIdentity, FamilyLink, NameKey, Person, TravelDocument
from egnatia.node.people.recording import number_index

SEARCH_LIMIT = 25


@dataclass(frozen=True)
class Summary:
    """What a list shows of a person."""

    id: UUID
    name: str
    original_script: str
    citizenship: str
    age: str
    sex: str
    child: bool
    unaccompanied: bool
    synthetic: bool
    language: str


@dataclass(frozen=True)
class Hit:
    """One answer of a search: a person and why it was found."""

    person: UUID
    reason: Any


def summaries(actor: Actor, ids: Collection[UUID]) -> dict[UUID, Summary]:
    """Persons of a list by id, in three queries however long it is. The list's own page logs the read."""
    return {key: _summary(found) for key, found in _known(frozenset(one for one in ids if one)).items()}


@remembered
def _known(ids: frozenset[UUID]) -> dict[UUID, list[ClaimedIdentity]]:
    """All claimed identities of these persons, oldest first."""
    keys.fetch(ids)
    known: dict[UUID, list[ClaimedIdentity]] = {}
    for one in ClaimedIdentity.objects.filter(person__in=ids).select_related("person").order_by("recorded_at"):
        known.setdefault(one.person_id, []).append(one)
    return known


def last_stated(identities: list[ClaimedIdentity]) -> ClaimedIdentity:
    """Of identities in the order of their recording: the last that the person declared, else the last of all."""
    declared = [one for one in identities if one.source == ClaimedIdentity.Source.DECLARED]
    return (declared or identities)[-1]


def lowest_age(identities: list[ClaimedIdentity], today: date) -> int | None:
    """The lowest age that any of the identities allows; None if none of them says it."""
    return min((age for one in identities if (age := one.birth.age_on(today)) is not None), default=None)


def _summary(identities: list[ClaimedIdentity]) -> Summary:
    """The name as the person last stated it; the lowest age that any of the identities allows."""
    identity, person = last_stated(identities), identities[0].person
    age = lowest_age(identities, moment.today())
    return Summary(
        person.pk,
        identity.full_name,
        identity.original_script or "",
        person.citizenship,
        "–" if age is None else str(age),
        str(SEX_LABELS[Sex(person.sex)]),
        person.is_minor_presumed,
        person.unaccompanied,
        person.synthetic,
        languages.name(person.language),
    )


def identities(person: Person) -> list[ClaimedIdentity]:
    """All claimed identities, newest first."""
    return _known(frozenset({person.pk})).get(person.pk, [])[::-1]


def stated(person: Person) -> ClaimedIdentity:
    """The identity as the person last stated it; what a document tells stands beside it."""
    return last_stated(identities(person)[::-1])


def known_person(person: UUID, *, lock: bool = False) -> Person:
    """For an action that names somebody. Raises NotFound: missing, and known to other units alone, look the same."""
    found = (Person.objects.select_for_update() if lock else Person.objects).filter(pk=person).first()
    if found is None:
        raise NotFound
    return found


@remembered
def person_of(case: CaseFile) -> Person:
    """Whom a case is about."""
    assert case.subject is not None
    return Person.objects.get(pk=case.subject)


def documents(person: Person) -> list[TravelDocument]:
    return list(TravelDocument.objects.filter(person=person).order_by("recorded_at"))


def relatives(actor: Actor, person: Person) -> list[tuple[str, Summary]]:
    """(relation, relative): the relative is that to the person, as far as this unit may see them, both directions."""
    turned = {"CHILD": "PARENT", "PARENT": "CHILD"}
    links = [
        (one.relative_id, turned.get(one.relation, one.relation)) if one.person_id == person.pk else (one.person_id, one.relation)
        for one in FamilyLink.objects.filter(Q(person=person) | Q(relative=person))
    ]
    found = summaries(actor, [key for key, _relation in links])
    return [(relation, found[key]) for key, relation in links if key in found]


def search(actor: Actor, text: str, purpose: Purpose) -> list[Hit]:
    """Persons of this unit's cases by case number, document number or name, in that order; logged with the number of hits, not with the text."""
    wanted = text.strip()
    hits: dict[UUID, Hit] = {}

    def add(found: Iterable[UUID | None], reason: Any) -> None:
        for one in found:
            if one is not None:
                hits.setdefault(one, Hit(one, reason))

    if wanted:
        add(CaseFile.objects.filter(number=wanted).values_list("subject", flat=True), _("case number"))
        add(TravelDocument.objects.filter(number_index=number_index(wanted)).values_list("person_id", flat=True), _("document number"))
        add(_by_name(wanted), _("name"))
    result = list(hits.values())[:SEARCH_LIMIT]
    log.write(actor, log.Operation.QUERY, "people.search", purpose=purpose, result_count=len(result))
    return result


def _by_name(text: str) -> list[UUID]:
    index = [keys.blind_index("name", word) for word in names.index_words(text)]
    if not index:
        return []
    found = NameKey.objects.filter(key=index[0])
    for key in index[1:]:
        found = found.filter(Exists(NameKey.objects.filter(person=OuterRef("person"), key=key)))
    # A person with two identities stands there twice.
    newest = found.order_by("-recorded_at").values_list("person_id", flat=True)[: 2 * SEARCH_LIMIT]
    return list(dict.fromkeys(newest))


def sections(actor: Actor, person: Person) -> list[Section]:
    """Identities side by side, documents and family: part of a case page, whose reading is logged there."""
    found = []
    for one in identities(person):
        told = f"{one.birth_told} ({one.birth_calendar})" if one.birth_told and one.birth_calendar != Calendar.GREGORIAN else ""
        rows = [
            Row(_("Name"), one.full_name),
            Row(_("Original script"), one.original_script or "–"),
            Row(_("Date of birth"), " · ".join(part for part in (one.date_of_birth or str(_("not known")), told) if part)),
            Row(_("Nationality"), countries.name(one.citizenship)),
        ]
        title = _("Identity as declared") if one.source == ClaimedIdentity.Source.DECLARED else _("Identity as in the document")
        found.append(Section(title, rows))
    papers = [Row(f"{one.mrz_format} {one.issuer}", one.number, "done" if one.check_digits_hold else "warn") for one in documents(person)]
    if papers:
        found.append(Section(_("Documents"), papers, _("A tick: all check digits hold. They say nothing about the names.")))
    family = [Row(FamilyLink.Relation(relation).label, one.name) for relation, one in relatives(actor, person)]
    return found + ([Section(_("Family here (declared)"), family)] if family else [])
