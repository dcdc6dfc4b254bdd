"""Safeguards of the evidence assessment: nothing is decided against somebody on facts that nobody assessed, or against what was found."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.decision.selectors import outcome_of, standing
from egnatia.node.asylum.evidence import selectors, weighed
from egnatia.node.asylum.models import Outcome
from egnatia.node.asylum.models.codes import Available, FactOutcome
from egnatia.node.coi.library import verifying

# What is less than refugee status, on the merits.
_LESS = (Outcome.UNFOUNDED, Outcome.MANIFEST, Outcome.SUBSIDIARY)
# What can rest on country information against somebody: a status that ends because its reasons ceased, another country said to be safe.
_AGAINST = (*_LESS, Outcome.INADMISSIBLE, Outcome.STATUS_ENDED)
_REASONS = ("refugee_reasons", "subsidiary_reasons", "other_reasons", "merits_reasons")


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


@gate("G-QUOTE", _("Quotations stand in the documents that are kept"), source="coi: quotations are verified against the snapshot; Charter art. 41")
def quotations_stand(case: CaseFile, data: object, today: date) -> GateResult:
    """In every decision, also one in favour: what a decision quotes can be read where it says."""
    if wrong := verifying.misquoted(selectors.cited_ids(case)):
        told = _("Words that are cited do not stand in the document as it is kept (%(numbers)s): take that evidence back, and cite it anew.")
        return fail(told % {"numbers": ", ".join(wrong)})
    return PASS


@gate("G-WEIGHED", _("Each use of country information is weighed"), source="IARLJ Judicial criteria for assessing COI (2006); Reg. (EU) 2024/1348 art. 34")
def each_use_is_weighed(case: CaseFile, data: object, today: date) -> GateResult:
    """Nine questions, on whom it rests, and what says otherwise: whoever quotes a passage has read what stands beside it."""
    if outcome_of(case, data) not in _AGAINST:
        return PASS
    if left := weighed.unweighed(case):
        told = _("Not weighed yet: %(numbers)s. Weigh each quotation, with what the library says beside it.")
        return fail(told % {"numbers": ", ".join(left)})
    return PASS


@gate("G-ROOTS", _("Risk rests on two independent sources"), source="EUAA COI Report Methodology (cross-checking); Reg. (EU) 2024/1348 art. 34")
def risk_rests_on_two_sources(case: CaseFile, data: object, today: date) -> GateResult:
    """Of two kinds, each counted once however many reports quote it; with fewer, a written reason in the analysis."""
    # Where nothing is cited at all, G-COI says so.
    if outcome_of(case, data) not in _LESS or not selectors.cited_ids(case) or weighed.rests_on_two(case):
        return PASS
    analysis = selectors.analysis_of(case)
    if analysis and analysis.few_sources:
        return PASS
    return fail(_("What is found on risk and protection rests on fewer than two independent sources of two kinds: cite another, or write in the analysis why."))


@gate("G-CURRENT", _("Information that may not hold any more has its reason"), source="Reg. (EU) 2024/1348 art. 34: precise and up-to-date; ex nunc")
def what_is_old_has_its_reason(case: CaseFile, data: object, today: date) -> GateResult:
    """Too old for what it is about, of before an event in the country, or followed by a newer edition: relied on only with a written reason. What was
    withdrawn is not relied on at all."""
    if outcome_of(case, data) not in _AGAINST:
        return PASS
    if gone := selectors.relied_on_though_withdrawn(case):
        told = _("Country information that was withdrawn (%(numbers)s): take that evidence back, and assess the fact again.")
        return fail(told % {"numbers": ", ".join(gone)})
    if left := selectors.relied_on_without_reason(case):
        told = _("Country information that may not hold any more (%(numbers)s): cite newer, or write why it is relied on all the same.")
        return fail(told % {"numbers": ", ".join(left)})
    return PASS


@gate("G-CLOSED", _("Nothing rests on closed information alone"), source="Reg. (EU) 2024/1348 art. 18(2); CJEU C-159/21 GM; Charter art. 47")
def nothing_rests_on_what_is_closed(case: CaseFile, data: object, today: date) -> GateResult:
    """What an applicant cannot read whole may confirm what they can answer, and is never the only thing that speaks against them."""
    if outcome_of(case, data) not in _AGAINST:
        return PASS
    if alone := weighed.rests_on_closed(case):
        told = _("Only information that is closed to the applicant speaks against fact %(numbers)s: cite something they can read, or leave it out.")
        return fail(told % {"numbers": ", ".join(map(str, alone))})
    if weighed.risk_is_closed(case):
        return fail(_("What is cited on risk and protection is closed to the applicant, all of it: cite something they can read."))
    return PASS


@gate("G-LISTED", _("All country information relied on is cited"), source="Reg. (EU) 2024/1348 art. 17, 34; equality of arms, Charter art. 47")
def what_is_relied_on_is_cited(case: CaseFile, data: object, today: date) -> GateResult:
    """A document that reasons name, and no evidence cites, is one that the applicant was never shown."""
    if outcome_of(case, data) not in _AGAINST:
        return PASS
    # What is proposed now, or what stands proposed.
    found = [getattr(one, name, None) or "" for one in (data, standing(case)) for name in _REASONS]
    if unlisted := selectors.named_but_not_cited(case, found):
        told = _("Named in the reasons, but cited nowhere as evidence: %(numbers)s. Add it to the fact that it bears on, so that the applicant can answer it.")
        return fail(told % {"numbers": ", ".join(unlisted)})
    return PASS


@gate("G-AGAINST", _("What speaks against a fact is quoted, and was put to the applicant"), source="Reg. (EU) 2024/1347 art. 4; Reg. (EU) 2024/1348 art. 34")
def what_speaks_against_is_quoted(case: CaseFile, data: object, today: date) -> GateResult:
    """Information that is silent on something contradicts nothing: a contradiction has its words, and the applicant could explain."""
    if outcome_of(case, data) not in _AGAINST:
        return PASS
    if unquoted := selectors.contradicted_without_words(case):
        told = _(
            "Other evidence is said to speak against fact %(numbers)s, but none is quoted that does. That nothing is known of something does not contradict it."
        )
        return fail(told % {"numbers": ", ".join(unquoted)})
    if unheard := selectors.contradicted_and_not_put(case):
        return fail(_("What speaks against fact %(numbers)s was not put to the applicant: ask, and record it.") % {"numbers": ", ".join(unheard)})
    return PASS


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
