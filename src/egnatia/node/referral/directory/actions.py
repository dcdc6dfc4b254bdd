"""Keeping the directory."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, Refused
from egnatia.kernel.engine.run import grant
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.referral.directory import hsds, inputs, procedure, selectors
from egnatia.node.referral.models import Service

_IMPORT = uuid.UUID("0f6c7f0e-6f0e-4d3c-8a8d-5c0a1b7e2d31")


def _write(one: Service, data: inputs.Entry) -> None:
    fields: dict[str, Any] = data.model_dump(exclude={"code", "unit", "places"})
    for name, value in fields.items():
        setattr(one, name, value)
    one.unit = Unit.objects.filter(code=data.unit, kind__in=inputs.ANSWERING).first() if data.unit else None
    if data.unit and one.unit is None:
        raise BadInput({"unit": _("Choose an account of the list. An authority for returns or for the border answers no referral.")})
    if data.places != one.places:
        one.places = data.places
        one.free = None if data.places is None else min(one.free if one.free is not None else data.places, data.places)
        one.capacity_at = moment.now()


@procedure.LIST.effect
def list_service(case: CaseFile, data: inputs.ListService, actor: Actor) -> None:
    """A service that can be referred to."""
    if Service.objects.filter(code=data.code).exists():
        raise BadInput({"code": _("A service has this code already.")})
    one = Service(case=case, code=data.code)
    _write(one, data)
    one.save(force_insert=True)
    if one.unit_id:
        grant(case, one.unit_id, "OF_SERVICE")


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.Entry, actor: Actor) -> None:
    one = Service.objects.select_for_update().get(pk=case.pk)
    _write(one, data)
    one.save()
    if one.unit_id:
        grant(case, one.unit_id, "OF_SERVICE")


def _own(case: CaseFile, actor: Actor) -> Service:
    one = Service.objects.select_for_update().get(pk=case.pk)
    if not actor.roles & procedure.KEEPERS and one.unit_id != actor.unit:
        raise NotAllowed
    return one


@procedure.CAPACITY.effect
def set_capacity(case: CaseFile, data: inputs.SetCapacity, actor: Actor) -> None:
    one = _own(case, actor)
    one.places, one.free, one.capacity_at = data.places, data.free, moment.now()
    one.save(update_fields=["places", "free", "capacity_at"])


@procedure.STATUS.effect
def set_status(case: CaseFile, data: inputs.SetStatus, actor: Actor) -> None:
    one = _own(case, actor)
    one.status = data.status
    one.save(update_fields=["status"])


@procedure.ASSURE.effect
def assure(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = _own(case, actor)
    one.assured_on = moment.today()
    one.save(update_fields=["assured_on"])


@procedure.IMPORT.effect
def import_directory(case: CaseFile, data: inputs.ImportDirectory, actor: Actor) -> None:
    """All of a file or nothing: each service of it is added, or changed where its code is known. Raises BadInput with the number of the service."""
    try:
        entries = hsds.read(data.file)
    except hsds.NotHSDS as problem:
        raise BadInput({"file": str(problem)}) from None
    for number, (code, entry) in enumerate(entries, 1):
        known = Service.objects.filter(code=code).values_list("pk", flat=True).first()
        key = uuid.uuid5(_IMPORT, f"{case.pk}|{number}")
        try:
            if known is None:
                list_service({"code": code, **entry}, actor=actor, key=key)
            else:
                before = selectors.as_it_is(CaseFile(pk=known))
                change({**before, **entry}, actor=actor, key=key, case_id=known)
        except BadInput as problem:
            told = "; ".join(f"{name}: {text}" if name else str(text) for name, text in problem.errors.items())
            raise BadInput({"file": _("Service %(number)s of the file: %(told)s") % {"number": number, "told": told}}) from None
        except Refused as problem:
            raise BadInput({"file": _("Service %(number)s of the file: %(told)s") % {"number": number, "told": str(problem)}}) from None
