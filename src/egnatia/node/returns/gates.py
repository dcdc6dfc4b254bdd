"""The safeguards of a return, asked anew at every step: what any of them does not know blocks as a no. Each reads like its rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor, seeing_all
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.node.asylum import selectors as asylum
from egnatia.node.avrr import selectors as voluntary
from egnatia.node.coi import selectors as coi
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.best_interests.gates import may_be_acted_on
from egnatia.node.protection.guardians.selectors import guardian_of
from egnatia.node.protection.models import Category
from egnatia.node.registration import selectors as registration
from egnatia.node.returns import selectors
from egnatia.node.returns.inputs import OnOperation
from egnatia.node.returns.models import FitToTravel, Pause

CHARTER = "Charter art. 4, 18, 19; ECHR art. 3; Return Directive 2008/115/EC art. 5, 9"


@remembered
def asks_for_protection(person: UUID) -> bool:
    """A wish that nobody registered, an application, an appeal or a time to appeal that lets somebody remain, a status, temporary protection: anywhere,
    by anybody."""
    with seeing_all():
        temporary = CaseFile.objects.filter(subject=person, procedure="temporary_protection", closed=False).exists()
        return temporary or registration.waits_to_be_registered(person) or asylum.may_remain(person)


@gate("G-ASY", _("No claim to protection"), source="Charter art. 18, 19(2), 47; Reg. (EU) 2024/1348 art. 10, 68; FR-01, FR-02")
def no_claim(case: CaseFile, data: Any, today: date) -> GateResult:
    """The answer is a flag alone: what was claimed stays with the asylum authority (FR-19)."""
    if any(one.why == Pause.Why.ASYLUM for one in selectors.pauses(case)):
        return fail(_("This person wants asylum: nothing goes on until the asylum authority has decided and the return is taken up again."))
    assert case.subject is not None
    return fail(_("This person asks for protection, or has a right to remain: there is no return.")) if asks_for_protection(case.subject) else PASS


def answered_since(person: UUID, at: datetime) -> bool:
    """Whether the asylum authority has ended what began with a wish: an application decided finally, or a wish that it noted as lapsed, after that moment."""
    with seeing_all():
        return CaseFile.objects.filter(subject=person, procedure__in=("asylum", "registration"), closed=True, changed_at__gte=at).exists()


def danger_there(person: UUID, country: str, today: date, rule: str) -> GateResult:
    """Non-refoulement by a named person, for this country, with country information, not older than the rule says, and after the last new fact."""
    checks = selectors.dangers(person, country)
    if not checks:
        return unknown(_("Nobody has looked yet at whether the person would be in danger there."))
    newest = checks[-1]
    if newest.danger or newest.onward:
        return fail(_("There is a danger there, or of being sent on to one: this person is not returned to that country."))
    against = {one.by for one in checks if one.danger or one.onward}
    if against and (not newest.specialist or newest.by in against):
        return fail(_("A danger was found before: only another protection officer can say that it is over."))
    learnt = selectors.last_new_fact(person)
    if learnt is not None and learnt >= newest.at:
        return fail(_("Something new was learnt since: look at the danger again."))
    if gone := coi.withdrawn(newest.sources):
        return fail(_("Country information that the look at the danger rests on was withdrawn (%(numbers)s): look again.") % {"numbers": ", ".join(gone)})
    days = selectors.limit(rule, today)
    if days is None:
        return unknown(_("No rule says for how long such a check holds: tell the legal officer."))
    return PASS if timezone.localtime(newest.at).date() >= today - timedelta(days=days) else fail(_("The check of the danger is too old: look again."))


@gate("G-NR", _("No danger there, nor onward from there"), source=f"{CHARTER}; 1951 Convention art. 33; FR-03, FR-39")
def no_danger(case: CaseFile, data: Any, today: date) -> GateResult:
    assert case.subject is not None
    return danger_there(case.subject, selectors.of(case).country, today, "RETURN_RISK_HOLDS")


@gate("G-NR", _("No danger there, looked at again before the journey"), source=f"{CHARTER}; 1951 Convention art. 33; FR-03, FR-39")
def no_danger_today(case: CaseFile, data: Any, today: date) -> GateResult:
    assert case.subject is not None
    return danger_there(case.subject, selectors.of(case).country, today, "RETURN_RISK_FRESH")


@gate("G-BIC", _("Best interests of the child"), source="CRC art. 3; Charter art. 24; Return Directive art. 5, 10; FR-10, FR-11")
def best_interests(case: CaseFile, data: Any, today: date) -> GateResult:
    """A child alone: a guardian, a panel that found the return best, and somebody who receives it there. With its family: a full assessment that permits it."""
    person = selectors.of(case).person
    with seeing_all():
        found = may_be_acted_on(person, today)
        if found is not PASS or not protection.treated_as_child_alone(person):
            return found
        if not guardian_of(person.pk):
            return fail(_("A child alone needs a guardian first."))
    received = selectors.reception(case, selectors.of(case).country)
    return PASS if received else fail(_("Nobody has confirmed who receives this child there: family, a guardian or an adequate facility."))


@gate("G-VUL", _("Special needs looked at and met"), source="CETS 197 art. 13, 16; Directive 2011/36/EU art. 11; Return Directive art. 3(9), 14")
def needs_met(case: CaseFile, data: Any, today: date) -> GateResult:
    """The reason does not name the need: who may not know it learns only that somebody who may know must be asked."""
    assert case.subject is not None
    if not protection.looked_at(case.subject):
        return unknown(_("Nobody has looked at the special needs of this person yet: the protection service is asked."))
    if protection.suspects_harm(case.subject):
        return unknown(_("A protection officer must be asked first."))
    if protection.has_sign_of_harm(case.subject) and not _specialist_looked(case):
        return unknown(_("A protection officer must be asked first."))
    if protection.has_open(case.subject, Category.VOT):
        until = selectors.recovers_until(case)
        if until is None:
            return unknown(_("A protection officer must be asked first."))
        return PASS if until < today else fail(_("A time to recover runs: nothing goes on before it has ended."))
    return PASS


def _specialist_looked(case: CaseFile) -> bool:
    """Of somebody who was harmed, only a protection officer can say that there is no danger."""
    assert case.subject is not None
    checks = selectors.dangers(case.subject, selectors.of(case).country)
    return bool(checks) and checks[-1].specialist


@gate("G-FAM", _("Unity of the family"), source="Charter art. 7, 24(3); Return Directive art. 5, 14(1)(a); FR-12")
def family_together(case: CaseFile, data: Any, today: date) -> GateResult:
    standing = selectors.decision(case)
    said = getattr(data, "separation", "") or (standing.separation if standing else "")
    if said or not selectors.left_behind(case, data.operation if isinstance(data, OnOperation) else None):
        return PASS
    return fail(_("Members of the family would be separated: decide on them together, or give the reason why not."))


@gate("G-REM", _("Remedy over, and no court has stayed it"), source="Charter art. 47; Return Directive art. 13; ECtHR Rules of Court, rule 39; FR-01")
def remedy_over(case: CaseFile, data: Any, today: date) -> GateResult:
    if selectors.court_stays(case):
        return fail(_("A court has ordered a stay: it ends by the court's word alone."))
    one = selectors.decision(case)
    if one is None or one.served_at is None:
        return fail(_("No decision was served."))
    if not selectors.remedy_over(case, today):
        return fail(_("The time to appeal still runs, until %(day)s.") % {"day": one.remedy_until})
    remedy = selectors.open_remedy(case)
    return fail(_("An appeal with suspensive effect is not decided.")) if remedy is not None and remedy.suspensive else PASS


@gate("G-VDP", _("Period for voluntary departure over, or lawfully refused"), source="Return Directive art. 7, 8(1), (2); FR-41")
def period_over(case: CaseFile, data: Any, today: date) -> GateResult:
    one, until = selectors.decision(case), selectors.of(case).vd_until
    if one is None:
        return fail(_("There is no decision."))
    if until is not None:
        return PASS if until < today else fail(_("The period for voluntary departure runs until %(day)s.") % {"day": until})
    return PASS if one.vd_ground and not one.vd_days else fail(_("The period for voluntary departure has not begun: begin it."))


@gate("G-VOL", _("No voluntary return is being prepared"), source="Return Directive art. 7, recital 10; IOM AVRR Framework 2018")
def no_voluntary_return(case: CaseFile, data: Any, today: date) -> GateResult:
    """A flag alone: nobody of this authority reads the counsellors' file."""
    assert case.subject is not None
    return fail(_("The person is being helped to return voluntarily: that comes first.")) if voluntary.is_being_helped(case.subject) else PASS


