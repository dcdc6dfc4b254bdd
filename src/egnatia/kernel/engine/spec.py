"""A procedure is data: states, actions, who may, which gates, which clocks. From it come enforcement, buttons, log, diagram and tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, model_validator

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role

if TYPE_CHECKING:
    from egnatia.kernel.access.actor import Actor
    from egnatia.kernel.engine.run import Answer
    from egnatia.kernel.models import CaseFile


NO_RULE = "NO_RULE"


# No database (NUL), no XML and no calendar holds these; nobody types them on purpose.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def clean(value: Any) -> Any:
    """Texts without signs that control something, non-characters and lone surrogates, with one sign for the end of a line; in dicts (keys too) and lists."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value.replace("\r\n", "\n")).encode("utf-8", "ignore").decode()
    if isinstance(value, dict):
        return {clean(key): clean(one) for key, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list) else value


class Input(BaseModel):
    """What an action is given. Unknown fields are refused, texts are stripped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, ser_json_bytes="base64")

    @model_validator(mode="before")
    @classmethod
    def without_unstorable_characters(cls, data: Any) -> Any:
        """NUL and lone surrogates cannot be stored: they are left out, the rest of the answer stays."""
        return clean(data)


class NoInput(Input):
    """An action that needs nothing but to be asked for."""


@dataclass(frozen=True)
class Ask:
    """How a field is asked for: label, hint, the form element, and the choices (made when the form is)."""

    label: Any
    hint: Any = ""
    widget: str = ""
    choices: Callable[[], list[tuple[Any, Any]]] | None = None
    rows: int = 3
    # What stands in the field when the form is opened, if that depends on the deployment.
    default: Callable[[], Any] | None = None


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class GateResult:
    """A safeguard's answer; ``why`` says what would open it. Unknown blocks as fail does."""

    outcome: Outcome
    why: Any = ""


PASS = GateResult(Outcome.PASS)


def fail(why: Any) -> GateResult:
    return GateResult(Outcome.FAIL, why)


def unknown(why: Any) -> GateResult:
    return GateResult(Outcome.UNKNOWN, why)


@dataclass(frozen=True)
class Gate:
    """A protection safeguard as a function ``(case, data, today)``; ``data`` is None while a page asks what is open."""

    code: str
    title: Any
    source: str
    check: Callable[[CaseFile, Any, date], GateResult]
    # Templates name gates; calling one there would ask it without a case.
    do_not_call_in_templates: ClassVar[bool] = True

    def __call__(self, case: CaseFile, data: Any, today: date) -> GateResult:
        return self.check(case, data, today)


# Gates that a country's overlay may add to an action, by code.
extra_gates: dict[str, Gate] = {}


def gate(code: str, title: Any, *, source: str, extra: bool = False) -> Callable[[Callable[[Any, Any, date], GateResult]], Gate]:
    """Make a function a gate. ``source`` is its legal source; ``extra``: overlays may add it to an action."""

    def make(check: Callable[[Any, Any, date], GateResult]) -> Gate:
        made = Gate(code, title, source, check)
        if extra:
            extra_gates[code] = made
        return made

    return make


@dataclass(frozen=True)
class Clock:
    """A time limit by its rule code. ``then`` names the action that the system takes at the limit, only ever in the person's favour;
    a task for a human is opened in any case. ``optional``: not every country has the rule."""

    code: str
    label: Any
    then: str = ""
    optional: bool = False
    # At the limit the unit that opened the case is told too.
    tells_opener: bool = False
    rule: Callable[[CaseFile], str] | None = None
    # Whom it is for, if not for every case.
    when: Callable[[CaseFile], bool] | None = None
    # When the period began, if that is not the moment of the action.
    anchor: Callable[[CaseFile], datetime] | None = None
    # When it ends, if a decision, a court or an agreement named the end and the rule only its source; None: by the rule.
    until: Callable[[CaseFile], datetime | None] | None = None


I_contra = TypeVar("I_contra", bound=Input)
Effect = Callable[["CaseFile", Any, "Actor"], "str | None"]


