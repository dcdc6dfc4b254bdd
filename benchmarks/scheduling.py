"""The targets of the two pools, side by side in one run with first-come and greedy:

.venv/bin/python benchmarks/scheduling.py [day] [week] [ill] [care] [trainers]

Fixed seeds, two cores, SYNTHETIC instances (docs/scheduling-benchmark.md); every plan is verified by the checker before it is measured. A target that is
missed says so.
"""

from __future__ import annotations

import csv
import os
import platform
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from egnatia.hub.pool.planning import checker, generator, home_care, insertion, repair, search  # noqa: E402
from egnatia.hub.pool.planning.bound import bound, serveable  # noqa: E402
from egnatia.hub.pool.planning.problem import Instance, Plan  # noqa: E402
from egnatia.hub.training import assignment  # noqa: E402
from egnatia.hub.training import generator as half_years  # noqa: E402

CARE = ROOT.parent / "shared" / "data" / "scheduling" / "hhcrsp_mankowska"
SEEDS = (1, 2, 3)


class Targets:
    """What was asked and what each seed gave; the worst decides."""

    def __init__(self) -> None:
        self.asked: dict[str, tuple[str, float]] = {}
        self.found: dict[str, list[float]] = {}

    def least(self, name: str, limit: float, found: float) -> None:
        self._note(name, ">=", limit, found)

    def most(self, name: str, limit: float, found: float) -> None:
        self._note(name, "<=", limit, found)

    def _note(self, name: str, way: str, limit: float, found: float) -> None:
        self.asked[name] = (way, limit)
        self.found.setdefault(name, []).append(found)

    def show(self) -> None:
        for name, (way, limit) in self.asked.items():
            values = self.found[name]
            holds = min(values) >= limit if way == ">=" else max(values) <= limit
            print(f"  {'✓' if holds else '✗'} {name} {way} {limit}: " + ", ".join(f"{value:.3f}" for value in values), flush=True)


def line(name: str, instance: Instance, make: Callable[[Instance], Plan]) -> tuple[Plan, dict[str, Any]]:
    """Make a plan, verify it, print its figures."""
    began = time.perf_counter()
    plan = make(instance)
    took = time.perf_counter() - began
    wrong = checker.violations(instance, plan)
    assert not wrong, wrong[:5]
    told = checker.measure(instance, plan)
    print(
        f"  {name:24s} served {told['served']:5d}  value {told['value']:7d} ({told['value_share']:.3f})  urgency 1 {told['by_urgency'][1]:.2f}"
        f"  travel {told['travel_hours']:7.1f} h  gini {told['gini']:.3f}  cost {told['cost_euro']:6d} €  {took:6.2f} s",
        flush=True,
    )
    return plan, {**told, "seconds": took}


def today(instance: Instance) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    plain = line("first-come, first free", instance, insertion.first_come)[1]
    best = line("first-come, best person", instance, insertion.first_come_best)[1]
    return plain, best, line("greedy by urgency", instance, insertion.by_urgency)[1]


def day() -> None:
    """S1 to S4: 30 interpreters, 200 requests."""
    targets = Targets()
    for seed in SEEDS:
        instance = generator.generate(interpreters=30, requests=200, seed=seed)
        print(f"day 30 x 200, seed {seed}")
        plain, best, greedy = today(instance)
        short = line("search 10 s", instance, partial(search.plan, seconds=10, seed=seed))[1]
        long = line("search 60 s", instance, partial(search.plan, seconds=60, seed=seed))[1]
        began = time.perf_counter()
        above = bound(instance)
        took = time.perf_counter() - began
        print(f"  bound of one-place plans {above.worth:.0f}, of every plan {above.value:.0f}, serveable {above.served}, {took:.2f} s")
        targets.most("S1 seconds to the first plan", 0.2, greedy["seconds"])
        targets.least("S1 value in 10 s, of the one-place bound", 0.93, short["value"] / (above.worth or 1))
        targets.least("S1 value in 60 s, of the one-place bound", 0.955, long["value"] / (above.worth or 1))
        targets.least("S2 value in 60 s, of the bound of every plan", 0.88, long["value"] / above.value)
        targets.least("S3 served, of best first-come", 1.15, long["served"] / best["served"])
        targets.least("S3 served, of plain first-come", 1.30, long["served"] / plain["served"])
        targets.least("S3 value, of best first-come", 1.30, long["value"] / best["value"])
        targets.least("S3 share of urgency 1 served", 0.84, long["by_urgency"][1])
        targets.most("S4 travel, of plain first-come", 0.5, long["travel_hours"] / plain["travel_hours"])
        targets.most("S4 Gini of utilisation", 0.12, long["gini"])
    targets.show()


def week() -> None:
    """S5: 2,000 requests in five days, with many people and with few."""
    targets = Targets()
    for people in (200, 90):
        instance = generator.generate(interpreters=people, requests=2000, days=5, seed=1)
        print(f"week {people} x 2000, seed 1")
        plain, best, _greedy = today(instance)
        found = line("search 60 s", instance, partial(search.plan, seconds=60))[1]
        if people == 200:
            targets.least("S5 many: served, of the serveable", 0.995, found["served"] / serveable(instance))
            targets.most("S5 many: travel, of plain first-come", 0.40, found["travel_hours"] / plain["travel_hours"])
        else:
            began = time.perf_counter()
            above = bound(instance, worth=False, seconds=300)
            print(f"  bound of every plan {above.value:.0f}, {time.perf_counter() - began:.1f} s")
            targets.least("S5 few: value, of best first-come", 1.15, found["value"] / best["value"])
            targets.least("S5 few: value, of the bound of every plan", 0.90, found["value"] / above.value)
    targets.show()


