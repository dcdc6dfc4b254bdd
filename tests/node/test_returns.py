"""Non-voluntary return: nothing goes on past a safeguard, everything stops for a wish, and whatever is in the person's favour is always open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.spec import registry, unknown
from egnatia.kernel.models import CaseFile, Event, GateRecord, RuleRow, Task
from egnatia.node.asylum import actions as asylum
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import Intention
from egnatia.node.returns import actions as returns
from egnatia.node.returns import gates, procedure, selectors
from egnatia.node.returns.decision import actions as deciding
from egnatia.node.returns.models import CourtStay, Pause, ReturnCase, ReturnDecision, Returnee
from egnatia.node.returns.operations import actions as operations
from egnatia.node.returns.removal import actions as removal
from tests.node import returning as walk
from tests.node.conftest import do, state_of
from tests.node.returning import DECIDED, SERVED, day, later, person_of, refused


def test_from_opening_to_hand_over(staff: dict[str, Actor]) -> None:
    """Every step by its officer; each with what every safeguard answered."""
    case = walk.ordered(staff)
    one = walk.locked(staff, case)
    assert state_of(case) == "pre_departure"
    with later(3):
        walk.look(staff, case)
        do(operations.begin_boarding, staff["foreigners"], one)
        do(operations.board, staff["foreigners"], one, row=walk.row_of(case))
        do(operations.depart, staff["foreigners"], one)
        do(operations.arrive, staff["foreigners"], one)
        handed = {"row": walk.row_of(case), "received_by": "SYNTHETIC border authority", "belongings": "YES"}
        with pytest.raises(refusals.BadInput):
            do(operations.hand_over, staff["foreigners"], one, **handed)
        do(operations.hand_over, staff["foreigners"], one, **handed, restraints_off=True)
        do(operations.finish, staff["foreigners"], one)
        do(returns.close, staff["foreigners"], case, reason="SYNTHETIC: receipt of the authority")
    assert (state_of(case), state_of(one)) == ("closed", "handed_over")
    with seeing_all():
        asked = set(GateRecord.objects.filter(event__case=case, event__action="depart").values_list("code", flat=True))
        assert ReturnCase.objects.get(pk=case).received_by == "SYNTHETIC border authority"
    assert asked == {one.code for one in procedure.ON_THE_DAY}
    assert {"G-ASY", "G-NR", "G-BIC", "G-VUL", "G-MED", "G-REM", "G-VDP", "G-ID"} <= asked


def test_acceptance_1_no_decision_with_a_claim(staff: dict[str, Actor]) -> None:
    case = walk.assessed(staff)
    do(registration.record_wish, staff["medic"], person_id=None, name="SYNTHETIC other")
    with seeing_all():
        Intention.objects.update(person=person_of(case))
        CaseFile.objects.filter(procedure="registration").update(subject=person_of(case))
    assert "G-ASY" in refused(deciding.propose, staff["foreigners"], case, **DECIDED)
    with seeing_all():
        from egnatia.kernel.models import AccessLog

        assert AccessLog.objects.filter(what="return.propose", outcome="denied", reasons__contains="G-ASY").exists()


@pytest.mark.parametrize("days", [6, 31])
def test_acceptance_2_a_period_of_6_or_31_days_without_a_ground_is_refused(staff: dict[str, Actor], days: int) -> None:
    case = walk.assessed(staff)
    with pytest.raises(refusals.Refused) as caught:
        do(deciding.propose, staff["foreigners"], case, **{**DECIDED, "vd_days": days})
    assert isinstance(caught.value, refusals.GateClosed) == (days == 6)
    do(deciding.propose, staff["foreigners"], case, **DECIDED)
    wrong = walk.decision_of(case)
    wrong.pk, wrong.vd_days = None, days
    with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
        ReturnDecision.objects.filter(pk=walk.decision_of(case).pk).update(vd_days=days)


def test_fr_41_fewer_days_need_a_ground_that_a_rule_of_this_country_names(staff: dict[str, Actor]) -> None:
    case = walk.assessed(staff)
    short = {**DECIDED, "vd_days": None, "vd_ground": "ABSCONDING", "vd_reasons": "SYNTHETIC: left twice"}
    with transaction.atomic():
        do(deciding.propose, staff["foreigners"], case, **short)
        transaction.set_rollback(True)
    RuleRow.objects.filter(code="RETURN_NO_PERIOD", synthetic=True).delete()
    assert refused(deciding.propose, staff["foreigners"], case, **short) == {"G-PERIOD"}


def test_acceptance_3_a_ban_of_six_years_without_a_serious_threat_is_refused(staff: dict[str, Actor]) -> None:
    case = walk.assessed(staff)
    ban = {**DECIDED, "ban_months": 72, "ban_reasons": "SYNTHETIC"}
    assert refused(deciding.propose, staff["foreigners"], case, **ban) == {"G-BAN"}
    do(deciding.propose, staff["foreigners"], case, **ban, ban_threat=True)
    with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
        ReturnDecision.objects.filter(case=case).update(ban_threat=False)


def test_fr_40_no_ban_for_somebody_with_signs_of_trafficking(staff: dict[str, Actor]) -> None:
    case = walk.assessed(staff)
    walk.needs(staff, case, indicators=["CONTROLLED"], categories=["VOT"])
    found = refused(deciding.propose, staff["foreigners"], case, **DECIDED, ban_months=12, ban_reasons="SYNTHETIC")
    assert {"G-BAN", "G-VUL"} <= found


def test_a_ban_goes_with_a_grant_and_is_only_ever_made_shorter(staff: dict[str, Actor]) -> None:
    case = walk.served(staff, decision={"ban_months": 24, "ban_reasons": "SYNTHETIC"})
    with pytest.raises(refusals.BadInput):
        do(returns.lift_ban, staff["foreigners"], case, months=36, reason="X")
    do(returns.lift_ban, staff["foreigners"], case, months=12, reason="X")
    assert walk.decision_of(case).ban_months == 12
    from egnatia.kernel.engine import run
    from egnatia.node.returns import pausing

    token = run._inside.set(True)  # as the step of the asylum procedure calls it
    with acting_as(staff["asylum"]), seeing_all():
        pausing.ended_by_a_grant(CaseFile.objects.get(pk=case))
    run._inside.reset(token)
    assert walk.decision_of(case).ban_lifted_at is not None
    assert state_of(case) == "stay_granted"


def test_two_officers_decide_and_one_person_has_one_decision(staff: dict[str, Actor]) -> None:
    case = walk.proposed(staff)
    assert refused(deciding.decide, staff["foreigners"], case) == {"G-4EYES"}
    do(deciding.decide, staff["foreigners2"], case)
    with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
        ReturnDecision.objects.filter(case=case).update(decided_by=staff["foreigners"].id)


def test_fr_04_no_step_of_a_return_takes_more_than_one_person(staff: dict[str, Actor]) -> None:
    """Of every action against a person the input is of one person: no list of cases or persons is a field anywhere."""
    for code in ("return", "detention", "readmission"):
        for action in registry[code].actions:
            for name, field in action.input.model_fields.items():
                told = str(field.annotation)
                assert not ("list" in told.lower() and "UUID" in told) or name == "sources", (action.full_name, name)
    with pytest.raises(refusals.BadInput):
        do(deciding.decide, staff["foreigners2"], walk.proposed(staff), case_ids=["x"])


@pytest.mark.parametrize("until", [walk.opened, walk.assessed, walk.proposed, walk.decided, walk.served, walk.running, walk.enforceable, walk.ordered])
@pytest.mark.parametrize("way", ["in this procedure", "through the registration"])
def test_fr_02_a_wish_recorded_anywhere_stops_it_at_once(staff: dict[str, Actor], until: Any, way: str) -> None:
    case = until(staff)
    if way == "in this procedure":
        do(returns.hear_wish, staff["foreigners"], case, words="SYNTHETIC: I cannot go back")
    else:
        do(registration.record_wish, staff["social"], person_id=person_of(case))
    assert state_of(case) == "remedy_suspended"
    with seeing_all():
        assert Intention.objects.filter(person=person_of(case)).exists()
        assert Pause.objects.filter(case=case, why="ASYLUM", lifted_at=None).count() == 1
        assert Task.objects.filter(case__procedure="registration", code="REGISTER", done_at=None).exists()
    assert "G-ASY" in refused(returns.resume, staff["foreigners"], case, reason="X")


def test_broken_twin_without_the_hook_a_wish_is_caught_by_the_safeguard_alone(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lines of defence: if the procedure were not stopped, its next step would be."""
    from egnatia.kernel.engine import run

    case = walk.running(staff)
    monkeypatch.setattr(run, "watchers", {})
    do(registration.record_wish, staff["social"], person_id=person_of(case))
    assert state_of(case) == "vd_running"
    with later(20):
        walk.look(staff, case)
        assert "G-ASY" in refused(deciding.enforce, staff["foreigners"], case)


