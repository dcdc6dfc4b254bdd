"""Safeguards of border acts: the same as of any removal. Each reads like its rule; unknown blocks."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.border import inputs, selectors
from egnatia.node.border.models import Kind
from egnatia.node.information.gates import told
from egnatia.node.information.items import Step
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.best_interests.gates import may_be_acted_on
from egnatia.node.registration import selectors as registration


@gate("G-INFO", _("Information given"), source="Reg. (EU) 2016/399 art. 14; Reg. (EU) 2024/1348 art. 30")
def information_given(case: CaseFile, data: object, today: date) -> GateResult:
    return told(case, Step.BORDER)


@gate("G-ASKED", _("Asylum question asked"), source="Reg. (EU) 2024/1348 art. 26, 30")
def asylum_question_asked(case: CaseFile, data: object, today: date) -> GateResult:
    return PASS if selectors.act_of(case).asylum_asked_at else fail(_("First ask the person expressly about asylum and record the answer."))


@gate("G-ASY", _("No wish for asylum"), source="Charter art. 18, 19; 1951 Convention art. 33; FR-02")
def no_wish_for_asylum(case: CaseFile, data: object, today: date) -> GateResult:
    """A wish recorded anywhere, by anybody, closes every act against the person."""
    act = selectors.act_of(case)
    wish = act.wishes_asylum or registration.has_wish(act.person_id)
    return fail(_("This person wants asylum: let them in to the procedure.")) if wish else PASS


@gate("G-NR", _("No risk at the destination"), source="Charter art. 4, 19(2); ECHR art. 3; FR-03")
def no_risk_at_destination(case: CaseFile, data: object, today: date) -> GateResult:
    """One named officer has assessed this person's own situation; a possible risk closes the act."""
    act = selectors.act_of(case)
    if act.risk is None:
        return unknown(_("Nobody has assessed yet whether the person is at risk there."))
    return fail(_("The person may be at risk there.")) if act.risk else PASS


@gate("G-CHILD", _("Child protected"), source="CRC art. 3; Charter art. 24; FR-10, FR-11")
def child_protected(case: CaseFile, data: object, today: date) -> GateResult:
    """No act against a child whose best interests nobody assessed; of a child alone a panel decides, and a border is no place for it."""
    person = selectors.act_of(case).person
    if protection.treated_as_child_alone(person):
        return unknown(_("An unaccompanied child: a border is no place to decide this. Let the child in."))
    return may_be_acted_on(person, today)


@gate("G-VUL", _("No open sign of trafficking, torture or violence"), source="Directive 2011/36/EU art. 11; FR-16")
def no_open_sign_of_harm(case: CaseFile, data: object, today: date) -> GateResult:
    """The reason does not name the need: who may not know it learns only that somebody who may know must be asked."""
    return unknown(_("A protection officer must be asked first.")) if protection.has_sign_of_harm(selectors.act_of(case).person_id) else PASS


@gate("G-GROUNDS", _("Grounds named"), source="Reg. (EU) 2016/399 art. 14(2) and annex V")
def refusal_has_grounds(case: CaseFile, data: inputs.Propose | None, today: date) -> GateResult:
    if data is None or data.grounds or selectors.act_of(case).kind != Kind.REFUSAL:
        return PASS
    return fail(_("A refusal of entry names at least one ground of the standard form."))


@gate("G-4EYES", _("A second officer decides"), source="ARCHITECTURE: adverse outcomes name a deciding officer, reasons and a second person; FR-09")
def decided_by_second_officer(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is not None and actor.id is not None and selectors.act_of(case).proposed_by == actor.id
    return fail(_("You proposed this: a colleague must decide.")) if mine else PASS


@gate("G-REM", _("Written act and remedy"), source="Reg. (EU) 2016/399 art. 14(2), (3); Charter art. 47; FR-32")
def served_with_remedy(case: CaseFile, data: inputs.Decide | None, today: date) -> GateResult:
    if data is None or (data.form_given and data.remedy_told):
        return PASS
    return fail(_("Give the written act and say how to appeal, until when, and where legal help is."))


@gate("G-ART31", _("No penalty while the claim is open"), source="1951 Convention art. 31; FR-42")
def no_penalty_while_claim_is_open(case: CaseFile, data: object, today: date) -> GateResult:
    """Who asks for asylum is not reported for how they came."""
    wish = case.subject is not None and registration.has_wish(case.subject)
    return fail(_("This person has asked for asylum: they are not reported for it while the claim is open.")) if wish else PASS


@gate("G-NOT-SMUGGLED", _("Not somebody who was smuggled"), source="Protocol against the Smuggling of Migrants art. 5")
def not_somebody_smuggled(case: CaseFile, data: object, today: date) -> GateResult:
    return unknown(_("The same person arrived as a migrant: who was smuggled is not reported as a smuggler.")) if selectors.was_smuggled(case) else PASS
