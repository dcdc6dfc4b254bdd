"""The effects of sessions."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Attendance, Trainer, TrainerSeat, TrainingSession
from egnatia.hub.training.sessions import inputs, procedure, rules
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
    broken = rules.broken(one, data.week, list(pair.values()))
    if broken:
        raise BadInput({"": broken})
    one.week = data.week
    one.save(update_fields=["week"])
    TrainerSeat.objects.filter(session=one).delete()
    TrainerSeat.objects.bulk_create(TrainerSeat(session=one, trainer=each) for each in pair.values())


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
