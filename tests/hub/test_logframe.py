"""Plans with their indicators, reports and activities: whose rows they are, what counts, what is written down of changes."""

from __future__ import annotations

import itertools
import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.hub.logframe import gates
from egnatia.hub.logframe.activities import actions as activities
from egnatia.hub.logframe.indicators import actions as indicators
from egnatia.hub.logframe.models import Activity, Change, Framework, Indicator, Party, Progress
from egnatia.hub.logframe.parties import actions as parties
from egnatia.hub.logframe.progress import actions as progress
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.logframe.values import Light, light, of_indicators
from egnatia.hub.roadmaps import actions as roadmaps
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.run import run
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import CaseFile, Unit, User
from tests.hub import roadmapping as plans
from tests.hub.conftest import do, officer


@pytest.fixture
def euaa(db: None) -> Actor:
    return officer("euaa")


@pytest.fixture
def euaa2(db: None) -> Actor:
    return officer("euaa2")


@pytest.fixture
def iom(db: None) -> Actor:
    return officer("iom")


def closed_by(refusal: refusals.GateClosed) -> set[str]:
    return {one.code for one, _answer in refusal.closed}


def value(who: Actor, indicator: uuid.UUID) -> Decimal | None:
    with acting_as(who):
        found = of_indicators([Indicator.objects.get(pk=indicator)])[indicator].so_far
    return found.number if found else None


def test_a_partner_edits_its_own_rows_alone(euaa: Actor, iom: Actor, first: Actor) -> None:
    """Each step on a row of another partner is refused, by gate, whoever the stranger is: another partner, or an officer of the hub."""
    plan, indicator, activity = plans.whole(euaa)
    theirs = plans.active(euaa, plan, "A2", "IOM")
    risk = do(results.add_risk, euaa, framework=plan, text="X", likelihood=1, impact=1, response="Y", owner="EUAA")
    with acting_as(euaa):
        result = Framework.objects.get(pk=plan).results.first()
        assert result is not None
    tries: list[tuple[Any, uuid.UUID | None, dict[str, Any]]] = [
        (results.add_result, None, {"framework": plan, "code": "9", "level": "AREA", "title": "X"}),
        (results.change_result, result.pk, {"level": "AREA", "title": "X"}),
        (results.drop_result, result.pk, {"reason": "X"}),
        (results.change_risk, risk, {"text": "X", "likelihood": 1, "impact": 1, "response": "Y", "owner": "IOM"}),
        (results.close_risk, risk, {"note": "X"}),
        (indicators.change_indicator, indicator, {"title": "X", "measure": "NUMBER", "responsible": "IOM"}),
        (indicators.set_target, indicator, {"period": plans.periods(euaa, indicator)[0].pk, "target": 1}),
        (indicators.drop_indicator, indicator, {"reason": "X"}),
        (activities.change_activity, activity, {"output": plans.OUTPUT, "title": "X", "lead": "IOM"}),
        (activities.note_spending, activity, {"spent": 5}),
        (activities.cancel, activity, {"reason": "X"}),
        (roadmaps.change, plan, {"title": "X", "starts": plans.STARTS, "ends": plans.ENDS}),
        (roadmaps.discard, plan, {}),
    ]
    for stranger in (iom, first):
        for door, case, told in tries:
            with pytest.raises(refusals.GateClosed) as refusal:
                do(door, stranger, case, **told)
            assert closed_by(refusal.value) & {"G-OWN-ROW", "G-LEAD"}, door.__name__
    # Its own row, in a plan that another one leads, it does edit; and the lead of the plan does not.
    do(activities.note_spending, iom, theirs, spent=5)
    with pytest.raises(refusals.GateClosed):
        do(activities.note_spending, euaa, theirs, spent=6)


