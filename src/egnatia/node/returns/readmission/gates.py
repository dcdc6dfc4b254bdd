"""Each request is an act of its own against one person: the safeguards of a return, and those of what another state is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.returns import gates as returns
from egnatia.node.returns import selectors as returned
from egnatia.node.returns.models import Datum, Evidence
from egnatia.node.returns.readmission import disclosing, inputs, selectors


@gate("G-ASY", _("No claim to protection"), source="Charter art. 18, 19(2); Reg. (EU) 2024/1348 art. 7(2); FR-02, FR-05")
def no_claim(case: CaseFile, data: Any, today: date) -> GateResult:
    assert case.subject is not None
    if returns.asks_for_protection(case.subject):
        return fail(_("This person asks for protection, or has a right to remain: no other state is asked anything."))
    back = selectors.return_of(case)
    if back is None or back.case.state not in returned.ENFORCING:
        return fail(_("The return is stopped, or cannot be enforced yet."))
    return PASS


@gate("G-NR", _("No danger in the requested state, nor onward from there"), source="Charter art. 4, 19(2); ECHR art. 3; FR-03, FR-39")
def no_danger(case: CaseFile, data: Any, today: date) -> GateResult:
    """Looked at for the state that is asked, which may be another one than that of the person."""
    assert case.subject is not None
    return returns.danger_there(case.subject, selectors.of(case).requested, today, "RETURN_RISK_HOLDS")


@gate("G-BIC", _("Best interests of the child"), source="CRC art. 3; Return Directive art. 10; FR-10, FR-11")
def best_interests(case: CaseFile, data: Any, today: date) -> GateResult:
    back = selectors.return_of(case)
    return returns.best_interests(back.case, None, today) if back else unknown(_("There is no return."))


@gate("G-VUL", _("Special needs looked at and met"), source="CETS 197 art. 13, 16; Return Directive art. 3(9)")
def needs_met(case: CaseFile, data: Any, today: date) -> GateResult:
    back = selectors.return_of(case)
    return returns.needs_met(back.case, None, today) if back else unknown(_("There is no return."))


@gate(
    "G-AGREEMENT",
    _("An agreement in force that named people verified"),
    source="ARCHITECTURE: no restriction without a verified national row; S1, S2 of the reference",
)
def under_an_agreement(case: CaseFile, data: Any, today: date) -> GateResult:
    one = selectors.of(case)
    if not any(each.pk == one.agreement_id for each in selectors.usable(today)):
        return unknown(_("This agreement is not in force, or nobody verified it against a gazette."))
    if one.capacity != "OWN" and not one.agreement.third_country:
        return fail(_("This agreement is about nationals of the requested state alone."))
    return fail(_("The time to ask has passed: it ran from the day on which it was known.")) if selectors.too_late(one, today) else PASS


@gate("G-EVIDENCE", _("Evidence that the agreement takes"), source="Annexes of the readmission agreements")
def has_evidence(case: CaseFile, data: Any, today: date) -> GateResult:
    one = selectors.of(case)
    limbs = set(Evidence.objects.filter(case=case.pk).values_list("kind__limb", flat=True))
    if one.capacity == "OWN":
        return PASS if "NATIONALITY" in limbs else fail(_("Name what shows the nationality."))
    return PASS if limbs & {"TRANSIT", "ENTRY"} else fail(_("Name what shows the stay in, or the way through, the requested state."))


@gate(
    "G-DATA",
    _("Only what this state needs, nothing of a claim"),
    source="Reg. (EU) 2024/1348 art. 7(2); GDPR art. 5(1)(c), 44 to 49; LED art. 35; FR-05, FR-47",
)
def may_be_told(case: CaseFile, data: Any, today: date) -> GateResult:
    """Asked of the very fields that would leave."""
    one = selectors.of(case)
    items = list(data.items) if isinstance(data, inputs.Send) else [Datum.NAME]
    allowed = disclosing.allowed(one, items)
    more = [str(Datum(each).label) for each in items if each not in allowed]
    if more:
        return fail(_("This state may not be told: %(what)s.") % {"what": ", ".join(more)})
    if isinstance(data, inputs.Send) and Datum.CARE in data.items and not one.care_agreed:
        return fail(_("Needs of health are told only as the person agreed."))
    return PASS


@gate("G-SILENCE", _("The time to answer has passed, and silence agrees"), source="Serbia–EC agreement art. 10: silence is agreement; a person confirms it")
def time_has_passed(case: CaseFile, data: Any, today: date) -> GateResult:
    one = selectors.of(case)
    if not one.agreement.silence_agrees or one.answer_due is None:
        return fail(_("By this agreement silence means nothing."))
    if one.answered_on is not None:
        return fail(_("An answer is on record."))
    return PASS if selectors.silent(case, moment.now()) else fail(_("They may still answer, until %(day)s.") % {"day": f"{one.answer_due:%Y-%m-%d %H:%M}"})


@gate("G-EUDOC", _("The European travel document only where it is accepted"), source="Regulation (EU) 2016/1953 art. 3")
def document_is_accepted(case: CaseFile, data: Any, today: date) -> GateResult:
    if not isinstance(data, inputs.NoteDocument) or not data.eu_return:
        return PASS
    accepts = selectors.of(case).agreement.eu_document
    return PASS if accepts else unknown(_("Nobody noted that the other state accepts this document."))