@dataclass(eq=False)
class Action(Generic[I_contra]):
    """One thing that can be done. ``src`` holds None if it opens a case; ``dst`` None keeps the state, a tuple lets the effect choose.

    ``parallel``: several people do it side by side, so a form made before somebody else's step is not stale.
    ``exempt``: a step in the person's favour that no gate may ever close.
    """

    name: str
    label: Any
    src: tuple[str | None, ...]
    dst: str | tuple[str, ...] | None
    by: frozenset[Role]
    purpose: Purpose
    input: type[I_contra]
    gates: tuple[Gate, ...] = ()
    starts: tuple[Clock, ...] = ()
    stops: tuple[str, ...] = ()
    does_task: tuple[str, ...] = ()
    parallel: bool = False
    exempt: bool = False
    # Needs a proof of identity that is not older than five minutes.
    step_up: bool = False
    # Taken only from inside another action, never by a form or a script.
    internal: bool = False
    # A step of some countries alone: it does not exist where the overlay does not turn it on.
    national: bool = False
    hint: Any = ""
    # Grants of this basis end with the action.
    revokes: str = ""
    # A button that is shown only where it makes sense, such as accepting for the unit that was asked; not a safeguard.
    offered: Callable[[CaseFile, Actor], bool] | None = None
    # An action that opens a case of its own can be started from another case's page: the answers that this case gives.
    from_case: Callable[[CaseFile], dict[str, Any] | None] | None = None
    # What the next of a group, or (True) of the same family, shares with this one: stands in the form, and can be changed there.
    like: Callable[[CaseFile, bool], dict[str, Any]] | None = None
    # Fields of the form that make no sense in this case (or in one that is begun from it), such as a reason for what is not missing.
    leaves_out: Callable[[CaseFile], Collection[str]] | None = None
    # Choices that this case (or the one that a new case is begun from) gives, by field: such as its own rows. The effect checks them; the form shows them.
    picks: Callable[[CaseFile], dict[str, list[tuple[Any, Any]]]] | None = None
    # What is known already stands in the form of a step of this case, or of one begun from it, and can be changed there.
    known: Callable[[CaseFile], dict[str, Any]] | None = None
    # What stands in the form's address, such as what was dragged on a board, stands in the form, and can be changed there.
    addressed: bool = False
    # Answers read from something that was typed, such as a machine-readable zone: (answers, warnings).
    prefill: Callable[[dict[str, Any]], tuple[dict[str, Any], list[str]]] | None = None
    bound: Effect | None = field(default=None, init=False)
    procedure: Procedure = field(init=False)

    @property
    def full_name(self) -> str:
        return f"{self.procedure.code}.{self.name}"

    @property
    def opens_case(self) -> bool:
        return None in self.src

    @property
    def starts_alone(self) -> bool:
        """Whether it can be started from nothing: no hidden answer has to come from another case."""
        hidden = [info for info in self.input.model_fields.values() if any(isinstance(one, Ask) and one.widget == "hidden" for one in info.metadata)]
        return self.opens_case and not any(info.is_required() for info in hidden)

    def effect(self, function: Effect) -> Callable[..., Answer]:
        """Bind the effect and return the door: the only way to it, always through access, state, gates and log."""
        if self.bound is not None:
            raise TypeError(f"{self.name} has an effect already")
        self.bound = function

        def door(data: I_contra | dict[str, Any], *, actor: Actor, key: UUID, case_id: UUID | None = None, version: int | None = None) -> Answer:
            from egnatia.kernel.engine.run import run

            return run(self, data, actor=actor, key=key, case_id=case_id, version=version)

        door.__name__, door.__doc__ = function.__name__, function.__doc__
        return door


def steps(*, by: frozenset[Role], purpose: Purpose, src: tuple[str | None, ...] = ()) -> Callable[..., Action[Any]]:
    """A maker of actions that says once what most steps of a procedure have in common; each step can say otherwise."""

    def step(name: str, label: Any, given: type, *, src: tuple[str | None, ...] = src, dst: Any = None, **more: Any) -> Action[Any]:
        return Action(name, label, src=src, dst=dst, by=more.pop("by", by), purpose=purpose, input=given, **more)

    return step


@dataclass(eq=False)
class Procedure:
    """All that can happen to one kind of case. ``final`` states are closed."""

    code: str
    label: Any
    states: dict[str, Any]
    actions: tuple[Action[Any], ...]
    final: frozenset[str] = frozenset()
    # Who may read its cases at all, in a unit that they are granted to.
    readers: frozenset[Role] = WITH_GUARDIANS
    # Of its readers, those who work on cases about nobody alone.
    about_nobody: frozenset[Role] = frozenset()
    # Before the year in its case numbers: what is no person's case counts apart.
    series: str = ""
    # What somebody must be trained for to be given such a case (``Module``), if that depends on whom it is about.
    training: Callable[[CaseFile], Collection[str]] | None = None
    # Clocks that a country's overlay may start with an action.
    national_clocks: tuple[Clock, ...] = ()
    # What the tasks that its actions open ask for.
    tasks: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from egnatia.kernel.engine.caseload import assign_action

        if set(self.states) - self.final:
            self.actions = (*self.actions, assign_action(self))
        names = [action.name for action in self.actions]
        if len(set(names)) != len(names):
            raise TypeError(f"{self.code}: two actions of one name")
        for action in self.actions:
            action.procedure = self
            outcomes = action.dst if isinstance(action.dst, tuple) else (action.dst,)
            unknown_states = {*action.src, *outcomes} - {None, *self.states}
            if unknown_states:
                raise TypeError(f"{action.full_name}: no such state: {', '.join(map(str, unknown_states))}")
            if action.opens_case and action.dst is None:
                raise TypeError(f"{action.full_name} opens a case without a state")
            if action.exempt and action.gates:
                raise TypeError(f"{action.full_name} is exempt, so it has no gates")
        if self.code in registry:
            raise TypeError(f"two procedures are called {self.code}")
        registry[self.code] = self

    @cached_property
    def clocks(self) -> dict[str, Clock]:
        """The clocks that its actions start, in whatever country, by code."""
        return {clock.code: clock for clock in (*self.national_clocks, *(clock for action in self.actions for clock in action.starts))}

    def task_label(self, code: str) -> Any:
        """What a task asks for; a task named like a clock says that its time limit has passed."""
        if code == NO_RULE:
            return _("No rule gives this case a time limit: tell the legal officer")
        if code in self.tasks:
            return self.tasks[code]
        label = self.clocks[code].label if code in self.clocks else code
        return format_lazy("{}: {}", _("Time limit has passed"), label)

    def action(self, name: str) -> Action[Any]:
        for one in self.actions:
            if one.name == name:
                return one
        raise LookupError(f"{self.code} has no action {name}")


registry: dict[str, Procedure] = {}
