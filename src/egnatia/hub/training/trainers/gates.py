"""Safeguards of the trainer pool: who trains others has passed the module and the one on training, has taught beside a trainer, and goes on teaching."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.certificates.selectors import passed_by
from egnatia.hub.training.models import Certificate, Group, Level, Module, Trainer, TrainerSeat
from egnatia.hub.training.sessions.selectors import GIVEN
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile

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
    if data is None:
        return PASS
    passed = passed_by(data.person)
    training = of_trainers(passed)
    if not training:
        return fail(_("The module for trainers was not passed."))
    return PASS if passed - training else fail(_("No module was passed that could be taught."))


@gate("G-CO-DELIVERY", _("Has taught beside a trainer"), source=SOURCE)
def has_taught_beside_others(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Trainer.objects.get(pk=case.pk)
    return PASS if taught_beside(one) & _skills(one) else fail(_("Give them a session as co-trainer first: none was held with them yet."))


def _skills(one: Trainer) -> set[str]:
    return set(one.trainerskill_set.values_list("module", flat=True))


@gate("G-CANDIDATE-LEVEL", _("Candidates teach what they passed, beside a trainer"), source=SOURCE)
def candidates_only_beside_others(case: CaseFile, data: Any, today: date) -> GateResult:
    if data is None or case.state != "candidate":
        return PASS
    one = Trainer.objects.get(pk=case.pk)
    if data.level != Level.CO_TRAINER:
        return fail(_("A candidate teaches as co-trainer: certify them first."))
    known = passed_by(one.person) if one.person else set()
    return PASS if data.module in known else fail(_("They have no certificate of this module."))


@gate("G-REFRESH", _("Has taught lately, or taken the module again"), source=SOURCE)
def has_kept_it_fresh(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Trainer.objects.get(pk=case.pk)
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


def teachable(one: Trainer) -> list[tuple[str, Any]]:
    """What a candidate may be certified for."""
    titles = dict(selectors.module_choices())
    return [(code, titles.get(code, code)) for code in sorted(taught_beside(one) & _skills(one))]
