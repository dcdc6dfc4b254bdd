"""The effects of the register. Whatever changes in it is offered to the pool anew in the same transaction."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Grant, Unit
from egnatia.node.interpreters import talking
from egnatia.node.interpreters.models import Conflict, Heard, Hours, Interpreter, Premises, Remark, Skill
from egnatia.node.interpreters.register import inputs, procedure, selectors

# As the form of the offer says.
MOST_PREMISES, MOST_INTERPRETERS = 200, 500
OWN_PROFILE, OWN_SESSION = "OWN_PROFILE", "OWN_SESSION"


def offer_to_pool() -> None:
    talking.offer(selectors.offer())


def _in_state(case: CaseFile, state: str) -> None:
    """The offer is made from the state that follows, in the same transaction."""
    CaseFile.objects.filter(pk=case.pk).update(state=state)
    offer_to_pool()


def _home(code: str) -> Premises:
    found = Premises.objects.filter(code=code, case__state="open").first()
    if found is None:
        raise BadInput({"home": _("Choose premises that are open: add them first.")})
    return found


@procedure.ENROL.effect
def enrol(case: CaseFile, data: inputs.Enrol, actor: Actor) -> None:
    if Interpreter.objects.exclude(case__state="ended").count() >= MOST_INTERPRETERS:
        raise BadInput({"": _("These are as many interpreters as the pool takes of one country: end a contract first.")})
    told = data.model_dump(exclude={"home"}, mode="json")
    Interpreter.objects.create(case=case, home=_home(data.home), **told)


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.Change, actor: Actor) -> None:
    told = data.model_dump(exclude={"home"}, mode="json")
    Interpreter.objects.filter(pk=case.pk).update(home=_home(data.home), **told)
    offer_to_pool()


@procedure.SKILL.effect
def add_skill(case: CaseFile, data: inputs.AddSkill, actor: Actor) -> None:
    """Tested again, a variety has its new level."""
    if Skill.objects.filter(interpreter=case.pk).exclude(language=data.language).count() >= pool.MOST_SKILLS:
        raise BadInput({"language": _("Twenty varieties are the most that the pool is told: take one out first.")})
    told = data.model_dump(exclude={"language"})
    Skill.objects.update_or_create(interpreter_id=case.pk, language=data.language, defaults=told)
    offer_to_pool()


@procedure.DROP.effect
def drop_skill(case: CaseFile, data: inputs.DropSkill, actor: Actor) -> None:
    if not Skill.objects.filter(interpreter=case.pk, language=data.language).delete()[0]:
        raise BadInput({"language": _("This variety is not in the profile.")})
    offer_to_pool()


@procedure.VET.effect
def vet(case: CaseFile, data: inputs.Vet, actor: Actor) -> str:
    """Who is paused stays so: a complaint does not end with a new certificate."""
    if not Skill.objects.filter(interpreter=case.pk).exists():
        raise BadInput({"": _("Note at least one tested language first: nobody is vetted for nothing.")})
    Interpreter.objects.filter(pk=case.pk).update(**data.model_dump())
    state = "paused" if case.state == "paused" else "active"
    _in_state(case, state)
    return state


@procedure.HOURS.effect
def offer_hours(case: CaseFile, data: inputs.OfferHours, actor: Actor) -> None:
    for day in data.days():
        if str(day.weekday()) in data.weekdays:
            Hours.objects.update_or_create(interpreter_id=case.pk, day=day, defaults={"begins": data.begins, "ends": data.ends})
    offer_to_pool()


@procedure.TAKE_BACK.effect
def take_back(case: CaseFile, data: inputs.TakeBack, actor: Actor) -> None:
    Hours.objects.filter(interpreter=case.pk, day__range=(data.since, data.until)).delete()
    offer_to_pool()


@procedure.DECLARE.effect
def declare(case: CaseFile, data: inputs.Declare, actor: Actor) -> None:
    Conflict.objects.create(interpreter_id=case.pk, declared_on=moment.today(), what=data.what)


@procedure.HEAR.effect
def hear_complaint(case: CaseFile, data: inputs.HearComplaint, actor: Actor) -> None:
    """Of somebody whose contract has ended it is kept, and nobody has to do anything."""
    Heard.objects.create(interpreter_id=case.pk, **data.model_dump())
    if case.state != "ended":
        open_task(case, "COMPLAINT")


@procedure.REMARK.effect
def note_remark(case: CaseFile, data: inputs.NoteRemark, actor: Actor) -> str:
    Remark.objects.create(interpreter_id=case.pk, **data.model_dump())
    if data.outcome is not Remark.Outcome.PAUSED:
        return case.state
    _in_state(case, "paused")
    return "paused"


@procedure.QUEUE.effect
def give_queue(case: CaseFile, data: inputs.GiveQueue, actor: Actor) -> None:
    if data.unit not in dict(selectors.free_units()):
        raise BadInput({"unit": _("Choose a unit that is nobody's queue yet.")})
    one, unit = selectors.of(case), Unit.objects.get(code=data.unit)
    sessions = CaseFile.objects.filter(session__interpreter=case.pk, closed=False)
    if one.unit_id:
        # A wrong unit, corrected: whoever reads it sees nothing of this interpreter any more.
        theirs = [case.pk, *CaseFile.objects.filter(session__interpreter=case.pk).values_list("pk", flat=True)]
        Grant.objects.filter(unit_id=one.unit_id, case__in=theirs).delete()
    Interpreter.objects.filter(pk=case.pk).update(unit=unit)
    grant(case, unit.pk, OWN_PROFILE)
    for each in sessions:
        grant(each, unit.pk, OWN_SESSION)


@procedure.CALENDAR.effect
def new_calendar(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = selectors.of(case)
    Interpreter.objects.filter(pk=case.pk).update(calendar=one.calendar + 1)


@procedure.PAUSE.effect
def pause(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _in_state(case, "paused")


@procedure.RESUME.effect
def resume(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = selectors.of(case)
    if one.vetted_until is None or one.vetted_until < moment.today():
        raise BadInput({"": _("The vetting is over: note the new one.")})
    _in_state(case, "active")


@procedure.END.effect
def end(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _in_state(case, "ended")


@procedure.ADD.effect
def add_premises(case: CaseFile, data: inputs.AddPremises, actor: Actor) -> None:
    if Premises.objects.filter(case__state="open").count() >= MOST_PREMISES:
        raise BadInput({"": _("These are as many premises as the pool takes of one country: close one first.")})
    if Premises.objects.filter(code=data.code).exists():
        raise BadInput({"code": _("This code is taken: choose another one.")})
    Premises.objects.create(case=case, **data.model_dump())
    _in_state(case, "open")


@procedure.PREMISES.action("change").effect
def change_premises(case: CaseFile, data: inputs.ChangePremises, actor: Actor) -> None:
    Premises.objects.filter(pk=case.pk).update(**data.model_dump())
    offer_to_pool()


@procedure.PREMISES.action("close").effect
def close_premises(case: CaseFile, data: NoInput, actor: Actor) -> None:
    if Interpreter.objects.filter(home=case.pk).exclude(case__state="ended").exists():
        raise BadInput({"": _("Interpreters begin their way here: give them other premises first.")})
    _in_state(case, "closed")


def look_at_vetting() -> None:
    """Once a day: what ends soon is a task; whose vetting is over is not offered any more."""
    with acting_as(SYSTEM):
        for one in selectors.vetting_ends():
            open_task(one.case, "VETTING")
        if Premises.objects.exists():
            offer_to_pool()
