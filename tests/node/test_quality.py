"""Quality reviews: drawn by a seed, by somebody else than the author, four marks, agreement beyond chance, trends, training."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.node.asylum.models import Mark, Part, Review
from egnatia.node.asylum.quality import actions as quality
from egnatia.node.asylum.quality import indicators, selectors
from tests.node.conftest import do, state_of
from tests.node.examined import decided
from tests.node.test_pages import client_of
from tests.node.test_screening import closed


@pytest.fixture
def reviewers(staff: dict[str, Actor]) -> list[Actor]:
    """Colleagues who worked on none of the cases."""
    return [replace(staff["asylum2"], id=uuid4(), name=f"SYNTHETIC reviewer {number}") for number in (1, 2)]


def drawn(staff: dict[str, Actor], **changes: Any) -> list[UUID]:
    known = {"since": moment.today(), "until": moment.today(), "share": 100, "twice": 100, **changes}
    do(quality.draw_sample, staff["asylum2"], **known)
    with seeing_all():
        return list(Review.objects.order_by("turn").values_list("pk", flat=True))


def marks(part: Part, mark: str = "CORRECT", **changes: str) -> dict[str, str]:
    return {**dict.fromkeys(indicators.OF_PART[part], mark), **changes}


def reviewed(review: UUID, by: Actor, interview: dict[str, str], decision: dict[str, str]) -> None:
    do(quality.mark_interview, by, review, **interview)
    do(quality.mark_decision, by, review, **decision)
    do(quality.finish, by, review)


def test_there_are_fourteen_indicators_of_the_interview_and_seven_sections_of_the_decision() -> None:
    assert (len(indicators.INTERVIEW), len(indicators.DECISION)) == (14, 7)
    assert set(Mark) == {"CORRECT", "MINOR", "SIGNIFICANT", "NA"}


def test_a_seed_draws_the_same_from_each_outcome() -> None:
    known = [(uuid4(), outcome) for outcome in ["REFUGEE"] * 40 + ["UNFOUNDED"] * 10 + ["SUBSIDIARY"]]
    first = quality.chosen(known, 10, 7)
    assert first == quality.chosen(known, 10, 7)
    assert first != quality.chosen(known, 10, 8)
    of = dict(known)
    assert sorted(of[one] for one in first) == ["REFUGEE"] * 4 + ["SUBSIDIARY", "UNFOUNDED"]


def test_nothing_decided_draws_nothing(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.BadInput, match="Nothing was decided"):
        drawn(staff)


def test_nobody_reviews_their_own_work_or_the_same_twice(staff: dict[str, Actor], reviewers: list[Actor]) -> None:
    decided(staff)
    first, second = drawn(staff)
    for author in ("asylum", "asylum2"):  # who interviewed and proposed, who decided
        with pytest.raises(refusals.GateClosed) as caught:
            do(quality.mark_interview, staff[author], first, **marks(Part.INTERVIEW))
        assert closed(caught) == {"G-4EYES"}
    do(quality.mark_interview, reviewers[0], first, **marks(Part.INTERVIEW))
    with pytest.raises(refusals.GateClosed):
        do(quality.mark_decision, reviewers[1], first, **marks(Part.DECISION))
    with pytest.raises(refusals.GateClosed):
        do(quality.mark_interview, reviewers[0], second, **marks(Part.INTERVIEW))
    with pytest.raises(refusals.GateClosed) as caught:
        do(quality.finish, reviewers[0], first)
    assert closed(caught) == {"G-BOTH"}
    with pytest.raises(IntegrityError), transaction.atomic(), seeing_all():
        Review.objects.filter(pk=second).update(reviewer=staff["asylum"].id)


def test_exactly_one_mark_of_each_indicator(staff: dict[str, Actor], reviewers: list[Actor]) -> None:
    decided(staff)
    review, _second = drawn(staff)
    for wrong in ({"questioning": "GOOD"}, {"questioning": None}, {"other": "CORRECT"}):
        with pytest.raises(refusals.BadInput):
            do(quality.mark_interview, reviewers[0], review, **{**marks(Part.INTERVIEW), **wrong})
    do(quality.mark_interview, reviewers[0], review, **marks(Part.INTERVIEW), remarks="SYNTHETIC")
    do(quality.mark_interview, reviewers[0], review, **marks(Part.INTERVIEW, questioning="MINOR"))
    reviewed(review, reviewers[0], marks(Part.INTERVIEW, questioning="MINOR"), marks(Part.DECISION))
    assert state_of(review) == "finished"
    line = next(one for one in selectors.lines() if "Conduct: free narrative" in str(one.label))
    assert (line.numbers, line.share) == ([0, 1, 0, 0], 0.0)


@pytest.mark.parametrize("blind", [True, False])
def test_a_blind_review_names_nobody(staff: dict[str, Actor], reviewers: list[Actor], blind: bool) -> None:
    decided(staff)
    review, _second = drawn(staff, blind=blind)
    page = client_of("asylum2").get(reverse("case", args=[review])).content.decode()
    named = "Proposed by" in page
    assert named is not blind
    assert "they came to our house" in page


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], None),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "a")], None),
        # Cohen's own form of example: 20 + 15 agree of 50, chance 0.5: kappa 0.4.
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
    ],
)
def test_agreement_beyond_chance(pairs: list[tuple[str, str]], expected: float | None) -> None:
    found = selectors.kappa(pairs)
    assert found == expected if expected is None else found == pytest.approx(expected)


def test_two_reviews_of_a_decision_give_the_agreement_the_trend_and_the_training(staff: dict[str, Actor], reviewers: list[Actor]) -> None:
    decided(staff)
    first, second = drawn(staff)
    reviewed(first, reviewers[0], marks(Part.INTERVIEW, questioning="MINOR", roles_managed="NA"), marks(Part.DECISION))
    assert selectors.agreement() == (None, 0)
    reviewed(second, reviewers[1], marks(Part.INTERVIEW, questioning="MINOR", roles_managed="NA"), marks(Part.DECISION, risk="SIGNIFICANT"))
    agreed, pairs = selectors.agreement()
    assert pairs == 21
    assert agreed == pytest.approx((20 / 21 - _chance()) / (1 - _chance()))
    (month, number, share) = selectors.trend()[0]
    assert (month, number, share) == (f"{moment.today():%Y-%m}", 40, pytest.approx(37 / 40))
    page = client_of("asylum").get(reverse("quality")).content.decode()
    assert "kappa" in page


def _chance() -> float:
    """First: 19 correct, 1 minor, 1 not applicable; second: 18, 1, 1 and 1 significant."""
    return (19 * 18 + 1 + 1) / 21**2


def test_errors_ask_for_training_only_where_enough_was_reviewed() -> None:
    from collections import Counter

    few = selectors._line(Part.INTERVIEW, "special_needs_met", Counter({"MINOR": 4}))
    many = selectors._line(Part.INTERVIEW, "special_needs_met", Counter({"MINOR": 2, "CORRECT": 4, "NA": 9}))
    right = selectors._line(Part.INTERVIEW, "special_needs_met", Counter({"MINOR": 1, "CORRECT": 4}))
    assert (few.training, str(many.training), right.training) == ("", "Interviewing vulnerable persons", "")
