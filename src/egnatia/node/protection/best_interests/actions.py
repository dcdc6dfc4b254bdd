"""The effects of the best interests procedure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.engine.run import call_unit, open_task, set_subject
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.people import selectors as people
from egnatia.node.protection.best_interests import inputs, procedure, selectors
from egnatia.node.protection.models import Assessment, BestInterests, Determination, PanelMember, Report


@procedure.BEGIN.effect
def begin(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    """The protection service gets the case; asked twice, the first stands."""
    person = people.known_person(data.person_id, lock=True)
    with seeing_all():
        if BestInterests.objects.filter(person=person).exists():
            raise BadInput({"person_id": _("This was asked for already: see the other cases of the child.")})
    set_subject(case, person.pk)
    BestInterests.objects.create(case=case, person=person, risk=data.risk)
    call_unit(case, Unit.Kind.PROTECTION, "BEST_INTERESTS", "ASSESS_CHILD", takes_over=True)


@procedure.ASSESS.effect
def assess(case: CaseFile, data: inputs.Assess, actor: Actor) -> None:
    assert case.subject is not None
    if case.state == "ended":
        # What a panel found before it ended does not come to hold again by a new beginning.
        Determination.objects.filter(case=case, taken_up_at=None).update(taken_up_at=moment.now())
    Assessment(
        case=case,
        person_id=case.subject,
        full=data.kind == "FULL",
        language=data.language,
        interpreter_present=data.interpreter_present,
        views=data.views or None,
        not_heard=data.not_heard or None,
        permits=data.permits,
        review_on=data.review_on,
        findings=data.findings,
        plan=data.plan,
        by=actor.id,
        by_name=actor.name,
        at=moment.now(),
    ).save(force_insert=True)
    BestInterests.objects.filter(pk=case.pk).update(risk=data.risk, review_on=data.review_on)


@procedure.ASK.effect
def ask_determination(case: CaseFile, data: inputs.AskDetermination, actor: Actor) -> None:
    assert case.subject is not None
    Determination(case=case, person_id=case.subject, trigger=data.trigger, asked_at=moment.now()).save(force_insert=True)
    open_task(case, "REPORT_CHILD")


def _current(case: CaseFile) -> Determination:
    found = selectors.current(case)
    assert found is not None
    return found


@procedure.CALL.effect
def call_panel(case: CaseFile, data: inputs.Call, actor: Actor) -> None:
    one = _current(case)
    one.sits_at, one.sits_where = data.at, data.place
    one.save(update_fields=["sits_at", "sits_where"])


@procedure.NAME.effect
def name_member(case: CaseFile, data: inputs.NameMember, actor: Actor) -> None:
    """Raises BadInput for a name that sits there already, or a second chair."""
    one, known = _current(case), selectors.members(_current(case))
    if data.name.casefold() in {each.name.casefold() for each in known}:
        raise BadInput({"name": _("This member sits in the panel already.")})
    if data.chairs and any(each.chairs for each in known):
        raise BadInput({"chairs": _("Somebody else chairs the panel already.")})
    PanelMember.objects.create(determination=one, case=case, name=data.name, organisation=data.organisation, chairs=data.chairs, at=moment.now())


@procedure.REPORT.effect
def report(case: CaseFile, data: inputs.Report, actor: Actor) -> None:
    one = _current(case)
    told = {"text": data.report, "views": data.views, "guardian_views": data.guardian_views, "by": actor.id, "by_name": actor.name, "at": moment.now()}
    Report(determination=one, case=case, person_id=one.person_id, **told).save(force_insert=True)
    one.reported_by = actor.id
    one.save(update_fields=["reported_by"])
    open_task(case, "DECIDE_CHILD")


@procedure.SEND_BACK.effect
def send_back(case: CaseFile, data: inputs.SendBack, actor: Actor) -> None:
    last = selectors.reports(_current(case))[-1]
    last.sent_back = data.reason
    last.save(update_fields=["sent_back"])
    open_task(case, "REPORT_CHILD")


@procedure.DECIDE.effect
def decide(case: CaseFile, data: inputs.Decide, actor: Actor) -> None:
    one = _current(case)
    one.outcome, one.reasons, one.reception, one.holds_until = data.outcome, data.reasons, data.reception or None, data.holds_until
    one.reception_confirmed, one.to_country = data.reception_confirmed, data.to_country or ""
    one.decided_by, one.decided_by_name, one.decided_at = actor.id, actor.name, moment.now()
    one.save(
        update_fields=["outcome", "reasons", "reception", "reception_confirmed", "to_country", "holds_until", "decided_by", "decided_by_name", "decided_at"]
    )
    BestInterests.objects.filter(pk=case.pk).update(review_on=data.holds_until)


@procedure.TAKE_UP.effect
def take_up_again(case: CaseFile, data: inputs.TakeUp, actor: Actor) -> None:
    """Whoever learns something new: the decision does not hold from this moment on."""
    one = selectors.current(case)
    if one is None:
        raise WrongState
    one.taken_up_at, one.taken_up_why = moment.now(), data.reason
    one.save(update_fields=["taken_up_at", "taken_up_why"])
    open_task(case, "REVIEW_CHILD")


@procedure.END.effect
def end(case: CaseFile, data: inputs.EndProcess, actor: Actor) -> None:
    """What was assessed and determined stays on record, and opens nothing any more."""
    BestInterests.objects.filter(pk=case.pk).update(end_reason=data.reason)
