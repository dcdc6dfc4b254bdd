"""What the case page shows: each action with whether it is open to this actor, and if not, why and what would open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from egnatia.kernel import moment, reading
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine import national
from egnatia.kernel.engine.spec import Action, Gate, GateResult, Outcome, registry
from egnatia.kernel.models import CaseFile


@dataclass(frozen=True)
class Offer:
    """An action as offered: open, or closed by the named gates."""

    action: Action[Any]
    closed_by: tuple[tuple[Gate, GateResult], ...]

    @property
    def is_open(self) -> bool:
        return not self.closed_by


@reading.unchanged()
def offers(case: CaseFile, actor: Actor) -> list[Offer]:
    """Actions of the case's state for the actor's roles, with the gates' answers as far as they are known without the form."""
    today = moment.today()
    found = []
    for action in registry[case.procedure].actions:
        if case.state not in action.src or action.internal:
            continue
        as_here = national.here(action)
        if not as_here.for_roles(actor.roles) or (action.offered and not action.offered(case, actor)):
            continue
        answers = [(one, one(case, None, today)) for one in as_here.gates]
        found.append(Offer(action, tuple((one, answer) for one, answer in answers if answer.outcome is not Outcome.PASS)))
    return found
