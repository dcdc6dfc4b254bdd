from __future__ import annotations

from typing import Any

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.programme.models import Phase
from egnatia.hub.programme.phases import inputs, procedure
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile


def _values(data: inputs.Phase) -> dict[str, Any]:
    return data.model_dump() | {"funder": find_party(data.funder, "funder") if data.funder else None}


@procedure.RECORD.effect
def record(case: CaseFile, data: inputs.Phase, actor: Actor) -> None:
    Phase.objects.create(case=case, **_values(data))
    rights.place(case, None)


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.Phase, actor: Actor) -> None:
    Phase.objects.filter(pk=case.pk).update(**_values(data))
