"""Safeguards of a referral: nothing leaves without the person's agreement or a recorded other ground, and none leads to an authority for returns."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor, seeing_all
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.guardians.selectors import guardian_of
from egnatia.node.referral import disclosing, inputs
from egnatia.node.referral.directory.inputs import ANSWERING
from egnatia.node.referral.models import Basis, GivenBy, Override, Referral, Service
from egnatia.node.referral.pathways import CONSENT_ALONE, PROFILES, Pathway
from egnatia.node.registration import selectors as registration

_GDPR = "GDPR art. 6, 7 and 9; IASC inter-agency referral form; FR-06"


def _subject(case: CaseFile, data: Any) -> UUID | None:
    if case.subject or not isinstance(data, inputs.Offer):
        return case.subject
    return CaseFile.objects.filter(pk=data.source_case).values_list("subject", flat=True).first()


def _asked(case: CaseFile, data: Any) -> Service | None:
    """The service that is asked: by the form, else by the referral."""
    if isinstance(data, inputs.Asked) and data.receiver:
        return Service.objects.filter(code=data.receiver).select_related("unit").first()
    known = Referral.objects.filter(pk=case.pk).select_related("service__unit").first()
    return known.service if known else None


@gate("G-CONS", _("The person agreed, or another ground is recorded"), source=_GDPR)
def permission_stands(case: CaseFile, data: Any, today: date) -> GateResult:
    """For what happens after the sending: an agreement that was taken back or has ended closes it."""
    referral = Referral.objects.filter(pk=case.pk).select_related("service", "receiver").first()
    if referral is None:
        return unknown(_("Nothing is recorded yet."))
    return PASS if disclosing.covers(referral) else fail(_("The agreement was taken back or has ended: ask the sender to ask the person again."))


@gate("G-CONS", _("The person agreed, or another ground is recorded"), source=_GDPR)
def permission_stands_or_it_comes_back(case: CaseFile, data: Any, today: date) -> GateResult:
    """What brings the referral back to its sender is never closed."""
    comes_back = isinstance(data, inputs.ByLink) and data.answer in {"DECLINE", "UNREACHED"}
    return PASS if comes_back else permission_stands(case, data, today)


@gate("G-CONS", _("The agreement is one: by whom it must be given, for what the service needs"), source=f"{_GDPR}; CRC art. 12; FR-10")
def agreement_counts(case: CaseFile, data: Any, today: date) -> GateResult:
    """A child alone agrees through its guardian, any child through a parent or guardian; what the pathway never gets cannot be all that was agreed to."""
    key, service = _subject(case, data), _asked(case, data)
    if not isinstance(data, inputs.Agreement) or data.basis is None or key is None:
        return PASS
    if service and not PROFILES[service.pathway] & set(data.scope):
        return fail(_("Nothing of what was ticked is needed for this pathway: tick what the service needs."))
    with seeing_all():
        person = Person.objects.get(pk=key)
        alone, child = protection.treated_as_child_alone(person), protection.treated_as_child(person)
        if data.basis is Basis.BEST_INTERESTS and not child:
            return fail(_("Best interests of the child are the ground for a child alone."))
        if data.basis is not Basis.CONSENT:
            return PASS
        if alone and (data.given_by is not GivenBy.GUARDIAN or not guardian_of(key)):
            return fail(_("A child alone agrees through its guardian. Until there is one: best interests of the child, with a second person."))
    if child and data.given_by is GivenBy.SELF:
        return fail(_("For a child a parent, guardian or representative agrees, and the child is heard."))
    if not child and data.given_by is not GivenBy.SELF:
        return fail(_("An adult agrees in person: nobody agrees for another adult."))
    return PASS


@gate("G-OVERRIDE", _("This way needs the person's own agreement"), source="IOM AVRR Framework 2018 (voluntariness); FR-06")
def no_way_round_consent(case: CaseFile, data: Any, today: date) -> GateResult:
    service = _asked(case, data)
    if isinstance(data, inputs.Agreement) and data.basis not in {None, Basis.CONSENT} and service and service.pathway in CONSENT_ALONE:
        return fail(_("Nobody is referred to voluntary return without agreeing to it."))
    return PASS


@gate("G-ASY-FIRST", _("Asylum goes first"), source="Reg. (EU) 2024/1348 art. 26; Charter art. 18; FR-02, FR-06")
def asylum_first(case: CaseFile, data: Any, today: date) -> GateResult:
    """Somebody whose wish for asylum waits to be registered is brought there before anybody counsels on return."""
    key, service = _subject(case, data), _asked(case, data)
    if service is None or service.pathway != Pathway.AVRR or key is None:
        return PASS
    if registration.waits_to_be_registered(key):
        return fail(_("This person wants asylum and is not registered yet: that comes first."))
    return PASS


@gate("G-RECEIVER", _("No authority for returns or for the border"), source="ODIHR NRM Handbook 2022; FR-19")
def never_to_return(case: CaseFile, data: Any, today: date) -> GateResult:
    service = _asked(case, data)
    if service and service.unit and service.unit.kind not in ANSWERING:
        return fail(_("An authority for returns or for the border is no receiver of a referral."))
    return PASS


@gate("G-DATA", _("To another state by the person's own agreement alone"), source="GDPR art. 44 to 49; Reg. (EU) 2024/1348 art. 7(2); FR-05, FR-47")
def may_cross_the_border(case: CaseFile, data: Any, today: date) -> GateResult:
    """With a ground of the transfer; and nothing of somebody who asks for protection, or has it, to the state that they fled."""
    key, service = _subject(case, data), _asked(case, data)
    if service is None or not service.country or key is None:
        return PASS
    if isinstance(data, inputs.Agreement) and data.basis is not None:
        if data.basis is not Basis.CONSENT:
            return fail(_("To another state nothing goes without the person's own agreement."))
        if data.transfer is None:
            return fail(_("Say why it may go to another state."))
    elif not isinstance(data, inputs.Agreement) and data is not None:
        return fail(_("To another state nothing goes without the person's own agreement."))
    return fail(_("Nobody of that country is told anything about this person.")) if disclosing.fled(key, service.country) else PASS


@gate("G-SECOND", _("Decided by a second person"), source="GDPR art. 9(2)(c); security design 4.4 (two-person basis)")
def decided_by_another(case: CaseFile, data: Any, today: date) -> GateResult:
    waiting = Override.objects.filter(case=case, approved=None).first()
    actor = current_actor()
    if actor and Referral.objects.filter(pk=case.pk, receiver=actor.unit).exists():
        return fail(_("The service that received it does not decide on it."))
    if waiting and actor and waiting.proposed_by == actor.id:
        return fail(_("You proposed this yourself: a second person decides."))
    return PASS
