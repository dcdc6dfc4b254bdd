from __future__ import annotations

import tomllib
import uuid
from importlib import resources
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import plans
from egnatia.hub.logframe.indicators.actions import open_reporting
from egnatia.hub.logframe.models import Framework, Party
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.logframe.sheets.taking import take
from egnatia.hub.programme.contracts import inputs, procedure
from egnatia.hub.programme.models import Contract, Evaluation, Lesson, Money, Phase
from egnatia.hub.programme.phases.actions import record as record_phase
from egnatia.hub.roadmaps.actions import change_head
from egnatia.hub.roadmaps.inputs import Sign
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile

_SEED = uuid.UUID("5e2b7c10-94af-4d63-8b1e-0c7f6a3d5e03")


def _phase(pk: UUID, component: int) -> Phase:
    found = Phase.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise BadInput({"phase": _("Choose a phase that is on record.")})
    if found.contracts.filter(component=component).exclude(case__state="cancelled").exists():
        raise BadInput({"component": _("This phase has a component of this number.")})
    return found


@procedure.DRAFT.effect
def draft(case: CaseFile, data: inputs.Draft, actor: Actor) -> None:
    phase, lead = _phase(data.phase, data.component), find_party(data.lead)
    told = {"title": data.title, "objective": data.objective, "starts": data.starts, "ends": data.ends}
    framework = plans.create(case, lead, data.partners, **told)
    Contract.objects.create(case=case, framework=framework, phase=phase, component=data.component)


@procedure.RECORD.effect
def record(case: CaseFile, data: inputs.Record, actor: Actor) -> None:
    """Its specific objectives stand as outcomes, in the words of the source."""
    phase, lead = _phase(data.phase, data.component), find_party(data.lead)
    framework = plans.create(case, lead, data.partners, title=data.title, objective=data.objective, told=data.told)
    Contract.objects.create(case=case, framework=framework, phase=phase, component=data.component, source=data.source)
    for number, title in enumerate(data.outcomes, 1):
        told = {"framework": case.pk, "code": f"{data.component}.{number}", "level": "OUTCOME", "title": title}
        results.add_result(told, actor=actor, key=uuid.uuid4())


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.Head, actor: Actor) -> None:
    change_head(case, data, actor)


@procedure.IMPORT.effect
def import_logframe(case: CaseFile, data: inputs.Import, actor: Actor) -> None:
    take(Framework.objects.select_related("lead").get(pk=case.pk), data.file, data.reason, actor)


@procedure.BEGIN.effect
def begin(case: CaseFile, data: Sign, actor: Actor) -> None:
    Framework.objects.filter(pk=case.pk).update(signed_on=data.signed_on)


@procedure.REPORTING.effect
def open_periods(case: CaseFile, data: inputs.OpenReporting, actor: Actor) -> None:
    open_reporting(case, data.day)


@procedure.MONEY.effect
def note_money(case: CaseFile, data: inputs.NoteMoney, actor: Actor) -> None:
    if data.activity and not Framework.objects.filter(pk=case.pk, activities__code=data.activity).exists():
        raise BadInput({"activity": _("This plan has no activity of this code.")})
    if data.amount == 0:
        raise BadInput({"amount": _("Nothing is nothing to book: enter an amount.")})
    party = find_party(data.party, "party")
    if not Framework.objects.filter(pk=case.pk, partners=party).exists():
        raise BadInput({"party": _("%(name)s is no partner of this contract.") % {"name": party.name}})
    Money.objects.create(contract_id=case.pk, **{**data.model_dump(), "party": party})


@procedure.LESSON.effect
def note_lesson(case: CaseFile, data: inputs.NoteLesson, actor: Actor) -> None:
    Lesson.objects.create(contract_id=case.pk, on=moment.today(), **data.model_dump())


@procedure.EVALUATE.effect
def evaluate(case: CaseFile, data: inputs.Evaluate, actor: Actor) -> None:
    Evaluation.objects.create(contract_id=case.pk, **data.model_dump())


@procedure.RESPOND.effect
def respond(case: CaseFile, data: inputs.Respond, actor: Actor) -> None:
    newest = Evaluation.objects.filter(contract=case.pk).order_by("-on", "-pk").first()
    if newest is None:
        raise BadInput({"response": _("There is no evaluation to answer.")})
    Evaluation.objects.filter(pk=newest.pk).update(response=data.response)


def _stated(case: CaseFile, data: inputs.Reason, actor: Actor) -> None:
    """Why a contract stands still, goes on or ends is a lesson of it."""
    Lesson.objects.create(contract_id=case.pk, on=moment.today(), text=data.reason, learned_from=str(_("Change of state")))


suspend, resume, cancel = (one.effect(_stated) for one in (procedure.SUSPEND, procedure.RESUME, procedure.CANCEL))


@procedure.FINALISE.effect
def finalise(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The state says it."""


@procedure.CLOSE.effect
def close(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The state says it."""


def seed() -> None:
    """The programme in its own words. Safe to run again; waits until the parties are there."""
    told = tomllib.loads((resources.files("egnatia.hub.programme") / "data" / "programme.toml").read_text(encoding="utf-8"))
    with acting_as(SYSTEM):
        if not Party.objects.exists():
            return
    for one in told["phase"]:
        contracts = one.pop("contract", [])
        phase = record_phase(one, actor=SYSTEM, key=uuid.uuid5(_SEED, one["title"])).case_id
        for each in contracts:
            told_of = {**each, "phase": phase, "told": one["told"], "source": one["source"]}
            record(told_of, actor=SYSTEM, key=uuid.uuid5(_SEED, f"{one['title']} {each['component']}"))
