"""What can be seen of applications, and what gates of other rooms may ask: whether somebody has a right to remain, never why they asked for protection."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.clocks.rules import EU, NoRule, calendar_of, due, rule_in_force
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile, ClockRow
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Appointment, Row, Section
from egnatia.node.asylum.inputs import CourtOutcome, Inadmissible, Omission, Sex
from egnatia.node.asylum.models import NEGATIVE, Appeal, Application, Decision, Ground, Interview, Outcome, Route, RouteChoice, Withdrawal
from egnatia.node.information import selectors as information
from egnatia.node.protection import selectors as protection

# Who reads what somebody told and why it was decided (FR-19: nobody of border or return).
READS = frozenset({Role.ASYLUM_CASEWORKER, Role.REGISTRATION_OFFICER, Role.GUARDIAN, Role.CHILD_PROTECTION_OFFICER})
_RULES = {Route.REGULAR: "DECIDE_REGULAR", Route.ACCELERATED: "DECIDE_ACCEL", Route.BORDER: "DECIDE_BORDER"}
_APPEALS = {Route.REGULAR: "APPEAL_REGULAR", Route.ACCELERATED: "APPEAL_ACCEL", Route.BORDER: "APPEAL_BORDER"}


class Remains(TextChoices):
    """Right to remain during an appeal (Reg. (EU) 2024/1348 art. 68)."""

    BY_LAW = "BY_LAW", _("May remain, by law")
    ASKED = "ASKED", _("Asked to remain: nobody is removed before the court has answered")
    GRANTED = "GRANTED", _("May remain, by the court")
    REFUSED = "REFUSED", _("May not remain, by the court")
    NONE = "NONE", _("Did not ask to remain")


def application_of(case: CaseFile) -> Application:
    return Application.objects.select_related("person").get(pk=case.pk)


def decide_rule(case: CaseFile) -> str:
    one = application_of(case)
    return f"DECIDE_EXT{one.extended}" if one.extended else _RULES[Route(one.route)]


def decide_from(case: CaseFile) -> datetime:
    """Lodging; of the border route registration (art. 51); of an extension the end of the period before it; again from the day of a court that
    annulled the decision."""
    one = application_of(case)
    since = _decide_since(case, one)
    # By the rules and not by what ran before: an extension that is chosen twice adds nothing.
    for step in range(one.extended):
        code = f"DECIDE_EXT{step}" if step else "DECIDE_REGULAR"
        since = due(rule_in_force(code, timezone.localtime(since).date()), since)
    return since


def _decide_since(case: CaseFile, one: Application) -> datetime:
    annulled = Appeal.objects.filter(case=case.pk, outcome=CourtOutcome.REMITTED).order_by("-outcome_on").first()
    if annulled is not None and annulled.outcome_on is not None:
        return timezone.make_aware(datetime.combine(annulled.outcome_on, time.min))
    return one.registered_at if one.route == Route.BORDER else one.lodged_at


def standing(case: CaseFile) -> Decision | None:
    """The decision that was neither sent back nor annulled."""
    return Decision.objects.filter(case=case.pk, returned=False, annulled_at=None).first()


def appeal_rule(case: CaseFile) -> str:
    decision = standing(case)
    if decision is None or decision.outcome not in NEGATIVE:
        return "APPEAL_REGULAR"
    code = "APPEAL_INADM" if decision.outcome == Outcome.INADMISSIBLE else _APPEALS[Route(application_of(case).route)]
    try:
        # A shorter time than the usual one is national law's to give.
        return code if rule_in_force(code, moment.today()).jurisdiction_id != EU else "APPEAL_REGULAR"
    except NoRule:
        return "APPEAL_REGULAR"


def since_when(case: CaseFile, route: str) -> date:
    """The day on which the rule of a route must be in force: that from which its time runs."""
    one = application_of(case)
    return timezone.localtime(one.registered_at if route == Route.BORDER else _decide_since(case, one)).date()


def last_day(case: CaseFile, since: datetime) -> date | None:
    """The last day to appeal against what was served then; None where no rule says it."""
    try:
        rule = rule_in_force(appeal_rule(case), timezone.localtime(since).date())
    except NoRule:
        return None
    return timezone.localtime(due(rule, since) - timedelta(minutes=1)).date()


def served_at(case: CaseFile) -> datetime:
    decision = standing(case)
    if decision is None or decision.served_at is None:
        return moment.now()
    return max(decision.served_at, decision.counsel_served_at or decision.served_at)


def can_be_appealed(case: CaseFile) -> bool:
    """Everything but refugee status: who was given less may ask for more (art. 67)."""
    decision = standing(case)
    return decision is not None and decision.outcome != Outcome.REFUGEE


def heard(case: CaseFile) -> Interview | None:
    """The interview that was held or omitted for a reason."""
    return Interview.objects.filter(case=case.pk).exclude(held_at=None, omitted="").order_by(F("held_at").desc(nulls_last=True), "-noted_at").first()


def planned(case: CaseFile) -> Interview | None:
    return Interview.objects.filter(case=case.pk, held_at=None, omitted="").order_by("-planned_at").first()


def appeal_of(case: CaseFile) -> Appeal | None:
    return Appeal.objects.filter(case=case.pk, outcome="").order_by("-lodged_on").first()


def remains_by_law(case: CaseFile) -> bool:
    """No removal before the court's answer, without asking: not of those rejected in another route than the regular one, or as inadmissible (art. 68(3))."""
    decision, one = standing(case), application_of(case)
    if decision is None or decision.outcome not in NEGATIVE or (one.route == Route.BORDER and protection.treated_as_child_alone(one.person)):
        return True
    try:
        rule_in_force("APPEAL_NOT_SUSPENSIVE", moment.today())
    except NoRule:
        return True  # EU law does not bind here: only a verified national rule takes the right to remain away
    return decision.outcome != Outcome.INADMISSIBLE and one.route == Route.REGULAR


