"""A priority: brought in, scored by every office in the open, funded or not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.gates import own_row, speaks_for_itself
from egnatia.hub.logframe.rights import OFFICERS, READERS, TEAM
from egnatia.hub.programme.priorities import inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION, src=("proposed",))

PROPOSE = _step("propose", _("Bring in a priority"), inputs.Propose, src=(None,), dst="proposed", gates=(speaks_for_itself,))
CHANGE = _step("change", _("Change"), inputs.PriorityFields, gates=(own_row,), known=selectors.known, hint=_("Scores are asked for anew then."))
SCORE = _step("score", _("Score it for your office"), inputs.GiveScore, parallel=True, known=selectors.known_score)
FUND = _step("fund", _("It is funded"), inputs.Decide, dst="funded", by=OFFICERS)
DECLINE = _step("decline", _("It is not funded"), inputs.Decide, dst="not_funded", by=OFFICERS)
WITHDRAW = _step("withdraw", _("Withdraw"), NoInput, dst="withdrawn", gates=(own_row,))
PRIORITY = Procedure(
    "priority",
    _("Priority of future programming"),
    states={"proposed": _("Brought in"), "funded": _("Funded"), "not_funded": _("Not funded"), "withdrawn": _("Withdrawn")},
    actions=(PROPOSE, CHANGE, SCORE, FUND, DECLINE, WITHDRAW),
    final=frozenset({"funded", "not_funded", "withdrawn"}),
    readers=READERS,
    series="PR",
)
