"""Voluntary return, step by step."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.disclose import NothingToDisclose
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, NotFound, Refused
from egnatia.kernel.engine.run import call_unit, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Grant, Unit
from egnatia.node.avrr import inputs, procedure, selectors
from egnatia.node.avrr.models import (
    Complaint,
    Counselling,
    DocumentRequest,
    Fitness,
    Formality,
    Outreach,
    RiskCheck,
    Safeguards,
    Sharing,
    Voluntariness,
    VoluntaryReturn,
)
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.selectors import KNOWS
from egnatia.node.referral import disclosing
from egnatia.node.referral.inputs import YesNo
from egnatia.node.referral.models import Referral


class AlreadyOpen(Refused):
    """One voluntary return of one person at a time."""

    code = "open"
    text = _("The counsellors have been asked about this person before: they see to it.")


@procedure.ENQUIRE.effect
def open_enquiry(case: CaseFile, data: inputs.OpenEnquiry, actor: Actor) -> None:
    """The counsellors get it, whoever noted it; no authority for returns sees it."""
    source = CaseFile.objects.filter(pk=data.source_case).first()
    if source is None or selectors.enquiry_from_case(source) is None:
        raise NotFound
    person = source.subject
    if source.procedure == "referral":
        taken = Referral.objects.filter(pk=source.pk, receiver=actor.unit).select_related("service", "receiver").first()
        if taken is None or not disclosing.covers(taken):
            raise NothingToDisclose
        person = taken.person_id
    if person is None:
        raise NotFound
    with seeing_all():
        Person.objects.select_for_update().get(pk=person)  # two who note it at once wait for each other
        if VoluntaryReturn.objects.filter(person=person, case__closed=False).exists():
            raise AlreadyOpen
    set_subject(case, person)
    VoluntaryReturn.objects.create(case=case, person_id=person, source_case=source.pk, detained=data.detained)
    call_unit(case, Unit.Kind.VOLUNTARY_RETURN, "COUNSELS", "COUNSEL", takes_over=True)
    if data.detained:
        call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "CHECK_FREE_WILL")
    # Who noted it sees it no longer, unless it is theirs to work on: an authority for returns above all (see ``revokes``).
    works_on_it = Unit.objects.filter(pk=actor.unit, kind__in=(Unit.Kind.VOLUNTARY_RETURN, *((Unit.Kind.PROTECTION,) if data.detained else ())))
    Grant.objects.filter(case=case, unit_id__in=works_on_it.values("pk"), basis="OPENED").update(basis="COUNSELS")
    if not Grant.objects.filter(case=case).exclude(basis="OPENED").exists():
        raise BadInput({"": _("No counsellors for voluntary return are set up here: tell an administrator.")})


@procedure.DETENTION.effect
def note_detention(case: CaseFile, data: inputs.NoteDetention, actor: Actor) -> None:
    """Detained after asking, or released: the safeguards follow from that moment."""
    detained = data.detained == YesNo.YES
    VoluntaryReturn.objects.filter(pk=case.pk).update(detained=detained)
    if detained:
        call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "CHECK_FREE_WILL")


@procedure.COUNSEL.effect
def counsel(case: CaseFile, data: inputs.Counsel, actor: Actor) -> None:
    kind = Unit.objects.values_list("kind", flat=True).get(pk=actor.unit)
    told = {"topics": list(data.topics), "resumes": list(data.resumes), "language": data.language, "interpreter_present": data.interpreter_present}
    Counselling.objects.create(
        case=case, **told, alone=data.alone, independent=kind not in selectors.COERCIVE, by=actor.id, by_name=actor.name, at=moment.now()
    )


@procedure.APPLY.effect
def apply(case: CaseFile, data: inputs.Apply, actor: Actor) -> str:
    """A child's application waits until its best interests are established."""
    VoluntaryReturn.objects.filter(pk=case.pk).update(country=data.country, applied_at=moment.now(), declared_in=data.language, agreed_by=data.agreed_by)
    # Of everybody alike: who is asked tells nothing about what is needed.
    call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "LOOK_AT_NEEDS")
    return "blocked" if protection.treated_as_child(selectors.of(case).person) else "applied"


