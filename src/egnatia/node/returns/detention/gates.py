"""Detention is the exception: what law, necessity, alternatives and time allow; a child almost never. Unknown blocks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, calendar_of, rule_in_force, term_of
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.protection import selectors as protection
from egnatia.node.returns import gates as returns
from egnatia.node.returns import selectors as returned
from egnatia.node.returns.detention import inputs, selectors
from egnatia.node.returns.models import DetentionReview, Facility, ReturnCase

DIRECTIVE = "ECHR art. 5; Charter art. 6; Return Directive art. 15"


@gate("G-ASY", _("No claim to protection"), source="Charter art. 18; 1951 Convention art. 31; FR-02")
def no_claim(case: CaseFile, data: Any, today: date) -> GateResult:
    assert case.subject is not None
    return fail(_("This person asks for protection, or has a right to remain.")) if returns.asks_for_protection(case.subject) else PASS


@gate("G-LAW", _("A verified rule of this country allows it"), source=f"{DIRECTIVE}; ARCHITECTURE: no restriction without a verified national row")
def allowed_by_law(case: CaseFile, data: Any, today: date) -> GateResult:
    if not returned.flag("RETURN_DETENTION", today):
        return unknown(_("No verified rule of this country allows detention for return: tell the legal officer."))
    return PASS


@gate("G-DECISION", _("A return decision was served, and return is under way"), source=f"{DIRECTIVE}(1); FR-13")
def return_is_under_way(case: CaseFile, data: Any, today: date) -> GateResult:
    with seeing_all():
        found = ReturnCase.objects.filter(pk=selectors.of(case).return_case).select_related("case").first()
        decision = returned.decision(found.case) if found else None
        early = found is not None and found.case.state == "notified" and decision is not None and not decision.vd_days
        if found is None or not (found.case.state in returned.ENFORCING or early):
            return fail(_("No return is under way: it is stopped or ended, or the period for voluntary departure is not over."))
    return PASS


@gate("G-PROSPECT", _("A reasonable prospect of removal"), source=f"{DIRECTIVE}(4)")
def prospect(case: CaseFile, data: Any, today: date) -> GateResult:
    return fail(_("There is no reasonable prospect of removal: the person is released.")) if selectors.of(case).no_prospect_at else PASS


@gate("G-BIC", _("A child is not detained"), source="CRC art. 37(b); Return Directive art. 17; FR-10")
def not_a_child(case: CaseFile, data: Any, today: date) -> GateResult:
    """An unaccompanied child never; with its family only when another, of child protection, has signed that nothing else is possible, and not in a prison."""
    one = selectors.of(case)
    with seeing_all():
        if not protection.treated_as_child(one.person):
            return PASS
        if protection.treated_as_alone(one.person):
            return fail(_("A child alone is not detained here: find another place, and a guardian."))
    facility = data.facility if isinstance(data, inputs.ProposeDetention) else one.facility
    if facility and facility != Facility.FAMILY:
        return fail(_("A family with a child is only ever in separate accommodation for families."))
    return PASS if one.child_signed_by else unknown(_("A child: child protection must sign first that nothing else is possible."))


@gate("G-VUL", _("Special needs met"), source="Return Directive art. 16(3); FR-36")
def needs_met(case: CaseFile, data: Any, today: date) -> GateResult:
    assert case.subject is not None
    if protection.has_sign_of_harm(case.subject) or protection.identified(case.subject):
        return unknown(_("A protection officer must be asked first: detention cannot meet this person's needs."))
    return PASS


@gate("G-PLACE", _("A place that is lawful"), source="Return Directive art. 16(1)")
def place_is_lawful(case: CaseFile, data: Any, today: date) -> GateResult:
    if not isinstance(data, inputs.ProposeDetention):
        return PASS
    if data.facility == Facility.POLICE:
        return fail(_("A police station is no place of detention for return."))
    return fail(_("In a prison only apart from prisoners.")) if data.facility == Facility.PRISON and not data.separated else PASS


@gate("G-4EYES", _("A second officer orders"), source="FR-07, FR-09")
def by_a_second_officer(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    if actor is None or actor.id is None:
        return unknown(_("A named officer decides."))
    return fail(_("You proposed this: a colleague must decide.")) if selectors.of(case).proposed_by == actor.id else PASS


def last_day(since: date, code: str) -> date | None:
    """Last day that a rule allows, counted from the order. None where there is no rule."""
    try:
        rule = rule_in_force(code, since)
    except NoRule:
        return None
    return term_of(rule).last_day(since, calendar_of())


@gate("G-TIME", _("Within the time that law allows, with a review in time"), source=f"{DIRECTIVE}(2), (3), (5), (6)")
def within_time(case: CaseFile, data: Any, today: date) -> GateResult:
    """The order names its own last day; the rule is the ceiling, the review comes within its own rule."""
    one = selectors.of(case)
    since = timezone.localtime(one.ordered_at).date() if one.ordered_at else today
    code = "RETURN_DETENTION_ABS" if isinstance(data, inputs.Extend) else "RETURN_DETENTION_MAX"
    first = "RETURN_DETENTION_REVIEW" if isinstance(data, inputs.Extend) else "RETURN_DETENTION_FIRST"
    ceiling, review = last_day(since, code), last_day(today, first)
    if ceiling is None or review is None:
        return unknown(_("No rule says for how long, or when it is reviewed: tell the legal officer."))
    if not isinstance(data, inputs.OrderDetention | inputs.Extend):
        return PASS
    ceiling -= timedelta(days=selectors.detained_before(case).days)
    if data.until > ceiling:
        return fail(_("At the longest until %(day)s.") % {"day": ceiling})
    if data.review_on > review:
        return fail(_("The review is at the latest on %(day)s.") % {"day": review})
    return fail(_("An extension begins before the first limit has passed.")) if isinstance(data, inputs.Extend) and one.max_on and one.max_on < today else PASS


@gate("G-REVIEWED", _("Found lawful by a judge"), source=f"{DIRECTIVE}(2), (6)")
def reviewed_by_a_judge(case: CaseFile, data: Any, today: date) -> GateResult:
    return PASS if selectors.judged(case) else unknown(_("No judge has found it lawful yet."))


@gate("G-TIME", _("The next review in time"), source=f"{DIRECTIVE}(3)")
def next_in_time(case: CaseFile, data: Any, today: date) -> GateResult:
    """A review that keeps somebody names the next one; one that releases needs none."""
    if not isinstance(data, inputs.NoteReview) or data.lawful == "NO" or data.prospect == "NO":
        return PASS
    if data.kind is DetentionReview.Kind.REGULAR and not selectors.judged(case):
        return PASS  # it moves no day: the judge's stands
    latest = last_day(today, "RETURN_DETENTION_REVIEW")
    if latest is None:
        return unknown(_("No rule says when it is reviewed: tell the legal officer."))
    if data.next_on is None:
        return fail(_("Name the day of the next review."))
    return PASS if data.next_on <= latest else fail(_("The review is at the latest on %(day)s.") % {"day": latest})


@gate("G-EXT", _("A verified rule of this country allows a longer one, for this ground"), source=f"{DIRECTIVE}(6)")
def extension_in_law(case: CaseFile, data: Any, today: date) -> GateResult:
    if not returned.flag("RETURN_DETENTION_LONGER", today):
        return unknown(_("No verified rule of this country allows a longer detention: tell the legal officer."))
    return fail(_("It was made longer once: there is no second time.")) if selectors.of(case).extended_at else PASS
