from __future__ import annotations

import uuid
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, NotFound
from egnatia.kernel.engine.run import open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.returns.models import ConsularInterview, Datum, Evidence, EvidenceType, JourneyDocument, Readmission, ReturnCase, ToldAbroad
from egnatia.node.returns.readmission import disclosing, inputs, procedure, selectors

_FROM = uuid.UUID("2f5b8e0c-1f8e-4a2d-9f53-6d9a1c7b4e88")
# The states of the Union, whom an agreement with "EU" is about.
EU_STATES = frozenset(
    [
        "AUT",
        "BEL",
        "BGR",
        "CYP",
        "CZE",
        "DEU",
        "DNK",
        "ESP",
        "EST",
        "FIN",
        "FRA",
        "GRC",
        "HRV",
        "HUN",
        "IRL",
        "ITA",
        "LTU",
        "LUX",
        "LVA",
        "MLT",
        "NLD",
        "POL",
        "PRT",
        "ROU",
        "SVK",
        "SVN",
        "SWE",
    ]
)


@procedure.OPEN.effect
def open_request(case: CaseFile, data: inputs.Open, actor: Actor) -> None:
    source = CaseFile.objects.filter(pk=data.return_case, procedure="return").first()
    if source is None or source.subject is None or selectors.return_to_document(source) is None:
        raise NotFound
    agreement = next((one for one in selectors.usable(moment.today()) if one.code == data.agreement), None)
    if agreement is None:
        raise BadInput({"agreement": _("This agreement is not in force, or nobody verified it against a gazette.")})
    if data.requested != agreement.second and not (agreement.second == "EU" and data.requested in EU_STATES):
        raise BadInput({"requested": _("This agreement is with another state.")})
    if data.requested != ReturnCase.objects.values_list("country", flat=True).get(pk=source.pk):
        raise BadInput({"requested": _("The return decision names another country: no other state is asked.")})
    set_subject(case, source.subject)
    told = {"requested": data.requested, "track": data.track, "capacity": data.capacity, "known_on": data.known_on}
    Readmission(case=case, person_id=source.subject, return_case=source.pk, agreement=agreement, **told).save(force_insert=True)


@procedure.EVIDENCE.effect
def add_evidence(case: CaseFile, data: inputs.AddEvidence, actor: Actor) -> None:
    kind = EvidenceType.objects.filter(pk=data.kind).first()
    if kind is None:
        raise BadInput({"kind": _("Choose one of the list.")})
    Evidence(case=case, person_id=selectors.of(case).person_id, kind=kind, text=data.text, at=moment.now()).save(force_insert=True)


@procedure.DESCRIBE.effect
def describe(case: CaseFile, data: inputs.Describe, actor: Actor) -> None:
    if data.care and not data.care_agreed:
        raise BadInput({"care_agreed": _("Without the person's agreement nothing of their health is told.")})
    one = Readmission.objects.get(pk=case.pk)
    one.care, one.care_agreed, one.security, one.minors = data.care or None, data.care_agreed, data.security or None, data.minors
    one.save()


@procedure.SEND.effect
def send(case: CaseFile, data: inputs.Send, actor: Actor) -> None:
    """Through the gate of disclosure; the paper is made from what left, never from the file."""
    disclosing.tell(case, selectors.of(case), ToldAbroad.Kind.REQUEST, data.items, actor)
    Readmission.objects.filter(pk=case.pk).update(sent_at=moment.now(), items=list(data.items))


@procedure.RECEIPT.effect
def note_receipt(case: CaseFile, data: inputs.NoteReceipt, actor: Actor) -> None:
    one = selectors.of(case)
    if one.sent_at is not None and data.received_at < one.sent_at.replace(second=0, microsecond=0):
        raise BadInput({"received_at": _("Received before it was sent: check the moment.")})
    one.received_at = data.received_at
    Readmission.objects.filter(pk=case.pk).update(received_at=data.received_at, answer_due=selectors.answer_due(one))


@procedure.MORE_TIME.effect
def note_extension(case: CaseFile, data: inputs.NoteExtension, actor: Actor) -> None:
    one = selectors.of(case)
    if not selectors.can_extend(case, actor):
        raise BadInput({"because": _("The agreement gives no further time, or it was given.")})
    one.extended_because = data.because
    Readmission.objects.filter(pk=case.pk).update(extended_because=data.because, answer_due=selectors.answer_due(one))


