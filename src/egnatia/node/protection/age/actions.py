"""The effects of an age assessment. As long as it is not decided, the person counts as a child."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput, NotFound
from egnatia.kernel.engine.run import grant, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import NoUnit, first_of
from egnatia.node.people.models import Person
from egnatia.node.protection.age import inputs, procedure, selectors
from egnatia.node.protection.models import AgeAssessment, AgeConsent, AgeStep, Category, Need

_CHILD = (Category.UAM, Category.ACC_MINOR)


def _presume_child(person: Person) -> None:
    if not person.is_minor_presumed:
        person.is_minor_presumed = True
        person.save(update_fields=["is_minor_presumed"])


@procedure.DOUBT.effect
def doubt(case: CaseFile, data: inputs.Doubt, actor: Actor) -> None:
    """The presumption of minority begins; the protection service sees the case and appoints who examines."""
    person = Person.objects.select_for_update().filter(pk=data.person_id).first()
    if person is None:
        raise NotFound  # or known to other units alone: both look the same
    if selectors.is_open(person.pk):
        raise BadInput({"person_id": _("An assessment of this person runs already.")})
    set_subject(case, person.pk)
    AgeAssessment(case=case, person=person, direction=data.direction, grounds=list(data.grounds), reasons=data.reasons).save(force_insert=True)
    _presume_child(person)
    try:
        service = first_of(Unit.Kind.PROTECTION)
    except NoUnit:
        return
    case.unit_id = service.pk
    grant(case, service.pk, "AGE")


@procedure.CONSENT.effect
def record_consent(case: CaseFile, data: inputs.RecordConsent, actor: Actor) -> None:
    AgeConsent.objects.create(
        case=case, who=data.who, given=data.given == "YES", language=data.language, interpreter_present=data.interpreter_present, at=moment.now()
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


@procedure.ORDER.effect
def order_medical(case: CaseFile, data: inputs.OrderMedical, actor: Actor) -> None:
    AgeAssessment.objects.filter(pk=case.pk).update(ordered=data.method)


@procedure.RECORD.effect
def record_medical(case: CaseFile, data: inputs.RecordMedical, actor: Actor) -> None:
    """Of the method that was ordered, and no other."""
    method = AgeAssessment.objects.values_list("ordered", flat=True).get(pk=case.pk)
    _step(case, [method], [], data, actor, medical=True)
    AgeAssessment.objects.filter(pk=case.pk).update(ordered="")


@procedure.CANCEL.effect
def cancel_medical(case: CaseFile, data: NoInput, actor: Actor) -> None:
    AgeAssessment.objects.filter(pk=case.pk).update(ordered="")


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.ProposeAge, actor: Actor) -> None:
    one = selectors.assessment_of(case)
    one.decision_reasons, one.proposed_by = data.reasons, actor.id
    one.save(update_fields=["decision_reasons", "proposed_by"])
    open_task(case, "DECIDE_AGE")


@procedure.DECIDE.effect
def decide(case: CaseFile, data: inputs.DecideAge, actor: Actor) -> None:
    """A margin that reaches below 18 is a child of its lowest age; only one that lies wholly above is an adult."""
    margin = selectors.margin_of(case)
    assert margin is not None
    one = selectors.assessment_of(case)
    one.is_adult, one.recorded_age = margin[0] >= 18, margin[0]
    one.decided_by, one.decided_at, one.remedy_told = actor.id, moment.now(), data.remedy_told
    one.save(update_fields=["is_adult", "recorded_age", "decided_by", "decided_at", "remedy_told"])
    person = Person.objects.select_for_update().get(pk=one.person_id)
    if one.is_adult:
        Need.objects.filter(person=person, category__in=_CHILD).update(status=Need.Status.EXCLUDED)
        person.is_minor_presumed = False
        person.year_of_birth = person.year_of_birth or moment.today().year - int(margin[0])
        person.save(update_fields=["is_minor_presumed", "year_of_birth"])
        return
    category = Category.UAM if person.unaccompanied else Category.ACC_MINOR
    told = {"status": Need.Status.IDENTIFIED, "recorded_at": moment.now(), "recorded_by": actor.id}
    Need.objects.update_or_create(person=person, category=category, defaults=told)
    _presume_child(person)


@procedure.REVIEW.effect
def review(case: CaseFile, data: inputs.Review, actor: Actor) -> None:
    """What was found stays on record beside the new doubt; the decision does not hold any more."""
    one = selectors.assessment_of(case)
    one.reasons = f"{one.reasons}\n\n{moment.today()}: {data.evidence}"
    one.is_adult = one.recorded_age = one.decided_at = one.decided_by = one.proposed_by = None
    one.remedy_told = False
    one.save(update_fields=["reasons", "is_adult", "recorded_age", "decided_at", "decided_by", "proposed_by", "remedy_told"])
    _presume_child(Person.objects.get(pk=one.person_id))


@procedure.DROP.effect
def drop(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The presumption stays: nobody becomes an adult by it."""
    AgeAssessment.objects.filter(pk=case.pk).update(ordered="")
