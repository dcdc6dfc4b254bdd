"""Random histories of referrals against the invariants J1 to J9 of a hand-over inside a country; programs in which a safeguard was left out are caught."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from egnatia.kernel import disclose, moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.cases import visible
from egnatia.kernel.disclose import NothingToDisclose
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.engine import run as engine
from egnatia.kernel.models import AccessLog, CaseFile, Event, Grant, Unit
from egnatia.node.protection.models import Need
from egnatia.node.referral import actions as referral
from egnatia.node.referral import disclosing, gates, procedure, selectors, sending
from egnatia.node.referral.models import Referral
from egnatia.node.referral.pathways import PROFILES, Field
from egnatia.node.registration import actions as registration
from egnatia.node.registration import selectors as registrations
from egnatia.node.registration.models import Intention
from tests.node.conftest import arrive, do

SERVICES = {"SOCIAL-WORK": ("CHILD", "social"), "LIVING-HERE": ("INTEGRATION", "integration"), "HOUSING": ("RECEPTION", "reception")}
RECEIVING = {"acknowledge": {}, "accept": {}, "begin_service": {}, "deliver": {}}
REFUSING = {
    "decline": {"reason": "SYNTHETIC"},
    "redirect": {"reason": "SYNTHETIC"},
    "no_show": {"tried": "SYNTHETIC"},
    "unable_to_reach": {"tried": "SYNTHETIC"},
}
LABELS = {str(Field(one).label): one for one in Field.values}
GONE = {"declined", "redirected", "no_show", "unreached", "revoked", "expired", "closed"}


def machine(staff: dict[str, Actor], source: UUID) -> type[RuleBasedStateMachine]:
    with seeing_all():
        person = CaseFile.objects.values_list("subject", flat=True).get(pk=source)
    assert person is not None

    class History(RuleBasedStateMachine):
        """One person, one referral after another; what was agreed to is kept here too, apart from the program. Each history is rolled back."""

        def __init__(self) -> None:
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()
            self.offset = timedelta()
            self.case: UUID | None = None
            self.service = "SOCIAL-WORK"
            self.scope: set[str] = set()
            self.until: date | None = None
            self.allowed = False
            self.reads = 0

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

        def take(self, door: Callable[..., Any], who: str, case: UUID | None = None, key: UUID | None = None, **data: Any) -> UUID | None:
            """A step that may be refused: a refusal is an answer too."""
            with contextlib.suppress(refusals.Refused), moment.pretend(moment.now() + self.offset):
                return door(data, actor=staff[who], key=key or uuid.uuid4(), case_id=case).case_id
            return None

        @initialize()
        def begins(self) -> None:
            with contextlib.suppress(refusals.Refused):
                do(registration.record_wish, staff["officer"], person_id=person)

        def today(self) -> date:
            return (moment.now() + self.offset).date()

        def holds(self) -> bool:
            """By this machine's own book: agreed to or approved, not taken back, not over."""
            return self.allowed and self.until is not None and self.today() <= self.until

        def state(self) -> str:
            with seeing_all():
                return CaseFile.objects.values_list("state", flat=True).get(pk=self.case) if self.case else ""

        @rule(
            service=st.sampled_from(sorted(SERVICES)),
            scope=st.sets(st.sampled_from(Field.values), min_size=1, max_size=5),
            days=st.sampled_from([1, 1, 20]),
            ground=st.sampled_from(["CONSENT", "CONSENT", "CONSENT", "LEGAL_DUTY", "DANGER_TO_LIFE"]),
            twice=st.booleans(),
        )
        @precondition(lambda self: self.case is None or self.state() in GONE)
        def refers(self, service: str, scope: set[str], days: int, ground: str, twice: bool) -> None:
            until, key = self.today() + timedelta(days=days), uuid.uuid4()
            agreed = {"consent_language": "prs", "interpreter_present": True} if ground == "CONSENT" else {"reason": "SYNTHETIC"}
            told = {"source_case": source, "receiver": service, "need": f"SYNTHETIC {key}", "message": "SYNTHETIC message", "contact": "SYNTHETIC phone"}
            soon = {"priority": "EMERGENCY"} if ground == "DANGER_TO_LIFE" else {}
            answers = {**told, **agreed, **soon, "basis": ground, "scope": sorted(scope), "until": until}
            made = self.take(referral.offer, "officer", key=key, **answers)
            if made is None:
                return
            if twice:
                with seeing_all():
                    before = Referral.objects.count()
                assert self.take(referral.offer, "officer", key=key, **answers) == made, "J8: a double click got another answer"
                with seeing_all():
                    assert Referral.objects.count() == before, "J8: a double click made two"
            self.case, self.service, self.scope, self.until = made, service, set(scope), until
            self.allowed = ground != "LEGAL_DUTY"

        @rule(approve=st.booleans())
        @precondition(lambda self: self.state() in {"proposed", "offered", "accepted"})
        def second_person(self, approve: bool) -> None:
            before = self.state()
            door = referral.decide_override if before == "proposed" else referral.review_override
            if self.take(door, "coordinator", self.case, approve=approve):
                self.allowed = approve

        @rule(step=st.sampled_from(sorted(RECEIVING)))
        @precondition(lambda self: self.state() in {"offered", "acknowledged", "accepted", "in_service"})
        def receiver_goes_on(self, step: str) -> None:
            told = {"on": self.today()} if step in {"begin_service", "deliver"} else {}
            if self.take(getattr(referral, step), SERVICES[self.service][1], self.case, **told):
                assert self.holds(), f"J3: {step} without agreement or ground"

        @rule(step=st.sampled_from(sorted(RECEIVING)))
        @precondition(lambda self: self.state() in {"offered", "acknowledged", "accepted", "in_service"} and self.until is not None)
        def receiver_goes_on_after_the_end(self, step: str) -> None:
            assert self.until is not None
            self.time_passes(days=max(1, (self.until - self.today()).days + 1))
            self.receiver_goes_on(step=step)

        @rule(step=st.sampled_from(sorted(REFUSING)))
        @precondition(lambda self: self.state() in {"offered", "acknowledged", "accepted"})
        def receiver_refuses(self, step: str) -> None:
            before = self.entitlements()
            if self.take(getattr(referral, step), SERVICES[self.service][1], self.case, **REFUSING[step]):
                self.allowed = False
            assert self.entitlements() == before, "J6: a refusal lowered something else"

        @rule(who=st.sampled_from(["officer", "medic"]))
        @precondition(lambda self: self.case is not None and self.state() not in GONE)
        def is_taken_back(self, who: str) -> None:
            if self.take(referral.withdraw_consent, who, self.case):
                self.allowed = False

        @rule(scope=st.sets(st.sampled_from(Field.values), min_size=1, max_size=3))
        @precondition(lambda self: self.state() in {"offered", "accepted", "in_service"})
        def is_asked_again(self, scope: set[str]) -> None:
            until = self.today() + timedelta(days=30)
            agreed = {"basis": "CONSENT", "consent_language": "prs", "interpreter_present": True, "scope": sorted(scope), "until": until}
            if self.take(referral.renew_agreement, "officer", self.case, **agreed):
                self.scope, self.until, self.allowed = set(scope), until, True

        @rule()
        @precondition(lambda self: self.state() in {"accepted", "delivered"})
        def is_closed(self) -> None:
            if self.take(referral.close, "officer", self.case, outcome="NOT_NEEDED", person_told="YES"):
                self.allowed = False

        @rule(days=st.sampled_from([1, 2, 15]))
        def time_passes(self, days: int) -> None:
            before = self.state()
            self.offset += timedelta(days=days)
            timing.tick(moment.now() + self.offset)
            assert self.state() == before, "J5: an offer ended by itself"

        def entitlements(self) -> tuple[Any, ...]:
            with seeing_all():
                others = sorted(CaseFile.objects.filter(subject=person).exclude(pk=self.case).values_list("pk", "state", "unit_id"))
                return (
                    registrations.has_wish(person),
                    Intention.objects.filter(person=person).count(),
                    sorted(Need.objects.filter(person=person).values_list("category", "status")),
                    others,
                    sorted(Grant.objects.filter(subject=person).exclude(case=self.case).values_list("case", "unit_id")),
                )

        def lines(self) -> int:
            with seeing_all():
                recipient = self.service
                return AccessLog.objects.filter(what=disclosing.WHAT, outcome="done", case_id=self.case, recipient=recipient).count()

        @invariant()
        def the_receiver_reads_what_it_may(self) -> None:
            if self.case is None:
                return
            receiver, before, holds = staff[SERVICES[self.service][1]], self.lines(), self.holds()
            with moment.pretend(moment.now() + self.offset):
                with acting_as(receiver):
                    found = visible(receiver).filter(pk=self.case).first()
                    shown = {}
                    if found is not None:
                        with contextlib.suppress(NothingToDisclose):
                            shown = disclosing.shown(selectors.of(found), receiver)
                fields = {LABELS[label] for label in shown}
                sent = self.state() in selectors.SENT
                if not (sent and holds):
                    assert not fields, f"J4: read without agreement: {fields}"
                assert fields <= self.scope & PROFILES[SERVICES[self.service][0]], "J2: more than agreed to, or more than needed"
                if fields:
                    assert self.lines() == before + 1, "J7: a disclosure without its line"
                assert self.lines() >= before, "J4: an old reading left the log"

        @invariant()
        def one_agency_is_responsible(self) -> None:
            if self.case is None:
                return
            with seeing_all():
                case = CaseFile.objects.get(pk=self.case)
                one = selectors.of(case)
                taken = Event.objects.filter(case=case, action__in=("accept",)).exists() and case.state in selectors.WITH_RECEIVER
                expected = one.receiver.name if taken and one.receiver else one.sender.name
                assert selectors.responsible(case, one) == expected, "J1: not exactly one agency"
                assert Grant.objects.filter(case=case, unit_id=case.unit_id).exists(), "J1: who has it in its queue does not see it"

        @invariant()
        def the_return_track_opens_nothing(self) -> None:
            if self.case is None:
                return
            with acting_as(staff["foreigners"]):
                assert not visible(staff["foreigners"]).filter(pk=self.case).exists(), "J9"
                assert not Referral.objects.filter(pk=self.case).exists(), "J9"

    return History


