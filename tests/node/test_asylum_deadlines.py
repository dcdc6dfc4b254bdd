"""Time to decide, time to appeal and the right to remain, for the reference and each of the seven: what the rows say, how sure, and the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.clocks.rules import NoRule, calendar_of, due, rule_in_force, term_of
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.models import ClockRow, ListRow, RuleRow
from egnatia.node.asylum import actions as asylum
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.decision import selectors as decisions
from egnatia.node.asylum.interview import actions as hearing
from egnatia.node.asylum.models import Application
from egnatia.overlays.selectors import lists
from tests.node.conftest import do
from tests.node.examined import HEARD, booked, decided, lodged, on_list, plan, synthetic, verified

MONDAY = datetime(2026, 10, 5, 10, 0, tzinfo=timezone.get_current_timezone())

# Country, rule → value, unit, confidence, and the last day counted from Monday 5 October 2026 by the country's own rule about last days and holidays.
TABLE = [
    ("EU", "DECIDE_REGULAR", 6, "MONTHS", "H", date(2027, 4, 5)),
    ("EU", "DECIDE_ACCEL", 3, "MONTHS", "H", date(2027, 1, 5)),
    ("EU", "DECIDE_BORDER", 12, "WEEKS", "H", date(2026, 12, 28)),
    ("EU", "ADMISSIBILITY", 2, "MONTHS", "H", date(2026, 12, 7)),
    ("EU", "ADMISSIBILITY_LATE", 10, "WORKING_DAYS", "H", date(2026, 10, 19)),
    ("EU", "DECIDE_ABS_MAX", 21, "MONTHS", "H", date(2028, 7, 5)),
    ("EU", "UNCERTAIN_ORIGIN_REVIEW", 4, "MONTHS", "M", date(2027, 2, 5)),
    ("EU", "APPEAL_REGULAR", 14, "DAYS", "H", date(2026, 10, 19)),
    ("EU", "APPEAL_ACCEL", 5, "DAYS", "H", date(2026, 10, 12)),
    ("EU", "APPEAL_BORDER", 5, "DAYS", "H", date(2026, 10, 12)),
    ("EU", "APPEAL_INADM", 5, "DAYS", "H", date(2026, 10, 12)),
    ("SRB", "DECIDE_REGULAR", 3, "MONTHS", "H", date(2027, 1, 5)),
    ("SRB", "DECIDE_ACCEL", 30, "DAYS", "H", date(2026, 11, 4)),
    ("SRB", "DECIDE_BORDER", 28, "DAYS", "H", date(2026, 11, 2)),
    ("SRB", "DECIDE_ABS_MAX", 12, "MONTHS", "H", date(2027, 10, 5)),
    ("SRB", "APPEAL_REGULAR", 15, "DAYS", "M", date(2026, 10, 20)),
    ("SRB", "APPEAL_ACCEL", 8, "DAYS", "H", date(2026, 10, 13)),
    ("SRB", "APPEAL_BORDER", 5, "DAYS", "H", date(2026, 10, 12)),
    ("SRB", "APPEAL_INADM", 8, "DAYS", "M", date(2026, 10, 13)),
    ("BIH", "DECIDE_REGULAR", 6, "MONTHS", "M", date(2027, 4, 5)),
    ("BIH", "DECIDE_ACCEL", 30, "DAYS", "M", date(2026, 11, 4)),
    ("BIH", "DECIDE_ABS_MAX", 18, "MONTHS", "M", date(2028, 4, 5)),
    ("BIH", "APPEAL_REGULAR", 60, "DAYS", "L", date(2026, 12, 4)),
    ("BIH", "APPEAL_ACCEL", 15, "DAYS", "L", date(2026, 10, 20)),
    ("MKD", "DECIDE_REGULAR", 6, "MONTHS", "M", date(2027, 4, 5)),
    ("MKD", "DECIDE_ACCEL", 2, "MONTHS", "L", date(2026, 12, 5)),
    ("MKD", "APPEAL_REGULAR", 30, "DAYS", "L", date(2026, 11, 4)),
    ("MKD", "APPEAL_ACCEL", 15, "DAYS", "L", date(2026, 10, 20)),
    ("XKX", "DECIDE_REGULAR", 6, "MONTHS", "L", date(2027, 4, 5)),
    ("XKX", "APPEAL_REGULAR", 15, "DAYS", "L", date(2026, 10, 20)),
    ("XKX", "APPEAL_ACCEL", 8, "DAYS", "L", date(2026, 10, 13)),
    ("ALB", "DECIDE_REGULAR", 6, "MONTHS", "M", date(2027, 4, 5)),
    ("MNE", "DECIDE_REGULAR", 6, "MONTHS", "M", date(2027, 4, 5)),
    ("MNE", "DECIDE_ACCEL", 2, "MONTHS", "L", date(2026, 12, 5)),
    ("MNE", "DECIDE_ABS_MAX", 21, "MONTHS", "M", date(2028, 7, 5)),
    ("MNE", "APPEAL_REGULAR", 30, "DAYS", "L", date(2026, 11, 4)),
    ("MNE", "APPEAL_ACCEL", 15, "DAYS", "L", date(2026, 10, 20)),
    ("TUR", "DECIDE_REGULAR", 6, "MONTHS", "H", date(2027, 4, 5)),
    ("TUR", "DECIDE_ACCEL", 5, "DAYS", "H", date(2026, 10, 10)),
    ("TUR", "INTERVIEW_ACCEL", 3, "DAYS", "H", date(2026, 10, 8)),
    ("TUR", "APPEAL_REGULAR", 10, "DAYS", "H", date(2026, 10, 15)),
    ("TUR", "APPEAL_ACCEL", 15, "DAYS", "H", date(2026, 10, 20)),
    ("TUR", "APPEAL_INADM", 15, "DAYS", "H", date(2026, 10, 20)),
]


@pytest.mark.parametrize(("country", "code", "value", "unit", "confidence", "last"), TABLE)
def test_the_day_that_each_row_gives(db: None, settings: Any, country: str, code: str, value: int, unit: str, confidence: str, last: date) -> None:
    settings.EGNATIA_COUNTRY = country if country != "EU" else "SRB"
    row = RuleRow.objects.get(jurisdiction=country, code=code, synthetic=False)
    assert (row.value, row.unit, row.confidence, row.verified) == (value, unit, confidence, False)
    ends = term_of(row).due(MONDAY, calendar_of(settings.EGNATIA_COUNTRY))
    assert timezone.localtime(ends - timedelta(minutes=1)).date() == last


def test_the_table_knows_every_row_of_deciding_and_appealing(db: None) -> None:
    """A row that is added needs its line here."""
    found = set(
        RuleRow.objects.filter(code__regex="^(DECIDE|APPEAL)_(REGULAR|ACCEL|BORDER|INADM|ABS_MAX)$", synthetic=False).values_list("jurisdiction", "code")
    )
    assert found == {(country, code) for country, code, *_rest in TABLE if code.startswith(("DECIDE", "APPEAL"))}


@pytest.mark.parametrize("country", SEVEN)
def test_where_a_country_has_no_verified_rule_nothing_goes_against_the_applicant(db: None, settings: Any, country: str) -> None:
    """Restrictions are closed, guarantees of the reference stand in: the same for each of the seven, as long as nobody verified a row."""
    settings.EGNATIA_COUNTRY, settings.EGNATIA_DEMO = country, False
    for code in ("DECIDE_ACCEL", "DECIDE_BORDER", "DECIDE_EXT1", "DECIDE_EXT2", "ADMISSIBILITY_EXT", "UNCERTAIN_ORIGIN_REVIEW", "APPEAL_NOT_SUSPENSIVE"):
        with pytest.raises(NoRule):
            rule_in_force(code, moment.today())
    for code in ("DECIDE_REGULAR", "APPEAL_REGULAR", "ADMISSIBILITY"):
        assert rule_in_force(code, moment.today())


@pytest.mark.parametrize("country", SEVEN)
def test_the_lists_of_the_reference_are_shown_and_open_nothing(db: None, settings: Any, country: str) -> None:
    from egnatia.kernel.clocks.rules import listed

    settings.EGNATIA_COUNTRY, settings.EGNATIA_DEMO = country, False
    shown = dict(lists(country))
    assert {row.code for row in shown["Safe countries of origin"] if row.jurisdiction_id == "EU"} == {"BGD", "COL", "EGY", "IND", "XKX", "MAR", "TUN"}
    assert not any(listed(row.name, row.code, moment.today()) for rows in shown.values() for row in rows)
    ListRow.objects.filter(jurisdiction=country, verified=False).update(verified=True, verified_by="SYNTHETIC", gazette="SYNTHETIC")
    assert all(listed(row.name, row.code, moment.today()) for rows in shown.values() for row in rows if row.jurisdiction_id == country)


@pytest.mark.parametrize("country", SEVEN)
def test_the_clock_of_an_application_in_each_country(staff: dict[str, Actor], settings: Any, country: str) -> None:
    """Counted from what the country's own rule names; the row that was used stands on the clock."""
    case = lodged(staff)
    settings.EGNATIA_COUNTRY = country
    with seeing_all():
        Application.objects.filter(pk=case).update(lodged_at=MONDAY, registered_at=MONDAY - timedelta(days=10))
        one = Application.objects.select_related("case", "registration").get(pk=case)
        asylum.restart(one.case)
        running = ClockRow.objects.select_related("rule").get(case=case, code="DECIDE", state="OPEN")
    assert running.rule.jurisdiction_id == country
    assert running.anchor_at == (MONDAY - timedelta(days=10) if country == "TUR" else one.registration.opened_at if country == "ALB" else MONDAY)
    assert running.due_at == due(running.rule, running.anchor_at)


