"""A referral closes its loop: agreed to, sent, acknowledged, accepted, given, asked about, closed with the person told. It never ends in silence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.kernel.models import CaseFile
from egnatia.node.referral import gates, inputs, selectors

P = Purpose.REFERRAL
RECEIVERS = frozenset(
    {
        *(Role.SERVICE_PROVIDER, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.MEDICAL_STAFF, Role.REGISTRATION_OFFICER),
        *(Role.ASYLUM_CASEWORKER, Role.RECEPTION_OFFICER, Role.INTEGRATION_OFFICER, Role.RETURN_COUNSELLOR, Role.LEGAL_OFFICER),
    }
)
SECOND = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.REFERRAL_COORDINATOR})
SYSTEM = frozenset({Role.SYSTEM})
WAITS = ("unmet", "draft")
ANSWERABLE = ("offered", "acknowledged")
CAME_BACK = ("declined", "redirected", "no_show", "unreached", "expired")
ENDED = ("closed", "declined", "redirected", "no_show", "unreached", "revoked", "expired")
OPEN = (*WAITS, "proposed", *ANSWERABLE, *selectors.WITH_RECEIVER)
CLOCKS = ("REFERRAL_REMIND", "REFERRAL_TERM")


def _sent(case: CaseFile) -> bool:
    return case.state == "offered"


TERM = Clock("REFERRAL_TERM", _("Answer the referral"), rule=selectors.answer_rule, tells_opener=True, then="escalate", when=_sent)
REMIND = Clock("REFERRAL_REMIND", _("Acknowledge the referral"), rule=selectors.remind_rule, tells_opener=True, when=_sent)
IDLE = Clock("REFERRAL_IDLE", _("Say how the referral goes"), tells_opener=True)
IDLE_THERE = Clock("REFERRAL_IDLE", _("Say how the referral goes"), tells_opener=True, when=lambda case: case.state in {"accepted", "in_service"})
REVIEW = Clock("OVERRIDE_REVIEW", _("A second person looks at what was sent without agreement"), when=selectors.override_sent)
STARTS = (TERM, REMIND, REVIEW)
ASKED = (gates.agreement_counts, gates.no_way_round_consent, gates.asylum_first, gates.never_to_return, gates.may_cross_the_border)
WENT = ("unmet", "draft", "proposed", "offered")

OFFER = Action(
    "offer",
    _("Refer to a service"),
    src=(None,),
    dst=WENT,
    by=FIELD_STAFF,
    purpose=P,
    input=inputs.Offer,
    gates=ASKED,
    starts=STARTS,
    from_case=selectors.offer_from_case,
    hint=_("One need, one service. Without the person's agreement nothing is sent, unless a second person approves another ground."),
)
COMPLETE = Action(
    "complete",
    _("Choose the service, record the agreement, send"),
    src=WAITS,
    dst=WENT,
    by=FIELD_STAFF,
    purpose=P,
    input=inputs.Complete,
    gates=ASKED,
    starts=STARTS,
    does_task=("FIND_SERVICE", "ASK_AGREEMENT"),
    offered=selectors.is_sender,
    known=selectors.asked_so_far,
)

DECIDE = Action(
    "decide_override",
    _("Decide on the ground without agreement"),
    src=("proposed",),
    dst=("offered", "revoked"),
    by=SECOND,
    purpose=P,
    input=inputs.Decide,
    gates=(gates.decided_by_another, gates.never_to_return, gates.may_cross_the_border),
    starts=STARTS,
    does_task=("DECIDE_OVERRIDE",),
)
REVIEW_SENT = Action(
    "review_override",
    _("Look at what was sent in an emergency"),
    src=(*ANSWERABLE, *selectors.WITH_RECEIVER, *ENDED),
    dst=(*ANSWERABLE, *selectors.WITH_RECEIVER, *ENDED),
    by=SECOND,
    purpose=P,
    input=inputs.Decide,
    gates=(gates.decided_by_another,),
    stops=("OVERRIDE_REVIEW",),
    does_task=("DECIDE_OVERRIDE", "OVERRIDE_REVIEW"),
    offered=selectors.override_waits,
    parallel=True,
)
ACKNOWLEDGE = Action(
    "acknowledge",
    _("Acknowledge the referral"),
    src=("offered",),
    dst="acknowledged",
    by=RECEIVERS,
    purpose=P,
    input=NoInput,
    gates=(gates.permission_stands,),
    stops=("REFERRAL_REMIND",),
    does_task=("REFERRAL_REMIND",),
    offered=selectors.is_receiver,
    hint=_("Says that somebody has read it. The answer is a step of its own."),
)
ACCEPT = Action(
    "accept",
    _("Accept the referral"),
    src=ANSWERABLE,
    dst="accepted",
    by=RECEIVERS,
    purpose=P,
    input=NoInput,
    gates=(gates.permission_stands, gates.asylum_first),
    starts=(IDLE,),
    stops=CLOCKS,
    does_task=("ANSWER_REFERRAL", "ESCALATED", *CLOCKS),
    offered=selectors.is_receiver,
)
DECLINE = Action(
    "decline",
    _("Decline the referral"),
    src=ANSWERABLE,
    dst="declined",
    by=RECEIVERS,
    purpose=P,
    input=inputs.Decline,
    stops=CLOCKS,
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "ESCALATED", *CLOCKS),
    offered=selectors.is_receiver,
    exempt=True,
)
REDIRECT = Action(
    "redirect",
    _("Name the right service instead"),
    src=ANSWERABLE,
    dst="redirected",
    by=RECEIVERS,
    purpose=P,
    input=inputs.Redirect,
    stops=CLOCKS,
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "ESCALATED", *CLOCKS),
    offered=selectors.is_receiver,
    exempt=True,
)
NO_SHOW = Action(
    "no_show",
    _("The person did not come"),
    src=("accepted",),
    dst="no_show",
    by=RECEIVERS,
    purpose=P,
    input=inputs.Unreached,
    revokes="REFERRAL",
    offered=selectors.is_receiver,
    exempt=True,
    hint=_("Nobody loses anything by it: the sender asks the person again."),
)
UNREACHED = Action(
    "unable_to_reach",
    _("The person cannot be reached"),
    src=(*ANSWERABLE, "accepted"),
    dst="unreached",
    by=RECEIVERS,
    purpose=P,
    input=inputs.Unreached,
    stops=CLOCKS,
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "ESCALATED", *CLOCKS),
    offered=selectors.is_receiver,
    exempt=True,
)
BEGIN = Action(
    "begin_service",
    _("Help has begun"),
    src=("accepted",),
    dst="in_service",
    by=RECEIVERS,
    purpose=P,
    input=inputs.Begin,
    gates=(gates.permission_stands,),
    starts=(IDLE,),
    does_task=("REFERRAL_IDLE",),
    offered=selectors.is_receiver,
)
DELIVER = Action(
    "deliver",
    _("Help was given"),
    src=("accepted", "in_service"),
    dst="delivered",
    by=RECEIVERS,
    purpose=P,
    input=inputs.Deliver,
    gates=(gates.permission_stands,),
    stops=("REFERRAL_IDLE",),
    does_task=("REFERRAL_IDLE",),
    offered=selectors.is_receiver,
)
FEEDBACK = Action(
    "record_feedback",
    _("Ask the person about it"),
    src=("delivered",),
    dst="answered",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.Feedback,
    does_task=("ASK_PERSON",),
    offered=selectors.asks_the_person,
    exempt=True,
)
CLOSE = Action(
    "close",
    _("Close the referral"),
    src=("accepted", "in_service", "delivered", "answered", *WAITS),
    dst="closed",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.Close,
    revokes="REFERRAL",
    does_task=("ASK_PERSON", "CLOSE_REFERRAL", "FIND_SERVICE", "ASK_AGREEMENT", "REFERRAL_IDLE"),
    offered=selectors.asks_the_person,
    exempt=True,
)
RENEW = Action(
    "renew_agreement",
    _("Ask the person again"),
    src=(*ANSWERABLE, "accepted", "in_service"),
    dst=None,
    by=FIELD_STAFF,
    purpose=P,
    input=inputs.Renew,
    gates=(gates.agreement_counts, gates.no_way_round_consent, gates.may_cross_the_border),
    offered=selectors.is_sender,
)
WITHDRAW = Action(
    "withdraw_consent",
    _("The person takes the agreement back"),
    src=OPEN,
    dst="revoked",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.WithdrawConsent,
    stops=(*CLOCKS, "REFERRAL_IDLE"),
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "ESCALATED", "FIND_SERVICE", "ASK_AGREEMENT", "ASK_PERSON", "CLOSE_REFERRAL", "REFERRAL_IDLE", *CLOCKS),
    exempt=True,
    hint=_("At once, without a reason, and without any harm: the service sees nothing more from this moment."),
)
RECALL = Action(
    "recall",
    _("Take the referral back"),
    src=(*WAITS, "proposed", *ANSWERABLE),
    dst="revoked",
    by=FIELD_STAFF,
    purpose=P,
    input=NoInput,
    stops=CLOCKS,
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "ESCALATED", "FIND_SERVICE", "ASK_AGREEMENT", *CLOCKS),
    offered=selectors.is_sender,
    exempt=True,
)
EXPIRE = Action(
    "note_expired",
    _("End it: nobody answered in time"),
    src=ANSWERABLE,
    dst="expired",
    by=FIELD_STAFF,
    purpose=P,
    input=NoInput,
    stops=CLOCKS,
    revokes="REFERRAL",
    does_task=("ANSWER_REFERRAL", "ESCALATED", *CLOCKS),
    offered=lambda case, actor: selectors.is_sender(case, actor) and selectors.answer_is_late(case),
    exempt=True,
)
SEAL_AGAIN = Action(
    "seal_again",
    _("Seal it again: a new link"),
    src=(*ANSWERABLE, "accepted", "in_service"),
    dst=None,
    by=FIELD_STAFF,
    purpose=P,
    input=NoInput,
    gates=(gates.permission_stands,),
    offered=lambda case, actor: selectors.is_sender(case, actor) and selectors.without_account(case, actor),
)
WISH = Action(
    "hear_wish",
    _("Record a wish for asylum"),
    src=OPEN,
    dst=None,
    by=FIELD_STAFF,
    purpose=Purpose.ASYLUM,
    input=NoInput,
    parallel=True,
    exempt=True,
    offered=lambda case, actor: case.subject is None,
    hint=_("If the person says so to you, in whatever words. It goes to the asylum authority at once."),
)
SETTLE = Action(
    "settle",
    _("Another way was found"),
    src=CAME_BACK,
    dst=None,
    by=FIELD_STAFF,
    purpose=P,
    input=NoInput,
    does_task=("FIND_ANOTHER_SERVICE",),
    offered=selectors.is_sender,
    exempt=True,
)
ESCALATE = Action("escalate", _("Escalated to the coordinator"), src=ANSWERABLE, dst=None, by=SYSTEM, purpose=P, input=NoInput, exempt=True)
BY_LINK = Action(
    "answer_by_link",
    _("Answer of a service without an account"),
    src=(*ANSWERABLE, "accepted", "in_service"),
    dst=("acknowledged", "accepted", "in_service", "declined", "delivered", "unreached"),
    by=SYSTEM,
    purpose=P,
    input=inputs.ByLink,
    gates=(gates.permission_stands_or_it_comes_back,),
    starts=(IDLE_THERE,),
)
FROM_ABROAD = Action(
    "answer_from_abroad",
    _("Answer of the node of another state"),
    src=(*ANSWERABLE, "accepted", "in_service"),
    dst=("acknowledged", "accepted", "in_service", "declined", "delivered", "unreached"),
    by=SYSTEM,
    purpose=P,
    input=inputs.FromAbroad,
    # No safeguard: a code tells nothing of anybody, and what was done may be known after the agreement has ended.
    starts=(IDLE_THERE,),
)
REFERRAL = Procedure(
    "referral",
    _("Referral"),
    states={
        "unmet": _("No service found yet"),
        "draft": _("Waits for the person's agreement"),
        "proposed": _("Waits for a second person"),
        "offered": _("Sent, not yet acknowledged"),
        "acknowledged": _("Acknowledged, not yet answered"),
        "accepted": _("Accepted"),
        "in_service": _("Help is being given"),
        "delivered": _("Help was given"),
        "answered": _("The person was asked about it"),
        "closed": _("Closed"),
        "declined": _("Declined"),
        "redirected": _("Another service was named"),
        "no_show": _("The person did not come"),
        "unreached": _("The person could not be reached"),
        "revoked": _("Taken back"),
        "expired": _("Not answered in time"),
    },
    actions=(
        *(OFFER, COMPLETE, DECIDE, REVIEW_SENT, ACKNOWLEDGE, ACCEPT, DECLINE, REDIRECT, NO_SHOW, UNREACHED, BEGIN, DELIVER, FEEDBACK, CLOSE),
        *(RENEW, WITHDRAW, RECALL, EXPIRE, SEAL_AGAIN, WISH, SETTLE, ESCALATE, BY_LINK, FROM_ABROAD),
    ),
    final=frozenset(ENDED),
    readers=WITH_GUARDIANS | RECEIVERS,
    tasks={
        "ANSWER_REFERRAL": _("Answer the referral"),
        "FIND_ANOTHER_SERVICE": _("Referral came back: find another service"),
        "FIND_SERVICE": _("A need without a service: find one or say that there is none"),
        "ASK_AGREEMENT": _("Ask the person whether they agree to the referral"),
        "DECIDE_OVERRIDE": _("Decide on a referral without agreement"),
        "ESCALATED": _("Nobody answered a referral in time: see that somebody does"),
        "ASK_PERSON": _("Ask the person how the help was, and close the referral"),
        "CLOSE_REFERRAL": _("Close the referral and tell the person"),
        "TELL_SERVICE": _("Tell the service that the agreement was taken back: it has no account"),
    },
)
