"""The engine: state × action × role from the table, one effect per form, refusals that stay in the log."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine import national, refusals
from egnatia.kernel.engine.run import grant, run
from egnatia.kernel.engine.spec import Action, NoInput, Procedure, registry
from egnatia.kernel.models import AccessLog, CaseFile, DoneAction, Event
from egnatia.node.demo.story import accounts
from egnatia.node.registration import actions as registration
from egnatia.node.screening import actions as screening
from egnatia.node.screening import procedure as screening_procedure
from tests.node.conftest import arrive, do

Attempt = Callable[[Action[Any], CaseFile, Actor], str]


def _attempt(action: Action[Any], case: CaseFile, actor: Actor) -> str:
    """'country', 'role', 'state', or 'in': what the engine says before input, gates and effect matter."""
    try:
        run(action, {"no_such_field": 1}, actor=actor, key=uuid.uuid4(), case_id=None if action.opens_case and not case.state else case.pk, version=None)
    except refusals.NotAllowed:
        return "role"
    except refusals.NotHere:
        return "country"
    except refusals.WrongState:
        return "state"
    except refusals.Refused:
        return "in"
    raise AssertionError("an input with an unknown field was taken")


def mismatches(procedure: Procedure, unit: uuid.UUID, attempt: Attempt) -> list[tuple[str, str, str, str]]:
    """Where what happens is not what the table says: (action, state, role, what happened)."""
    wrong = []
    for state in [*procedure.states, ""]:
        case = CaseFile(
            pk=uuid.uuid4(), number=uuid.uuid4().hex[:12], procedure=procedure.code, state=state, unit_id=unit, opened_at=moment.now(), changed_at=moment.now()
        )
        if state:
            # As the system: the case stands there in that state, however it came to it.
            with acting_as(Actor(None, "test", unit, frozenset({Role.SYSTEM}))):
                case.save(force_insert=True)
                grant(case, unit, "OPENED")
        for action in procedure.actions:
            if not state and not action.opens_case:
                continue
            if state and action.opens_case:
                continue
            for role in Role:
                actor = Actor(uuid.uuid4(), "test", unit, frozenset({role}))
                expected = "role" if role not in action.by or action.internal else "state" if (state or None) not in action.src else "in"
                if not national.here(action).exists and not action.internal:
                    expected = "country"
                got = attempt(action, case, actor)
                if got != expected:
                    wrong.append((action.name, state, role, got))
    return wrong


@pytest.mark.parametrize(
    "code",
    [
        "screening",
        "registration",
        "referral",
        "handover",
        "service",
        "needs",
        "release",
        "border_act",
        "temporary_protection",
        "false_document",
        "facilitation",
    ],
)
def test_state_action_role_matrix(code: str, staff: dict[str, Actor]) -> None:
    assert mismatches(registry[code], staff["officer"].unit, _attempt) == []  # type: ignore[arg-type]


def test_broken_twin_an_engine_that_forgets_roles_is_caught(staff: dict[str, Actor]) -> None:
    def forgets_roles(action: Action[Any], case: CaseFile, actor: Actor) -> str:
        got = _attempt(action, case, actor)
        return "in" if got == "role" else got

    assert len(mismatches(registry["registration"], staff["officer"].unit, forgets_roles)) > 5  # type: ignore[arg-type]


def test_every_step_in_the_persons_favour_is_exempt() -> None:
    exempt = {action.full_name for procedure in registry.values() for action in procedure.actions if action.exempt}
    assert {
        "registration.record_wish",
        "registration.register",
        "needs.record_check",
        "screening.ask_asylum",
        "screening.make_remark",
        "screening.lift_restriction",
        "screening.end_without_route",
        "screening.lapse",
        "referral.withdraw_consent",
        "referral.decline",
        "referral.close",
    } <= exempt
    for procedure in registry.values():
        for action in procedure.actions:
            assert not (action.exempt and action.gates)


def test_a_table_with_a_mistake_does_not_start() -> None:
    with pytest.raises(TypeError, match="no such state"):
        Procedure("twin_a", "x", {"a": "A"}, (Action("x", "x", ("nowhere",), "a", frozenset(), screening_procedure.P, NoInput),))
    with pytest.raises(TypeError, match="exempt"):
        Procedure(
            "twin_b",
            "x",
            {"a": "A"},
            (Action("x", "x", ("a",), "a", frozenset(), screening_procedure.P, NoInput, gates=screening_procedure.REFER.gates, exempt=True),),
        )
    assert not {"twin_a", "twin_b"} & set(registry)


def test_a_refusal_changes_nothing_and_stays_in_the_log(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert {one.code for one, _answer in caught.value.closed} >= {"G-INFO", "G-ASKED", "G-COPY", "G-COMPLETE"}
    line = AccessLog.objects.filter(what="screening.refer").get()
    assert (line.outcome, line.case_id) == ("denied", case)
    assert "G-COMPLETE" in line.reasons
    with seeing_all():
        assert list(Event.objects.filter(case=case).values_list("action", flat=True)) == ["register_arrival"]


def test_the_same_form_again_is_one_effect_and_the_same_answer(staff: dict[str, Actor]) -> None:
    key = uuid.uuid4()
    first = registration.record_wish({"name": "Somebody"}, actor=staff["officer"], key=key)
    again = registration.record_wish({"name": "Somebody"}, actor=staff["officer"], key=key)
    assert (again.case_id, again.repeated, first.repeated) == (first.case_id, True, False)
    with pytest.raises(refusals.KeyReused):
        registration.record_wish({"name": "Somebody"}, actor=staff["medic"], key=key)


def test_a_stale_form_is_refused_but_parallel_steps_are_not(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with seeing_all():
        version = CaseFile.objects.get(pk=case).version
    do(screening.record_health, staff["medic"], case, outcome="NO_NEED")
    screening.offer_copy({"mode": "PAPER"}, actor=staff["officer"], key=uuid.uuid4(), case_id=case, version=version)
    with pytest.raises(refusals.Stale):
        screening.refer({"route": "REGISTRATION"}, actor=staff["officer"], key=uuid.uuid4(), case_id=case, version=version)


def test_another_units_case_does_not_exist(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with pytest.raises(refusals.NotFound):
        do(screening.record_health, staff["medic2"], case, outcome="NO_NEED")


@pytest.mark.committing
def test_a_hundred_parallel_submits_are_one_effect(committed_db: str) -> None:
    officer, key, answers, problems = accounts()["officer"], uuid.uuid4(), [], []

    def submit() -> None:
        try:
            answers.append(registration.record_wish({"name": "Somebody"}, actor=officer, key=key).case_id)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    for start in range(0, 100, 25):
        threads = [threading.Thread(target=submit) for _number in range(start, start + 25)]
        [one.start() for one in threads]
        [one.join() for one in threads]
    assert not problems
    assert len(answers) == 100
    assert len(set(answers)) == 1
    with acting_as(officer):
        assert Event.objects.count() == 1
        assert DoneAction.objects.filter(action="registration.record_wish").count() == 1
        assert CaseFile.objects.get().number.endswith("-000001")
