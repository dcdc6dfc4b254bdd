"""Safeguards of the trainer pool: who trains others has passed the module and the one on training, has taught beside a trainer, and goes on teaching."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.certificates.selectors import passed_by
from egnatia.hub.training.models import Certificate, Group, Level, Module, Trainer, TrainerSeat
from egnatia.hub.training.sessions.selectors import GIVEN
from egnatia.hub.two_officers import is_mine
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, Task

# Our own choice, without a source: who has not taught for two years takes the module again before the certificate is renewed.
FRESH = timedelta(days=730)
SOURCE = "return-avrr reference 5.2: passed module + trainer module, co-delivery, certified trainer, refresh"


def of_trainers(codes: set[str]) -> set[str]:
    """Those of the modules that make somebody a trainer."""
    with_group = set(Module.objects.filter(group=Group.TRAINERS, version__isnull=False).values_list("code", flat=True))
    return codes & with_group


def taught_beside(one: Trainer) -> set[str]:
    """Modules of sessions that were held with them."""
    return set(TrainerSeat.objects.filter(trainer=one, session__case__state__in=GIVEN).values_list("session__module", flat=True))


@gate("G-CANDIDATE", _("A module and the module for trainers were passed"), source=SOURCE)
def has_passed(case: CaseFile, data: Any, today: date) -> GateResult:
    return PASS if data is None else _has_passed(data.person)


def _has_passed(person: UUID) -> GateResult:
    passed = passed_by(person)
    training = of_trainers(passed)
    if not training:
        return fail(_("The module for trainers was not passed, or its certificate was revoked."))
    return PASS if passed - training else fail(_("No module was passed that could be taught, or its certificate was revoked."))


@gate("G-CO-DELIVERY", _("Has taught beside a trainer"), source=SOURCE)
def has_taught_beside_others(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Trainer.objects.get(pk=case.pk)
    if one.person is not None and (passed := _has_passed(one.person)) is not PASS:
        return passed
    return PASS if taught_beside(one) & _skills(one) else fail(_("Give them a session as co-trainer first: none was held with them yet."))


def _skills(one: Trainer) -> set[str]:
    return set(one.trainerskill_set.values_list("module", flat=True))


@gate("G-LEVEL", _("Teaches what was passed, and beside a trainer first"), source=SOURCE)
def teaches_what_was_passed(case: CaseFile, data: Any, today: date) -> GateResult:
    """Of those whom a country offered; of others the two officers who enrolled them saw the certificates."""
    one = Trainer.objects.get(pk=case.pk)
    if data is None or one.person is None:
        return PASS
    if data.module not in passed_by(one.person):
        return fail(_("They have no certificate of this module."))
    if data.level != Level.CO_TRAINER and (case.state != "certified" or data.module not in taught_beside(one)):
        return fail(_("They teach this module as co-trainer first: beside a trainer."))
    return PASS


@gate("G-4EYES-TRAINER", _("A second officer confirms"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def second_officer(case: CaseFile, data: Any, today: date) -> GateResult:
    mine = is_mine(Trainer.objects.filter(pk=case.pk), "proposed_by")
    return fail(_("You enrolled this trainer: another programme officer must look at it.")) if mine else PASS


def lost_one(case: CaseFile, actor: Actor) -> bool:
    return Task.objects.filter(case=case, code="LOST_CERTIFICATE", done_at=None).exists()


@gate("G-REFRESH", _("Has taught lately, or taken the module again"), source=SOURCE)
def has_kept_it_fresh(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Trainer.objects.get(pk=case.pk)
    if one.person is not None and (passed := _has_passed(one.person)) is not PASS:
        return passed
    since = today - FRESH
    if (one.certified_on or case.opened_at.date()) >= since:
        return PASS
    if TrainerSeat.objects.filter(trainer=one, session__case__state__in=GIVEN, session__week__gte=since).exists():
        return PASS
    if one.person is not None:
        again = Certificate.objects.filter(place__person=one.person, module__in=_skills(one), issued_on__gte=since, revoked_at=None)
        if again.exists():
            return PASS
    return fail(_("Nothing was taught in two years: they teach beside a trainer, or take one of their modules again, first."))
