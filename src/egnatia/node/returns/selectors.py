"""What can be seen of a return, and what its safeguards ask: the newest look of each kind, what pauses it, whether a period still runs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q
from django.utils import timezone

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.models import CaseFile, RuleRow
from egnatia.kernel.reading import remembered
from egnatia.node.people.models import FamilyLink, Person
from egnatia.node.returns.models import (
    AvrrTold,
    ChildReception,
    CourtStay,
    DangerCheck,
    Detention,
    FitToTravel,
    Identified,
    IndividualAssessment,
    JourneyDocument,
    NewFacts,
    Pause,
    Recovery,
    Remedy,
    ReturnCase,
    ReturnDecision,
    Returnee,
    Status,
)

# In these nothing goes on until a named person takes it up again.
PAUSED = ("remedy_suspended", "postponed", "attempt_failed", "avrr_handover", "absconded")
BEFORE_SERVICE = ("opened", "assessed", "proposed", "decided")
SERVED = ("notified", "vd_running")
ENFORCING = ("enforceable", "documenting", "removal_ordered", "pre_departure")
ALIVE = (*BEFORE_SERVICE, *SERVED, *ENFORCING, *PAUSED)
# The person is not in the country any more, or nothing is left to be decided.
GONE = ("handed_over", "departed_voluntarily", "closed")
ENDED = ("closed", "revoked", "stay_granted")
M = TypeVar("M", bound=Model)


@remembered
def of(case: CaseFile) -> ReturnCase:
    return ReturnCase.objects.select_related("person").get(pk=case.pk)


def newest(model: type[M], case: CaseFile | UUID, **of: Any) -> M | None:
    """The last look of a kind."""
    found: M | None = model._default_manager.filter(case=getattr(case, "pk", case), **of).order_by("-at").first()
    return found


def uses_of(document: UUID, citations: object) -> list[CaseFile]:
    """Returns that still go on, for whose country the newest look at the danger read a document."""
    looked = DangerCheck.objects.filter(sources__contains=[document]).values("person")
    # A look holds for the person and the country, in whatever case it was taken.
    found = ReturnCase.objects.filter(person__in=looked, case__state__in=ALIVE).select_related("case")
    return [one.case for one in found if (checks := dangers(one.person_id, one.country)) and document in checks[-1].sources]


@remembered
def assessment(case: CaseFile) -> IndividualAssessment | None:
    return newest(IndividualAssessment, case)


@remembered
def told_of_avrr(case: CaseFile) -> AvrrTold | None:
    return newest(AvrrTold, case)


@remembered
def identified(case: CaseFile) -> Identified | None:
    return newest(Identified, case)


@remembered
def fitness(case: CaseFile) -> FitToTravel | None:
    return newest(FitToTravel, case)


def reception(case: CaseFile, country: str) -> ChildReception | None:
    return newest(ChildReception, case, country=country)


@remembered
def recovers_until(case: CaseFile) -> date | None:
    """The latest day that was ever named: a later entry makes no time to recover shorter."""
    return max(Recovery.objects.filter(case=case.pk).values_list("until", flat=True), default=None)


@remembered
def dangers(person: UUID, country: str) -> list[DangerCheck]:
    """Looks at the danger for this person there, in whatever case, the oldest first."""
    with seeing_all():
        return list(DangerCheck.objects.filter(person=person, country=country).order_by("at"))


@remembered
def last_new_fact(person: UUID) -> datetime | None:
    with seeing_all():
        return NewFacts.objects.filter(person=person).order_by("-at").values_list("at", flat=True).first()


def document_for(case: CaseFile, day: date) -> JourneyDocument | None:
    """Valid on the day and not used up: an EU return document serves one journey."""
    found = JourneyDocument.objects.filter(case=case.pk, valid_until__gte=day).exclude(kind=JourneyDocument.Kind.EU_RETURN, used_at__isnull=False)
    return found.order_by("-valid_until").first()


@remembered
def decision(case: CaseFile) -> ReturnDecision | None:
    """The one that is proposed or stands."""
    return ReturnDecision.objects.filter(case=case.pk, returned=False, annulled_at=None).order_by("-proposed_at").first()


def has_ban(case: CaseFile) -> bool:
    one = decision(case)
    return one is not None and one.ban_months > 0 and one.ban_lifted_at is None


@remembered
def open_remedy(case: CaseFile) -> Remedy | None:
    return Remedy.objects.filter(case=case.pk, outcome="").order_by("-lodged_on").first()


@remembered
def court_stays(case: CaseFile) -> bool:
    return CourtStay.objects.filter(case=case.pk, ended_on=None).exists()


def stay_choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Stays that hold, each by its court and reference."""
    found = CourtStay.objects.filter(case=case.pk, ended_on=None).order_by("ordered_on")
    return {"stay": [(str(one.pk), f"{one.get_court_display()} · {one.reference} · {one.ordered_on}") for one in found]}


