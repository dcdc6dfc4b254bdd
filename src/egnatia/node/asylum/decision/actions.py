"""The effects of proposing, deciding, serving, and of what courts say."""

from __future__ import annotations

import json

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import actions, procedure
from egnatia.node.asylum import selectors as applications
from egnatia.node.asylum.decision import composing, inputs, selectors
from egnatia.node.asylum.models import IN_FULL, Appeal, Application, CourtOutcome, Decision, Kind, Outcome

_OF_APPLICATIONS = (CourtOutcome.UPHELD, CourtOutcome.REMITTED, CourtOutcome.REFUGEE, CourtOutcome.SUBSIDIARY)


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.Propose, actor: Actor) -> None:
    """With the document as the file stands now: what is changed later does not change it."""
    assert case.subject is not None
    assert actor.id is not None
    one = Decision(case=case, person_id=case.subject, outcome=data.outcome, proposed_by=actor.id, proposed_by_name=actor.name)
    one.refugee_reasons, one.subsidiary_reasons, one.merits_reasons = data.refugee_reasons or None, data.subsidiary_reasons or None, data.other_reasons or None
    one.considered_refugee, one.considered_subsidiary = bool(data.refugee_reasons), bool(data.subsidiary_reasons)
    question = applications.admissibility_of(case)
    one.inadmissible = question.ground if question is not None and data.outcome is Outcome.INADMISSIBLE else ""
    one.status_ground = data.status_ground or ""
    one.document = json.dumps(composing.compose(case, one), ensure_ascii=False)
    one.save(force_insert=True)
    open_task(case, "DECIDE_ASYLUM")


def _standing(case: CaseFile) -> Decision:
    found = selectors.standing(case)
    if found is None:
        raise WrongState
    return found


@procedure.SEND_BACK.effect
def send_back(case: CaseFile, data: inputs.SendBack, actor: Actor) -> str:
    one = _standing(case)
    one.returned, one.sent_back = True, data.reason
    one.save(update_fields=["returned", "sent_back"])
    return actions.where_it_was(case)


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
    if selectors.granted(case) is not None:
        actions.status_given(case)
    if one.outcome not in IN_FULL:
        return "served"
    actions.end_registration(case)
    return "final"


@procedure.SERVE_COUNSEL.effect
def serve_counsel(case: CaseFile, data: inputs.ServeCounsel, actor: Actor) -> None:
    one = _standing(case)
    if not selectors.counsel_waits(case, actor):
        raise WrongState
    one.counsel_served_at, one.remedy_until = data.served_at, data.remedy_until
    one.save(update_fields=["counsel_served_at", "remedy_until"])


@procedure.APPEAL.effect
def lodge_appeal(case: CaseFile, data: inputs.LodgeAppeal, actor: Actor) -> None:
    """With the right to remain that the law gives, or the wish to remain that a court must answer."""
    if not selectors.can_be_appealed(case) or selectors.granted(case) is Outcome.REFUGEE:
        raise WrongState
    actions.reopen_registration(case)
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
    reviewed = applications.application_of(case).kind == Kind.REVIEW
    if data.outcome not in ((CourtOutcome.UPHELD, CourtOutcome.REMITTED, CourtOutcome.QUASHED) if reviewed else _OF_APPLICATIONS):
        raise BadInput({"outcome": _("A court says of a status whether it stays, of an application whether one is given.")})
    Appeal.objects.filter(pk=one.pk).update(outcome=data.outcome, outcome_on=data.on, noted_at=moment.now())
    if data.outcome in {CourtOutcome.REMITTED, CourtOutcome.QUASHED}:
        Decision.objects.filter(pk=one.decision_id).update(annulled_at=moment.now())
    if data.outcome != CourtOutcome.REMITTED:
        if data.outcome in {CourtOutcome.REFUGEE, CourtOutcome.SUBSIDIARY}:
            actions.status_given(case)
        actions.end_registration(case)
        return "final"
    Application.objects.filter(pk=case.pk).update(extended=0)
    actions.restart(case)
    return actions.where_it_was(case)


@procedure.FINAL.effect
def note_final(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record; the registration ends too."""
    actions.end_registration(case)
