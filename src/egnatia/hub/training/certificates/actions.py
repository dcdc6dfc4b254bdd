"""The effects of certificates."""

from __future__ import annotations

import secrets

from django.db.models import Max

from egnatia.hub.training import selectors, telling
from egnatia.hub.training.certificates import badge, inputs, procedure
from egnatia.hub.training.certificates import selectors as selectors_of
from egnatia.hub.training.models import Certificate, Place, Trainer
from egnatia.hub.training.trainers.gates import of_trainers
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile

# Digits and capitals that nobody takes for another one; three groups of four are 58 bits that nobody guesses.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def _code() -> str:
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(3))


@procedure.ISSUE.effect
def issue(case: CaseFile, data: inputs.Issue, actor: Actor) -> None:
    """The case number was given under a lock before this, so no index is given twice."""
    place = Place.objects.select_related("session").get(pk=data.place)
    module = selectors.taught(place.session.module, place.session.version)
    index = (Certificate.objects.aggregate(last=Max("index"))["last"] or 0) + 1
    one = Certificate(case=case, place=place, code=_code(), index=index, module=module.code, version=module.version or 1, title=module.title)
    one.issued_on = moment.today()
    one.badge = badge.make(one, module, place)
    one.save()
    told = {"code": one.code, "badge": one.badge, "address": badge.page(one.code), "module": one.module, "version": one.version, "on": one.issued_on}
    telling.word(place.node, "certificate", place.reference, **told)


@procedure.ASK.effect
def ask_revocation(case: CaseFile, data: inputs.AskRevocation, actor: Actor) -> None:
    Certificate.objects.filter(pk=case.pk).update(asked_by=actor.id, why=data.why)
    open_task(case, "REVOKE", case.unit_id)


@procedure.KEEP.effect
def keep(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Certificate.objects.filter(pk=case.pk).update(asked_by=None, why="")


@procedure.REVOKE.effect
def revoke(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = Certificate.objects.select_related("place").get(pk=case.pk)
    one.revoked_at = moment.now()
    one.save(update_fields=["revoked_at"])
    trainer = Trainer.objects.filter(person=one.place.person, case__state__in=("candidate", "certified")).select_related("case").first()
    if trainer is not None:
        # Held before the word is said, in the order in which every step of a trainer does it.
        CaseFile.objects.select_for_update().get(pk=trainer.pk)
    telling.word(one.place.node, "revoked", one.place.reference, code=one.code, why=one.why)
    # Whoever trains others by it does not, until it is earned again.
    if trainer is not None:
        passed = selectors_of.passed_by(one.place.person)
        skills = trainer.trainerskill_set
        (skills.exclude(module__in=passed) if of_trainers(passed) else skills.all()).delete()
        open_task(trainer.case, "LOST_CERTIFICATE", trainer.case.unit_id)
