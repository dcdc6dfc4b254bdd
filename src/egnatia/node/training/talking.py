"""What this node says of training. A form of ``kernel.codes.training`` is all that fits through here."""

from __future__ import annotations

from uuid import UUID

from egnatia.exchange import outbox
from egnatia.exchange.tasks import soon
from egnatia.kernel.codes import forms, training

_TYPES: dict[type[forms.Form], str] = {
    training.Nomination: "training_nomination",
    training.Withdrawal: "training_withdrawal",
    training.SessionRequest: "training_request",
    training.Candidate: "training_candidate",
    training.Needs: "training_needs",
    training.Quality: "training_quality",
}


def say(form: forms.Form, reference: UUID | None = None) -> None:
    """Sent once this transaction is committed."""
    outbox.queue({"type": _TYPES[type(form)], "body": {"reference": str(reference)} if reference else {}}, form.told())
    soon()