@remembered
def pauses(case: CaseFile) -> list[Pause]:
    """What stands in the way now, the newest first."""
    return list(Pause.objects.filter(case=case.pk, lifted_at=None).order_by("-at"))


def remedy_over(case: CaseFile, today: date) -> bool:
    one = decision(case)
    return one is not None and one.remedy_until is not None and one.remedy_until < today


def vd_ends(case: CaseFile) -> datetime | None:
    """The first moment after the period for voluntary departure."""
    until = of(case).vd_until
    return timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min)) if until else None


def remedy_rule(on: date) -> RuleRow | None:
    """Until when one can appeal against a return decision here; None where no rule says it: then nobody is sent a decision."""
    try:
        return rule_in_force("APPEAL_REMOVAL", on)
    except NoRule:
        return None


def flag(code: str, on: date) -> bool:
    try:
        return bool(rule_in_force(code, on).value)
    except NoRule:
        return False


def limit(code: str, on: date) -> int | None:
    try:
        return int(rule_in_force(code, on).value)
    except NoRule:
        return None


def regime(on: date) -> str:
    """The EU reference on a day: the Directive until the Regulation that replaces it applies. It binds none of the seven; the decision says which one stood."""
    row = RuleRow.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), jurisdiction="EU", code="RETURN_REGIME", valid_from__lte=on).order_by("-valid_from")
    found = row.first()
    return found.legal_ref if found else ""


def detained(person: UUID) -> bool:
    """For safeguards of other rooms: whether somebody is detained for return, in whatever unit."""
    with seeing_all():
        return Detention.objects.filter(person=person, ordered_at__isnull=False, released_at=None).exists()


# In these a relative's return is as far as this one's.
_TO_COME = ("assessed", "proposed", "decided", *SERVED, *ENFORCING, "departed")
_AS_FAR = {**dict.fromkeys(BEFORE_SERVICE, _TO_COME), **dict.fromkeys(SERVED, (*SERVED, *ENFORCING, "departed"))}


@remembered
def relatives(person: Person) -> list[UUID]:
    """Of the family that is known here, whoever recorded it."""
    with seeing_all():
        links = FamilyLink.objects.filter(Q(person=person) | Q(relative=person)).values_list("person_id", "relative_id")
        return sorted({one for pair in links for one in pair} - {person.pk})


def left_behind(case: CaseFile, operation: UUID | None = None) -> int:
    """How many of the family would not be returned together with this person (FR-12): before travelling, no return of theirs to the same country is as far;
    on an operation, they are not on the same list."""
    one = of(case)
    others = relatives(one.person)
    if not others:
        return 0
    with seeing_all():
        if operation is not None:
            same = Returnee.objects.filter(case=operation, person__in=others, status__in=(Status.BOOKED, Status.BOARDED, Status.HANDED_OVER))
            along = set(same.values_list("person_id", flat=True))
        else:
            stages = _AS_FAR.get(case.state, (*ENFORCING, "departed"))
            found = ReturnCase.objects.filter(person__in=others, country=one.country, case__state__in=stages)
            along = set(found.values_list("person_id", flat=True))
    return len([each for each in others if each not in along])


def open_return(person: UUID) -> ReturnCase | None:
    """For actions: the return of somebody that is not over, whoever has it."""
    with seeing_all():
        return ReturnCase.objects.filter(person=person, case__closed=False).select_related("case").first()


_MAY_LEAD_HERE = frozenset({"screening", "registration", "asylum", "reception", "border_act"})


def person_to_return(case: CaseFile) -> dict[str, Any] | None:
    """From a case about somebody of whom no return is open."""
    if case.procedure not in _MAY_LEAD_HERE or case.subject is None or open_return(case.subject):
        return None
    return {"source_case": case.pk}