def test_fr_01_not_enforceable_while_anything_runs(staff: dict[str, Actor]) -> None:
    case = walk.running(staff)
    assert {"G-REM", "G-VDP"} <= refused(deciding.enforce, staff["foreigners"], case)
    with later(40):
        assert refused(deciding.enforce, staff["foreigners"], case) == {"G-NR"}  # looked at too long ago
        walk.look(staff, case)
        do(deciding.enforce, staff["foreigners"], case)
    assert state_of(case) == "enforceable"


def test_a_remedy_with_suspensive_effect_and_a_court_stop_it(staff: dict[str, Actor]) -> None:
    case = walk.running(staff)
    do(returns.lodge_remedy, staff["foreigners"], case, lodged_on=day(0))
    assert state_of(case) == "remedy_suspended"
    assert refused(returns.resume, staff["foreigners"], case, reason="X") == {"G-COURT"}
    do(returns.remedy_decided, staff["foreigners"], case, outcome="UPHELD", on=day(0), reference="SYN 1")
    do(returns.note_stay, staff["foreigners"], case, court="ECTHR", reference="Rule 39", ordered_on=day(0))
    assert refused(returns.resume, staff["foreigners"], case, reason="X") == {"G-COURT"}
    do(returns.end_stay, staff["foreigners"], case, stay=stay_of(case), reference="lifted", ended_on=day(0))
    do(returns.resume, staff["foreigners"], case, reason="X")
    assert state_of(case) == "notified"  # the period begins anew


