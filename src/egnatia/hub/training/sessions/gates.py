"""Safeguards of a session: two officers, trainers who may teach it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Place, TrainerSeat, TrainingSession
from egnatia.hub.training.sessions import places, rules
from egnatia.hub.training.trainers import half_year
from egnatia.hub.two_officers import is_mine
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile


@gate("G-4EYES-SESSION", _("Another officer approves"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def approved_by_another(case: CaseFile, data: Any, today: date) -> GateResult:
    mine = is_mine(TrainingSession.objects.filter(pk=case.pk), "planned_by")
    return fail(_("You planned this: another programme officer must look at it.")) if mine else PASS


@gate("G-TRAINERS", _("Two trainers are there"), source="return-avrr reference 5.2")
def has_trainers(case: CaseFile, data: Any, today: date) -> GateResult:
    """And may teach it still: an absence or a certificate that ended since then is seen here."""
    one = TrainingSession.objects.get(pk=case.pk)
    pair = [each.trainer for each in TrainerSeat.objects.filter(session=one).select_related("trainer")]
    if len(pair) != 2 or one.week is None:
        return fail(_("Give it two trainers first: by the half-year, or by hand."))
    broken = rules.broken(one, one.week, pair)
    return fail(broken) if broken else PASS


@gate("G-STILL-TEACH", _("Both trainers still teach it"), source="return-avrr reference 5.2")
def trainers_still_teach(case: CaseFile, data: Any, today: date) -> GateResult:
    """A certificate may have been revoked since they were given."""
    module = TrainingSession.objects.values_list("module", flat=True).get(pk=case.pk)
    seats = TrainerSeat.objects.filter(session=case.pk)
    able = half_year.may_teach().filter(trainerseat__in=seats, trainerskill__module=module).distinct().count()
    return PASS if able == seats.count() else fail(_("Somebody who was given does not teach this module any more: give it others first."))


@gate("G-WEEK", _("Its week has come"), source="return-avrr reference 5.2")
def week_has_come(case: CaseFile, data: Any, today: date) -> GateResult:
    one = TrainingSession.objects.get(pk=case.pk)
    if one.week is None or TrainerSeat.objects.filter(session=one).count() != 2:
        return fail(_("Give it two trainers first: by the half-year, or by hand."))
    return PASS if one.week <= today else fail(_("It begins in the week of %(day)s.") % {"day": one.week})


@gate("G-STILL-PASSED", _("Everybody with a place has passed what comes first"), source="EUAA European Asylum Curriculum: entry requirements and prerequisites")
def nobody_lacks(case: CaseFile, data: Any, today: date) -> GateResult:
    """Asked again when it begins and when it is closed: a certificate may have been revoked since."""
    one = TrainingSession.objects.get(pk=case.pk)
    found = Place.objects.filter(session=one, state=Place.State.GIVEN)
    if case.state == "running":
        found = found.filter(passed=True)
    by_number = {each.pk: each.number for each in found}
    lacking = sorted(by_number[pk] or 0 for pk, missing in places.lacking(one, found).items() if missing)
    return fail(_("These numbers have not passed what comes first: %(numbers)s.") % {"numbers": ", ".join(map(str, lacking))}) if lacking else PASS


@gate("G-MODULE", _("The module is taught"), source="return-avrr reference 5.1")
def module_is_published(case: CaseFile, data: Any, today: date) -> GateResult:
    code = TrainingSession.objects.values_list("module", flat=True).get(pk=case.pk)
    return PASS if code in selectors.current() else fail(_("This module was withdrawn: plan the session with another one."))


@gate("G-RESULTS", _("It is known of everybody who has a place whether they were there"), source="return-avrr reference 5.2 (attendance, assessment_result)")
def results_are_noted(case: CaseFile, data: Any, today: date) -> GateResult:
    missing = Place.objects.filter(session=case.pk, state=Place.State.GIVEN, attended=None).order_by("number").values_list("number", flat=True)
    return fail(_("Say of these numbers whether they were there: %(numbers)s.") % {"numbers": ", ".join(map(str, missing))}) if missing else PASS
