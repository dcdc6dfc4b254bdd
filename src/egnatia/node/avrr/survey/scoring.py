"""Pure functions from answers to scores between 0 and 1."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

DIMENSIONS = ("ECONOMIC", "SOCIAL", "PSYCHOSOCIAL")
# Below this share of a dimension's weight that was answered there is no score.
ANSWERED = 0.8
_HERE = Path(__file__).parent


class BadWeights(ValueError):
    """A weight set or an instrument that does not hold together; the text says where."""


@dataclass(frozen=True)
class Question:
    code: str
    dimension: str
    text: str
    # Answer code → (label, score); None: asked and kept, not scored.
    answers: dict[str, tuple[str, float | None]]


@dataclass(frozen=True)
class Instrument:
    """Questions of one version. Answers are always kept, so that scores can be computed anew with another weight set."""

    code: str
    version: int
    questions: tuple[Question, ...]

    def scored(self, dimension: str) -> list[Question]:
        return [one for one in self.questions if one.dimension == dimension and any(value is not None for _label, value in one.answers.values())]


@dataclass(frozen=True)
class WeightSet:
    code: str
    source: str
    official: bool
    # Question → weight within its dimension, and within the composite.
    dimension: dict[str, float]
    composite: dict[str, float]


@dataclass(frozen=True)
class Scores:
    """Each between 0 and 1, or None where too little was answered."""

    economic: float | None
    social: float | None
    psychosocial: float | None
    composite: float | None


def read_instrument(text: str) -> Instrument:
    """From TOML. Raises BadWeights."""
    told: dict[str, Any] = tomllib.loads(text)
    scales = told["scales"]
    questions = []
    for code, one in told["questions"].items():
        answers = {key: (label, value if value >= 0 else None) for key, (label, value) in scales[one["scale"]].items()}
        if one["dimension"] not in DIMENSIONS:
            raise BadWeights(f"{code}: no such dimension: {one['dimension']}")
        if any(value is not None and not 0 <= value <= 1 for _label, value in answers.values()):
            raise BadWeights(f"{code}: scores lie between 0 and 1")
        questions.append(Question(code, one["dimension"], one["text"], answers))
    return Instrument(told["code"], told["version"], tuple(questions))


def read_weights(text: str, of: Instrument) -> WeightSet:
    """A weight set from TOML, checked against its instrument; ``equal = true`` makes equal ones. Raises BadWeights."""
    try:
        told: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadWeights(f"this is no TOML file: {problem}") from None
    if told.get("equal"):
        within = {one.code: 1 / len(of.scored(name)) for name in DIMENSIONS for one in of.scored(name)}
        made = WeightSet(told["code"], told["source"], False, within, {code: value / len(DIMENSIONS) for code, value in within.items()})
    else:
        try:
            made = WeightSet(str(told["code"]), str(told["source"]), bool(told.get("official")), dict(told["dimension"]), dict(told["composite"]))
        except (KeyError, TypeError, ValueError):
            raise BadWeights("a weight set has code, source, [dimension] and [composite]") from None
    check(made, of)
    return made


def check(weights: WeightSet, of: Instrument) -> None:
    """Every scored question has a weight, weights of each dimension and of the composite add up to 1. Raises BadWeights."""
    for name in DIMENSIONS:
        codes = [one.code for one in of.scored(name)]
        missing = [code for code in codes if code not in weights.dimension or code not in weights.composite]
        if missing:
            raise BadWeights(f"no weight for {', '.join(missing)}")
        if not isclose(sum(weights.dimension[code] for code in codes), 1, abs_tol=1e-6):
            raise BadWeights(f"the weights of {name} do not add up to 1")
    known = {one.code for one in of.questions}
    if extra := (set(weights.dimension) | set(weights.composite)) - known:
        raise BadWeights(f"no such question: {', '.join(sorted(extra))}")
    if any(value < 0 for value in (*weights.dimension.values(), *weights.composite.values())):
        raise BadWeights("a weight is negative")
    if not isclose(sum(weights.composite.values()), 1, abs_tol=1e-6):
        raise BadWeights("the weights of the composite do not add up to 1")


@cache
def instrument() -> Instrument:
    return read_instrument((_HERE / "instrument.toml").read_text(encoding="utf-8"))


@cache
def weight_set(code: str = "EQ-1") -> WeightSet:
    """A weight set that comes with the program. Raises BadWeights for one that does not."""
    file = _HERE / f"{code}.toml"
    if not code.replace("-", "").isalnum() or not file.exists():
        raise BadWeights(f"there is no weight set {code}")
    return read_weights(file.read_text(encoding="utf-8"), instrument())


def _weighted(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Mean of what was answered, its weights brought back to 1."""
    return sum(value * weights[code] for code, value in values.items()) / sum(weights[code] for code in values)


def score(of: Instrument, weights: WeightSet, answers: Mapping[str, str]) -> Scores:
    """``answers``: question → answer code. What was not answered, not applicable or rather not said is dropped and the rest renormalised.

    A dimension of whose weight less than 80 percent was answered has no score, and then neither has the composite.
    Raises BadWeights for a question or an answer that the instrument does not know.
    """
    found: dict[str, float | None] = {}
    shares: dict[str, float] = {}
    by_code = {one.code: one for one in of.questions}
    values: dict[str, float] = {}
    for code, answer in answers.items():
        if code not in by_code or answer not in by_code[code].answers:
            raise BadWeights(f"no such answer: {code}")
        value = by_code[code].answers[answer][1]
        if value is not None:
            values[code] = value
    for name in DIMENSIONS:
        own = {code: value for code, value in values.items() if by_code[code].dimension == name}
        enough = own and sum(weights.dimension[code] for code in own) >= ANSWERED - 1e-9
        found[name] = _weighted(own, weights.dimension) if enough else None
        shares[name] = sum(weights.composite[one.code] for one in of.scored(name))
    composite = None
    if all(found[name] is not None for name in DIMENSIONS):
        # By dimension, so that what is missing in one does not give the others more weight.
        of_dimension = {name: {code: value for code, value in values.items() if by_code[code].dimension == name} for name in DIMENSIONS}
        composite = sum(shares[name] * _weighted(of_dimension[name], weights.composite) for name in DIMENSIONS)
    return Scores(found["ECONOMIC"], found["SOCIAL"], found["PSYCHOSOCIAL"], composite)
