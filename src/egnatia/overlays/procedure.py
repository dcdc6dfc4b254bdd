"""Changing the law tables: one legal officer proposes, another grants. A rule holds from the day that it names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.overlays import gates, inputs

LEGAL = frozenset({Role.LEGAL_OFFICER})
P = Purpose.ADMINISTRATION

PROPOSE = Action(
    "propose",
    _("Propose a rule"),
    src=(None,),
    dst="proposed",
    by=LEGAL,
    purpose=P,
    input=inputs.ProposeRule,
    hint=_("The page of the proposal shows what would change, before anything does."),
)
GRANT = Action(
    "grant",
    _("Put into force"),
    src=("proposed",),
    dst="granted",
    by=LEGAL,
    purpose=P,
    input=NoInput,
    gates=(gates.granted_by_second_person, gates.verified_stays_verified, gates.history_is_kept),
    does_task=("GRANT_RULE",),
    step_up=True,
)
REFUSE = Action("refuse", _("Refuse or take back"), src=("proposed",), dst="refused", by=LEGAL, purpose=P, input=NoInput, does_task=("GRANT_RULE",))
RULE = Procedure(
    "rule",
    _("Change of a rule"),
    states={"proposed": _("Proposed, waits for a second legal officer"), "granted": _("Put into force"), "refused": _("Refused")},
    actions=(PROPOSE, GRANT, REFUSE),
    final=frozenset({"granted", "refused"}),
    readers=LEGAL,
    series="L",
    tasks={"GRANT_RULE": _("Grant or refuse a rule")},
)

PROPOSE_ENTRY = Action(
    "propose",
    _("Propose an entry of a list"),
    src=(None,),
    dst="proposed",
    by=LEGAL,
    purpose=P,
    input=inputs.ProposeEntry,
    hint=_("A ground that may be used, or a country that is designated, as the gazette has it. The lists of the EU open nothing here."),
)
GRANT_ENTRY = Action(
    "grant",
    _("Put into force"),
    src=("proposed",),
    dst="granted",
    by=LEGAL,
    purpose=P,
    input=NoInput,
    gates=(gates.granted_by_second_person,),
    does_task=("GRANT_ENTRY",),
    step_up=True,
)
REFUSE_ENTRY = Action("refuse", _("Refuse or take back"), src=("proposed",), dst="refused", by=LEGAL, purpose=P, input=NoInput, does_task=("GRANT_ENTRY",))
LIST_ENTRY = Procedure(
    "list_entry",
    _("Entry of a list of law"),
    states={"proposed": _("Proposed, waits for a second legal officer"), "granted": _("Put into force"), "refused": _("Refused")},
    actions=(PROPOSE_ENTRY, GRANT_ENTRY, REFUSE_ENTRY),
    final=frozenset({"granted", "refused"}),
    readers=LEGAL,
    series="L",
    tasks={"GRANT_ENTRY": _("Grant or refuse an entry of a list")},
)

PROPOSE_STAGE = Action(
    "propose",
    _("Note how far an instrument has been taken over"),
    src=(None,),
    dst="proposed",
    by=LEGAL,
    purpose=P,
    input=inputs.ProposeStage,
)
GRANT_STAGE = Action(
    "grant",
    _("Confirm"),
    src=("proposed",),
    dst="granted",
    by=LEGAL,
    purpose=P,
    input=NoInput,
    gates=(gates.granted_by_second_person,),
    does_task=("GRANT_STAGE",),
    step_up=True,
)
REFUSE_STAGE = Action("refuse", _("Refuse or take back"), src=("proposed",), dst="refused", by=LEGAL, purpose=P, input=NoInput, does_task=("GRANT_STAGE",))
TRANSPOSITION = Procedure(
    "transposition",
    _("Transposition of an instrument"),
    states={"proposed": _("Proposed, waits for a second legal officer"), "granted": _("Confirmed"), "refused": _("Refused")},
    actions=(PROPOSE_STAGE, GRANT_STAGE, REFUSE_STAGE),
    final=frozenset({"granted", "refused"}),
    readers=LEGAL,
    series="L",
    tasks={"GRANT_STAGE": _("Confirm or refuse the stage of an instrument")},
)
