"""The effects of a search. Asking somebody outside is done by hand, by those named in the channel: nothing is sent from here."""

from __future__ import annotations

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.run import call_unit, end_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.people import selectors as people
from egnatia.node.protection.models import Tracing, TracingConsent
from egnatia.node.protection.tracing import inputs, procedure


@procedure.ASK.effect
def ask(case: CaseFile, data: inputs.AskTracing, actor: Actor) -> None:
    person = people.known_person(data.person_id)
    set_subject(case, person.pk)
    Tracing(case=case, person=person, whom=data.whom).save(force_insert=True)
    call_unit(case, Unit.Kind.PROTECTION, "TRACING", "TRACE", takes_over=True)


@procedure.CONSENT.effect
def record_consent(case: CaseFile, data: inputs.Consent, actor: Actor) -> str:
    given = data.given == "YES"
    TracingConsent.objects.create(case=case, who=data.who, given=given, language=data.language, interpreter_present=data.interpreter_present, at=moment.now())
    if given or case.state == "asked":
        return case.state
    end_task(case, "TRACE")
    return "stopped"


@procedure.BEGIN.effect
def begin(case: CaseFile, data: inputs.BeginTracing, actor: Actor) -> None:
    one = Tracing.objects.get(pk=case.pk)
    one.channel, one.safety, one.begun_at = data.channel, data.safety, moment.now()
    one.safe = data.safe
    one.save(update_fields=["channel", "safety", "safe", "begun_at"])


@procedure.RESULT.effect
def note_result(case: CaseFile, data: inputs.Result, actor: Actor) -> None:
    one = Tracing.objects.get(pk=case.pk)
    one.outcome, one.result = data.outcome, data.text or None
    one.save(update_fields=["outcome", "result"])


@procedure.STOP.effect
def stop(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """What was asked stays on record; nobody asks any further."""