def ill() -> None:
    """S6: two of thirty fall ill; everything before nine stands."""
    targets = Targets()
    for seed in SEEDS:
        instance = generator.generate(interpreters=30, requests=200, seed=seed)
        print(f"two of 30 are ill, seed {seed}")
        plan, _told = line("plan, 60 s", instance, partial(search.plan, seconds=60, seed=seed))
        load = Counter(who for booking in plan.values() for who in booking.interpreters)
        sick = {who for who, _many in load.most_common(6)[3:5]}
        found = {}
        for name, change in (("free", 0), ("careful", repair.CHANGE)):
            began = time.perf_counter()
            made = found[name] = repair.repair(instance, plan, sick, frozen_until=9 * 60, seconds=10, change=change, seed=seed)
            assert not checker.violations(instance, made.plan)
            value = checker.measure(instance, made.plan)["value"]
            print(
                f"  {name:8s} lost {len(made.lost)}  recovered {len(made.recovered)}  other people {len(made.other_people)}  other time {len(made.other_time)}"
                f"  dropped {len(made.drops)}  value {value}  {time.perf_counter() - began:.1f} s",
                flush=True,
            )
        values = {name: checker.measure(instance, made.plan)["value"] for name, made in found.items()}
        targets.most("S6 others who change person, for each lost booking", 0.5, len(found["careful"].other_people) / max(1, len(found["careful"].lost)))
        targets.least("S6 value, of the free re-plan", 0.99, values["careful"] / values["free"])
        targets.most("S6 confirmed bookings dropped without a person's yes", 0, len(found["careful"].drops))
    targets.show()


def care() -> None:
    """S7: home health care, against the published values (development part of the instances alone)."""
    targets = Targets()
    published = {f"{row['n']}_{row['k']}": float(row["cost"]) for row in csv.DictReader((CARE / "published_values.csv").open())}
    for size, seconds in (("10", 5), ("25", 60)):
        ratios = []
        for file in sorted((CARE / "instances").glob(f"*_{size}_*.json")):
            told = home_care.read(file)
            problem = home_care.problem_of(told)
            began = time.perf_counter()
            found = home_care.solve(problem, seconds=seconds)
            took = time.perf_counter() - began
            cost = home_care.evaluate(told, home_care.as_told(problem, found))["cost"]
            name = file.stem.removeprefix("InstanzCPLEX_HCSRP_")
            ratios.append(cost / published[name])
            print(f"  {name:6s} cost {cost:8.3f}  published {published[name]:8.3f}  bound {found.bound:8.3f}  {took:5.1f} s", flush=True)
            if size == "10":
                targets.most("S7 10 patients: cost, of its bound", 1.0001, cost / found.bound)
        targets.most(f"S7 {size} patients: mean cost, of the published", 1.0001 if size == "10" else 1.03, statistics.mean(ratios))
    targets.show()


def trainers() -> None:
    """S8: a half-year of the trainer pool."""
    targets = Targets()
    for people, sessions, seed in ((80, 60, 1), (80, 60, 2), (150, 140, 1)):
        known, asked = half_years.generate(trainers=people, sessions=sessions, seed=seed)
        print(f"half-year {people} x {sessions}, seed {seed}")
        began = time.perf_counter()
        exact = assignment.assign(known, asked, seconds=20)
        took = time.perf_counter() - began
        figures = {}
        for name, given in (("first-come", assignment.first_come(known, asked)), ("exact", exact.given)):
            assert not assignment.violations(known, asked, given)
            load = Counter(who for one in given.values() for who in one.trainers)
            ways = sum(assignment.way(known[who].country, asked[number].country) for number, one in given.items() for who in one.trainers)
            figures[name] = (ways, max(load.values()))
            points = assignment.points(known, asked, given)
            print(f"  {name:10s} sessions {len(given):3d}  points {points:6d}  travel {ways:4d}  most {max(load.values())}  trainers used {len(load):3d}")
        print(f"  {'proven best' if exact.proven else f'gap {exact.gap:.4f}'} in {took:.2f} s", flush=True)
        if people == 80:
            targets.most("S8 80 x 60: seconds to the proof", 1.0, took if exact.proven else 99)
        else:
            targets.most("S8 150 x 140: gap in 20 s", 0.01, exact.gap)
        targets.most("S8 travel, of first-come", 0.5, figures["exact"][0] / figures["first-come"][0])
        targets.most("S8 largest load, of first-come", 0.8, figures["exact"][1] / figures["first-come"][1])
    targets.show()


PARTS = {part.__name__: part for part in (day, week, ill, care, trainers)}


def main(words: list[str]) -> int:
    unknown = set(words) - set(PARTS)
    if unknown:
        print(f"{', '.join(sorted(unknown))}: choose among {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print(f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name in words or PARTS:
        if name == "care" and not CARE.is_dir():
            print("care: the public instances are not on this machine (iolab-uniud/hhcrsp, instances/mankowska); left out")
            continue
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
