from __future__ import annotations

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.programme.models import Priority, Score
from egnatia.hub.programme.priorities import inputs, procedure
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.Propose, actor: Actor) -> None:
    party = find_party(data.lead)
    Priority.objects.create(case=case, party=party, **data.model_dump(exclude={"lead"}))
    rights.place(case, party)


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.PriorityFields, actor: Actor) -> None:
    """Where it says something else now, scores were given to what stood there before: they are asked for anew."""
    one, told = Priority.objects.get(pk=case.pk), data.model_dump()
    if any(getattr(one, name) != value for name, value in told.items()):
        Priority.objects.filter(pk=case.pk).update(**told)
        Score.objects.filter(priority=case.pk).delete()


@procedure.SCORE.effect
def score(case: CaseFile, data: inputs.GiveScore, actor: Actor) -> None:
    Score.objects.update_or_create(priority_id=case.pk, unit_id=actor.unit, defaults=data.model_dump())


def _decided(case: CaseFile, data: inputs.Decide, actor: Actor) -> None:
    Priority.objects.filter(pk=case.pk).update(**data.model_dump())


fund, decline = procedure.FUND.effect(_decided), procedure.DECLINE.effect(_decided)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record."""