@gate("G-ART6", _("No ground to let the person stay"), source="Return Directive art. 6(2) to (5)")
def no_exception(case: CaseFile, data: Any, today: date) -> GateResult:
    found = selectors.assessment(case)
    if found is None:
        return unknown(_("First assess the person's own situation, and hear the person."))
    return fail(_("An exception was found: no return decision is made.")) if found.exception else PASS


@gate("G-ID", _("Identity, nationality and a document for the journey"), source="Return Directive art. 9(2)(b); Regulation (EU) 2016/1953")
def has_papers(case: CaseFile, data: Any, today: date) -> GateResult:
    if selectors.identified(case) is None:
        return unknown(_("Identity and nationality are not established."))
    return PASS if selectors.document_for(case, today) else fail(_("No document for the journey is valid."))


def fit_on(case: CaseFile, day: date, mode: str) -> GateResult:
    """A doctor's certificate that holds on a day and for a way of travelling."""
    newest = selectors.fitness(case)
    if newest is None:
        return unknown(_("No doctor has said yet that the person is fit to travel."))
    if newest.result not in {FitToTravel.Result.FIT, FitToTravel.Result.CONDITIONS}:
        return fail(_("The doctor found that the person is not fit to travel."))
    if newest.valid_until < day or newest.mode != mode:
        return fail(_("The doctor's certificate is not valid on that day or for that way of travelling."))
    return PASS