def few(histories: int) -> hypothesis_settings:
    return hypothesis_settings(
        max_examples=histories,
        stateful_step_count=6,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        print_blob=False,
        # A history that breaks a rule is shown as it is: making it shorter would take longer than all other tests.
        phases=[Phase.generate],
    )


def run(staff: dict[str, Actor], histories: int, number: int) -> None:
    made = machine(staff, arrive(staff))
    run_state_machine_as_test(seed(number)(made), settings=few(histories))


@pytest.mark.parametrize("part", range(4))
def test_no_history_breaks_j1_to_j9(staff: dict[str, Actor], part: int, request: pytest.FixtureRequest) -> None:
    """500 histories; 20,000 with ``./dev test --deep``."""
    run(staff, 5000 if request.config.getoption("--deep") else 125, part)


def _shows_all(permission: Any, recipient: Any) -> frozenset[str]:
    return permission.scope if permission else frozenset()


def _forgets_the_end(permission: Any, recipient: Any) -> frozenset[str]:
    return permission.scope & recipient.profile if permission else frozenset()


def _lowers(case: CaseFile, data: Any, actor: Actor) -> None:
    with seeing_all():
        Intention.objects.filter(person=Referral.objects.get(pk=case.pk).person_id).delete()
    _DECLINE(case, data, actor)


