"""A referral from another state: passed to a service, answered, given. Each answer goes back as a code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.referral.abroad import gates, inputs, selectors
from egnatia.node.referral.procedure import RECEIVERS

P = Purpose.REFERRAL
SYSTEM = frozenset({Role.SYSTEM})
COORDINATORS = frozenset({Role.REFERRAL_COORDINATOR, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER})
ANSWERS = RECEIVERS | COORDINATORS
WAITS = ("received", "acknowledged")
OPEN = (*WAITS, "accepted", "in_service")
TERM = Clock("REFERRAL_TERM", _("Answer the referral"), rule=selectors.answer_rule)
ASKED = ("ANSWER_ABROAD", "REFERRAL_TERM")
HOLDS = (gates.agreement_holds,)

RECEIVE = Action("receive", _("It came"), src=(None,), dst="received", by=SYSTEM, purpose=P, input=inputs.Received, starts=(TERM,))
UPDATE = Action("update", _("It came anew"), src=OPEN, dst=None, by=SYSTEM, purpose=P, input=inputs.Received)
OVER = Action(
    "over", _("It ended where it came from"), src=OPEN, dst="over", by=SYSTEM, purpose=P, input=NoInput, stops=("REFERRAL_TERM",), does_task=ASKED, exempt=True
)
HAND = Action(
    "hand_to", _("Pass it to a service"), src=OPEN, dst=None, by=COORDINATORS, purpose=P, input=inputs.HandTo, gates=HOLDS, picks=selectors.unit_choices
)
ACKNOWLEDGE = Action("acknowledge", _("Acknowledge it"), src=("received",), dst="acknowledged", by=ANSWERS, purpose=P, input=NoInput, gates=HOLDS)
ACCEPT = Action(
    "accept", _("Accept it"), src=WAITS, dst="accepted", by=ANSWERS, purpose=P, input=NoInput, gates=HOLDS, stops=("REFERRAL_TERM",), does_task=ASKED
)
DECLINE = Action(
    "decline",
    _("Decline it, or say that it does not go on"),
    src=OPEN,
    dst="declined",
    by=ANSWERS,
    purpose=P,
    input=inputs.DeclineAbroad,
    stops=("REFERRAL_TERM",),
    does_task=ASKED,
    exempt=True,
)
BEGIN = Action("begin_service", _("Help has begun"), src=("accepted",), dst="in_service", by=ANSWERS, purpose=P, input=NoInput, gates=HOLDS)
DELIVER = Action("deliver", _("Help was given"), src=("accepted", "in_service"), dst="delivered", by=ANSWERS, purpose=P, input=inputs.GiveHelp, gates=HOLDS)
UNREACHED = Action(
    "unable_to_reach",
    _("The person cannot be reached"),
    src=OPEN,
    dst="unreached",
    by=ANSWERS,
    purpose=P,
    input=NoInput,
    stops=("REFERRAL_TERM",),
    does_task=ASKED,
    exempt=True,
)
REFERRAL_IN = Procedure(
    "referral_in",
    _("Referral from another state"),
    states={
        "received": _("Came, not yet acknowledged"),
        "acknowledged": _("Acknowledged, not yet answered"),
        "accepted": _("Accepted"),
        "in_service": _("Help is being given"),
        "delivered": _("Help was given"),
        "declined": _("Declined"),
        "unreached": _("The person could not be reached"),
        "over": _("Ended where it came from"),
    },
    actions=(RECEIVE, UPDATE, OVER, HAND, ACKNOWLEDGE, ACCEPT, DECLINE, BEGIN, DELIVER, UNREACHED),
    final=frozenset({"delivered", "declined", "unreached", "over"}),
    readers=ANSWERS,
    series="T",
    tasks={"ANSWER_ABROAD": _("Answer a referral from another state")},
)
