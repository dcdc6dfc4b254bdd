"""The effects on an application as a whole: begun, routed, given time, asked whether it is admissible, left, taken up again, its status reviewed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, current_actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, due, rule_in_force
from egnatia.kernel.engine import queueing, timing
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.engine.run import open_task, set_subject
from egnatia.kernel.engine.spec import NO_RULE, NoInput
from egnatia.kernel.models import CaseFile, ClockRow, RuleRow
from egnatia.node.asylum import gates, inputs, procedure, selectors
from egnatia.node.asylum.models import (
    Admissibility,
    Appeal,
    Application,
    ContactAttempt,
    CourtOutcome,
    Decision,
    Extension,
    Kind,
    Outcome,
    Postponement,
    Route,
    RouteChoice,
    Superseded,
    Withdrawal,
)
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protection
from egnatia.node.registration import actions as registering
from egnatia.node.registration import selectors as registrations

_FROM = uuid.UUID("0d3b6c0a-2f5e-49f3-8a54-6a6f3f6e0a51")
# What other rooms do when somebody is given a status, in the same transaction.
after_grant: list[Callable[[CaseFile], None]] = []


def keep_earlier(case: CaseFile, what: Any, content: str | None) -> None:
    """What is written anew takes the place of what stood there, and that stays on record."""
    actor = current_actor()
    if content and case.subject is not None and actor is not None:
        Superseded(case=case, person_id=case.subject, what=str(what), content=content, by_name=actor.name, at=moment.now()).save(force_insert=True)


def status_given(case: CaseFile) -> None:
    for follow in after_grant:
        follow(case)


def end_registration(case: CaseFile) -> None:
    """The registration ends with what is final, so that whoever asks for protection again, or for more, is heard as somebody who asks anew. Of a status
    under review it has ended long ago, or ends with it."""
    actor, one = current_actor(), selectors.application_of(case)
    assert actor is not None
    if one.registration.state == "lodged":
        decision = Decision.objects.filter(case=case, returned=False, annulled_at=None).first()
        told = f"{case.number}: {decision.get_outcome_display()}" if decision else case.number
        registering.end_with_decision({"decision": told}, actor=actor, key=uuid.uuid5(_FROM, f"end|{case.pk}|{case.version}"), case_id=one.registration_id)


def reopen_registration(case: CaseFile) -> None:
    """What is examined again has its registration again, with papers, address and information."""
    actor, one = current_actor(), selectors.application_of(case)
    assert actor is not None
    if one.kind != Kind.REVIEW and one.registration.state == "ended":
        registering.reopen({}, actor=actor, key=uuid.uuid5(_FROM, f"again|{case.pk}|{case.version}"), case_id=one.registration_id)


def begin(registration: CaseFile) -> None:
    """Called when an application is lodged, in the same transaction: the examination needs no step of its own."""
    actor = current_actor()
    assert actor is not None
    open_examination({"registration": registration.pk}, actor=actor, key=uuid.uuid5(_FROM, str(registration.pk)))


@procedure.BEGIN.effect
def open_examination(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    """Whoever was decided before, finally, lodges a subsequent application (art. 55): the case before it is named."""
    registration = CaseFile.objects.get(pk=data.registration)
    person, record = people.person_of(registration), registrations.registration_of(registration)
    set_subject(case, person.pk)
    lodged = moment.now()
    with seeing_all():
        earlier = Application.objects.filter(person=person, case__state="final").exclude(kind=Kind.REVIEW).order_by("-lodged_at").first()
    kind = Kind.SUBSEQUENT if earlier is not None else Kind.FIRST
    one = Application(case=case, person=person, registration=registration, kind=kind, previous=earlier.pk if earlier else None)
    one.registered_at, one.lodged_at = record.registered_at if record else lodged, lodged
    one.save(force_insert=True)


def back_to_regular(person: UUID) -> None:
    """A need was identified, or somebody is a child alone after all: no route that cannot meet it goes on, from that moment, and the page says why (FR-36).
    What was served already is for the court."""
    with seeing_all():
        running = Application.objects.filter(person=person).exclude(case__state__in=("served", "final")).exclude(route=Route.REGULAR)
        for one in running.select_related("case", "person"):
            if not (protection.identified(person) or _closed_to_a_child(one)):
                continue
            _to_regular(one.case, person, by_need=True)
            if one.case.state in {"open", "admissibility", "proposed"}:
                restart(one.case)
            queueing.settle(one.case)


def _to_regular(case: CaseFile, person: UUID, **because: bool) -> None:
    """By the program, which may do it in the applicant's favour alone; ``because``: by_need or by_time."""
    Application.objects.filter(pk=case.pk).update(route=Route.REGULAR)
    RouteChoice.objects.create(case=case, person_id=person, route=Route.REGULAR, by_name="Egnatia", at=moment.now(), **because)


