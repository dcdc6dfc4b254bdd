"""From the choice of a country to an agreement in force: proposed by return officers, compared with the gazette and put in force by a legal officer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.returns import gates as returns
from egnatia.node.returns.cooperation import gates, inputs
from egnatia.node.returns.procedure import OFFICER

P = Purpose.RETURN
LEGAL = frozenset({Role.LEGAL_OFFICER})
AT_WORK = ("selected", "talks", "signed", "in_force")
_step = steps(by=OFFICER, purpose=P)

SELECT = _step(
    "select",
    _("Select a country of origin for co-operation"),
    inputs.Select,
    src=(None,),
    dst="selected",
    gates=(returns.mechanism_is_on,),
    hint=_("With reasons, and with what was looked at before any talks."),
)
TALKS = _step("begin_talks", _("Talks have begun"), NoInput, src=("selected",), dst="talks")
MILESTONE = _step("note_milestone", _("Note talks, a protocol, a mission"), inputs.NoteMilestone, src=AT_WORK, parallel=True)
SIGN = _step("sign", _("Record the agreement as signed"), inputs.Sign, src=("talks", "signed"), dst="signed")
FORCE = _step(
    "enter_into_force",
    _("Verify the terms and put it into force"),
    inputs.EnterIntoForce,
    src=("signed",),
    dst="in_force",
    by=LEGAL,
    gates=(gates.by_somebody_else,),
    does_task=("VERIFY_AGREEMENT",),
    step_up=True,
)
CONTACT = _step("add_contact", _("Add an office to the registry of contacts"), inputs.AddContact, src=AT_WORK, parallel=True)
SHEET = _step(
    "write_fact_sheet", _("Write the fact sheet for counselling"), inputs.WriteFactSheet, src=AT_WORK, by=OFFICER | {Role.RETURN_COUNSELLOR}, parallel=True
)
END = _step("end", _("End the co-operation"), inputs.End, src=AT_WORK, dst="ended", exempt=True)
COOPERATION = Procedure(
    "cooperation",
    _("Co-operation with a country of origin"),
    states={"selected": _("Selected"), "talks": _("Talks"), "signed": _("Signed"), "in_force": _("In force"), "ended": _("Ended")},
    actions=(SELECT, TALKS, MILESTONE, SIGN, FORCE, CONTACT, SHEET, END),
    final=frozenset({"ended"}),
    readers=OFFICER | LEGAL | {Role.RETURN_COUNSELLOR},
    series="K",
    tasks={"VERIFY_AGREEMENT": _("Compare an agreement with the official gazette")},
)
