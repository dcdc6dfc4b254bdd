"""Screening: the steps and their actors, every safeguard with its opposite, the end by lapse of time."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.models import CaseFile, ClockRow, Grant, RuleRow, Task, Unit
from egnatia.node.people import selectors as people
from egnatia.node.people.models import ClaimedIdentity, FamilyLink, Person
from egnatia.node.protection.models import Need
from egnatia.node.referral.models import HandOver
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import Intention
from egnatia.node.screening import actions as screening
from egnatia.node.screening.models import Remark, Screening
from tests.node.conftest import all_steps, arrive, do, state_of, told
from tests.node.test_mrz import ADULT


def closed(caught: pytest.ExceptionInfo[refusals.GateClosed]) -> set[str]:
    return {gate.code for gate, _answer in caught.value.closed}


def test_the_main_way_to_registration(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    all_steps(staff, case, wish="YES")
    do(screening.refer, staff["officer"], case, route="REGISTRATION")
    with seeing_all():
        assert CaseFile.objects.get(pk=case).state == "referred"
        assert HandOver.objects.get(source_case=case).receiver.kind == Unit.Kind.ASYLUM
        assert Intention.objects.get().person_id == Screening.objects.get(pk=case).person_id


@pytest.mark.parametrize(
    ("missing", "gate"),
    [("inform", "G-INFO"), ("ask_asylum", "G-ASKED"), ("offer_copy", "G-COPY"), ("record_health", "G-COMPLETE"), ("record_security", "G-COMPLETE")],
)
def test_each_missing_step_closes_the_return_route_by_its_own_gate(staff: dict[str, Actor], missing: str, gate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = arrive(staff)
    monkeypatch.setattr(screening, missing, lambda *_args, **_kwargs: type("A", (), {"case_id": case}))
    all_steps(staff, case)
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert closed(caught) == {gate}


def test_with_every_step_done_and_no_wish_the_return_authority_is_reached(staff: dict[str, Actor]) -> None:
    """The opposite of the gates above: they close for their reason alone."""
    case = arrive(staff)
    all_steps(staff, case)
    do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert state_of(case) == "referred"


def test_information_without_the_right_to_asylum_is_no_information(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    all_steps(staff, case)
    other = arrive(staff)
    do(screening.inform, staff["officer"], other, **told(items=["PURPOSE"]))
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], other, route="REGISTRATION")
    assert "G-INFO" in closed(caught)


def test_a_wish_told_to_another_unit_closes_the_return_route(staff: dict[str, Actor]) -> None:
    """The safeguard sees what row-level security hides from the officer."""
    case = arrive(staff)
    all_steps(staff, case)
    with seeing_all():
        person = Screening.objects.get(pk=case).person_id
        Grant.objects.create(case_id=case, unit_id=staff["social"].unit, subject=person, basis="TEST", granted_at=moment.now())
    do(registration.record_wish, staff["social"], person_id=person)
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert closed(caught) == {"G-WISH"}


def test_a_later_no_does_not_take_a_wish_back(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.ask_asylum, staff["medic"], case, wishes_asylum="YES")
    do(screening.ask_asylum, staff["officer"], case, wishes_asylum="NO")
    with seeing_all():
        assert Screening.objects.get(pk=case).wishes_asylum is True
        assert Intention.objects.count() == 1


def test_the_database_itself_refuses_a_return_route_with_a_wish(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.ask_asylum, staff["officer"], case, wishes_asylum="YES")
    with seeing_all(), pytest.raises(IntegrityError, match="no_return_route_with_a_wish"), transaction.atomic():
        Screening.objects.filter(pk=case).update(route="RETURN_RULES", copy_offered_at=moment.now())


def test_an_unaccompanied_child_has_no_return_route(staff: dict[str, Actor]) -> None:
    case = arrive(staff, birth={"year": str(moment.today().year - 15)}, unaccompanied=True)
    do(screening.record_child, staff["protection"], case, outcome="REPRESENTATIVE")
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert "G-CHILD" in closed(caught)


def test_seventeen_or_eighteen_counts_as_a_child(staff: dict[str, Actor]) -> None:
    arrive(staff, birth={"year": str(moment.today().year - 18)})
    with seeing_all():
        assert Person.objects.get().is_minor_presumed


@pytest.mark.parametrize(("age", "taken"), [(10, False), (13, False), (16, True), (40, True)])
def test_fingerprints_follow_the_stricter_age(staff: dict[str, Actor], age: int, taken: bool) -> None:
    """Serbia: 14, stricter than the EU's 6."""
    case = arrive(staff, birth={"year": str(moment.today().year - age)})
    if taken:
        do(screening.record_biometrics, staff["officer"], case, outcome="TAKEN", accompanied=True)
    else:
        with pytest.raises(refusals.GateClosed) as caught:
            do(screening.record_biometrics, staff["officer"], case, outcome="TAKEN", accompanied=True)
        assert closed(caught) == {"G-BIO-AGE"}
        do(screening.record_biometrics, staff["officer"], case, outcome="TOO_YOUNG")


