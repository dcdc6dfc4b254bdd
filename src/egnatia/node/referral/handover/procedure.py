"""A hand-over by the outcome of a screening: it is accepted or declined with a reason; it never ends in silence and is never taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.kernel.models import CaseFile
from egnatia.node.referral.handover import gates, inputs, selectors

RECEIVERS = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER, Role.RETURN_OFFICER})
P = Purpose.REFERRAL


def _is_receiver(case: CaseFile, actor: Actor) -> bool:
    return selectors.receiver_of(case.pk) == actor.unit


HAND_OVER = Action(
    "hand_over",
    _("Hand over to the authority"),
    src=(None,),
    dst="offered",
    by=FIELD_STAFF,
    purpose=P,
    input=inputs.HandOver,
    starts=(Clock("REFERRAL_ANSWER", _("Answer the hand-over"), rule=selectors.answer_rule, tells_opener=True),),
    exempt=True,
    internal=True,
)
ACCEPT = Action(
    "accept",
    _("Accept the hand-over"),
    src=("offered",),
    dst="accepted",
    by=RECEIVERS | {Role.SERVICE_PROVIDER},
    purpose=P,
    input=NoInput,
    stops=("REFERRAL_ANSWER",),
    does_task=("ANSWER_REFERRAL",),
    gates=(gates.no_wish_towards_return,),
    offered=_is_receiver,
)
DECLINE = Action(
    "decline",
    _("Decline the hand-over"),
    src=("offered",),
    dst="declined",
    by=RECEIVERS | {Role.SERVICE_PROVIDER},
    purpose=P,
    input=inputs.Decline,
    stops=("REFERRAL_ANSWER",),
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "REFERRAL_ANSWER"),
    offered=_is_receiver,
    exempt=True,
)
HANDOVER = Procedure(
    "handover",
    _("Hand-over to an authority"),
    states={"offered": _("Offered, not yet answered"), "accepted": _("Accepted"), "declined": _("Declined")},
    actions=(HAND_OVER, ACCEPT, DECLINE),
    final=frozenset({"accepted", "declined"}),
    tasks={"ANSWER_REFERRAL": _("Answer the hand-over"), "FIND_ANOTHER_SERVICE": _("Hand-over declined: find another way")},
)
