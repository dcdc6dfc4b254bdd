"""Recording a wish for asylum and registering it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes.dates import PartialDate
from egnatia.kernel.codes.persons import Sex
from egnatia.kernel.engine import national, queueing, timing
from egnatia.kernel.engine.refusals import BadInput, Refused
from egnatia.kernel.engine.run import call_unit, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.biometrics import recording as biometrics
from egnatia.node.biometrics.inputs import AnswerLikeness, Biometrics
from egnatia.node.information import actions as telling
from egnatia.node.information import selectors as informing
from egnatia.node.information.inputs import Inform
from egnatia.node.information.items import Step as About
from egnatia.node.people import meeting, recording
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person
from egnatia.node.protection import actions as needs
from egnatia.node.protection import presumption
from egnatia.node.protection.guardians import actions as guardians
from egnatia.node.protection.models import TemporaryGuardian
from egnatia.node.registration import inputs, procedure, selectors
from egnatia.node.registration.models import (
    Address,
    Appointment,
    Datum,
    FinalEnd,
    Intention,
    IssuedDocument,
    Lapse,
    MissingDatum,
    Registration,
    SentOn,
    TemporaryProtection,
    WhyMissing,
)

# What rooms above do when an application is lodged, in the same transaction: the examination begins.
after_lodging: list[Callable[[CaseFile], None]] = []


# What rooms above do when a wish is said again that stands already.
heard_again: list[Callable[[UUID], None]] = []


class AlreadyRecorded(Refused):
    """The wish stands already: nothing is lost and nothing is counted twice."""

    code = "recorded"
    text = _("This person's wish for asylum is already recorded. Nothing more is needed.")

    def __init__(self, person: UUID) -> None:
        super().__init__()
        self.person = person

    def happens(self) -> None:
        """It was said again: whoever must hear it does."""
        for follow in heard_again:
            follow(self.person)


@procedure.RECORD_WISH.effect
def record_wish(case: CaseFile, data: inputs.RecordWish, actor: Actor) -> None:
    """An intention of a known person, or of somebody of whom nothing is known yet; the asylum authority sees it at once."""
    if data.person_id is None:
        claim = recording.Claim(data.name, "", data.citizenship, Sex.NOT_KNOWN, data.language, PartialDate(), synthetic=settings.EGNATIA_DEMO)
        person = recording.add_person(claim, actor.id)
    else:
        # Two officers may hear the same wish at once: the row lock lets one of them record it.
        found = Person.objects.select_for_update().filter(pk=data.person_id).first()
        if found is None:
            raise Refused
        if selectors.wish_open(found.pk):
            raise AlreadyRecorded(found.pk)
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
    _tell_guardians(case)
    call_unit(case, Unit.Kind.ASYLUM, "ASYLUM", "REGISTER", takes_over=True)


def _tell_guardians(case: CaseFile) -> None:
    """A child alone who asks for asylum needs somebody beside them at once; the wish does not wait for it."""
    assert case.subject is not None
    guardians.ask_when_alone(case.subject)
    if not selectors.is_child_alone(case) or selectors.guardian_of(case):
        return
    call_unit(case, Unit.Kind.PROTECTION, "GUARDIAN", "NAME_GUARDIAN")
    for clock in national.here(procedure.RECORD_WISH).starts:
        if clock.code == procedure.GUARDIAN.code:
            timing.start(case, clock, moment.now(), needed=False)


def _found_alone(person: UUID) -> None:
    """A child was found to be alone after its wish: what the wish would have started starts now."""
    with seeing_all():
        for case in CaseFile.objects.filter(subject=person, procedure="registration", closed=False):
            _tell_guardians(case)
            queueing.settle(case)


presumption.consequences.append(_found_alone)


@procedure.REGISTER_AND_LODGE.effect
def register_and_lodge(case: CaseFile, data: inputs.Register, actor: Actor) -> None:
    """Both records of one step: the event says lodged, the registration stands beside it."""
    _register(case, data, actor)
    _lodged(case)


def _lodged(case: CaseFile) -> None:
    for follow in after_lodging:
        follow(case)


@procedure.REGISTER.effect
def register(case: CaseFile, data: inputs.Register, actor: Actor) -> None:
    """The registration beside the intention."""
    _register(case, data, actor)


def _register(case: CaseFile, data: inputs.Register, actor: Actor) -> None:
    assert case.subject is not None
    reasons = _reasons(case, data)
    Registration(
        case=case,
        person_id=case.subject,
        registered_at=moment.now(),
        read_back=data.read_back,
        language=data.language,
        interpreter_present=data.interpreter_present,
        address=data.address or None,
        document_issued=data.document_issued,
        telephone=data.telephone or None,
        email=data.email or None,
        family_elsewhere=data.family_elsewhere or None,
    ).save(force_insert=True)
    MissingDatum.objects.bulk_create(MissingDatum(case=case, datum=datum, reason=reason) for datum, reason in reasons.items())
    issue(case, data.document_issued, actor)
    # It may have come out since the wish that the person is a child alone.
    _tell_guardians(case)
    needs.ask_for_check(case)
    if informing.missing(case, About.ASYLUM):
        open_task(case, telling.INFORM_LATER)


def _reasons(case: CaseFile, data: inputs.Register) -> dict[Datum, WhyMissing]:
    """Why each datum that is missing is missing. Raises BadInput for one without a reason: it may only have been forgotten."""
    missing = selectors.missing_data(case)
    if not (data.address or data.telephone or data.email) and not Address.objects.filter(case=case).exists():
        missing.append(Datum.CONTACT)
    given = {datum: getattr(data, f"why_no_{datum.lower()}") for datum in missing}
    errors = {f"why_no_{datum.lower()}": _("It is missing: say why, or first correct the data.") for datum, reason in given.items() if reason is None}
    if errors:
        raise BadInput(errors)
    return given


@procedure.CORRECT.effect
def correct_data(case: CaseFile, data: inputs.CorrectData, actor: Actor) -> None:
    """A further statement of the person; reasons for what is no longer missing go."""
    person = people.person_of(case)
    was_child = person.is_minor_presumed
    told = (data.family_name, data.given_names, data.citizenship, data.sex, person.language, data.birth, data.father_name, data.original_script)
    recording.correct(person, recording.Claim(*told, data.place_of_birth, synthetic=person.synthetic), actor.id)
    MissingDatum.objects.filter(case=case).exclude(datum=Datum.CONTACT).exclude(datum__in=selectors.missing_data(case)).delete()
    if person.is_minor_presumed and not was_child:
        # A child by the new date: everything follows that follows for a child, whatever the person was taken for before.
        presumption.presume_child(person, actor.id)
    _tell_guardians(case)


@procedure.NOTE_END.effect
def note_end(case: CaseFile, data: inputs.NoteEnd, actor: Actor) -> None:
    assert case.subject is not None
    FinalEnd(case=case, person_id=case.subject, decision=data.decision, noted_at=moment.now()).save(force_insert=True)


@procedure.END_WITH_DECISION.effect
def end_with_decision(case: CaseFile, data: inputs.NoteEnd, actor: Actor) -> None:
    """Inside the step that makes a refusal final: two officers took it. From here a wish that is heard again is a new one."""
    assert case.subject is not None
    FinalEnd(case=case, person_id=case.subject, decision=data.decision, noted_at=moment.now()).save(force_insert=True)


@procedure.REOPEN.effect
def reopen(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Inside the step that takes an examination up again: its end stands among the events."""
    FinalEnd.objects.filter(pk=case.pk).delete()