def stay_of(case: Any, court: str = "ECTHR") -> str:
    with seeing_all():
        return str(CourtStay.objects.values_list("pk", flat=True).get(case=case, court=court))


def test_each_stay_ends_by_its_own_court(staff: dict[str, Actor]) -> None:
    case = walk.running(staff)
    for court in ("NATIONAL", "ECTHR"):
        do(returns.note_stay, staff["foreigners"], case, court=court, reference=court, ordered_on=day(0))
    do(returns.end_stay, staff["foreigners"], case, stay=stay_of(case, "NATIONAL"), reference="over", ended_on=day(0))
    assert refused(returns.resume, staff["foreigners"], case, reason="X") == {"G-COURT"}


def test_a_wish_is_never_noted_as_another_reason(staff: dict[str, Actor]) -> None:
    case = walk.ordered(staff)
    one = walk.listed(staff, case)
    with pytest.raises(refusals.BadInput):
        do(removal.fail, staff["foreigners"], case, attempt="ASYLUM")
    with pytest.raises(refusals.BadInput):
        do(operations.take_off, staff["foreigners"], one, row=walk.row_of(case), off="ASYLUM")


def given_up(staff: dict[str, Actor], case: Any) -> Any:
    """An application that was lodged and withdrawn: the return may be taken up again. Gives the application."""
    from egnatia.node.asylum.models import Application
    from tests.node.conftest import REGISTERED, told

    wish = do(registration.record_wish, staff["social"], person_id=person_of(case))
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    do(registration.inform, staff["asylum"], wish, **told("ASYLUM"))
    do(registration.lodge, staff["asylum"], wish)
    with seeing_all():
        application = Application.objects.get(registration=wish).pk
    words = {"words": "SYNTHETIC", "language": "prs", "interpreter_present": True, "consequences_told": True, "advised": True}
    do(asylum.withdraw, staff["asylum"], application, **words)
    do(returns.resume, staff["foreigners"], case, reason="SYNTHETIC: withdrawn after advice")
    return application


def test_a_claim_that_comes_to_life_again_stops_it_as_a_new_one_does(staff: dict[str, Actor]) -> None:
    case = walk.enforceable(staff)
    application = given_up(staff, case)
    assert state_of(case) == "enforceable"
    do(asylum.take_up_again, staff["asylum"], application)
    assert state_of(case) == "remedy_suspended"