def test_where_the_rule_counts_from_the_interview_the_clock_begins_with_it(staff: dict[str, Actor], settings: Any) -> None:
    case = lodged(staff)
    settings.EGNATIA_COUNTRY = "TUR"
    RuleRow.objects.filter(jurisdiction="TUR", code="DECIDE_ACCEL").update(synthetic=True)
    ListRow.objects.create(jurisdiction_id="TUR", name="ACCELERATED", code="A", legal_ref="X", valid_from="2016-01-01", confidence="L", synthetic=True)
    do(asylum.choose_route, staff["asylum"], case, route="ACCELERATED", grounds=["A"], reasons="SYNTHETIC")
    with seeing_all():
        one = Application.objects.get(pk=case)
        running = ClockRow.objects.get(case=case, code="DECIDE", state="OPEN")
    assert running.anchor_at == due(rule_in_force("INTERVIEW_ACCEL", moment.today()), one.lodged_at)
    do(hearing.plan_interview, staff["asylum"], case, **plan())
    booked(staff, case)
    held = moment.now()
    do(hearing.record_interview, staff["asylum"], case, held_at=held, **HEARD)
    with seeing_all():
        assert ClockRow.objects.get(case=case, code="DECIDE", state="OPEN").anchor_at == held


# Route or outcome → rule of the time to appeal, and whether one remains by law, with and without a verified rule that takes it away (art. 67(7), 68).
EFFECTS = [
    ("REGULAR", "UNFOUNDED", "APPEAL_REGULAR", True, True),
    ("ACCELERATED", "UNFOUNDED", "APPEAL_ACCEL", True, False),
    ("BORDER", "UNFOUNDED", "APPEAL_BORDER", True, False),
    ("REGULAR", "INADMISSIBLE", "APPEAL_INADM", True, False),
    ("REGULAR", "IMPLICIT", "APPEAL_REGULAR", True, False),
    ("REGULAR", "SUBSIDIARY", "APPEAL_REGULAR", True, True),
    ("REGULAR", "STATUS_ENDED", "APPEAL_REGULAR", True, True),
]


