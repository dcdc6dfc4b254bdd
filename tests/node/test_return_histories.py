"""Random histories over border, asylum, referral, voluntary return, return, detention, readmission and operation, against the promises P1 to P8;
programs in which a safeguard was left out are caught."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from egnatia.kernel import disclose
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine import run, timing
from egnatia.kernel.models import CaseFile
from egnatia.node.border import procedure as border
from egnatia.node.demo import histories
from egnatia.node.demo.library import shelve
from egnatia.node.returns import gates, pausing, procedure
from egnatia.node.returns.detention import procedure as detention
from egnatia.node.returns.operations import procedure as operations
from egnatia.node.returns.readmission import disclosing
from egnatia.node.returns.readmission import procedure as readmission

LENGTH = 8


def machine(staff: dict[str, Actor], bases: list[histories.Base]) -> type[RuleBasedStateMachine]:
    class History(RuleBasedStateMachine):
        """One person from a stage on; every step is checked by the world's own book. Each history is rolled back."""

        def __init__(self) -> None:
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()
            self.world: histories.World | None = None

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

        @initialize(start=st.sampled_from(bases))
        def begins(self, start: histories.Base) -> None:
            self.world = histories.World(staff, histories.STEPS, start)

        @rule(number=st.integers(0, 2**32))
        def goes_on(self, number: int) -> None:
            assert self.world is not None
            told = histories.drawn(self.world, random.Random(number))
            self.world.play(told.pop("step"), **told)

        @rule(way=st.sampled_from(["registration", "return", "operation"]))
        def wants_asylum(self, way: str) -> None:
            assert self.world is not None
            self.world.play("wish", way=way)

    return History


def few(number: int) -> hypothesis_settings:
    return hypothesis_settings(
        max_examples=number,
        stateful_step_count=LENGTH,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        print_blob=False,
        phases=[Phase.generate],
    )


def bases(staff: dict[str, Actor], *stages: str) -> list[histories.Base]:
    shelve(staff)
    return [histories.base(staff, stage) for stage in stages or histories.STAGES]


@pytest.mark.parametrize("part", range(4))
def test_no_history_breaks_a_promise(staff: dict[str, Actor], part: int, request: pytest.FixtureRequest) -> None:
    """500 histories; 20,000 with ``./dev test --deep``."""
    number = 5000 if request.config.getoption("--deep") else 125
    run_state_machine_as_test(seed(part)(machine(staff, bases(staff))), settings=few(number))


def test_histories_get_far(staff: dict[str, Actor]) -> None:
    """No check that nothing reaches: in a few hundred steps most kinds of step were taken, and those against a person were refused, at least once."""
    done: dict[str, set[bool]] = {}
    for number, start in enumerate(bases(staff) * 5):
        for step in histories.history(staff, start, number, 12):
            done.setdefault(step["step"], set()).add(step["done"])
    assert {name for name, ways in done.items() if True in ways} >= {"propose", "wish", "time", "resume", "look"}
    assert {name for name, ways in done.items() if False in ways} >= {"propose", "enforce", "lock_manifest", "send", "order_detention"}


def _without(action: Any, code: str) -> tuple[Any, ...]:
    return tuple(one for one in action.gates if one.code != code)


def _leave_out(monkeypatch: pytest.MonkeyPatch, table: Any, code: str) -> None:
    for action in table.actions:
        monkeypatch.setattr(action, "gates", _without(action, code))


def _claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the hook nor the safeguard."""
    monkeypatch.setattr(run, "watchers", {})
    for table in (procedure.RETURN, readmission.READMISSION, detention.DETENTION):
        _leave_out(monkeypatch, table, "G-ASY")


def _hook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "watchers", {})


def _list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pausing, "when_stopped", [])


def _danger(monkeypatch: pytest.MonkeyPatch) -> None:
    _leave_out(monkeypatch, procedure.RETURN, "G-NR")


def _remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("G-REM", "G-VDP", "G-VOL", "G-COURT"):
        _leave_out(monkeypatch, procedure.RETURN, code)


def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosing, "ever_asked", lambda person: False)
    monkeypatch.setattr(disclosing, "permission", lambda one, items: disclose.Permission(frozenset(items), gates.date.max, stands=True))
    _leave_out(monkeypatch, readmission.READMISSION, "G-ASY")
    _leave_out(monkeypatch, readmission.READMISSION, "G-DATA")
    monkeypatch.setattr(pausing, "when_stopped", [])


def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the limit nothing happens: the detention goes on by itself."""
    monkeypatch.setattr(detention.REACHED, "dst", "detained")
    monkeypatch.setattr(detention.MISSED, "dst", "detained")