@procedure.CLEAR.effect
def clear_child(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The panel's or the full assessment's finding is there: the safeguard asked it."""


@procedure.FREE.effect
def check_free_will(case: CaseFile, data: inputs.CheckVoluntariness, actor: Actor) -> None:
    person = selectors.of(case).person_id
    told = {"free": data.free, "capacity": data.capacity, "note": data.note}
    Voluntariness(case=case, person_id=person, **told, by=actor.id, by_name=actor.name, at=moment.now()).save(force_insert=True)


@procedure.RISK.effect
def check_risk(case: CaseFile, data: inputs.CheckRisk, actor: Actor) -> None:
    one = selectors.of(case)
    if actor.id is None:
        raise NotAllowed  # a named person looks at it
    told = {
        "specialist": bool(actor.roles & (KNOWS - {Role.MEDICAL_STAFF})),
        "danger": data.danger == YesNo.YES,
        "new_facts": data.new_facts,
        "reasons": data.reasons,
    }
    RiskCheck(case=case, person_id=one.person_id, country=one.country, **told, by=actor.id, by_name=actor.name, at=moment.now()).save(force_insert=True)


@procedure.SAFEGUARD.effect
def record_safeguards(case: CaseFile, data: inputs.RecordSafeguards, actor: Actor) -> None:
    if data.reflection_until < moment.today() + timedelta(days=30):
        raise BadInput({"reflection_until": _("At least 30 days from today.")})
    Safeguards(case=case, person_id=selectors.of(case).person_id, **data.model_dump(), by_name=actor.name, at=moment.now()).save(force_insert=True)


@procedure.DECIDE.effect
def decide_eligibility(case: CaseFile, data: inputs.DecideEligibility, actor: Actor) -> str:
    eligible = data.eligible == YesNo.YES
    VoluntaryReturn.objects.filter(pk=case.pk).update(eligible=eligible, eligibility_reason=data.reason)
    return "eligible" if eligible else "not_eligible"


@procedure.SHARE.effect
def agree_sharing(case: CaseFile, data: inputs.Share, actor: Actor) -> None:
    Sharing.objects.filter(case=case, to=data.to, withdrawn_at=None).update(withdrawn_at=moment.now())
    Sharing.objects.create(case=case, **data.model_dump(), at=moment.now(), by_name=actor.name)


@procedure.UNSHARE.effect
def take_back_sharing(case: CaseFile, data: inputs.TakeBackSharing, actor: Actor) -> None:
    Sharing.objects.filter(case=case, to=data.to, withdrawn_at=None).update(withdrawn_at=moment.now())


@procedure.ASK_DOCUMENT.effect
def ask_document(case: CaseFile, data: inputs.AskDocument, actor: Actor) -> None:
    """The request itself goes on paper; what went to whom stands here and in the log."""
    one = selectors.of(case)
    if selectors.open_request(case):
        raise BadInput({"items": _("A request is open: note its answer first.")})
    DocumentRequest.objects.create(case=case, country=one.country, items=list(data.items), asked_on=moment.today())
    log.write(
        actor,
        log.Operation.DISCLOSE,
        "avrr.ask_document",
        purpose=procedure.P,
        case_id=case.pk,
        subject=one.person_id,
        recipient=f"CONSULATE {one.country}",
        reasons=",".join(sorted(data.items)),
    )


@procedure.NOTE_DOCUMENT.effect
def note_document(case: CaseFile, data: inputs.NoteDocument, actor: Actor) -> None:
    asked = selectors.open_request(case)
    if asked is None:
        raise BadInput({"issued": _("No request is open.")})
    asked.answered_on, asked.issued, asked.valid_until = moment.today(), data.issued == YesNo.YES, data.valid_until
    asked.save(update_fields=["answered_on", "issued", "valid_until"])


@procedure.FITNESS.effect
def record_fitness(case: CaseFile, data: inputs.RecordFitness, actor: Actor) -> None:
    Fitness.objects.create(case=case, **data.model_dump(), at=moment.now())


@procedure.FORMALITY.effect
def note_formality(case: CaseFile, data: inputs.NoteFormality, actor: Actor) -> None:
    Formality.objects.create(case=case, **data.model_dump())


@procedure.READY.effect
def note_ready(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Nothing is missing for the journey."""


@procedure.BOOK.effect
def book(case: CaseFile, data: inputs.Book, actor: Actor) -> None:
    VoluntaryReturn.objects.filter(pk=case.pk).update(**data.model_dump())


@procedure.DEPART.effect
def depart(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = selectors.of(case)
    # A journey may begin at night and be noted after midnight.
    if one.travel_on not in {moment.today(), moment.today() - timedelta(days=1)}:
        raise BadInput({"": _("The journey is booked for another day: book it anew.")})
    VoluntaryReturn.objects.filter(pk=case.pk).update(departed_at=moment.now())


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The state that it is taken back from stands on record; nothing is opened in any other procedure, and nobody is called."""
    VoluntaryReturn.objects.filter(pk=case.pk).update(withdrawn_from=case.state)


@procedure.CANCEL.effect
def cancel(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    VoluntaryReturn.objects.filter(pk=case.pk).update(end_reason=data.reason)


@procedure.NO_SHOW.effect
def note_no_show(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Nobody loses anything by it."""


@procedure.ARRIVE.effect
def note_arrival(case: CaseFile, data: inputs.NoteArrival, actor: Actor) -> None:
    if protection.treated_as_child_alone(selectors.of(case).person) and not data.met_by:
        raise BadInput({"met_by": _("Name who received the child.")})
    VoluntaryReturn.objects.filter(pk=case.pk).update(arrived_on=data.on, met_by=data.met_by)


@procedure.CLOSE.effect
def close(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    VoluntaryReturn.objects.filter(pk=case.pk).update(end_reason=data.reason)


@procedure.COMPLAIN.effect
def complain(case: CaseFile, data: inputs.Complain, actor: Actor) -> str:
    """To the protection service; where none is set up, to whoever has the case. A further complaint before the answer is added to the first."""
    one, waiting = selectors.of(case), selectors.complaint(case)
    if waiting is not None:
        waiting.text = f"{waiting.text}\n\n{moment.today()}: {data.text}"
        waiting.save(update_fields=["text"])
    else:
        Complaint(case=case, person_id=one.person_id, text=data.text, by=actor.id, at=moment.now()).save(force_insert=True)
    call_unit(case, Unit.Kind.PROTECTION, "COMPLAINT", "ANSWER_COMPLAINT")
    return case.state


@procedure.ANSWER.effect
def answer_complaint(case: CaseFile, data: inputs.AnswerComplaint, actor: Actor) -> str:
    waiting = selectors.complaint(case)
    assert waiting is not None  # its safeguard has asked
    waiting.answer, waiting.answered_by, waiting.answered_at = data.answer, actor.id, moment.now()
    waiting.person_told = data.person_told == YesNo.YES
    waiting.save(update_fields=["answer", "answered_by", "answered_at", "person_told"])
    return case.state


@procedure.OUTREACH.action("hold_outreach").effect
def hold_outreach(case: CaseFile, data: inputs.HoldOutreach, actor: Actor) -> None:
    Outreach.objects.create(case=case, **data.model_dump())
