"""Safeguards of nominations: a session that takes them, and people who can follow it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.training import selectors
from egnatia.node.training.models import KnownModule, KnownSession, Learner


@gate("G-TAKES", _("The session takes nominations"), source="return-avrr reference 5.2 (session machine)")
def takes_nominations(case: CaseFile, data: Any, today: date) -> GateResult:
    if data is None:
        return PASS
    one = KnownSession.objects.filter(pk=data.session, takes=True).first()
    if one is None:
        return fail(_("This session takes no nominations now: choose another one."))
    if one.kind == "NATIONAL" and one.country != settings.EGNATIA_COUNTRY:
        return fail(_("A national session is for its own country."))
    return PASS


@gate("G-BEFORE-IT", _("What comes before it is passed"), source="EUAA European Asylum Curriculum: entry requirements and prerequisites")
def knows_what_comes_first(case: CaseFile, data: Any, today: date) -> GateResult:
    if data is None:
        return PASS
    with seeing_all():
        one, learner = KnownSession.objects.filter(pk=data.session).first(), Learner.objects.filter(pk=data.learner).first()
        if one is None or learner is None:
            return fail(_("Choose a session and a learner from the lists."))
        missing = set(one.before) - selectors.passed(learner)
        if missing:
            titles = dict(KnownModule.objects.filter(code__in=missing).values_list("code", "title"))
            return fail(_("They need first: %(modules)s.") % {"modules": ", ".join(sorted(titles.get(code, code) for code in missing))})
    return PASS