@gate("G-MED", _("Fit to travel on the day"), source="Council of Europe, Twenty Guidelines, 16; Directive 2008/115/EC art. 9(2)(a)")
def fit_for_it(case: CaseFile, data: Any, today: date) -> GateResult:
    day, mode = (data.day, data.mode) if isinstance(data, OnOperation) else (today, None)
    newest = selectors.fitness(case)
    return fit_on(case, day, mode or (newest.mode if newest else ""))


@gate("G-ASY", _("The claim to protection is over"), source="Charter art. 18, 19(2), 47; Reg. (EU) 2024/1348 art. 10, 68; FR-01, FR-02")
def no_claim_left(case: CaseFile, data: Any, today: date) -> GateResult:
    """As ever, but that this very step lifts what a wish stopped: the asylum authority has ended it."""
    assert case.subject is not None
    if asks_for_protection(case.subject):
        return fail(_("This person asks for protection, or has a right to remain: there is no return."))
    wish = next((one for one in selectors.pauses(case) if one.why == Pause.Why.ASYLUM), None)
    if wish is not None and not answered_since(case.subject, wish.at):
        return unknown(_("A wish for asylum was heard, and nobody has answered it: the asylum authority hears the person first."))
    return PASS


@gate("G-COURT", _("No court stays it, and no suspensive appeal is open"), source="Charter art. 47; ECtHR Rules of Court, rule 39; FR-01")
def not_stayed(case: CaseFile, data: Any, today: date) -> GateResult:
    if selectors.court_stays(case):
        return fail(_("A court has ordered a stay: it ends by the court's word alone."))
    remedy = selectors.open_remedy(case)
    return fail(_("An appeal with suspensive effect is not decided.")) if remedy is not None and remedy.suspensive else PASS


@gate("G-POSTPONED", _("What must be postponed is over"), source="Return Directive art. 9(1)")
def not_postponed(case: CaseFile, data: Any, today: date) -> GateResult:
    """Until its day; without a day until a protection officer says that the reason is over."""
    for one in selectors.pauses(case):
        if one.why == Pause.Why.MUST and one.until is None:
            return unknown(_("It must be postponed: a protection officer notes when the reason is over."))
        if one.until is not None and one.until >= today:
            return fail(_("It is postponed until %(day)s.") % {"day": one.until})
    return PASS


@gate("G-4EYES", _("A second officer decides"), source="FR-09; ARCHITECTURE: adverse outcomes name a deciding officer, reasons and a second person")
def by_a_second_officer(case: CaseFile, data: Any, today: date) -> GateResult:
    actor, one = current_actor(), selectors.decision(case)
    if actor is None or actor.id is None or one is None:
        return unknown(_("A named officer decides."))
    return fail(_("You proposed this: a colleague must decide.")) if one.proposed_by == actor.id else PASS


@gate("G-HERE", _("The mechanism of return is on in this country"), source="Programme: Türkiye takes no part in the regional return mechanism")
def mechanism_is_on(case: CaseFile, data: Any, today: date) -> GateResult:
    return PASS if takes_part(today) else fail(_("This country takes no part in the regional return mechanism."))


def takes_part(today: date) -> bool:
    """The overlay's own row says no; where there is none, the country takes part."""
    return selectors.limit("RETURN_MECHANISM", today) != 0
