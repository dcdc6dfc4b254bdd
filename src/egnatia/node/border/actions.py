"""The effects of border acts."""

from __future__ import annotations

import uuid

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import NotFound
from egnatia.kernel.engine.run import end_task, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.kernel.units import border_section
from egnatia.node.border import inputs, procedure, selectors
from egnatia.node.border.models import BorderAct, Facilitation, FalseDocument
from egnatia.node.information import actions as telling
from egnatia.node.information.inputs import Inform
from egnatia.node.information.items import Step as About
from egnatia.node.people import meeting
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person
from egnatia.node.registration import actions as registration
from egnatia.node.registration import selectors as registrations
from egnatia.node.registration.inputs import RecordWish
from egnatia.node.screening.inputs import AskAsylum

_INSIDE = uuid.UUID("7a8e63c4-52a5-4a1c-8e0a-5f60bb0f7a33")


@procedure.BEGIN.effect
def begin(case: CaseFile, data: inputs.BeginAct, actor: Actor) -> None:
    _begin(case, meeting.meet(case, data, actor), data, actor)


@procedure.BEGIN_KNOWN.effect
def begin_known(case: CaseFile, data: inputs.BeginKnown, actor: Actor) -> None:
    person = people.known_person(data.person_id)
    if not selectors.led_here(person.pk):
        raise NotFound  # as if it were foreign or missing: nothing leads near this
    set_subject(case, person.pk)
    _begin(case, person, data, actor)


def _begin(case: CaseFile, person: Person, data: inputs.BeginAct | inputs.BeginKnown, actor: Actor) -> None:
    BorderAct(case=case, person=person, kind=data.kind, place=data.place, to_country=data.to_country, border_section=border_section(actor.unit)).save(
        force_insert=True
    )


@procedure.INFORM.effect
def inform(case: CaseFile, data: Inform, actor: Actor) -> None:
    telling.tell(case, About.BORDER, data, actor)


@procedure.ASK.effect
def ask_asylum(case: CaseFile, data: AskAsylum, actor: Actor) -> str:
    """A yes ends the act and is a wish for asylum with its own record and clock. A later no never takes it back."""
    act = selectors.act_of(case)
    wishes = data.wishes_asylum == "YES" or bool(act.wishes_asylum) or registrations.has_wish(act.person_id)
    BorderAct.objects.filter(pk=case.pk).update(asylum_asked_at=moment.now(), wishes_asylum=wishes)
    if wishes and not registrations.wish_open(act.person_id):
        wish = RecordWish(person_id=act.person_id, words=data.words, place=act.place)
        registration.record_wish(wish, actor=actor, key=uuid.uuid5(_INSIDE, f"{case.pk}|wish"))
    if not wishes:
        return case.state
    end_task(case, "DECIDE_ACT")
    return "asylum"


@procedure.ASSESS.effect
def assess_risk(case: CaseFile, data: inputs.Assess, actor: Actor) -> None:
    """A new assessment takes a proposal back: what it rested on has changed."""
    act = selectors.act_of(case)
    act.risk, act.risk_reasons, act.risk_assessed_by, act.risk_assessed_at = data.risk, data.reasons, actor.id, moment.now()
    act.proposed_by, act.proposed_by_name = None, ""
    act.save()


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.Propose, actor: Actor) -> None:
    act = selectors.act_of(case)
    act.grounds, act.reasons = sorted(data.grounds) if act.kind == "REFUSAL" else [], data.reasons
    act.proposed_by, act.proposed_by_name = actor.id, actor.name
    act.save()
    open_task(case, "DECIDE_ACT")


@procedure.DECIDE.effect
def decide(case: CaseFile, data: inputs.Decide, actor: Actor) -> None:
    act = selectors.act_of(case)
    act.decided_by, act.decided_by_name, act.decided_at, act.served_language = actor.id, actor.name, moment.now(), data.language
    act.save()


@procedure.LET_IN.effect
def let_in(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record."""


@procedure.RECORD_FALSE.effect
def record_false_document(case: CaseFile, data: inputs.RecordFalseDocument, actor: Actor) -> None:
    person = meeting.meet(case, data, actor)
    fields = {"paper": data.paper, "issuer": data.issuer, "falsity": data.falsity, "found_at": data.place, "border_section": border_section(actor.unit)}
    FalseDocument(case=case, person=person, **fields).save(force_insert=True)


@procedure.REPORT_FALSE.effect
def report_false_document(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record; the report itself is written outside."""


@procedure.RECORD_FACILITATOR.effect
def record_facilitator(case: CaseFile, data: inputs.RecordFacilitator, actor: Actor) -> None:
    person = meeting.meet(case, data, actor)
    fields = {"place": data.place, "persons_helped": data.persons_helped, "benefit": data.benefit, "border_section": border_section(actor.unit)}
    Facilitation(case=case, person=person, **fields).save(force_insert=True)


@procedure.REPORT_FACILITATOR.effect
def report_facilitator(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record; the report itself is written outside."""


@procedure.DROP_FALSE.effect
def drop_false_document(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record; the period of keeping can end."""


@procedure.DROP_FACILITATOR.effect
def drop_facilitator(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record; the period of keeping can end."""
