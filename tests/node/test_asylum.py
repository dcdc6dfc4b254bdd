"""The asylum procedure from lodging to appeal (FR-07, FR-09, FR-19, FR-31 to FR-34, FR-36): the order of the law, two people, a remedy."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.models import CaseFile, ClockRow, Grant, RuleRow, Task
from egnatia.node.asylum import actions as asylum
from egnatia.node.asylum import gates, procedure, selectors
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.interview import actions as hearing
from egnatia.node.asylum.models import Appeal, Application, Decision, RouteChoice
from egnatia.node.protection import actions as needs
from egnatia.node.registration import actions as registration
from tests.node.conftest import do, state_of
from tests.node.examined import HEARD, REFUSED, SERVED, booked, clock, decided, interviewed, lodged, plan, served, synthetic, weighed
from tests.node.test_age_assessment import alone, guarded, person_of
from tests.node.test_pages import client_of
from tests.node.test_screening import closed


def test_an_application_that_is_lodged_is_under_examination_with_its_clock(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    assert state_of(case) == "open"
    assert (clock(case, "DECIDE").rule.code, clock(case, "DECIDE").rule.value) == ("DECIDE_REGULAR", 3)
    assert "Regular" in client_of("asylum").get(reverse("case", args=[case])).content.decode()


def test_a_missing_rule_never_stops_a_lodging(staff: dict[str, Actor]) -> None:
    RuleRow.objects.filter(code="DECIDE_REGULAR").delete()
    case = lodged(staff)
    with seeing_all():
        assert Task.objects.filter(case=case, code="NO_RULE").exists()


def test_fr_19_border_and_return_do_not_read_a_claim_even_where_it_was_granted(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
        for who in ("officer", "foreigners"):
            Grant.objects.create(case_id=case, unit_id=staff[who].unit, subject=person, basis="X", granted_at=moment.now())
    for who in ("officer", "shift", "foreigners", "medic"):
        assert client_of(who).get(reverse("case", args=[case])).status_code == 404
    assert client_of("asylum").get(reverse("case", args=[case])).status_code == 200


AWAY = {"route": "ACCELERATED", "grounds": ["A"], "reasons": "SYNTHETIC"}


def test_no_other_route_without_a_verified_national_rule_grounds_and_information(staff: dict[str, Actor]) -> None:
    case = lodged(staff, informed=False)
    with pytest.raises(refusals.GateClosed) as caught:
        do(asylum.choose_route, staff["asylum"], case, **AWAY)
    assert closed(caught) == {"G-INFO", "G-LAW"}
    for wrong in ({"grounds": []}, {"route": "BORDER", "grounds": ["H"]}, {"reasons": ""}):
        with pytest.raises(refusals.BadInput):
            do(asylum.choose_route, staff["asylum"], case, **{**AWAY, **wrong})
    # Back to the regular route nothing is asked for.
    with seeing_all():
        Application.objects.filter(pk=case).update(route="BORDER")
    do(asylum.choose_route, staff["asylum"], case, route="REGULAR", reasons="SYNTHETIC")
    with pytest.raises(refusals.BadInput):
        do(asylum.choose_route, staff["asylum"], case, route="REGULAR", reasons="SYNTHETIC")


def accelerated(staff: dict[str, Actor]) -> UUID:
    synthetic("DECIDE_ACCEL", 30)
    case = lodged(staff)
    do(asylum.choose_route, staff["asylum"], case, **AWAY)
    assert clock(case, "DECIDE").rule.code in {"DECIDE_ACCEL", "DECIDE_REGULAR"}
    return case


def identify(staff: dict[str, Actor], case: UUID) -> None:
    check = do(needs.record_check, staff["protection"], person_id=person_of(case), indicators=["PHYSICAL"], categories=["TORTURE"])
    found = {"category": "TORTURE", "status": "IDENTIFIED", "measures": ["LONGER"], "reason": "SYNTHETIC"}
    do(needs.decide_need, staff["protection"], check, **found)


def test_fr_36_an_identified_need_closes_the_accelerated_route_in_the_same_moment_and_says_why(staff: dict[str, Actor]) -> None:
    case = accelerated(staff)
    with seeing_all():
        assert Application.objects.get(pk=case).route == "ACCELERATED"
    identify(staff, case)
    with seeing_all():
        assert Application.objects.get(pk=case).route == "REGULAR"
        assert RouteChoice.objects.get(case=case, by_need=True).route == "REGULAR"
        running = ClockRow.objects.select_related("rule").get(case=case, code="DECIDE", state="OPEN")
    assert running.rule.code == "DECIDE_REGULAR"
    page = client_of("asylum").get(reverse("case", args=[case])).content.decode()
    assert "A special need was identified" in page
    assert "Torture" not in page
    with pytest.raises(refusals.GateClosed) as caught:
        do(asylum.choose_route, staff["asylum"], case, **AWAY)
    assert closed(caught) == {"G-NEED"}


def test_fr_36_twin_without_gate_and_consequence_the_route_stays(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    from egnatia.node.protection import presumption

    case = accelerated(staff)
    monkeypatch.setattr(presumption, "consequences", [one for one in presumption.consequences if one is not asylum.back_to_regular])
    left = tuple(one for one in procedure.ROUTE.gates if one is not gates.no_need_off_the_regular_route)
    monkeypatch.setattr(procedure.ROUTE, "gates", left)
    identify(staff, case)
    with seeing_all():
        assert Application.objects.get(pk=case).route == "ACCELERATED"
    interviewed(staff, case)
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **{**REFUSED, "outcome": "MANIFEST"})
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.decide, staff["asylum2"], case)
    assert closed(caught) == {"G-NEED"}


def test_a_child_alone_is_heard_with_its_guardian_and_by_few_grounds(staff: dict[str, Actor]) -> None:
    synthetic("DECIDE_ACCEL", 30)
    person = alone(staff)
    guarded(staff, person)
    case = lodged(staff, person)
    with pytest.raises(refusals.GateClosed) as caught:
        do(asylum.choose_route, staff["asylum"], case, **AWAY)
    assert closed(caught) == {"G-CHILD"}
    do(hearing.plan_interview, staff["asylum"], case, **plan(wanted_sex="WOMAN"))
    booked(staff, case)
    with pytest.raises(refusals.GateClosed) as caught:
        do(hearing.record_interview, staff["asylum"], case, held_at=moment.now(), **HEARD)
    assert closed(caught) == {"G-GUARDIAN"}
    do(hearing.record_interview, staff["asylum"], case, held_at=moment.now(), **HEARD, guardian_present=True)
    weighed(staff, case)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **REFUSED)
    assert closed(caught) == {"G-BIA"}


def test_an_interview_that_was_not_read_back_or_left_out_carries_no_refusal(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **REFUSED)
    assert closed(caught) == {"G-HEARD", "G-FACTS", "G-COI"}
    do(hearing.plan_interview, staff["asylum"], case, **plan())
    for missing in ("read_back", "explained"):
        with pytest.raises(refusals.BadInput):
            do(hearing.record_interview, staff["asylum"], case, held_at=moment.now(), **{**HEARD, missing: False})
    do(hearing.omit_interview, staff["asylum"], case, ground="POSITIVE", reasons="SYNTHETIC")
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **REFUSED)
    assert "G-HEARD" in closed(caught)
    do(deciding.propose, staff["asylum"], case, outcome="REFUGEE", refugee_reasons="SYNTHETIC")


@pytest.mark.parametrize(
    "proposal",
    [
        {"outcome": "UNFOUNDED", "subsidiary_reasons": "x"},
        {"outcome": "UNFOUNDED", "refugee_reasons": "x"},
        {"outcome": "SUBSIDIARY", "subsidiary_reasons": "x"},
        {"outcome": "REFUGEE"},
        {"outcome": "INADMISSIBLE", "refugee_reasons": "x"},
        {"outcome": "STATUS_ENDED", "other_reasons": "x"},
    ],
)
def test_refugee_status_is_considered_first(staff: dict[str, Actor], proposal: dict[str, Any]) -> None:
    case = lodged(staff)
    interviewed(staff, case)
    with pytest.raises(refusals.BadInput):
        do(deciding.propose, staff["asylum"], case, **proposal)
    with pytest.raises(IntegrityError), transaction.atomic(), seeing_all():
        Decision.objects.create(case_id=case, person_id=person_of(case), outcome="UNFOUNDED", considered_subsidiary=True, proposed_by=uuid.uuid4())


def test_fr_09_a_refusal_needs_a_second_officer_and_the_database_holds_it_too(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    interviewed(staff, case)
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.decide, staff["asylum"], case)
    assert closed(caught) == {"G-4EYES"}
    with pytest.raises(IntegrityError), transaction.atomic(), seeing_all():
        Decision.objects.filter(case=case).update(decided_at=moment.now(), decided_by=staff["asylum"].id)
    do(deciding.send_back, staff["asylum2"], case, reason="SYNTHETIC: the second fact")
    do(deciding.propose, staff["asylum"], case, outcome="REFUGEE", refugee_reasons="SYNTHETIC")
    # Status is granted by one officer.
    do(deciding.decide, staff["asylum"], case)


def test_fr_09_twin_without_the_gate_the_database_still_refuses(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = lodged(staff)
    interviewed(staff, case)
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    monkeypatch.setattr(procedure.DECIDE, "gates", ())
    with pytest.raises(IntegrityError), transaction.atomic():
        do(deciding.decide, staff["asylum"], case)


@pytest.mark.parametrize(
    "changes",
    [
        {"remedy": ""},
        {"legal_aid": ""},
        {"remedy_until": None},
        {"remedy_until": moment.today().isoformat()},
        {"language": "und", "interpreter_present": False},
        {"language": "srp", "interpreter_present": False},
        {"served_at": "before"},
    ],
)
def test_fr_32_33_nothing_is_served_without_remedy_legal_help_and_language(staff: dict[str, Actor], changes: dict[str, Any]) -> None:
    case = decided(staff)
    wrong = {"served_at": moment.now() - timedelta(days=2)} if "served_at" in changes else {"served_at": moment.now(), **changes}
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.serve, staff["asylum"], case, **{**SERVED, **wrong})
    assert closed(caught) == {"G-REM"}
    with seeing_all():
        assert not ClockRow.objects.filter(case=case, code="APPEAL").exists()


def test_fr_32_twin_without_the_gate_the_database_refuses(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = decided(staff)
    monkeypatch.setattr(procedure.SERVE, "gates", ())
    with pytest.raises(IntegrityError), transaction.atomic():
        do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **{**SERVED, "remedy": ""})


def test_fr_33_who_is_represented_is_served_through_the_lawyer_too(staff: dict[str, Actor]) -> None:
    case = decided(staff)
    do(asylum.name_counsel, staff["asylum"], case, counsel="SYNTHETIC lawyer")
    with pytest.raises(refusals.GateClosed, match="serve the lawyer too"):
        do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED, counsel_served_at=moment.now())
    assert clock(case, "APPEAL").rule.code == "APPEAL_REGULAR"


def test_nothing_is_final_while_the_time_to_appeal_runs_and_nothing_by_itself(staff: dict[str, Actor]) -> None:
    case = served(staff)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.note_final, staff["asylum"], case)
    assert closed(caught) == {"G-WINDOW"}
    assert selectors.may_remain(person_of(case))
    timing.tick(moment.now() + timedelta(days=60))
    assert state_of(case) == "served"
    with moment.pretend(moment.now() + timedelta(days=60)):
        do(deciding.note_final, staff["asylum"], case)
    assert not selectors.may_remain(person_of(case))


@pytest.mark.parametrize(("route", "remains"), [("REGULAR", "BY_LAW"), ("ACCELERATED", "ASKED")])
def test_who_appeals_remains_by_law_or_until_a_court_has_answered(staff: dict[str, Actor], route: str, remains: str) -> None:
    case = served(staff)
    if route != "REGULAR":
        synthetic("APPEAL_NOT_SUSPENSIVE", 1, "FLAG")
    with seeing_all():
        Application.objects.filter(pk=case).update(route=route)
    do(deciding.lodge_appeal, staff["asylum"], case, lodged_on=moment.today())
    with seeing_all():
        assert Appeal.objects.get(case=case).remains == remains
    assert selectors.may_remain(person_of(case))
    if remains == "ASKED":
        do(deciding.answer_stay, staff["asylum"], case, may="REFUSED")
        assert not selectors.may_remain(person_of(case))
    do(deciding.court_decided, staff["asylum"], case, outcome="REMITTED", on=moment.today())
    assert state_of(case) == "open"
    assert selectors.may_remain(person_of(case))
    # Decided again, after the applicant was heard again: the decision that fell stays on record beside it.
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, outcome="REFUGEE", refugee_reasons="SYNTHETIC")
    assert closed(caught) == {"G-HEARD"}
    interviewed(staff, case)
    do(deciding.propose, staff["asylum"], case, outcome="REFUGEE", refugee_reasons="SYNTHETIC")
    do(deciding.decide, staff["asylum"], case)
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **{**SERVED, "remedy": "", "legal_aid": ""})
    assert state_of(case) == "final"
    assert selectors.may_remain(person_of(case))
    with seeing_all():
        assert Decision.objects.filter(case=case).count() == 2


def test_less_than_refugee_status_may_be_appealed(staff: dict[str, Actor]) -> None:
    case = served(staff, outcome="SUBSIDIARY", refugee_reasons="SYNTHETIC", subsidiary_reasons="SYNTHETIC")
    assert state_of(case) == "served"
    do(deciding.lodge_appeal, staff["asylum"], case, lodged_on=moment.today())
    do(deciding.court_decided, staff["asylum"], case, outcome="UPHELD", on=moment.today())
    assert selectors.may_remain(person_of(case))


def test_nothing_is_extended_in_silence_or_without_a_rule(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    longer = {"ground": "COMPLEX", "reasons": "SYNTHETIC", "told": True}
    with pytest.raises(refusals.BadInput, match="nothing is extended in silence"):
        do(asylum.extend, staff["asylum"], case, **{**longer, "told": False})
    with pytest.raises(refusals.BadInput, match="No verified rule"):
        do(asylum.extend, staff["asylum"], case, **longer)
    first = clock(case, "DECIDE").due_at
    synthetic("DECIDE_EXT1", 3, "MONTHS")
    RuleRow.objects.filter(code="DECIDE_EXT1", synthetic=False).delete()
    do(asylum.extend, staff["asylum"], case, **longer)
    assert clock(case, "DECIDE").rule.code == "DECIDE_EXT1"
    longest = clock(case, "DECIDE").due_at
    assert longest > first + timedelta(days=80)
    # Withdrawn and taken up again, the time is what it was.
    words = {"words": "SYNTHETIC", "language": "prs", "interpreter_present": True, "consequences_told": True, "advised": True}
    do(asylum.withdraw, staff["asylum"], case, **words)
    do(asylum.take_up_again, staff["asylum"], case)
    assert clock(case, "DECIDE").due_at == longest


def test_a_withdrawal_is_informed_and_can_be_taken_back(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    words = {"words": "SYNTHETIC", "language": "prs", "interpreter_present": True, "consequences_told": True, "advised": True}
    for missing in ("consequences_told", "advised"):
        with pytest.raises(refusals.BadInput):
            do(asylum.withdraw, staff["asylum"], case, **{**words, missing: False})
    with pytest.raises(refusals.GateClosed) as caught:
        do(asylum.withdraw, staff["asylum"], case, **{**words, "language": "srp", "interpreter_present": False})
    assert closed(caught) == {"G-UNDERSTOOD"}
    do(asylum.withdraw, staff["asylum"], case, **words)
    assert not selectors.may_remain(person_of(case))
    do(asylum.take_up_again, staff["asylum"], case)
    assert state_of(case) == "open"
    with seeing_all():
        assert ClockRow.objects.filter(case=case, code="DECIDE", state="OPEN").exists()


def test_fr_34_a_time_to_appeal_of_fewer_than_two_working_days_is_said(staff: dict[str, Actor]) -> None:
    RuleRow.objects.filter(code="APPEAL_REGULAR", jurisdiction="SRB").update(value=1, unit="DAYS", roll="STRICT")
    case = served(staff)
    assert "Fewer than two working days" in client_of("asylum").get(reverse("case", args=[case])).content.decode()


def test_the_guardian_knows_the_day_of_the_interview(staff: dict[str, Actor]) -> None:
    from egnatia.node.protection.guardians import actions as guardians

    person = alone(staff)
    guardian = guarded(staff, person)
    do(guardians.give_queue, staff["social"], guardian, unit="GUARDIAN-1")
    case = lodged(staff, person)
    do(hearing.plan_interview, staff["asylum"], case, **plan(wanted_sex="WOMAN"))
    assert "SYNTHETIC room 3" in client_of("guardian").get(reverse("children")).content.decode()
    assert client_of("guardian").get(reverse("case", args=[case])).status_code == 200


def test_a_need_found_after_the_proposal_stops_the_decision_in_another_route(staff: dict[str, Actor]) -> None:
    case = accelerated(staff)
    interviewed(staff, case)
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **{**REFUSED, "outcome": "MANIFEST"})
    identify(staff, case)
    with seeing_all():
        assert Application.objects.get(pk=case).route == "REGULAR"
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.decide, staff["asylum2"], case)
    assert closed(caught) == {"G-GROUNDS"}


def test_who_is_a_child_alone_after_all_leaves_a_route_that_children_have_not(staff: dict[str, Actor]) -> None:
    case = accelerated(staff)
    do(needs.record_check, staff["protection"], person_id=person_of(case), indicators=["AGE", "ALONE"])
    with seeing_all():
        assert Application.objects.get(pk=case).route == "REGULAR"


def test_subsidiary_protection_refuses_refugee_status_and_needs_two(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    interviewed(staff, case)
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, outcome="SUBSIDIARY", refugee_reasons="SYNTHETIC", subsidiary_reasons="SYNTHETIC")
    with pytest.raises(refusals.GateClosed):
        do(deciding.decide, staff["asylum"], case)


def test_who_did_not_ask_to_remain_may_still_ask(staff: dict[str, Actor]) -> None:
    case = served(staff)
    synthetic("APPEAL_NOT_SUSPENSIVE", 1, "FLAG")
    with seeing_all():
        Application.objects.filter(pk=case).update(route="ACCELERATED")
    do(deciding.lodge_appeal, staff["asylum"], case, lodged_on=moment.today(), asks_to_remain=False)
    assert selectors.may_remain(person_of(case))
    with moment.pretend(moment.now() + timedelta(days=60)):
        assert not selectors.may_remain(person_of(case))
        do(deciding.ask_to_remain, staff["asylum"], case)
        assert selectors.may_remain(person_of(case))


def test_a_late_appeal_is_recorded_and_without_a_national_rule_everybody_remains(staff: dict[str, Actor]) -> None:
    case = served(staff)
    with seeing_all():
        Application.objects.filter(pk=case).update(route="BORDER")
    timing.tick(moment.now() + timedelta(days=60))
    with moment.pretend(moment.now() + timedelta(days=60)):
        do(deciding.note_final, staff["asylum"], case)
        do(deciding.lodge_appeal, staff["asylum"], case, lodged_on=moment.today())
    with seeing_all():
        assert Appeal.objects.get(case=case).remains == "BY_LAW"


def test_a_wish_that_is_not_lodged_yet_remains(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"])
    assert selectors.may_remain(person_of(wish))


def test_without_a_rule_to_appeal_nothing_is_served_and_no_page_breaks(staff: dict[str, Actor]) -> None:
    case = decided(staff)
    RuleRow.objects.filter(code__startswith="APPEAL_").delete()
    with pytest.raises(refusals.NoLimit):
        do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
