"""The effects of requests for trainers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.exchange import signing
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import training
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreting import actions as interpreting
from egnatia.node.training import selectors, talking
from egnatia.node.training.models import Wanted
from egnatia.node.training.nominations.inputs import Refused, Told
from egnatia.node.training.wanted import inputs, procedure


@procedure.REQUEST.effect
def request(case: CaseFile, data: inputs.Request, actor: Actor) -> None:
    if data.module not in selectors.listed():
        raise BadInput({"module": _("Choose from the list.")})
    one = Wanted.objects.create(case=case, **data.model_dump())
    talking.say(training.SessionRequest(**data.model_dump(), sealing_key=signing.sealing_public()), one.reference)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    talking.say(training.Withdrawal(why="NOT_NEEDED"), Wanted.objects.get(pk=case.pk).reference)
    interpreting.call_off_all(case)


@procedure.PLANNED.effect
def planned(case: CaseFile, data: Told, actor: Actor) -> None:
    Wanted.objects.filter(pk=case.pk).update(number=data.word.code)


@procedure.NOT_PLANNED.effect
def not_planned(case: CaseFile, data: Told, actor: Actor) -> None:
    open_task(case, "REFUSED")
    interpreting.call_off_all(case)


@procedure.STANDS.effect
def stands(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It was withdrawn too late."""
    open_task(case, "STANDS")


@procedure.SEEN.effect
def seen(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The task ends."""


@procedure.REFUSED.effect
def refused(case: CaseFile, data: Refused, actor: Actor) -> None:
    Wanted.objects.filter(pk=case.pk).update(told=data.why)
    open_task(case, "REFUSED")
    interpreting.call_off_all(case)


# What the hub says of a request, the step that it is here, and its door.
STEPS = {"session": (procedure.PLANNED, planned), "no_session": (procedure.NOT_PLANNED, not_planned)}
