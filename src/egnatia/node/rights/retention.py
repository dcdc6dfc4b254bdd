"""Which record is kept until when (Reg. (EU) 2024/1358 art. 29 to 31, as rows of the rule table): computed anew each time, so that a changed row counts.

A *record* here is one case of one category. Nothing is transmitted to Eurodac, so a period runs from the event itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.clocks.rules import NoRule, calendar_of, rule_in_force, term_of
from egnatia.kernel.clocks.rules import due as end_of
from egnatia.kernel.models import CaseFile, RuleRow
from egnatia.node.asylum import selectors as asylum
from egnatia.node.border.models import BorderAct, Facilitation, FalseDocument, Kind
from egnatia.node.border.selectors import act_of
from egnatia.node.registration.models import Intention, Registration, TemporaryProtection
from egnatia.node.registration.selectors import registration_of
from egnatia.node.rights.models import Keeping
from egnatia.node.screening.models import Reason, Screening
from egnatia.node.screening.selectors import screening_of

LABELS = {
    "IP_APPLICANT": _("Applicant for international protection"),
    "IRREG_CROSSING": _("Irregular crossing of the border"),
    "ILLEGAL_STAY": _("Stay without permission"),
    "SAR": _("Brought ashore after search and rescue"),
    "APPLIED_AT_BORDER": _("Asked for protection at a crossing point"),
    "TEMP_PROT": _("Temporary protection"),
    "REFUSED_ENTRY": _("Refusal of entry"),
    "BORDER_ACT": _("Hand-back, informal return or entry let in"),
    "INTENTION": _("Wish for asylum that was not registered"),
    "FALSE_DOCUMENT": _("False document"),
    "FACILITATION": _("Suspected facilitation"),
    "WITH_PERSON": _("With the person's last record"),
}
# What is in none of these follows the person: it is erased with the last record.
CATEGORIES = tuple(one for one in LABELS if one != "WITH_PERSON")
_REASONS = {
    Reason.UNAUTH_CROSSING: "IRREG_CROSSING",
    Reason.ILLEGAL_STAY: "ILLEGAL_STAY",
    Reason.SAR: "SAR",
    Reason.APPLIED_AT_BORDER: "APPLIED_AT_BORDER",
}


@dataclass(frozen=True)
class Record:
    """One record with its rule. ``stays`` says why it is not erased although it is due; empty if it is erased tonight."""

    case_id: UUID
    person_id: UUID
    number: str
    category: str
    since: datetime
    rule: RuleRow | None
    due: datetime | None
    stays: Any = ""
    because: str = "PERIOD"


def _rows(category: str) -> tuple[QuerySet[Any], str]:
    """(records of a category, the field from which the period runs)."""
    if category == "IP_APPLICANT":
        return Registration.objects.all(), "registered_at"
    if category == "TEMP_PROT":
        # Renewed while it lasts: the period begins with its end.
        return TemporaryProtection.objects.filter(case__closed=True), "case__changed_at"
    if category == "REFUSED_ENTRY":
        return BorderAct.objects.filter(kind=Kind.REFUSAL, decided_at__isnull=False), "decided_at"
    if category == "BORDER_ACT":
        return BorderAct.objects.exclude(kind=Kind.REFUSAL, decided_at__isnull=False), "case__opened_at"
    if category == "INTENTION":
        return Intention.objects.filter(case__registration__isnull=True), "expressed_at"
    if category in {"FALSE_DOCUMENT", "FACILITATION"}:
        return (FalseDocument if category == "FALSE_DOCUMENT" else Facilitation).objects.all(), "case__opened_at"
    reason = next(one for one, named in _REASONS.items() if named == category)
    return Screening.objects.filter(reason=reason), "arrived_at"


def rule_of(category: str) -> RuleRow | None:
    try:
        return rule_in_force(f"RETENTION_{category}", moment.today())
    except NoRule:
        return None


def may_erase(rule: RuleRow) -> bool:
    """Erasing cannot be taken back: only a rule that somebody verified, or a demonstration's synthetic one, does it by itself."""
    return rule.verified or rule.synthetic


def count(category: str) -> int:
    return _rows(category)[0].count()


def due(on: datetime | None = None) -> list[Record]:
    """Records whose period has passed, with those that stay and why. As the system: it reads all units."""
    at = on or moment.now()
    found = [record for category in CATEGORIES for record in _due(category, at)]
    found += [one for one in _of_citizens() if one.case_id not in {other.case_id for other in found}]
    return _weighed(found, timezone.localtime(at).date())


