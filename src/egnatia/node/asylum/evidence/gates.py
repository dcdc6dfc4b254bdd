"""Safeguards of the evidence assessment: nothing is decided against somebody on facts that nobody assessed, or against what was found."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.decision.selectors import outcome_of
from egnatia.node.asylum.evidence import selectors
from egnatia.node.asylum.models import Outcome
from egnatia.node.asylum.models.codes import Available, FactOutcome

# What is less than refugee status, on the merits.
_LESS = (Outcome.UNFOUNDED, Outcome.MANIFEST, Outcome.SUBSIDIARY)


@gate("G-FACTS", _("Every material fact assessed"), source="Reg. (EU) 2024/1347 art. 4; Reg. (EU) 2024/1348 art. 34")
def facts_are_assessed(case: CaseFile, data: object, today: date) -> GateResult:
    if outcome_of(case, data) not in _LESS:
        return PASS
    known = selectors.facts(case)
    if not known:
        return fail(_("Write down the material facts first: nothing less than refugee status is decided without them."))
    left = [str(one.number) for one in known if not one.outcome]
    if left:
        return fail(_("Not assessed yet: fact %(numbers)s.") % {"numbers": ", ".join(left)})
    return PASS if selectors.analysis_of(case) else fail(_("Write the risk and the legal analysis first."))


@gate("G-COI", _("Country information considered"), source="Reg. (EU) 2024/1348 art. 34; Reg. (EU) 2024/1347 art. 4(3)")
def country_information_is_cited(case: CaseFile, data: object, today: date) -> GateResult:
    if outcome_of(case, data) not in _LESS or selectors.cites_country_information(case):
        return PASS
    return fail(_("Cite what is known of the country of origin: a decision that is less than refugee status needs it."))


@gate("G-FOLLOWS", _("The decision follows from what was found"), source="Reg. (EU) 2024/1348 art. 36, 39; Charter art. 41")
def follows_from_the_analysis(case: CaseFile, data: object, today: date) -> GateResult:
    """Refused although persecution for a reason of the law, or serious harm, was found and nothing stands against it: one of the two is wrong."""
    outcome, analysis = outcome_of(case, data), selectors.analysis_of(case)
    if outcome not in _LESS or analysis is None or analysis.exclusion:
        return PASS
    accepted = any(one.outcome in {FactOutcome.ACCEPTED, FactOutcome.BENEFIT} for one in selectors.facts(case))
    protected = Available.YES in {analysis.protection, analysis.alternative}
    if accepted and analysis.acts and analysis.reasons and not protected:
        return fail(_("The analysis finds persecution for a reason of the law, and no protection: decide so, or change the analysis."))
    if outcome != Outcome.SUBSIDIARY and accepted and analysis.harms and not protected:
        return fail(_("The analysis finds serious harm, and no protection: decide so, or change the analysis."))
    return PASS