_DECLINE = procedure.DECLINE.bound
assert _DECLINE is not None


def _also_to_returns(case: CaseFile, unit: UUID, basis: str, *, with_person: bool = True) -> None:
    _GRANT(case, unit, basis, with_person=with_person)
    _GRANT(case, Unit.objects.get(code="FOREIGNERS").pk, basis, with_person=with_person)


def _forgets_the_key(action: Any, data: Any, *, key: UUID, **known: Any) -> Any:
    return _RUN(action, data, key=uuid.uuid4(), **known)


_RUN = engine.run
_GRANT = sending.grant
BROKEN: dict[str, tuple[str, Any, str, Any]] = {
    "J1": ("J1", selectors, "WITH_RECEIVER", ("offered", *selectors.WITH_RECEIVER)),
    "J2": ("J2|J4", disclose, "covered", _shows_all),
    "J3": ("J3", gates.permission_stands, "", None),
    # The gates keep asking, only the reading forgets the end: no other invariant can see it first.
    "J4": ("J4", disclose, "covered", _forgets_the_end),
    "J5": ("J5", procedure.ESCALATE, "dst", "expired"),
    "J6": ("J6", procedure.DECLINE, "bound", _lowers),
    "J8": ("J8", engine, "run", _forgets_the_key),
    "J9": ("J9", sending, "grant", _also_to_returns),
    "J7": ("J7", disclose.log, "write", lambda *args, **kwargs: None),
}


@pytest.mark.parametrize("left_out", sorted(BROKEN))
def test_broken_twins_are_caught(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch, left_out: str) -> None:
    text, thing, name, value = BROKEN[left_out]
    source = arrive(staff)
    if thing is gates.permission_stands:
        # A frozen gate: its twin stands in its place in every action.
        for action in procedure.REFERRAL.actions:
            monkeypatch.setattr(action, "gates", tuple(one for one in action.gates if one is not thing))
    else:
        monkeypatch.setattr(thing, name, value)
    with pytest.raises((AssertionError, BaseExceptionGroup), match=text):
        run_state_machine_as_test(seed(1)(machine(staff, source)), settings=few(200))