@procedure.ANSWER_LIKENESS.effect
def answer_likeness(case: CaseFile, data: AnswerLikeness, actor: Actor) -> None:
    biometrics.answer(case, data, actor)


@procedure.BIOMETRICS.effect
def record_biometrics(case: CaseFile, data: Biometrics, actor: Actor) -> None:
    biometrics.keep(case, data)


def issue(case: CaseFile, kind: str, actor: Actor) -> None:
    """A document of this country, numbered within the case, valid as long as the rule of its kind says."""
    if kind == inputs.NO_DOCUMENT:
        return
    assert case.subject is not None
    person = people.person_of(case)
    identity = people.stated(person)
    IssuedDocument(
        case=case,
        person=person,
        kind=kind,
        number=f"{settings.EGNATIA_COUNTRY}-{case.number}-{IssuedDocument.objects.filter(case=case).count() + 1}",
        name=identity.full_name,
        birth=identity.date_of_birth,
        original_script=identity.original_script,
        citizenship=identity.citizenship,
        issued_at=moment.now(),
        valid_until=selectors.valid_until(kind),
        issued_by=actor.name,
    ).save(force_insert=True)


@procedure.ISSUE.effect
def issue_document(case: CaseFile, data: inputs.IssueDocument, actor: Actor) -> None:
    issue(case, data.document, actor)


