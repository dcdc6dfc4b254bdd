"""Reintegration, step by step. The partner holds a grant on the plan without the person: it sees what the disclosure gate shows."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.engine.refusals import BadInput, NoLimit, NotAllowed, NotFound
from egnatia.kernel.engine.run import grant, open_task, set_subject
from egnatia.kernel.engine.spec import Outcome
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.avrr import survey
from egnatia.node.avrr.mechanism import gates as share
from egnatia.node.avrr.mechanism import selectors as mechanism
from egnatia.node.avrr.models import FollowUpConsent, Line, LineStatus, Proof, Reintegration, SurveyRound, VoluntaryReturn, WeightSetFile
from egnatia.node.avrr.reintegration import inputs, procedure, selectors
from egnatia.node.referral.inputs import YesNo


def _limit(dependants: int) -> Decimal:
    """EUR for the person and each dependant (rule table)."""
    today = moment.today()
    try:
        return Decimal(rule_in_force("AVRR_AMOUNT_PERSON", today).value) + dependants * Decimal(rule_in_force("AVRR_AMOUNT_DEPENDANT", today).value)
    except NoRule:
        raise NoLimit from None


@procedure.PLAN.effect
def open_plan(case: CaseFile, data: inputs.OpenPlan, actor: Actor) -> None:
    travel = VoluntaryReturn.objects.filter(pk=data.travel_case).select_related("case").first()
    if travel is None or selectors.plan_from_case(travel.case) is None:
        raise NotFound
    if Reintegration.objects.filter(travel_case=travel.pk).exists():
        raise BadInput({"partner": _("There is a plan for this return already.")})
    partner = Unit.objects.filter(code=data.partner, kind=Unit.Kind.PARTNER).first()
    if partner is None:
        raise BadInput({"partner": _("Choose a partner of the list.")})
    set_subject(case, travel.person_id)
    Reintegration(
        case=case,
        person_id=travel.person_id,
        travel_case=travel.pk,
        counsellors_id=actor.unit,
        partner=partner,
        country=travel.country,
        dependants=data.dependants,
        limit=_limit(data.dependants),
        goals=data.goals,
    ).save(force_insert=True)
    grant(case, partner.pk, "PARTNER", with_person=False)
    open_task(case, "PLAN", partner.pk)


def _own(case: CaseFile, actor: Actor) -> Reintegration:
    """Of the counsellors who opened it or of its partner; nobody else acts on it."""
    one = Reintegration.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if actor.unit not in {one.counsellors_id, one.partner_id}:
        raise NotAllowed
    return one


@procedure.ADD.effect
def add_line(case: CaseFile, data: inputs.AddLine, actor: Actor) -> None:
    _own(case, actor)
    last = Line.objects.filter(case=case).order_by("-number").values_list("number", flat=True).first() or 0
    Line.objects.create(case=case, number=last + 1, **data.model_dump())


def _planned(case: CaseFile, number: int) -> Line:
    line = Line.objects.select_for_update().filter(case=case, number=number, status=LineStatus.PLANNED).first()
    if line is None:
        raise BadInput({"number": _("Choose a line that is planned.")})
    return line


@procedure.DROP.effect
def drop_line(case: CaseFile, data: inputs.DropLine, actor: Actor) -> None:
    _own(case, actor)
    line = _planned(case, data.number)
    line.status = LineStatus.DROPPED
    line.save(update_fields=["status"])


@procedure.ASK.effect
def ask_validation(case: CaseFile, data: inputs.AskValidation, actor: Actor) -> None:
    one = _own(case, actor)
    if not Line.objects.filter(case=case, status=LineStatus.PLANNED).exists():
        raise BadInput({"": _("The plan has no line yet.")})
    one.asked_at, one.asked_by, one.returned_because = moment.now(), actor.id, ""
    one.save(update_fields=["asked_at", "asked_by", "returned_because"])
    open_task(case, "VALIDATE", one.counsellors_id)


@procedure.VALIDATE.effect
def validate_plan(case: CaseFile, data: inputs.Validate, actor: Actor) -> str:
    one = _own(case, actor)
    if data.approve == YesNo.YES:
        # Two plans at once wait for each other here, so that together they stay within the share.
        mechanism.hold_share(moment.today().year)
        if share.within_share(case, data, moment.today()).outcome is not Outcome.PASS:
            raise BadInput({"": _("Another plan took what was left of this year's share.")})
        one.approved_at, one.approved_by = moment.now(), actor.id
        one.save(update_fields=["approved_at", "approved_by"])
        return "approved"
    one.returned_because = data.reason
    one.save(update_fields=["returned_because"])
    open_task(case, "PLAN", one.partner_id)
    return "draft"


@procedure.DELIVER.effect
def deliver_line(case: CaseFile, data: inputs.DeliverLine, actor: Actor) -> None:
    one, line = _own(case, actor), _planned(case, data.number)
    spent = sum((each.spent or Decimal(0) for each in selectors.lines(case)), Decimal(0))
    if spent + data.spent > one.limit:
        raise BadInput({"spent": _("More would be spent than EUR %(limit)s.") % {"limit": one.limit}})
    more = data.spent - line.budgeted
    if more > 0 and one.approved_at:
        mechanism.hold_share(one.approved_at.year)
        left = mechanism.left(one.approved_at.year)
        if left is not None and more > left:
            raise BadInput({"spent": _("This is more than was planned, and EUR %(left)s of the year's share are left.") % {"left": max(left, Decimal(0))}})
    line.status, line.delivered_on, line.spent = LineStatus.DELIVERED, data.on, data.spent
    line.save(update_fields=["status", "delivered_on", "spent"])
    with seeing_all():  # the partner holds no key of the person: the proof is sealed with it all the same
        Proof(
            case=case,
            person_id=one.person_id,
            line=line,
            content=data.proof,
            digest=hashlib.sha256(data.proof).hexdigest(),
            by_name=actor.name,
            at=moment.now(),
        ).save(force_insert=True)


@procedure.REPORT.effect
def report(case: CaseFile, data: inputs.Report, actor: Actor) -> None:
    one = _own(case, actor)
    if Line.objects.filter(case=case, status=LineStatus.PLANNED).exists():
        raise BadInput({"report": _("Lines are still planned: note what was delivered first.")})
    with seeing_all():
        one.report = data.report
        one.save(update_fields=["report"])
    open_task(case, "CONFIRM", one.counsellors_id)


@procedure.CONFIRM.effect
def confirm_report(case: CaseFile, data: inputs.Confirm, actor: Actor) -> str:
    one = _own(case, actor)
    one.outcome = data.outcome
    one.save(update_fields=["outcome"])
    return "closed" if data.confirm == YesNo.YES else "approved"


@procedure.FOLLOW.effect
def agree_follow_up(case: CaseFile, data: inputs.AgreeFollowUp, actor: Actor) -> None:
    FollowUpConsent.objects.filter(case=case, withdrawn_at=None).update(withdrawn_at=moment.now())
    FollowUpConsent.objects.create(case=case, **data.model_dump(), at=moment.now(), by_name=actor.name)


@procedure.UNFOLLOW.effect
def take_back_follow_up(case: CaseFile, data: inputs.TakeBackFollowUp, actor: Actor) -> None:
    """From this moment on there is nothing to write into, and what the person had answered is gone."""
    FollowUpConsent.objects.filter(case=case, withdrawn_at=None).update(withdrawn_at=moment.now())
    SurveyRound.objects.filter(case=case).delete()


@procedure.ROUND.effect
def record_round(case: CaseFile, data: inputs.Round, actor: Actor) -> None:
    one, agreed = _own(case, actor), selectors.follow_up(case)
    assert agreed is not None  # its safeguard has asked
    if not timezone.localtime(agreed.at).date() <= data.on <= agreed.until:
        raise BadInput({"on": _("The person had not agreed to be asked on that day.")})
    if SurveyRound.objects.filter(case=case, when=data.when).exists():
        raise BadInput({"when": _("This round is recorded already.")})
    given = data.model_dump(include={question.code for question in survey.instrument().questions})
    told = {question: answer for question, answer in given.items() if answer}
    SurveyRound(
        case=case,
        person_id=one.person_id,
        consent=agreed,
        agreed_until=agreed.until,
        when=data.when,
        on=data.on,
        reached=data.reached == YesNo.YES,
        answers=json.dumps(told) if told and data.reached == YesNo.YES else None,
        instrument=f"{survey.instrument().code}-{survey.instrument().version}",
        by_name=actor.name,
    ).save(force_insert=True)
    if data.satisfaction:
        Reintegration.objects.filter(pk=case.pk).update(satisfaction=data.satisfaction)


@procedure.IMPORT.effect
def import_weights(case: CaseFile, data: inputs.ImportWeights, actor: Actor) -> None:
    """A further way to read the same answers; it changes no answer, and decides on help for nobody."""
    try:
        found = survey.read_weights(data.file.decode("utf-8"), survey.instrument())
    except UnicodeDecodeError:
        raise BadInput({"file": _("The file is not written in UTF-8.")}) from None
    except survey.BadWeights as problem:
        raise BadInput({"file": str(problem)}) from None
    if found.code in {one.code for one in selectors.weight_sets()}:
        raise BadInput({"file": _("There is a weight set of this code already: a new version has a new code.")})
    WeightSetFile.objects.create(case=case, code=found.code[:20], source=found.source[:300], content=data.file.decode("utf-8"))
