"""Safeguards of a session: two officers, trainers who may teach it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.models import TrainerSeat, TrainingSession
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile


@gate("G-4EYES-SESSION", _("Another officer approves"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def approved_by_another(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or actor.id is None or TrainingSession.objects.filter(pk=case.pk, planned_by=actor.id).exists()
    return fail(_("You planned this: another programme officer must look at it.")) if mine else PASS


@gate("G-TRAINERS", _("Two trainers are there"), source="return-avrr reference 5.2")
def has_trainers(case: CaseFile, data: Any, today: date) -> GateResult:
    return PASS if TrainerSeat.objects.filter(session=case.pk).count() == 2 else fail(_("Give it two trainers first: by the half-year, or by hand."))


@gate("G-MODULE", _("The module is taught"), source="return-avrr reference 5.1")
def module_is_published(case: CaseFile, data: Any, today: date) -> GateResult:
    code = TrainingSession.objects.values_list("module", flat=True).get(pk=case.pk)
    return PASS if code in selectors.current() else fail(_("This module was withdrawn: plan the session with another one."))
