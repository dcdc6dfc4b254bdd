"""``python -m egnatia.hub.pool.evaluate``: plan a generated day or week, check a plan of others, solve a home health care instance. Prints one JSON object.

Times: ``seconds`` is for planning; the bound and the check come on top. The problem, the generator, the rules and the files: docs/scheduling-benchmark.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from egnatia.hub.pool.planning import checker, files, generator, search
from egnatia.hub.pool.planning.bound import bound
from egnatia.hub.pool.planning.problem import Instance, Plan


class Broken(Exception):
    """The plan breaks a hard rule."""


def measured(instance: Instance, plan: Plan) -> dict[str, Any]:
    """Verified by the checker, then measured. Raises Broken."""
    wrong = checker.violations(instance, plan)
    if wrong:
        raise Broken("; ".join(wrong[:20]))
    told = checker.measure(instance, plan)
    value = told.pop("value")
    most = bound(instance, least=value)
    return {
        "value": value,
        "served": told.pop("served"),
        "bound": round(most.value, 1),
        "travel": told.pop("travel_hours"),
        "cost": told.pop("cost_euro"),
        "requests": len(instance.requests),
        "serveable": most.served,
        "share_of_bound": round(value / max(1.0, most.value), 4),
        "bound_of_one_place_plans": most.worth and round(most.worth, 1),
        "problem": files.fingerprint(instance),
        **told,
    }


def day(args: argparse.Namespace) -> dict[str, Any]:
    instance = generator.generate(interpreters=args.interpreters, requests=args.requests, days=args.days, seed=args.seed)
    began = time.monotonic()
    plan = search.plan(instance, seconds=args.seconds, seed=args.seed, workers=args.workers)
    took = time.monotonic() - began
    if args.out:
        files.write(args.out, instance, plan)
    return {**measured(instance, plan), "seconds": round(took, 2)}


def check(args: argparse.Namespace) -> dict[str, Any]:
    return measured(*files.read(args.file))


def hhcrsp(args: argparse.Namespace) -> dict[str, Any]:
    from egnatia.hub.pool.planning import home_care

    instance = home_care.read(args.file)
    problem = home_care.problem_of(instance)
    solution = home_care.solve(problem, seconds=args.seconds, seed=args.seed, workers=args.workers)
    routes = home_care.as_told(problem, solution)
    told = home_care.evaluate(instance, routes)
    if args.out:
        args.out.write_text(json.dumps({"routes": [{"caregiver_id": one, "locations": stops} for one, stops in routes.items()]}, indent=1))
    served = sum(len(stops) for stops in routes.values())
    cost = round(told["cost"], 3)
    more = {"travel": round(told["travel"], 3), "cost": cost, "tardiness": round(told["late"], 3), "max_tardiness": round(told["worst"], 3)}
    return {"value": cost, "served": served, "visits": problem.count, "bound": round(solution.bound, 3), **more}


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m egnatia.hub.pool.evaluate", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for made, needs in ((day, ()), (check, ("file",)), (hhcrsp, ("file",))):
        command = commands.add_parser(made.__name__, help=(made.__doc__ or made.__name__).splitlines()[0])
        command.set_defaults(run=made)
        for name in needs:
            command.add_argument(name, type=Path)
        if made is check:
            continue
        command.add_argument("--seconds", type=_seconds, default=10.0)
        command.add_argument("--seed", type=_seed, default=1)
        command.add_argument("--workers", type=_count, default=2)
        command.add_argument("--out", type=Path, help="write the plan here as JSON")
        if made is day:
            command.add_argument("--interpreters", type=_count, default=30)
            command.add_argument("--requests", type=_count, default=200)
            command.add_argument("--days", type=_count, default=1, choices=range(1, 8), metavar="1..7")
    args = parser.parse_args(words)
    try:
        print(json.dumps(args.run(args), indent=1))
    except (Broken, ValueError, OSError, OverflowError) as problem:
        print(f"{parser.prog}: {problem}", file=sys.stderr)
        return 1
    return 0


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: a whole number from 1 up")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdigit() or int(text) >= 2**31:
        raise argparse.ArgumentTypeError(f"{text}: a whole number from 0 to {2**31 - 1}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 < found < 86_400:
        raise argparse.ArgumentTypeError(f"{text}: seconds, more than 0")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