@procedure.NOTE_REPORTED.effect
def note_reported(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event itself is the record; the clock stops with it."""


@procedure.LODGE.effect
def lodge(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event itself is the record, with its time and officer; a new stage asks for a new look at special needs."""
    needs.ask_for_check(case)
    _lodged(case)


@procedure.NAME_GUARDIAN.effect
def name_guardian(case: CaseFile, data: inputs.NameGuardian, actor: Actor) -> None:
    assert case.subject is not None
    guardian = TemporaryGuardian(case=case, person_id=case.subject, name=data.name, authority=data.authority, named_at=moment.now())
    guardian.save(force_insert=True)


@procedure.SEND_ON.effect
def send_on(case: CaseFile, data: inputs.SendOn, actor: Actor) -> None:
    SentOn.objects.create(case=case, to=data.to, proof_given=data.proof_given, at=moment.now())


@procedure.NOTE_ADDRESS.effect
def note_address(case: CaseFile, data: inputs.NoteAddress, actor: Actor) -> None:
    assert case.subject is not None
    Address(case=case, person_id=case.subject, text=data.text, since=data.since, told_at=moment.now()).save(force_insert=True)
    MissingDatum.objects.filter(case=case, datum=Datum.CONTACT).delete()


@procedure.APPOINT.effect
def appoint_lodging(case: CaseFile, data: inputs.AppointLodging, actor: Actor) -> None:
    Appointment.objects.create(case=case, at=data.at, place=data.place, told_in=data.told_in)


@procedure.OPEN_OWN_LODGING.effect
def open_own_lodging(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The authority did not take the application in time: now the person may lodge alone."""


@procedure.PROPOSE_LAPSE.effect
def propose_lapse(case: CaseFile, data: inputs.ProposeLapse, actor: Actor) -> None:
    assert case.subject is not None
    Lapse(case=case, person_id=case.subject, efforts=data.efforts, proposed_by=actor.id, proposed_at=moment.now()).save(force_insert=True)
    open_task(case, "NOTE_LAPSE")


@procedure.NOTE_LAPSE.effect
def note_lapse(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Lapse.objects.filter(case=case, noted_at=None).update(noted_at=moment.now())


@procedure.TAKE_UP.effect
def take_up_again(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record; the time to lodge begins anew."""


@procedure.REGISTER_TEMPORARY.effect
def register_temporary(case: CaseFile, data: inputs.RegisterTemporary, actor: Actor) -> None:
    person = meeting.meet(case, data, actor)
    fields = {"group": data.group, "province": data.province, "document_issued": data.document_issued}
    TemporaryProtection(case=case, person=person, **fields).save(force_insert=True)
    issue(case, data.document_issued, actor)


@procedure.END_TEMPORARY.effect
def end_temporary(case: CaseFile, data: inputs.EndTemporary, actor: Actor) -> None:
    protection = TemporaryProtection.objects.get(pk=case.pk)
    protection.end_reason = data.reason
    protection.save()


@procedure.INFORM.effect
def inform(case: CaseFile, data: Inform, actor: Actor) -> None:
    telling.tell(case, About.ASYLUM, data, actor)
