"""Admissibility, postponement, implicit withdrawal, subsequent applications, families, review of a status (FR-10, FR-33, FR-35)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.models import ClockRow, ListRow, RuleRow, Task
from egnatia.node.asylum import actions as asylum
from egnatia.node.asylum import procedure, selectors
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.interview import actions as hearing
from egnatia.node.asylum.models import Application, Decision, Outcome
from egnatia.node.protection import actions as needs
from egnatia.node.registration import actions as registration
from tests.node.conftest import arrive, do, state_of
from tests.node.examined import (
    ANALYSED,
    ASSESSED,
    REFUSED,
    SERVED,
    clock,
    decided,
    interviewed,
    lodged,
    on_list,
    plan,
    served,
    synthetic,
    verified,
    weigh,
    weighed,
)
from tests.node.test_age_assessment import alone, assessed, guarded, person_of
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

THIRD = {"ground": "1b", "country": "TUR", "connection": "TRANSIT", "reasons": "SYNTHETIC"}
NOT_HERE = {"outcome": "INADMISSIBLE", "other_reasons": "SYNTHETIC"}


def test_admissibility_is_asked_only_where_national_law_lists_it(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    for wrong in ({"country": None}, {"connection": None}):
        with pytest.raises(refusals.BadInput):
            do(asylum.examine_admissibility, staff["asylum"], case, **{**THIRD, **wrong})
    with pytest.raises(refusals.GateClosed, match="safe third countries") as caught:
        do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    assert closed(caught) == {"G-LIST"}
    with pytest.raises(refusals.GateClosed, match="subsequent application"):
        do(asylum.examine_admissibility, staff["asylum"], case, ground="2", reasons="SYNTHETIC")
    on_list("SAFE_THIRD", "TUR")
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    assert (state_of(case), clock(case, "ADMISSIBILITY").rule.code) == ("admissibility", "ADMISSIBILITY")


def test_inadmissible_only_after_a_hearing_on_it_and_the_applicants_answer(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    case = lodged(staff)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **NOT_HERE)
    assert closed(caught) == {"G-STAGE", "G-HEARD"}
    verified("APPEAL_INADM")
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    interviewed(staff, case)
    with pytest.raises(refusals.GateClosed, match="may always say why") as caught:
        do(deciding.propose, staff["asylum"], case, **NOT_HERE)
    assert closed(caught) == {"G-STAGE"}
    do(asylum.note_answer, staff["asylum"], case, answer="SYNTHETIC: I was pushed back there")
    # The claim itself was not examined: nothing is decided on it.
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, outcome="UNFOUNDED", refugee_reasons="x", subsidiary_reasons="x")
    assert "G-STAGE" in closed(caught)
    do(deciding.propose, staff["asylum"], case, **NOT_HERE)
    do(deciding.decide, staff["asylum2"], case)
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    with seeing_all():
        assert Decision.objects.get(case=case).inadmissible == "1b"
    assert clock(case, "APPEAL").rule.code == "APPEAL_INADM"


def test_no_decision_in_time_does_not_admit_and_admitting_is_always_open(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    case = lodged(staff)
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    timing.tick(moment.now() + timedelta(days=100))
    assert state_of(case) == "admissibility"
    with seeing_all():
        assert Task.objects.filter(case=case, code="ADMISSIBILITY", done_at=None).exists()
    do(asylum.admit, staff["asylum"], case)
    assert state_of(case) == "open"
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **NOT_HERE)
    assert "G-STAGE" in closed(caught)


def test_a_child_alone_is_never_sent_on_by_an_agreement(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    person = alone(staff)
    guarded(staff, person)
    case = lodged(staff, person)
    with pytest.raises(refusals.GateClosed, match="never sent to another country by an agreement") as caught:
        do(asylum.examine_admissibility, staff["asylum"], case, **{**THIRD, "connection": "AGREEMENT"})
    assert closed(caught) == {"G-CHILD"}
    with pytest.raises(refusals.GateClosed) as caught:
        do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    assert closed(caught) == {"G-CHILD"}
    assessed(staff, person)
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    assert state_of(case) == "admissibility"


def test_who_counts_as_a_child_alone_later_is_not_sent_on_by_an_agreement(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    case = lodged(staff)
    do(asylum.examine_admissibility, staff["asylum"], case, **{**THIRD, "connection": "AGREEMENT"})
    do(asylum.note_answer, staff["asylum"], case, answer="SYNTHETIC")
    interviewed(staff, case)
    person = person_of(case)
    do(needs.record_check, staff["protection"], person_id=person, indicators=["AGE", "ALONE"])
    guarded(staff, person)
    assessed(staff, person)
    with pytest.raises(refusals.GateClosed, match="never sent to another country by an agreement") as caught:
        do(deciding.propose, staff["asylum"], case, **NOT_HERE)
    assert closed(caught) == {"G-STAGE"}


def test_a_country_that_left_the_list_decides_nothing(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    case = lodged(staff)
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    do(asylum.note_answer, staff["asylum"], case, answer="SYNTHETIC")
    interviewed(staff, case)
    ListRow.objects.filter(name="SAFE_THIRD").delete()
    with pytest.raises(refusals.GateClosed, match="any more"):
        do(deciding.propose, staff["asylum"], case, **NOT_HERE)


def test_a_hearing_on_admissibility_is_none_on_the_claim(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    case = lodged(staff)
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    interviewed(staff, case)
    do(asylum.admit, staff["asylum"], case)
    weighed(staff, case)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **REFUSED)
    assert closed(caught) == {"G-HEARD"}


def test_twin_without_the_gate_a_country_on_no_list_is_asked_about(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = lodged(staff)
    monkeypatch.setattr(procedure.ADMISSIBILITY, "gates", tuple(one for one in procedure.ADMISSIBILITY.gates if one.code != "G-LIST"))
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    assert state_of(case) == "admissibility"


def test_what_is_uncertain_waits_by_national_law_alone_and_never_for_ever(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    waits = {"reasons": "SYNTHETIC: fighting, outcome open", "told": True}
    with pytest.raises(refusals.GateClosed) as caught:
        do(asylum.postpone, staff["asylum"], case, **waits)
    assert closed(caught) == {"G-LAW"}
    RuleRow.objects.filter(code="UNCERTAIN_ORIGIN_REVIEW", synthetic=False).delete()
    synthetic("UNCERTAIN_ORIGIN_REVIEW", 3, "MONTHS")
    do(asylum.postpone, staff["asylum"], case, **waits)
    with seeing_all():
        assert set(ClockRow.objects.filter(case=case, state="OPEN").values_list("code", flat=True)) == {"UNCERTAIN_ORIGIN_REVIEW", "DECIDE_ABS_MAX"}
    do(asylum.look_again, staff["asylum"], case, **waits)
    do(asylum.resume, staff["asylum"], case)
    with seeing_all():
        assert set(ClockRow.objects.filter(case=case, state="OPEN").values_list("code", flat=True)) == {"DECIDE"}


GONE = {"outcome": "IMPLICIT", "other_reasons": "SYNTHETIC: did not come"}


def tried(staff: dict[str, Actor], case: UUID, kind: str, on: int, until: int | None = None) -> None:
    """One step to reach the applicant; days from today."""
    day = None if until is None else moment.today() + timedelta(days=until)
    told = {"language": "prs", "text": "SYNTHETIC"}
    do(asylum.try_to_reach, staff["asylum"], case, kind=kind, on=moment.today() + timedelta(days=on), until=day, **told)


def gone(staff: dict[str, Actor]) -> UUID:
    """An application that was lodged a month ago."""
    case = lodged(staff)
    with seeing_all():
        Application.objects.filter(pk=case).update(lodged_at=moment.now() - timedelta(days=30))
    return case


def test_fr_35_nobody_withdraws_by_silence_alone(staff: dict[str, Actor]) -> None:
    case = gone(staff)
    for step, missing in (
        (None, "Summon the applicant"),
        (("SUMMONS", -20, -15), "in another way"),
        (("EFFORT", -14), "Ask the applicant to explain"),
        (("EXPLAIN", -10, 2), "may still explain"),
    ):
        if step:
            tried(staff, case, *step)
        with pytest.raises(refusals.GateClosed, match=missing) as caught:
            do(deciding.propose, staff["asylum"], case, **GONE)
        assert closed(caught) == {"G-REACHED"}
    with pytest.raises(refusals.BadInput):
        tried(staff, case, "SUMMONS", -3, -3)
    with moment.pretend(moment.now() + timedelta(days=4)):
        do(deciding.propose, staff["asylum"], case, **GONE)
        with pytest.raises(refusals.GateClosed):
            do(deciding.decide, staff["asylum"], case)
        do(deciding.decide, staff["asylum2"], case)
        do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
        assert state_of(case) == "served"
        # Reversible: nothing is lost, and whoever goes missing again is looked for again.
        do(asylum.take_up_again, staff["asylum"], case)
        assert state_of(case) == "open"
        assert selectors.may_remain(person_of(case))
        with pytest.raises(refusals.GateClosed, match="Summon the applicant"):
            do(deciding.propose, staff["asylum"], case, **GONE)
    with seeing_all():
        assert Decision.objects.get(case=case).annulled_at is not None


def test_fr_35_a_day_to_explain_is_too_short_and_who_came_is_not_gone(staff: dict[str, Actor]) -> None:
    case = gone(staff)
    tried(staff, case, "SUMMONS", -20, -15)
    tried(staff, case, "EFFORT", -14)
    tried(staff, case, "EXPLAIN", -4, -3)
    with pytest.raises(refusals.GateClosed, match="the time that the rule gives"):
        do(deciding.propose, staff["asylum"], case, **GONE)
    tried(staff, case, "EXPLAIN", -14, -1)
    # The applicant comes after all: what was tried before says nothing any more.
    interviewed(staff, case)
    with pytest.raises(refusals.GateClosed, match="Summon the applicant"):
        do(deciding.propose, staff["asylum"], case, **GONE)


def test_fr_35_twin_without_the_gate_silence_is_enough(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = lodged(staff)
    monkeypatch.setattr(procedure.PROPOSE, "gates", tuple(one for one in procedure.PROPOSE.gates if one.code != "G-REACHED"))
    do(deciding.propose, staff["asylum"], case, **GONE)
    assert state_of(case) == "proposed"


def test_a_decision_on_the_claim_is_not_taken_back_by_taking_up_again(staff: dict[str, Actor]) -> None:
    case = served(staff)
    with pytest.raises(refusals.WrongState):
        do(asylum.take_up_again, staff["asylum"], case)
    assert state_of(case) == "served"


def final(staff: dict[str, Actor], **proposal: Any) -> UUID:
    case = served(staff, **proposal)
    if state_of(case) == "served":
        timing.tick(moment.now() + timedelta(days=60))
        with moment.pretend(moment.now() + timedelta(days=60)):
            do(deciding.note_final, staff["asylum"], case)
    return case


def again(staff: dict[str, Actor], case: UUID) -> UUID:
    """A second application of the same person."""
    return lodged(staff, person_of(case))


def test_a_subsequent_application_names_the_one_before_and_new_elements_admit_it(staff: dict[str, Actor]) -> None:
    first = final(staff)
    second = again(staff, first)
    with seeing_all():
        one = Application.objects.get(pk=second)
    assert (one.kind, one.previous) == ("SUBSEQUENT", first)
    assert selectors.may_remain(person_of(second))
    repeated = {"ground": "2", "reasons": "SYNTHETIC"}
    with pytest.raises(refusals.GateClosed):
        do(asylum.examine_admissibility, staff["asylum"], second, **repeated)
    do(asylum.find_new_elements, staff["asylum"], second, new=True, reasons="SYNTHETIC: a warrant of last month")
    with pytest.raises(refusals.GateClosed, match="nothing new was found"):
        do(asylum.examine_admissibility, staff["asylum"], second, **repeated)
    do(asylum.find_new_elements, staff["asylum"], second, new=False, reasons="SYNTHETIC")
    do(asylum.examine_admissibility, staff["asylum"], second, **repeated)
    assert "Subsequent application" in client_of("asylum").get(reverse("case", args=[second])).content.decode()


REFUGEE = {"outcome": "REFUGEE", "refugee_reasons": "SYNTHETIC"}


def review(staff: dict[str, Actor], case: UUID) -> UUID:
    return do(asylum.open_review, staff["asylum"], application=case, reasons="SYNTHETIC: settled there again", told=True)


def test_a_status_stands_until_its_withdrawal_is_final(staff: dict[str, Actor]) -> None:
    given = final(staff, **REFUGEE)
    person = person_of(given)
    held = selectors.status_of(person)
    assert held is not None
    assert held[0] is Outcome.REFUGEE
    with pytest.raises(refusals.BadInput, match="Tell the person in writing"):
        do(asylum.open_review, staff["asylum"], application=given, reasons="x")
    case = review(staff, given)
    with pytest.raises(refusals.GateClosed) as caught:
        review(staff, given)
    assert closed(caught) == {"G-STATUS"}
    ends = {"outcome": "STATUS_ENDED", "other_reasons": "SYNTHETIC", "status_ground": "OWN_ACT"}
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **ends)
    assert closed(caught) == {"G-HEARD"}
    interviewed(staff, case)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **REFUGEE)
    assert closed(caught) == {"G-STAGE"}
    do(deciding.propose, staff["asylum"], case, **ends)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.decide, staff["asylum"], case)
    assert closed(caught) == {"G-4EYES"}
    do(deciding.decide, staff["asylum2"], case)
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    assert selectors.status_of(person)
    assert selectors.may_remain(person)
    timing.tick(moment.now() + timedelta(days=60))
    with moment.pretend(moment.now() + timedelta(days=60)):
        do(deciding.note_final, staff["asylum"], case)
        assert selectors.status_of(person) is None
        assert not selectors.may_remain(person)


def test_a_status_that_stays_is_decided_by_one(staff: dict[str, Actor]) -> None:
    case = review(staff, final(staff, **REFUGEE))
    interviewed(staff, case)
    do(deciding.propose, staff["asylum"], case, outcome="STATUS_KEPT", other_reasons="SYNTHETIC")
    do(deciding.decide, staff["asylum"], case)
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), language="prs", interpreter_present=True)
    assert state_of(case) == "final"
    assert selectors.status_of(person_of(case)) is not None


def test_a_court_that_annuls_the_withdrawal_of_a_status_leaves_it(staff: dict[str, Actor]) -> None:
    given = final(staff, **REFUGEE)
    case = review(staff, given)
    interviewed(staff, case)
    do(deciding.propose, staff["asylum"], case, outcome="STATUS_ENDED", other_reasons="SYNTHETIC", status_ground="CEASED")
    do(deciding.decide, staff["asylum2"], case)
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    do(deciding.lodge_appeal, staff["asylum"], case, lodged_on=moment.today())
    with pytest.raises(refusals.BadInput):
        do(deciding.court_decided, staff["asylum"], case, outcome="REFUGEE", on=moment.today())
    do(deciding.court_decided, staff["asylum"], case, outcome="QUASHED", on=moment.today())
    assert state_of(case) == "final"
    assert selectors.status_of(person_of(case)) is not None
    assert selectors.may_remain(person_of(case))


def test_a_review_is_no_application(staff: dict[str, Actor]) -> None:
    case = review(staff, final(staff, **REFUGEE))
    words = {"words": "SYNTHETIC", "language": "prs", "interpreter_present": True, "consequences_told": True, "advised": True}
    for door, answers in (
        (asylum.withdraw, words),
        (asylum.extend, {"ground": "COMPLEX", "reasons": "X", "told": True}),
        (asylum.examine_admissibility, THIRD),
        (asylum.postpone, {"reasons": "X", "told": True}),
        (asylum.choose_route, {"route": "BORDER", "grounds": ["A"], "reasons": "X"}),
    ):
        with pytest.raises(refusals.GateClosed) as caught:
            do(door, staff["asylum"], case, **answers)
        assert "G-KIND" in closed(caught)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **GONE)
    assert "G-STAGE" in closed(caught)


SUBSIDIARY = {"outcome": "SUBSIDIARY", "refugee_reasons": "SYNTHETIC", "subsidiary_reasons": "SYNTHETIC"}


def test_an_appeal_for_more_takes_nothing_away(staff: dict[str, Actor]) -> None:
    case = served(staff, **SUBSIDIARY)
    person = person_of(case)
    do(deciding.lodge_appeal, staff["asylum"], case, lodged_on=moment.today())
    do(deciding.court_decided, staff["asylum"], case, outcome="REMITTED", on=moment.today())
    assert selectors.status_of(person)
    interviewed(staff, case)
    # What was weighed for the first decision is weighed anew for the next one.
    weigh(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    do(deciding.decide, staff["asylum2"], case)
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    held = selectors.status_of(person)
    assert held is not None
    assert held[0] is Outcome.SUBSIDIARY


def test_whoever_withdrew_or_lost_asks_anew_and_is_heard(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    person = person_of(case)
    words = {"words": "SYNTHETIC", "language": "prs", "interpreter_present": True, "consequences_told": True, "advised": True}
    do(asylum.withdraw, staff["asylum"], case, **words)
    assert not selectors.may_remain(person)
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    assert state_of(wish) == "intended"
    assert selectors.may_remain(person)
    # The first can be taken up beside it, with its registration.
    do(asylum.take_up_again, staff["asylum"], case)
    with seeing_all():
        assert Application.objects.select_related("registration").get(pk=case).registration.state == "lodged"


def test_nothing_is_final_before_the_day_that_was_told(staff: dict[str, Actor]) -> None:
    case = served(staff)
    timing.tick(moment.now() + timedelta(days=40))
    with moment.pretend(moment.now() + timedelta(days=40)), pytest.raises(refusals.GateClosed) as caught:
        do(deciding.note_final, staff["asylum"], case)
    assert closed(caught) == {"G-WINDOW"}


def test_the_border_route_ends_with_its_time(staff: dict[str, Actor]) -> None:
    synthetic("DECIDE_BORDER", 28)
    case = lodged(staff)
    do(asylum.choose_route, staff["asylum"], case, route="BORDER", grounds=["A"], reasons="SYNTHETIC")
    later = moment.now() + timedelta(days=40)
    interviewed(staff, case)
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    with moment.pretend(later), pytest.raises(refusals.GateClosed) as caught:
        do(deciding.decide, staff["asylum2"], case)
    assert closed(caught) == {"G-TIME"}
    timing.tick(later)
    with seeing_all():
        assert Application.objects.get(pk=case).route == "REGULAR"
        assert ClockRow.objects.get(case=case, code="DECIDE", state="OPEN").rule.code == "DECIDE_REGULAR"
    assert "The time of the border route was over" in client_of("asylum").get(reverse("case", args=[case])).content.decode()


def test_what_is_written_anew_stays_on_record_and_a_struck_fact_is_seen(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    interviewed(staff, case)
    fact = weighed(staff, case)
    do(weighing.assess_fact, staff["asylum"], case, fact=fact, **{**ASSESSED, "reasons": "SYNTHETIC: the second"})
    do(weighing.analyse, staff["asylum"], case, **{**ANALYSED, "text": "SYNTHETIC: the other"})
    do(weighing.strike_fact, staff["asylum"], case, fact=fact, why="SYNTHETIC: struck because")
    do(asylum.name_counsel, staff["asylum"], case, counsel="SYNTHETIC first lawyer")
    do(asylum.name_counsel, staff["asylum"], case, counsel="SYNTHETIC second lawyer")
    page = client_of("asylum").get(reverse("case", args=[case])).content.decode()
    for kept in ("SYNTHETIC: detailed and consistent", "SYNTHETIC: protection is available", "SYNTHETIC: struck because", "SYNTHETIC first lawyer"):
        assert kept in page


def test_an_interview_that_has_begun_is_not_left_out(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    do(hearing.plan_interview, staff["asylum"], case, **plan())
    do(hearing.note_stage, staff["asylum"], case, stage="FORMAL")
    with pytest.raises(refusals.BadInput, match="has begun"):
        do(hearing.omit_interview, staff["asylum"], case, ground="UNFIT", reasons="SYNTHETIC")


def test_a_lawyer_is_served_once_and_a_first_application_has_no_new_elements(staff: dict[str, Actor]) -> None:
    case = served(staff)
    with pytest.raises(refusals.WrongState):
        do(deciding.serve_counsel, staff["asylum"], case, served_at=moment.now(), remedy_until=moment.today() + timedelta(days=90))
    first = lodged(staff, given_names="Second")
    with pytest.raises(refusals.WrongState):
        do(asylum.find_new_elements, staff["asylum"], first, new=False, reasons="SYNTHETIC")
    granted = final(staff, **REFUGEE)
    with pytest.raises(refusals.WrongState):
        do(deciding.lodge_appeal, staff["asylum"], granted, lodged_on=moment.today())


def test_a_refusal_has_no_status_to_review(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.GateClosed) as caught:
        review(staff, final(staff))
    assert closed(caught) == {"G-STATUS"}


def test_applications_of_a_family_stand_side_by_side(staff: dict[str, Actor]) -> None:
    first = arrive(staff)
    with seeing_all():
        from egnatia.kernel.models import CaseFile

        number = CaseFile.objects.get(pk=first).number
    second = arrive(staff, given_names="Second", relative_case=number, relation="SPOUSE")
    one, other = lodged(staff, person_of(first)), lodged(staff, person_of(second))
    page = client_of("asylum").get(reverse("case", args=[one])).content.decode()
    assert "Applications of the family" in page
    assert str(other) in page


def test_fr_33_a_lawyer_who_is_named_after_the_service_has_the_whole_time(staff: dict[str, Actor]) -> None:
    case = decided(staff)
    earlier = moment.now()
    do(deciding.serve, staff["asylum"], case, served_at=earlier, **SERVED)
    do(asylum.name_counsel, staff["asylum"], case, counsel="SYNTHETIC lawyer")
    with seeing_all():
        assert Task.objects.filter(case=case, code="SERVE_COUNSEL", done_at=None).exists()
    with moment.pretend(moment.now() + timedelta(days=5)):
        until = moment.today() + timedelta(days=40)
        with pytest.raises(refusals.GateClosed, match="The law gives until"):
            do(deciding.serve_counsel, staff["asylum"], case, served_at=moment.now(), remedy_until=moment.today() + timedelta(days=2))
        do(deciding.serve_counsel, staff["asylum"], case, served_at=moment.now(), remedy_until=until)
    with seeing_all():
        assert ClockRow.objects.get(case=case, code="APPEAL", state="OPEN").anchor_at > earlier + timedelta(days=4)


def test_withdrawn_on_admissibility_goes_on_there(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    case = lodged(staff)
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    do(hearing.plan_interview, staff["asylum"], case, **plan())
    words = {"words": "SYNTHETIC", "language": "prs", "interpreter_present": True, "consequences_told": True, "advised": True}
    do(asylum.withdraw, staff["asylum"], case, **words)
    do(asylum.take_up_again, staff["asylum"], case)
    assert state_of(case) == "admissibility"


def test_weighing_is_for_the_claim_alone(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    case = lodged(staff)
    do(asylum.examine_admissibility, staff["asylum"], case, **THIRD)
    interviewed(staff, case)
    with pytest.raises(refusals.WrongState):
        weighed(staff, case)
