"""Safeguards of an age assessment: each reads like its rule; unknown blocks."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.information.gates import told
from egnatia.node.information.items import Step
from egnatia.node.protection.age import inputs, selectors
from egnatia.node.protection.best_interests.gates import was_assessed
from egnatia.node.protection.guardians.selectors import guardian_of
from egnatia.node.protection.models import RADIATION, RADIATION_FREE

APR25 = "Reg. (EU) 2024/1348 art. 25; EASO Practical guide on age assessment, 2nd ed."


@gate("G-LOOKS", _("Appearance alone is no doubt"), source=APR25)
def not_by_looks_alone(case: CaseFile, data: inputs.Grounds | None, today: date) -> GateResult:
    if data is None or set(data.grounds) != {inputs.Ground.LOOKS}:
        return PASS
    return fail(_("Appearance and behaviour alone never suffice: without another ground there is no doubt."))


@gate("G-GENUINE", _("Documents count as genuine"), source=APR25)
def documents_do_not_suffice(case: CaseFile, data: inputs.Doubt | None, today: date) -> GateResult:
    if data is None or data.documents_fail or not selectors.has_genuine_document(data.person_id):
        return PASS
    return fail(_("A document was shown: it counts as genuine until it is proven false. No assessment is needed."))


@gate("G-GENUINE", _("Documents count as genuine"), source=APR25)
def documents_still_fail(case: CaseFile, data: object, today: date) -> GateResult:
    """Also one that was shown after the doubt."""
    known = selectors.assessment_of(case)
    fails = data.documents_fail if isinstance(data, inputs.Grounds) else known.documents_fail
    if fails or not selectors.has_genuine_document(known.person_id):
        return PASS
    return fail(_("A document was shown: it counts as genuine until it is proven false. No assessment is needed."))


@gate("G-GUARDIAN", _("A guardian first"), source=f"{APR25}; FR-10")
def guardian_first(case: CaseFile, data: object, today: date) -> GateResult:
    return PASS if case.subject and guardian_of(case.subject) else fail(_("Name a guardian first: nobody is assessed alone."))


@gate("G-GUARDIAN", _("The guardian is asked, and nobody else"), source=APR25)
def guardian_is_there_to_agree(case: CaseFile, data: inputs.RecordConsent | None, today: date) -> GateResult:
    return guardian_first(case, data, today) if data is not None and data.who == "GUARDIAN" else PASS


@gate("G-TOLD", _("Told what will be done, and agrees to speak"), source=f"{APR25}; FR-31")
def person_was_told(case: CaseFile, data: object, today: date) -> GateResult:
    known = told(case, Step.AGE)
    if known is not PASS or selectors.agrees(case, "CHILD", ""):
        return known
    return fail(_("The person must agree to speak, in a language that they understand."))


@gate("G-BIA", _("Best interests assessed"), source=f"{APR25}; CRC art. 3; FR-10")
def best_interests_assessed(case: CaseFile, data: object, today: date) -> GateResult:
    """Whether an assessment is good for this person at all is asked before it begins."""
    assert case.subject is not None
    return was_assessed(case.subject)


@gate("G-DOUBT", _("Doubt remains after the multidisciplinary assessment"), source=APR25)
def doubt_remains(case: CaseFile, data: object, today: date) -> GateResult:
    steps = selectors.steps_of(case)
    return PASS if steps and steps[-1].doubt_remains else fail(_("Medical examination is the last resort: only where doubt remains after the other steps."))


@gate("G-CONSENT", _("Person and guardian agree to this method"), source=APR25)
def both_agree(case: CaseFile, data: object, today: date) -> GateResult:
    method = selectors.assessment_of(case).ordered
    if all(selectors.agrees(case, who, method) for who in ("CHILD", "GUARDIAN")):
        return PASS
    return fail(_("The person and the guardian must both have agreed to this method, in a language that they understand."))


@gate("G-RADIATION", _("Without radiation first"), source=APR25)
def without_radiation_first(case: CaseFile, data: inputs.OrderMedical | None, today: date) -> GateResult:
    if data is None or data.method not in RADIATION:
        return PASS
    done = {method for one in selectors.all_steps_of(case) for method in one.methods}
    return PASS if done & set(RADIATION_FREE) else fail(_("First a method without radiation: dental examination by eye, or magnetic resonance."))


@gate("G-RESULT", _("There is a result"), source=f"{APR25}: refusal alone decides nothing")
def has_a_result(case: CaseFile, data: object, today: date) -> GateResult:
    return PASS if selectors.steps_of(case) else fail(_("No assessment was made: a refusal alone decides nothing."))


@gate("G-4EYES", _("Another officer than who typed it"), source="FR-07, FR-09")
def corrected_by_another(case: CaseFile, data: inputs.CorrectResult | None, today: date) -> GateResult:
    """A margin that is made higher goes against the child: nobody does that alone."""
    actor, one = current_actor(), selectors.result(case, data.number) if data is not None else None
    mine = one is not None and (actor is None or actor.id is None or one.by == actor.id)
    return fail(_("You recorded this result: a colleague compares it with the report.")) if mine else PASS


@gate("G-4EYES", _("Another officer decides"), source="FR-07, FR-09: adverse outcomes name a second person")
def decided_by_another(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or actor.id is None or selectors.assessment_of(case).proposed_by == actor.id
    return fail(_("You proposed this: a colleague must decide.")) if mine else PASS


@gate("G-REM", _("Served with its remedy"), source="FR-32; Council of Europe, age assessment: a decision can be challenged")
def served_with_remedy(case: CaseFile, data: inputs.DecideAge | None, today: date) -> GateResult:
    return PASS if data is None or data.remedy_told else fail(_("Tell the person and the guardian how to challenge it before you decide."))
