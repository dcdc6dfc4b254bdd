"""The effects of learners."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.exchange import signing
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import training
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import end_task, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, User
from egnatia.node.training import selectors, talking
from egnatia.node.training.models import Learner, Nomination
from egnatia.node.training.needs import telling
from egnatia.node.training.people import inputs, procedure, trainings


def _fields(data: inputs.Person, besides: Learner | None) -> dict[str, Any]:
    """Raises BadInput for an account that is none, or somebody else's."""
    account = User.objects.filter(username=data.account).first() if data.account else None
    if data.account and (account is None or Learner.objects.filter(account=account).exclude(pk=besides.pk if besides else None).exists()):
        raise BadInput({"account": _("There is no such account, or it belongs to another learner.")})
    known = selectors.listed() | set(besides.passed_elsewhere if besides else ())
    if not set(data.passed_elsewhere) <= known:
        raise BadInput({"passed_elsewhere": _("Choose from the list.")})
    return {**data.model_dump(), "account": account}


@procedure.ENROL.effect
def enrol(case: CaseFile, data: inputs.Person, actor: Actor) -> None:
    Learner.objects.create(case=case, **_fields(data, None))


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.Person, actor: Actor) -> None:
    """Certificates keep the name under which they were issued."""
    one = Learner.objects.get(pk=case.pk)
    for name, value in _fields(data, one).items():
        setattr(one, name, value)
    one.save()
    trainings.settle(one)
    telling.needs()


@procedure.OFFER.effect
def offer_as_trainer(case: CaseFile, data: inputs.OfferTrainer, actor: Actor) -> None:
    """Under a reference of its own each time: the pool's answer is to this offer."""
    one = Learner.objects.get(pk=case.pk)
    one.offered = uuid.uuid4()
    one.save(update_fields=["offered"])
    form = training.Candidate(person=one.reference, languages=data.languages, most=data.most, sealing_key=signing.sealing_public())
    talking.say(form, one.offered)
    end_task(case, "NOT_TAKEN")


@procedure.IN_POOL.effect
def in_pool(case: CaseFile, data: inputs.InPool, actor: Actor) -> None:
    Learner.objects.filter(pk=case.pk).update(trainer_number=data.number, trainer_until=data.until)


@procedure.OUT.effect
def out_of_pool(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Learner.objects.filter(pk=case.pk).update(trainer_number=None, trainer_until=None)


@procedure.NOT_TAKEN.effect
def not_taken(case: CaseFile, data: NoInput, actor: Actor) -> None:
    open_task(case, "NOT_TAKEN")


@procedure.LEAVE.effect
def leave(case: CaseFile, data: NoInput, actor: Actor) -> None:
    if Nomination.objects.filter(learner=case.pk, case__state__in=selectors.AHEAD).exists():
        raise BadInput({"": _("They are nominated for a session: withdraw that first.")})
    one = Learner.objects.get(pk=case.pk)
    if case.state in ("offered", "trainer") and one.offered is not None:
        talking.say(training.Withdrawal(why="LEFT"), one.offered)
    CaseFile.objects.filter(pk=case.pk).update(state="left")  # the needs are told as they are after this step
    telling.needs()
