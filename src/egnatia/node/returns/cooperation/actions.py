from __future__ import annotations

from django.conf import settings

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.run import call_unit
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.referral.inputs import YesNo
from egnatia.node.returns.cooperation import inputs, procedure, selectors
from egnatia.node.returns.models import Agreement, Contact, Cooperation, FactSheet, Milestone, Stage


@procedure.SELECT.effect
def select(case: CaseFile, data: inputs.Select, actor: Actor) -> None:
    Cooperation.objects.create(case=case, **data.model_dump())


@procedure.TALKS.effect
def begin_talks(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record."""


@procedure.MILESTONE.effect
def note_milestone(case: CaseFile, data: inputs.NoteMilestone, actor: Actor) -> None:
    Milestone.objects.create(case=case, **data.model_dump(), by_name=actor.name)


@procedure.SIGN.effect
def sign(case: CaseFile, data: inputs.Sign, actor: Actor) -> None:
    """Terms as signed; nothing can be asked under it before a legal officer has compared them with the gazette."""
    one = selectors.of(case)
    told = {**data.model_dump(), "first": settings.EGNATIA_COUNTRY, "second": one.country, "stage": Stage.SIGNED, "confidence": "M", "edited": True}
    signed = {**told, "source": f"{case.number}, {actor.name}", "verified": False, "synthetic": settings.EGNATIA_DEMO}
    agreement, _new = Agreement.objects.update_or_create(code=case.number, defaults=signed)
    Cooperation.objects.filter(pk=case.pk).update(agreement=agreement)
    call_unit(case, Unit.Kind.LEGAL, "VERIFIES", "VERIFY_AGREEMENT")


@procedure.FORCE.effect
def enter_into_force(case: CaseFile, data: inputs.EnterIntoForce, actor: Actor) -> None:
    known = {"stage": Stage.IN_FORCE, "in_force_on": data.on, "gazette": data.gazette, "verified": True, "verified_by": actor.name}
    Agreement.objects.filter(code=case.number).update(**known)


@procedure.CONTACT.effect
def add_contact(case: CaseFile, data: inputs.AddContact, actor: Actor) -> None:
    Contact.objects.create(case=case, **data.model_dump())


@procedure.SHEET.effect
def write_fact_sheet(case: CaseFile, data: inputs.WriteFactSheet, actor: Actor) -> None:
    """A new edition stands beside the earlier ones; the newest is shown."""
    FactSheet.objects.create(case=case, country=selectors.of(case).country, text=data.text, sources=data.sources, by_name=actor.name, at=moment.now())


@procedure.END.effect
def end(case: CaseFile, data: inputs.End, actor: Actor) -> None:
    Cooperation.objects.filter(pk=case.pk).update(end_reason=data.reason)
    if data.ended is YesNo.YES:
        Agreement.objects.filter(code=case.number).update(stage=Stage.ENDED)