def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "tick", lambda now: 0)


def _monitor(monkeypatch: pytest.MonkeyPatch) -> None:
    _leave_out(monkeypatch, operations.OPERATION, "G-MON")


def _border(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("G-ASY", "G-NR", "G-ASKED"):
        _leave_out(monkeypatch, border.BORDER_ACT, code)


BROKEN: dict[str, tuple[str, Callable[[pytest.MonkeyPatch], None], tuple[str, ...]]] = {
    "claim": ("P1|P2", _claim, ("served", "enforceable", "listed")),
    "hook": ("P2", _hook, ("served", "listed", "detained")),
    "list": ("P2", _list, ("listed", "sent", "detained")),
    "remedy": ("P4", _remedy, ("served", "enforceable")),
}


@pytest.mark.parametrize("left_out", sorted(BROKEN))
def test_broken_twins_are_caught(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch, left_out: str) -> None:
    text, break_it, stages = BROKEN[left_out]
    found = bases(staff, *stages)
    break_it(monkeypatch)

    def many() -> None:
        for number in range(400):
            histories.history(staff, found[number % len(found)], number, 12)

    with pytest.raises(histories.Broken, match=text):
        many()


Steps = tuple[str | tuple[str, dict[str, Any]], ...]
_ORDERED: Steps = ("needs", "look", "assess", "propose", "decide", "serve", "start_period", ("time", {"days": 20}), "look", "enforce", "start_documenting")
# What no history of a few steps reaches by chance: the history that shows it.
SHOWN: dict[str, tuple[str, Callable[[pytest.MonkeyPatch], None], str, Steps]] = {
    "danger": ("P3", _danger, "opened", ("needs", ("look", {"danger": "YES"}), "assess", "propose")),
    "told": ("P2|P5", _told, "sent", ("wish",)),
    "told more": ("P5", _told, "enforceable", ("wish", "register", "give_up", "resume", "look", "start_documenting", "draft", ("send", {"more": True}))),
    "clock": ("P6", _clock, "detained", (("time", {"days": 70}),)),
    "forgotten clock": ("P6", _forgotten, "detained", (("time", {"days": 70}),)),
    "monitor": (
        "P7",
        _monitor,
        "opened",
        (*_ORDERED, "papers", "order_removal", "fit", "plan", "add", "lock_manifest", ("time", {"days": 3}), "look", "begin_boarding", "board"),
    ),
    "border": ("P8", _border, "opened", ("border_propose", "wish", "border_decide")),
}


@pytest.mark.parametrize("left_out", sorted(SHOWN))
def test_a_program_without_it_breaks_its_promise(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch, left_out: str) -> None:
    text, break_it, stage, steps = SHOWN[left_out]
    (start,) = bases(staff, stage)

    def play() -> None:
        world = histories.World(staff, histories.STEPS, start)
        for one in steps:
            name, answers = (one, {}) if isinstance(one, str) else one
            world.play(name, **answers)

    with transaction.atomic():
        play()  # as it is, every promise is kept
        transaction.set_rollback(True)
    break_it(monkeypatch)
    with pytest.raises(histories.Broken, match=text):
        play()


def test_others_can_drive_it(staff: dict[str, Actor], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of steps, one a line: the asylum wish at the end stops what went before."""
    steps = [{"step": one} for one in ("arrive", "border_ask", "open", "needs", "look", "assess", "propose", "decide", "serve", "start_period", "wish")]
    file = tmp_path / "history.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in steps), encoding="utf-8")
    call_command("simulate", "--file", str(file))
    told = json.loads(capsys.readouterr().out)
    assert told["broken"] is None
    assert all(one["done"] for one in told["history"])
    call_command("simulate", "--seed", "3", "--histories", "14")
    assert json.loads(capsys.readouterr().out)["broken"] == []
    assert not CaseFile.objects.filter(procedure="return").exists()
