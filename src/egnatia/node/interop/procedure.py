"""A file in the form of a profile: one asks, the data protection officer approves, the node writes it to its own disk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.interop import gates, inputs

WHO = frozenset({Role.LEGAL_OFFICER})
DPO = frozenset({Role.DATA_PROTECTION_OFFICER})
P = Purpose.DATA_PROTECTION

ASK = Action(
    "ask",
    _("Ask for a file in the form of a profile"),
    src=(None,),
    dst="asked",
    by=WHO,
    purpose=P,
    input=inputs.AskExport,
    hint=_("The file is written to this node's own disk. Nothing can send it."),
)
APPROVE = Action(
    "approve",
    _("Approve: the file is written"),
    src=("asked",),
    dst="approved",
    by=DPO,
    purpose=P,
    input=NoInput,
    gates=(gates.approved_by_another, gates.on_own_disk),
    does_task=("APPROVE_EXPORT",),
    step_up=True,
)
REFUSE = Action("refuse", _("Refuse or take back"), src=("asked",), dst="refused", by=WHO | DPO, purpose=P, input=NoInput, does_task=("APPROVE_EXPORT",))
EXPORT = Procedure(
    "profile_export",
    _("File in the form of a profile"),
    states={"asked": _("Asked for, waits for the data protection officer"), "approved": _("Approved"), "refused": _("Refused")},
    actions=(ASK, APPROVE, REFUSE),
    final=frozenset({"approved", "refused"}),
    readers=WHO | DPO,
    series="D",
    tasks={"APPROVE_EXPORT": _("Approve or refuse a file with personal data")},
)
