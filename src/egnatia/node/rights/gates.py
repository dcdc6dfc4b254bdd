"""Safeguards of what cannot be taken back."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.rights.models import Keeping


@gate("G-4EYES", _("A second officer confirms"), source="FR-09; GDPR art. 32: erasure cannot be taken back")
def confirmed_by_second_officer(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is not None and actor.id is not None and Keeping.objects.filter(pk=case.pk, by=actor.id).exists()
    return fail(_("You noted this: a colleague must confirm it.")) if mine else PASS


@gate("G-4EYES", _("A second officer ends a hold"), source="FR-09: a hold keeps evidence for somebody else")
def hold_ended_by_second_officer(case: CaseFile, data: object, today: date) -> GateResult:
    """What was noted in error about citizenship is ended by anyone: that erases nothing."""
    return PASS if case.state != "held" else confirmed_by_second_officer(case, data, today)
