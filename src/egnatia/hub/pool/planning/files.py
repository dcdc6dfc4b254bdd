"""Instances and plans as JSON, so that others can plan and check with programs of their own. The form: docs/scheduling-benchmark.md."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from egnatia.hub.pool.planning.problem import Booking, Instance, Interpreter, Mode, Plan, Premises, Request, Rules, Sex


class NotReadable(ValueError):
    """The file is not in the form; the message says what is missing."""


def write(file: Path, instance: Instance, plan: Plan) -> None:
    def plain(value: Any) -> Any:
        return sorted(value) if isinstance(value, frozenset) else value

    told = {
        "rules": asdict(instance.rules),
        "premises": [asdict(one) for one in instance.premises.values()],
        "interpreters": [asdict(one) for one in instance.interpreters.values()],
        "requests": [asdict(one) for one in instance.requests.values()],
        "plan": [{"request": number, "start": one.start, "mode": one.mode, "seats": one.seats} for number, one in sorted(plan.items())],
    }
    file.write_text(json.dumps(told, default=plain, indent=1))


def read(file: Path) -> tuple[Instance, Plan]:
    """Raises NotReadable."""
    try:
        told = json.loads(file.read_text())
        rules = told["rules"]
        weights = {int(urgency): weight for urgency, weight in rules.pop("weights").items()}
        breaks = {Mode(mode): minutes for mode, minutes in rules.pop("break_every").items()}
        instance = Instance(
            {one["code"]: Premises(**one) for one in told["premises"]},
            {one["number"]: _interpreter(one) for one in told["interpreters"]},
            {one["number"]: _request(one) for one in told["requests"]},
            Rules(weights=weights, break_every=breaks, **rules),
        )
        plan = {one["request"]: Booking(one["start"], Mode(one["mode"]), tuple((who, place) for who, place in one["seats"])) for one in told["plan"]}
        unknown = {one for one in plan if one not in instance.requests} | {
            who for one in plan.values() for who, place in one.seats if who not in instance.interpreters or place not in instance.premises
        }
        if unknown:
            raise NotReadable(f"{file}: the plan names requests, interpreters or premises that do not exist: {sorted(unknown)[:5]}")
        return instance, plan
    except OSError as problem:
        raise NotReadable(f"{file}: {problem.strerror}") from None
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as problem:
        raise NotReadable(f"{file} is not an instance with a plan: {type(problem).__name__} {problem}") from None
    except ValueError as problem:
        raise problem if isinstance(problem, NotReadable) else NotReadable(f"{file}: {problem}") from None


def _interpreter(told: dict[str, Any]) -> Interpreter:
    days = {int(day): (begins, ends) for day, (begins, ends) in told.pop("days").items()}
    return Interpreter(**{**told, "sex": Sex(told["sex"])}, days=days)


def _request(told: dict[str, Any]) -> Request:
    sex = Sex(told["sex"]) if told["sex"] else None
    changed = {"sex": sex, "modes": frozenset(map(Mode, told["modes"])), "excluded": frozenset(told["excluded"]), "window": tuple(told["window"])}
    return Request(**{**told, **changed})
