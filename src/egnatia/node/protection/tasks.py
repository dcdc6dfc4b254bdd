"""Each morning: needs that somebody wanted to look at again today, and children who came of age."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="10 5 * * *")
@app.task(name="protection.review_needs", lock="protection.review_needs")
def review_needs(timestamp: int) -> None:
    from egnatia.kernel import moment
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.kernel.engine.run import open_task
    from egnatia.node.information.actions import take_all_shipped
    from egnatia.node.protection.models import NeedDecision

    with acting_as(SYSTEM):
        newest: dict[tuple[object, str], NeedDecision] = {}
        for one in NeedDecision.objects.select_related("case").defer("reason").order_by("at"):
            newest[one.person_id, one.category] = one
        for one in newest.values():
            if one.review_on is not None and one.review_on <= moment.today():
                open_task(one.case, "REVIEW_NEED")
        _came_of_age()
        _no_children_any_more()
        _look_again()
        _ask_for_guardians()
        take_all_shipped()


def _no_children_any_more() -> None:
    """Who was a child by the date that they gave, and is none any more by any date that is known, counts as an adult from this morning on: not who was
    presumed a child against their own date, and nobody whose age was or is assessed."""
    from egnatia.kernel import moment
    from egnatia.node.people import selectors as people
    from egnatia.node.people.models import Person
    from egnatia.node.protection.models import CHILD, AgeAssessment, Need

    assessed = AgeAssessment.objects.values("person")
    latest = moment.today().year - 18
    for person in Person.objects.filter(is_minor_presumed=True, year_of_birth__lte=latest).exclude(pk__in=assessed):
        known = people.identities(person)
        then = [one.birth.age_on(one.recorded_at.date()) for one in known]
        now = [one.birth.age_on(moment.today()) for one in known]
        if not any(age is not None and age < 18 for age in then) or not all(age is not None and age >= 18 for age in now):
            continue
        Person.objects.filter(pk=person.pk).update(is_minor_presumed=False)
        Need.objects.filter(person=person, category__in=CHILD).update(status=Need.Status.ENDED, recorded_at=moment.now())


def _came_of_age() -> None:
    from egnatia.kernel import moment
    from egnatia.kernel.engine.run import open_task
    from egnatia.node.people import selectors as people
    from egnatia.node.protection.models import Guardianship

    for beside in Guardianship.objects.filter(ended_at=None).select_related("case", "person"):
        ages = [one.birth.age_on(moment.today()) for one in people.identities(beside.person)]
        # By the lowest age that any identity allows: in doubt the guardian stays.
        if ages and all(age is not None and age >= 18 for age in ages):
            open_task(beside.case, "END_GUARDIANSHIP")


def _look_again() -> None:
    from egnatia.kernel import moment
    from egnatia.kernel.engine.run import open_task
    from egnatia.node.protection.models import BestInterests

    for one in BestInterests.objects.filter(review_on__lte=moment.today(), case__state__in=("assessed", "decided")).select_related("case"):
        open_task(one.case, "REVIEW_CHILD")


def _ask_for_guardians() -> None:
    """For children alone who were known before guardians were asked for by themselves."""
    from egnatia.kernel.models import Unit
    from egnatia.node.protection.guardians.actions import ask_when_alone
    from egnatia.node.protection.models import Category, Need
    from egnatia.node.protection.selectors import OPEN

    if Unit.objects.filter(kind=Unit.Kind.PROTECTION).exists():
        alone = Need.objects.filter(category=Category.UAM, status__in=OPEN, person__guardianship=None)
        for person in alone.values_list("person", flat=True):
            ask_when_alone(person)
