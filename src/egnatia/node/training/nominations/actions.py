"""The effects of nominations."""

from __future__ import annotations

import secrets

from django.utils.translation import gettext_lazy as _

from egnatia.exchange import signing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import pool, training
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.training import letters, selectors, talking
from egnatia.node.training.models import KnownSession, Learner, Nomination
from egnatia.node.training.needs import telling
from egnatia.node.training.nominations import inputs, procedure
from egnatia.node.training.people import trainings


@procedure.NOMINATE.effect
def nominate(case: CaseFile, data: inputs.Nominate, actor: Actor) -> None:
    learner, session = Learner.objects.select_related("case").get(pk=data.learner), KnownSession.objects.get(pk=data.session)
    if learner.case.state == "left":
        raise BadInput({"learner": _("They do not work here any more.")})
    if Nomination.objects.filter(learner=learner, session=session, case__state__in=selectors.AHEAD).exists():
        raise BadInput({"learner": _("They are nominated for this session already.")})
    one = Nomination.objects.create(case=case, learner=learner, session=session, why=data.why, name=learner.name, salt=secrets.token_hex(16))
    form = training.Nomination(
        session=session.pk,
        person=learner.reference,
        sex=pool.Sex(learner.sex),
        institution=training.Institution(learner.institution),
        languages=learner.languages,
        done=sorted(learner.passed_elsewhere),
        name_seal=training.name_seal(one.name, one.salt),
        sealing_key=signing.sealing_public(),
    )
    talking.say(form, one.reference)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: inputs.Withdraw, actor: Actor) -> None:
    talking.say(training.Withdrawal(why=data.why), selectors.of(case).reference)


@procedure.GIVEN.effect
def given(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    Nomination.objects.filter(pk=case.pk).update(number=data.word.number)
    letters.send_soon(case.pk, "place")


@procedure.WAITS.effect
def waits(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    """Who had a place already is told."""
    if case.state == "place":
        letters.send_soon(case.pk, "ended")


@procedure.DECLINED.effect
def declined(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    open_task(case, "REFUSED")


@procedure.REFUSED.effect
def refused(case: CaseFile, data: inputs.Refused, actor: Actor) -> None:
    Nomination.objects.filter(pk=case.pk).update(told=data.why)
    open_task(case, "REFUSED")


@procedure.ENDED.effect
def ended(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    open_task(case, "REFUSED")
    letters.send_soon(case.pk, "ended")


@procedure.SAID.effect
def say_it(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The task ends."""


@procedure.SEEN.effect
def seen(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The task ends."""


@procedure.NOTED.effect
def noted(case: CaseFile, data: inputs.Told, actor: Actor) -> str:
    there = bool(data.word.attended)
    Nomination.objects.filter(pk=case.pk).update(attended=there, passed=bool(data.word.passed))
    return "held" if there else "absent"


@procedure.CERTIFIED.effect
def certified(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    """What somebody with an account passed is noted with it: tasks that need a trained officer find them."""
    told, one = data.word, Nomination.objects.select_related("learner__account", "session").get(pk=case.pk)
    one.code, one.badge, one.address, one.version, one.certified_on = told.code, told.badge, told.address, told.version, told.on
    one.save(update_fields=["code", "badge", "address", "version", "certified_on"])
    trainings.settle(one.learner)
    telling.needs()
    letters.send_soon(case.pk, "certificate")


@procedure.REVOKED.effect
def revoked(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    """What was noted with an account because of it goes too."""
    one = selectors.of(case)
    one.told, one.revoked_on = data.word.why, moment.today()
    one.save(update_fields=["told", "revoked_on"])
    trainings.settle(one.learner)
    open_task(case, "REFUSED")
    telling.needs()


@procedure.ASKED.effect
def asked(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    one = selectors.of(case)
    until = str(data.word.until or "")
    one.links = {**one.links, **{kind: {"address": link, "until": until} for kind, link in data.word.links.items()}}
    one.save(update_fields=["links"])
    for kind in data.word.links:
        letters.send_soon(case.pk, kind)


# What the hub says of a nomination, the step that it is here, and its door; from other states than the step's it says nothing new.
STEPS = {
    "place": (procedure.GIVEN, given),
    "waiting": (procedure.WAITS, waits),
    "declined": (procedure.DECLINED, declined),
    "ended": (procedure.ENDED, ended),
    "result": (procedure.NOTED, noted),
    "certificate": (procedure.CERTIFIED, certified),
    "revoked": (procedure.REVOKED, revoked),
    "forms": (procedure.ASKED, asked),
}
