"""Safeguards of a voluntary return: it is free, informed, safe, and whoever cannot yet be protected by it waits. Unknown blocks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.asylum import selectors as asylum
from egnatia.node.avrr import inputs, selectors
from egnatia.node.avrr.models import Fit, Free, Item, To, Topic
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.best_interests import selectors as interests
from egnatia.node.protection.guardians.selectors import guardian_of
from egnatia.node.protection.models import Category, Outcome
from egnatia.node.referral.inputs import YesNo
from egnatia.node.referral.models import GivenBy
from egnatia.node.registration import selectors as registration
from egnatia.node.screening.selectors import restricted

FRAMEWORK = "IOM AVRR Framework 2018"


def _says_no(data: Any) -> bool:
    """Not to help somebody back needs no safeguard."""
    return isinstance(data, inputs.DecideEligibility) and data.eligible is YesNo.NO


@gate("G-CONS", _("Informed in a language the person understands"), source=f"{FRAMEWORK} (informed decision); GDPR art. 7; FR-06")
def informed(case: CaseFile, data: Any, today: date) -> GateResult:
    """All topics were talked about, asylum among them, and what goes on after a withdrawal; through an interpreter or in a language of the counsellor."""
    sessions = [one for one in selectors.sessions(case) if one.interpreter_present]
    if not sessions:
        return fail(_("First counsel the person, with an interpreter or in a language that the counsellor speaks."))
    talked = {topic for one in sessions for topic in one.topics}
    missing = [str(one.label) for one in Topic if one not in talked]
    if missing:
        return fail(_("Not talked about yet: %(what)s.") % {"what": "; ".join(missing)})
    if not any(one.resumes for one in sessions):
        return fail(_("First tell the person exactly what goes on if they take it back."))
    return PASS


@gate("G-FREE", _("Free will"), source=f"{FRAMEWORK} (voluntariness); FR-06")
def free_will(case: CaseFile, data: Any, today: date) -> GateResult:
    """Of a detained person by an independent counsellor, alone, and looked at again by somebody else; a doubt closes it for anybody."""
    one, checks = selectors.of(case), selectors.voluntariness(case)
    if checks and (checks[-1].free != Free.YES or checks[-1].capacity != Free.YES):
        return fail(_("There is a doubt about the free will or about what the person understands: nothing goes on until it is cleared."))
    if not one.detained and not restricted(one.person_id):
        return PASS
    independent = [session for session in selectors.sessions(case) if session.independent and session.alone]
    if not independent:
        return fail(_("A detained person is counselled by a body that neither detains nor returns, with nobody of those authorities in the room."))
    if not checks or checks[-1].by in {session.by for session in selectors.sessions(case)}:
        return fail(_("The person is detained: a second person looks at the free will."))
    return PASS


@gate("G-SECOND", _("By somebody other than the counsellor"), source="FR-06")
def checked_by_another(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    if actor and actor.id in {one.by for one in selectors.sessions(case)}:
        return fail(_("You counselled this person: somebody else looks at the free will."))
    return PASS


@gate("G-INDEPENDENT", _("Not by an authority for detention or return"), source=f"{FRAMEWORK}; Return Directive 2008/115/EC art. 16(4)")
def independent_counsellor(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    kind = Unit.objects.filter(pk=actor.unit).values_list("kind", flat=True).first() if actor else None
    return fail(_("Counselling is not for an authority that detains or returns.")) if kind in selectors.COERCIVE else PASS


@gate("G-ASY", _("No open claim to protection"), source="Charter art. 18, 19; Reg. (EU) 2024/1348 art. 10; FR-02, FR-06")
def no_open_claim(case: CaseFile, data: Any, today: date) -> GateResult:
    """A wish, an application or an appeal that may still end in protection: the person withdraws it first, after advice, in its own procedure."""
    if _says_no(data):
        return PASS
    key = selectors.of(case).person_id
    with seeing_all():
        if registration.waits_to_be_registered(key):
            return fail(_("This person wants asylum: that comes first."))
        if asylum.status_of(key) is None and asylum.may_remain(key):
            return fail(_("An application or an appeal is open: only its own withdrawal, after advice, opens this way."))
    return PASS


@gate("G-BIC", _("Best interests of the child"), source="CRC art. 3; UNHCR BIP Guidelines 2021; Return Directive art. 10; FR-10, FR-11")
def best_interests(case: CaseFile, data: Any, today: date) -> GateResult:
    """A child alone returns only where a panel found return to named carers best; a child with its family only after a full assessment that permits it."""
    if _says_no(data):
        return PASS
    person = selectors.of(case).person
    with seeing_all():
        if not protection.treated_as_child(person):
            return PASS
        if protection.treated_as_child_alone(person):
            if not guardian_of(person.pk):
                return fail(_("A child alone needs a guardian first."))
            return PASS if interests.determined(person.pk, today) is Outcome.RETURN else fail(_("No panel has found that a return is best for this child."))
        return PASS if interests.permitted(person.pk, today) else fail(_("A full assessment of this child's best interests must permit it first."))


@gate("G-AGREED-BY", _("Agreed to by whom it takes"), source="CRC art. 12; UNHCR BIP Guidelines 2021; FR-10")
def agreed_by_whom_it_takes(case: CaseFile, data: Any, today: date) -> GateResult:
    if not isinstance(data, inputs.Apply):
        return PASS
    person = selectors.of(case).person
    with seeing_all():
        alone, child = protection.treated_as_child_alone(person), protection.treated_as_child(person)
    if alone and (data.agreed_by is not GivenBy.GUARDIAN or not guardian_of(person.pk)):
        return fail(_("For a child alone the guardian agrees, and the child is heard."))
    if child and data.agreed_by is GivenBy.SELF:
        return fail(_("For a child a parent, guardian or representative agrees, and the child is heard."))
    if not child and data.agreed_by is not GivenBy.SELF:
        return fail(_("Each adult of a family decides and signs alone."))
    return PASS


@gate("G-VUL", _("Special needs met first"), source="CoE Convention CETS 197 art. 13, 16; Directive 2011/36/EU art. 11")
def safeguarded(case: CaseFile, data: Any, today: date) -> GateResult:
    if _says_no(data):
        return PASS
    if not protection.has_open(selectors.of(case).person_id, Category.VOT):
        return PASS
    until = selectors.reflects_until(case)
    if until is None:
        return fail(_("A specialised need must be met first: the protection service has been asked."))
    return PASS if until < today else fail(_("A time to reflect runs: nothing goes on before it has ended."))


@gate("G-NR", _("No danger there, looked at for this person"), source="Charter art. 4, 19(2); ECHR art. 3; FR-03")
def no_danger_there(case: CaseFile, data: Any, today: date) -> GateResult:
    """By a named person, for this country, and not older than the rule table says."""
    if _says_no(data):
        return PASS
    return _risk(case, "AVRR_RISK_HOLDS", today)


@gate("G-NR", _("No danger there, looked at again before the journey"), source="Charter art. 4, 19(2); ECHR art. 3; FR-03")
def no_danger_today(case: CaseFile, data: Any, today: date) -> GateResult:
    """The day before or on the day: something new may be known."""
    return _risk(case, "AVRR_RISK_FRESH", today)


def _risk(case: CaseFile, rule: str, today: date) -> GateResult:
    one, checks = selectors.of(case), selectors.risk_checks(case)
    newest = next((each for each in reversed(checks) if each.country == one.country), None)
    if newest is None:
        return unknown(_("Nobody has looked yet at whether the person would be in danger there."))
    found = {each.by for each in checks if each.country == one.country and each.danger}
    if found and not newest.danger and (not newest.specialist or newest.by in found):
        return fail(_("A danger was found before: only another protection officer can say that it is over."))
    if newest.danger:
        return fail(_("There is a danger there: this person is not helped to go, but told of the ways to stay."))
    try:
        days = int(rule_in_force(rule, today).value)
    except NoRule:
        return unknown(_("No rule says for how long such a check holds: tell the legal officer."))
    return PASS if timezone.localtime(newest.at).date() >= today - timedelta(days=days) else fail(_("The check of the danger is too old: look again."))


@gate("G-DATA", _("Nothing to the country of return without agreement"), source="Reg. (EU) 2024/1348 art. 7(2); GDPR art. 44 to 49; FR-05, FR-47")
def may_ask_consulate(case: CaseFile, data: Any, today: date) -> GateResult:
    """An agreement for the consulate that covers each item, no claim that is open, and of a victim of trafficking an agreement of its own."""
    agreed = selectors.sharing(case, To.CONSULATE, today)
    if agreed is None:
        return fail(_("First ask the person to agree that the consulate is told who they are."))
    if isinstance(data, inputs.AskDocument) and not set(data.items) <= set(agreed.items):
        more = ", ".join(str(Item(one).label) for one in data.items if one not in agreed.items)
        return fail(_("The person did not agree to this: %(what)s.") % {"what": more})
    if asylum.status_of(selectors.of(case).person_id) is not None:
        return fail(_("Authorities of that country are not asked anything about this person."))
    if protection.has_open(selectors.of(case).person_id, Category.VOT):
        safe = selectors.safeguards(case)
        if safe is None or not safe.contact_agreed:
            return fail(_("Authorities of that country are not asked anything about this person."))
    return PASS


@gate("G-COMPLAINT", _("Not by whom it is about"), source=f"{FRAMEWORK}; Return Handbook C(2017) 6505, 12 (complaints)")
def answered_by_another(case: CaseFile, data: Any, today: date) -> GateResult:
    """Who counselled, or wrote the complaint down, does not answer it."""
    actor, waiting = current_actor(), selectors.complaint(case)
    if waiting is None:
        return fail(_("No complaint waits for an answer."))
    mine = actor is None or actor.id in {waiting.by, *(one.by for one in selectors.sessions(case))}
    return fail(_("You counselled this person or wrote the complaint down: somebody else answers it.")) if mine else PASS


@gate("G-MED", _("Fit to travel"), source="Council of Europe, Twenty Guidelines, 16; SOP step 7")
def fit_to_travel(case: CaseFile, data: Any, today: date) -> GateResult:
    """A certificate that is valid on the day of travel and for its mode."""
    one, newest = selectors.of(case), selectors.fitness(case)
    day, mode = (data.travel_on, data.mode) if isinstance(data, inputs.Book) else (one.travel_on, one.mode)
    if newest is None:
        return unknown(_("No doctor has said yet that the person is fit to travel."))
    if newest.result not in {Fit.FIT, Fit.CONDITIONS}:
        return fail(_("The doctor found that the person is not fit to travel."))
    if day and (newest.valid_until < day or newest.mode != mode):
        return fail(_("The doctor's certificate is not valid on that day or for that way of travelling."))
    escorted = data.escort if isinstance(data, inputs.Book) else one.escort
    if day and newest.result == Fit.CONDITIONS and not escorted:
        return fail(_("The doctor named conditions: name who comes along and sees to them."))
    return PASS


@gate("G-ID", _("A document for the journey"), source="SOP step 6")
def has_document(case: CaseFile, data: Any, today: date) -> GateResult:
    day = data.travel_on if isinstance(data, inputs.Book) else selectors.of(case).travel_on or today
    return PASS if selectors.document_until(case, day) else fail(_("No travel document is valid on that day: show one, or ask the consulate."))


@gate("G-ESCORT", _("A child does not travel alone"), source="UNHCR BIP Guidelines 2021; SOP special procedures")
def child_is_accompanied(case: CaseFile, data: Any, today: date) -> GateResult:
    person = selectors.of(case).person
    with seeing_all():
        alone = protection.treated_as_child_alone(person)
    return fail(_("Name who travels with the child.")) if alone and isinstance(data, inputs.Book) and not data.escort else PASS
