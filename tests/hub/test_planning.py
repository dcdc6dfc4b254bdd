"""Plans of the interpreter pool: whatever a planner makes holds before a checker that shares nothing with it, and the checker notices every kind of breach."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from egnatia.hub.pool import evaluate
from egnatia.hub.pool.planning import checker, files, generator, insertion, search
from egnatia.hub.pool.planning.board import Board
from egnatia.hub.pool.planning.bound import bound
from egnatia.hub.pool.planning.explain import Helps, Why, explain, unserved
from egnatia.hub.pool.planning.prices import Prices
from egnatia.hub.pool.planning.problem import BadProblem, Booking, Instance, Interpreter, Mode, Plan, Premises, Request, Rules, Sex
from egnatia.hub.pool.planning.repair import repair
from egnatia.hub.pool.planning.worth import Aims, Worth

NOON = 12 * 60
PLACES = {
    "A": Premises("A", 44.8, 20.4, "SRB", rooms=1, opens=8 * 60, closes=18 * 60),
    "B": Premises("B", 44.3, 20.4, "SRB", rooms=2),
    "C": Premises("C", 42.0, 21.4, "MKD"),
}


def speaker(number: int, home: str = "A", country: str = "SRB", **changes: object) -> Interpreter:
    return replace(Interpreter(number, home, country, Sex.WOMAN, {"prs": 3}, {0: (8 * 60, 18 * 60)}), **changes)


def asked(number: int, **changes: object) -> Request:
    told = Request(number, "A", "SRB", 0, "prs", 2, 60, (9 * 60, 17 * 60), frozenset(Mode), 2)
    return replace(told, **changes)


def one(request: Request, *people: Interpreter) -> Instance:
    return Instance(PLACES, {who.number: who for who in people or (speaker(0),)}, {request.number: request})


def many(requests: list[Request], *people: Interpreter) -> Instance:
    return Instance(PLACES, {who.number: who for who in people or (speaker(0),)}, {request.number: request for request in requests})


@pytest.fixture(scope="module")
def week() -> Instance:
    return generator.generate(interpreters=14, requests=120, days=2, seed=5)


def test_the_same_seed_gives_the_same_problem() -> None:
    made = [generator.generate(interpreters=30, requests=200, seed=seed) for seed in (1, 1, 2)]
    assert made[0].requests == made[1].requests
    assert made[0].interpreters == made[1].interpreters
    assert made[0].requests != made[2].requests
    assert any(each.people == 2 for each in made[0].requests.values())


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("planner", [insertion.first_come, insertion.first_come_best, insertion.by_urgency])
def test_every_way_of_putting_in_keeps_the_rules(seed: int, planner: Callable[[Instance], Plan]) -> None:
    instance = generator.generate(interpreters=12, requests=80, days=2, seed=seed)
    plan = planner(instance)
    assert checker.violations(instance, plan) == []
    assert len(plan) > 10


def test_the_search_keeps_the_rules_and_never_makes_it_worse(week: Instance) -> None:
    before, told = insertion.by_urgency(week), []
    plan = search.plan(week, seconds=4, tell=told.append)
    assert checker.violations(week, plan) == []
    worth = Worth(week)
    assert worth.whole(Board(week, plan)) > worth.whole(Board(week, before))
    assert [each.worth for each in told] == sorted(each.worth for each in told)
    urgent = {number for number in before if week.requests[number].urgency == 1}
    assert urgent <= set(plan)


def test_the_bound_is_above_every_plan(week: Instance) -> None:
    most = bound(week)
    for planner in (insertion.first_come, insertion.first_come_best, insertion.by_urgency, lambda one: search.plan(one, seconds=3)):
        plan = planner(week)
        assert checker.measure(week, plan)["value"] <= most.value + 1e-6
        assert len(plan) <= most.served
    assert most.worth is not None
    still = replace(week, rules=Rules(near=0))
    assert Worth(still).whole(Board(still, search.plan(still, seconds=3))) / 10 <= most.worth + 1e-6
    assert most.worth < most.value


def test_prices_bound_what_is_too_large_for_the_linear_model(week: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = bound(week, worth=False).value
    monkeypatch.setattr("egnatia.hub.pool.planning.bound.LARGEST", 0)
    priced = bound(week, least=checker.measure(week, insertion.by_urgency(week))["value"])
    assert exact - 1e-6 <= priced.value <= 1.03 * exact
    assert priced.worth is None


def test_broken_twin_prices_that_nobody_pays_are_no_bound(week: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    value = checker.measure(week, search.plan(week, seconds=2))["value"]
    at = Prices._at
    monkeypatch.setattr(Prices, "_at", lambda self, slots, day, video: at(self, slots + 20, day, video))
    assert sum(Prices(week, day).bound(value / 2, 5) for day in (0, 1)) < value


def test_the_certificate_is_exact_where_the_answer_is_plain() -> None:
    # One person, six hours a day at most, six sessions of an hour and a quarter with their rest: four fit between nine and five with cap and rests reckoned.
    instance = many([asked(number, minutes=120, modes=frozenset({Mode.SITE})) for number in range(5)])
    plan = search.plan(instance, seconds=1)
    assert len(plan) == 3  # six hours of interpreting a day
    assert bound(instance).value == pytest.approx(3 * instance.value(instance.requests[0]))


def late(instance: Instance, **changes: object) -> Instance:
    """A problem that would be refused when it is made: changed behind its back, as a faulty reader could."""
    object.__setattr__(instance.requests[1], "people", changes["people"])
    return instance


WAY = many([], speaker(0)).travel("A", "B")
BREACHES: dict[str, tuple[Instance, Plan]] = {
    "not the language at its level": (one(asked(1, level=4)), {1: Booking(NOON, Mode.SITE, ((0, "A"),))}),
    "not of the sex": (one(asked(1, sex=Sex.MAN, sex_is_hard=True)), {1: Booking(NOON, Mode.SITE, ((0, "A"),))}),
    "is excluded": (one(asked(1, excluded=frozenset({0}))), {1: Booking(NOON, Mode.SITE, ((0, "A"),))}),
    "did not offer that day": (one(asked(1, day=3)), {1: Booking(NOON, Mode.SITE, ((0, "A"),))}),
    "outside its window": (one(asked(1)), {1: Booking(16 * 60 + 15, Mode.SITE, ((0, "A"),))}),
    "are closed": (one(asked(1, window=(7 * 60, NOON))), {1: Booking(7 * 60, Mode.SITE, ((0, "A"),))}),
    "not in a way that was asked for": (one(asked(1, modes=frozenset({Mode.SITE}))), {1: Booking(NOON, Mode.VIDEO, ((0, "A"),))}),
    "not on site, or works across a border": (one(asked(1), speaker(0, "C", "MKD")), {1: Booking(NOON, Mode.SITE, ((0, "A"),))}),
    "sits in another country": (one(asked(1)), {1: Booking(NOON, Mode.VIDEO, ((0, "C"),))}),
    "not as many interpreters": (one(asked(1, people=2), speaker(0), speaker(1)), {1: Booking(NOON, Mode.SITE, ((0, "A"),))}),
    "no rest or not the time": (
        many([asked(1), asked(2)]),
        {1: Booking(NOON, Mode.VIDEO, ((0, "A"),)), 2: Booking(NOON + 60, Mode.VIDEO, ((0, "A"),))},
    ),
    "time to get there": (
        many([asked(1), asked(2, premises="B")]),
        {1: Booking(NOON, Mode.SITE, ((0, "A"),)), 2: Booking(NOON + 75, Mode.SITE, ((0, "B"),))},
    ),
    "not home in time": (one(asked(1, premises="B", window=(NOON, 18 * 60))), {1: Booking(17 * 60, Mode.SITE, ((0, "B"),))}),
    "more sessions than rooms": (
        many([asked(1), asked(2)], speaker(0), speaker(1)),
        {1: Booking(NOON, Mode.VIDEO, ((0, "A"),)), 2: Booking(NOON, Mode.VIDEO, ((1, "A"),))},
    ),
    "more than a day's hours": (
        many([asked(n, minutes=120, modes=frozenset({Mode.SITE}), window=(480, 1320)) for n in range(4)], speaker(0, days={0: (480, 1320)}, home="B")),
        {n: Booking(480 + 150 * n, Mode.SITE, ((0, "A"),)) for n in range(4)},
    ),
    "hours by video": (
        many([asked(n, minutes=120, premises="B", window=(480, 1320)) for n in range(3)], speaker(0, "B", days={0: (480, 1320)})),
        {n: Booking(480 + 150 * n, Mode.VIDEO, ((0, "B"),)) for n in range(3)},
    ),
    "too long for one interpreter": (late(one(asked(1, minutes=240, people=2), speaker(0), speaker(1)), people=1), {1: Booking(NOON, Mode.SITE, ((0, "A"),))}),
    "travels too far": (
        replace(one(asked(1, premises="B", modes=frozenset({Mode.SITE}))), rules=Rules(furthest=30)),
        {1: Booking(NOON, Mode.SITE, ((0, "B"),))},
    ),
    "not as many interpreters as it needs": (one(asked(1, people=2), speaker(0), speaker(1)), {1: Booking(NOON, Mode.SITE, ((0, "A"), (0, "A")))}),
    "outside its window (quarter)": (one(asked(1)), {1: Booking(NOON + 5, Mode.SITE, ((0, "A"),))}),
    "outside its window (before)": (one(asked(1)), {1: Booking(8 * 60 + 45, Mode.SITE, ((0, "A"),))}),
    "are closed (after)": (one(asked(1, window=(NOON, 20 * 60)), speaker(0, days={0: (480, 1320)})), {1: Booking(17 * 60 + 15, Mode.SITE, ((0, "A"),))}),
    "no rest (after a long session)": (
        many([asked(1, minutes=135, window=(480, 1080)), asked(2)]),
        {1: Booking(540, Mode.SITE, ((0, "A"),)), 2: Booking(540 + 165 + 15, Mode.SITE, ((0, "A"),))},
    ),
    "outside its window (breaks)": (one(asked(1, minutes=150, window=(540, 540 + 150))), {1: Booking(540, Mode.SITE, ((0, "A"),))}),
    "time to get there (first way)": (one(asked(1, premises="B", window=(480, 1020))), {1: Booking(480, Mode.SITE, ((0, "B"),))}),
    "time to get there (to be let in)": (
        many([asked(1, minutes=60), asked(2, premises="B", window=(480, 1080))]),
        {1: Booking(540, Mode.SITE, ((0, "A"),)), 2: Booking(540 + 60 - (-WAY // 15) * 15, Mode.SITE, ((0, "B"),))},
    ),
    "no rest (before the day begins)": (one(asked(1, window=(540, 1020)), speaker(0, days={0: (600, 1080)})), {1: Booking(540, Mode.SITE, ((0, "A"),))}),
    "more than a week's hours": (
        many([asked(n, day=n // 3, minutes=120, window=(480, 1320)) for n in range(18)], speaker(0, days={d: (480, 1320) for d in range(6)})),
        {n: Booking(480 + 150 * (n % 3), Mode.SITE, ((0, "A"),)) for n in range(18)},
    ),
}


@pytest.mark.parametrize("rule", BREACHES)
def test_broken_twins_each_breach_is_noticed(rule: str) -> None:
    instance, plan = BREACHES[rule]
    found = checker.violations(instance, plan)
    assert any(rule.split(" (")[0] in each for each in found), found


def test_rooms_of_another_day_are_other_rooms() -> None:
    people = [speaker(number, days={0: (480, 1080), 1: (480, 1080)}) for number in (0, 1)]
    instance = many([asked(1), asked(2, day=1)], *people)
    assert checker.violations(instance, {1: Booking(NOON, Mode.VIDEO, ((0, "A"),)), 2: Booking(NOON, Mode.VIDEO, ((1, "A"),))}) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: one(asked(1, minutes=65)),
        lambda: one(asked(1, people=3)),
        lambda: one(asked(1, minutes=240)),
        lambda: one(asked(1, urgency=9)),
        lambda: one(asked(1, day=7)),
        lambda: one(asked(1, window=(0, 2000))),
        lambda: one(asked(1, premises="C")),
        lambda: one(asked(1), speaker(0, "C")),
        lambda: one(asked(1), speaker(0, days={0: (600, 500)})),
        lambda: replace(one(asked(1)), rules=Rules(rest=20)),
        lambda: replace(one(asked(1)), premises={**PLACES, "A": replace(PLACES["A"], latitude=float("nan"))}),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(make: Callable[[], Instance]) -> None:
    with pytest.raises(BadProblem, match="must be"):
        make()


def test_a_planner_without_rooms_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = many([asked(1, window=(NOON, NOON + 60)), asked(2, window=(NOON, NOON + 60))], speaker(0), speaker(1))
    assert len(insertion.by_urgency(instance)) == 1  # one room
    monkeypatch.setattr(Board, "room_free", lambda *_args, **_more: True)
    assert any("rooms" in each for each in checker.violations(instance, insertion.by_urgency(instance)))


def test_two_interpreters_begin_together_and_share_a_room() -> None:
    instance = one(asked(1, people=2, minutes=240, modes=frozenset({Mode.SITE})), speaker(0), speaker(1), speaker(2, "B"))
    for plan in (insertion.by_urgency(instance), search.plan(instance, seconds=0.5), insertion.first_come(instance)):
        assert len(set(plan[1].interpreters)) == 2
        assert checker.violations(instance, plan) == []


def test_two_places_that_are_close_the_second_after_the_first() -> None:
    places = {**PLACES, "D": Premises("D", 44.9, 20.5, "SRB"), "E": Premises("E", 44.95, 20.55, "SRB")}
    site = frozenset({Mode.SITE})
    asked_for = [asked(1, premises="D", modes=site), asked(2, premises="E", modes=site), asked(3, premises="E", modes=site), asked(4, premises="B", modes=site)]
    for near, served in ((50, 3), (0, 2)):
        instance = Instance(places, {0: speaker(0)}, {one.number: one for one in asked_for}, Rules(near=near))
        plan = search.plan(instance, seconds=4)
        assert checker.violations(instance, plan) == []
        assert len(plan) == served
    assert 0 < instance.travel("D", "E") <= 50 < instance.travel("A", "B")


def test_a_long_session_of_one_has_its_breaks() -> None:
    instance = one(asked(1, minutes=150))
    assert instance.span(instance.requests[1], Mode.SITE) == 180  # two breaks of ten minutes, to the quarter
    assert instance.span(instance.requests[1], Mode.VIDEO) == 180
    assert instance.span(replace(instance.requests[1], people=2), Mode.SITE) == 150


def test_the_offer_of_the_moment_is_three_that_hold(week: Instance) -> None:
    board = Board(week, insertion.by_urgency(week))
    for number in [each for each in week.requests if each not in board.plan][:10]:
        for offer in insertion.offers(board, week.requests[number]):
            board.place(number, offer.booking)
            assert checker.violations(week, board.plan) == []
            board.remove(number)
    free = Board(week)
    found = [insertion.offers(free, request) for request in week.requests.values()]
    assert {len(each) for each in found} == {0, 1, 2, 3}
    assert all(each == sorted(each) for each in found)


def test_taking_out_leaves_nothing_behind(week: Instance) -> None:
    board = Board(week, insertion.by_urgency(week))
    for number in list(board.plan):
        board.remove(number)
    assert not any(board.days.values())
    assert not any(board.week.values())
    assert not any(slot for taken in board.rooms.values() for slot in taken)


@pytest.mark.parametrize(
    ("request_", "people", "why", "helps"),
    [
        (asked(1, language="pbu"), (), Why.NOT_SPOKEN, None),
        (asked(1, level=4), (), Why.NOT_SPOKEN, Helps.LEVEL),
        (asked(1, sex=Sex.MAN, sex_is_hard=True), (), Why.WISH, Helps.SEX),
        (asked(1, excluded=frozenset({0})), (), Why.EXCLUDED, None),
        (asked(1, day=2), (), Why.NOT_OFFERED, None),
        (asked(1, modes=frozenset({Mode.SITE})), (speaker(0, "C", "MKD"),), Why.TOO_FAR, Helps.VIDEO),
        (asked(1, people=2), (), Why.TOO_FEW, None),
    ],
)
def test_why_nobody_comes_and_what_would_help(request_: Request, people: tuple[Interpreter, ...], why: Why, helps: Helps | None) -> None:
    found = unserved(Board(one(request_, *people)))
    assert [each.why for each in found] == [why]
    assert (helps is None) or helps in {each.what for each in found[0].helps}


def test_whoever_waits_is_told_which_urgency_came_first() -> None:
    instance = many([asked(1, urgency=1, window=(NOON, NOON + 60)), asked(2, urgency=3, window=(NOON, NOON + 60))])
    board = Board(instance, insertion.by_urgency(instance))
    found = explain(board, instance.requests[2])
    assert (found.why, found.after) == (Why.BUSY, 1)
    assert Helps.WINDOW in {each.what for each in found.helps}
    crowded = many([asked(1, window=(NOON, NOON + 60)), asked(2, window=(NOON, NOON + 60))], speaker(0), speaker(1))
    assert explain(Board(crowded, insertion.by_urgency(crowded)), crowded.requests[2]).why is Why.NO_ROOM


def test_what_was_confirmed_stays_though_the_model_cannot_say_it() -> None:
    """A video session at another place before home premises open, and something worth more at the same time."""
    places = {**PLACES, "A": replace(PLACES["A"], opens=NOON, closes=NOON + 60)}
    known = many([asked(1, premises="B", modes=frozenset({Mode.SITE}), window=(540, 600)), asked(2), asked(3, urgency=1, window=(600, 780))])
    instance = replace(known, premises=places)
    plan = {1: Booking(540, Mode.SITE, ((0, "B"),)), 2: Booking(630, Mode.VIDEO, ((0, "B"),))}
    way = instance.travel("A", "B")
    instance = replace(instance, interpreters={0: speaker(0, days={0: (540 - way, 1080)})})
    assert checker.violations(instance, plan) == []
    board = Board(instance, plan)
    search.Search(board, aims=Aims(keep=frozenset(plan))).run(1)
    assert set(plan) <= set(board.plan)


@pytest.mark.parametrize("instance", [many([]), Instance(PLACES, {}, {1: asked(1)}), one(asked(1), speaker(0, levels={})), Instance({}, {}, {})])
def test_nothing_to_do_is_done_at_once(instance: Instance) -> None:
    assert search.plan(instance, seconds=5) == {}
    assert bound(instance).value == 0


def test_a_room_that_is_free_in_between_is_found() -> None:
    long = {"window": (540, 1020), "modes": frozenset({Mode.VIDEO})}
    instance = many([asked(1, **long), asked(2, **long), asked(3, **long)], speaker(0), speaker(1))
    board = Board(instance, {1: Booking(540, Mode.VIDEO, ((0, "A"),)), 2: Booking(960, Mode.VIDEO, ((0, "A"),))})
    found = insertion.offers(board, instance.requests[3], only=[1])
    assert found
    board.place(3, found[0].booking)
    assert checker.violations(instance, board.plan) == []


def test_two_who_are_free_at_different_times_are_busy_not_without_a_room() -> None:
    instance = one(asked(1, people=2), speaker(0, days={0: (540, 660)}), speaker(1, days={0: (720, 900)}))
    assert explain(Board(instance), instance.requests[1]).why is Why.BUSY


def test_a_repair_puts_nothing_into_the_past_and_keeps_what_it_gave_back() -> None:
    people = [speaker(number, home="B", levels={"prs": 3}) for number in (0, 1)]
    wide = {"premises": "B", "window": (480, 1080), "modes": frozenset({Mode.SITE})}
    instance = many([asked(1, **wide), asked(2, **wide), asked(3, minutes=120, urgency=1, **wide)], *people)
    plan = {1: Booking(480, Mode.SITE, ((0, "B"),)), 2: Booking(900, Mode.SITE, ((0, "B"),)), 3: Booking(600, Mode.SITE, ((1, "B"),))}
    found = repair(instance, plan, {0}, now=840, frozen_until=900, seconds=1)
    assert found.lost == {2}
    assert found.plan[1] == plan[1]
    assert found.plan[3] == plan[3]
    assert found.recovered == {2}
    assert found.plan[2].start >= 840
    again = repair(instance, plan, {1}, seconds=1)
    assert (again.lost, again.recovered, again.drops) == ({3}, {3}, frozenset())


def test_when_somebody_is_ill_nobody_confirmed_is_dropped(week: Instance) -> None:
    plan = search.plan(week, seconds=2)
    busiest = max(week.interpreters, key=lambda who: sum(who in each.interpreters and week.requests[n].day == 0 for n, each in plan.items()))
    frozen = {number for number, each in plan.items() if week.requests[number].day == 0 and each.start < 10 * 60}
    found = repair(week, plan, {busiest}, day=0, frozen_until=10 * 60, seconds=3)
    assert found.lost
    assert not found.drops
    assert not any(busiest in each.interpreters for each in found.plan.values())
    assert all(found.plan[number] == plan[number] for number in frozen - found.lost)
    assert found.recovered <= found.lost
    assert len(found.other_people) <= len(plan)


def test_what_stands_is_not_changed_at_a_price_that_nothing_is_worth(week: Instance) -> None:
    plan = insertion.by_urgency(week)
    board = Board(week, plan)
    dear = Aims(plan, 10_000_000, frozenset(plan))
    search.Search(board, aims=dear, seed=3).run(3)
    assert all(board.plan[number].start == booking.start for number, booking in plan.items())
    assert all(set(board.plan[number].interpreters) == set(booking.interpreters) for number, booking in plan.items())
    assert Worth(week, dear).whole(board) >= Worth(week, dear).whole(Board(week, plan))


def test_another_person_costs_the_change_and_another_time_half_of_it() -> None:
    instance = one(asked(1), speaker(0), speaker(1))
    worth = Worth(instance, Aims({1: Booking(NOON, Mode.SITE, ((0, "A"),))}, 300))
    same, later, other = (worth.booking(1, Booking(start, Mode.SITE, ((who, "A"),))) for start, who in ((NOON, 0), (NOON + 15, 0), (NOON, 1)))
    assert (same - later, same - other) == (150, 300)


def test_frozen_bookings_do_not_move(week: Instance) -> None:
    plan = insertion.by_urgency(week)
    board = Board(week, plan)
    search.Search(board, aims=Aims(frozen=frozenset(plan))).run(2)
    assert all(board.plan[number] == booking for number, booking in plan.items())
    assert checker.violations(week, board.plan) == []


def test_the_command_writes_what_it_can_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "day.json"
    assert evaluate.main(["day", "--seed", "3", "--interpreters", "8", "--requests", "30", "--seconds", "1", "--out", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"value", "served", "bound", "travel", "cost"} <= set(told)
    assert 0 < told["value"] <= told["bound"]
    assert evaluate.main(["check", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == told["value"]
    instance, plan = files.read(file)
    assert instance.requests == generator.generate(interpreters=8, requests=30, seed=3).requests
    number = next(iter(plan))
    broken = json.loads(file.read_text())
    next(each for each in broken["plan"] if each["request"] == number)["start"] = 0
    file.write_text(json.dumps(broken))
    assert evaluate.main(["check", str(file)]) == 1
    assert "outside its window" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (("plan", 0, "start"), "x"),
        (("plan", 0, "seats"), []),
        (("plan", 0, "seats"), [[99, "Nis"]]),
        (("plan", 0, "request"), 999),
        (("requests", 0, "minutes"), 1e12),
        (("requests", 0, "minutes"), -600),
        (("requests", 0, "window"), [1]),
        (("requests", 0, "urgency"), 9),
        (("requests", 0, "premises"), "nowhere"),
        (("requests", 0, "language"), ["a"]),
        (("requests", 0, "number"), 1),
        (("interpreters", 0, "home"), "nowhere"),
        (("interpreters", 0, "levels"), None),
        (("interpreters", 0, "rate"), "x"),
        (("interpreters", 0, "nickname"), "x"),
        (("premises", 0, "rooms"), None),
        (("premises", 0, "latitude"), "x"),
        (("rules", "weights"), {}),
        (("rules", "break_every"), {"site": 0, "video": 45}),
        (("rules", "unknown"), 3),
    ],
)
def test_a_file_with_a_wrong_value_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str], field: tuple[Any, ...], value: Any) -> None:
    instance = generator.generate(interpreters=8, requests=30, seed=3)
    told = json.loads(json.dumps(files.told(instance, insertion.by_urgency(instance)), default=sorted))
    inner = told
    for key in field[:-1]:
        inner = inner[key]
    inner[field[-1]] = value
    file = tmp_path / "x.json"
    file.write_text(json.dumps(told))
    assert evaluate.main(["check", str(file)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_nesting_and_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "deep.json"
    file.write_text("[" * 100_000)
    assert evaluate.main(["check", str(file)]) == evaluate.main(["hhcrsp", str(file)]) == 1
    assert evaluate.main(["day", "--interpreters", "2", "--requests", "2", "--seconds", "0.1", "--out", str(tmp_path / "no" / "x.json")]) == 1
    assert "no/x.json" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"rules": {}}', '{"rules": 3}', "\x00"])
def test_a_file_of_another_form_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content)
    for command in ("check", "hhcrsp"):
        assert evaluate.main([command, str(file)]) == 1
        assert "x.json" in capsys.readouterr().err
    assert evaluate.main(["check", str(tmp_path / "nothing.json")]) == 1


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["day", "--seconds", "0"],
        ["day", "--seconds", "x"],
        ["day", "--requests", "-3"],
        ["day", "--days", "14"],
        ["day", "--seed", "1e20"],
    ],
)
def test_words_that_make_no_sense(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        evaluate.main(words)
