"""The effects of the trainer pool."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors, telling
from egnatia.hub.training.certificates.selectors import passed_by
from egnatia.hub.training.models import Level, Trainer, TrainerAway, TrainerSeat, TrainerSkill
from egnatia.hub.training.trainers import gates, half_year, inputs, procedure
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import first_of


@procedure.ENROL.effect
def enrol(case: CaseFile, data: inputs.Enrol, actor: Actor) -> None:
    if not set(data.languages) <= {code for code, _label in languages.choices()}:
        raise BadInput({"languages": _("Choose from the list.")})
    Trainer.objects.create(case=case, number=_next(), proposed_by=actor.id, certified_on=moment.today(), **data.model_dump())
    open_task(case, "CONFIRM", case.unit_id)


@procedure.CONFIRM.effect
def confirm(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """They can be given sessions from now on."""


@procedure.SEEN.effect
def look_at_loss(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The task ends."""


def _next() -> int:
    """Numbers go up and are never given again: the case number was given under a lock before this."""
    return (Trainer.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@procedure.OFFER.effect
def offer(case: CaseFile, data: inputs.Offer, actor: Actor) -> None:
    """Raises BadInput for somebody who is in the pool already. They may teach what they passed, beside a trainer."""
    if Trainer.objects.filter(person=data.person).exclude(case__state="left").exists():
        raise BadInput({"person": _("This person is in the pool already.")})
    case.unit_id = first_of(Unit.Kind.HUB).pk
    grant(case, case.unit_id, "OFFERED")
    one = Trainer.objects.create(case=case, number=_next(), **data.model_dump())
    passed = passed_by(data.person)
    TrainerSkill.objects.bulk_create(TrainerSkill(trainer=one, module=code, level=Level.CO_TRAINER) for code in sorted(passed - gates.of_trainers(passed)))
    open_task(case, "CANDIDATE", case.unit_id)
    telling.word(one.country, "candidate", data.offered, number=one.number)


@procedure.CERTIFY.effect
def certify(case: CaseFile, data: inputs.Certify, actor: Actor) -> None:
    one = Trainer.objects.get(pk=case.pk)
    one.certified_until, one.certified_on = data.certified_until, moment.today()
    one.save(update_fields=["certified_until", "certified_on"])
    one.trainerskill_set.filter(module__in=gates.taught_beside(one), level=Level.CO_TRAINER).update(level=Level.TRAINER)
    _tell(one)


def _tell(one: Trainer) -> None:
    if one.offered is not None:
        telling.word(one.country, "trainer", one.offered, number=one.number, until=one.certified_until)


@procedure.TEACH.effect
def teach(case: CaseFile, data: inputs.Teach, actor: Actor) -> str:
    if data.module not in selectors.current():
        raise BadInput({"module": _("This module is not published: choose one of the curriculum.")})
    TrainerSkill.objects.update_or_create(trainer_id=case.pk, module=data.module, defaults={"level": data.level})
    if Trainer.objects.filter(pk=case.pk, person__isnull=False).exists():
        return case.state  # the gate asked for the certificate
    # Nobody adds to what they teach alone: another officer looks at the whole of it.
    Trainer.objects.filter(pk=case.pk).update(proposed_by=actor.id)
    open_task(case, "CONFIRM", case.unit_id)
    return "proposed"


@procedure.AWAY.effect
def away(case: CaseFile, data: inputs.Away, actor: Actor) -> None:
    TrainerAway.objects.create(trainer_id=case.pk, since=data.since, until=data.until)


@procedure.RENEW.effect
def renew(case: CaseFile, data: inputs.Renew, actor: Actor) -> None:
    Trainer.objects.filter(pk=case.pk).update(**data.model_dump())
    _tell(Trainer.objects.get(pk=case.pk))


@procedure.LEAVE.effect
def leave(case: CaseFile, data: NoInput, actor: Actor) -> None:
    if TrainerSeat.objects.filter(trainer=case.pk, session__case__state__in=half_year.AHEAD).exists():
        raise BadInput({"": _("Sessions count on this trainer: give them to others first.")})
    one = Trainer.objects.get(pk=case.pk)
    if one.offered is not None:
        telling.word(one.country, "left_pool", one.offered)