def _found(category: str, **wanted: Any) -> Iterator[tuple[UUID, UUID, str, datetime]]:
    """(case, person, case number, day from which the period runs) of records of a category."""
    rows, field = _rows(category)
    yield from rows.filter(**wanted).order_by(field).values_list("case_id", "person_id", "case__number", field)


def _due(category: str, at: datetime) -> Iterator[Record]:
    rule = rule_of(category)
    if rule is None:
        return
    calendar, term = calendar_of(), term_of(rule)
    # Coarse and with an index first, exact by the term afterwards: a year has 365 days at least.
    shortest = {"YEARS": 365, "MONTHS": 28}.get(rule.unit, 1) * rule.value
    early = {f"{_rows(category)[1]}__lt": at - timedelta(days=shortest)}
    for case_id, person, number, since in _found(category, **early):
        ends = term.due(timezone.localtime(since), calendar)
        if ends <= at:
            yield Record(case_id, person, number, category, since, rule, ends)


def _of_citizens() -> Iterator[Record]:
    """Art. 30: all records of somebody who became a citizen, confirmed by a second officer."""
    people = list(Keeping.objects.filter(kind=Keeping.Kind.CITIZENSHIP, confirmed_at__isnull=False, ended_at=None).values_list("person_id", flat=True))
    for category in CATEGORIES if people else ():
        for case_id, person, number, since in _found(category, person__in=people):
            yield Record(case_id, person, number, category, since, None, since, because="CITIZENSHIP")


def _weighed(records: list[Record], today: date) -> list[Record]:
    """With what keeps each of them: an open case, a hold, a rule that nobody verified."""
    cases = [one.case_id for one in records]
    open_cases = set(CaseFile.objects.filter(pk__in=cases, closed=False).values_list("pk", flat=True))
    alive = asylum.lives(one.case_id for one in records if one.because == "PERIOD")
    held = set(held_among({one.person_id for one in records}, today))
    weighed = []
    for one in records:
        stays: Any = ""
        if one.case_id in open_cases:
            stays = _("its case is still open: close it first")
        elif one.case_id in alive:
            stays = _("the application is under examination, or a status stands")
        elif one.person_id in held:
            stays = _("it is held for a stated reason")
        elif one.rule is not None and not may_erase(one.rule):
            stays = _("nobody has verified the rule yet")
        weighed.append(replace(one, stays=stays))
    return weighed


def held_among(people: Iterable[UUID], today: date) -> list[UUID]:
    found = Keeping.objects.filter(person__in=list(people), kind=Keeping.Kind.HOLD, ended_at=None, until__gte=today)
    return list(found.values_list("person_id", flat=True))


def record_of(case: CaseFile) -> list[Record]:
    """The record that a case is, if it is one, with the day of its erasure; no day while it still lasts."""
    found: tuple[str, datetime | None] | None = None
    if case.procedure == "screening":
        one = screening_of(case)
        found = _REASONS[Reason(one.reason)], one.arrived_at
    elif case.procedure == "registration":
        registration = registration_of(case)
        found = ("IP_APPLICANT", registration.registered_at) if registration else ("INTENTION", case.opened_at)
    elif case.procedure in {"false_document", "facilitation"}:
        found = case.procedure.upper(), case.opened_at
    elif case.procedure == "temporary_protection":
        found = "TEMP_PROT", case.changed_at if case.closed else None
    elif case.procedure == "border_act":
        act = act_of(case)
        refused = act.kind == Kind.REFUSAL and act.decided_at
        found = ("REFUSED_ENTRY", act.decided_at) if refused else ("BORDER_ACT", case.opened_at)
    if found is None or case.subject is None:
        return []
    category, since = found
    rule = rule_of(category)
    ends = end_of(rule, since) if rule and since else None
    return [Record(case.pk, case.subject, case.number, category, since or case.opened_at, rule, ends)]


def records_of(person: UUID) -> list[Record]:
    """The records of one person that the reader's unit can see, with the day of each."""
    found = []
    for category in CATEGORIES:
        rule = rule_of(category)
        for case_id, _person, number, since in _found(category, person=person):
            found.append(Record(case_id, person, number, category, since, rule, end_of(rule, since) if rule else None))
    return found