def test_an_unknown_age_blocks_fingerprints(staff: dict[str, Actor]) -> None:
    case = arrive(staff, birth={})
    with pytest.raises(refusals.GateClosed, match="doubt"):
        do(screening.record_biometrics, staff["officer"], case, outcome="TAKEN")


def test_health_is_for_medical_staff_and_has_no_field_for_a_diagnosis(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with pytest.raises(refusals.NotAllowed):
        do(screening.record_health, staff["officer"], case, outcome="NO_NEED")
    with pytest.raises(refusals.BadInput):
        do(screening.record_health, staff["medic"], case, outcome="NO_NEED", diagnosis="x")


@pytest.mark.parametrize(
    ("changes", "days", "code"),
    [({}, 7, "SCREENING_BORDER"), ({"held_over_72_hours": True}, 4, "SCREENING_AFTER_72H"), ({"reason": "ILLEGAL_STAY"}, 3, "SCREENING_TERRITORY")],
)
def test_the_three_limits_run_from_the_arrival(staff: dict[str, Actor], changes: dict[str, object], days: int, code: str) -> None:
    arrived = moment.now() - timedelta(hours=30)
    case = arrive(staff, arrived_at=arrived, **changes)
    with seeing_all():
        clock = ClockRow.objects.select_related("rule").get(case=case, code="SCREENING_MAX")
    assert clock.rule.code == code
    assert clock.due_at.astimezone(arrived.tzinfo).date() == arrived.date() + timedelta(days=days + 1)


def test_at_the_limit_every_restriction_ends_and_no_return_opens(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told())
    do(screening.order_restriction, staff["officer"], case)
    with moment.pretend(moment.now() + timedelta(days=9)):
        assert timing.tick(moment.now()) >= 1
        assert timing.tick(moment.now()) == 0
        with seeing_all():
            found = Screening.objects.get(pk=case)
            assert found.restricted_at is not None
            assert found.restriction_ended_at is not None
            assert set(Task.objects.filter(case=case, done_at=None).values_list("code", flat=True)) == {"ASK_ASYLUM", "NEEDS_FIRST_CHECK", "SCREENING_MAX"}
        assert state_of(case) == "lapsed"
        all_steps(staff, case)
        with pytest.raises(refusals.GateClosed) as caught:
            do(screening.refer, staff["officer"], case, route="RETURN_RULES")
        assert closed(caught) == {"G-COMPLETE"}
        do(screening.end_without_route, staff["officer"], case)
    assert state_of(case) == "ended"


def test_after_the_limit_the_way_to_registration_stays_open(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with moment.pretend(moment.now() + timedelta(days=9)):
        timing.tick(moment.now())
        do(screening.inform, staff["officer"], case, **told())
        do(screening.ask_asylum, staff["officer"], case, wishes_asylum="YES")
        do(screening.offer_copy, staff["officer"], case, mode="DECLINED")
        do(screening.refer, staff["officer"], case, route="REGISTRATION")
    assert state_of(case) == "referred"


def test_no_restriction_without_a_national_rule(staff: dict[str, Actor]) -> None:
    """The EU row is there and does not help; only the synthetic national row of the demonstration opened it."""
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told())
    RuleRow.objects.filter(code="SCREENING_RESTRICTION", jurisdiction="SRB").delete()
    assert RuleRow.objects.filter(code="SCREENING_RESTRICTION", jurisdiction="EU").exists()
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.order_restriction, staff["officer"], case)
    assert closed(caught) == {"G-LAW"}


def test_no_child_is_restricted(staff: dict[str, Actor]) -> None:
    case = arrive(staff, birth={"year": str(moment.today().year - 12)})
    do(screening.inform, staff["officer"], case, **told())
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.order_restriction, staff["officer"], case)
    assert closed(caught) == {"G-NOCHILD"}


