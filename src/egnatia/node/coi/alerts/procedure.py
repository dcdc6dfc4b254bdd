"""A search is kept, tells of new documents, and ends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.coi.alerts import inputs, selectors
from egnatia.node.coi.procedure import READERS

SEE = "SEE_NEW_DOCUMENTS"
_step = steps(by=READERS, purpose=Purpose.ASYLUM)

KEEP = _step(
    "keep",
    _("Keep this search, and be told of new documents"),
    inputs.KeepSearch,
    src=(None,),
    dst="kept",
    hint=_("It stays on this machine. Your unit sees it: write no name of an applicant."),
)
SEEN = _step("seen", _("New documents seen"), NoInput, src=("kept",), does_task=(SEE,), offered=selectors.has_new, parallel=True)
END = _step("end", _("End this search"), NoInput, src=("kept",), dst="ended", does_task=(SEE,))
SEARCH = Procedure(
    "coi_search",
    _("Kept search"),
    states={"kept": _("Tells of new documents"), "ended": _("Ended")},
    actions=(KEEP, SEEN, END),
    final=frozenset({"kept", "ended"}),
    readers=READERS,
    series="CK",
    tasks={SEE: _("New country information that you asked to be told of")},
)
