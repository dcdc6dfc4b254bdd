"""Safeguards of the curriculum: two officers, and no module that leads nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Module
from egnatia.hub.two_officers import is_mine
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.hold import hold


def _one_at_a_time(data: Any) -> None:
    """Two that are published or withdrawn at once wait for each other here, before anything is asked."""
    if data is not None:
        hold("curriculum")


@gate("G-4EYES-MODULE", _("A second officer publishes"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def second_officer(case: CaseFile, data: Any, today: date) -> GateResult:
    mine = is_mine(Module.objects.filter(pk=case.pk), "proposed_by")
    return fail(_("You drafted this: another programme officer must look at it.")) if mine else PASS


@gate("G-BEFORE", _("What comes before it can be taken"), source="EUAA European Asylum Curriculum: entry requirements and prerequisites")
def prerequisites_exist(case: CaseFile, data: Any, today: date) -> GateResult:
    """Each is published, and none of them needs this one first."""
    _one_at_a_time(data)
    one, known = Module.objects.get(pk=case.pk), selectors.current()
    missing = [code for code in one.prerequisites if code not in known]
    if missing:
        return fail(_("Publish first what comes before it: %(codes)s.") % {"codes": ", ".join(missing)})
    if one.code in selectors.all_before(one.code, one.prerequisites):
        return fail(_("One of the modules before it needs this one first: nobody could begin."))
    return PASS


@gate("G-BUILDS", _("Nothing builds on it"), source="EUAA European Asylum Curriculum: entry requirements and prerequisites")
def nothing_builds_on_it(case: CaseFile, data: Any, today: date) -> GateResult:
    _one_at_a_time(data)
    code = Module.objects.values_list("code", flat=True).get(pk=case.pk)
    later = [one.title for one in selectors.current().values() if code in one.prerequisites]
    return fail(_("These modules need it first: %(titles)s.") % {"titles": ", ".join(sorted(later))}) if later else PASS
