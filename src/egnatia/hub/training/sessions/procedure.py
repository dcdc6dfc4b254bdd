"""A session of the region: planned, approved, open, full, running, delivered, evaluated, reported; or cancelled (reference 5.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.procedure import OFFICERS
from egnatia.hub.training.sessions import gates, inputs, selectors
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.kernel.models import CaseFile

_step = steps(by=OFFICERS, purpose=Purpose.ADMINISTRATION)
BEFORE = ("planned", "approved", "open", "full")


def _on_its_page(case: CaseFile, actor: Actor) -> bool:
    """These have a table of people for a form: the page of the session."""
    return False


PLAN = _step("plan", _("Plan a session"), inputs.PlanSession, src=(None,), dst="planned", addressed=True)
REQUEST = _step("request", _("A country asks for trainers"), inputs.RequestedSession, src=(None,), dst="planned", by=frozenset({Role.SYSTEM}))
APPROVE = _step(
    "approve", _("Approve"), NoInput, src=("planned",), dst="approved", gates=(gates.approved_by_another, gates.module_is_published), does_task=("APPROVE",)
)
GIVE = _step(
    "give_trainers",
    _("Give it trainers"),
    inputs.GiveTrainers,
    src=BEFORE,
    picks=selectors.picks,
    hint=_("Also another week or others, until it begins: somebody may fall ill."),
)
OPEN = _step("open", _("Open for nominations"), NoInput, src=("approved",), dst="open", gates=(gates.has_trainers,))
FILL = _step("fill", _("All places are taken"), NoInput, src=("open",), dst="full")
DECIDE = _step("decide_nominations", _("Decide on nominations"), inputs.Decide, src=("open", "full"), offered=_on_its_page)
COMPLETIONS = _step(
    "note_online",
    _("Note the online part from the learning platform"),
    inputs.Completions,
    src=(*BEFORE[2:], "running"),
    hint=_("Participants have the number of the session and of their place as “ID number” there."),
)
RESULTS = _step("note_results", _("Note who was there and passed"), inputs.NoteResults, src=("running",), offered=_on_its_page)
BEGIN = _step("begin", _("Begin"), NoInput, src=("open", "full"), dst="running", gates=(gates.week_has_come, gates.trainers_still_teach, gates.nobody_lacks))
DELIVER = _step(
    "deliver",
    _("Close: it was held"),
    inputs.Deliver,
    src=("running",),
    dst="delivered",
    gates=(gates.results_are_noted, gates.nobody_lacks),
    hint=_("Whoever passed gets a certificate. Here are only those who came without a place."),
)
EVALUATE = _step("evaluate", _("Note how it was found and learned"), inputs.Evaluate, src=("delivered",), dst="evaluated", known=selectors.known_evaluation)
REPORT = _step("report", _("Report"), inputs.Report, src=("evaluated",), dst="reported")
CANCEL = _step("cancel", _("Cancel"), NoInput, src=BEFORE, dst="cancelled", by=OFFICERS | {Role.SYSTEM}, does_task=("APPROVE",))
SESSION = Procedure(
    "training_session",
    _("Training session"),
    states={
        "planned": _("Planned, waits for another officer"),
        "approved": _("Approved"),
        "open": _("Open for nominations"),
        "full": _("Full"),
        "running": _("Running"),
        "delivered": _("Delivered"),
        "evaluated": _("Evaluated"),
        "reported": _("Reported"),
        "cancelled": _("Cancelled"),
    },
    actions=(PLAN, REQUEST, APPROVE, GIVE, OPEN, FILL, DECIDE, COMPLETIONS, BEGIN, RESULTS, DELIVER, EVALUATE, REPORT, CANCEL),
    final=frozenset({"reported", "cancelled"}),
    readers=OFFICERS,
    series="L",
    tasks={"APPROVE": _("Look at a planned training session")},
)