def test_the_check_of_ownership_catches_a_gate_that_lets_pass(monkeypatch: pytest.MonkeyPatch, euaa: Actor, iom: Actor) -> None:
    """The broken twin: a gate that passes everybody lets the stranger's change through, so the test above would fail."""
    _plan, _indicator, activity = plans.whole(euaa)
    monkeypatch.setattr(gates, "_is_of", lambda unit: True)
    do(activities.note_spending, iom, activity, spent=5)
    with acting_as(iom):
        assert Activity.objects.get(pk=activity).spent == 5


def test_every_partner_reads_everything(euaa: Actor, iom: Actor) -> None:
    plan, indicator, activity = plans.whole(euaa)
    with acting_as(iom):
        assert CaseFile.objects.filter(pk__in=(plan, indicator, activity)).count() == 3
    client = Client()
    client.force_login(User.objects.get(username="iom"))
    assert client.get(reverse("plan", args=[plan])).status_code == 200
    for pk in (plan, indicator, activity):
        assert client.get(reverse("case", args=[pk])).status_code == 200


def test_an_institution_that_joins_sees_what_was_there_and_takes_its_rows(euaa: Actor, first: Actor) -> None:
    plan = plans.opened(euaa)
    plans.chained(euaa, plan)
    activity = plans.active(euaa, plan, who="SRB")
    with acting_as(first):
        party, case = Party.objects.get(code="SRB"), CaseFile.objects.get(pk=activity)
    assert case.unit_id == Unit.objects.get(code="HUB").pk  # nobody of it signs in: the hub answers for it
    office = Unit.objects.create(code="SRB-NA", name="SYNTHETIC authority", kind=Unit.Kind.PROGRAMME_PARTNER)
    do(parties.join, first, party.pk, unit="SRB-NA")
    User.objects.create(username="serbia", display_name="SYNTHETIC", unit=office, roles=["PROGRAMME_PARTNER"])
    serbia = officer("serbia")
    do(activities.note_spending, serbia, activity, spent=7)
    with pytest.raises(refusals.GateClosed):
        do(activities.note_spending, first, activity, spent=8)


def test_an_institution_is_of_one_of_the_seven_or_of_none(first: Actor) -> None:
    """Also for a program, which has no list to choose from."""
    told = {"code": "SYN", "name": "SYNTHETIC", "kind": "AUTHORITY"}
    for wrong in ("DEU", "ALBANIA", "alb"):
        with pytest.raises(refusals.BadInput) as refusal:
            do(parties.register, first, **told, country=wrong)
        assert set(refusal.value.errors) == {"country"}
    do(parties.register, first, **told, country="ALB")


def test_only_what_is_approved_counts_and_by_another_person(euaa: Actor, euaa2: Actor, iom: Actor, first: Actor) -> None:
    _plan, indicator, _activity = plans.whole(euaa)
    case = plans.drafted(first, euaa, indicator, value=12)
    assert value(euaa, indicator) is None
    with pytest.raises(refusals.WrongState):
        do(progress.approve, euaa2, case)
    do(progress.submit, euaa, case)
    assert value(euaa, indicator) is None
    with pytest.raises(refusals.GateClosed) as refusal:
        do(progress.approve, euaa, case)
    assert closed_by(refusal.value) == {"G-APPROVED-BY-ANOTHER"}
    with pytest.raises(refusals.GateClosed) as refusal:
        do(progress.approve, iom, case)
    assert closed_by(refusal.value) == {"G-LOOKED-AT"}
    do(progress.send_back, first, case, remarks="Say of whom")
    assert value(euaa, indicator) is None
    told = {"period": plans.periods(euaa, indicator)[0].pk, "value": 11, "as_of": plans.STARTS}
    do(progress.change, euaa, case, **told)
    do(progress.submit, euaa, case)
    do(progress.approve, euaa2, case)
    assert value(euaa, indicator) == 11
    client = Client()
    client.force_login(User.objects.get(username="iom"))
    assert reverse("case", args=[case]) in client.get(reverse("case", args=[indicator])).content.decode()
    with pytest.raises(refusals.WrongState):
        do(progress.change, euaa, case, **told)


