"""Random histories of an application: none serves a refusal without a second person, a remedy and a language, none starts an appeal clock before
service, none loses a wish. The same machine catches programs in which a safeguard was left out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.engine.spec import Action
from egnatia.kernel.models import CaseFile, ClockRow
from egnatia.node.asylum import actions as asylum
from egnatia.node.asylum import procedure, selectors
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.models import NEGATIVE, Application, Decision
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import Intention
from tests.node.conftest import do
from tests.node.examined import REFUSED, SERVED, document, interviewed, lodged, on_list, weighed

OUTCOMES = ["REFUGEE", "SUBSIDIARY", "UNFOUNDED", "MANIFEST", "INADMISSIBLE", "IMPLICIT", "STATUS_ENDED"]
WORDS = {"words": "SYNTHETIC", "language": "prs", "interpreter_present": True, "consequences_told": True, "advised": True}
WHO = st.sampled_from(["asylum", "asylum2"])


def machine(staff: dict[str, Actor]) -> type[RuleBasedStateMachine]:
    class History(RuleBasedStateMachine):
        """One application; each example is rolled back."""

        def __init__(self) -> None:
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()
            self.offset = timedelta()
            self.asked = False

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

        def take(self, door: Callable[..., Any], who: str, **data: Any) -> None:
            """A step that may be refused: a refusal is an answer too."""
            with contextlib.suppress(refusals.Refused), moment.pretend(moment.now() + self.offset):
                do(door, staff[who], self.case, **data)

        @initialize(depth=st.sampled_from(["proposed", "proposed", "proposed", "lodged"]))
        def begins(self, depth: str) -> None:
            """Often from a proposal on, so that what comes late in a procedure is walked often too."""
            self.case = lodged(staff)
            if depth == "proposed":
                interviewed(staff, self.case)
                weighed(staff, self.case)
                do(deciding.propose, staff["asylum"], self.case, **REFUSED)
            with seeing_all():
                self.person = Application.objects.get(pk=self.case).person_id

        @rule()
        @precondition(lambda self: self.state() in {"open", "admissibility"})
        def is_heard(self) -> None:
            with contextlib.suppress(refusals.Refused), moment.pretend(moment.now() + self.offset):
                interviewed(staff, self.case)

        @rule()
        @precondition(lambda self: self.state() == "open")
        def is_weighed(self) -> None:
            with contextlib.suppress(refusals.Refused), moment.pretend(moment.now() + self.offset):
                weighed(staff, self.case)

        @rule()
        @precondition(lambda self: not self.asked and self.state() == "open")
        def asks_for_admissibility(self) -> None:
            self.asked = True
            self.take(asylum.examine_admissibility, "asylum", ground="1b", country="TUR", connection="TRANSIT", reasons="SYNTHETIC")
            self.take(asylum.note_answer, "asylum", answer="SYNTHETIC")

        @rule()
        @precondition(lambda self: self.state() in {"admissibility"})
        def admits(self) -> None:
            self.take(asylum.admit, "asylum")

        @rule(who=WHO, outcome=st.sampled_from(OUTCOMES))
        @precondition(lambda self: self.state() in {"open", "admissibility"})
        def proposes(self, who: str, outcome: str) -> None:
            self.take(deciding.propose, who, **{**REFUSED, "outcome": outcome, "other_reasons": "SYNTHETIC", "status_ground": "CEASED"})

        @rule(who=WHO)
        @precondition(lambda self: self.state() == "proposed")
        def decides(self, who: str) -> None:
            self.take(deciding.decide, who)

        @rule(missing=st.sampled_from(["", "", "remedy", "legal_aid", "remedy_until", "language"]))
        @precondition(lambda self: self.state() == "decided")
        def serves(self, missing: str) -> None:
            told = {**SERVED, "served_at": moment.now() + self.offset}
            if missing == "language":
                told |= {"language": "und", "interpreter_present": False}
            elif missing:
                told[missing] = None if missing == "remedy_until" else ""
            self.take(deciding.serve, "asylum", **told)

        @rule()
        @precondition(lambda self: self.state() in {"served", "final"})
        def appeals(self) -> None:
            self.take(deciding.lodge_appeal, "asylum", lodged_on=(moment.now() + self.offset).date())

        @rule(outcome=st.sampled_from(["UPHELD", "REMITTED", "REFUGEE"]))
        @precondition(lambda self: self.state() == "appealed")
        def a_court_decides(self, outcome: str) -> None:
            self.take(deciding.court_decided, "asylum", outcome=outcome, on=(moment.now() + self.offset).date())

        @rule(kind=st.sampled_from(["SUMMONS", "EFFORT", "EXPLAIN"]))
        @precondition(lambda self: self.state() in {"open", "admissibility"})
        def looks_for(self, kind: str) -> None:
            today = (moment.now() + self.offset).date()
            told = {"on": today, "until": None if kind == "EFFORT" else today + timedelta(days=3), "language": "prs", "text": "SYNTHETIC"}
            self.take(asylum.try_to_reach, "asylum", kind=kind, **told)

        @rule()
        @precondition(lambda self: self.state() in {"open", "proposed"})
        def withdraws(self) -> None:
            self.take(asylum.withdraw, "asylum", **WORDS)

        @rule()
        @precondition(lambda self: self.state() in {"withdrawn", "served", "final"})
        def is_taken_up(self) -> None:
            self.take(asylum.take_up_again, "asylum")

        @rule(days=st.sampled_from([1, 4, 30, 90]))
        def time_passes(self, days: int) -> None:
            self.offset += timedelta(days=days)
            timing.tick(moment.now() + self.offset)
            self.take(deciding.note_final, "asylum")

        def state(self) -> str:
            with seeing_all():
                return CaseFile.objects.get(pk=self.case).state

        @invariant()
        def no_refusal_without_second_person_remedy_and_language(self) -> None:
            if not hasattr(self, "case"):
                return
            with seeing_all():
                for one in Decision.objects.filter(case=self.case, served_at__isnull=False, outcome__in=NEGATIVE):
                    assert one.decided_by is not None
                    assert one.decided_by != one.proposed_by, "one person alone"
                    assert one.remedy_told, "no remedy"
                    assert one.legal_aid, "no legal help"
                    assert one.served_language not in {"", "und"}, "no language"

        @invariant()
        def no_appeal_clock_before_service(self) -> None:
            if not hasattr(self, "case"):
                return
            with seeing_all():
                served = list(Decision.objects.filter(case=self.case, served_at__isnull=False).values_list("served_at", flat=True))
                for clock in ClockRow.objects.filter(case=self.case, code="APPEAL"):
                    assert any(clock.anchor_at >= at for at in served), "the clock ran before service"

        @invariant()
        def no_wish_is_lost(self) -> None:
            if not hasattr(self, "case"):
                return
            state = self.state()
            with seeing_all():
                assert Intention.objects.filter(person=self.person).exists(), "the wish is gone"
            if state in {"open", "admissibility", "proposed", "decided", "served"}:
                with moment.pretend(moment.now() + self.offset):
                    assert selectors.may_remain(self.person), f"may not remain in {state}"
            if state == "withdrawn":
                # Tried, and rolled back: it is taken up again, and a new wish is heard too.
                with transaction.atomic():
                    do(registration.record_wish, staff["officer"], person_id=self.person)
                    do(asylum.take_up_again, staff["asylum"], self.case)
                    assert self.state() in {"open", "admissibility"}, "a withdrawal cannot be taken back"
                    transaction.set_rollback(True)

    return History


FEW = hypothesis_settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
    print_blob=False,
    # A history that breaks a rule is shown as it is: making it shorter would take longer than all other tests.
    phases=[Phase.generate],
)


def ready(staff: dict[str, Actor]) -> None:
    on_list("SAFE_THIRD", "TUR")
    document(staff)


def test_no_history_breaks_the_rules(staff: dict[str, Actor]) -> None:
    ready(staff)
    run_state_machine_as_test(machine(staff), settings=FEW)


@pytest.mark.parametrize(
    "broken",
    [
        (procedure.DECIDE, {"gates": ()}),
        (procedure.SERVE, {"gates": ()}),
        (procedure.PLAN, {"starts": (replace(procedure.APPEAL_BY, when=None),)}),
        (procedure.TAKE_UP, {"src": ("served",)}),
    ],
    ids=["decides alone", "serves anything", "clock before service", "withdrawal for good"],
)
def test_broken_twins_are_caught(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch, broken: tuple[Action[Any], dict[str, Any]]) -> None:
    ready(staff)
    action, changes = broken
    for name, value in changes.items():
        monkeypatch.setattr(action, name, value)
    with pytest.raises((AssertionError, IntegrityError, refusals.Refused, BaseExceptionGroup)):
        run_state_machine_as_test(machine(staff), settings=hypothesis_settings(FEW, max_examples=40))
