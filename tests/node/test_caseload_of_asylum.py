"""Who might take which case, how the backlog may go on, what is recognised and how sure that is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Training, User
from egnatia.node.asylum.caseload import selectors
from egnatia.node.protection import actions as needs
from egnatia.staff import actions as staff_actions
from tests.node.conftest import do
from tests.node.examined import decided, lodged
from tests.node.test_age_assessment import person_of
from tests.node.test_pages import client_of


def test_a_case_is_proposed_by_training_language_and_load(staff: dict[str, Actor]) -> None:
    first, second, third = (lodged(staff, given_names=name) for name in ("One", "Two", "Three"))
    with acting_as(staff["asylum"]):
        found = {one.case.pk: one for one in selectors.proposals(staff["asylum"])}
    # asylum2 speaks Dari: the language comes before the load.
    assert {found[one].colleague.username for one in (first, second, third) if found[one].colleague} == {"asylum2"}
    User.objects.filter(username="asylum2").update(languages=[])
    with acting_as(staff["asylum"]):
        spread = [one.colleague.username for one in selectors.proposals(staff["asylum"]) if one.colleague]
    assert sorted(spread) in (["asylum", "asylum", "asylum2"], ["asylum", "asylum2", "asylum2"])


def test_who_lacks_the_training_is_not_proposed(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    do(needs.record_check, staff["protection"], person_id=person_of(case), indicators=["PHYSICAL"], categories=["TORTURE"])
    Training.objects.filter(user__username="asylum2", module="VULNERABLE").delete()
    with acting_as(staff["asylum"]):
        (one,) = selectors.proposals(staff["asylum"])
    assert one.colleague is not None
    assert one.colleague.username == "asylum"
    Training.objects.filter(module="VULNERABLE").delete()
    with acting_as(staff["asylum"]):
        (none,) = selectors.proposals(staff["asylum"])
    assert none.colleague is None
    assert "training" in str(none.why[0])


def test_cases_are_given_as_ticked_each_by_its_own_door(staff: dict[str, Actor]) -> None:
    case, other = lodged(staff), lodged(staff, given_names="Second")
    client = client_of("asylum")
    page = client.get(reverse("caseload")).content.decode()
    assert "Every open case has somebody" not in page
    with acting_as(staff["asylum"]):
        chosen = {one.case.pk: one.colleague.pk for one in selectors.proposals(staff["asylum"]) if one.colleague}
    answer = client.post(reverse("caseload_allocate"), {"given": [f"{case}:{chosen[case]}", f"{other}:nobody", "rubbish"]})
    assert answer.status_code == 302
    with seeing_all():
        assert CaseFile.objects.get(pk=case).holder_id == chosen[case]
        assert CaseFile.objects.get(pk=other).holder_id is None
    assert client.get(reverse("caseload_allocate")).status_code == 405
    for who in ("officer", "legal", "statistician"):
        assert client_of(who).get(reverse("caseload")).status_code == 403


def test_the_forecast_is_the_same_for_the_same_data_and_holds_its_middle(staff: dict[str, Actor]) -> None:
    for name in ("One", "Two"):
        lodged(staff, given_names=name)
    with acting_as(staff["asylum"]):
        first, again = selectors.forecast(staff["asylum"]), selectors.forecast(staff["asylum"])
    assert first == again
    assert first.now == 2
    assert (sum(first.lodged), sum(first.decided)) == (2, 0)
    assert first.low <= first.middle <= first.high


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Values of the Wilson interval as tables give them.
    [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366)],
)
def test_the_interval_of_a_rate(part: int, whole: int, low: float, high: float) -> None:
    assert selectors.wilson(part, whole) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (3, 2), (-1, 4)])
def test_no_interval_of_nothing(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="at least one decision"):
        selectors.wilson(part, whole)


def test_rates_count_decisions_on_the_merits_and_hide_small_numbers(staff: dict[str, Actor]) -> None:
    pairs = [("AFG", "REFUGEE")] * 3 + [("AFG", "SUBSIDIARY")] * 1 + [("AFG", "UNFOUNDED")] * 4 + [("IRQ", "REFUGEE")] * 4
    (one,) = selectors.rates_of(pairs)
    assert (one.country, one.decisions, one.refugee, one.subsidiary, one.share) == ("Afghanistan", 8, 3, 1, 0.5)
    decided(staff)
    assert selectors.rates() == []


def test_languages_of_staff_are_noted_by_an_administrator(staff: dict[str, Actor]) -> None:
    account = do(staff_actions.propose, staff["admin"], username="somebody", display_name="SYNTHETIC", unit="ASYLUM", roles=["ASYLUM_CASEWORKER"])
    do(staff_actions.grant, staff["admin2"], account, start_password="SYNTHETIC-long-enough-1")
    do(staff_actions.note_languages, staff["admin"], account, spoken=["pbu", "pbu"])
    assert User.objects.get(username="somebody").languages == ["pbu"]
    with pytest.raises(refusals.BadInput):
        do(staff_actions.note_languages, staff["admin"], account, spoken=["xx-wrong"])