@pytest.mark.parametrize(("route", "outcome", "rule", "without", "with_law"), EFFECTS)
def test_time_and_effect_of_an_appeal(staff: dict[str, Actor], route: str, outcome: str, rule: str, without: bool, with_law: bool) -> None:
    case = decided(staff)
    with seeing_all():
        one = Application.objects.select_related("case").get(pk=case)
        Application.objects.filter(pk=case).update(route=route)
        decisions.standing(one.case).__class__.objects.filter(case=case).update(outcome=outcome)
        # A shorter time is a restriction: an unverified row gives none.
        assert decisions.appeal_rule(one.case) == "APPEAL_REGULAR"
        verified(rule)
        assert decisions.appeal_rule(one.case) == rule
        assert decisions.remains_by_law(one.case) is without
        synthetic("APPEAL_NOT_SUSPENSIVE", 1, "FLAG")
        assert decisions.remains_by_law(one.case) is with_law
        # A rule that says no takes nothing away.
        RuleRow.objects.filter(code="APPEAL_NOT_SUSPENSIVE", synthetic=True).update(value=0)
        assert decisions.remains_by_law(one.case) is True


def test_a_longer_time_never_goes_beyond_the_longest(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    for code in ("DECIDE_EXT1", "DECIDE_EXT2"):
        RuleRow.objects.filter(code=code, synthetic=False).delete()
        synthetic(code, 5, "MONTHS")
    longer = {"ground": "COMPLEX", "reasons": "SYNTHETIC", "told": True}
    do(asylum.extend, staff["asylum"], case, **longer)
    from egnatia.kernel.engine import refusals

    with pytest.raises(refusals.BadInput, match="no more time than until"):
        do(asylum.extend, staff["asylum"], case, **longer)


def test_the_entry_of_a_list_is_verified_by_two_and_opens_its_ground(staff: dict[str, Actor]) -> None:
    from dataclasses import replace

    from egnatia.kernel.engine import refusals
    from egnatia.overlays import actions as overlays

    case = lodged(staff)
    synthetic("DECIDE_ACCEL", 30)
    safe = {"route": "ACCELERATED", "grounds": ["E"], "reasons": "SYNTHETIC"}
    with pytest.raises(refusals.GateClosed, match="names ground e"):
        do(asylum.choose_route, staff["asylum"], case, **safe)
    on_list("ACCELERATED", "E")
    with pytest.raises(refusals.GateClosed, match="on no verified national list"):
        do(asylum.choose_route, staff["asylum"], case, **safe)
    entry = {"name": "SAFE_ORIGIN", "code": "AFG", "on": moment.today(), "legal_ref": "SYNTHETIC", "gazette": "SYNTHETIC 1/26"}
    with pytest.raises(refusals.BadInput):
        do(overlays.propose_entry, staff["legal"], **{**entry, "code": "Q"})
    proposal = do(overlays.propose_entry, staff["legal"], **entry)
    with pytest.raises(refusals.GateClosed):
        do(overlays.grant_entry, staff["legal"], proposal)
    do(overlays.grant_entry, replace(staff["legal2"], confirmed_at=timezone.now()), proposal)
    do(asylum.choose_route, staff["asylum"], case, **safe)
    ended = do(overlays.propose_entry, staff["legal"], **{**entry, "ends": True, "on": moment.today()})
    do(overlays.grant_entry, replace(staff["legal2"], confirmed_at=timezone.now()), ended)
    assert ListRow.objects.get(jurisdiction="SRB", name="SAFE_ORIGIN", code="AFG").valid_to == moment.today()


def test_serving_tells_the_last_day_that_the_law_gives(staff: dict[str, Actor]) -> None:
    from egnatia.kernel.engine import refusals
    from tests.node.examined import SERVED

    case = decided(staff)
    with pytest.raises(refusals.GateClosed, match="The law gives until"):
        do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **{**SERVED, "remedy_until": moment.today() + timedelta(days=3)})