def test_a_remark_never_blocks_and_stays_possible_after_the_referral(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.make_remark, staff["officer"], case, text="My name is written wrong")
    all_steps(staff, case, wish="YES")
    do(screening.refer, staff["officer"], case, route="REGISTRATION")
    do(screening.make_remark, staff["officer"], case, text="And the date too")
    with acting_as(staff["officer"]):
        assert [one.text for one in Remark.objects.order_by("made_at")] == ["My name is written wrong", "And the date too"]


def test_a_child_alone_calls_the_protection_service(staff: dict[str, Actor]) -> None:
    case = arrive(staff, birth={"year": str(moment.today().year - 14)}, unaccompanied=True)
    do(screening.record_vulnerability, staff["protection"], case, indicators=["ALONE"])
    with seeing_all():
        assert set(Need.objects.values_list("category", "status")) == {("UAM", "SUSPECTED")}
        assert Task.objects.get(code="APPOINT_GUARDIAN").unit_id == staff["social"].unit


def test_a_document_with_another_name_stands_beside_the_stated_one(staff: dict[str, Actor]) -> None:
    case = arrive(staff, mrz=ADULT)
    with acting_as(staff["officer"]):
        found = {one.source: one.family_name for one in ClaimedIdentity.objects.filter(person__screening__case=case)}
    assert found == {"DECLARED": "Karimi", "DOCUMENT": "MUSTERMANN"}
    with pytest.raises(refusals.BadInput, match=r"format|characters"):
        arrive(staff, mrz="P<UTO\nX")


def test_families_stay_together_and_foreign_case_numbers_do_not_exist(staff: dict[str, Actor]) -> None:
    first = arrive(staff)
    with seeing_all():
        number = CaseFile.objects.get(pk=first).number
    arrive(staff, given_names="Zahra", relative_case=number, relation="CHILD")
    with seeing_all():
        assert FamilyLink.objects.get().relation == "CHILD"
    with pytest.raises(refusals.BadInput):
        arrive(staff, who="officer2", relative_case=number, relation="CHILD")
    with pytest.raises(refusals.BadInput):
        arrive(staff, relative_case=number)


@pytest.mark.parametrize(
    "changes",
    [
        {"arrived_at": moment.now() + timedelta(days=2)},
        {"citizenship": "XYZ"},
        {"birth": {"year": "1890"}},
        {"given_names": ""},
        {"sex": 7},
        {"birth": {"year": "19x0"}},
        {"nonsense": 1},
    ],
)
def test_bad_input_is_refused_and_nothing_is_kept(staff: dict[str, Actor], changes: dict[str, object]) -> None:
    with pytest.raises(refusals.BadInput) as caught:
        arrive(staff, **changes)
    assert set(caught.value.errors) == set(changes)
    with seeing_all():
        assert not Person.objects.exists()


def test_search_by_name_in_any_script_number_and_document(staff: dict[str, Actor]) -> None:
    case = arrive(staff, mrz=ADULT)
    with acting_as(staff["officer"]):
        number = CaseFile.objects.get(pk=case).number
        for text, reason in (("کریمی", "name"), ("karimy nasir", "name"), (number, "case number"), ("x0000001", "document number")):
            hits = people.search(staff["officer"], text, screening.procedure.P)
            assert [str(one.reason) for one in hits] == [reason], text
        assert people.search(staff["officer"], "Haddad", screening.procedure.P) == []
    with acting_as(staff["officer2"]):
        for text in ("Karimi", number, "X0000001"):
            assert people.search(staff["officer2"], text, screening.procedure.P) == []


def test_repeated_step_in_a_race_keeps_one_outcome(staff: dict[str, Actor]) -> None:
    case, key = arrive(staff), uuid.uuid4()
    for _again in range(3):
        screening.record_health({"outcome": "CARE_NEEDED"}, actor=staff["medic"], key=key, case_id=case)
    with acting_as(staff["medic"]):
        assert CaseFile.objects.get(pk=case).version == 2


def test_nobody_is_noted_as_kept_without_an_order_that_holds(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    kept = {"kind": "KEPT", "place": "SYNTHETIC post"}
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.note_stay, staff["officer"], case, **kept)
    assert closed(caught) == {"G-ORDER"}
    do(screening.note_stay, staff["officer"], case, kind="CENTRE", place="SYNTHETIC centre")
    do(screening.inform, staff["officer"], case, **told())
    do(screening.order_restriction, staff["officer"], case)
    do(screening.note_stay, staff["officer"], case, **kept)
    do(screening.lift_restriction, staff["officer"], case)
    with pytest.raises(refusals.GateClosed):
        do(screening.note_stay, staff["officer"], case, **kept)
