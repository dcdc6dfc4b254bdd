"""The effects of the trainer pool."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Trainer, TrainerAway, TrainerSeat, TrainerSkill
from egnatia.hub.training.trainers import half_year, inputs, procedure
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile


@procedure.ENROL.effect
def enrol(case: CaseFile, data: inputs.Enrol, actor: Actor) -> None:
    """Numbers go up and are never given again: the case number was given under a lock before this."""
    if not set(data.languages) <= {code for code, _label in languages.choices()}:
        raise BadInput({"languages": _("Choose from the list.")})
    number = (Trainer.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    Trainer.objects.create(case=case, number=number, **data.model_dump())


@procedure.TEACH.effect
def teach(case: CaseFile, data: inputs.Teach, actor: Actor) -> None:
    if data.module not in selectors.current():
        raise BadInput({"module": _("This module is not published: choose one of the curriculum.")})
    TrainerSkill.objects.update_or_create(trainer_id=case.pk, module=data.module, defaults={"level": data.level})


@procedure.AWAY.effect
def away(case: CaseFile, data: inputs.Away, actor: Actor) -> None:
    TrainerAway.objects.create(trainer_id=case.pk, since=data.since, until=data.until)


@procedure.RENEW.effect
def renew(case: CaseFile, data: inputs.Renew, actor: Actor) -> None:
    Trainer.objects.filter(pk=case.pk).update(**data.model_dump())


@procedure.LEAVE.effect
def leave(case: CaseFile, data: NoInput, actor: Actor) -> None:
    if TrainerSeat.objects.filter(trainer=case.pk, session__case__state__in=half_year.AHEAD).exists():
        raise BadInput({"": _("Sessions count on this trainer: give them to others first.")})