def may_remain(person: UUID) -> bool:
    """For gates of other rooms: whether an application is open, a time to appeal runs, or a court has not refused the stay. Whoever asks learns no more."""
    with seeing_all():
        known = Application.objects.filter(person=person).values("registration")
        if CaseFile.objects.filter(subject=person, procedure="registration", closed=False).exclude(pk__in=known).exists():
            return True  # a wish that was not lodged yet, or was lodged before examinations were kept here
        for one in Application.objects.filter(person=person).select_related("case"):
            if one.case.state in {"open", "proposed", "decided", "served"} or (one.case.state == "final" and granted(one.case)):
                return True
            if one.case.state == "appealed":
                last = appeal_of(one.case)
                if last is None or last.remains not in {Remains.REFUSED, Remains.NONE} or (last.remains == Remains.NONE and _may_still_ask(one.case)):
                    return True
    return False


def _may_still_ask(case: CaseFile) -> bool:
    """Until the time to appeal is over, and five days after it (art. 68(5))."""
    clock = ClockRow.objects.filter(case=case, code="APPEAL").order_by("-due_at").first()
    return clock is None or clock.due_at + timedelta(days=5) > moment.now()


def granted(case: CaseFile) -> bool:
    """Whether the last word was a status: of the authority, or of the court."""
    court = Appeal.objects.filter(case=case.pk).exclude(outcome="").order_by("-outcome_on").first()
    if court is not None and court.outcome in {CourtOutcome.REFUGEE, CourtOutcome.SUBSIDIARY}:
        return True
    decision = standing(case)
    return decision is not None and decision.served_at is not None and decision.outcome not in NEGATIVE


@remembered
def short_time(case: CaseFile) -> bool:
    """Whether the time to appeal holds fewer than two working days (FR-34; CJEU)."""
    clock = ClockRow.objects.filter(case=case, code="APPEAL").order_by("-due_at").first()
    if clock is None:
        return False
    calendar, day, last = calendar_of(), timezone.localtime(clock.anchor_at).date(), timezone.localtime(clock.due_at).date()
    working = sum(calendar.is_working(day.fromordinal(each)) for each in range(day.toordinal() + 1, last.toordinal()))
    return working < 2


