"""Changing the law tables: one legal officer proposes, another grants. A rule holds from the day that it names."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, Gate, NoInput, Procedure
from egnatia.overlays import gates, inputs

LEGAL = frozenset({Role.LEGAL_OFFICER})
P = Purpose.ADMINISTRATION


def _grant(label: Any, task: str, *more: Gate) -> Action[NoInput]:
    """By a second legal officer, who has shown again who they are."""
    passes = (gates.granted_by_second_person, *more)
    return Action("grant", label, src=("proposed",), dst="granted", by=LEGAL, purpose=P, input=NoInput, gates=passes, does_task=(task,), step_up=True)


def _refuse(task: str) -> Action[NoInput]:
    return Action("refuse", _("Refuse or take back"), src=("proposed",), dst="refused", by=LEGAL, purpose=P, input=NoInput, does_task=(task,))


def _change(code: str, label: Any, actions: tuple[Action[Any], ...], *, granted: Any, tasks: dict[str, Any]) -> Procedure:
    """A change of a table of law: one proposes, another grants, or it is refused."""
    return Procedure(
        code,
        label,
        states={"proposed": _("Proposed, waits for a second legal officer"), "granted": granted, "refused": _("Refused")},
        actions=actions,
        final=frozenset({"granted", "refused"}),
        readers=LEGAL,
        series="L",
        tasks=tasks,
    )


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
GRANT = _grant(_("Put into force"), "GRANT_RULE", gates.verified_stays_verified, gates.history_is_kept)
REFUSE = _refuse("GRANT_RULE")
RULE = _change(
    "rule",
    _("Change of a rule"),
    (PROPOSE, GRANT, REFUSE),
    granted=_("Put into force"),
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
GRANT_ENTRY = _grant(_("Put into force"), "GRANT_ENTRY")
REFUSE_ENTRY = _refuse("GRANT_ENTRY")
LIST_ENTRY = _change(
    "list_entry",
    _("Entry of a list of law"),
    (PROPOSE_ENTRY, GRANT_ENTRY, REFUSE_ENTRY),
    granted=_("Put into force"),
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
GRANT_STAGE = _grant(_("Confirm"), "GRANT_STAGE")
REFUSE_STAGE = _refuse("GRANT_STAGE")
TRANSPOSITION = _change(
    "transposition",
    _("Transposition of an instrument"),
    (PROPOSE_STAGE, GRANT_STAGE, REFUSE_STAGE),
    granted=_("Confirmed"),
    tasks={"GRANT_STAGE": _("Confirm or refuse the stage of an instrument")},
)