def _closed_to_a_child(one: Application) -> bool:
    choice = RouteChoice.objects.filter(case=one.case_id).order_by("-at").first()
    return protection.treated_as_child_alone(one.person) and choice is not None and not set(choice.grounds) <= gates.allowed_alone(one.route)


def restart(case: CaseFile) -> None:
    """The time to decide, from its own beginning; where no rule says it a human is told."""
    if not timing.start(case, procedure.DECIDE_BY, moment.now(), needed=False):
        timing.stop(case, ("DECIDE",), moment.now())
        open_task(case, NO_RULE)


def restart_from_interview(case: CaseFile) -> None:
    """Where the rule counts from the interview, the time to decide begins with it."""
    running = ClockRow.objects.filter(case=case, code="DECIDE", state=ClockRow.State.OPEN, rule__anchor__startswith="interview")
    if running.exists():
        restart(case)


@procedure.ROUTE.effect
def choose_route(case: CaseFile, data: inputs.ChooseRoute, actor: Actor) -> None:
    assert case.subject is not None
    away = data.route is not Route.REGULAR
    one = selectors.application_of(case)
    if data.route == one.route:
        raise BadInput({"route": _("The application is in this route already.")})
    # A specialist may find a need in the same moment: one of the two waits for the other.
    people.known_person(case.subject, lock=True)
    if away and protection.identified(case.subject):
        raise WrongState
    Application.objects.filter(pk=case.pk).update(route=data.route, extended=0)
    kept = RouteChoice(case=case, person_id=case.subject, route=data.route, grounds=list(data.grounds) if away else [], reasons=data.reasons)
    kept.by_name, kept.at = actor.name, moment.now()
    kept.save(force_insert=True)


