"""Recording a wish for asylum and registering it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.dates import PartialDate
from egnatia.kernel.codes.persons import Sex
from egnatia.kernel.engine.refusals import Refused
from egnatia.kernel.engine.run import grant, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import NoUnit, first_of
from egnatia.node.people.models import Person
from egnatia.node.people.recording import Claim, add_person
from egnatia.node.registration import inputs, procedure, selectors
from egnatia.node.registration.models import Intention, Registration


class AlreadyRecorded(Refused):
    """The wish stands already: nothing is lost and nothing is counted twice."""

    code = "recorded"
    text = _("This person's wish for asylum is already recorded. Nothing more is needed.")


@procedure.RECORD_WISH.effect
def record_wish(case: CaseFile, data: inputs.RecordWish, actor: Actor) -> None:
    """An intention of a known person, or of somebody of whom nothing is known yet; the asylum authority sees it at once."""
    if data.person_id is None:
        claim = Claim(data.name, "", data.citizenship, Sex.NOT_KNOWN, data.language, PartialDate(), synthetic=settings.EGNATIA_DEMO)
        person = add_person(claim, actor.id)
    else:
        # Two officers may hear the same wish at once: the row lock lets one of them record it.
        found = Person.objects.select_for_update().filter(pk=data.person_id).first()
        if found is None:
            raise Refused
        if selectors.has_wish(found.pk):
            raise AlreadyRecorded
        person = found
    set_subject(case, person.pk)
    Intention(
        case=case,
        person=person,
        expressed_at=moment.now(),
        place=data.place,
        words=data.words or None,
        told_to_unit=actor.unit,
    ).save(force_insert=True)
    try:
        authority = first_of(Unit.Kind.ASYLUM)
    except NoUnit:
        open_task(case, "REGISTER")
        return
    case.unit_id = authority.pk
    grant(case, authority.pk, "ASYLUM")
    open_task(case, "REGISTER", authority.pk)


@procedure.REGISTER.effect
def register(case: CaseFile, data: inputs.Register, actor: Actor) -> None:
    """The registration beside the intention."""
    assert case.subject is not None
    Registration(
        case=case,
        person_id=case.subject,
        registered_at=moment.now(),
        read_back=data.read_back,
        language=data.language,
        interpreter_present=data.interpreter_present,
        address=data.address or None,
        document_issued=data.document_issued,
    ).save(force_insert=True)


@procedure.NOTE_REPORTED.effect
def note_reported(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event itself is the record; the clock stops with it."""


@procedure.LODGE.effect
def lodge(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event itself is the record, with its time and officer."""


@procedure.NOTE_NEEDS.effect
def note_needs_assessed(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event itself is the record; the clock stops with it."""
