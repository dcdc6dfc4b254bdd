"""A workshop or meeting: planned, announced, held, concluded; or cancelled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.gates import own_row, speaks_for_itself
from egnatia.hub.logframe.progress.inputs import Attach
from egnatia.hub.logframe.results.inputs import Drop
from egnatia.hub.logframe.rights import READERS, TEAM
from egnatia.hub.updates.events import gates, inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION)
AHEAD = ("planned", "announced")
OWN = (own_row,)

PLAN = _step("plan", _("Plan an event"), inputs.Plan, src=(None,), dst="planned", gates=(speaks_for_itself,))
CHANGE = _step("change", _("Change"), inputs.EventFields, src=AHEAD, gates=OWN, known=selectors.known)
INVITE = _step("invite", _("Note who is expected"), inputs.Invite, src=AHEAD, gates=OWN, known=selectors.expected)
ANNOUNCE = _step("announce", _("Announce"), NoInput, src=("planned",), dst="announced", gates=OWN, hint=_("A public one stands in the public feed then."))
ATTACH = _step("attach", _("Keep a document"), Attach, src=(*AHEAD, "held", "concluded"), gates=OWN, parallel=True)
HOLD = _step("hold", _("It was held: note who came"), inputs.Hold, src=AHEAD, dst="held", gates=(own_row, gates.has_begun), known=selectors.expected_as_came)
CORRECT = _step("correct", _("Correct who came"), inputs.Hold, src=("held",), gates=OWN, known=selectors.came)
UNPUBLISH = _step(
    "take_out",
    _("Take it out of the public feed"),
    NoInput,
    src=("announced", "held", "concluded"),
    gates=OWN,
    offered=selectors.is_public,
    hint=_("What was published of it already is corrected in the update."),
)
CONCLUDE = _step("conclude", _("All conclusions are noted"), NoInput, src=("held",), dst="concluded", gates=(own_row, gates.has_conclusions))
CANCEL = _step("cancel", _("Cancel"), Drop, src=AHEAD, dst="cancelled", gates=OWN)
EVENT = Procedure(
    "event",
    _("Event"),
    states={
        "planned": _("Planned"),
        "announced": _("Announced"),
        "held": _("Held"),
        "concluded": _("Held, with conclusions"),
        "cancelled": _("Cancelled"),
    },
    actions=(PLAN, CHANGE, INVITE, ANNOUNCE, ATTACH, HOLD, CORRECT, UNPUBLISH, CONCLUDE, CANCEL),
    final=frozenset({"concluded", "cancelled"}),
    readers=READERS,
    series="EV",
)
