"""Why an action was not done: each says what happened and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import Gate, GateResult


class Refused(Exception):
    """The action was not done and nothing was changed; the refusal stands in the log."""

    code = "refused"
    text: Any = _("This was not done.")

    def __str__(self) -> str:
        return str(self.text)

    def happens(self) -> None:
        """What is done although the step was not, after it was undone: such as stopping what a wish stops that was recorded before."""


class NotFound(Refused):
    """No such case, or not for this unit: both look the same."""

    code = "unit"
    text = _("There is no such case for your unit.")


class NotAllowed(Refused):
    code = "role"
    text = _("Your role does not allow this step. Ask a colleague with the role for it.")


class NotHere(Refused):
    code = "country"
    text = _("This step does not exist in the procedure of this country.")


class WrongState(Refused):
    code = "state"
    text = _("This step is not possible at this stage of the case. Open the case again to see what is.")


class Stale(Refused):
    code = "stale"
    text = _("Somebody changed this case while your form was open. Nothing of yours was saved over it: read the case and send your form again.")


class NotConfirmed(Refused):
    code = "step-up"
    text = _("Confirm that it is you: this step needs your password or second factor again, not more than five minutes ago.")


class NoLimit(Refused):
    """A step against a person does not begin without the rule that limits it."""

    code = "rule"
    text = _("No rule gives this case a time limit: tell the legal officer")


class KeyReused(Refused):
    code = "key"
    text = _("This form was already used for another step. Open the form again.")


class BadInput(Refused):
    """``errors`` maps a field to its message."""

    code = "input"
    text = _("Some answers are missing or wrong.")

    def __init__(self, errors: dict[str, Any]) -> None:
        super().__init__()
        self.errors = errors

    def __str__(self) -> str:
        return f"{self.text} {'; '.join(f'{name}: {why}' for name, why in self.errors.items())}"


class GateClosed(Refused):
    """``closed`` holds each gate that did not pass, with its answer."""

    code = "gate"
    text = _("A safeguard is not met yet.")

    def __init__(self, closed: list[tuple[Gate, GateResult]]) -> None:
        super().__init__()
        self.closed = closed

    def __str__(self) -> str:
        return f"{self.text} {' '.join(str(result.why) for _gate, result in self.closed)}"