def appointments(ids: Collection[UUID]) -> dict[UUID, list[Appointment]]:
    """Interviews that lie ahead: the newest plan of each case."""
    found: dict[UUID, list[Appointment]] = {}
    for one in Interview.objects.filter(person__in=ids, held_at=None, omitted="", planned_at__gt=moment.now()).order_by("planned_at"):
        assert one.planned_at is not None
        found.setdefault(one.person_id, []).append(Appointment(one.planned_at, _("Interview"), one.place, one.case_id))
    return found


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = application_of(case)
    choice = RouteChoice.objects.filter(case=case.pk).order_by("-at").first()
    rows = [Row(_("Lodged"), one.lodged_at), Row(_("Route"), one.get_route_display(), "" if one.route == Route.REGULAR else "warn")]
    if choice and choice.by_need:
        rows.append(Row(_("Why the regular route"), _("A special need was identified: neither the accelerated nor the border route can meet it."), "warn"))
    rows += [Row(_("Lawyer or representative"), one.counsel or _("none named"))]
    found = [Section(_("Application"), rows), information.section(one.registration, information.Step.ASYLUM)]
    if not actor.roles & READS:
        return found
    if choice and not choice.by_need and choice.route != Route.REGULAR:
        told = [Row(_("Ground"), Ground(each).label) for each in choice.grounds]
        found.append(Section(_("Why not the regular route"), [*told, Row(_("Reasons in this case"), choice.reasons), Row(_("Chosen by"), choice.by_name)]))
    found += _interviews(case)
    found += [_decision(each) for each in Decision.objects.filter(case=case.pk).order_by("decided_at")]
    if short_time(case):
        found.append(Section(_("Time to appeal"), [Row(_("Short"), _("Fewer than two working days: tell the legal officer, and help at once."), "warn")]))
    for appeal in Appeal.objects.filter(case=case.pk).order_by("lodged_on"):
        result = CourtOutcome(appeal.outcome).label if appeal.outcome else _("not decided")
        rows = [Row(_("Lodged"), appeal.lodged_on), Row(_("Right to remain"), Remains(appeal.remains).label), Row(_("Result"), result)]
        found.append(Section(_("Appeal"), rows))
    words = [Row(each.at, each.words) for each in Withdrawal.objects.filter(case=case.pk).order_by("at")]
    return [*found, Section(_("Withdrawn"), words, _("It can be taken up again."))] if words else found


def _interviews(case: CaseFile) -> list[Section]:
    found = []
    for one in Interview.objects.filter(case=case.pk).order_by("planned_at"):
        rows: list[Row] = []
        if one.planned_at:
            asked = Sex(one.wanted_sex).label if one.wanted_sex else "–"
            rows += [Row(_("Planned"), one.planned_at), Row(_("Room"), one.place), Row(_("Language"), languages.name(one.language)), Row(_("Asked for"), asked)]
        if one.omitted:
            rows += [Row(_("No interview"), Omission(one.omitted).label, "warn"), Row(_("Reasons"), one.omitted_why)]
        if one.held_at:
            rows += [Row(_("Held"), one.held_at, "done"), Row(_("Report"), one.report), Row(_("Comments of the applicant"), one.comments or "–")]
        found.append(Section(_("Interview"), rows))
    return found


def _decision(one: Decision) -> Section:
    rows: list[Any] = [Row(_("Decision"), one.get_outcome_display())]
    if one.inadmissible:
        rows.append(Row(_("Rule"), Inadmissible(one.inadmissible).label))
    rows += [Row(label, text) for label, text in ((_("Refugee status"), one.refugee_reasons), (_("Subsidiary protection"), one.subsidiary_reasons)) if text]
    rows += [Row(_("Proposed by"), one.proposed_by_name), Row(_("Decided by"), one.decided_by_name or "–")]
    if one.sent_back:
        rows.append(Row(_("Sent back"), one.sent_back, "warn"))
    if one.served_at:
        rows += [Row(_("Served"), one.served_at, "done"), Row(_("In"), languages.name(one.served_language)), Row(_("Remedy"), one.remedy or "–")]
        rows.append(Row(_("Legal help"), one.legal_aid or "–"))
    if one.annulled_at:
        rows.append(Row(_("Annulled"), one.annulled_at, "warn"))
    return Section(_("Decision"), rows)


def waits_for_stay(case: CaseFile, actor: Actor) -> bool:
    one = appeal_of(case)
    return one is not None and one.remains != Remains.BY_LAW


def did_not_ask(case: CaseFile, actor: Actor) -> bool:
    one = appeal_of(case)
    return one is not None and one.remains == Remains.NONE


def appealable(case: CaseFile, actor: Actor) -> bool:
    return can_be_appealed(case)
