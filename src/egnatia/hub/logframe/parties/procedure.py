"""An institution of the programme: on the list, with or without an office here, or not any more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.parties import inputs, selectors
from egnatia.hub.logframe.rights import OFFICERS, READERS
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=OFFICERS, purpose=Purpose.ADMINISTRATION, src=("listed",))

REGISTER = _step("register", _("Register an institution"), inputs.Register, src=(None,), dst="listed", by=OFFICERS | {Role.SYSTEM})
JOIN = _step("join", _("Give it an office here"), inputs.Join, by=OFFICERS | {Role.SYSTEM})
CHANGE = _step("change", _("Change"), inputs.Change, known=selectors.known)
WITHDRAW = _step("withdraw", _("Take it off the list"), NoInput, dst="withdrawn", hint=_("What it did stays on record."))
RELIST = _step("relist", _("Put it on the list again"), NoInput, src=("withdrawn",), dst="listed")
PARTY = Procedure(
    "party",
    _("Institution of the programme"),
    states={"listed": _("On the list"), "withdrawn": _("Not any more")},
    actions=(REGISTER, JOIN, CHANGE, WITHDRAW, RELIST),
    readers=READERS,
    series="Y",
)
