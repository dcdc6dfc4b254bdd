"""From events to template cells. A person counts once in a month and indicator for each event; nothing here is shown, only the protected cells are."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.codes import template
from egnatia.kernel.codes.persons import SEX_TO_TEMPLATE, Sex, age_band
from egnatia.kernel.models import Event, Unit
from egnatia.node.asylum.models import Appeal, CourtOutcome, Decision, Outcome, Withdrawal
from egnatia.node.avrr.models import Counselling, Reintegration, VoluntaryReturn
from egnatia.node.border.models import BorderAct, Facilitation, FalseDocument, Kind
from egnatia.node.referral.figures import WITHOUT_A_SERVICE
from egnatia.node.referral.models import Referral
from egnatia.node.registration.models import Intention, Registration
from egnatia.node.returns.models import Detention, Pause, Readmission, ReturnCase, ReturnDecision
from egnatia.node.screening.models import Reason, Screening

THRESHOLD = 5
_OF_REASON = {Reason.UNAUTH_CROSSING: "IBC_1A", Reason.SAR: "IBC_SAR", Reason.APPLIED_AT_BORDER: "BCP_APPL", Reason.ILLEGAL_STAY: "STAY"}
# A first decision, and one after a court sent the case back, are two decisions.
_OF_OUTCOME = {
    Outcome.REFUGEE: "ASY_REF",
    Outcome.SUBSIDIARY: "ASY_SUB",
    Outcome.UNFOUNDED: "ASY_REJ",
    Outcome.MANIFEST: "ASY_REJ",
    Outcome.INADMISSIBLE: "ASY_INA",
    Outcome.IMPLICIT: "ASY_IMP",
    Outcome.STATUS_ENDED: "ASY_END",
}
_PERSON = ("person__citizenship", "person__sex", "person__year_of_birth", "person__is_minor_presumed", "person__unaccompanied", "person__synthetic")


@dataclass(frozen=True)
class Cell:
    """Where a count stands in the template."""

    indicator: str
    border: str
    citizen: str
    sex: str
    age: str
    uasc: str


@dataclass(frozen=True)
class Counted:
    """The month: true counts by cell (details and totals), and how many records are not synthetic."""

    cells: dict[Cell, int]
    real_persons: int


def _month(period: str) -> tuple[datetime, datetime]:
    year, month = (int(part) for part in period.split("-"))
    days = calendar.monthrange(year, month)[1]
    zone = timezone.get_current_timezone()
    return datetime(year, month, 1, tzinfo=zone), datetime(year, month, days, 23, 59, 59, 999999, tzinfo=zone)


def _in(records: QuerySet[Any], *extra: str) -> Iterator[Any]:
    """Records of persons that carry their own day; an appeal's person is the decision's."""
    fields = _PERSON if records.model is not Appeal else tuple(f"decision__{name}" for name in _PERSON)
    return records.values_list(*extra, *fields).iterator()


def _rows(period: str) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """(indicator, border, person's readable fields) of each event of the month."""
    span = _month(period)

    def read(records: QuerySet[Any], action: str, *extra: str) -> Iterator[Any]:
        return records.filter(case__event__action__in=action.split("|"), case__event__at__range=span).values_list(*extra, *_PERSON).iterator()

    for reason, border, *person in read(Screening.objects.all(), "register_arrival", "reason", "border_section"):
        yield _OF_REASON[reason], border or template.INLAND, tuple(person)
    for kind, border, grounds, *person in read(BorderAct.objects.all(), "decide", "kind", "border_section", "grounds"):
        where = border or template.INLAND
        if kind != Kind.REFUSAL:
            yield "HAND_BACK", where, tuple(person)
            continue
        # Persons and grounds are counted apart: several grounds may hold for one person.
        yield "REFUSED", where, tuple(person)
        for ground in grounds:
            yield "REFUSED_GR", where, tuple(person)
            yield f"REFUSED_{ground}", where, tuple(person)
    for border, *person in read(FalseDocument.objects.all(), "record", "border_section"):
        yield "FALSE_DOC", border or template.INLAND, tuple(person)
    for border, *person in read(Facilitation.objects.all(), "record", "border_section"):
        yield "FACIL", border or template.INLAND, tuple(person)
    for person in read(Intention.objects.all(), "record_wish"):
        yield "ASY_INT", template.TOTAL, person
    for person in read(Registration.objects.all(), "register|register_and_lodge"):
        yield "ASY_REG", template.TOTAL, person
    for person in read(Intention.objects.all(), "lodge|register_and_lodge"):
        yield "ASY_LOD", template.TOTAL, person
    for outcome, *person in _in(Decision.objects.filter(decided_at__range=span), "outcome"):
        if outcome in _OF_OUTCOME:
            yield _OF_OUTCOME[outcome], template.TOTAL, tuple(person)
    for records, indicator in (
        (Withdrawal.objects.filter(at__range=span), "ASY_WDR"),
        (Appeal.objects.filter(lodged_on__range=(span[0].date(), span[1].date())), "ASY_APP"),
        (Appeal.objects.filter(outcome_on__range=(span[0].date(), span[1].date())).exclude(outcome=CourtOutcome.MOOT), "ASY_CRT"),
    ):
        for person in _in(records):
            yield indicator, template.TOTAL, person
    for person in read(Referral.objects.filter(receiver__kind=Unit.Kind.PROTECTION), "accept"):
        yield "REF_PROT", template.TOTAL, person
    for indicator, records in (*_of_referral_and_return(span), *_of_forced_return(span)):
        for person in _in(records):
            yield indicator, template.TOTAL, person


def _of_referral_and_return(span: tuple[datetime, datetime]) -> Iterator[tuple[str, QuerySet[Any]]]:
    """(indicator, records of the month): each referral, and each voluntary return, once in a month."""
    days = (span[0].date(), span[1].date())
    yield "REF_SENT", Referral.objects.filter(sent_at__range=span)
    yield "REF_GIVEN", Referral.objects.filter(delivered_on__range=days)
    # The same help that is missing as on the board of referrals.
    nowhere = Q(service=None, sent_at=None, case__opened_at__range=span)
    yield "REF_UNMET", Referral.objects.filter(nowhere | Q(declined_as__in=WITHOUT_A_SERVICE, answered_at__range=span))
    counselled = Counselling.objects.filter(at__range=span).values("case")
    withdrawn = Event.objects.filter(case__procedure="avrr", action="withdraw", at__range=span).values("case")
    yield "VR_COUNS", VoluntaryReturn.objects.filter(pk__in=counselled)
    yield "VR_APPL", VoluntaryReturn.objects.filter(applied_at__range=span)
    yield "VR_WITHDR", VoluntaryReturn.objects.filter(pk__in=withdrawn, applied_at__isnull=False)
    yield "VR_DEPART", VoluntaryReturn.objects.filter(departed_at__range=span)
    yield "VR_ARRIVE", VoluntaryReturn.objects.filter(arrived_on__range=days)
    yield "VR_PLANS", Reintegration.objects.filter(approved_at__range=span)


def _of_forced_return(span: tuple[datetime, datetime]) -> Iterator[tuple[str, QuerySet[Any]]]:
    """(indicator, records of the month): a person counts once for each; nothing of an operation's day or destination."""
    left = Event.objects.filter(case__procedure="return", action="note_departed", at__range=span).values("case")
    stopped = Pause.objects.filter(why=Pause.Why.ASYLUM, at__range=span).values("case")
    yield "RET_ORDER", ReturnDecision.objects.filter(served_at__range=span)
    yield "RET_FORCED", ReturnCase.objects.filter(handed_over_at__range=span)
    yield "RET_VOL", ReturnCase.objects.filter(pk__in=left)
    yield "RET_STOP", ReturnCase.objects.filter(pk__in=stopped)
    yield "DET_ORDER", Detention.objects.filter(ordered_at__range=span)
    yield "DET_ALT", Detention.objects.filter(alternative_since__range=span)
    yield "READM_SENT", Readmission.objects.filter(sent_at__range=span)


def _age(year_of_birth: int | None, minor: bool, period: str) -> int | None:
    if year_of_birth is None:
        return None
    age = max(0, int(period[:4]) - year_of_birth)
    return min(age, 17) if minor else age


def count(period: str) -> Counted:
    """Count a month in all units of this node."""
    cells: Counter[Cell] = Counter({Cell(one, *(template.TOTAL,) * 5): 0 for one in template.INDICATORS})
    real = 0
    with seeing_all():
        for indicator, border, (citizenship, sex, born, minor, alone, synthetic) in _rows(period):
            real += not synthetic
            uasc = "UAC" if minor and alone else "ACC" if born is not None else "UNK"
            detail = Cell(indicator, border, citizenship, SEX_TO_TEMPLATE[Sex(sex)], age_band(_age(born, minor, period)), uasc)
            cells.update(_with_totals(detail))
    return Counted(dict(cells), real)


def _with_totals(cell: Cell) -> set[Cell]:
    """The cell, and the totals that it counts in: over everything, and one for each dimension that the region reads."""
    total = template.TOTAL
    everything = Cell(cell.indicator, total, total, total, total, total)
    return {
        cell,
        everything,
        _keep(everything, border=cell.border),
        _keep(everything, citizen=cell.citizen),
        _keep(everything, age=cell.age),
        _keep(everything, uasc=cell.uasc),
    }


def _keep(cell: Cell, **fields: str) -> Cell:
    return Cell(**{**cell.__dict__, **fields})


def _family(cell: Cell) -> tuple[str, ...]:
    """Cells that add up to one total: same indicator, same dimensions given."""
    return (cell.indicator, *(name for name in ("border", "citizen", "sex", "age", "uasc") if getattr(cell, name) != template.TOTAL))


def protect(cells: dict[Cell, int]) -> dict[Cell, str]:
    """CONF_STATUS of each cell: A for a small count; D for the next smallest where one small cell alone could be found by subtraction.

    This is a threshold rule, not full disclosure control: the gate lets only data marked SYNTHETIC pass it.
    """
    conf = {cell: "A" if 0 < value < THRESHOLD else "F" for cell, value in cells.items()}
    families: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells:
        families.setdefault(_family(cell), []).append(cell)
        if re.fullmatch("REFUSED_[A-I]", cell.indicator):
            # Grounds add up to REFUSED_GR in each place of the table: one alone that is hidden could be found by subtraction.
            families.setdefault(("REFUSED_GR", "sum", *list(cell.__dict__.values())[1:]), []).append(cell)
    for family in families.values():
        hidden = [cell for cell in family if conf[cell] == "A"]
        open_cells = [cell for cell in family if conf[cell] == "F" and cells[cell] > 0]
        if len(hidden) == 1 and len(family) > 1 and open_cells:
            conf[min(open_cells, key=lambda cell: (cells[cell], cell.citizen, cell.border, cell.age, cell.uasc))] = "D"
    return conf


def months_with_events() -> list[str]:
    """Months in which anything was recorded, newest first."""
    with seeing_all():
        opened = Screening.objects.annotate(at=F("case__opened_at")).dates("at", "month", order="DESC")
        return [f"{day:%Y-%m}" for day in opened]