def test_a_wish_said_again_to_anybody_is_heard(staff: dict[str, Actor]) -> None:
    """It stands already, so no second one is recorded: but the return stops, and the asylum authority is asked to hear it."""
    case = walk.enforceable(staff)
    do(registration.record_wish, staff["medic"], person_id=None, name="SYNTHETIC other")
    with seeing_all():  # registered, and refused without a right to remain: nothing of it stops a return any more
        Intention.objects.update(person=person_of(case))
        CaseFile.objects.filter(procedure="registration").update(state="lodged", subject=person_of(case))
        other = CaseFile.objects.get(procedure="registration").pk
    assert state_of(case) == "enforceable"
    with pytest.raises(registration.AlreadyRecorded):
        do(registration.record_wish, staff["social"], person_id=person_of(case))
    assert state_of(case) == "remedy_suspended"
    with seeing_all():
        assert Task.objects.filter(case=other, code="HEAR_AGAIN", done_at=None).exists()


def on_board(staff: dict[str, Actor]) -> tuple[Any, Any]:
    case = walk.ordered(staff)
    one = walk.locked(staff, case)
    with later(3):
        walk.look(staff, case)
        do(operations.begin_boarding, staff["foreigners"], one)
        do(operations.board, staff["foreigners"], one, row=walk.row_of(case))
    return case, one


@pytest.mark.parametrize("what", ["danger", "new fact", "unfit", "appeal", "annulled", "court", "stay granted", "postponed", "voluntary"])
def test_what_comes_after_boarding_counts_before_anybody_leaves(staff: dict[str, Actor], what: str) -> None:
    case, one = on_board(staff)
    officer = staff["foreigners"]
    with later(3):
        if what == "danger":
            walk.look(staff, case, danger="YES")
        elif what == "new fact":
            do(returns.note_facts, officer, case, text="SYNTHETIC")
        elif what == "unfit":
            do(removal.record_fitness, officer, case, **{**walk.FIT, "result": "UNFIT"}, examined_on=day(0), valid_until=day(3))
        elif what == "court":
            do(returns.note_stay, officer, case, court="ECTHR", reference="R39", ordered_on=day(0))
        elif what == "stay granted":
            do(returns.grant_stay, officer, case, reason="SYNTHETIC")
        elif what == "postponed":
            do(returns.postpone, staff["social"], case, must="YES", reason="SYNTHETIC")
        elif what == "voluntary":
            do(returns.choose_avrr, officer, case)
        else:
            do(returns.lodge_remedy, officer, case, lodged_on=day(0))
            if what == "annulled":
                do(returns.remedy_decided, officer, case, outcome="ANNULLED", on=day(0), reference="SYN")
        if what in {"new fact", "unfit"}:
            assert refused(operations.depart, officer, one) <= {"G-NR", "G-MED"}
        else:
            with seeing_all():
                assert Returnee.objects.get(return_case=case).status == "REMOVED"
                assert ReturnCase.objects.get(pk=case).departed_at is None


def test_what_must_be_postponed_is_taken_up_by_no_officer_alone(staff: dict[str, Actor]) -> None:
    case = walk.enforceable(staff)
    do(returns.postpone, staff["social"], case, must="YES", reason="SYNTHETIC")
    assert refused(returns.resume, staff["foreigners"], case, reason="X") == {"G-POSTPONED"}
    with pytest.raises(refusals.NotAllowed):
        do(returns.end_postponement, staff["foreigners"], case, reason="X")
    do(returns.end_postponement, staff["social"], case, reason="SYNTHETIC: over")
    do(returns.resume, staff["foreigners"], case, reason="X")


@pytest.mark.parametrize("again", [False, True])
def test_a_period_that_was_stopped_begins_anew(staff: dict[str, Actor], *, again: bool) -> None:
    """Whoever lifts the postponement first does not cost the person their period for voluntary departure (Return Directive art. 7)."""
    case = walk.running(staff)
    do(returns.postpone, staff["social"], case, must="YES", reason="SYNTHETIC")
    do(returns.end_postponement, staff["social"], case, reason="SYNTHETIC: over")
    if again:
        do(returns.postpone, staff["social"], case, must="YES", reason="SYNTHETIC")
        do(returns.end_postponement, staff["social"], case, reason="SYNTHETIC: over")
    do(returns.resume, staff["foreigners"], case, reason="X")
    assert state_of(case) == "notified"
    with seeing_all():
        assert ReturnCase.objects.get(pk=case).vd_until is None


