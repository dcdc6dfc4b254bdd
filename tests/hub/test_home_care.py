"""Routes with visits by two: against published values, against all orders of a small instance, and with an evaluation from the file alone."""

from __future__ import annotations

import csv
import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from egnatia.hub.pool.planning import home_care

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "scheduling" / "hhcrsp_mankowska"
here = pytest.mark.skipif(not DATA.is_dir(), reason="the public instances are not on this machine")


def told(*, together: str = "simultaneous") -> dict[str, Any]:
    spots = [(0, 0), (30, 0), (0, 40), (30, 40)]
    ways = [[((a - c) ** 2 + (b - d) ** 2) ** 0.5 for c, d in spots] for a, b in spots]
    both = [{"service": "s1", "duration": 10}, {"service": "s2", "duration": 10}]
    return {
        "patients": [
            {"id": "p1", "time_window": [0, 60], "required_caregivers": both[:1]},
            {"id": "p2", "time_window": [20, 45], "required_caregivers": both[1:]},
            {"id": "p3", "time_window": [60, 80], "required_caregivers": both, "synchronization": {"type": together, "distance": [15, 20]}},
        ],
        "caregivers": [{"id": "a", "abilities": ["s1", "s2"]}, {"id": "b", "abilities": ["s1", "s2"]}],
        "distances": ways,
    }


def written(tmp_path: Path, what: dict[str, Any]) -> Path:
    file = tmp_path / "instance.json"
    file.write_text(json.dumps(what))
    return file


@pytest.mark.parametrize("together", ["simultaneous", "sequential"])
def test_the_best_of_all_orders(tmp_path: Path, together: str) -> None:
    problem = home_care.read(written(tmp_path, told(together=together)))
    costs = []
    for order in permutations(range(4)):
        for cut in range(5):
            try:
                costs.append(home_care.cost_of(problem, [list(order[:cut]), list(order[cut:])])[0])
            except ValueError:
                continue
    found = home_care.solve(problem, seconds=2)
    assert found.cost == pytest.approx(min(costs))
    assert found.bound == pytest.approx(found.cost, abs=0.01)
    again = home_care.evaluate(told(together=together), home_care.as_told(problem, found))
    assert again["cost"] == pytest.approx(found.cost)


@here
@pytest.mark.parametrize("name", ["10_1", "10_3", "25_1"])
def test_published_values(name: str) -> None:
    published = {f"{row['n']}_{row['k']}": float(row["cost"]) for row in csv.DictReader((DATA / "published_values.csv").open())}
    file = DATA / "instances" / f"InstanzCPLEX_HCSRP_{name}.json"
    problem = home_care.read(file)
    found = home_care.solve(problem, seconds=4)
    cost = home_care.evaluate(json.loads(file.read_text()), home_care.as_told(problem, found))["cost"]
    assert cost == pytest.approx(published[name], rel=0.03)
    if name.startswith("10"):
        assert found.bound == pytest.approx(published[name], abs=0.01)
    assert found.bound <= cost + 1e-6


@pytest.mark.parametrize("breach", ["early", "twice", "not able", "left out", "by one", "apart"])
def test_broken_twins_a_wrong_solution_is_noticed(tmp_path: Path, breach: str) -> None:
    what = told()
    problem = home_care.read(written(tmp_path, what))
    routes = home_care.as_told(problem, home_care.solve(problem, seconds=1))
    first = next(stops for stops in routes.values() if stops)
    if breach == "early":
        first[0]["arrival_time"] = 0.0
    elif breach == "twice":
        first.append(dict(first[-1]))
    elif breach == "not able":
        what["caregivers"] = [{**one, "abilities": []} for one in what["caregivers"]]
    elif breach == "left out":
        first.pop()
    elif breach == "by one":
        other = next(stops for stops in routes.values() if stops is not first)
        both = [stop for stops in routes.values() for stop in stops if stop["patient"] == "p3"]
        rest = [stop for stops in (first, other) for stop in stops if stop not in both]
        late = [{**stop, "arrival_time": 500.0 + 100 * rank} for rank, stop in enumerate([*rest, *both])]
        routes = {"a": late, "b": []}
    else:
        for stops in routes.values():
            for stop in stops:
                if (stop["patient"], stop["service"]) == ("p3", "s2"):
                    stop["arrival_time"] += 7
                    break
    with pytest.raises((ValueError, StopIteration)):
        home_care.evaluate(what, routes)


@pytest.mark.parametrize(
    "change",
    [
        {"caregivers": [{"id": "a", "abilities": ["s1"]}]},
        {"distances": [[0.0]]},
        {"patients": [{"id": "p", "time_window": [0, 1], "required_caregivers": []}]},
        {"patients": [{"id": "p", "time_window": [0, 1], "required_caregivers": [{"service": "s1"}] * 2, "synchronization": {"type": "other"}}]},
    ],
)
def test_an_instance_that_makes_no_sense_is_told_so(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(home_care.NotReadable, match=r"instance\.json"):
        home_care.read(written(tmp_path, {**told(), **change}))
