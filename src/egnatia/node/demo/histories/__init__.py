"""Histories of one person over border, asylum, referral, voluntary return, return, detention, readmission and operation together, driven against the real
program and checked against a book that is kept apart from it.

The model interface: a history is a list of steps, each ``{"step": name, …answers}``; names and answers are those of ``STEPS``. A step that the program refuses
is an answer too. After each step ``World.check`` says which of the promises P1 to P8 is broken. ``./dev manage simulate`` makes histories from a seed, or
takes them from a file, and so can anybody.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction

from egnatia.kernel.access.actor import Actor
from egnatia.node.demo.histories.steps import CHOICES, STEPS
from egnatia.node.demo.histories.world import PROMISES, Base, Broken, World

# What usually comes next, so that histories get far: from a stage of the return.
_NEXT = {
    "": ["open"],
    "opened": ["needs", "look", "assess"],
    "assessed": ["look", "propose"],
    "proposed": ["decide"],
    "decided": ["serve"],
    "notified": ["start_period", "time"],
    "vd_running": ["time", "look", "enforce"],
    "enforceable": ["look", "start_documenting", "measure"],
    "documenting": ["papers", "look", "order_removal", "draft", "send", "receipt", "answer", "measure", "propose_detention", "order_detention"],
    "removal_ordered": ["fit", "plan", "look", "add", "monitor", "lock_manifest"],
    "pre_departure": ["time", "look", "begin_boarding", "board", "depart"],
    "departed": ["depart", "hand_over"],
    "remedy_suspended": ["register", "give_up", "resume", "appeal_decided", "court"],
    "postponed": ["resume"],
    "attempt_failed": ["resume"],
    "avrr_handover": ["counsel", "take_back", "resume"],
}
_AT_THE_BORDER = {"open": ["border_ask", "border_assess", "border_propose"], "proposed": ["border_decide"]}
_USUAL: dict[str, dict[str, Any]] = {
    "review": {"lawful": "YES"},
    "extend": {"days": 100},
    "look": {"danger": "NO", "onward": "NO"},
    "needs": {"indicator": "NONE_SEEN"},
    "propose": {"days": 7, "ban": 0},
    "decide": {"who": "foreigners2"},
}


def drawn(world: World, draw: random.Random) -> dict[str, Any]:
    """The next step of a history that is made from a seed: often what comes next, else anything."""
    likely = _NEXT.get(world.state("return"), [])
    if world.state("detention") == "detained":
        likely = [*likely, "review", "extend"]
    likely = [*likely, *_AT_THE_BORDER.get(world.state("border"), [])]
    if likely and draw.random() < 0.55:
        step = draw.choice(likely)
        return {"step": step, **_USUAL.get(step, {name: draw.choice(values) for name, values in CHOICES.get(step, {}).items()})}
    step = draw.choice([one for one in STEPS if one not in {"arrive", "open"}])
    return {"step": step, **{name: draw.choice(values) for name, values in CHOICES.get(step, {}).items()}}


_TO_SERVED = ("arrive", "border_ask", "open", "needs", "look", "assess", "propose", "decide", "serve", "start_period")
_WALKS: dict[str, tuple[Any, ...]] = {
    "opened": ("arrive", "border_ask", "border_assess", "open"),
    "served": _TO_SERVED,
    "enforceable": (*_TO_SERVED, 20, "look", "enforce"),
    "detained": (*_TO_SERVED, 20, "look", "enforce", "measure", "propose_detention", "order_detention", "start_documenting"),
    "sent": (*_TO_SERVED, 20, "look", "enforce", "start_documenting", "papers", "draft", "send", "receipt"),
    "listed": (*_TO_SERVED, 20, "look", "enforce", "start_documenting", "papers", "order_removal", "fit", "plan", "add", "monitor", "lock_manifest"),
}
_WALKS["boarding"] = (*_WALKS["listed"], 3, "look", "begin_boarding")


def base(staff: dict[str, Actor], stage: str, **name: Any) -> Base:
    """A person (``name``: answers about who it is) walked to a stage, so that it stands there now.
    Raises Broken, and LookupError where a step on the way was refused."""
    walk = _WALKS[stage]
    world = World(staff, STEPS)
    world.name = name
    world.offset = -timedelta(days=sum(step for step in walk if isinstance(step, int)))
    for step in walk:
        if isinstance(step, int):
            world.play("time", days=step)
            continue
        if not world.play(step):
            raise LookupError(f"on the way to {stage}: {step} was refused")
    assert world.person is not None
    return Base(stage, world.ids, world.book, world.person)


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    """Nothing of a history stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def history(staff: dict[str, Actor], start: Base, seed: int, length: int = 10) -> list[dict[str, Any]]:
    """One history from a seed, rolled back; gives its steps with whether each was done. Raises Broken."""
    draw = random.Random(seed)  # noqa: S311  a history, no secret
    with rolled_back():
        world = World(staff, STEPS, start)
        for _number in range(length):
            told = drawn(world, draw)
            world.play(told.pop("step"), **told)
        return world.done


def played(staff: dict[str, Actor], steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A history of somebody else's, from the very beginning. Raises Broken; KeyError and TypeError for what is no step."""
    with rolled_back():
        world = World(staff, STEPS)
        for told in steps:
            answers = {name: value for name, value in told.items() if name != "step"}
            world.play(told["step"], **answers)
        return world.done


STAGES = tuple(_WALKS)
__all__ = ["PROMISES", "STAGES", "STEPS", "Base", "Broken", "World", "base", "drawn", "history", "played"]
