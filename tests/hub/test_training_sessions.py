"""Sessions from plan to report, and the trainers whom the half-year gives them: exact, asked without changing anything, given by the same door as by hand."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.hub.training.models import Trainer, TrainerSeat, TrainingSession
from egnatia.hub.training.sessions import actions, selectors
from egnatia.hub.training.trainers import actions as trainers
from egnatia.hub.training.trainers import half_year
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import User
from tests.hub.conftest import do
from tests.hub.learning import enrolled, planned, then, week
from tests.hub.test_curriculum import state


def multiplied(who: Actor) -> tuple[int, int]:
    with acting_as(who):
        return next((first, then) for country, first, then in selectors.multiplier(who) if country == "SRB")


def used(who: Actor) -> tuple[int, int]:
    with acting_as(who):
        return selectors.utilisation(selectors.trainers(who))


def half(who: Actor, **what_if: Any) -> half_year.Plan:
    with acting_as(who):
        return half_year.ask(**what_if)


def given(case: uuid.UUID) -> list[int]:
    return sorted(TrainerSeat.objects.filter(session=case).values_list("trainer__number", flat=True))


def test_from_plan_to_report(module: uuid.UUID, first: Actor, second: Actor) -> None:
    for country in ("SRB", "MKD"):
        enrolled(first, country)
    case = planned(first, kind="TOT_REGIONAL")
    with pytest.raises(refusals.GateClosed):
        do(actions.approve, first, case)  # planned by the same officer
    do(actions.approve, second, case)
    with pytest.raises(refusals.GateClosed):
        do(actions.open_session, first, case)  # nobody teaches it
    do(actions.give_trainers, first, case, week=week(), first=1, second=2)
    do(actions.open_session, first, case)
    do(actions.fill, first, case)
    with pytest.raises(refusals.GateClosed):
        do(actions.begin, first, case)  # its week has not come
    with then():
        do(actions.begin, first, case)
    for wrong in ({}, {"srb": 3, "srb_passed": 4}):
        with pytest.raises(refusals.BadInput):
            do(actions.deliver, first, case, **wrong)
    do(actions.deliver, first, case, srb=6, srb_passed=5, mkd=4, mkd_passed=4)
    do(actions.evaluate, first, case, reaction="4.30", before=48, after=81)
    do(actions.report, first, case, lessons="SYNTHETIC")
    assert state(case) == "reported"
    assert multiplied(first) == (5, 0)
    later = planned(second)
    do(actions.approve, first, later)
    do(actions.give_trainers, first, later, week=week(3), first=1, second=2)
    do(actions.open_session, first, later)
    with then(3):
        do(actions.begin, first, later)
    do(actions.deliver, first, later, srb=20, srb_passed=15)
    assert multiplied(first) == (5, 15)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"level": 1}, "co-trainers"),
        ({"languages": ["sqi"]}, "language"),
        ({"certified_until": moment.today() + timedelta(days=3)}, "certified"),
        ({"country": "SRB"}, "two countries"),
    ],
)
def test_by_hand_the_rules_of_the_half_year_hold(module: uuid.UUID, first: Actor, change: dict[str, Any], words: str) -> None:
    enrolled(first, "SRB", level=1)
    enrolled(first, **{"country": "MKD", **change})
    case = planned(first, kind="TOT_REGIONAL")
    with pytest.raises(refusals.BadInput) as refusal:
        do(actions.give_trainers, first, case, week=week(), first=1, second=2)
    assert words in str([str(one) for one in refusal.value.errors.values()])
    assert given(case) == []


def test_nobody_teaches_twice_in_a_week_or_in_the_wrong_one(module: uuid.UUID, first: Actor) -> None:
    one, _two = enrolled(first), enrolled(first, "MKD", most=1)
    case, other = planned(first), planned(first)
    do(actions.give_trainers, first, case, week=week(), first=1, second=2)
    for wrong, words in ((week(), "another session"), (week(9), "that week"), (week(3), "more sessions")):
        with pytest.raises(refusals.BadInput) as refusal:
            do(actions.give_trainers, first, other, week=wrong, first=1, second=2)
        assert words in str([str(each) for each in refusal.value.errors.values()])
    with pytest.raises(refusals.BadInput):
        do(trainers.leave, first, one)  # a session counts on them


def test_the_half_year_is_asked_and_nothing_changes_until_it_is_given(module: uuid.UUID, first: Actor) -> None:
    enrolled(first), enrolled(first, "MKD"), enrolled(first, "BIH")
    cases = [planned(first, kind=kind) for kind in ("TOT_REGIONAL", "NATIONAL")]
    plan = half(first)
    assert (plan.served, plan.proven) == (2, True)
    assert not TrainerSeat.objects.exists()
    regional = next(one for one in plan.lines if one.session.pk == cases[0])
    assert len({one.country for one in regional.trainers}) == 2
    missing = half(first, without=[1, 2])
    assert missing.served == 0
    assert not TrainerSeat.objects.exists()
    client = Client()
    client.force_login(User.objects.get(username="programme"))
    page = client.get(reverse("trainers") + "?ask=1").content.decode()
    assert "No better half-year exists" in page
    rows = [f"{one.session.pk}|{one.week}|{one.trainers[0].number}|{one.trainers[1].number}" for one in plan.lines]
    answer = client.post(reverse("trainers_give"), {"given": [*rows, "junk", f"{uuid.uuid4()}|2026-13-45|1|2"]}, follow=True).content.decode()
    assert "Given: 2." in answer
    assert "Left as they are: 1." in answer
    assert all(len(given(case)) == 2 for case in cases)
    again = half(first)
    assert not any(one.changed for one in again.lines)  # what stands is not changed for nothing
    question = client.get(reverse("trainers") + "?ask=1&without=1").content.decode()
    assert "nothing can be given from it" in question
    assert 'name="given"' not in question


def test_utilisation_counts_who_taught_in_the_last_year(module: uuid.UUID, first: Actor, second: Actor) -> None:
    enrolled(first), enrolled(first, "MKD"), enrolled(first, "BIH")
    assert used(first) == (0, 3)
    case = planned(first)
    do(actions.approve, second, case)
    do(actions.give_trainers, first, case, week=week(), first=1, second=2)
    do(actions.open_session, first, case)
    with then():
        do(actions.begin, first, case)
        assert used(first) == (0, 3)
        do(actions.deliver, first, case, srb=3)
        assert used(first) == (2, 3)
    with moment.pretend(moment.now() + timedelta(days=390)):
        assert used(first) == (0, 3)


def test_a_withdrawn_module_is_not_planned_or_approved(module: uuid.UUID, first: Actor, second: Actor) -> None:
    from egnatia.hub.training.actions import withdraw

    case = planned(first)
    do(withdraw, first, module)
    with pytest.raises(refusals.GateClosed):
        do(actions.approve, second, case)
    with pytest.raises(refusals.BadInput):
        planned(first)
    assert TrainingSession.objects.count() == 1


def test_a_chain_of_changes_is_given_whole(module: uuid.UUID, first: Actor) -> None:
    """One moves into the week that another leaves: the order in which they stand on the page does not matter."""
    enrolled(first), enrolled(first, "MKD")
    early, late = planned(first), planned(first)
    do(actions.give_trainers, first, early, week=week(2), first=1, second=2)
    do(actions.give_trainers, first, late, week=week(3), first=1, second=2)
    client = Client()
    client.force_login(User.objects.get(username="programme"))
    rows = [f"{early}|{week(3)}|1|2", f"{late}|{week(4)}|1|2"]
    assert "Given: 2." in client.post(reverse("trainers_give"), {"given": rows}, follow=True).content.decode()
    assert dict(TrainingSession.objects.values_list("pk", "week")) == {early: week(3), late: week(4)}


def test_nobody_is_given_what_lies_beyond_the_half_year(module: uuid.UUID, first: Actor) -> None:
    enrolled(first), enrolled(first, "MKD")
    case = planned(first, monday=week(30))
    with pytest.raises(refusals.BadInput):
        do(actions.give_trainers, first, case, week=week(30), first=1, second=2)
    assert half(first).lines == ()


def test_an_absence_that_is_noted_later_is_seen_before_it_opens(module: uuid.UUID, first: Actor, second: Actor) -> None:
    one, _two = enrolled(first), enrolled(first, "MKD")
    case = planned(first)
    do(actions.approve, second, case)
    do(actions.give_trainers, first, case, week=week(), first=1, second=2)
    do(trainers.away, first, one, since=week(), until=week() + timedelta(days=2))
    with pytest.raises(refusals.GateClosed) as closed:
        do(actions.open_session, first, case)
    assert [each.code for each, _why in closed.value.closed] == ["G-TRAINERS"]


def test_a_demonstration_never_publishes_what_a_person_drafted(first: Actor, second: Actor) -> None:
    from egnatia.conf import demo_accounts
    from egnatia.hub.training.actions import draft
    from tests.hub.test_curriculum import MODULE

    case = do(draft, second, **MODULE)
    demo_accounts.teach()
    with acting_as(SYSTEM):
        TrainingSession.objects.all().delete()
        Trainer.objects.all().delete()
    assert state(case) == "drafted"
