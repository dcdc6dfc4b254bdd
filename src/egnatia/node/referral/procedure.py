"""A hand-over closes its loop: it is accepted, declined with a reason, or withdrawn; it never ends in silence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.kernel.models import CaseFile
from egnatia.node.referral import gates, inputs, selectors

RECEIVERS = frozenset(
    {Role.SERVICE_PROVIDER, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER, Role.RETURN_OFFICER}
)


def _answer_rule(case: CaseFile) -> str:
    return "REFERRAL_ANSWER_CHILD" if case.subject and selectors.concerns_child_alone(case.subject) else "REFERRAL_ANSWER"


def _is_receiver(case: CaseFile, actor: Actor) -> bool:
    return selectors.receiver_of(case.pk) == actor.unit


def _is_sender(case: CaseFile, actor: Actor) -> bool:
    return selectors.receiver_of(case.pk) != actor.unit


ANSWER = Clock("REFERRAL_ANSWER", _("Answer the referral"), rule=_answer_rule, tells_opener=True)
OFFER = Action(
    "offer",
    _("Refer to a service"),
    src=(None,),
    dst="offered",
    by=FIELD_STAFF,
    purpose=Purpose.REFERRAL,
    input=inputs.Offer,
    starts=(ANSWER,),
    exempt=True,
    from_case=selectors.offer_from_case,
)
HAND_OVER = Action(
    "hand_over",
    _("Hand over to the authority"),
    src=(None,),
    dst="offered",
    by=FIELD_STAFF,
    purpose=Purpose.REFERRAL,
    input=inputs.HandOver,
    starts=(ANSWER,),
    exempt=True,
    internal=True,
)
ACCEPT = Action(
    "accept",
    _("Accept the referral"),
    src=("offered",),
    dst="accepted",
    by=RECEIVERS,
    purpose=Purpose.REFERRAL,
    input=NoInput,
    stops=("REFERRAL_ANSWER",),
    does_task=("ANSWER_REFERRAL",),
    gates=(gates.no_wish_towards_return,),
    offered=_is_receiver,
)
DECLINE = Action(
    "decline",
    _("Decline the referral"),
    src=("offered",),
    dst="declined",
    by=RECEIVERS,
    purpose=Purpose.REFERRAL,
    input=inputs.Decline,
    stops=("REFERRAL_ANSWER",),
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "REFERRAL_ANSWER"),
    offered=_is_receiver,
    exempt=True,
)
WITHDRAW = Action(
    "withdraw",
    _("Withdraw the referral"),
    src=("offered",),
    dst="withdrawn",
    by=FIELD_STAFF,
    purpose=Purpose.REFERRAL,
    input=NoInput,
    stops=("REFERRAL_ANSWER",),
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "REFERRAL_ANSWER"),
    offered=_is_sender,
    exempt=True,
)
REFERRAL = Procedure(
    "referral",
    _("Referral"),
    states={"offered": _("Offered, not yet answered"), "accepted": _("Accepted"), "declined": _("Declined"), "withdrawn": _("Withdrawn")},
    actions=(OFFER, HAND_OVER, ACCEPT, DECLINE, WITHDRAW),
    final=frozenset({"accepted", "declined", "withdrawn"}),
    tasks={"ANSWER_REFERRAL": _("Answer the referral"), "FIND_ANOTHER_SERVICE": _("Referral declined: find another service")},
)
