"""The effects of the asylum procedure."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, current_actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.engine import queueing, timing
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.engine.run import open_task, set_subject
from egnatia.kernel.engine.spec import NO_RULE, NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import gates, inputs, procedure, selectors
from egnatia.node.asylum.models import Appeal, Application, Decision, Extension, Interview, Outcome, Route, RouteChoice, Withdrawal
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protection
from egnatia.node.registration import selectors as registrations

_FROM = uuid.UUID("0d3b6c0a-2f5e-49f3-8a54-6a6f3f6e0a51")


def begin(registration: CaseFile) -> None:
    """Called when an application is lodged, in the same transaction: the examination needs no step of its own."""
    actor = current_actor()
    assert actor is not None
    open_examination({"registration": registration.pk}, actor=actor, key=uuid.uuid5(_FROM, str(registration.pk)))


@procedure.BEGIN.effect
def open_examination(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    registration = CaseFile.objects.get(pk=data.registration)
    person, record = people.person_of(registration), registrations.registration_of(registration)
    set_subject(case, person.pk)
    lodged = moment.now()
    Application(case=case, person=person, registration=registration, registered_at=record.registered_at if record else lodged, lodged_at=lodged).save(
        force_insert=True
    )


def back_to_regular(person: UUID) -> None:
    """A need was identified, or somebody is a child alone after all: no route that cannot meet it goes on, from that moment, and the page says why (FR-36).
    What was served already is for the court."""
    with seeing_all():
        running = Application.objects.filter(person=person).exclude(case__state__in=("served", "final")).exclude(route=Route.REGULAR)
        for one in running.select_related("case", "person"):
            if not (protection.identified(person) or _closed_to_a_child(one)):
                continue
            Application.objects.filter(pk=one.pk).update(route=Route.REGULAR)
            RouteChoice.objects.create(case=one.case, person_id=person, route=Route.REGULAR, by_need=True, by_name="Egnatia", at=moment.now())
            if one.case.state in {"open", "proposed"}:
                _restart(one.case)
            queueing.settle(one.case)


def _closed_to_a_child(one: Application) -> bool:
    choice = RouteChoice.objects.filter(case=one.case_id).order_by("-at").first()
    return protection.treated_as_child_alone(one.person) and choice is not None and not set(choice.grounds) <= gates.allowed_alone(one.route)


def _restart(case: CaseFile) -> None:
    """The time to decide, from its own beginning; where no rule says it a human is told."""
    if not timing.start(case, procedure.DECIDE_BY, moment.now(), needed=False):
        timing.stop(case, ("DECIDE",), moment.now())
        open_task(case, NO_RULE)


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


@procedure.EXTEND.effect
def extend(case: CaseFile, data: inputs.Extend, actor: Actor) -> None:
    """By a rule of this country for it. Raises BadInput where there is none, or none further: nothing is extended in silence."""
    one = selectors.application_of(case)
    if one.route != Route.REGULAR:
        raise BadInput({"ground": _("Only the regular route is extended: what is too complex for another one goes on as regular.")})
    try:
        rule_in_force(f"DECIDE_EXT{one.extended + 1}", moment.today())
    except NoRule:
        raise BadInput({"ground": _("No verified rule of national law allows a further extension.")}) from None
    Application.objects.filter(pk=case.pk).update(extended=one.extended + 1)
    kept = Extension(case=case, person_id=one.person_id, ground=data.ground, reasons=data.reasons, by_name=actor.name, at=moment.now())
    kept.save(force_insert=True)


@procedure.COUNSEL.effect
def name_counsel(case: CaseFile, data: inputs.NameCounsel, actor: Actor) -> None:
    one = selectors.application_of(case)
    one.counsel = data.counsel
    one.save(update_fields=["counsel"])


@procedure.PLAN.effect
def plan_interview(case: CaseFile, data: inputs.PlanInterview, actor: Actor) -> None:
    """A new plan takes the place of one that was not held."""
    assert case.subject is not None
    one = selectors.planned(case) or Interview(case=case, person_id=case.subject)
    one.planned_at, one.place, one.language, one.wanted_sex, one.by_name = data.at, data.place, data.language, data.wanted_sex, actor.name
    one.noted_at = moment.now()
    one.save()


@procedure.RECORD.effect
def record_interview(case: CaseFile, data: inputs.RecordInterview, actor: Actor) -> None:
    one = selectors.planned(case)
    if one is None:
        raise WrongState
    one.noted_at = moment.now()
    one.held_at, one.report, one.comments, one.read_back = data.held_at, data.report, data.comments or None, data.read_back
    one.guardian_present, one.by_name = data.guardian_present, actor.name
    one.save()


@procedure.OMIT.effect
def omit_interview(case: CaseFile, data: inputs.OmitInterview, actor: Actor) -> None:
    assert case.subject is not None
    Interview(case=case, person_id=case.subject, omitted=data.ground, omitted_why=data.reasons, by_name=actor.name, noted_at=moment.now()).save(
        force_insert=True
    )


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.Propose, actor: Actor) -> None:
    assert case.subject is not None
    assert actor.id is not None
    told = {"refugee_reasons": data.refugee_reasons or None, "subsidiary_reasons": data.subsidiary_reasons or None, "inadmissible": data.inadmissible or ""}
    considered = {"considered_refugee": bool(data.refugee_reasons), "considered_subsidiary": bool(data.subsidiary_reasons)}
    by = {"proposed_by": actor.id, "proposed_by_name": actor.name}
    Decision(case=case, person_id=case.subject, outcome=data.outcome, **told, **considered, **by).save(force_insert=True)
    open_task(case, "DECIDE_ASYLUM")


def _standing(case: CaseFile) -> Decision:
    found = selectors.standing(case)
    if found is None:
        raise WrongState
    return found


@procedure.SEND_BACK.effect
def send_back(case: CaseFile, data: inputs.SendBack, actor: Actor) -> None:
    one = _standing(case)
    one.returned, one.sent_back = True, data.reason
    one.save(update_fields=["returned", "sent_back"])


@procedure.DECIDE.effect
def decide(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = _standing(case)
    one.decided_by, one.decided_by_name, one.decided_at = actor.id, actor.name, moment.now()
    one.save(update_fields=["decided_by", "decided_by_name", "decided_at"])
    open_task(case, "SERVE")


@procedure.SERVE.effect
def serve(case: CaseFile, data: inputs.Serve, actor: Actor) -> str:
    one = _standing(case)
    one.served_at, one.served_language, one.remedy, one.remedy_told = data.served_at, data.language, data.remedy or None, bool(data.remedy)
    one.legal_aid, one.counsel_served_at, one.remedy_until = data.legal_aid, data.counsel_served_at, data.remedy_until
    one.interpreter_present, one.guardian_told = data.interpreter_present, data.guardian_told
    one.save()
    return "final" if one.outcome == Outcome.REFUGEE else "served"


@procedure.APPEAL.effect
def lodge_appeal(case: CaseFile, data: inputs.LodgeAppeal, actor: Actor) -> None:
    """With the right to remain that the law gives, or the wish to remain that a court must answer."""
    by_law = selectors.remains_by_law(case)
    remains = selectors.Remains.BY_LAW if by_law else selectors.Remains.ASKED if data.asks_to_remain else selectors.Remains.NONE
    Appeal.objects.create(case=case, decision=_standing(case), lodged_on=data.lodged_on, remains=remains)


def _appeal(case: CaseFile) -> Appeal:
    found = selectors.appeal_of(case)
    if found is None:
        raise WrongState
    return found


@procedure.STAY.effect
def answer_stay(case: CaseFile, data: inputs.AnswerStay, actor: Actor) -> None:
    one = _appeal(case)
    if one.remains == selectors.Remains.BY_LAW:
        raise WrongState
    Appeal.objects.filter(pk=one.pk).update(remains=data.may)


@procedure.ASK_STAY.effect
def ask_to_remain(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """From here nobody is removed before the court has answered."""
    Appeal.objects.filter(case=case, outcome="", remains=selectors.Remains.NONE).update(remains=selectors.Remains.ASKED)


@procedure.COURT.effect
def court_decided(case: CaseFile, data: inputs.CourtDecided, actor: Actor) -> str:
    """Annulled: examined again, with a further decision beside the one that fell."""
    one = _appeal(case)
    if data.on < one.lodged_on:
        raise BadInput({"on": _("The court decided before the appeal was lodged: check the day.")})
    Appeal.objects.filter(pk=one.pk).update(outcome=data.outcome, outcome_on=data.on)
    if data.outcome != inputs.CourtOutcome.REMITTED:
        return "final"
    Decision.objects.filter(pk=one.decision_id).update(annulled_at=moment.now())
    Application.objects.filter(pk=case.pk).update(extended=0)
    _restart(case)
    return "open"


@procedure.FINAL.effect
def note_final(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record."""


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: inputs.Withdraw, actor: Actor) -> None:
    assert case.subject is not None
    Decision.objects.filter(case=case, decided_at=None, returned=False).update(returned=True)
    kept = Withdrawal(
        case=case, person_id=case.subject, words=data.words, language=data.language, interpreter_present=data.interpreter_present, at=moment.now()
    )
    kept.save(force_insert=True)


@procedure.TAKE_UP.effect
def take_up_again(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Nothing is lost by having withdrawn: it goes on where it was."""
