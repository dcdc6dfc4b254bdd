"""Roadmaps from the first wish to the next generation; recommendations and who answers them; missions."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from egnatia.hub.logframe.activities import actions as activities
from egnatia.hub.logframe.models import Change, Framework, Indicator, Period
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.roadmaps import actions
from egnatia.hub.roadmaps import selectors as roadmaps
from egnatia.hub.roadmaps.missions import actions as missions
from egnatia.hub.roadmaps.models import Recommendation, Roadmap
from egnatia.hub.roadmaps.recommendations import actions as recommendations
from egnatia.hub.roadmaps.recommendations import selectors as coverage
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import Task, User
from tests.hub import roadmapping as plans
from tests.hub.conftest import do, officer


@pytest.fixture
def euaa(db: None) -> Actor:
    return officer("euaa")


MIDDLE = plans.STARTS + timedelta(days=200)


def signed(lead: Actor, **changes: Any) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    found = plans.whole(lead, **changes)
    do(actions.sign, lead, found[0], signed_on=plans.STARTS)
    return found


def closed_by(door: Any, actor: Actor, case: uuid.UUID | None = None, **told: Any) -> set[str]:
    with pytest.raises(refusals.GateClosed) as refusal:
        do(door, actor, case, **told)
    return {one.code for one, _answer in refusal.value.closed}


def test_the_seven_stand_on_record_with_their_source(db: Any) -> None:
    """Each of the seven; every row names its source; no result, indicator or activity is made up beyond the areas that a source names."""
    with acting_as(SYSTEM):
        rows = list(Roadmap.objects.filter(case__state="recorded").select_related("framework"))
        assert {one.country for one in rows} == set(SEVEN)
        assert all(one.source and one.framework.told for one in rows)
        assert sum(one.framework.results.count() for one in rows) == 3
        assert not any(one.framework.indicators.exists() or one.framework.activities.exists() for one in rows)
        assert Roadmap.objects.filter(case__state="recorded", advanced=True).values_list("country", flat=True).order_by("country")[0] == "MNE"


def test_seeding_again_adds_nothing(db: Any) -> None:
    with acting_as(SYSTEM):
        before = Roadmap.objects.count()
    actions.seed()
    with acting_as(SYSTEM):
        assert Roadmap.objects.count() == before


def test_an_unfinished_plan_is_not_signed(euaa: Actor) -> None:
    """No output; an output without indicator, without activity, without baseline or target; an area without its added value."""
    plan = plans.opened(euaa)
    sign = {"signed_on": plans.STARTS}
    assert closed_by(actions.sign, euaa, plan, **sign) == {"G-COMPLETE"}
    plans.chained(euaa, plan)
    plans.active(euaa, plan)
    assert closed_by(actions.sign, euaa, plan, **sign) == {"G-COMPLETE"}
    plans.measured(euaa, plan, target=None)
    assert closed_by(actions.sign, euaa, plan, **sign) == {"G-COMPLETE"}
    plans.measured(euaa, plan, "b")
    do(results.add_result, euaa, framework=plan, code="2", level="AREA", title="SYNTHETIC")
    assert closed_by(actions.sign, euaa, plan, **sign) == {"G-COMPLETE"}
    with acting_as(euaa):
        area = Framework.objects.get(pk=plan).results.get(code="2")
    do(results.change_result, euaa, area.pk, level="AREA", title="SYNTHETIC", added_value="SYNTHETIC")
    do(actions.sign, euaa, plan, **sign)
    assert plans.state(euaa, plan) == "signed"


def test_one_roadmap_of_a_country_runs_at_a_time(euaa: Actor) -> None:
    signed(euaa)
    plan = plans.whole(euaa)[0]
    assert closed_by(actions.sign, euaa, plan, signed_on=plans.STARTS) == {"G-ONE-PLAN"}


def test_advanced_cooperation_becomes_a_roadmap(euaa: Actor) -> None:
    told = {"country": "MNE", "title": "SYNTHETIC", "lead": "EUAA", "objective": "SYNTHETIC wish"}
    plan = do(actions.request, euaa, **told)
    with pytest.raises(refusals.WrongState):
        do(actions.agree, euaa, plan, agreement="X", starts=plans.STARTS, ends=plans.ENDS)
    do(actions.assess, euaa, plan, needs="SYNTHETIC needs")
    do(actions.note_options, euaa, plan, options="SYNTHETIC options")
    do(actions.agree, euaa, plan, agreement="SYNTHETIC: the second option", starts=plans.STARTS, ends=plans.ENDS)
    plans.chained(euaa, plan)
    assert plans.state(euaa, plan) == "design"
    with acting_as(euaa):
        one = Roadmap.objects.get(pk=plan)
    assert (one.advanced, one.needs, one.options) == (True, "SYNTHETIC needs", "SYNTHETIC options")


def test_it_is_reviewed_before_it_is_evaluated(euaa: Actor) -> None:
    plan, _indicator, _activity = signed(euaa)
    told = {"evaluation": "SYNTHETIC"}
    assert closed_by(actions.evaluate, euaa, plan, **told) == {"G-CYCLE"}
    do(actions.review, euaa, plan, kind="STEERING", on=plans.STARTS, conclusions="SYNTHETIC")
    assert closed_by(actions.evaluate, euaa, plan, **told) == {"G-CYCLE"}
    do(actions.review, euaa, plan, kind="MID_TERM", on=plans.STARTS, conclusions="SYNTHETIC")
    assert closed_by(actions.evaluate, euaa, plan, **told) == {"G-CYCLE"}  # on its first day
    do(actions.review, euaa, plan, kind="MID_TERM", on=MIDDLE, conclusions="SYNTHETIC")
    do(actions.evaluate, euaa, plan, **told)
    assert plans.state(euaa, plan) == "evaluated"
    with pytest.raises(refusals.WrongState):
        do(actions.review, euaa, plan, kind="STEERING", on=plans.STARTS, conclusions="SYNTHETIC")


def test_the_quarterly_update_is_due_a_quarter_after_the_last_look(euaa: Actor) -> None:
    plan, _indicator, _activity = signed(euaa)
    with acting_as(euaa):
        one = Roadmap.objects.select_related("case", "framework").get(pk=plan)
        assert roadmaps.review_due(one) == plans.STARTS + timedelta(days=92)
    looked = plans.STARTS + timedelta(days=80)
    do(actions.review, euaa, plan, kind="QUARTERLY", on=looked, conclusions="SYNTHETIC")
    with acting_as(euaa):
        one = Roadmap.objects.select_related("case", "framework").get(pk=plan)
        assert roadmaps.review_due(one) == looked + timedelta(days=92)


def test_an_extension_needs_a_reason_and_brings_periods(euaa: Actor) -> None:
    plan, indicator, _activity = signed(euaa)
    with pytest.raises(refusals.BadInput):
        do(actions.extend, euaa, plan, ends=plans.ENDS, reason="SYNTHETIC")
    later = plans.ENDS + timedelta(days=366)
    do(actions.extend, euaa, plan, ends=later, reason="SYNTHETIC: absorption")
    found = plans.periods(euaa, indicator)
    assert (len(found), found[-1].ends) == (6, later)
    with acting_as(euaa):
        change = Change.objects.filter(framework=plan).first()
    assert change is not None
    assert (change.fields["ends"], change.reason) == ([str(plans.ENDS), str(later)], "SYNTHETIC: absorption")


def test_the_next_generation_begins_where_this_one_ended(euaa: Actor, first: Actor) -> None:
    """What was reached is the baseline; what was done or cancelled is not planned again; it is followed once."""
    plan, indicator, activity = signed(euaa)
    left = plans.active(euaa, plan, "A2", reason="SYNTHETIC")
    plans.approved(first, euaa, officer("euaa2"), indicator, value=31)
    do(activities.cancel, euaa, activity, reason="SYNTHETIC")
    risk = {"text": "SYNTHETIC", "likelihood": 1, "impact": 1, "response": "SYNTHETIC", "owner": "EUAA", "reason": "SYNTHETIC"}
    do(results.add_risk, euaa, framework=plan, **risk)
    told = {"follows": plan, "title": "SYNTHETIC next", "lead": "EUAA", "starts": plans.ENDS + timedelta(days=1), "ends": plans.ENDS + timedelta(days=730)}
    with pytest.raises(refusals.BadInput):
        do(actions.next_generation, euaa, **told)
    for kind in ("STEERING", "MID_TERM"):
        do(actions.review, euaa, plan, kind=kind, on=MIDDLE, conclusions="SYNTHETIC")
    answered = recommended(first)
    do(recommendations.link, euaa, answered, activity=left)
    do(actions.evaluate, euaa, plan, evaluation="SYNTHETIC")
    assert [row.pk for row in covered(euaa, "ALB").open] == [answered]
    iom = officer("iom")
    assert closed_by(actions.next_generation, iom, **told | {"lead": "IOM"}) == {"G-FOLLOWS"}
    after = do(actions.next_generation, euaa, **told)
    with acting_as(euaa):
        new = Framework.objects.get(pk=after)
        one = new.indicators.get()
        assert (Roadmap.objects.get(pk=after).generation, Roadmap.objects.get(pk=after).follows_id) == (3, plan)
        assert [each.code for each in new.results.order_by("code")] == ["1", "1.1", "1.1.1"]
        assert (one.baseline, one.target, one.baseline_year) == (31, None, 2026)
        assert Period.objects.filter(indicator=one).count() == 4
        assert [each.code for each in new.activities.all()] == ["A2"]
        assert new.risks.count() == 1
    assert covered(euaa, "ALB").open == []  # what is planned again goes on answering
    with pytest.raises(refusals.BadInput):
        do(actions.next_generation, euaa, **told)


def test_all_indicators_open_their_period_at_once(euaa: Actor, first: Actor) -> None:
    plan, indicator, _activity = signed(euaa)
    with pytest.raises(refusals.NotAllowed):
        do(actions.open_periods, euaa, plan, day=plans.STARTS)
    do(actions.open_periods, first, plan, day=plans.STARTS)
    assert [one.locked for one in plans.periods(euaa, indicator)] == [False, True, True, True]
    with pytest.raises(refusals.BadInput):
        do(actions.open_periods, first, plan, day=plans.ENDS + timedelta(days=1))


def test_an_overdue_update_is_a_task_of_whoever_leads(euaa: Actor) -> None:
    plan, _indicator, _activity = signed(euaa)
    with acting_as(SYSTEM):
        actions.ask_for_reviews()
        actions.ask_for_reviews()
        waiting = Task.objects.filter(case=plan, code="REVIEW", done_at=None)
        assert [one.unit_id for one in waiting] == [euaa.unit]
    with moment.pretend(moment.now() + timedelta(hours=1)):
        do(actions.review, euaa, plan, kind="QUARTERLY", on=moment.today(), conclusions="SYNTHETIC")
    with acting_as(SYSTEM):
        assert not Task.objects.filter(case=plan, code="REVIEW", done_at=None).exists()


def test_periods_follow_the_days_of_the_plan(euaa: Actor) -> None:
    plan, indicator, _activity = plans.whole(euaa)
    do(actions.change, euaa, plan, title="SYNTHETIC", starts=plans.STARTS, ends=plans.STARTS + timedelta(days=364))
    assert len(plans.periods(euaa, indicator)) == 2
    do(actions.change, euaa, plan, title="SYNTHETIC", starts=plans.STARTS, ends=plans.ENDS)
    found = plans.periods(euaa, indicator)
    assert (len(found), found[-1].ends) == (4, plans.ENDS)


def recommended(who: Actor, country: str = "ALB", reference: str = "SYNTHETIC p. 1") -> uuid.UUID:
    return do(recommendations.record, who, country=country, year=2025, reference=reference, text="SYNTHETIC recommendation")


def covered(who: Actor, country: str) -> coverage.Covered:
    with acting_as(who):
        return next(one for one in coverage.coverage(who) if one.country == country)


def test_coverage_says_what_nobody_answers_and_what_answers_nothing(euaa: Actor, first: Actor) -> None:
    plan, _indicator, activity = signed(euaa)
    other = plans.active(euaa, plan, "A2", reason="SYNTHETIC")
    one, open_ = recommended(first), recommended(first, reference="SYNTHETIC p. 2")
    do(recommendations.link, euaa, one, activity=activity)
    found = covered(euaa, "ALB")
    assert [row.pk for row in found.open] == [open_]
    assert [each.pk for each in found.loose] == [other]
    # A cancelled activity answers nothing any more.
    do(activities.cancel, euaa, activity, reason="SYNTHETIC")
    assert {row.pk for row in covered(euaa, "ALB").open} == {one, open_}
    # What a report calls met stands on the list no more.
    do(recommendations.met, first, open_, year=2026, reference="SYNTHETIC 2026")
    assert [row.pk for row, _activities, _status in covered(euaa, "ALB").rows] == [one]


def test_whoever_leads_an_activity_says_what_it_answers(euaa: Actor, first: Actor) -> None:
    activity = signed(euaa)[2]
    one, elsewhere = recommended(first), recommended(first, "BIH")
    assert closed_by(recommendations.link, officer("iom"), one, activity=activity) == {"G-OWN-ACTIVITY"}
    with pytest.raises(refusals.BadInput):
        do(recommendations.link, euaa, elsewhere, activity=activity)
    with pytest.raises(refusals.BadInput):
        do(recommendations.link, euaa, one, activity=uuid.uuid4())
    do(recommendations.link, euaa, one, activity=activity)
    do(recommendations.unlink, euaa, one, activity=activity)
    with acting_as(euaa):
        assert not Recommendation.objects.get(pk=one).activities.exists()


def test_coverage_of_the_seven_asks_as_little_as_that_of_one(euaa: Actor, first: Actor, django_assert_max_num_queries: Any) -> None:
    for number, country in enumerate(SEVEN):
        for letter in range(3):
            recommended(first, country, f"SYNTHETIC {number} {letter}")
    with acting_as(euaa), django_assert_max_num_queries(6):
        assert len(coverage.coverage(euaa)) == 7


def test_a_status_is_of_the_year_of_the_recommendation_or_later(first: Actor) -> None:
    one = recommended(first)
    with pytest.raises(refusals.BadInput):
        do(recommendations.note_status, first, one, year=2024, reference="X")
    for progress in (1, 3):
        do(recommendations.note_status, first, one, year=2026, state=2, progress=progress, reference="SYNTHETIC 2026")
    with acting_as(first):
        assert list(Recommendation.objects.get(pk=one).statuses.values_list("year", "progress")) == [(2026, 3)]


def test_a_mission_is_approved_by_another_and_reported_once_it_has_begun(euaa: Actor, first: Actor) -> None:
    activity = signed(euaa)[2]
    today = moment.today()
    told = {"activity": activity, "sends": "EUAA", "profile": "SYNTHETIC", "experts": 2, "country": "ALB", "place": "SYNTHETIC", "purpose": "SYNTHETIC"}
    days = {"starts": today + timedelta(days=3), "ends": today + timedelta(days=3)}
    assert closed_by(missions.plan, officer("iom"), **told, **days) == {"G-MISSION-OWN"}
    case = do(missions.plan, euaa, **told, **days)
    assert closed_by(missions.approve, euaa, case) == {"G-MISSION-SECOND"}
    assert closed_by(missions.approve, officer("iom"), case) == {"G-MISSION-SECOND"}
    do(missions.approve, first, case)
    assert closed_by(missions.report, euaa, case, outcome="X") == {"G-MISSION-BEGUN"}
    with moment.pretend(moment.now() + timedelta(days=4)):
        do(missions.report, euaa, case, outcome="SYNTHETIC")
    assert plans.state(euaa, case) == "reported"


def test_papers_of_a_plan(euaa: Actor) -> None:
    plan, _indicator, _activity = signed(euaa)
    client = Client()
    client.force_login(User.objects.get(username="euaa"))
    answers = {kind: client.get(reverse("plan_printed", args=[plan, kind])) for kind in ("pdf", "docx", "ics")}
    assert all(one.status_code == 200 for one in answers.values())
    assert answers["pdf"].content.startswith(b"%PDF-")
    book = docx.Document(io.BytesIO(answers["docx"].content))
    text = "\n".join(cell.text for table in book.tables for row in table.rows for cell in row.cells)
    assert "SYNTHETIC a" in text
    assert "UNSCR 1244/1999" in book.sections[0].footer.paragraphs[0].text
    entries = Calendar.from_ical(answers["ics"].content).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in entries] == ["A1 SYNTHETIC A1 (EUAA)"]
    assert client.get(reverse("plan_printed", args=[plan, "exe"])).status_code == 404


@pytest.mark.parametrize("name", ["roadmaps", "coverage", "missions"])
def test_lists_are_for_analysts_too(name: str, db: Any) -> None:
    client = Client()
    for username, status in (("analyst", 200), ("euaa", 200), ("programme", 200), ("pool", 403)):
        client.force_login(User.objects.get(username=username))
        answer = client.get(reverse(name))
        assert answer.status_code == status
        if status == 200:
            assert "UNSCR 1244/1999" in answer.content.decode()


def test_forms_stand_filled_with_what_is_known(euaa: Actor) -> None:
    """Changing a row shows what stands there; a report is begun with the categories of its indicator."""
    plan = plans.opened(euaa)
    plans.chained(euaa, plan)
    indicator = plans.measured(euaa, plan, dimensions={"sex": ["female", "male"]})
    client = Client()
    client.force_login(User.objects.get(username="euaa"))
    text = client.get(reverse("act", args=[indicator, "change"])).content.decode()
    assert "sex: female, male" in text
    assert "SYNTHETIC a" in text
    text = client.get(f"{reverse('start', args=['progress', 'begin'])}?from={indicator}").content.decode()
    assert "sex / female = \n" in text
    # What is measured in another way is not asked.
    assert 'name="value"' in text
    assert 'name="numerator"' not in text
    assert 'name="words"' not in text
    text = client.get(f"{reverse('start', args=['activity', 'add'])}?from={plan}").content.decode()
    assert "1.1.1 SYNTHETIC 1.1.1" in text
    with acting_as(euaa):
        assert Indicator.objects.filter(framework=plan).count() == 1
