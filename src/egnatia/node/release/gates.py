"""Safeguards of what leaves the node."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.release.models import Release


@gate("G-4EYES", _("A second person approves"), source="ASVS 2.3.5; database constraint approved_by_a_second_person")
def approved_by_second_person(case: CaseFile, data: object, today: date) -> GateResult:
    """Whoever counted does not approve."""
    actor = current_actor()
    mine = actor is not None and actor.id is not None and Release.objects.filter(pk=case.pk, prepared_by=actor.id).exists()
    return fail(_("You counted this month: a colleague must approve it.")) if mine else PASS


@gate("G-SDC", _("Only SYNTHETIC data leave"), source="FR-28; GDPR art. 4(1): full disclosure control does not exist here yet")
def only_synthetic_leaves(case: CaseFile, data: object, today: date) -> GateResult:
    """Until full disclosure control exists, a month with one real person in it stays here."""
    real = Release.objects.values_list("real_persons", flat=True).get(pk=case.pk)
    return (
        fail(_("%(count)s records are not marked SYNTHETIC. Until full disclosure control exists, they do not leave this node.") % {"count": real})
        if real
        else PASS
    )
