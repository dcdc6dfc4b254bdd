"""A need: noted, changed, met."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.training import selectors
from egnatia.node.training.needs import inputs
from egnatia.node.training.people.procedure import COORDINATORS

_step = steps(by=COORDINATORS, purpose=Purpose.ADMINISTRATION, src=("needed",))

NOTE = _step("note", _("Note what an institution needs"), inputs.NoteNeed, src=(None,), dst="needed")
CHANGE = _step("change", _("Change the numbers"), inputs.ChangeNeed, known=selectors.known_need)
CHECK = _step("check", _("Note what training changed in the work"), inputs.NoteCheck, parallel=True)
END = _step("end", _("Not needed any more"), NoInput, dst="over")
NEED = Procedure(
    "training_need",
    _("Need of training"),
    states={"needed": _("Needed"), "over": _("Not needed any more")},
    actions=(NOTE, CHANGE, CHECK, END),
    final=frozenset({"over"}),
    readers=COORDINATORS,
    series="NE",
)
