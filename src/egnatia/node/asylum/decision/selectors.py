"""What can be seen of decisions, their service and appeals, and what follows from them for the right to remain."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.clocks.rules import EU, NoRule, calendar_of, due, rule_in_force
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile, ClockRow
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.asylum.decision.inputs import Propose
from egnatia.node.asylum.models import IN_FULL, NEGATIVE, Appeal, Application, CourtOutcome, Decision, Ground38, Outcome, Route, StatusGround
from egnatia.node.asylum.present import present
from egnatia.node.protection import selectors as protection

_APPEALS = {Route.REGULAR: "APPEAL_REGULAR", Route.ACCELERATED: "APPEAL_ACCEL", Route.BORDER: "APPEAL_BORDER"}


class Remains(TextChoices):
    """Right to remain during an appeal (Reg. (EU) 2024/1348 art. 68)."""

    BY_LAW = "BY_LAW", _("May remain, by law")
    ASKED = "ASKED", _("Asked to remain: nobody is removed before the court has answered")
    GRANTED = "GRANTED", _("May remain, by the court")
    REFUSED = "REFUSED", _("May not remain, by the court")
    NONE = "NONE", _("Did not ask to remain")


@remembered
def standing(case: CaseFile) -> Decision | None:
    """The decision that was neither sent back nor annulled."""
    if Decision not in present(case):
        return None
    return Decision.objects.filter(case=case.pk, returned=False, annulled_at=None).first()


def outcome_of(case: CaseFile, data: object) -> str:
    """What is proposed, or stands proposed when it is decided; '' while nobody has said."""
    if isinstance(data, Propose):
        return data.outcome
    decision = standing(case) if data is not None else None
    return decision.outcome if decision else ""


def appeal_rule(case: CaseFile) -> str:
    """The code of the rule by which the time to appeal runs (art. 67(7)). A shorter time than the usual one is a restriction: only a row of national
    law that somebody verified gives it, or a demonstration's."""
    decision = standing(case)
    if decision is None or decision.outcome not in NEGATIVE or decision.outcome in {Outcome.STATUS_ENDED, Outcome.IMPLICIT}:
        return "APPEAL_REGULAR"
    code = "APPEAL_INADM" if decision.outcome == Outcome.INADMISSIBLE else _APPEALS[Route(Application.objects.get(pk=case.pk).route)]
    try:
        rule = rule_in_force(code, moment.today())
    except NoRule:
        return "APPEAL_REGULAR"
    return code if rule.jurisdiction_id != EU and (rule.verified or rule.synthetic) else "APPEAL_REGULAR"


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
    """Everything that is less than was asked for: who was given less may ask for more (art. 67)."""
    decision = standing(case)
    return decision is not None and decision.outcome not in IN_FULL


def appealable(case: CaseFile, actor: Actor) -> bool:
    return can_be_appealed(case)


def counsel_waits(case: CaseFile, actor: Actor) -> bool:
    """Named after the decision was served, and not served yet."""
    decision = standing(case)
    named = Application.objects.get(pk=case.pk).counsel
    return bool(named) and decision is not None and decision.served_at is not None and decision.counsel_served_at is None


def appeal_of(case: CaseFile) -> Appeal | None:
    return Appeal.objects.filter(case=case.pk, outcome="").order_by("-lodged_on").first()


def waits_for_stay(case: CaseFile, actor: Actor) -> bool:
    one = appeal_of(case)
    return one is not None and one.remains != Remains.BY_LAW


def did_not_ask(case: CaseFile, actor: Actor) -> bool:
    one = appeal_of(case)
    return one is not None and one.remains == Remains.NONE


def remains_by_law(case: CaseFile) -> bool:
    """No removal before the court's answer, without asking: not of those rejected in another route than the regular one, as inadmissible, or as
    withdrawn (art. 68(3)); and only where a verified national rule takes it away."""
    decision, one = standing(case), Application.objects.select_related("person").get(pk=case.pk)
    if decision is None or decision.outcome not in NEGATIVE or decision.outcome == Outcome.STATUS_ENDED:
        return True
    if one.route == Route.BORDER and protection.treated_as_child_alone(one.person):
        return True
    try:
        rule = rule_in_force("APPEAL_NOT_SUSPENSIVE", moment.today())
    except NoRule:
        return True  # EU law does not bind here
    if not rule.value:
        return True  # national law says that it does suspend
    return decision.outcome not in {Outcome.INADMISSIBLE, Outcome.IMPLICIT} and one.route == Route.REGULAR


