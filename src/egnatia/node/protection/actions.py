"""Recording special needs. A need is never made less by a later look: only a decision about that need ends it."""

from __future__ import annotations

from uuid import UUID

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import queueing, timing
from egnatia.kernel.engine.refusals import WrongState
from egnatia.kernel.engine.run import call_unit, end_task, open_task, set_subject, show_to
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Task, Unit
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person
from egnatia.node.protection import inputs, presumption, procedure, selectors
from egnatia.node.protection.models import CHILD, Category, Indicator, Need, NeedDecision, NeedsCheck

URGENT_TASK = "URGENT_NEED"
CHECK_TASK = "CHECK_NEEDS"
FIRST_CHECK = "NEEDS_FIRST_CHECK"
NEEDS_ASSESSED = "NEEDS_ASSESSED"
# What a single indicator points to by itself, so that a hurried officer cannot forget it.
_IMPLIED = {
    Indicator.ALONE: Category.UAM,
    Indicator.WITH_STRANGER: Category.UAM,
    Indicator.PREGNANCY: Category.PREGNANT,
    Indicator.ALONE_WITH_CHILD: Category.SINGLE_PARENT,
    Indicator.NO_NATIONALITY: Category.STATELESS,
    Indicator.CONTROLLED: Category.VOT,
}


@procedure.RECORD_CHECK.effect
def record_check(case: CaseFile, data: inputs.RecordCheck, actor: Actor) -> None:
    """Store the indicators, suspect the needs, and call the protection service for a child alone or an urgent need."""
    person = people.known_person(data.person_id)
    set_subject(case, person.pk)
    note = data.note or None
    NeedsCheck(case=case, person=person, stage=data.stage, indicators=list(data.indicators), urgent=data.urgent, note=note).save(force_insert=True)
    found = {*data.categories, *(_IMPLIED[one] for one in data.indicators if one in _IMPLIED)}
    if person.is_minor_presumed or Indicator.AGE in data.indicators:
        found.add(Category.UAM if person.unaccompanied else Category.ACC_MINOR)
    rows = [Need(person=person, category=one, status=Need.Status.SUSPECTED, recorded_at=moment.now(), recorded_by=actor.id) for one in sorted(found)]
    Need.objects.bulk_create(rows, ignore_conflicts=True)
    Need.objects.filter(person=person, category__in=found, status__in=(Need.Status.EXCLUDED, Need.Status.ENDED)).update(status=Need.Status.SUSPECTED)
    if found & set(CHILD):
        presumption.follow(person.pk)
    _looked_at(person, data.stage, actor)
    if Category.VOT in found or data.urgent:
        call_unit(case, Unit.Kind.PROTECTION, "PROTECTION", URGENT_TASK)
    elif Category.UAM in found:
        # It is asked for a guardian already; here it may read why.
        show_to(case, Unit.Kind.PROTECTION, "PROTECTION")


@procedure.DECIDE_NEED.effect
def decide_need(case: CaseFile, data: inputs.DecideNeed, actor: Actor) -> None:
    """The need stands as found; what follows from an identified one in other rooms follows in this transaction."""
    assert case.subject is not None
    # Another officer may choose a route or order a restriction in the same moment: one of the two waits.
    person = people.known_person(case.subject, lock=True)
    NeedDecision(
        case=case,
        person=person,
        category=data.category,
        status=data.status,
        measures=list(data.measures),
        reason=data.reason,
        review_on=data.review_on,
        by=actor.id,
        by_name=actor.name,
        at=moment.now(),
    ).save(force_insert=True)
    told = {"status": data.status, "recorded_at": moment.now(), "recorded_by": actor.id}
    Need.objects.update_or_create(person=person, category=data.category, defaults=told)
    _put_in_line(person.pk)
    if data.status == Need.Status.IDENTIFIED:
        presumption.follow(person.pk)


def _put_in_line(person_id: UUID) -> None:
    """Every open case of the person comes first, or does not any more."""
    with seeing_all():
        CaseFile.objects.filter(subject=person_id).update(priority=selectors.comes_first(person_id))


def follow_priority(case: CaseFile) -> None:
    """A case that is opened later comes first too."""
    if case.subject is not None and selectors.comes_first(case.subject):
        case.priority = True
        case.save(update_fields=["priority"])


def ask_for_check(case: CaseFile) -> None:
    """At a new stage somebody looks again: what was not seen before may be seen now."""
    open_task(case, CHECK_TASK)


def _looked_at(person: Person, stage: str, actor: Actor) -> None:
    """A check at a stage is what its time limit and its task asked for, in a case that the unit sees: the first look of anybody, an assessment of those who
    may assess."""
    ended = (FIRST_CHECK, *((CHECK_TASK, NEEDS_ASSESSED) if actor.roles & procedure.ASSESSORS else ()))
    for case in CaseFile.objects.filter(subject=person.pk, procedure=stage.lower(), closed=False):
        timing.stop(case, ended, moment.now())
        for code in ended:
            end_task(case, code)
        queueing.settle(case)


@procedure.TAKE_CARE.effect
def take_care(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The unit that was asked notes it; the event is the record. Another unit's task stays open."""
    if not Task.objects.filter(case=case, unit_id=actor.unit, done_at=None).update(done_at=moment.now()):
        raise WrongState
