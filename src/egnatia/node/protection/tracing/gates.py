"""Nobody looks for a child's family against the wish of the child or the guardian, or where asking may endanger somebody."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.protection.best_interests.gates import was_assessed
from egnatia.node.protection.tracing import inputs, selectors

SOURCE = "CRC art. 3, 10, 12, 22(2); Reg. (EU) 2024/1348 art. 7(2), 23; ICRC Restoring Family Links Code of Conduct on Data Protection"


@gate("G-CONSENT", _("Child and guardian agree"), source=SOURCE)
def both_agree(case: CaseFile, data: object, today: date) -> GateResult:
    if all(selectors.agrees(case, who) for who in ("CHILD", "GUARDIAN")):
        return PASS
    return fail(_("The child and the guardian who stands there now must both have agreed, in a language that they understand."))


@gate("G-CONSENT", _("Contact with consent alone"), source=SOURCE)
def contact_is_wanted(case: CaseFile, data: inputs.Result | None, today: date) -> GateResult:
    """Also of a guardian who came while somebody searched. What else was learned is always noted."""
    return both_agree(case, data, today) if data is not None and data.outcome == inputs.TracingOutcome.FOUND else PASS


@gate("G-BIA", _("Best interests assessed"), source=f"{SOURCE}; FR-10")
def best_interests_assessed(case: CaseFile, data: object, today: date) -> GateResult:
    assert case.subject is not None
    return was_assessed(case.subject)