def test_a_closed_period_takes_no_report(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    """Closed from the beginning; closed again, it neither takes what waits in it nor lets it be approved."""
    _plan, indicator, _activity = plans.whole(euaa)
    period = plans.periods(euaa, indicator)[0]
    told = {"indicator": indicator, "period": period.pk, "value": 1, "as_of": plans.STARTS}
    with pytest.raises(refusals.BadInput) as refusal:
        do(progress.begin, euaa, **told)
    assert "period" in refusal.value.errors
    case = plans.drafted(first, euaa, indicator, value=1)
    do(indicators.lock, first, indicator, period=period.pk)
    with pytest.raises(refusals.GateClosed) as closed:
        do(progress.submit, euaa, case)
    assert closed_by(closed.value) == {"G-PERIOD-OPEN"}
    do(indicators.unlock, first, indicator, period=period.pk)
    do(progress.submit, euaa, case)
    do(indicators.lock, first, indicator, period=period.pk)
    with pytest.raises(refusals.GateClosed):
        do(progress.approve, euaa2, case)
    with pytest.raises(refusals.NotAllowed):
        do(indicators.unlock, euaa, indicator, period=period.pk)


def test_revoking_takes_the_value_out_of_the_whole_too(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    """Parts of two countries add to one indicator of a third plan; the whole follows each step, without anybody reckoning it anew."""
    _plan, top, _activity = plans.whole(euaa)
    parts = [plans.whole(euaa, country=country)[1] for country in ("BIH", "TUR")]
    for part in parts:
        do(indicators.count_in, euaa, top, part=part)
    reports = [plans.approved(first, euaa, euaa2, part, value=number) for part, number in zip(parts, (10, 5), strict=True)]
    plans.approved(first, euaa, euaa2, top, value=1)
    assert value(euaa, top) == 16
    do(progress.revoke, first, reports[0], remarks="Counted twice")
    assert (value(euaa, top), value(euaa, parts[0])) == (6, None)
    do(indicators.drop_indicator, euaa, parts[1], reason="Not measured any more")
    assert value(euaa, top) == 1


def test_a_discarded_plan_adds_nothing(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    top = plans.whole(euaa)[1]
    plan, part, _activity = plans.whole(euaa, country="BIH")
    do(indicators.count_in, euaa, top, part=part)
    plans.approved(first, euaa, euaa2, part, value=9)
    assert value(euaa, top) == 9
    do(roadmaps.discard, euaa, plan)
    assert value(euaa, top) is None


def test_a_cumulative_whole_carries_on_what_each_reached(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    """Own 10 and part 5 in the first half, part 8 in the second: 15, then 18. A period of which nobody says anything has no value."""
    plan = plans.opened(euaa)
    plans.chained(euaa, plan)
    top = plans.measured(euaa, plan, "c", cumulative=True)
    other = plans.opened(euaa, "BIH")
    plans.chained(euaa, other)
    part = plans.measured(euaa, other, "c", cumulative=True)
    do(indicators.count_in, euaa, top, part=part)
    plans.approved(first, euaa, euaa2, top, value=10)
    plans.approved(first, euaa, euaa2, part, value=5)
    plans.approved(first, euaa, euaa2, part, 1, value=8)
    with acting_as(euaa):
        found = of_indicators([Indicator.objects.get(pk=top)])[top]
    assert [one.value.number if one.value else None for one in found.periods] == [15, 18, None, None]
    assert value(euaa, top) == 18


def test_a_whole_of_percentages_goes_by_numerators(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    percent = {"measure": "PERCENT", "unit": "", "target": 80}
    tops = plans.opened(euaa)
    plans.chained(euaa, tops)
    top = plans.measured(euaa, tops, "p", **percent)
    for country, numerator, denominator in (("BIH", 9, 10), ("TUR", 10, 90)):
        plan = plans.opened(euaa, country)
        plans.chained(euaa, plan)
        part = plans.measured(euaa, plan, "p", **percent)
        do(indicators.count_in, euaa, top, part=part)
        plans.approved(first, euaa, euaa2, part, numerator=numerator, denominator=denominator)
    assert value(euaa, top) == 19


def test_whoever_leads_the_whole_takes_a_part_in(euaa: Actor, iom: Actor) -> None:
    """Nobody adds to another one's figures; it stands in the change log of the whole, with a reason once that is signed."""
    plan, top, _activity = plans.whole(euaa)
    theirs = plans.opened(iom, "BIH", "IOM")
    plans.chained(iom, theirs)
    part = plans.measured(iom, theirs, responsible="IOM")
    with pytest.raises(refusals.GateClosed) as refusal:
        do(indicators.count_in, iom, top, part=part)
    assert closed_by(refusal.value) == {"G-LEAD"}
    do(roadmaps.sign, euaa, plan, signed_on=plans.STARTS)
    with pytest.raises(refusals.BadInput):
        do(indicators.count_in, euaa, top, part=part)
    do(indicators.count_in, euaa, top, part=part, reason="SYNTHETIC")
    with acting_as(euaa):
        change = Change.objects.filter(framework=plan).first()
    assert change is not None
    assert change.fields == {"counts in": ["", "SYNTHETIC plan: a"]}
    do(indicators.count_out, euaa, top, part=part, reason="SYNTHETIC")


def test_nothing_counts_for_itself_or_in_another_measure(euaa: Actor) -> None:
    plan, one, _activity = plans.whole(euaa)
    other = plans.whole(euaa, country="BIH")[1]
    percent = plans.measured(euaa, plan, "p", measure="PERCENT", unit="", target=80)
    do(indicators.count_in, euaa, one, part=other)
    for whole, part in ((other, one), (one, one), (other, percent), (one, other)):
        with pytest.raises(refusals.BadInput):
            do(indicators.count_in, euaa, whole, part=part)


def test_a_plan_that_is_over_stays_as_it_was(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    plan, indicator, activity = plans.whole(euaa)
    approved = plans.approved(first, euaa, euaa2, indicator, value=3)
    pending = plans.drafted(first, euaa, indicator, 1, value=3)
    do(progress.submit, euaa, pending)
    period = plans.periods(euaa, indicator)[2]
    do(roadmaps.discard, euaa, plan)
    with acting_as(euaa):
        result = Framework.objects.get(pk=plan).results.get(code="1")
    told = {"indicator": indicator, "period": period.pk, "value": 1, "as_of": plans.STARTS}
    tries: list[tuple[Any, Actor, uuid.UUID | None, dict[str, Any]]] = [
        (results.change_result, euaa, result.pk, {"level": "AREA", "title": "X"}),
        (indicators.set_target, euaa, indicator, {"period": period.pk, "target": 1}),
        (indicators.unlock, first, indicator, {"period": period.pk}),
        (activities.note_spending, euaa, activity, {"spent": 1}),
        (progress.begin, euaa, None, told),
        (progress.approve, euaa2, pending, {}),
        (progress.revoke, euaa2, approved, {"remarks": "X"}),
        (results.add_result, euaa, None, {"framework": plan, "code": "9", "level": "AREA", "title": "X"}),
        (activities.add_activity, euaa, None, {"framework": plan, "code": "9", "output": plans.OUTPUT, "title": "X", "lead": "EUAA"}),
    ]
    for door, who, case, given in tries:
        with pytest.raises(refusals.GateClosed) as refusal:
            do(door, who, case, **given)
        assert "G-PLAN-OPEN" in closed_by(refusal.value), door.__name__


def test_categories_must_sum_unless_it_is_said_that_they_do_not(euaa: Actor, first: Actor) -> None:
    plan = plans.opened(euaa)
    plans.chained(euaa, plan)
    sex = {"sex": ["female", "male"]}
    strict = plans.measured(euaa, plan, "s", dimensions=sex)
    lenient = plans.measured(euaa, plan, "m", dimensions=sex, multiple=True)
    wrong = {"value": 12, "parts": "sex / female = 7\nsex / male = 4"}
    with pytest.raises(refusals.BadInput) as refusal:
        plans.drafted(first, euaa, strict, **wrong)
    assert "parts" in refusal.value.errors
    with pytest.raises(refusals.BadInput):
        plans.drafted(first, euaa, strict, value=12)  # not broken down at all
    plans.drafted(first, euaa, strict, **wrong, incomplete=True)
    plans.drafted(first, euaa, lenient, **wrong)
    for bad in ("sex / other = 12", "sex = 12", "sex / female = twelve", "sex / female = 3 / 12", "sex / female = 12\nsex / female = 0"):
        with pytest.raises(refusals.BadInput):
            plans.drafted(first, euaa, strict, value=12, parts=bad)


@pytest.mark.parametrize(
    "told", [{}, {"value": 1, "words": "X"}, {"numerator": 1}, {"numerator": 3, "denominator": 2}, {"value": "1e40"}, {"value": 1, "as_of": "2025-12-31"}]
)
def test_a_report_says_what_its_indicator_measures(euaa: Actor, first: Actor, told: dict[str, Any]) -> None:
    plan = plans.opened(euaa)
    plans.chained(euaa, plan)
    percent = told.get("numerator") is not None
    indicator = plans.measured(euaa, plan, **({"measure": "PERCENT", "unit": ""} if percent else {}))
    with pytest.raises(refusals.BadInput):
        plans.drafted(first, euaa, indicator, **told)


def test_all_who_wrote_a_report_do_not_approve_it(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    _plan, indicator, _activity = plans.whole(euaa)
    case = plans.drafted(first, euaa, indicator, value=12)
    do(progress.change, euaa2, case, period=plans.periods(euaa, indicator)[0].pk, value=13, as_of=plans.STARTS)
    do(progress.submit, euaa, case)
    for one in (euaa, euaa2):
        with pytest.raises(refusals.GateClosed):
            do(progress.approve, one, case)
    do(progress.approve, first, case)


def test_days_and_forms_that_no_database_holds_are_refused(euaa: Actor, first: Actor) -> None:
    plan, indicator, _activity = plans.whole(euaa)
    for wrong in ({"ends": "9999-12-31"}, {"starts": "0001-01-01"}, {"raci": {"X": ["EUAA"]}}, {"raci": {"LONG": ["EUAA"]}}):
        with pytest.raises(refusals.BadInput):
            plans.active(euaa, plan, "B1", **wrong)
    for dimensions in ({"a/b": ["c"]}, {"a": ["x" * 61]}, {"a" * 41: ["b"]}, {"a": []}, {"a": ["b\u200b"]}):
        with pytest.raises(refusals.BadInput):
            plans.measured(euaa, plan, "B1", dimensions=dimensions)
    with pytest.raises(refusals.BadInput):
        plans.opened(euaa, "BIH", ends="9999-12-31")
    with pytest.raises(refusals.BadInput):
        plans.drafted(first, euaa, indicator, value=1, parts={"sex/female": ["1e30", None]}, incomplete=True)
    with pytest.raises(refusals.BadInput):
        plans.drafted(first, euaa, indicator, value=1, as_of=plans.ENDS - timedelta(days=500))


def test_forms_keep_every_place_of_a_number(euaa: Actor) -> None:
    plan = plans.opened(euaa)
    plans.chained(euaa, plan)
    one = plans.measured(euaa, plan, "x", baseline="0.1250", target="0.0041")
    client = Client()
    client.force_login(User.objects.get(username="euaa"))
    text = client.get(reverse("act", args=[one, "change"])).content.decode()
    assert 'value="0.125"' in text
    assert 'value="0.0041"' in text


def test_a_signed_plan_changes_with_a_reason_and_a_version(euaa: Actor) -> None:
    plan, indicator, _activity = plans.whole(euaa)
    do(roadmaps.sign, euaa, plan, signed_on=plans.STARTS)
    told = {"title": "SYNTHETIC a, changed", "part_of": plans.OUTPUT, "measure": "NUMBER", "unit": "officers", "responsible": "EUAA"}
    numbers = {"baseline": 0, "baseline_year": 2025, "target": 50}
    with pytest.raises(refusals.BadInput) as refusal:
        do(indicators.change_indicator, euaa, indicator, **told, **numbers)
    assert "reason" in refusal.value.errors
    do(indicators.change_indicator, euaa, indicator, **told, **numbers, reason="More places than planned")
    with acting_as(euaa):
        change = Change.objects.filter(framework=plan).first()
        version = Framework.objects.get(pk=plan).version
    assert change is not None
    assert change.fields == {"title": ["SYNTHETIC a", "SYNTHETIC a, changed"], "target": ["40.0000", "50"]}
    assert (change.reason, change.by, version) == ("More places than planned", "Officer of EUAA", 2)


def test_two_editors_on_one_indicator_and_neither_loses(euaa: Actor, euaa2: Actor) -> None:
    """Both opened the form of one version. The second to send gets both side by side with what was typed, and sends it again on purpose."""
    _plan, indicator, _activity = plans.whole(euaa)
    form = {"part_of": plans.OUTPUT, "measure": "NUMBER", "unit": "officers", "baseline": "0", "baseline_year": "2025", "direction": "UP", "frequency": "HALF"}
    form |= {"responsible": "EUAA", "cumulative": ""}
    clients = []
    for name in ("euaa", "euaa2"):
        client = Client()
        client.force_login(User.objects.get(username=name))
        clients.append(client)
    address = reverse("act", args=[indicator, "change"])
    version = "1"
    first = clients[0].post(address, form | {"title": "SYNTHETIC by the first", "target": "45", "_version": version, "_key": str(uuid.uuid4())})
    assert first.status_code == 302
    second = clients[1].post(address, form | {"title": "SYNTHETIC by the second", "target": "40", "_version": version, "_key": str(uuid.uuid4())})
    text = second.content.decode()
    assert second.status_code == 409
    assert "SYNTHETIC by the first" in text
    assert "SYNTHETIC by the second" in text
    with acting_as(euaa):
        assert Indicator.objects.get(pk=indicator).title == "SYNTHETIC by the first"
    again = clients[1].post(address, form | {"title": "SYNTHETIC by both", "target": "45", "_version": "2", "_key": str(uuid.uuid4())})
    assert again.status_code == 302
    with acting_as(euaa):
        one = Indicator.objects.get(pk=indicator)
        titles = [change.fields["title"][1] for change in Change.objects.filter(case=indicator).order_by("at")]
    assert (one.title, one.target) == ("SYNTHETIC by both", 45)
    assert titles == ["SYNTHETIC by the first", "SYNTHETIC by both"]


def test_two_reports_on_one_period_both_count(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    _plan, indicator, _activity = plans.whole(euaa)
    plans.approved(first, euaa, euaa2, indicator, value=3)
    plans.approved(first, euaa2, euaa, indicator, value=4)
    assert value(euaa, indicator) == 7


def test_an_activity_begins_where_it_can_be_done(euaa: Actor) -> None:
    _plan, _indicator, activity = plans.whole(euaa)
    for needed, there in ((None, None), (30, 20)):
        if needed is not None:
            do(activities.check_capacity, euaa, activity, days_needed=needed, days_there=there)
        with pytest.raises(refusals.GateClosed) as refusal:
            do(activities.begin, euaa, activity, note="X")
        assert closed_by(refusal.value) == {"G-CAPACITY"}
    do(activities.check_capacity, euaa, activity, days_needed=20, days_there=20)
    with moment.pretend(moment.now() + timedelta(days=200)), pytest.raises(refusals.GateClosed):
        do(activities.begin, euaa, activity, note="X")
    do(activities.begin, euaa, activity, note="X")
    assert plans.state(euaa, activity) == "on_track"


def test_lights_go_by_the_way_that_is_done(euaa: Actor) -> None:
    up = Indicator(measure="NUMBER", direction="UP", baseline=Decimal(10), cumulative=True)
    down = Indicator(measure="NUMBER", direction="DOWN", baseline=Decimal(100), cumulative=True)
    sums = Indicator(measure="NUMBER", direction="UP", baseline=Decimal(20))
    for one, reached, wanted, expected in (
        (up, 30, 30, Light.REACHED),
        (up, 28, 30, Light.REACHED),  # nine tenths of the way
        (up, 27, 30, Light.BEHIND),
        (up, 22, 30, Light.BEHIND),
        (up, 21, 30, Light.FAR),
        (up, 5, 30, Light.FAR),
        (down, 50, 50, Light.REACHED),
        (down, 60, 50, Light.BEHIND),
        (down, 110, 50, Light.FAR),
        # A baseline beyond the milestone, such as that of a whole year: the way is reckoned from nothing.
        (sums, 0, 10, Light.FAR),
        (sums, 7, 10, Light.BEHIND),
        (sums, 9, 10, Light.REACHED),
        (up, 0, 5, Light.FAR),
        (up, None, 30, Light.UNKNOWN),
        (up, 30, None, Light.UNKNOWN),
    ):
        found = light(one, None if reached is None else Decimal(reached), None if wanted is None else Decimal(wanted))
        assert found is expected, (reached, wanted)


def test_periods_follow_the_frequency_without_holes(euaa: Actor) -> None:
    plan = plans.opened(euaa)
    plans.chained(euaa, plan)
    for frequency, count in (("QUARTER", 8), ("HALF", 4), ("YEAR", 2), ("WHOLE", 1)):
        found = plans.periods(euaa, plans.measured(euaa, plan, frequency, frequency=frequency))
        assert len(found) == count
        assert (found[0].starts, found[-1].ends) == (plans.STARTS, plans.ENDS)
        assert all(later.starts - earlier.ends == timedelta(days=1) for earlier, later in itertools.pairwise(found))
        assert all(one.locked for one in found)


def test_evidence_is_kept_as_it_came(euaa: Actor, first: Actor) -> None:
    _plan, indicator, _activity = plans.whole(euaa)
    case = plans.drafted(first, euaa, indicator, value=1)
    content = b"%PDF-1.7 SYNTHETIC"
    do(progress.attach, euaa, case, title="SYNTHETIC list of sessions", file=content)
    with pytest.raises(refusals.BadInput):
        do(progress.attach, euaa, case, title="X", file=b"MZ program")
    client = Client()
    client.force_login(User.objects.get(username="iom"))
    with acting_as(SYSTEM):
        pk = Progress.objects.get(pk=case).evidence.get().pk
    answer = client.get(reverse("evidence", args=[pk]))
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, content, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(User.objects.get(username="analyst"))
    assert client.get(reverse("evidence", args=[pk])).status_code == 403


def test_a_page_of_a_large_plan_asks_as_little_as_one_of_a_small_one(euaa: Actor) -> None:
    client = Client()
    client.force_login(User.objects.get(username="euaa"))

    def asked(size: int, country: str) -> int:
        plan = plans.opened(euaa, country)
        plans.chained(euaa, plan)
        for number in range(size):
            plans.measured(euaa, plan, f"i{number}")
            plans.active(euaa, plan, f"A{number}", raci={"C": ["IOM"]})
        client.get(reverse("plan", args=[plan]))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("plan", args=[plan])).status_code == 200
        return len(queries)

    assert asked(2, "ALB") == asked(12, "BIH")


def test_steps_of_another_procedure_are_none_of_a_plan(euaa: Actor) -> None:
    indicator = plans.whole(euaa)[1]
    with pytest.raises(refusals.NotFound):
        run(registry["activity"].action("note_spending"), {"spent": 1}, actor=euaa, key=uuid.uuid4(), case_id=indicator, version=None)
