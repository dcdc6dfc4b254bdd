"""Acts at the border: one person each, with the safeguards of any removal, counted from events."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Task
from egnatia.node.border import actions as border
from egnatia.node.border import gates, procedure
from egnatia.node.border.models import BorderAct
from egnatia.node.protection import actions as protection
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import Intention
from egnatia.node.release import counting
from tests.node.conftest import ARRIVAL, arrive, do, state_of, told

PERSON = {key: ARRIVAL[key] for key in ("family_name", "given_names", "birth", "sex", "citizenship", "language", "synthetic")}


def begin(staff: dict[str, Actor], **changes: Any) -> UUID:
    return do(border.begin, staff["officer"], **{**PERSON, "kind": "REFUSAL", "to_country": "MKD", "place": "Crossing point", **changes})


def ready(staff: dict[str, Actor], case: UUID, *, wish: str = "NO", risk: bool = False) -> None:
    do(border.inform, staff["officer"], case, **told("BORDER"))
    do(border.ask_asylum, staff["officer"], case, wishes_asylum=wish)
    if wish == "NO":
        do(border.assess_risk, staff["officer"], case, risk=risk, reasons="SYNTHETIC: asked about each fear")


def propose(staff: dict[str, Actor], case: UUID, who: str = "officer", **changes: Any) -> None:
    do(border.propose, staff[who], case, **{"grounds": ["A", "G"], "reasons": "SYNTHETIC: no document shown", **changes})


def decide(staff: dict[str, Actor], case: UUID, who: str = "shift", **changes: Any) -> None:
    do(border.decide, staff[who], case, **{"language": "prs", "form_given": True, "remedy_told": True, **changes})


def closed_by(refused: pytest.ExceptionInfo[refusals.GateClosed]) -> set[str]:
    return {one.code for one, _result in refused.value.closed}


def test_a_refusal_goes_through_two_officers(staff: dict[str, Actor]) -> None:
    case = begin(staff)
    ready(staff, case)
    propose(staff, case)
    with acting_as(staff["shift"]):
        assert Task.objects.filter(case=case, code="DECIDE_ACT", done_at=None).exists()
    decide(staff, case)
    assert state_of(case) == "decided"
    with acting_as(staff["shift"]):
        act = BorderAct.objects.get(pk=case)
        assert (act.grounds, act.decided_by) == (["A", "G"], staff["shift"].id)
        assert not Task.objects.filter(case=case, code="DECIDE_ACT", done_at=None).exists()


def test_nothing_is_proposed_before_information_question_and_assessment(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.GateClosed) as refused:
        propose(staff, begin(staff))
    assert {"G-INFO", "G-ASKED", "G-NR"} <= closed_by(refused)


def test_a_yes_ends_the_act_and_is_a_wish_at_once(staff: dict[str, Actor]) -> None:
    case = begin(staff)
    ready(staff, case, wish="YES")
    assert state_of(case) == "asylum"
    with seeing_all():
        subject = CaseFile.objects.get(pk=case).subject
        assert Intention.objects.filter(person=subject).exists()
    with pytest.raises(refusals.Refused):
        propose(staff, case)


def test_a_wish_recorded_elsewhere_stops_a_proposed_act(staff: dict[str, Actor]) -> None:
    case = begin(staff)
    ready(staff, case)
    propose(staff, case)
    with seeing_all():
        subject = CaseFile.objects.get(pk=case).subject
    do(registration.record_wish, staff["medic"], person_id=subject)
    with pytest.raises(refusals.GateClosed) as refused:
        decide(staff, case)
    assert closed_by(refused) == {"G-ASY"}
    do(border.let_in, staff["protection"], case)
    assert state_of(case) == "let_in"


def test_a_risk_closes_the_act_and_a_new_assessment_takes_a_proposal_back(staff: dict[str, Actor]) -> None:
    case = begin(staff)
    ready(staff, case)
    propose(staff, case)
    do(border.assess_risk, staff["protection"], case, risk=True, reasons="SYNTHETIC: fears his uncle there")
    assert state_of(case) == "open"
    with pytest.raises(refusals.GateClosed) as refused:
        propose(staff, case)
    assert closed_by(refused) == {"G-NR"}


def test_no_act_against_an_unaccompanied_child(staff: dict[str, Actor]) -> None:
    case = begin(staff, birth={"year": str(moment.today().year - 15), "month": "", "day": ""}, unaccompanied=True)
    ready(staff, case)
    with pytest.raises(refusals.GateClosed) as refused:
        propose(staff, case)
    assert "G-CHILD" in closed_by(refused)


def test_a_sign_of_trafficking_closes_the_act_without_being_named(staff: dict[str, Actor]) -> None:
    case = begin(staff)
    ready(staff, case)
    with seeing_all():
        subject = CaseFile.objects.get(pk=case).subject
    do(protection.record_check, staff["protection"], person_id=subject, stage="BORDER", indicators=["CONTROLLED"], categories=["VOT"])
    with pytest.raises(refusals.GateClosed) as refused:
        propose(staff, case)
    assert closed_by(refused) == {"G-VUL"}
    assert "traffick" not in " ".join(str(result.why) for _gate, result in refused.value.closed).lower()


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"who": "officer"}, "G-4EYES"), ({"remedy_told": False}, "G-REM"), ({"form_given": False}, "G-REM")],
)
def test_who_proposed_does_not_decide_and_the_person_gets_the_act_and_the_remedy(staff: dict[str, Actor], changes: dict[str, Any], code: str) -> None:
    case = begin(staff)
    ready(staff, case)
    propose(staff, case)
    with pytest.raises(refusals.GateClosed) as refused:
        decide(staff, case, **changes)
    assert closed_by(refused) == {code}


def test_a_refusal_names_a_ground_and_a_hand_back_needs_none(staff: dict[str, Actor]) -> None:
    refusal, hand_back = begin(staff), begin(staff, kind="HAND_BACK")
    for case in (refusal, hand_back):
        ready(staff, case)
    with pytest.raises(refusals.GateClosed) as refused:
        propose(staff, refusal, grounds=[])
    assert closed_by(refused) == {"G-GROUNDS"}
    propose(staff, hand_back, grounds=[])


@pytest.mark.parametrize(
    ("gate", "fields"),
    [
        ("no_wish_for_asylum", {"wishes_asylum": True}),
        ("no_wish_for_asylum", {"wishes_asylum": None}),
        ("no_risk_at_destination", {"risk": True}),
        ("no_risk_at_destination", {"risk": None}),
        ("decided_by_second_officer", {"same": True}),
        ("refusal_has_grounds", {"grounds": []}),
    ],
)
def test_broken_twin_without_its_gate_the_database_still_refuses(staff: dict[str, Actor], gate: str, fields: dict[str, Any]) -> None:
    """The constraint below is the last wall: an act that passed a gate it should not have passed is not stored."""
    assert hasattr(gates, gate)
    case = begin(staff)
    ready(staff, case)
    propose(staff, case)
    with acting_as(staff["shift"]):
        act = BorderAct.objects.get(pk=case)
        act.decided_at, act.decided_by = moment.now(), staff["officer" if fields.pop("same", False) else "shift"].id
        for name, value in fields.items():
            setattr(act, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            act.save()


@pytest.mark.parametrize("gate", ["no_wish_for_asylum", "no_risk_at_destination", "child_protected", "no_open_sign_of_harm", "asylum_question_asked"])
def test_every_gate_of_a_removal_stands_before_both_steps(gate: str) -> None:
    for step in (procedure.PROPOSE, procedure.DECIDE):
        assert getattr(gates, gate) in step.gates


def test_nobody_is_reported_for_a_false_document_while_the_claim_is_open(staff: dict[str, Actor]) -> None:
    case = do(border.record_false_document, staff["officer"], **PERSON, paper="PASSPORT", issuer="TUR", falsity="FORGED", place="Crossing point")
    with seeing_all():
        subject = CaseFile.objects.get(pk=case).subject
    do(registration.record_wish, staff["officer"], person_id=subject)
    with pytest.raises(refusals.GateClosed) as refused:
        do(border.report_false_document, staff["officer"], case)
    assert closed_by(refused) == {"G-ART31"}
    other = do(border.record_false_document, staff["officer"], **PERSON, paper="PASSPORT", issuer="TUR", falsity="FORGED", place="Crossing point")
    do(border.report_false_document, staff["officer"], other)
    assert state_of(other) == "reported"


def test_who_was_smuggled_is_not_reported_as_a_smuggler(staff: dict[str, Actor]) -> None:
    case = do(border.record_facilitator, staff["officer"], **PERSON, place="LAND", persons_helped=3, benefit="SYNTHETIC: money found")
    arrival = arrive(staff)
    with seeing_all():
        known = CaseFile.objects.get(pk=arrival).subject
        CaseFile.objects.filter(pk=case).update(subject=known)
    with pytest.raises(refusals.GateClosed) as refused:
        do(border.report_facilitator, staff["officer"], case)
    assert closed_by(refused) == {"G-NOT-SMUGGLED"}


def test_persons_and_grounds_are_counted_apart_from_events(staff: dict[str, Actor]) -> None:
    at = datetime(2026, 3, 10, 12, tzinfo=timezone.get_current_timezone())
    with moment.pretend(at):
        for grounds in (["A", "G"], ["A"], []):
            case = begin(staff, kind="REFUSAL" if grounds else "HAND_BACK")
            ready(staff, case)
            propose(staff, case, grounds=grounds)
            decide(staff, case)
        undecided = begin(staff)
        ready(staff, undecided)
        do(border.record_facilitator, staff["officer"], **PERSON, place="LAND", persons_helped=3, benefit="SYNTHETIC")
    totals = {cell.indicator: value for cell, value in counting.count("2026-03").cells.items() if set(vars(cell).values()) == {cell.indicator, "_T"}}
    assert totals["REFUSED"] == 2
    assert totals["REFUSED_GR"] == 3
    assert (totals["REFUSED_A"], totals["REFUSED_G"], totals["REFUSED_B"]) == (2, 1, 0)
    assert (totals["HAND_BACK"], totals["FACIL"], totals["FALSE_DOC"]) == (1, 1, 0)


def test_no_act_for_a_group_exists() -> None:
    """Protocol 4 to the ECHR, art. 4: an input that could name several persons would be one."""
    for action in procedure.BORDER_ACT.actions:
        for name, info in action.input.model_fields.items():
            assert "list[uuid" not in str(info.annotation).lower(), name


def test_fr_42_twin_without_the_safeguard_somebody_would_be_reported(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    paper = {"paper": "PASSPORT", "issuer": "AFG", "falsity": "FORGED", "place": "Crossing point"}
    case = do(border.record_false_document, staff["officer"], **{**PERSON, **paper})
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
    do(registration.record_wish, staff["officer"], person_id=person)
    with pytest.raises(refusals.GateClosed):
        do(border.report_false_document, staff["officer"], case)
    monkeypatch.setattr(procedure.REPORT_FALSE, "gates", ())
    do(border.report_false_document, staff["officer"], case)
    assert state_of(case) == "reported"
