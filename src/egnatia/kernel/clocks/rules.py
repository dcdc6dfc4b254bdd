"""Which rule row is in force. National law first; an EU row fills a gap only where it adds a guarantee.

EU law does not bind the seven. A restriction needs a national row that a named person verified against a gazette; rows marked
synthetic stand in for it in demonstrations and tests only.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from egnatia.kernel.clocks.calendars import NationalCalendar
from egnatia.kernel.clocks.term import Binds, Roll, Term, Unit
from egnatia.kernel.models import CalendarDay, Jurisdiction, ListRow, RuleRow
from egnatia.kernel.reading import remembered

EU = "EU"


class NoRule(LookupError):
    """No row is in force for this code in this country."""


def rule_in_force(code: str, on: date, country: str | None = None) -> RuleRow:
    """The row to use. Raises NoRule. A RESTRICTION is found only if verified, or synthetic in a demonstration."""
    country = country or settings.EGNATIA_COUNTRY
    rows = RuleRow.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), jurisdiction__in=(country, EU), code=code, valid_from__lte=on)
    if not settings.EGNATIA_DEMO:
        rows = rows.filter(synthetic=False)
    # A real row wins over a synthetic one, the newest over an older one.
    ordered = sorted(rows, key=lambda row: (row.jurisdiction_id == EU, row.synthetic, -row.valid_from.toordinal()))
    for row in ordered:
        if row.jurisdiction_id == EU:
            if row.effect == RuleRow.Effect.GUARANTEE:
                return row
        elif row.effect != RuleRow.Effect.RESTRICTION or row.verified or row.synthetic:
            return row
    raise NoRule(code)


def listed(name: str, code: str, on: date, country: str | None = None) -> bool:
    """Whether a list of national law names a ground or a country on a day: verified, or synthetic in a demonstration. The EU's lists open nothing here."""
    rows = ListRow.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), jurisdiction=country or settings.EGNATIA_COUNTRY, name=name, code=code)
    usable = Q(verified=True, synthetic=False) | Q(synthetic=True) if settings.EGNATIA_DEMO else Q(verified=True, synthetic=False)
    return rows.filter(usable, valid_from__lte=on).exists()


def term_of(row: RuleRow) -> Term:
    """The row's period. Raises ValueError for a row that is a yes or no."""
    return Term(row.value, Unit(row.unit), Roll(row.roll), Binds(row.binds))


def due(row: RuleRow, since: datetime) -> datetime:
    """The first moment after the row's period, by this country's calendar. Raises ValueError for a row that is a yes or no."""
    return term_of(row).due(timezone.localtime(since), calendar_of())


@remembered
def calendar_of(country: str | None = None) -> NationalCalendar:
    """Working days of the country, with the overlay's corrections; of a state without an overlay those of its public holidays."""
    code = country or settings.EGNATIA_COUNTRY
    jurisdiction = Jurisdiction.objects.filter(code=code).first()
    if jurisdiction is None:
        return NationalCalendar(code)
    corrections = dict(CalendarDay.objects.filter(jurisdiction=jurisdiction).values_list("on", "working"))
    return NationalCalendar(code, corrections, jurisdiction.roll_for_person, jurisdiction.roll_for_authority)
