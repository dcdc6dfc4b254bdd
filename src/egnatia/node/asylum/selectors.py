"""What can be seen of applications, and what gates of other rooms may ask: whether somebody has a right to remain, never why they asked for protection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.clocks.rules import NoRule, due, rule_in_force
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.asylum.decision import selectors as decisions
from egnatia.node.asylum.decision.selectors import Remains
from egnatia.node.asylum.evidence import selectors as evidence
from egnatia.node.asylum.evidence import weighed
from egnatia.node.asylum.interview import selectors as interviews
from egnatia.node.asylum.models import (
    Admissibility,
    Appeal,
    Application,
    Connection,
    ContactAttempt,
    CourtOutcome,
    Ground,
    Ground38,
    Kind,
    Outcome,
    Postponement,
    Route,
    RouteChoice,
    Superseded,
    Withdrawal,
)
from egnatia.node.asylum.present import present
from egnatia.node.information import selectors as information
from egnatia.node.people.models import FamilyLink

# Who reads what somebody told and why it was decided (FR-19: nobody of border or return).
READS = frozenset({Role.ASYLUM_CASEWORKER, Role.REGISTRATION_OFFICER, Role.GUARDIAN, Role.CHILD_PROTECTION_OFFICER})
_RULES = {Route.REGULAR: "DECIDE_REGULAR", Route.ACCELERATED: "DECIDE_ACCEL", Route.BORDER: "DECIDE_BORDER"}
_OPEN = frozenset({"open", "admissibility", "postponed", "proposed", "decided", "served"})


@remembered
def application_of(case: CaseFile) -> Application:
    return Application.objects.select_related("person", "registration").get(pk=case.pk)


def is_application(case: CaseFile) -> bool:
    """For clocks: the review of a status has no time to decide by the reference."""
    return application_of(case).kind != Kind.REVIEW


def is_subsequent(case: CaseFile, actor: Actor) -> bool:
    return application_of(case).kind == Kind.SUBSEQUENT


@remembered
def admissibility_of(case: CaseFile) -> Admissibility | None:
    """The question that stands: asked, and the application not admitted since."""
    newest = Admissibility.objects.filter(case=case.pk).order_by("-at").first()
    return newest if newest is not None and newest.admitted_at is None else None


def decide_rule(case: CaseFile) -> str:
    one = application_of(case)
    return f"DECIDE_EXT{one.extended}" if one.extended else _RULES[Route(one.route)]


def decide_from(case: CaseFile) -> datetime:
    """What the rule names: lodging, registration, the wish, or the interview; of an extension the end of the period before it; again from the day
    of a court that annulled the decision."""
    one = application_of(case)
    since = _decide_since(case, one, _RULES[Route(one.route)])
    # By the rules and not by what ran before: an extension that is chosen twice adds nothing.
    for step in range(one.extended):
        code = f"DECIDE_EXT{step}" if step else "DECIDE_REGULAR"
        since = due(rule_in_force(code, timezone.localtime(since).date()), since)
    return since


def _decide_since(case: CaseFile, one: Application, code: str) -> datetime:
    annulled = Appeal.objects.filter(case=case.pk, outcome=CourtOutcome.REMITTED).order_by("-outcome_on").first()
    if annulled is not None and annulled.outcome_on is not None:
        return timezone.make_aware(datetime.combine(annulled.outcome_on, time.min))
    return _named_by_rule(case, one, code)


def _named_by_rule(case: CaseFile, one: Application, code: str) -> datetime:
    try:
        anchor = rule_in_force(code, timezone.localtime(one.lodged_at).date()).anchor
    except NoRule:
        return one.lodged_at
    if anchor.startswith("interview"):
        return _interview_or_its_day(case, one)
    if anchor.startswith("registration"):
        return one.registered_at
    return one.registration.opened_at if anchor.startswith("application") else one.lodged_at


def _interview_or_its_day(case: CaseFile, one: Application) -> datetime:
    """When it was held; before that, the day by which it must be."""
    heard = interviews.heard(case)
    if heard is not None and heard.held_at is not None:
        return heard.held_at
    try:
        return due(rule_in_force("INTERVIEW_ACCEL", timezone.localtime(one.lodged_at).date()), one.lodged_at)
    except NoRule:
        return one.lodged_at


def since_when(case: CaseFile, route: str) -> date:
    """The day on which the rule of a route must be in force: that from which its time runs."""
    return timezone.localtime(_decide_since(case, application_of(case), _RULES[Route(route)])).date()


def admissibility_rule(case: CaseFile) -> str:
    """Two months, or ten working days after a return decision (art. 35(1)); longer only by national law."""
    question = admissibility_of(case)
    if question is not None and question.extended:
        return "ADMISSIBILITY_EXT"
    return "ADMISSIBILITY_LATE" if question is not None and question.ground == Ground38.LATE else "ADMISSIBILITY"


def admissibility_from(case: CaseFile) -> datetime:
    """Lodging; of an extension the end of the first period."""
    since, question = application_of(case).lodged_at, admissibility_of(case)
    if question is not None and question.extended:
        return due(rule_in_force("ADMISSIBILITY", timezone.localtime(since).date()), since)
    return since


def lodged_at(case: CaseFile) -> datetime:
    return application_of(case).lodged_at


def under_review(case: CaseFile) -> bool:
    """Whether a review of the status that this case gave runs, or has ended it."""
    with seeing_all():
        running = Application.objects.filter(kind=Kind.REVIEW, previous=case.pk).select_related("case")
        return any(not one.case.closed or _ended_it(one.case) for one in running)


def _ended_it(review: CaseFile) -> bool:
    """Final, and the last word was that the status is withdrawn."""
    decision = decisions.standing(review)
    return review.state == "final" and decision is not None and decision.served_at is not None and decision.outcome == Outcome.STATUS_ENDED


def _ended_since(case: CaseFile, given_at: datetime) -> bool:
    """Whether a review ended what was given then: one that was served before it ended something else."""
    for one in Application.objects.filter(kind=Kind.REVIEW, previous=case.pk).select_related("case"):
        decision = decisions.standing(one.case)
        if _ended_it(one.case) and decision is not None and decision.served_at is not None and decision.served_at > given_at:
            return True
    return False


def status_of(person: UUID) -> tuple[Outcome, CaseFile] | None:
    """For gates and pages of other rooms: the highest status that somebody holds now, and the case that gave it. It stands while its withdrawal can be
    appealed."""
    found: list[tuple[Outcome, CaseFile]] = []
    with seeing_all():
        for one in Application.objects.filter(person=person).exclude(kind=Kind.REVIEW).select_related("case").order_by("-lodged_at"):
            given = decisions.grant_of(one.case)
            if given is not None and not _ended_since(one.case, given[1]):
                found.append((given[0], one.case))
    return next((one for one in found if one[0] is Outcome.REFUGEE), found[0] if found else None)


def is_examined(registration: CaseFile) -> bool:
    """For the registration: whether its application is not finally decided."""
    with seeing_all():
        return Application.objects.filter(registration=registration.pk, case__closed=False).exclude(kind=Kind.REVIEW).exists()


def lives(registrations: Iterable[UUID]) -> set[UUID]:
    """For what is kept: registrations whose application is examined, or whose person holds a status: they are not erased before that has ended."""
    with seeing_all():
        known = list(Application.objects.filter(registration__in=list(registrations)).select_related("case"))
        held = {person for person in {one.person_id for one in known} if status_of(person) is not None}
        return {one.registration_id for one in known if not one.case.closed or one.person_id in held}


def asks_or_has(person: UUID) -> bool:
    """For what may be told to the state that somebody fled: a wish, an application or an appeal that is not over, or a status, also where a court
    refused the stay until its judgment, and temporary protection."""
    with seeing_all():
        running = Application.objects.filter(person=person, case__state="appealed").exists()
        temporary = CaseFile.objects.filter(subject=person, procedure="temporary_protection", closed=False).exists()
    return running or temporary or may_remain(person)


def may_remain(person: UUID) -> bool:
    """For gates of other rooms: whether an application is open, a time to appeal runs, or a court has not refused the stay. Whoever asks learns no more."""
    with seeing_all():
        known = Application.objects.filter(person=person).values("registration")
        if CaseFile.objects.filter(subject=person, procedure="registration", closed=False).exclude(pk__in=known).exists():
            return True  # a wish that was not lodged yet, or was lodged before examinations were kept here
        if status_of(person) is not None:
            return True
        for one in Application.objects.filter(person=person).select_related("case"):
            if one.case.state in _OPEN:
                return True
            if one.case.state == "appealed":
                last = decisions.appeal_of(one.case)
                if last is None or last.remains not in {Remains.REFUSED, Remains.NONE}:
                    return True
                if last.remains == Remains.NONE and decisions.may_still_ask(one.case):
                    return True
    return False


def still_to_try(case: CaseFile, today: date) -> Any:
    """What is missing before somebody who does not come is taken to have withdrawn (FR-35); empty if nothing is."""
    since = _missing_since(case)
    tried = [one for one in ContactAttempt.objects.filter(case=case.pk).order_by("on", "at") if one.at > since and one.on >= timezone.localtime(since).date()]
    summons = next((one for one in tried if one.kind == ContactAttempt.Kind.SUMMONS and one.until and one.until < today), None)
    if summons is None:
        return _("Summon the applicant to an appointment first, and wait for its day.")
    assert summons.until is not None
    if not any(one.kind == ContactAttempt.Kind.EFFORT and one.on >= summons.until for one in tried):
        return _("Try to reach the applicant in another way after the appointment: the centre, the lawyer, the guardian, the family.")
    asked = [one for one in tried if one.kind == ContactAttempt.Kind.EXPLAIN and one.on >= summons.until]
    if not asked:
        return _("Ask the applicant to explain, with a last day.")
    waited = any(one.until and one.until < today and _long_enough(one.on, one.until) for one in asked)
    return "" if waited else _("The applicant may still explain: wait for the last day, and give the time that the rule gives.")


def _missing_since(case: CaseFile) -> datetime:
    """From when on the applicant can be said not to come: after lodging, after a court, after having been taken up again, after the last interview."""
    one = application_of(case)
    heard = interviews.newest_held(case)
    annulled = Appeal.objects.filter(case=case.pk, outcome=CourtOutcome.REMITTED).order_by("-noted_at").values_list("noted_at", flat=True).first()
    return max(at for at in (one.lodged_at, one.taken_up_at, annulled, heard.held_at if heard else None) if at is not None)


def _long_enough(on: date, until: date) -> bool:
    """Whether the time to explain is at least what the rule gives."""
    began = timezone.make_aware(datetime.combine(on, time(12)))
    try:
        ends = due(rule_in_force("SUMMONS_EXPLAIN", on), began)
    except NoRule:
        return True
    return until >= (timezone.localtime(ends) - timedelta(minutes=1)).date()


def can_be_taken_up(case: CaseFile, actor: Actor) -> bool:
    """Withdrawn, or taken as withdrawn, in whatever state that decision is."""
    if case.state == "withdrawn":
        return True
    decision = decisions.standing(case)
    return decision is not None and decision.outcome == Outcome.IMPLICIT


def status_case(case: CaseFile) -> dict[str, Any] | None:
    """From the page of the case that gave a status: the review of it."""
    if case.procedure != "asylum" or case.state != "final" or application_of(case).kind == Kind.REVIEW:
        return None
    return {"application": case.pk} if decisions.granted(case) is not None and not under_review(case) else None


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = application_of(case)
    has = present(case)
    choice = RouteChoice.objects.filter(case=case.pk).order_by("-at").first() if RouteChoice in has else None
    rows = [Row(_("What is examined"), one.get_kind_display()), Row(_("Lodged"), one.lodged_at)]
    if one.kind != Kind.REVIEW:
        rows.append(Row(_("Route"), one.get_route_display(), "" if one.route == Route.REGULAR else "warn"))
    if choice and choice.by_need:
        rows.append(Row(_("Why the regular route"), _("A special need was identified: neither the accelerated nor the border route can meet it."), "warn"))
    if choice and choice.by_time:
        rows.append(Row(_("Why the regular route"), _("The time of the border route was over."), "warn"))
    rows += [Row(_("Lawyer or representative"), one.counsel or _("none named"))]
    if one.previous:
        before = CaseFile.objects.filter(pk=one.previous).first()
        rows.append(Row(_("Before"), before.number if before else _("another unit's case"), "", reverse("case", args=[before.pk]) if before else ""))
    found = [Section(_("Application"), rows)]
    if one.kind != Kind.REVIEW:
        found.append(information.section(one.registration, information.Step.ASYLUM))
    if not actor.roles & READS:
        return found
    if choice and choice.grounds and choice.route != Route.REGULAR:
        told = [Row(_("Ground"), Ground(each).label) for each in choice.grounds]
        found.append(Section(_("Why not the regular route"), [*told, Row(_("Reasons in this case"), choice.reasons), Row(_("Chosen by"), choice.by_name)]))
    return (
        found
        + _on_the_way(case, one)
        + interviews.sections(case)
        + evidence.sections(case, weighed.shower(case))
        + decisions.sections(case)
        + _ways_out(case)
        + _family(one)
        + _earlier(case)
    )


def _on_the_way(case: CaseFile, one: Application) -> list[Section]:
    found = []
    if one.new_elements is not None:
        new = Row(_("New elements"), _("found") if one.new_elements else _("none found"), "done" if one.new_elements else "warn")
        found.append(Section(_("Subsequent application"), [new, Row(_("Reasons"), one.new_elements_why)]))
    for each in Admissibility.objects.filter(case=case.pk).order_by("at") if Admissibility in present(case) else ():
        rows = [Row(_("Question"), Ground38(each.ground).label)]
        rows += [Row(_("Which country"), countries.name(each.country))] if each.country else []
        rows += [Row(_("Why this one"), Connection(each.connection).label)] if each.connection else []
        rows += [Row(_("Reasons in this case"), each.reasons), Row(_("Answer of the applicant"), each.answer or _("not written down yet"))]
        rows.append(Row(_("Admitted"), each.admitted_at or _("not decided"), "done" if each.admitted_at else "warn"))
        found.append(Section(_("Admissibility"), rows))
    postponed = Postponement.objects.filter(case=case.pk).order_by("at") if Postponement in present(case) else ()
    waits = [Row(each.at, f"{each.reasons} · {each.by_name}") for each in postponed]
    return [*found, Section(_("Waits for an uncertain situation"), waits)] if waits else found


def _ways_out(case: CaseFile) -> list[Section]:
    found = []
    has = present(case)
    tried = [_attempt(each) for each in (ContactAttempt.objects.filter(case=case.pk).order_by("on", "at") if ContactAttempt in has else ())]
    if tried:
        found.append(Section(_("Tried to reach the applicant"), tried))
    words = [Row(each.at, each.words) for each in (Withdrawal.objects.filter(case=case.pk).order_by("at") if Withdrawal in has else ())]
    return [*found, Section(_("Withdrawn"), words, _("It can be taken up again."))] if words else found


def _earlier(case: CaseFile) -> list[Section]:
    """What stood there before it was written anew."""
    found = Superseded.objects.filter(case=case.pk).order_by("at") if Superseded in present(case) else ()
    rows = [Row(f"{each.what} · {each.by_name}", each.content) for each in found]
    return [Section(_("Written before"), rows)] if rows else []


def _attempt(one: ContactAttempt) -> Row:
    told = [one.text, languages.name(one.language), one.until.isoformat() if one.until else ""]
    return Row(f"{one.on.isoformat()} {one.get_kind_display()}", " · ".join(part for part in told if part))


def _family(one: Application) -> list[Section]:
    """Applications of the family that this unit sees: each is decided on its own, and none without a look at the others."""
    links = FamilyLink.objects.filter(Q(person=one.person_id) | Q(relative=one.person_id)).values_list("person_id", "relative_id")
    others = {each for pair in links for each in pair} - {one.person_id}
    if not others:
        return []
    rows = [
        Row(each.case.number, f"{each.get_kind_display()} · {each.get_route_display()}", "", reverse("case", args=[each.pk]))
        for each in Application.objects.filter(person__in=others).select_related("case")
    ]
    if not rows:
        return []
    return [Section(_("Applications of the family"), rows, _("Each adult was to be asked alone, once, whether they have reasons of their own."))]
