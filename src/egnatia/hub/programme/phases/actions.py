from __future__ import annotations

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.programme.models import Phase
from egnatia.hub.programme.phases import inputs, procedure
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile


@procedure.RECORD.effect
def record(case: CaseFile, data: inputs.Phase, actor: Actor) -> None:
    told = data.model_dump()
    Phase.objects.create(case=case, **{**told, "funder": find_party(data.funder, "funder")})
    rights.place(case, None)


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.Phase, actor: Actor) -> None:
    Phase.objects.filter(pk=case.pk).update(**{**data.model_dump(), "funder": find_party(data.funder, "funder")})
