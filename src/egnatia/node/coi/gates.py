"""Safeguards of the library itself."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.coi import selectors


@gate("G-4EYES", _("A second person closes it"), source="Reg. (EU) 2024/1348 art. 18(2); FR-09: what takes something from an applicant names a second person")
def closed_by_another(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or actor.id is None or actor.id in selectors.who_did("confirm", case)
    return fail(_("You confirmed this document: a colleague must close it.")) if mine else PASS


@gate("G-4EYES", _("A second person opens it"), source="Reg. (EU) 2024/1348 art. 18(2): what was handed out cannot be called back")
def opened_by_another(case: CaseFile, data: object, today: date) -> GateResult:
    """Whoever spoke may be in danger once the file is given out."""
    actor = current_actor()
    mine = actor is None or actor.id is None or actor.id in selectors.who_did("close", case)
    return fail(_("You closed this file: a colleague must open it.")) if mine else PASS
