"""Drafting and publishing modules of the curriculum."""

from __future__ import annotations

import contextlib
import tomllib
import uuid
from importlib import resources

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import inputs, procedure, selectors, telling
from egnatia.hub.training.models import Module
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import NoUnit, first_of

_SEED = uuid.UUID("2a3e6f11-70f2-4b0c-9a4f-7f0b8b1d6c3e")


@procedure.DRAFT.effect
def draft(case: CaseFile, data: inputs.DraftModule, actor: Actor) -> None:
    if not set(data.languages) <= {code for code, _label in languages.choices()}:
        raise BadInput({"languages": _("Choose from the list.")})
    if actor.is_system:
        case.unit_id = first_of(Unit.Kind.HUB).pk
        grant(case, case.unit_id, "SEED")
    told = data.model_dump(exclude={"outcomes"})
    Module.objects.create(case=case, outcomes=data.outcomes.splitlines(), proposed_by=actor.id, **told)
    open_task(case, "PUBLISH_MODULE", case.unit_id)


@procedure.PUBLISH.effect
def publish(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one, before = Module.objects.get(pk=case.pk), selectors.current()
    one.version = (Module.objects.filter(code=one.code).aggregate(last=Max("version"))["last"] or 0) + 1
    one.published_on = moment.today()
    one.save(update_fields=["version", "published_on"])
    if one.code in before:
        replace({}, actor=actor, key=uuid.uuid4(), case_id=before[one.code].pk)
    telling.tell_all_soon()


@procedure.DISCARD.effect
def discard(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record as discarded."""


@procedure.REPLACE.effect
def replace(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record as it was."""


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Whoever has passed it has passed it."""
    telling.tell_all_soon()


def seed() -> None:
    """The modules that the region begins with, as drafts for two officers. Safe to run again; waits until the hub's unit is there."""
    told = tomllib.loads((resources.files("egnatia.hub.training") / "data" / "curriculum.toml").read_text(encoding="utf-8"))
    with acting_as(SYSTEM):
        known = set(Module.objects.values_list("code", flat=True))
    for one in told["module"]:
        if one["code"] not in known:
            replaces = one.pop("replaces", "")
            entry = one.get("entry") or (f"In the place of {replaces}" if replaces else "")
            given = {**one, "entry": entry, "outcomes": "\n".join(one["outcomes"])}
            with contextlib.suppress(NoUnit):
                draft(given, actor=SYSTEM, key=uuid.uuid5(_SEED, one["code"]))
