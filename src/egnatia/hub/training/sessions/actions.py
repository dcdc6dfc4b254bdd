"""The effects of sessions."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.exchange import sealed
from egnatia.hub.training import selectors, telling
from egnatia.hub.training.evaluation import inviting
from egnatia.hub.training.models import TrainerSeat, TrainingSession
from egnatia.hub.training.sessions import completions, inputs, places, procedure, rules
from egnatia.hub.training.trainers import half_year
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.store.hold import hold
from egnatia.kernel.units import first_of


@procedure.PLAN.effect
def plan(case: CaseFile, data: inputs.PlanSession, actor: Actor) -> None:
    _planned(case, data, actor.id)


def _planned(case: CaseFile, data: inputs.PlanSession, by: UUID | None) -> None:
    if data.module not in selectors.current() or data.language not in {code for code, _label in languages.choices()}:
        raise BadInput({"module": _("This module is not published, or the language is none of the list.")})
    TrainingSession.objects.create(case=case, planned_by=by, **data.model_dump())
    open_task(case, "APPROVE", case.unit_id)


@procedure.GIVE.effect
def give_trainers(case: CaseFile, data: inputs.GiveTrainers, actor: Actor) -> None:
    """Whoever gives them: the rules of the half-year hold, reckoned from what stands."""
    hold("trainers")
    one = TrainingSession.objects.get(pk=case.pk)
    pair = {each.number: each for each in half_year.may_teach().filter(number__in=(data.first, data.second))}
    if set(pair) != {data.first, data.second}:
        raise BadInput({"first": _("This trainer is not in the pool any more.")})
    broken = rules.broken(one, data.week, list(pair.values()))
    if broken:
        raise BadInput({"": broken})
    one.week = data.week
    one.save(update_fields=["week"])
    TrainerSeat.objects.filter(session=one).delete()
    TrainerSeat.objects.bulk_create(TrainerSeat(session=one, trainer=each) for each in pair.values())
    telling.tell_all_soon()


@procedure.DECIDE.effect
def decide_nominations(case: CaseFile, data: inputs.Decide, actor: Actor) -> None:
    with sealed.together():
        places.decide(TrainingSession.objects.get(pk=case.pk), data.decisions)


@procedure.COMPLETIONS.effect
def note_online(case: CaseFile, data: inputs.Completions, actor: Actor) -> None:
    """All lines or none."""
    try:
        done = completions.read(data.file, case.number)
    except completions.BadReport as problem:
        raise BadInput({"file": str(problem)}) from None
    if without := places.online(TrainingSession.objects.get(pk=case.pk), done):
        raise BadInput({"file": _("Nobody has these numbers here: %(numbers)s.") % {"numbers": ", ".join(map(str, without))}})


@procedure.RESULTS.effect
def note_results(case: CaseFile, data: inputs.NoteResults, actor: Actor) -> None:
    places.note(TrainingSession.objects.get(pk=case.pk), data.results)


@procedure.DELIVER.effect
def deliver(case: CaseFile, data: inputs.Deliver, actor: Actor) -> None:
    one = TrainingSession.objects.get(pk=case.pk)
    with sealed.together():
        places.close(one, data.by_country(), actor)
        inviting.after(one)
    telling.tell_all_soon()


@procedure.EVALUATE.effect
def evaluate(case: CaseFile, data: inputs.Evaluate, actor: Actor) -> None:
    TrainingSession.objects.filter(pk=case.pk).update(**data.model_dump())


@procedure.REPORT.effect
def report(case: CaseFile, data: inputs.Report, actor: Actor) -> None:
    TrainingSession.objects.filter(pk=case.pk).update(lessons=data.lessons)


@procedure.REQUEST.effect
def request(case: CaseFile, data: inputs.RequestedSession, actor: Actor) -> None:
    """It is looked at by an officer as any other."""
    case.unit_id = first_of(Unit.Kind.HUB).pk
    grant(case, case.unit_id, "REQUESTED")
    _planned(case, data, None)


@procedure.APPROVE.effect
def approve(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """What is taught, asked and certified is the version of this day, whatever is published later."""
    one = TrainingSession.objects.get(pk=case.pk)
    one.version = selectors.current()[one.module].version
    one.save(update_fields=["version"])
    if one.requested is not None:
        telling.word(one.country, "session", one.requested, code=case.number)


def _told(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The state says it, to the nodes too."""
    telling.tell_all_soon()


open_session, fill, begin = (one.effect(_told) for one in (procedure.OPEN, procedure.FILL, procedure.BEGIN))


@procedure.CANCEL.effect
def cancel(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = TrainingSession.objects.get(pk=case.pk)
    with sealed.together():
        places.end_all(one)
        if one.requested is not None:
            telling.word(one.country, "no_session", one.requested)
    telling.tell_all_soon()
