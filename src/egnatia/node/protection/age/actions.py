"""The effects of an age assessment. As long as it is not decided, the person counts as a child."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.engine.run import call_unit, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Grant, Unit
from egnatia.node.information import actions as telling
from egnatia.node.information.inputs import Inform
from egnatia.node.information.items import Step as About
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person
from egnatia.node.protection.age import inputs, procedure, selectors
from egnatia.node.protection.models import CHILD, AgeAssessment, AgeConsent, AgeDecision, AgeOrder, AgeStep, Guardianship, Need
from egnatia.node.protection.presumption import presume_child


@procedure.DOUBT.effect
def doubt(case: CaseFile, data: inputs.Doubt, actor: Actor) -> None:
    """The presumption of minority begins; the protection service sees the case and is asked to assess."""
    person = people.known_person(data.person_id, lock=True)
    if selectors.has_assessment(person.pk):
        raise BadInput({"person_id": _("An assessment of this person stands already: take it up again there.")})
    set_subject(case, person.pk)
    AgeAssessment(
        case=case,
        person=person,
        direction=data.direction,
        grounds=list(data.grounds),
        reasons=data.reasons,
        documents_fail=data.documents_fail,
        doubted_at=moment.now(),
    ).save(force_insert=True)
    presume_child(person, actor.id)
    call_unit(case, Unit.Kind.PROTECTION, "AGE", "ASSESS_AGE", takes_over=True)


@procedure.CONSENT.effect
def record_consent(case: CaseFile, data: inputs.RecordConsent, actor: Actor) -> None:
    AgeConsent.objects.create(
        case=case,
        who=data.who,
        method=selectors.assessment_of(case).ordered,
        given=data.given == "YES",
        language=data.language,
        interpreter_present=data.interpreter_present,
        at=moment.now(),
    )


@procedure.EXAMINE.effect
def examine(case: CaseFile, data: inputs.Examine, actor: Actor) -> None:
    _step(case, list(data.methods), list(data.professions), data, actor, medical=False)


def _step(case: CaseFile, methods: list[str], professions: list[str], data: inputs.Examine | inputs.RecordMedical, actor: Actor, *, medical: bool) -> None:
    AgeStep.objects.create(
        case=case,
        methods=methods,
        professions=professions,
        low=data.low,
        high=data.high,
        doubt_remains=data.doubt_remains,
        medical=medical,
        by=actor.id,
        at=moment.now(),
    )


@procedure.ASK_MEDICAL.effect
def ask_medical(case: CaseFile, data: inputs.OrderMedical, actor: Actor) -> None:
    assert case.subject is not None
    AgeOrder(case=case, person_id=case.subject, method=data.method, why=data.why, by=actor.id, at=moment.now()).save(force_insert=True)
    AgeAssessment.objects.filter(pk=case.pk).update(ordered=data.method)


@procedure.ORDER.effect
def order_medical(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Whoever has medical staff is asked: the unit that holds the case, and the one that opened it."""
    for unit in Grant.objects.filter(case=case).values_list("unit_id", flat=True):
        open_task(case, "EXAMINE_AGE", unit)


@procedure.RECORD.effect
def record_medical(case: CaseFile, data: inputs.RecordMedical, actor: Actor) -> None:
    """Of the method that was ordered, and no other."""
    method = AgeAssessment.objects.values_list("ordered", flat=True).get(pk=case.pk)
    _step(case, [method], [], data, actor, medical=True)
    AgeAssessment.objects.filter(pk=case.pk).update(ordered="")


@procedure.CANCEL.effect
def cancel_medical(case: CaseFile, data: NoInput, actor: Actor) -> None:
    AgeAssessment.objects.filter(pk=case.pk).update(ordered="")


@procedure.CORRECT.effect
def correct_result(case: CaseFile, data: inputs.CorrectResult, actor: Actor) -> None:
    """Raises BadInput for a number that no result has. The right one stands at the time of the examination, as the wrong one did."""
    old = selectors.result(case, data.number)
    if old is None:
        raise BadInput({"number": _("There is no result of this number that still counts.")})
    new = AgeStep(case=case, methods=old.methods, professions=old.professions, low=data.low, high=data.high, doubt_remains=old.doubt_remains)
    new.medical, new.by, new.at = old.medical, actor.id, old.at
    new.save(force_insert=True)
    AgeStep.objects.filter(pk=old.pk).update(replaced_by=new.pk)


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.ProposeAge, actor: Actor) -> None:
    one = selectors.assessment_of(case)
    one.decision_reasons, one.proposed_by = data.reasons, actor.id
    one.save(update_fields=["decision_reasons", "proposed_by"])
    open_task(case, "DECIDE_AGE")


