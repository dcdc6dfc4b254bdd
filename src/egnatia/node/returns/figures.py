"""How return goes, as figures with their definitions (return model 1.8). Two rates stand side by side, since one of them mixes years; a low rate is no
failure of anybody.

Counts of fewer than five are not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.models import AccessLog, Event
from egnatia.node.avrr.models import VoluntaryReturn
from egnatia.node.protection import selectors as protection
from egnatia.node.referral.figures import SMALL, Figure, protected, share, span
from egnatia.node.returns.models import Detention, Operation, Pause, Phase, Readmission, Release, Remedy, ReturnCase, ReturnDecision, Status
from egnatia.node.returns.models.operations import Returnee
from egnatia.node.returns.monitoring.selectors import coverage

COHORT = timedelta(days=365)
# Stages between two moments, by the action that ends each (return model 1.2: each difference of two timestamps).
STAGES = (
    (_("From opening to decision"), "begin|begin_known", "decide"),
    (_("From decision to service"), "decide", "notify"),
    (_("From service to enforceability"), "notify", "enforce"),
    (_("From enforceability to a removal order"), "enforce", "order_removal"),
    (_("From a removal order to departure"), "order_removal", "leave"),
)


def _spread(days: list[float]) -> str:
    """Median and ninetieth percentile; nothing of fewer than five."""
    if len(days) < SMALL:
        return "–"
    return f"{median(days):.0f} / {quantiles(days, n=10, method='inclusive')[8]:.0f}"


def _ended(start: datetime, end: datetime) -> dict[UUID, str]:
    """Return case → how it ended (forced, voluntary) of those that left in a span."""
    forced = ReturnCase.objects.filter(handed_over_at__range=(start, end)).values_list("pk", flat=True)
    left = Event.objects.filter(case__procedure="return", action="note_departed", at__range=(start, end)).values_list("case_id", flat=True)
    helped = set(VoluntaryReturn.objects.filter(departed_at__isnull=False).values_list("person_id", flat=True))
    alone = ReturnCase.objects.filter(pk__in=list(left)).exclude(person__in=helped).values_list("pk", flat=True)  # with assistance they are counted there
    return {**dict.fromkeys(forced, "forced"), **dict.fromkeys(alone, "voluntary")}


def returns(start: date, end: date) -> list[Figure]:
    """Of a span of days, in all units of this node."""
    within = span(start, end)
    with seeing_all():
        ordered = {one.case_id: one for one in ReturnDecision.objects.filter(served_at__range=within, returned=False)}
        gone = _ended(*within)
        assisted = VoluntaryReturn.objects.filter(departed_at__range=within).count()
        early = span(start - COHORT, end - COHORT)
        cohort = {one.case_id: one.served_at for one in ReturnDecision.objects.filter(served_at__range=early, returned=False)}
        left = {case: at for case, at in Event.objects.filter(case__in=cohort, action__in=("hand_over", "note_departed")).values_list("case_id", "at")}
        in_a_year = sum(served is not None and case in left and left[case] <= served + COHORT for case, served in cohort.items())
        found = Remedy.objects.filter(outcome_on__range=(start, end)).exclude(outcome="")
        annulled, decided = found.filter(outcome=Remedy.Outcome.ANNULLED).count(), found.count()
        failed = Pause.objects.filter(why=Pause.Why.ATTEMPT, at__range=within).count()
    forced = sum(one == "forced" for one in gone.values())
    everybody = len(gone) + assisted
    return [
        Figure(_("Ordered to leave"), protected(len(ordered)), _("Persons whose return decision was served in these days.")),
        Figure(_("Returned"), protected(everybody), _("Handed over, left voluntarily after an order, or departed with assistance, in these days.")),
        Figure(
            _("Effective return rate"),
            share(len(gone), len(ordered)),
            _("Returned after an order ÷ ordered to leave, both in these days: it mixes orders of different years."),
        ),
        Figure(
            _("Return rate of the cohort"),
            share(in_a_year, len(cohort)),
            _("Of those ordered to leave in the year before these days: departed within twelve months of their order."),
        ),
        Figure(_("Voluntary, of those returned"), share(everybody - forced, everybody), _("Left voluntarily or with assistance.")),
        Figure(_("Assisted, of those returned"), share(assisted, everybody), _("Departed with assistance.")),
        Figure(_("Annulled on appeal"), share(annulled, decided), _("Of the appeals that were decided in these days.")),
        Figure(_("Attempts that failed"), protected(failed), _("Each with its reason; using a right is none to blame.")),
    ]


def stages(start: date, end: date) -> list[Figure]:
    """Median and ninetieth percentile of days of each stage that ended in these days."""
    within, found = span(start, end), []
    with seeing_all():
        for label, begins, ends in STAGES:
            last = dict(Event.objects.filter(case__procedure="return", action=ends, at__range=within).order_by("at").values_list("case_id", "at"))
            first = dict(Event.objects.filter(case__in=last, action__in=begins.split("|")).order_by("at").values_list("case_id", "at"))
            days = [(at - first[case]) / timedelta(days=1) for case, at in last.items() if case in first and first[case] <= at]
            found.append(Figure(label, _spread(days), _("Days: median / 90 of 100 were faster.")))
    return found


def _counted(rows: Iterable[tuple[str, int]], labels: dict[str, Any]) -> list[tuple[Any, str]]:
    return [(labels.get(code, code), protected(number)) for code, number in rows]


def attempts(start: date, end: date) -> list[tuple[Any, str]]:
    """Attempts that failed, by reason."""
    with seeing_all():
        found = Counter(Pause.objects.filter(why=Pause.Why.ATTEMPT, at__range=span(start, end)).values_list("attempt", flat=True))
    return _counted(found.most_common(), dict(Pause.Attempt.choices))


def safeguards(start: date, end: date) -> list[tuple[Any, str]]:
    """How often a safeguard kept a step against somebody from being taken, by its code: from the log of refusals."""
    prefixes = ("return.", "detention.", "readmission.", "return_operation.")
    counted: Counter[str] = Counter()
    with seeing_all():
        lines = AccessLog.objects.filter(outcome="denied", at__range=span(start, end), reasons__startswith="G-")
        for what, reasons in lines.values_list("what", "reasons"):
            if what.startswith(prefixes):
                counted.update(set(reasons.split(",")))
    return [(code, protected(number)) for code, number in counted.most_common()]


def detention(start: date, end: date) -> list[Figure]:
    within = span(start, end)
    with seeing_all():
        ended = list(Detention.objects.filter(released_at__range=within).select_related("person"))
        ordered = list(Detention.objects.filter(ordered_at__range=within).select_related("person"))
        children = sum(protection.treated_as_child(one.person) for one in ordered)
        late = Event.objects.filter(case__procedure="detention", action__in=("limit_reached", "review_missed"), at__range=within).count()
        alternatives = Event.objects.filter(case__procedure="detention", action="open_measure", at__range=within).count()
    days = [(one.released_at - one.ordered_at) / timedelta(days=1) for one in ended if one.released_at and one.ordered_at]
    other = sum(one.release != Release.RETURNED for one in ended)
    return [
        Figure(_("Alternatives begun"), protected(alternatives), _("Each comes before a detention.")),
        Figure(_("Detained"), protected(len(ordered)), _("Orders in these days.")),
        Figure(_("Days detained"), _spread(days), _("Of those released in these days: median / 90 of 100 were shorter.")),
        Figure(_("Ended without a removal"), share(other, len(ended)), _("Of those released in these days.")),
        Figure(_("Children detained"), protected(children), _("The aim is none.")),
        Figure(_("Limit or review not kept"), protected(late), _("The program said that release is due. The aim is none.")),
    ]


def readmission(start: date, end: date) -> list[Figure]:
    within = span(start, end)
    with seeing_all():
        sent = list(Readmission.objects.filter(sent_at__range=within).select_related("case"))
        asked = Event.objects.filter(case__procedure="readmission", action="ask_document", at__range=within).values("case").distinct().count()
        issued = Event.objects.filter(case__procedure="readmission", action="note_document", at__range=within).values("case").distinct().count()
    answered = [one for one in sent if one.answered_on or one.deemed_by]
    in_time = sum(one.answered_on is not None and one.answer_due is not None and one.answered_on <= one.answer_due.date() for one in sent)
    agreed = sum(one.case.state not in {"refused", "withdrawn", "sent", "received", "interview_asked"} for one in answered)
    return [
        Figure(_("Requests sent"), protected(len(sent)), _("To all states, in these days.")),
        Figure(_("Answered in time"), share(in_time, len(sent)), _("By the other state, by the time of the agreement and its own calendar.")),
        Figure(_("Agreed"), share(agreed, len(answered)), _("Accepted or taken as agreed, of those answered.")),
        Figure(_("Taken as agreed"), share(sum(one.deemed_by is not None for one in answered), len(answered)), _("No answer came; a person made sure of it.")),
        Figure(_("Travel documents issued"), share(issued, max(asked, issued)), _("Of those asked for in these days.")),
    ]


def operations(start: date, end: date) -> list[Figure]:
    within = span(start, end)
    gone, watched, by_phase = coverage(*within)
    with seeing_all():
        rows = Counter(Returnee.objects.filter(case__in=Operation.objects.filter(departed_at__range=within).values("pk")).values_list("status", flat=True))
    found = [
        Figure(_("Operations that departed"), protected(gone), _("In these days.")),
        Figure(_("Handed over"), protected(rows[Status.HANDED_OVER]), _("Persons.")),
        Figure(_("Taken off a list"), protected(rows[Status.REMOVED]), _("Persons, of operations that departed.")),
        Figure(_("With a monitor"), share(watched, gone), _("Of operations that departed.")),
    ]
    found += [
        Figure(Phase(code).label, share(number, gone), _("Operations with a line of the monitor's notebook in this phase."))
        for code, number in by_phase.items()
    ]
    return found