def test_an_outcome_after_the_hand_over_is_still_written_down(staff: dict[str, Actor]) -> None:
    case = walk.running(staff, decision={"ban_months": 12, "ban_reasons": "SYNTHETIC"})
    with seeing_all():
        CaseFile.objects.filter(pk=case).update(state="handed_over")
    do(returns.lodge_remedy, staff["foreigners"], case, lodged_on=day(0))
    do(returns.remedy_decided, staff["foreigners"], case, outcome="ANNULLED", on=day(0), reference="SYN")
    assert state_of(case) == "handed_over"
    assert walk.decision_of(case).ban_lifted_at is not None


def test_a_family_travels_together_or_not(staff: dict[str, Actor]) -> None:
    from egnatia.node.people.models import FamilyLink

    case, other = walk.ordered(staff), walk.ordered(staff, given_names="Second")
    with seeing_all():
        FamilyLink.objects.create(person_id=person_of(case), relative_id=person_of(other), relation="SPOUSE")
    one = walk.listed(staff, case)
    assert refused(operations.lock_manifest, staff["foreigners"], one) == {"G-FAM"}
    do(operations.cancel, staff["foreigners"], one, reason="X")
    both = walk.locked(staff, case, other)
    assert state_of(both) == "manifest_locked"


def test_an_annulled_decision_is_over(staff: dict[str, Actor]) -> None:
    case = walk.running(staff)
    do(returns.lodge_remedy, staff["foreigners"], case, lodged_on=day(0))
    do(returns.remedy_decided, staff["foreigners"], case, outcome="ANNULLED", on=day(0), reference="SYN 2")
    assert state_of(case) == "revoked"
    with seeing_all():
        assert selectors.decision(CaseFile.objects.get(pk=case)) is None


def test_fr_03_a_danger_is_looked_at_with_country_information_and_cleared_by_another_specialist(staff: dict[str, Actor]) -> None:
    case = walk.assessed(staff)
    with pytest.raises(refusals.BadInput):
        walk.look(staff, case, sources=[])
    walk.look(staff, case, danger="YES")
    assert refused(deciding.propose, staff["foreigners"], case, **DECIDED) == {"G-NR"}
    walk.look(staff, case, "foreigners")
    assert refused(deciding.propose, staff["foreigners"], case, **DECIDED) == {"G-NR"}
    walk.look(staff, case)  # the same who found it
    assert refused(deciding.propose, staff["foreigners"], case, **DECIDED) == {"G-NR"}


def test_fr_39_a_danger_of_being_sent_on_closes_it_too_and_new_facts_reopen_it(staff: dict[str, Actor]) -> None:
    case = walk.assessed(staff)
    walk.look(staff, case, onward="YES")
    assert refused(deciding.propose, staff["foreigners"], case, **DECIDED) == {"G-NR"}
    other = walk.assessed(staff, given_names="Second")
    do(returns.note_facts, staff["foreigners"], other, text="SYNTHETIC: a letter came")
    assert refused(deciding.propose, staff["foreigners"], other, **DECIDED) == {"G-NR"}
    walk.look(staff, other)
    do(deciding.propose, staff["foreigners"], other, **DECIDED)


def test_fr_11_a_child_alone_is_returned_to_nobody_unknown(staff: dict[str, Actor]) -> None:
    child = {"birth": {"year": str(moment.today().year - 15), "month": "1", "day": "1"}, "unaccompanied": True}
    case = walk.assessed(staff, **child)
    assert "G-BIC" in refused(deciding.propose, staff["foreigners"], case, **DECIDED)


def test_acceptance_20_unknown_blocks_as_fail(staff: dict[str, Actor]) -> None:
    case = walk.assessed(staff)
    object.__setattr__(gates.no_claim, "check", _unknown)
    try:
        assert "G-ASY" in refused(deciding.propose, staff["foreigners"], case, **DECIDED)
    finally:
        object.__setattr__(gates.no_claim, "check", _CHECK)


_CHECK = gates.no_claim.check


def _unknown(case: Any, data: Any, today: Any) -> Any:
    return unknown("nobody knows")


