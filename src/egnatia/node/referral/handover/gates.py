"""Safeguards of a hand-over."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.referral.models import HandOver
from egnatia.node.registration import selectors as registration


@gate("G-FREEZE", _("No wish for asylum"), source="Reg. (EU) 2024/1348 art. 26; Charter art. 18; FR-02")
def no_wish_towards_return(case: CaseFile, data: object, today: date) -> GateResult:
    """A wish recorded after the hand-over freezes it: the authority for return procedures takes nobody over who wants asylum."""
    to_return = HandOver.objects.filter(pk=case.pk, receiver__kind=Unit.Kind.RETURN).exists()
    if to_return and case.subject and registration.has_wish(case.subject):
        return fail(_("This person wants asylum: decline, so that the sender refers to registration."))
    return PASS
