"""A report: draft, pending, returned or approved; an approved one can be revoked, and counts no more from then on (reference 6.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.gates import own_row, plan_is_open
from egnatia.hub.logframe.progress import gates, inputs, selectors
from egnatia.hub.logframe.rights import READERS, TEAM
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION)
OPEN = ("draft", "returned")
OWN = (own_row, plan_is_open)

BEGIN = _step(
    "begin",
    _("Report a value"),
    inputs.Begin,
    src=(None,),
    dst="draft",
    gates=(gates.answers_for_it, plan_is_open),
    from_case=selectors.of_indicator,
    known=selectors.known,
    picks=selectors.picks,
    leaves_out=selectors.measured_otherwise,
)
CHANGE = _step(
    "change", _("Change"), inputs.ReportFields, src=OPEN, gates=OWN, known=selectors.known, picks=selectors.picks, leaves_out=selectors.measured_otherwise
)
ATTACH = _step("attach", _("Attach evidence"), inputs.Attach, src=(*OPEN, "pending"), gates=OWN, parallel=True)
SUBMIT = _step(
    "submit",
    _("Hand in"),
    NoInput,
    src=OPEN,
    dst="pending",
    gates=(own_row, plan_is_open, gates.period_is_open),
    does_task=("RETURNED",),
    hint=_("Somebody else looks at it then."),
)
DISCARD = _step("discard", _("Discard"), NoInput, src=OPEN, dst="discarded", gates=OWN, does_task=("RETURNED",))
RETURN = _step(
    "return", _("Return it with remarks"), inputs.Remarks, src=("pending",), dst="returned", gates=(gates.looked_at_by_lead,), does_task=("LOOK_AT",)
)
APPROVE = _step(
    "approve",
    _("Approve"),
    NoInput,
    src=("pending",),
    dst="approved",
    gates=(gates.looked_at_by_lead, gates.another_approves, gates.is_used, plan_is_open, gates.period_is_open),
    does_task=("LOOK_AT",),
    hint=_("It counts from then on, here and in what this indicator adds to."),
)
REVOKE = _step(
    "revoke",
    _("Revoke"),
    inputs.Remarks,
    src=("approved",),
    dst="revoked",
    gates=(gates.looked_at_by_lead, plan_is_open),
    hint=_("It counts no more."),
)
PROGRESS = Procedure(
    "progress",
    _("Report on an indicator"),
    states={
        "draft": _("Draft"),
        "pending": _("Handed in, waits for approval"),
        "returned": _("Returned with remarks"),
        "approved": _("Approved: it counts"),
        "revoked": _("Revoked: it counts no more"),
        "discarded": _("Discarded"),
    },
    actions=(BEGIN, CHANGE, ATTACH, SUBMIT, DISCARD, RETURN, APPROVE, REVOKE),
    final=frozenset({"revoked", "discarded"}),
    readers=READERS,
    series="V",
    tasks={"LOOK_AT": _("Look at a report"), "RETURNED": _("A report was returned: change it or discard it")},
)
