"""The effects of materials."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.materials import inputs, procedure
from egnatia.hub.training.models import Material, Translation
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile


@procedure.REGISTER.effect
def register(case: CaseFile, data: inputs.Register, actor: Actor) -> None:
    if data.module not in selectors.current():
        raise BadInput({"module": _("This module is not published: choose one of the curriculum.")})
    Material.objects.create(case=case, **data.model_dump())


@procedure.TRANSLATE.effect
def translate(case: CaseFile, data: inputs.Translate, actor: Actor) -> None:
    """Of the version that is in use now."""
    one = Material.objects.get(pk=case.pk)
    if data.language == one.language:
        raise BadInput({"language": _("It is written in this language: choose another one.")})
    told = {"version": one.version, "progress": data.progress, "address": data.address}
    Translation.objects.update_or_create(material=one, language=data.language, defaults=told)


@procedure.RENEW.effect
def new_version(case: CaseFile, data: inputs.NewVersion, actor: Actor) -> None:
    one = Material.objects.get(pk=case.pk)
    one.version, one.address = one.version + 1, data.address or one.address
    one.save(update_fields=["version", "address"])


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record."""
