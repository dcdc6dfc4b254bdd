"""Seats on return operations at the hub: bands and quarters alone, passed on to all; nothing from the country that takes no part, nothing of a person."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from egnatia.exchange import inbox, signing
from egnatia.exchange.models import Outgoing
from egnatia.hub.operations.models import Call, Offer
from egnatia.kernel.codes import seats
from tests.exchanging import Sender

CALL: dict[str, Any] = {"region": "SOUTH_ASIA", "quarter": "2026-Q4", "band": "5-10", "open": True}


def called(sender: Sender, reference: str, **changes: Any) -> str:
    """What the hub answers to a call."""
    return _answer(sender, "seats_call", {"reference": reference, **CALL, **changes})


def offered(sender: Sender, reference: str, **changes: Any) -> str:
    return _answer(sender, "seats_offer", {"reference": reference, "band": "5-10", **changes})


def _answer(sender: Sender, message: str, body: dict[str, Any]) -> str:
    envelope = sender.says(message, body).pack()
    return str(inbox.receive(sender.party, sender.sequence, envelope).content["status"])


@pytest.fixture
def nodes(db: None) -> dict[str, Sender]:
    return {code: Sender(code, signing.HUB).trusted_here() for code in ("SRB", "MKD", "TUR")}


def test_a_call_and_an_offer_are_passed_on_with_who_said_it(nodes: dict[str, Sender]) -> None:
    reference = str(uuid.uuid4())
    assert called(nodes["SRB"], reference) == "accepted"
    assert offered(nodes["MKD"], reference) == "accepted"
    told = [one.message for one in Outgoing.objects.filter(to=signing.ALL, message__type__startswith="seats").order_by("created_at")]
    assert [(one["type"], one["body"]["node"]) for one in told] == [("seats_calls", "SRB"), ("seats_offers", "MKD")]
    assert set(told[0]["body"]) == {"reference", "region", "quarter", "band", "open", "node"}
    assert called(nodes["SRB"], reference, open=False) == "accepted"
    assert offered(nodes["MKD"], reference) == "refused"  # the call has ended


@pytest.mark.parametrize(
    "more", [{"nationality": "PAK"}, {"name": "Karimi"}, {"day": "2026-12-01"}, {"quarter": "2026-12-01"}, {"band": "3"}, {"region": "PAK"}]
)
def test_acceptance_19_anything_more_is_refused(nodes: dict[str, Sender], more: dict[str, str]) -> None:
    assert called(nodes["SRB"], str(uuid.uuid4()), **more) == "refused"
    assert not Call.objects.exists()


def test_nobody_speaks_for_another_and_tuerkiye_takes_no_part(nodes: dict[str, Sender]) -> None:
    reference = str(uuid.uuid4())
    assert called(nodes["TUR"], reference) == "refused"
    assert called(nodes["SRB"], reference) == "accepted"
    assert called(nodes["MKD"], reference) == "refused"
    assert offered(nodes["SRB"], reference) == "refused"  # to its own call
    assert offered(nodes["TUR"], reference) == "refused"
    assert Call.objects.get().node == "SRB"
    assert not Offer.objects.exists()


def test_broken_twin_a_form_that_lets_more_through_would_be_noticed(nodes: dict[str, Sender], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "read_call", lambda body: seats.Call(uuid.UUID(body["reference"]), body["region"], body["quarter"], body["band"], body["open"]))
    assert called(nodes["SRB"], str(uuid.uuid4()), nationality="PAK") == "accepted"
