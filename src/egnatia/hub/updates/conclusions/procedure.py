"""A conclusion of an event: open with its owner, carried out, or dropped with a reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.gates import own_row
from egnatia.hub.logframe.rights import READERS, TEAM
from egnatia.hub.updates.conclusions import gates, inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import Procedure, steps

_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION, src=("open",))
OWN = (own_row,)

NOTE = _step("note", _("Note a conclusion"), inputs.Note, src=(None,), dst="open", gates=(gates.own_event,), from_case=selectors.of_event)
POSTPONE = _step("postpone", _("Postpone"), inputs.Postpone, gates=OWN, does_task=("OVERDUE",))
CARRY_OUT = _step("carry_out", _("It is carried out"), inputs.CarryOut, dst="done", gates=OWN, does_task=("TO_DO", "OVERDUE"))
DROP = _step("drop", _("Drop"), inputs.Drop, dst="dropped", gates=OWN, does_task=("TO_DO", "OVERDUE"))
CONCLUSION = Procedure(
    "conclusion",
    _("Conclusion of an event"),
    states={"open": _("Open"), "done": _("Carried out"), "dropped": _("Dropped")},
    actions=(NOTE, POSTPONE, CARRY_OUT, DROP),
    final=frozenset({"done", "dropped"}),
    readers=READERS,
    series="CO",
    tasks={"TO_DO": _("See to a conclusion of an event"), "OVERDUE": _("A conclusion of an event is overdue")},
)