def may_still_ask(case: CaseFile) -> bool:
    """Until the time to appeal is over, and five days after it (art. 68(5))."""
    clock = ClockRow.objects.filter(case=case, code="APPEAL").order_by("-due_at").first()
    return clock is None or clock.due_at + timedelta(days=5) > moment.now()


_RANK = {Outcome.SUBSIDIARY: 1, Outcome.REFUGEE: 2}


def grant_of(case: CaseFile) -> tuple[Outcome, datetime] | None:
    """The status that this case gave, and when: the highest of what was served and of what courts gave. A later refusal or an appeal for more takes
    nothing away that was given: only the review of the status does (art. 65, 66)."""
    served = Decision.objects.filter(case=case.pk, served_at__isnull=False, outcome__in=_RANK).values_list("outcome", "served_at")
    courts = Appeal.objects.filter(case=case.pk, outcome__in=_RANK, noted_at__isnull=False).values_list("outcome", "noted_at")
    found = [(Outcome(outcome), at) for outcome, at in (*served, *courts) if at is not None]
    return max(found, key=lambda one: (_RANK[one[0]], one[1]), default=None)


def granted(case: CaseFile) -> Outcome | None:
    """The status that this case gave; None without one."""
    found = grant_of(case)
    return found[0] if found else None


@remembered
def short_time(case: CaseFile) -> bool:
    """Whether the time to appeal holds fewer than two working days (FR-34; CJEU)."""
    clock = ClockRow.objects.filter(case=case, code="APPEAL").order_by("-due_at").first()
    if clock is None:
        return False
    calendar, day, last = calendar_of(), timezone.localtime(clock.anchor_at).date(), timezone.localtime(clock.due_at).date()
    working = sum(calendar.is_working(day.fromordinal(each)) for each in range(day.toordinal() + 1, last.toordinal()))
    return working < 2


def sections(case: CaseFile) -> list[Section]:
    has = present(case)
    if Decision not in has:
        return []
    found = [_decision(each) for each in Decision.objects.filter(case=case.pk).order_by("decided_at")]
    if short_time(case):
        found.append(Section(_("Time to appeal"), [Row(_("Short"), _("Fewer than two working days: tell the legal officer, and help at once."), "warn")]))
    for appeal in Appeal.objects.filter(case=case.pk).order_by("lodged_on") if Appeal in has else ():
        result = CourtOutcome(appeal.outcome).label if appeal.outcome else _("not decided")
        rows = [Row(_("Lodged"), appeal.lodged_on), Row(_("Right to remain"), Remains(appeal.remains).label), Row(_("Result"), result)]
        found.append(Section(_("Appeal"), rows))
    return found


def _decision(one: Decision) -> Section:
    rows: list[Any] = [Row(_("Decision"), one.get_outcome_display())]
    if one.inadmissible:
        rows.append(Row(_("Rule"), Ground38(one.inadmissible).label))
    if one.status_ground:
        rows.append(Row(_("Rule"), StatusGround(one.status_ground).label))
    told = ((_("Refugee status"), one.refugee_reasons), (_("Subsidiary protection"), one.subsidiary_reasons), (_("Reasons"), one.merits_reasons))
    rows += [Row(label, text) for label, text in told if text]
    rows += [Row(_("Proposed by"), one.proposed_by_name), Row(_("Decided by"), one.decided_by_name or "–")]
    if one.document:
        rows.append(Row(_("Document"), _("open as PDF"), "", reverse("asylum_decision", args=[one.pk])))
    if one.sent_back:
        rows.append(Row(_("Sent back"), one.sent_back, "warn"))
    if one.served_at:
        rows += [Row(_("Served"), one.served_at, "done"), Row(_("In"), languages.name(one.served_language)), Row(_("Remedy"), one.remedy or "–")]
        rows.append(Row(_("Legal help"), one.legal_aid or "–"))
        if one.counsel_served_at:
            rows.append(Row(_("Served on the lawyer"), one.counsel_served_at, "done"))
    if one.annulled_at:
        rows.append(Row(_("Does not stand any more"), one.annulled_at, "warn"))
    return Section(_("Decision"), rows)
