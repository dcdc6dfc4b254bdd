"""A person is met for the first time: the identity that they state, and the document that they show, side by side."""

from __future__ import annotations

from django.conf import settings

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.dates import PartialDate
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import set_subject
from egnatia.kernel.models import CaseFile
from egnatia.node.people import mrz, recording
from egnatia.node.people.inputs import PersonAnswers
from egnatia.node.people.models import ClaimedIdentity, Person


def meet(case: CaseFile, data: PersonAnswers, actor: Actor) -> Person:
    """A new person from what was stated and shown, as the subject of the case. Raises BadInput for a zone that cannot be read."""
    claim = recording.Claim(
        data.family_name,
        data.given_names,
        data.citizenship,
        data.sex,
        data.language,
        data.birth,
        data.father_name,
        data.original_script,
        data.place_of_birth,
        unaccompanied=data.unaccompanied,
        synthetic=data.synthetic or settings.EGNATIA_DEMO,
    )
    person = recording.add_person(claim, actor.id)
    set_subject(case, person.pk)
    if data.mrz:
        _document(person, data.mrz, claim, actor)
    return person


def _document(person: Person, text: str, claim: recording.Claim, actor: Actor) -> None:
    try:
        zone = mrz.read(text, moment.today())
    except mrz.BadMrz as problem:
        raise BadInput({"mrz": str(problem)}) from None
    recording.add_document(person, zone)
    year, month, day = zone.birth
    birth = PartialDate.from_parts(year, month, day)
    told = recording.Claim(zone.family_name, zone.given_names or "-", zone.nationality, zone.sex, claim.language, birth, synthetic=claim.synthetic)
    stated = (claim.family_name.casefold(), claim.given_names.casefold(), str(claim.birth), claim.citizenship)
    if (told.family_name.casefold(), told.given_names.casefold(), str(birth), told.citizenship) != stated:
        # The document tells something else: both stay, side by side, and the lower age counts.
        recording.add_identity(person, told, ClaimedIdentity.Source.DOCUMENT, actor.id)
        age = birth.age_on(moment.today())
        if age is not None and age < 18 and not person.is_minor_presumed:
            person.is_minor_presumed = True
            person.save(update_fields=["is_minor_presumed"])
