"""Writing persons, identities, documents and family links: called by the actions of the rooms above, inside their transaction."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel import moment
from egnatia.kernel.codes.dates import PartialDate
from egnatia.kernel.codes.persons import Sex, script_of
from egnatia.kernel.store import keys
from egnatia.node.people import names
from egnatia.node.people.models import ClaimedIdentity, FamilyLink, NameKey, Person, TravelDocument
from egnatia.node.people.mrz import Mrz


@dataclass(frozen=True)
class Claim:
    """An identity as stated."""

    family_name: str
    given_names: str
    citizenship: str
    sex: Sex
    language: str
    birth: PartialDate
    father_name: str = ""
    original_script: str = ""
    place_of_birth: str = ""
    unaccompanied: bool = False
    synthetic: bool = False


def add_person(claim: Claim, recorded_by: UUID | None) -> Person:
    """A new person with a key of their own and a first claimed identity."""
    today = moment.today()
    age = claim.birth.age_on(today)
    person = Person(
        id=uuid.uuid4(),
        citizenship=claim.citizenship,
        sex=claim.sex,
        year_of_birth=claim.birth.year,
        language=claim.language,
        synthetic=claim.synthetic,
        is_minor_presumed=age is not None and age < 18,
        unaccompanied=claim.unaccompanied,
        recorded_at=moment.now(),
    )
    person.save(force_insert=True)
    keys.make_key(person.pk)
    add_identity(person, claim, ClaimedIdentity.Source.DECLARED, recorded_by)
    return person


def add_identity(person: Person, claim: Claim, source: ClaimedIdentity.Source, recorded_by: UUID | None) -> ClaimedIdentity:
    """A further identity of a known person; earlier ones stay as they are."""
    identity = ClaimedIdentity(
        person=person,
        source=source,
        family_name=claim.family_name,
        given_names=claim.given_names,
        father_name=claim.father_name or None,
        original_script=claim.original_script or None,
        script=script_of(claim.original_script) if claim.original_script else "",
        date_of_birth=str(claim.birth) or None,
        birth_precision=claim.birth.precision,
        birth_calendar=claim.birth.calendar,
        birth_told=claim.birth.told or None,
        place_of_birth=claim.place_of_birth or None,
        citizenship=claim.citizenship,
        sex=claim.sex,
        recorded_at=moment.now(),
        recorded_by=recorded_by,
    )
    identity.save(force_insert=True)
    found = names.index_words(" ".join((claim.family_name, claim.given_names, claim.father_name, claim.original_script)))
    NameKey.objects.bulk_create(NameKey(person=person, key=keys.blind_index("name", word), recorded_at=identity.recorded_at) for word in sorted(found))
    return identity


def correct(person: Person, claim: Claim, recorded_by: UUID | None) -> None:
    """The person states their data anew: a further identity. What protects a child is never taken away by it: that needs a decision."""
    add_identity(person, claim, ClaimedIdentity.Source.DECLARED, recorded_by)
    age = claim.birth.age_on(moment.today())
    # Somebody alone whose age was not known counts as a child too.
    was_child = person.is_minor_presumed or (person.unaccompanied and person.year_of_birth is None)
    person.citizenship, person.sex, person.year_of_birth = claim.citizenship, claim.sex, claim.birth.year
    person.is_minor_presumed = was_child or (age is not None and age < 18)
    person.save(update_fields=["citizenship", "sex", "year_of_birth", "is_minor_presumed"])


def number_index(number: str) -> bytes:
    """Blind index of a document number: letters and digits, upper case."""
    return keys.blind_index("document", "".join(char for char in number.upper() if char.isalnum()))


def add_document(person: Person, zone: Mrz) -> TravelDocument:
    """The document whose zone was read."""
    document = TravelDocument(
        person=person,
        mrz_format=zone.format,
        issuer=zone.issuer,
        number=zone.number,
        number_index=number_index(zone.number),
        expires=zone.expiry,
        check_digits_hold=zone.check_digits_hold,
        recorded_at=moment.now(),
    )
    document.save(force_insert=True)
    return document


def link_family(person: Person, relative: Person, relation: FamilyLink.Relation) -> None:
    """Record that ``person`` is ``relation`` of ``relative``. Safe to repeat."""
    FamilyLink.objects.get_or_create(person=person, relative=relative, defaults={"relation": relation})
