"""The survey's scores: the vectors of the reference, and weight sets that do not hold together."""

from __future__ import annotations

import pytest

from egnatia.node.avrr import survey
from egnatia.node.avrr.survey import BadWeights, scoring
from egnatia.node.avrr.survey.scoring import Question

VALUES = {1.0: "A", 0.75: "B", 0.6: "F", 0.5: "C", 0.45: "G", 0.25: "D", 0.0: "E"}
_SCALE = {code: (code, value) for value, code in VALUES.items()} | {"N": ("rather not say", None)}


def _instrument(economic: int, social: int, psychosocial: int) -> survey.Instrument:
    made = [
        Question(f"{name[0]}{number}", name, "?", _SCALE)
        for name, size in zip(survey.DIMENSIONS, (economic, social, psychosocial), strict=True)
        for number in range(size)
    ]
    return survey.Instrument("X", 1, tuple(made))


def _scores(economic: list[float | None], social: list[float | None], psychosocial: list[float | None]) -> survey.Scores:
    of = _instrument(len(economic), len(social), len(psychosocial))
    weights = survey.read_weights('code = "EQ-1"\nsource = "x"\nequal = true', of)
    rows = [*(("E", one) for one in enumerate(economic)), *(("S", one) for one in enumerate(social)), *(("P", one) for one in enumerate(psychosocial))]
    answers = {f"{name}{number}": "N" if value is None else VALUES[value] for name, (number, value) in rows}
    return survey.score(of, weights, answers)


def test_all_best_and_all_worst_of_the_instrument_that_comes_with_the_program() -> None:
    of, weights = survey.instrument(), survey.weight_set("EQ-1")
    for pick, expected in ((max, 1.0), (min, 0.0)):
        scored = {one.code: {value: code for code, (_label, value) in one.answers.items() if value is not None} for one in of.questions}
        found = survey.score(of, weights, {code: answers[pick(answers)] for code, answers in scored.items()})
        assert [round(value or 0, 9) for value in (found.economic, found.social, found.psychosocial, found.composite)] == [expected] * 4
    assert not weights.official
    assert "not IOM" in weights.source


def test_vector_economic() -> None:
    told: list[float | None] = [0.75, 0.5, 1.0, 0.75, 0.5, 0.5, 1.0, 1.0]
    assert _scores(told, [1.0], [1.0]).economic == pytest.approx(0.75)


def test_vector_one_missing_is_dropped_and_the_rest_renormalised() -> None:
    told: list[float | None] = [0.75, 0.5, None, 0.75, 0.5, 0.5, 1.0, 1.0]
    assert _scores(told, [1.0], [1.0]).economic == pytest.approx(0.714286, abs=1e-6)


def test_vector_composite() -> None:
    assert _scores([0.75], [0.6], [0.45]).composite == pytest.approx(0.60)


def test_too_little_answered_has_no_score_and_no_composite() -> None:
    found = _scores([1.0, None, None, 1.0, 1.0], [1.0], [1.0])
    assert (found.economic, found.composite) == (None, None)
    assert _scores([1.0, None, 1.0, 1.0, 1.0], [1.0], [1.0]).economic == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code = 1 =", "no TOML"),
        ('code = "X"', "has code, source"),
        ('code = "X"\nsource = "x"\n[dimension]\nE0 = 1\n[composite]\nE0 = 1', "no weight for S0"),
        ('code = "X"\nsource = "x"\n[dimension]\nE0 = 0.5\nS0 = 1\nP0 = 1\n[composite]\nE0 = 0.4\nS0 = 0.3\nP0 = 0.3', "ECONOMIC do not add up"),
        ('code = "X"\nsource = "x"\n[dimension]\nE0 = 1\nS0 = 1\nP0 = 1\n[composite]\nE0 = 0.4\nS0 = 0.4\nP0 = 0.3', "composite do not add up"),
        ('code = "X"\nsource = "x"\n[dimension]\nE0 = 1\nS0 = 1\nP0 = 1\nZ = 0\n[composite]\nE0 = 0.4\nS0 = 0.3\nP0 = 0.3', "no such question"),
    ],
)
def test_weights_that_do_not_hold_together_are_refused(text: str, told: str) -> None:
    with pytest.raises(BadWeights, match=told):
        survey.read_weights(text, _instrument(1, 1, 1))


def test_twin_a_scorer_that_counts_what_is_missing_as_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "_weighted", lambda values, weights: sum(value * weights[code] for code, value in values.items()))
    told: list[float | None] = [0.75, 0.5, None, 0.75, 0.5, 0.5, 1.0, 1.0]
    assert _scores(told, [1.0], [1.0]).economic == pytest.approx(0.625)


def test_an_answer_that_does_not_exist_is_named() -> None:
    with pytest.raises(BadWeights, match="no such answer"):
        survey.score(survey.instrument(), survey.weight_set(), {"E1": "MAYBE"})
    with pytest.raises(BadWeights, match="no weight set"):
        survey.weight_set("../EQ-1")
