"""Instances and plans as JSON, so that others can plan and check with programs of their own. The form: docs/scheduling-benchmark.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from egnatia.hub.pool.planning.problem import BadProblem, Booking, Instance, Interpreter, Mode, Plan, Premises, Request, Rules


class NotReadable(ValueError):
    """The file is not in the form; the message says what is missing."""


@dataclass(frozen=True)
class Served:
    request: int
    start: int
    mode: Mode
    seats: tuple[tuple[int, str], ...]


@with_config(ConfigDict(allow_inf_nan=False, extra="forbid"))
@dataclass(frozen=True)
class Told:
    """The whole file."""

    rules: Rules
    premises: list[Premises]
    interpreters: list[Interpreter]
    requests: list[Request]
    plan: list[Served]


_FORM = TypeAdapter(Told)


def told(instance: Instance, plan: Plan) -> dict[str, Any]:
    return {
        "rules": asdict(instance.rules),
        "premises": [asdict(one) for one in instance.premises.values()],
        "interpreters": [asdict(one) for one in instance.interpreters.values()],
        "requests": [asdict(one) for one in instance.requests.values()],
        "plan": [{"request": number, "start": one.start, "mode": one.mode, "seats": one.seats} for number, one in sorted(plan.items())],
    }


def _plain(value: Any) -> Any:
    return sorted(value)


def fingerprint(instance: Instance) -> str:
    """The same for the same problem, so that a figure can be tied to it."""
    return hashlib.sha256(json.dumps(told(instance, {}), default=_plain, sort_keys=True).encode()).hexdigest()[:16]


def write(file: Path, instance: Instance, plan: Plan) -> None:
    file.write_text(json.dumps(told(instance, plan), default=_plain, indent=1))


def read(file: Path) -> tuple[Instance, Plan]:
    """Raises NotReadable."""
    try:
        found = _FORM.validate_json(file.read_bytes())
        premises = _by("premises", ((one.code, one) for one in found.premises))
        people = _by("interpreters", ((one.number, one) for one in found.interpreters))
        asked = _by("requests", ((one.number, one) for one in found.requests))
        plan = _by("plan", ((one.request, Booking(one.start, one.mode, one.seats)) for one in found.plan))
        unknown = set(plan) - set(asked) | {x for one in plan.values() for who, where in one.seats for x in ({who} - set(people) | {where} - set(premises))}
        if unknown:
            raise BadProblem(f"plan: names requests, interpreters or premises that do not exist: {sorted(map(str, unknown))[:5]}")
        return Instance(premises, people, asked, found.rules), plan
    except OSError as problem:
        raise NotReadable(f"{file}: {problem.strerror}") from None
    except ValidationError as problem:
        first = problem.errors()[0]
        raise NotReadable(f"{file}: {'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}") from None
    except (BadProblem, OverflowError, RecursionError) as problem:
        raise NotReadable(f"{file}: {problem}") from None


def _by(what: str, rows: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, one in rows:
        if key in found:
            raise BadProblem(f"{what}: {key} is there twice")
        found[key] = one
    return found