@procedure.DECIDE.effect
def decide(case: CaseFile, data: inputs.DecideAge, actor: Actor) -> None:
    """A margin that reaches below 18, or one that leaves doubt, is a child; only one that lies wholly above without doubt is an adult."""
    margin = selectors.margin_of(case)
    assert margin is not None
    one = selectors.assessment_of(case)
    assert one.proposed_by is not None
    assert actor.id is not None
    one.is_adult = margin[0] >= 18 and not selectors.steps_of(case)[-1].doubt_remains
    one.recorded_age = margin[0] if one.is_adult or margin[0] < 18 else None
    one.decided_by, one.decided_at, one.remedy_told = actor.id, moment.now(), data.remedy_told
    one.save(update_fields=["is_adult", "recorded_age", "decided_by", "decided_at", "remedy_told"])
    AgeDecision(
        case=case,
        person_id=one.person_id,
        is_adult=one.is_adult,
        recorded_age=one.recorded_age,
        reasons=one.decision_reasons or "",
        language=data.language,
        proposed_by=one.proposed_by,
        decided_by=actor.id,
        at=moment.now(),
    ).save(force_insert=True)
    person = Person.objects.select_for_update().get(pk=one.person_id)
    if not one.is_adult:
        presume_child(person, actor.id, Need.Status.IDENTIFIED)
        return
    Need.objects.filter(person=person, category__in=CHILD).update(status=Need.Status.EXCLUDED)
    person.is_minor_presumed = False
    person.year_of_birth = person.year_of_birth or moment.today().year - int(margin[0])
    person.save(update_fields=["is_minor_presumed", "year_of_birth"])
    with seeing_all():
        for beside in Guardianship.objects.filter(person=person, ended_at=None).select_related("case"):
            open_task(beside.case, "END_GUARDIANSHIP")


@procedure.SEND_BACK.effect
def send_back(case: CaseFile, data: inputs.SendBack, actor: Actor) -> None:
    one = selectors.assessment_of(case)
    one.reasons, one.proposed_by = f"{one.reasons}\n\n{moment.today()}: {data.reason}", None
    one.save(update_fields=["reasons", "proposed_by"])


@procedure.REVIEW.effect
def review(case: CaseFile, data: inputs.Review, actor: Actor) -> None:
    """In favour of somebody who was found to be an adult: a child again, until it is decided again."""
    if not selectors.found_adult(case, actor):
        raise WrongState
    _again(case, data.evidence, actor)


@procedure.DOUBT_AGAIN.effect
def doubt_again(case: CaseFile, data: inputs.Grounds, actor: Actor) -> None:
    """The child stays a child; results of before count on."""
    one = selectors.assessment_of(case)
    one.direction, one.grounds, one.documents_fail = data.direction, list(data.grounds), data.documents_fail
    one.save(update_fields=["direction", "grounds", "documents_fail"])
    _again(case, data.reasons, actor)


def _again(case: CaseFile, reasons: str, actor: Actor) -> None:
    """What was decided stays in its own row; the person counts as a child, and is asked anew."""
    one = selectors.assessment_of(case)
    one.reasons, one.doubted_at = f"{one.reasons}\n\n{moment.today()}: {reasons}", moment.now()
    one.is_adult = one.recorded_age = one.decided_at = one.decided_by = one.proposed_by = None
    one.remedy_told = False
    one.save(update_fields=["reasons", "doubted_at", "is_adult", "recorded_age", "decided_at", "decided_by", "proposed_by", "remedy_told"])
    presume_child(Person.objects.select_for_update().get(pk=one.person_id), actor.id)
    open_task(case, "ASSESS_AGE")


@procedure.DROP.effect
def drop(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The presumption stays: nobody becomes an adult by it."""
    AgeAssessment.objects.filter(pk=case.pk).update(ordered="", dropped=True)


@procedure.INFORM.effect
def inform(case: CaseFile, data: Inform, actor: Actor) -> None:
    telling.tell(case, About.AGE, data, actor)
