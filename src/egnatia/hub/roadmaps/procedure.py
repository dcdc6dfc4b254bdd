"""A roadmap: (asked for, assessed, options,) designed, signed, reviewed, evaluated, followed by the next generation (reference 6.1, 6.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.gates import leads_the_plan, speaks_for_itself
from egnatia.hub.logframe.rights import OFFICERS, READERS, TEAM
from egnatia.hub.roadmaps import gates, inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION)
LEAD = (leads_the_plan,)
BEFORE = ("requested", "assessed", "options", "design")

OPEN = _step("open", _("Design a roadmap"), inputs.Open, src=(None,), dst="design", gates=(speaks_for_itself,))
REQUEST = _step("request", _("Ask for an advanced cooperation framework"), inputs.Ask_, src=(None,), dst="requested", gates=(speaks_for_itself,))
RECORD = _step(
    "record",
    _("Put a roadmap of the past on record"),
    inputs.Record,
    src=(None,),
    dst="recorded",
    by=OFFICERS | {Role.SYSTEM},
    hint=_("What a public source says, and no more."),
)
NEXT = _step(
    "next_generation",
    _("Design the next generation"),
    inputs.Next,
    src=(None,),
    dst="design",
    gates=(speaks_for_itself, gates.leads_the_one_before),
    from_case=selectors.to_follow,
)
ASSESS = _step("assess", _("Note the needs assessment"), inputs.Assess, src=("requested",), dst="assessed", gates=LEAD)
OPTIONS = _step("note_options", _("Note the options"), inputs.Options, src=("assessed",), dst="options", gates=LEAD)
AGREE = _step("agree", _("Note the agreement"), inputs.Agree, src=("options",), dst="design", gates=LEAD, hint=_("The roadmap is designed from then on."))
CHANGE = _step("change", _("Change title, objective, days or partners"), inputs.Head, src=("design",), gates=LEAD, known=selectors.known)
IMPORT = _step("import_logframe", _("Take rows from a workbook"), inputs.Import, src=("design", "signed"), gates=LEAD)
SIGN = _step(
    "sign", _("Note the signature"), inputs.Sign, src=("design",), dst="signed", gates=(leads_the_plan, gates.is_complete, gates.none_runs), step_up=True
)
EXTEND = _step("extend", _("Extend"), inputs.Extend, src=("signed",), gates=LEAD)
REVIEW = _step("review", _("Note a review"), inputs.NoteReview, src=("signed",), gates=LEAD, does_task=("REVIEW",))
REPORTING = _step("open_reporting", _("Open a period of all indicators"), inputs.OpenReporting, src=("signed",), by=OFFICERS, parallel=True)
EVALUATE = _step("evaluate", _("Note the final evaluation"), inputs.Evaluate, src=("signed",), dst="evaluated", gates=(leads_the_plan, gates.was_reviewed))
DISCARD = _step("discard", _("Discard"), NoInput, src=BEFORE, dst="discarded", gates=LEAD)
ROADMAP = Procedure(
    "roadmap",
    _("Roadmap"),
    states={
        "requested": _("Cooperation framework asked for"),
        "assessed": _("Needs assessed"),
        "options": _("Options on the table"),
        "design": _("In technical design"),
        "signed": _("Signed, under way"),
        "evaluated": _("Evaluated"),
        "recorded": _("On record, from public sources"),
        "discarded": _("Discarded"),
    },
    actions=(OPEN, REQUEST, RECORD, NEXT, ASSESS, OPTIONS, AGREE, CHANGE, IMPORT, SIGN, REVIEW, REPORTING, EXTEND, EVALUATE, DISCARD),
    final=frozenset({"evaluated", "recorded", "discarded"}),
    readers=READERS,
    series="Z",
    tasks={"REVIEW": _("A quarterly update of a roadmap is due")},
)
