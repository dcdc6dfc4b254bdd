"""Safeguards of taking biometric data, in whatever procedure it is taken."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.biometrics import selectors
from egnatia.node.biometrics.inputs import Biometrics, Outcome
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protection


def _takes(data: Biometrics | None) -> bool:
    return data is not None and data.outcome is Outcome.TAKEN


@gate("G-BIO-AGE", _("Old enough for fingerprints"), source="Reg. (EU) 2024/1358 art. 14(1); national rule FINGERPRINT_MIN_AGE (the stricter wins)")
def old_enough(case: CaseFile, data: Biometrics | None, today: date) -> GateResult:
    """Below the age, or in doubt about it, nothing is taken."""
    if not _takes(data):
        return PASS
    age, limit = selectors.lowest_age(case, today), selectors.minimum_age(today)
    if age is None:
        return unknown(_("The age is not known: if there is any doubt whether the person is under %(limit)s, nothing is taken.") % {"limit": limit})
    return (
        PASS if age >= limit else fail(_("Under %(limit)s: no fingerprints are taken in %(country)s.") % {"limit": limit, "country": settings.EGNATIA_COUNTRY})
    )


@gate("G-BIO-CHILD", _("A child is not alone while it is done"), source="Reg. (EU) 2024/1358 art. 14(1): an adult family member or the representative")
def child_accompanied(case: CaseFile, data: Biometrics | None, today: date) -> GateResult:
    if not _takes(data) or data is None or data.accompanied or not protection.treated_as_child(people.person_of(case)):
        return PASS
    return fail(_("A child: wait until an adult of the family or the representative is present."))
