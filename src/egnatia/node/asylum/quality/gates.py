"""Safeguards of reviews."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.models.quality import Part, Review
from egnatia.node.asylum.quality import selectors


@gate("G-4EYES", _("Nobody reviews their own work"), source="EUAA quality assurance tool: independent reviewers")
def reviewed_by_another(case: CaseFile, data: object, today: date) -> GateResult:
    """Not who interviewed, proposed or decided, and not the one who made the other review of the same decision."""
    actor, one = current_actor(), selectors.review_of(case)
    if actor is None or actor.id is None or actor.id in {one.author, one.second_author, one.decision.decided_by}:
        return fail(_("You worked on this case: a colleague must review it."))
    if one.reviewer not in {None, actor.id}:
        return fail(_("A colleague reviews this already."))
    twin = Review.objects.filter(sample=one.sample_id, decision=one.decision_id, reviewer=actor.id).exclude(pk=one.pk)
    return fail(_("You made the other review of this decision: a further colleague must make this one.")) if twin.exists() else PASS


@gate("G-BOTH", _("Both parts reviewed"), source="EUAA quality assurance tool: two modules")
def both_parts_are_marked(case: CaseFile, data: object, today: date) -> GateResult:
    left = [str(part.label) for part in Part if not selectors.marked(case, part)]
    return fail(_("Not reviewed yet: %(parts)s.") % {"parts": ", ".join(left)}) if left else PASS
