"""The effects of deciding: two officers, a remedy with a last day, a period that a person can count on."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.clocks.rules import due
from egnatia.kernel.engine.refusals import BadInput, NotAllowed
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import Authority, CaseFile
from egnatia.node.returns import inputs as returns
from egnatia.node.returns import procedure, selectors
from egnatia.node.returns.decision import inputs
from egnatia.node.returns.models import ReturnCase, ReturnDecision


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.Propose, actor: Actor) -> None:
    """The remedy is written down from the rule that stands today, not typed."""
    looked, today = selectors.assessment(case), moment.today()
    if actor.id is None or looked is None:
        raise NotAllowed
    body = (
        Authority.objects.filter(jurisdiction__code=settings.EGNATIA_COUNTRY, kind__in=("APPEAL", "COURT"))
        .order_by("kind")
        .values_list("name", flat=True)
        .first()
    )
    told = data.model_dump()
    ReturnDecision(
        case=case,
        person_id=looked.person_id,
        **{
            **told,
            "vd_ground": data.vd_ground or "",
            "vd_reasons": data.vd_reasons or None,
            "ban_reasons": data.ban_reasons or None,
            "separation": data.separation or None,
        },
        remedy_body=body or str(_("Administrative court")),
        suspensive=selectors.flag("REMOVAL_APPEAL_SUSPENSIVE", today),
        regime=selectors.regime(today),
        assessment=looked.pk,
        proposed_by=actor.id,
        proposed_by_name=actor.name,
        proposed_at=moment.now(),
    ).save(force_insert=True)
    open_task(case, "DECIDE_RETURN")


@procedure.SEND_BACK.effect
def send_back(case: CaseFile, data: inputs.SendBack, actor: Actor) -> None:
    ReturnDecision.objects.filter(case=case, decided_at=None).update(returned=True)


@procedure.DECIDE.effect
def decide(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = selectors.decision(case)
    assert one is not None  # its safeguard has asked
    one.decided_by, one.decided_by_name, one.decided_at = actor.id, actor.name, moment.now()
    one.save(update_fields=["decided_by", "decided_by_name", "decided_at"])
    ReturnCase.objects.filter(pk=case.pk).update(regime=one.regime)


@procedure.NOTIFY.effect
def notify(case: CaseFile, data: inputs.Notify, actor: Actor) -> None:
    """The last day to appeal is the rule's, from this service."""
    one, rule = selectors.decision(case), selectors.remedy_rule(moment.today())
    assert one is not None
    assert rule is not None  # its safeguard has asked
    one.served_at, one.served_language, one.served_how, one.interpreter = moment.now(), data.language, data.how, data.interpreter
    one.remedy_until = timezone.localtime(due(rule, moment.now()) - timedelta(seconds=1)).date()
    one.save(update_fields=["served_at", "served_language", "served_how", "interpreter", "remedy_until"])


@procedure.START.effect
def start_period(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = selectors.decision(case)
    if one is None or not one.vd_days:
        raise BadInput({"": _("The decision gives no period: it says why.")})
    ReturnCase.objects.filter(pk=case.pk).update(vd_until=moment.today() + timedelta(days=one.vd_days))


@procedure.EXTEND.effect
def extend_period(case: CaseFile, data: returns.ExtendPeriod, actor: Actor) -> None:
    one = selectors.of(case)
    if one.vd_until is not None and data.until <= one.vd_until:
        raise BadInput({"until": _("A period can only be made longer.")})
    ReturnCase.objects.filter(pk=case.pk).update(vd_until=data.until)


@procedure.ENFORCE.effect
def enforce(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event with what each safeguard answered is the record."""
