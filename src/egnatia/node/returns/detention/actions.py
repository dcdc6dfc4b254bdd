from __future__ import annotations

import uuid

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, seeing_all
from egnatia.kernel.engine.refusals import NotAllowed, NotFound, Refused
from egnatia.kernel.engine.run import call_unit, open_task, set_subject, show_to
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.returns.detention import inputs, procedure, selectors
from egnatia.node.returns.models import ConditionsCheck, Detention, DetentionReview, Pause, Release

_FROM = uuid.UUID("b4a1c7de-3a0f-4c5b-8c5e-2f6f4ce0b7a9")


class AlreadyOpen(Refused):
    """One measure of one person at a time."""

    code = "open"


@procedure.OPEN.effect
def open_measure(case: CaseFile, data: inputs.OpenMeasure, actor: Actor) -> None:
    source = CaseFile.objects.filter(pk=data.return_case, procedure="return").first()
    if source is None or source.subject is None:
        raise NotFound
    with seeing_all():
        Person.objects.select_for_update().get(pk=source.subject)
        if Detention.objects.filter(person=source.subject, case__closed=False).exists():
            raise AlreadyOpen
        earlier = Detention.objects.filter(return_case=source.pk, no_prospect_at__isnull=False).values_list("no_prospect_at", flat=True).first()
    set_subject(case, source.subject)
    told = {"no_prospect_at": earlier, "return_case": source.pk, "alternative": data.alternative, "alternative_since": moment.now()}
    Detention(case=case, person_id=source.subject, **told).save(force_insert=True)
    show_to(case, Unit.Kind.PROTECTION, "SAFEGUARDS")  # who may release must be able to see it


@procedure.END.effect
def end_measure(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record."""


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.ProposeDetention, actor: Actor) -> None:
    one = Detention.objects.get(pk=case.pk)
    for name, value in data.model_dump().items():
        setattr(one, name, value)
    one.proposed_by, one.proposed_by_name, one.reasoned_at = actor.id, actor.name, moment.now()
    one.save()
    open_task(case, "DECIDE_DETENTION")
    if protection.treated_as_child(one.person):
        call_unit(case, Unit.Kind.PROTECTION, "SAFEGUARDS", "SIGN_FOR_CHILD")


@procedure.SIGN.effect
def sign_for_child(case: CaseFile, data: inputs.SignForChild, actor: Actor) -> None:
    if actor.id is None:
        raise NotAllowed
    Detention.objects.filter(pk=case.pk).update(child_signed_by=actor.id)


@procedure.ORDER.effect
def order(case: CaseFile, data: inputs.OrderDetention, actor: Actor) -> None:
    told = {"order_number": data.order_number, "review_on": data.review_on, "max_on": data.until}
    Detention.objects.filter(pk=case.pk).update(ordered_by=actor.id, ordered_by_name=actor.name, ordered_at=moment.now(), **told)


@procedure.REFUSE.effect
def refuse(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record."""


@procedure.REVIEW.effect
def note_review(case: CaseFile, data: inputs.NoteReview, actor: Actor) -> str:
    """Not lawful, or without prospect: release is due in the same moment."""
    lawful, prospect = data.lawful == "YES", data.prospect == "YES"
    told = {"kind": data.kind, "lawful": lawful, "prospect": prospect, "reasons": data.reasons, "next_on": data.next_on}
    DetentionReview(case=case, person_id=selectors.of(case).person_id, **told, by_name=actor.name, at=moment.now()).save(force_insert=True)
    if lawful and prospect:
        # What the authority says to itself never takes the place of the judge, nor moves the judge's day.
        if data.kind is DetentionReview.Kind.JUDICIAL or selectors.judged(case):
            Detention.objects.filter(pk=case.pk).update(review_on=data.next_on)
        return "detained"
    if not prospect:
        Detention.objects.filter(pk=case.pk).update(no_prospect_at=moment.now())
    open_task(case, "RELEASE")
    return "release_due"


@procedure.EXTEND.effect
def extend(case: CaseFile, data: inputs.Extend, actor: Actor) -> None:
    told = {"extension_ground": data.ground, "max_on": data.until, "review_on": data.review_on, "order_number": data.order_number}
    Detention.objects.filter(pk=case.pk).update(extended_at=moment.now(), **told)
    review = {"kind": DetentionReview.Kind.JUDICIAL, "lawful": True, "prospect": True, "reasons": data.reasons, "next_on": data.review_on}
    DetentionReview(case=case, person_id=selectors.of(case).person_id, **review, by_name=actor.name, at=moment.now()).save(force_insert=True)


@procedure.CONDITIONS.effect
def check_conditions(case: CaseFile, data: inputs.CheckConditions, actor: Actor) -> None:
    ConditionsCheck.objects.create(case=case, met=list(data.met), note=data.note, by_name=actor.name, at=moment.now())


@procedure.NO_PROSPECT.effect
def note_no_prospect(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Detention.objects.filter(pk=case.pk).update(no_prospect_at=moment.now())
    open_task(case, "RELEASE")


@procedure.STOPPED.effect
def return_stopped(case: CaseFile, data: NoInput, actor: Actor) -> None:
    open_task(case, "RELEASE")


@procedure.MISSED.effect
def review_missed(case: CaseFile, data: NoInput, actor: Actor) -> None:
    open_task(case, "RELEASE")


@procedure.REACHED.effect
def limit_reached(case: CaseFile, data: NoInput, actor: Actor) -> None:
    open_task(case, "RELEASE")


@procedure.RELEASE.effect
def release(case: CaseFile, data: inputs.NoteRelease, actor: Actor) -> None:
    Detention.objects.filter(pk=case.pk).update(released_at=moment.now(), release=Release(data.release))


def when_a_return_stops(case: CaseFile, why: str) -> None:
    """Detention for a return that does not go on has no ground: release is due at once. Who cannot be found is not detained."""
    if why == Pause.Why.ABSENT:
        return
    with seeing_all():
        for one in Detention.objects.filter(return_case=case.pk, case__state="detained"):
            return_stopped({}, actor=SYSTEM, key=uuid.uuid5(_FROM, f"{case.pk}|{case.version}|{one.pk}"), case_id=one.pk)


def when_a_need_is_found(person: uuid.UUID) -> None:
    """Called when somebody comes out to be a child, or to need what detention cannot give: release is due at once, and child protection is told."""
    with seeing_all():
        for one in Detention.objects.filter(person=person, case__state="detained").select_related("case"):
            return_stopped({}, actor=SYSTEM, key=uuid.uuid5(_FROM, f"need|{one.pk}|{one.case.version}"), case_id=one.pk)
            call_unit(one.case, Unit.Kind.PROTECTION, "SAFEGUARDS", "RELEASE")


def when_handed_over(case: CaseFile, actor: Actor) -> None:
    with seeing_all():
        for one in Detention.objects.filter(return_case=case.pk, case__state__in=selectors.DETAINED):
            release({"release": Release.RETURNED}, actor=actor, key=uuid.uuid4(), case_id=one.pk)
