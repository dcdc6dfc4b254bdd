"""The half-year of the trainer pool: every assignment holds before rules reckoned anew, and no better one exists where the program says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest

from egnatia.hub.training import assignment, generator
from egnatia.hub.training.assignment import Given, Session, Trainer

PAIR = {
    0: Trainer(0, "SRB", frozenset({"eng"}), {"coi": 2}),
    1: Trainer(1, "MKD", frozenset({"eng"}), {"coi": 1}),
    2: Trainer(2, "SRB", frozenset({"eng"}), {"coi": 1}, away=frozenset({3})),
}
SESSION = Session(0, "SRB", "coi", "eng", 3, 1, regional=True)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_better_than_the_first_who_is_free_and_within_the_rules(seed: int) -> None:
    trainers, sessions = generator.generate(trainers=40, sessions=30, seed=seed)
    today, found = assignment.first_come(trainers, sessions), assignment.assign(trainers, sessions, seconds=60)
    for given in (today, found.given):
        assert assignment.violations(trainers, sessions, given) == []
    assert found.proven
    assert found.points >= assignment.points(trainers, sessions, today)
    load = Counter(who for one in found.given.values() for who in one.trainers)
    assert max(load.values()) <= max(one.most for one in trainers.values())


def test_nothing_better_exists() -> None:
    """All assignments of a small half-year, one by one."""
    trainers, sessions = generator.generate(trainers=7, sessions=3, seed=11)
    trainers = {
        number: replace(one, levels=dict.fromkeys(generator.MODULES, 2), languages=frozenset(["eng", "srp", "sqi", "mkd", "bos", "tur"]))
        for number, one in trainers.items()
    }
    choices = [
        [None, *(Given(week, pair) for week in range(one.week, one.week + one.flexible + 1) for pair in combinations(trainers, 2))] for one in sessions.values()
    ]
    best = 0
    for some in product(*choices):
        given = {number: one for number, one in zip(sessions, some, strict=True) if one}
        if not assignment.violations(trainers, sessions, given):
            best = max(best, assignment.points(trainers, sessions, given))
    assert assignment.assign(trainers, sessions).points == best > 0


def test_a_regional_session_has_two_countries_in_a_week_when_both_are_there() -> None:
    found = assignment.assign(PAIR, {0: SESSION})
    assert set(found.given[0].trainers) == {0, 1}
    national = assignment.assign(PAIR, {0: replace(SESSION, regional=False)})
    assert national.given[0] == Given(4, (0, 2))  # no border on the way; in the week in which both are there


def test_what_if_changes_nothing_and_what_was_told_stands() -> None:
    stands = {0: Given(4, (0, 1))}
    national = {0: replace(SESSION, regional=False)}
    assert set(assignment.assign(PAIR, national, stands=stands).given[0].trainers) == {0, 1}
    assert set(assignment.assign(PAIR, national).given[0].trainers) == {0, 2}
    without = assignment.assign({number: one for number, one in PAIR.items() if number}, national)
    assert without.given == {}  # two co-trainers and no trainer


def test_what_was_told_costs_the_same_in_the_model_and_beside_it() -> None:
    """Somebody left, and the week is another one: nothing is proven best that is worth less than nothing."""
    national = {0: replace(SESSION, regional=False, priority=3)}
    for stands in ({0: Given(4, (0, 9))}, {0: Given(9, (8, 9))}, {0: Given(3, (0, 1))}):
        found = assignment.assign(PAIR, national, stands=stands)
        assert found.proven
        assert found.points == max(0, assignment.points(PAIR, national, found.given, stands))
    assert assignment.assign(PAIR, national, stands={0: Given(3, (0, 1))}).given[0].week == 3


BREACHES = {
    "not two trainers": Given(3, (0, 0)),
    "not in its weeks": Given(9, (0, 1)),
    "does not teach": Given(3, (0, 3)),
    "no trainer": Given(4, (1, 2)),
    "of one country": Given(4, (0, 2)),
    "is away": Given(3, (0, 2)),
}


@pytest.mark.parametrize("rule", BREACHES)
def test_broken_twins_each_breach_is_noticed(rule: str) -> None:
    trainers = {**PAIR, 3: Trainer(3, "ALB", frozenset({"sqi"}), {"coi": 3})}
    assert any(rule in one for one in assignment.violations(trainers, {0: SESSION}, {0: BREACHES[rule]}))


def test_nobody_trains_twice_in_a_week_nor_more_than_agreed() -> None:
    two = {0: SESSION, 1: replace(SESSION, number=1)}
    found = assignment.violations(PAIR, two, {0: Given(3, (0, 1)), 1: Given(3, (0, 1))})
    assert any("twice" in one for one in found)
    few = {number: replace(one, most=1) for number, one in PAIR.items()}
    found = assignment.violations(few, two, {0: Given(3, (0, 1)), 1: Given(4, (0, 1))})
    assert any("more sessions" in one for one in found)
    assert len(assignment.assign(few, two).given) == 1
