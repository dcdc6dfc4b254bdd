"""A sample of decisions, and the review of each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.asylum.quality import gates, inputs

CASEWORKER = frozenset({Role.ASYLUM_CASEWORKER})
P = Purpose.ASYLUM
DRAW = Action("draw", _("Draw a sample for review"), src=(None,), dst="drawn", by=CASEWORKER, purpose=P, input=inputs.Draw)
SAMPLE = Procedure(
    "quality_sample",
    _("Sample for quality reviews"),
    states={"drawn": _("Drawn")},
    actions=(DRAW,),
    final=frozenset({"drawn"}),
    readers=CASEWORKER,
    series="Q",
)

OPEN = Action("open", _("Open a review"), src=(None,), dst="open", by=CASEWORKER, purpose=P, input=inputs.Drawn, internal=True)
INTERVIEW = Action(
    "mark_interview",
    _("Review the interview"),
    src=("open",),
    dst=None,
    by=CASEWORKER,
    purpose=P,
    input=inputs.MarkInterview,
    gates=(gates.reviewed_by_another,),
)
DECISION = Action(
    "mark_decision",
    _("Review the decision"),
    src=("open",),
    dst=None,
    by=CASEWORKER,
    purpose=P,
    input=inputs.MarkDecision,
    gates=(gates.reviewed_by_another,),
)
FINISH = Action(
    "finish",
    _("Finish the review"),
    src=("open",),
    dst="finished",
    by=CASEWORKER,
    purpose=P,
    input=NoInput,
    does_task=("REVIEW_QUALITY",),
    gates=(gates.reviewed_by_another, gates.both_parts_are_marked),
)
REVIEW = Procedure(
    "quality_review",
    _("Quality review"),
    states={"open": _("To be reviewed"), "finished": _("Reviewed")},
    actions=(OPEN, INTERVIEW, DECISION, FINISH),
    final=frozenset({"finished"}),
    readers=CASEWORKER,
    tasks={"REVIEW_QUALITY": _("Review a decision")},
)