@procedure.LIMIT.effect
def limit_passed(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The time of the border route is over: from here the regular one, by itself, with its own time. Of other routes a human is told, no more."""
    one = selectors.application_of(case)
    if one.route == Route.BORDER:
        _to_regular(case, one.person_id, by_time=True)
        restart(case)


def _extension_rule(code: str) -> RuleRow:
    """Raises BadInput where no rule of this country allows it: nothing is extended in silence."""
    try:
        return rule_in_force(code, moment.today())
    except NoRule:
        raise BadInput({"ground": _("No verified rule of national law allows a further extension.")}) from None


def _keep_extension(case: CaseFile, data: inputs.Extend, actor: Actor) -> None:
    assert case.subject is not None
    kept = Extension(case=case, person_id=case.subject, ground=data.ground, reasons=data.reasons, by_name=actor.name, at=moment.now())
    kept.save(force_insert=True)


@procedure.EXTEND.effect
def extend(case: CaseFile, data: inputs.Extend, actor: Actor) -> None:
    """By a rule of this country for it, and never beyond its longest time. Raises BadInput where there is none: nothing is extended in silence."""
    one = selectors.application_of(case)
    if one.route != Route.REGULAR:
        raise BadInput({"ground": _("Only the regular route is extended: what is too complex for another one goes on as regular.")})
    rule = _extension_rule(f"DECIDE_EXT{one.extended + 1}")
    Application.objects.filter(pk=case.pk).update(extended=one.extended + 1)
    try:
        longest = due(rule_in_force("DECIDE_ABS_MAX", timezone.localtime(one.lodged_at).date()), one.lodged_at)
    except NoRule:
        longest = None
    if longest is not None and due(rule, selectors.decide_from(case)) > longest:
        raise BadInput({"ground": _("The law gives no more time than until %(day)s.") % {"day": timezone.localtime(longest).date().isoformat()}})
    _keep_extension(case, data, actor)


@procedure.EXTEND_ADMISSIBILITY.effect
def extend_admissibility(case: CaseFile, data: inputs.Extend, actor: Actor) -> None:
    """Once, by a rule of national law."""
    question = selectors.admissibility_of(case)
    _extension_rule("ADMISSIBILITY_EXT")
    if question is None or question.extended:
        raise WrongState
    Admissibility.objects.filter(pk=question.pk).update(extended=True)
    _keep_extension(case, data, actor)


@procedure.COUNSEL.effect
def name_counsel(case: CaseFile, data: inputs.NameCounsel, actor: Actor) -> None:
    """Named after the decision was served, they must be served too: a task says so."""
    one = selectors.application_of(case)
    keep_earlier(case, _("Lawyer or representative"), one.counsel)
    first, one.counsel = not one.counsel, data.counsel
    one.save(update_fields=["counsel"])
    if case.state == "served" and first:
        open_task(case, "SERVE_COUNSEL")


@procedure.ADMISSIBILITY.effect
def examine_admissibility(case: CaseFile, data: inputs.ExamineAdmissibility, actor: Actor) -> None:
    assert case.subject is not None
    one = Admissibility(case=case, person_id=case.subject, ground=data.ground, country=data.country or "", connection=data.connection or "")
    one.reasons, one.by_name, one.at = data.reasons, actor.name, moment.now()
    one.save(force_insert=True)


@procedure.ANSWER.effect
def note_answer(case: CaseFile, data: inputs.NoteAnswer, actor: Actor) -> None:
    one = selectors.admissibility_of(case)
    if one is None:
        raise WrongState
    keep_earlier(case, _("Answer of the applicant"), one.answer)
    one.answer = data.answer
    one.save(update_fields=["answer"])


@procedure.ADMIT.effect
def admit(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The claim is examined here. No decision in time does not admit by itself (art. 35(1)): somebody must."""
    Admissibility.objects.filter(case=case, admitted_at=None).update(admitted_at=moment.now())


@procedure.NEW_ELEMENTS.effect
def find_new_elements(case: CaseFile, data: inputs.FindNewElements, actor: Actor) -> None:
    one = selectors.application_of(case)
    if one.kind != Kind.SUBSEQUENT:
        raise WrongState
    keep_earlier(case, _("New elements"), one.new_elements_why and f"{'+' if one.new_elements else '–'} {one.new_elements_why}")
    one.new_elements, one.new_elements_why = data.new, data.reasons
    one.save(update_fields=["new_elements", "new_elements_why"])


@procedure.POSTPONE.effect
def postpone(case: CaseFile, data: inputs.Postpone, actor: Actor) -> None:
    _postponed(case, data, actor)


def _postponed(case: CaseFile, data: inputs.Postpone, actor: Actor) -> None:
    assert case.subject is not None
    Postponement(case=case, person_id=case.subject, reasons=data.reasons, by_name=actor.name, at=moment.now()).save(force_insert=True)


@procedure.LOOK_AGAIN.effect
def look_again(case: CaseFile, data: inputs.Postpone, actor: Actor) -> None:
    """Still uncertain: with its reasons, each time."""
    _postponed(case, data, actor)


@procedure.RESUME.effect
def resume(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The examination goes on, with the time that it has left."""


@procedure.REACH.effect
def try_to_reach(case: CaseFile, data: inputs.TryToReach, actor: Actor) -> None:
    assert case.subject is not None
    one = ContactAttempt(case=case, person_id=case.subject, kind=data.kind, on=data.on, until=data.until, language=data.language, text=data.text)
    one.by_name, one.at = actor.name, moment.now()
    one.save(force_insert=True)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: inputs.Withdraw, actor: Actor) -> None:
    assert case.subject is not None
    Decision.objects.filter(case=case, decided_at=None, returned=False).update(returned=True)
    kept = Withdrawal(
        case=case, person_id=case.subject, words=data.words, language=data.language, interpreter_present=data.interpreter_present, at=moment.now()
    )
    kept.save(force_insert=True)
    end_registration(case)


@procedure.TAKE_UP.effect
def take_up_again(case: CaseFile, data: NoInput, actor: Actor) -> str:
    """Nothing is lost by having withdrawn, or by not having come: it goes on where it was. Raises WrongState for a decision on the claim itself."""
    if not selectors.can_be_taken_up(case, actor):
        raise WrongState
    standing = Decision.objects.filter(case=case, outcome=Outcome.IMPLICIT, returned=False, annulled_at=None)
    standing.filter(decided_at=None).update(returned=True)
    standing.filter(decided_at__isnull=False).update(annulled_at=moment.now())
    Appeal.objects.filter(case=case, outcome="").update(outcome=CourtOutcome.MOOT, outcome_on=moment.today(), noted_at=moment.now())
    # What was tried before counts no more: whoever is missing again is looked for again.
    Application.objects.filter(pk=case.pk).update(taken_up_at=moment.now())
    reopen_registration(case)
    return where_it_was(case)


def where_it_was(case: CaseFile) -> str:
    """The state in which the examination goes on; where admissibility was asked, its time runs again too."""
    if selectors.admissibility_of(case) is None:
        return "open"
    if not timing.start(case, procedure.ADMIT_BY, moment.now(), needed=False):
        open_task(case, NO_RULE)
    return "admissibility"


@procedure.REVIEW.effect
def open_review(case: CaseFile, data: inputs.OpenReview, actor: Actor) -> None:
    """A case of its own, with interview, decision and remedy like any other. The status stands until its withdrawal is final."""
    given = Application.objects.select_related("person", "registration", "case").get(pk=data.application)
    # Two officers may open it at once: the second one waits here, and finds it.
    people.known_person(given.person_id, lock=True)
    if selectors.under_review(given.case):
        raise WrongState
    set_subject(case, given.person_id)
    one = Application(case=case, person=given.person, registration=given.registration, kind=Kind.REVIEW, previous=given.pk, new_elements=True)
    one.new_elements_why, one.registered_at, one.lodged_at = data.reasons, moment.now(), moment.now()
    one.save(force_insert=True)
