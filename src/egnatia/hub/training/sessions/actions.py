"""The effects of sessions."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import assignment, selectors
from egnatia.hub.training.models import Attendance, Trainer, TrainerSeat, TrainingSession
from egnatia.hub.training.sessions import inputs, procedure
from egnatia.hub.training.trainers import half_year
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile


@procedure.PLAN.effect
def plan(case: CaseFile, data: inputs.PlanSession, actor: Actor) -> None:
    if data.module not in selectors.current() or data.language not in {code for code, _label in languages.choices()}:
        raise BadInput({"module": _("This module is not published, or the language is none of the list.")})
    TrainingSession.objects.create(case=case, planned_by=actor.id, **data.model_dump())
    open_task(case, "APPROVE", case.unit_id)


@procedure.GIVE.effect
def give_trainers(case: CaseFile, data: inputs.GiveTrainers, actor: Actor) -> None:
    """Whoever gives them: the rules of the half-year hold, reckoned from what stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('trainers'))")
    one = TrainingSession.objects.get(pk=case.pk)
    pair = {each.number: each for each in Trainer.objects.filter(number__in=(data.first, data.second), case__state="certified")}
    if set(pair) != {data.first, data.second}:
        raise BadInput({"first": _("This trainer is not in the pool any more.")})
    broken = _broken(one, data, list(pair.values()))
    if broken:
        raise BadInput({"": broken})
    one.week = data.week
    one.save(update_fields=["week"])
    TrainerSeat.objects.filter(session=one).delete()
    TrainerSeat.objects.bulk_create(TrainerSeat(session=one, trainer=each) for each in pair.values())


_RULES = {
    "not in its weeks": _("The session cannot be in that week."),
    "does not teach": _("Somebody does not teach this module in this language."),
    "two co-trainers": _("Of two co-trainers nobody may lead: choose a trainer as well."),
    "of one country": _("A regional session has trainers of two countries."),
    "is away": _("Somebody is away in that week, or not certified any more."),
    "twice in week": _("Somebody teaches another session in that week."),
    "more sessions": _("Somebody would teach more sessions in the half-year than they agreed to."),
}


def _broken(one: TrainingSession, data: inputs.GiveTrainers, pair: list[Trainer]) -> object:
    """What the checker of the assignment says; empty if every rule holds."""
    start = half_year.first_monday(moment.today())
    week = (data.week - start).days // 7
    if week < 0:
        return _("That week is over.")
    session = half_year.session_of(0, one, start)
    people = {each.number: half_year.trainer_of(each, start, {one.language}) for each in pair}
    others = {}
    asked = {0: session}
    beside = TrainingSession.objects.filter(case__state__in=half_year.BUSY, trainerseat__trainer__in=pair, week__gte=start).exclude(pk=one.pk).distinct()
    for number, other in enumerate(beside.filter(week__lt=start + timedelta(weeks=half_year.WEEKS)), 1):
        mine = [each.number for each in pair if TrainerSeat.objects.filter(session=other, trainer=each).exists()]
        others[number], asked[number] = ((other.week - start).days // 7, mine), session  # type: ignore[operator]
    given = {0: assignment.Given(week, (data.first, data.second))}
    found = assignment.violations(people, asked, given)
    found += [f"twice in week {week}" for when, mine in others.values() if when == week and mine]
    load = {who: sum(who in mine for _when, mine in others.values()) + 1 for who in people}
    found += ["more sessions" for who, many in load.items() if many > people[who].most]
    return next((text for part, text in _RULES.items() if any(part in each for each in found)), "")


@procedure.DELIVER.effect
def deliver(case: CaseFile, data: inputs.Deliver, actor: Actor) -> None:
    Attendance.objects.bulk_create(
        Attendance(session_id=case.pk, country=code, attended=there, passed=passed) for code, (there, passed) in data.by_country().items()
    )


@procedure.EVALUATE.effect
def evaluate(case: CaseFile, data: inputs.Evaluate, actor: Actor) -> None:
    TrainingSession.objects.filter(pk=case.pk).update(**data.model_dump())


@procedure.REPORT.effect
def report(case: CaseFile, data: inputs.Report, actor: Actor) -> None:
    TrainingSession.objects.filter(pk=case.pk).update(lessons=data.lessons)


def _noted(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The state says it."""


approve, open_session, fill, begin, cancel = (
    one.effect(_noted) for one in (procedure.APPROVE, procedure.OPEN, procedure.FILL, procedure.BEGIN, procedure.CANCEL)
)