def test_what_is_in_the_persons_favour_carries_no_safeguard(staff: dict[str, Actor]) -> None:
    free = {"hear_wish", "choose_avrr", "lodge_remedy", "note_stay", "postpone", "lift_ban", "revoke", "grant_stay", "extend_period", "fail", "note_departed"}
    assert all(one.exempt and not one.gates for one in procedure.RETURN.actions if one.name in free)
    against = {"propose", "decide", "enforce", "start_documenting", "order_removal", "lock", "depart"}
    assert all({"G-ASY", "G-NR", "G-BIC", "G-VUL"} <= {gate.code for gate in one.gates} for one in procedure.RETURN.actions if one.name in against)


def test_choosing_voluntary_return_waits_for_it_with_an_independent_counsellor(staff: dict[str, Actor]) -> None:
    from egnatia.node.avrr import actions as avrr
    from egnatia.node.avrr.models import VoluntaryReturn

    case = walk.ordered(staff)
    do(returns.choose_avrr, staff["foreigners"], case)
    assert state_of(case) == "avrr_handover"
    with seeing_all():
        one = VoluntaryReturn.objects.get(person=person_of(case))
    assert one.detained  # close to a removal: independent, alone, looked at twice
    assert refused(returns.resume, staff["foreigners"], case, reason="X") == {"G-VOL"}
    do(avrr.withdraw, staff["counsellor"], one.pk)
    assert state_of(case) == "avrr_handover"  # no step against the person follows by itself
    do(returns.resume, staff["foreigners"], case, reason="X")
    assert state_of(case) == "enforceable"


def test_return_officers_read_nothing_of_the_claim_or_of_counselling(staff: dict[str, Actor]) -> None:
    case = walk.running(staff)
    do(returns.hear_wish, staff["foreigners"], case, words="SYNTHETIC: the reason")
    with acting_as(staff["foreigners"]):
        from egnatia.node.returns.sections import sections

        shown = sections(CaseFile.objects.get(pk=case), staff["foreigners"])
        assert "SYNTHETIC: the reason" not in str([row.value for section in shown for row in section.rows])


def test_off_for_tuerkiye(staff: dict[str, Actor], settings: Any) -> None:
    from egnatia.kernel import reading

    settings.EGNATIA_COUNTRY = "TUR"
    with reading.remembering() if hasattr(reading, "remembering") else transaction.atomic():
        with pytest.raises(refusals.NotHere):
            walk.opened(staff)
        assert not gates.takes_part(moment.today())


@pytest.mark.parametrize(("on", "title"), [("2026-11-23", "2008/115"), ("2028-01-01", "COM(2025) 101")])
def test_both_regimes_by_their_day(db: None, on: str, title: str) -> None:
    assert title in selectors.regime(datetime.fromisoformat(on).date())
    # What the later one would allow against a person is no rule here before a named person verified a national row.
    assert selectors.limit("RETURN_BAN_MOST", datetime.fromisoformat(on).date()) == 5


def test_service_in_a_language_and_the_remedy_from_the_rule(staff: dict[str, Actor]) -> None:
    case = walk.decided(staff)
    assert refused(deciding.notify, staff["foreigners"], case, **{**SERVED, "language": "eng", "interpreter": ""}) == {"G-LANG"}
    do(deciding.notify, staff["foreigners"], case, **SERVED)
    one = walk.decision_of(case)
    assert one.remedy_until == timezone.localdate() + timedelta(days=8) or one.remedy_until > timezone.localdate()
    assert one.suspensive


def test_no_rule_of_appeal_no_decision(staff: dict[str, Actor]) -> None:
    case = walk.assessed(staff)
    RuleRow.objects.filter(code="APPEAL_REMOVAL", synthetic=True).delete()
    assert refused(deciding.propose, staff["foreigners"], case, **DECIDED) == {"G-REM"}


def test_a_failed_attempt_is_a_new_beginning(staff: dict[str, Actor]) -> None:
    case = walk.ordered(staff)
    do(removal.fail, staff["foreigners"], case, attempt="RESISTANCE", text="SYNTHETIC: said they fear somebody")
    assert state_of(case) == "attempt_failed"
    do(returns.resume, staff["foreigners"], case, reason="X")
    assert state_of(case) == "enforceable"
    assert "G-NR" in refused(removal.start_documenting, staff["foreigners"], case)  # what was said is a new fact


def test_events_tell_each_difference(staff: dict[str, Actor]) -> None:
    case = walk.running(staff)
    with seeing_all():
        steps = list(Event.objects.filter(case=case).order_by("sequence").values_list("action", flat=True))
    assert steps[0] == "begin"
    assert steps[-1] == "start_period"
    assert asylum is not None
