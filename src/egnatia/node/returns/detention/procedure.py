"""Alternatives, order, reviews, release. At its last day a detention is over: the program says so, and never that it goes on (FR-13)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Clock, NoInput, Procedure, steps
from egnatia.node.returns.detention import gates, inputs, selectors
from egnatia.node.returns.procedure import OFFICER, PROTECTORS

P = Purpose.RETURN
READERS = OFFICER | PROTECTORS | {Role.MEDICAL_STAFF, Role.GUARDIAN}
REVIEW_BY = Clock("RETURN_DETENTION_REVIEW", _("Review of the detention"), then="review_missed", until=selectors.review_ends, tells_opener=True)
LIMIT = Clock("RETURN_DETENTION_MAX", _("Last day of the detention"), then="limit_reached", until=selectors.maximum_ends, tells_opener=True)
ALLOWED = (gates.allowed_by_law, gates.no_claim, gates.return_is_under_way, gates.prospect, gates.not_a_child, gates.needs_met)
BY_SYSTEM = frozenset({Role.SYSTEM})
_step = steps(by=OFFICER, purpose=P)

OPEN = _step(
    "open_measure",
    _("Begin an alternative to detention"),
    inputs.OpenMeasure,
    src=(None,),
    dst="alternative",
    from_case=selectors.return_to_measure,
    hint=_("Always first. Detention is not proposed before an alternative stands on record."),
)
END = _step("end_measure", _("End the alternative"), NoInput, src=("alternative", "proposed"), dst="ended", exempt=True)
PROPOSE = _step("propose", _("Propose detention"), inputs.ProposeDetention, src=("alternative",), dst="proposed", gates=(*ALLOWED, gates.place_is_lawful))
SIGN = _step(
    "sign_for_child", _("Sign for a child that nothing else is possible"), inputs.SignForChild, src=("alternative", "proposed"), by=PROTECTORS, parallel=True
)
ORDER = _step(
    "order",
    _("Order detention"),
    inputs.OrderDetention,
    src=("proposed",),
    dst="detained",
    gates=(*ALLOWED, gates.by_a_second_officer, gates.within_time),
    starts=(REVIEW_BY, LIMIT),
    step_up=True,
)
REFUSE = _step("refuse", _("Do not order it"), NoInput, src=("proposed",), dst="alternative", exempt=True)
REVIEW = _step(
    "note_review",
    _("Record a review"),
    inputs.NoteReview,
    src=("detained",),
    dst=("detained", "release_due"),
    starts=(REVIEW_BY,),
    gates=(gates.next_in_time,),
    does_task=("RETURN_DETENTION_REVIEW",),
)
EXTEND = _step(
    "extend",
    _("Record a court's new order"),
    inputs.Extend,
    src=("detained",),
    gates=(*ALLOWED, gates.extension_in_law, gates.reviewed_by_a_judge, gates.within_time),
    starts=(REVIEW_BY, LIMIT),
    step_up=True,
)
CONDITIONS = _step("check_conditions", _("Check the conditions"), inputs.CheckConditions, src=selectors.DETAINED, by=READERS, parallel=True, exempt=True)
NO_PROSPECT = _step(
    "note_no_prospect",
    _("There is no reasonable prospect of removal"),
    NoInput,
    src=selectors.DETAINED,
    dst="release_due",
    by=READERS,
    parallel=True,
    exempt=True,
)
STOPPED = _step(
    "return_stopped", _("The return was stopped: release is due"), NoInput, src=("detained",), dst="release_due", by=BY_SYSTEM, exempt=True, internal=True
)
MISSED = _step("review_missed", _("The review did not come in time: release is due"), NoInput, src=("detained",), dst="release_due", by=BY_SYSTEM, exempt=True)
REACHED = _step("limit_reached", _("The last day has passed: release is due"), NoInput, src=("detained",), dst="release_due", by=BY_SYSTEM, exempt=True)
RELEASE = _step(
    "release",
    _("Release"),
    inputs.NoteRelease,
    src=selectors.DETAINED,
    dst="released",
    by=OFFICER | PROTECTORS,
    exempt=True,
    does_task=("RETURN_DETENTION_REVIEW", "RETURN_DETENTION_MAX", "RELEASE"),
    hint=_("At any moment, by anybody of the authority. Nothing has to be waited for."),
)
DETENTION = Procedure(
    "detention",
    _("Detention for return"),
    states={
        "alternative": _("Alternative to detention"),
        "proposed": _("Detention proposed, waits for a second officer"),
        "detained": _("Detained"),
        "release_due": _("Release is due"),
        "released": _("Released"),
        "ended": _("Ended without detention"),
    },
    actions=(OPEN, END, PROPOSE, SIGN, ORDER, REFUSE, REVIEW, EXTEND, CONDITIONS, NO_PROSPECT, STOPPED, MISSED, REACHED, RELEASE),
    final=frozenset({"released", "ended"}),
    readers=READERS,
    series="D",
    tasks={
        "RELEASE": _("Release somebody from detention now"),
        "DECIDE_DETENTION": _("Decide on a proposed detention"),
        "SIGN_FOR_CHILD": _("A child: look at a proposed detention"),
    },
)
