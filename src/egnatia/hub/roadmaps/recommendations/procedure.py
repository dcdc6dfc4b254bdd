"""A recommendation of the Commission: on record, with what later reports say of it and the activities that answer it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.rights import OFFICERS, READERS, TEAM
from egnatia.hub.roadmaps.recommendations import gates, inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=OFFICERS, purpose=Purpose.ADMINISTRATION, src=("stands",))

RECORD = _step("record", _("Put a recommendation on record"), inputs.Record, src=(None,), dst="stands")
STATUS = _step("note_status", _("Note what a report says of it"), inputs.NoteStatus)
LINK = _step("link", _("An activity answers it"), inputs.PickActivity, by=TEAM, parallel=True, gates=(gates.own_activity,), picks=selectors.own, addressed=True)
UNLINK = _step("unlink", _("An activity does not answer it"), inputs.PickActivity, by=TEAM, parallel=True, gates=(gates.own_activity,), picks=selectors.linked)
MET = _step("met", _("It is met"), inputs.NoteStatus, dst="met", hint=_("A report says so."))
WITHDRAW = _step("withdraw", _("Take it off: it was recorded by mistake"), NoInput, dst="withdrawn")
RECOMMENDATION = Procedure(
    "recommendation",
    _("Recommendation of the Commission"),
    states={"stands": _("Stands"), "met": _("Met"), "withdrawn": _("Taken off")},
    actions=(RECORD, STATUS, LINK, UNLINK, MET, WITHDRAW),
    final=frozenset({"met", "withdrawn"}),
    readers=READERS,
    series="W",
)