@procedure.ASK_INTERVIEW.effect
def ask_interview(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record; the person is told that nothing but who they are may be asked."""


@procedure.INTERVIEW.effect
def note_interview(case: CaseFile, data: inputs.NoteInterview, actor: Actor) -> None:
    told = {"on": data.on, "observer": data.observer, "interpreter": data.interpreter, "confirmed": data.confirmed == "YES"}
    ConsularInterview.objects.create(case=case, **told, at=moment.now())


@procedure.ANSWER.effect
def note_answer(case: CaseFile, data: inputs.NoteAnswer, actor: Actor) -> str:
    accepted = data.accepted == "YES"
    told = {"answered_on": data.on, "answer_reasons": data.reasons[:500]}
    if not accepted:
        Readmission.objects.filter(pk=case.pk).update(**told, end_reason=str(_("Refused")))
        return "refused"
    since = timezone.make_aware(datetime.combine(data.on, time(12)))  # from their answer, whenever it is noted
    Readmission.objects.filter(pk=case.pk).update(**told, transfer_due=selectors.transfer_due(selectors.of(case), since))
    return "accepted"


@procedure.DEEMED.effect
def confirm_deemed(case: CaseFile, data: inputs.ConfirmDeemed, actor: Actor) -> None:
    if actor.id is None:
        raise NotAllowed  # a person confirms it, never a clock
    one = selectors.of(case)
    due = selectors.transfer_due(one, one.answer_due or moment.now())
    Readmission.objects.filter(pk=case.pk).update(deemed_by=actor.id, deemed_by_name=actor.name, answer_reasons=data.looked[:500], transfer_due=due)


@procedure.ASK_DOCUMENT.effect
def ask_document(case: CaseFile, data: inputs.Send, actor: Actor) -> None:
    disclosing.tell(case, selectors.of(case), ToldAbroad.Kind.DOCUMENT, data.items, actor)


@procedure.DOCUMENT.effect
def note_document(case: CaseFile, data: inputs.NoteDocument, actor: Actor) -> None:
    """It stands with the return, where the journey asks for it."""
    one, back = selectors.of(case), selectors.return_of(case)
    assert back is not None
    kind = JourneyDocument.Kind.EU_RETURN if data.eu_return else JourneyDocument.Kind.LAISSEZ_PASSER
    told = {"kind": kind, "issuer": one.requested, "number": data.number, "valid_until": data.valid_until, "by": actor.id, "by_name": actor.name}
    JourneyDocument(case=back.case, person_id=one.person_id, **told, at=moment.now()).save(force_insert=True)


@procedure.ANNOUNCE.effect
def announce(case: CaseFile, data: inputs.Announce, actor: Actor) -> None:
    Readmission.objects.filter(pk=case.pk).update(transfer_on=data.on, transfer_place=data.place)
    one = selectors.of(case)
    if one.transfer_due and timezone.localtime(one.transfer_due).date() <= data.on:
        raise BadInput({"on": _("The time for the transfer ends before that day.")})
    items = disclosing.profile(one) & {Datum.NAME, Datum.BIRTH, Datum.TRAVEL, *([Datum.CARE] if one.care_agreed else [])}
    disclosing.tell(case, one, ToldAbroad.Kind.TRANSFER, items, actor)


@procedure.TRANSFERRED.effect
def transferred(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Readmission.objects.filter(pk=case.pk).update(end_reason=str(_("Transferred")))


@procedure.LAPSE.effect
def note_lapse(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Readmission.objects.filter(pk=case.pk).update(end_reason=str(_("The time for the transfer has passed")))


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    _withdraw(case, data.reason, actor)


@procedure.STOPPED.effect
def stopped(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _withdraw(case, str(_("The return was stopped")), actor)


def _withdraw(case: CaseFile, reason: str, actor: Actor) -> None:
    """The other state learns that it is withdrawn, by its number, and never why."""
    one = Readmission.objects.get(pk=case.pk)
    Readmission.objects.filter(pk=case.pk).update(end_reason=reason)
    if selectors.told_anything(case):
        ToldAbroad(
            case=case,
            person_id=one.person_id,
            kind=ToldAbroad.Kind.WITHDRAWN,
            country=one.requested,
            items=[],
            content="{}",
            by_name=actor.name,
            at=moment.now(),
        ).save(force_insert=True)
        open_task(case, "TELL_WITHDRAWN")


@procedure.ERROR.effect
def note_error(case: CaseFile, data: inputs.Because, actor: Actor) -> None:
    Readmission.objects.filter(pk=case.pk).update(end_reason=data.reason)


def when_a_return_stops(case: CaseFile, why: str) -> None:
    """Whatever another state was asked is withdrawn in the same transaction."""
    with seeing_all():
        for one in CaseFile.objects.filter(procedure="readmission", closed=False, readmission__return_case=case.pk).exclude(state="transferred"):
            stopped({}, actor=SYSTEM, key=uuid.uuid5(_FROM, f"{case.pk}|{case.version}|{one.pk}"), case_id=one.pk)


def when_handed_over(case: CaseFile, actor: Actor) -> None:
    """The return's hand-over is the transfer that the other state agreed to."""
    with seeing_all():
        found = CaseFile.objects.filter(procedure="readmission", readmission__return_case=case.pk, state__in=("announced", *selectors.AGREED)).first()
    if found is not None:
        transferred({}, actor=actor, key=uuid.uuid4(), case_id=found.pk)
