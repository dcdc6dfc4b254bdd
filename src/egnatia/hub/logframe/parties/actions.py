from __future__ import annotations

import contextlib
import tomllib
import uuid
from importlib import resources

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Party
from egnatia.hub.logframe.parties import inputs, procedure
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import countries
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import NoUnit

_SEED = uuid.UUID("3c9a1f74-6b0e-4a57-8d0c-5f2e7b1a9d02")


def find(code: str, field: str = "lead") -> Party:
    """A party on the list, by code. Raises BadInput for any other."""
    found = Party.objects.filter(code=code, case__state="listed").first()
    if found is None:
        raise BadInput({field: _("%(code)s is no institution of the list: choose one.") % {"code": code}})
    return found


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code, kind=Unit.Kind.PROGRAMME_PARTNER, party=None).first()
    if found is None:
        raise BadInput({"unit": _("Choose an office of a partner that no other institution has.")})
    return found


@procedure.REGISTER.effect
def register(case: CaseFile, data: inputs.Register, actor: Actor) -> None:
    if Party.objects.filter(code=data.code).exists():
        raise BadInput({"code": _("This code is taken: find the institution on the list.")})
    told = data.model_dump()
    unit = _unit(told.pop("unit")) if data.unit else None
    Party.objects.create(case=case, **{**told, "unit": unit})
    rights.place(case, None)
    if unit is not None:
        rights.show_all(unit.pk)


@procedure.JOIN.effect
def join(case: CaseFile, data: inputs.Join, actor: Actor) -> None:
    """From now on it answers for its own rows itself."""
    one = Party.objects.get(pk=case.pk)
    if one.unit_id is not None:
        raise BadInput({"unit": _("This institution has an office already.")})
    one.unit = _unit(data.unit)
    one.save(update_fields=["unit"])
    rights.show_all(one.unit.pk)
    rights.hand_over(one)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It can be chosen no more."""


@procedure.RELIST.effect
def relist(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It can be chosen again."""


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.Change, actor: Actor) -> None:
    """Its code stays: plans name it."""
    Party.objects.filter(pk=case.pk).update(**data.model_dump())


def seed() -> None:
    """The institutions of the programme, and the authorities of the seven. Safe to run again; waits until the hub's unit is there."""
    told = tomllib.loads((resources.files("egnatia.hub.logframe") / "data" / "parties.toml").read_text(encoding="utf-8"))["party"]
    for country in countries.SEVEN:
        told.append({"code": country, "name": f"{countries.name(country)}: national authorities", "kind": "AUTHORITY", "country": country, "iati_type": 10})
    with acting_as(SYSTEM):
        known = set(Party.objects.values_list("code", flat=True))
    for one in told:
        if one["code"] not in known:
            with contextlib.suppress(NoUnit):
                register(one, actor=SYSTEM, key=uuid.uuid5(_SEED, one["code"]))
