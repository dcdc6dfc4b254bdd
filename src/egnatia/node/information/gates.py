"""Nobody is decided on or referred who was not told, in a language they understand, what it means (FR-31)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.information import inputs, selectors
from egnatia.node.information.items import Step
from egnatia.node.information.models import Translation


def told(case: CaseFile, step: Step, *, in_favour: bool = False) -> GateResult:
    """For gates of the rooms above: all items of ``step`` were told and answered. What is ``in_favour`` of the person need not wait in an urgency."""
    left = selectors.missing(case, step)
    if not left or (in_favour and selectors.cannot_wait(case, step)):
        return PASS
    names = ", ".join(str(one.label) for one in left)
    return fail(_("First tell the person, in a language they understand, and note how they answered: %(items)s.") % {"items": names})


@gate("G-4EYES", _("Read by another one than who entered it"), source="Reg. (EU) 2024/1356 art. 11(3): information is provided in a language understood; FR-31")
def reviewed_by_another(case: CaseFile, data: inputs.Review | None, today: date) -> GateResult:
    """Of the shipped texts nobody is the author: whoever reads them against the original may review them."""
    if data is None:
        return PASS
    actor = current_actor()
    mine = Translation.objects.filter(material=case.pk, language=data.language, status=Translation.Status.UNREVIEWED, entered_by=actor.id if actor else None)
    return fail(_("You entered this text: a colleague must read it.")) if actor and actor.id and mine.exists() else PASS
