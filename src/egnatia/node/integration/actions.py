"""The effects of integration."""

from __future__ import annotations

import uuid

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, current_actor, seeing_all
from egnatia.kernel.engine import timing
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.engine.run import call_unit, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.asylum.decision import selectors as decisions
from egnatia.node.integration import inputs, procedure, selectors
from egnatia.node.integration.models import Integration, Paper, PaperKind, Reunification, Step

_FROM = uuid.UUID("7b6d1f84-1b44-4a5b-9c4f-2a8c0c6f7d02")


def begin(granted_in: CaseFile) -> None:
    """Called when a status is given, in the same transaction. Where a court gives more, the first goes on with that."""
    actor = current_actor()
    assert actor is not None
    with seeing_all():
        known = Integration.objects.filter(granted_in=granted_in.pk).first()
        given = decisions.grant_of(granted_in)
    if known is not None and given is not None and given[0] != known.status:
        # From here the rights of the higher status run, and the time to ask for the family.
        Integration.objects.filter(pk=known.pk).update(status=given[0], granted_at=moment.now())
        more_given({}, actor=actor, key=uuid.uuid5(_FROM, f"{granted_in.pk}|{given[0]}"), case_id=known.pk)
    if known is not None:
        return
    open_integration({"granted_in": granted_in.pk}, actor=actor, key=uuid.uuid5(_FROM, str(granted_in.pk)))


@procedure.BEGIN.effect
def open_integration(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    given = CaseFile.objects.get(pk=data.granted_in)
    assert given.subject is not None
    held = decisions.grant_of(given)
    if held is None:
        raise WrongState
    set_subject(case, given.subject)
    Integration.objects.create(case=case, person_id=given.subject, status=held[0], granted_in=given.pk, granted_at=moment.now())
    call_unit(case, Unit.Kind.INTEGRATION, "INTEGRATION", "PLAN_INTEGRATION", takes_over=True)


@procedure.MORE.effect
def more_given(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Also where integration had ended: what the higher status gives is given."""
    Integration.objects.filter(pk=case.pk).update(end_reason="")


@procedure.AGAIN.effect
def take_up_again(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Whoever did not want help, or was away, can have it again."""
    Integration.objects.filter(pk=case.pk).update(end_reason="")


@procedure.PLAN.effect
def make_plan(case: CaseFile, data: inputs.MakePlan, actor: Actor) -> None:
    one = selectors.integration_of(case)
    one.goals, one.mentor, one.planned_at = data.goals, data.mentor or None, moment.now()
    one.save(update_fields=["goals", "mentor", "planned_at"])


@procedure.STEP.effect
def note_step(case: CaseFile, data: inputs.NoteStep, actor: Actor) -> None:
    assert case.subject is not None
    one = Step(case=case, person_id=case.subject, area=data.area, state=data.state, programme=data.programme, on=data.on)
    one.text, one.by_name, one.at = data.text or None, actor.name, moment.now()
    one.save(force_insert=True)


@procedure.PERMIT.effect
def hand_over(case: CaseFile, data: inputs.IssuePaper, actor: Actor) -> None:
    assert case.subject is not None
    one = Paper(case=case, person_id=case.subject, kind=data.kind, issued_on=data.issued_on, valid_until=data.valid_until)
    one.number = data.number
    one.save(force_insert=True)
    timing.stop(case, ("RESIDENCE_PERMIT", "PERMIT_RENEWAL") if data.kind is PaperKind.PERMIT else ("TRAVEL_DOCUMENT",), moment.now())


@procedure.REUNITE.effect
def ask_reunification(case: CaseFile, data: inputs.AskReunification, actor: Actor) -> None:
    assert case.subject is not None
    until = selectors.reunites_easily_until(case)
    in_time = until is None or data.asked_on < timezone.localtime(until).date()
    one = Reunification(case=case, person_id=case.subject, asked_on=data.asked_on, favourable=in_time)
    one.who = data.who
    one.save(force_insert=True)


@procedure.REUNITED.effect
def answer_reunification(case: CaseFile, data: inputs.AnswerReunification, actor: Actor) -> None:
    found = Reunification.objects.filter(case=case.pk, pk=data.request)
    if not found.update(outcome=data.outcome, outcome_on=data.on):
        raise BadInput({"request": _("Choose one of this case.")})


@procedure.END.effect
def end(case: CaseFile, data: inputs.End, actor: Actor) -> None:
    Integration.objects.filter(pk=case.pk).update(end_reason=data.reason)
