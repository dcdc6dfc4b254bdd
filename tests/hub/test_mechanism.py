"""The harmonised procedure and the budget at the hub: published by two, fetched by every node, and what countries say of them."""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from egnatia.exchange import inbox, signing
from egnatia.exchange.envelope import unpack
from egnatia.exchange.models import Outgoing
from egnatia.hub.mechanism import actions, procedure
from egnatia.hub.mechanism.models import Adoption, Budget, Edition, Use
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import sop
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import User
from tests.exchanging import Sender
from tests.hub.conftest import do, officer

FILE = (resources.files("egnatia.hub.mechanism") / "data" / "avrr-1.toml").read_bytes()


def drafted(first: Actor, content: bytes = FILE) -> uuid.UUID:
    return do(actions.draft, first, file=base64.b64encode(content).decode(), changes="SYNTHETIC")


def test_an_edition_is_published_by_a_second_officer_and_read_by_who_asks(first: Actor, second: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Edition.objects.exclude(version=None).count()
    case = drafted(first)
    with pytest.raises(refusals.GateClosed):
        do(actions.publish, first, case)
    with pytest.raises(refusals.NotConfirmed):
        do(actions.publish, replace(second, confirmed_at=None), case)
    do(actions.publish, second, case)
    assert Edition.objects.get(pk=case).version == before + 1
    number = Outgoing.objects.filter(to=signing.ALL).latest("sequence").sequence
    answer = Client().get(reverse("exchange", args=["HUB", number]))
    envelope = unpack(answer.content)
    envelope.verify(signing.own_key().public_key())
    assert b'"to":"ALL"' in envelope.manifest_bytes
    assert Client().get(reverse("exchange", args=["HUB", (number or 0) + 1])).status_code == 404
    assert Client().get(reverse("exchange", args=["SRB", number])).status_code == 404
    monkeypatch.setattr(procedure.EDITION.action("publish"), "gates", ())  # the twin: one officer alone
    do(actions.publish, first, drafted(first))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code = 1", "code = 'AVRR'"),
        (FILE.replace(b'exit = "None"\n', b"", 1), "step 1"),
        (FILE.replace(b'code = "COUNSELLING"', b'code = "counselling"'), "capital letters"),
        (FILE.replace(b'code = "COUNSELLING"', b'code = "OUTREACH"'), "same code"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_file_that_is_no_procedure_says_where(first: Actor, content: bytes, words: str) -> None:
    with pytest.raises(refusals.BadInput) as caught:
        drafted(first, content)
    assert words in str(caught.value.errors)


def test_shares_add_up_and_a_later_revision_takes_the_place(first: Actor, second: Actor) -> None:
    with pytest.raises(refusals.BadInput, match="add up"):
        do(actions.propose_budget, first, year=2031, source="SYNTHETIC", total="100.01", srb="100")
    for total in ("100.50", "200"):
        case = do(actions.propose_budget, first, year=2031, source="SYNTHETIC", total=total, srb=total)
        with pytest.raises(refusals.GateClosed):
            do(actions.approve_budget, first, case)
        do(actions.approve_budget, second, case)
    told = [one.message["body"] for one in Outgoing.objects.filter(to=signing.ALL, message__type="budget").order_by("sequence")][-2:]
    assert [(one["revision"], one["total"], one["shares"]["SRB"], one["shares"]["TUR"]) for one in told] == [(1, 10050, 10050, 0), (2, 20000, 20000, 0)]
    client = Client()
    client.force_login(User.objects.get(username="analyst"))
    assert "EUR 200.00" in client.get(reverse("mechanism") + "?year=2031").content.decode()
    assert Budget.objects.filter(year=2031).count() == 2


DIFFERENCE = {"step": "DOCUMENT", "kind": "OTHER_BODY", "text": "SYNTHETIC: the police asks"}


def _adoption(**changes: Any) -> dict[str, Any]:
    return {"code": "AVRR", "version": 1, "since": "2026-12-01", **changes}


def _differs(**changes: Any) -> bytes:
    return json.dumps([{**DIFFERENCE, **changes}]).encode()


def test_what_a_country_adopted_stands_beside_the_step(first: Actor, second: Actor) -> None:
    if not Edition.objects.filter(version=1).exists():
        do(actions.publish, second, drafted(first))
    node = Sender("SRB", signing.HUB).trusted_here()
    assert inbox.receive("SRB", 1, node.says("sop_adoption", _adoption(), _differs()).pack()).content["status"] == "accepted"
    used = {"year": timezone.localdate().year, "committed": 4300, "spent": None, "as_of": "2026-11-01"}
    assert inbox.receive("SRB", 2, node.says("budget_use", used).pack()).content["reasons"] == []
    client = Client()
    client.force_login(User.objects.get(username="programme"))
    page = client.get(reverse("mechanism")).content.decode()
    assert "SYNTHETIC: the police asks" in page
    assert page.count("has told nothing yet") == 6
    assert "Kosovo*" in page
    assert "4,300" in client.get(reverse("mechanism") + f"?year={timezone.localdate().year}").content.decode()


@pytest.mark.parametrize(
    ("message", "body", "payload", "code"),
    [
        ("sop_adoption", _adoption(version=99), _differs(), "edition"),
        ("sop_adoption", _adoption(), _differs(step="NO_SUCH"), "difference"),
        ("sop_adoption", _adoption(), _differs(step="COUNSELLING", kind="NOT_DONE"), "difference"),
        ("sop_adoption", _adoption(), _differs(kind="GOSSIP"), "content"),
        ("sop_adoption", _adoption(), _differs(text="X" * 501), "content"),
        ("sop_adoption", _adoption(), b"{}", "content"),
        ("sop_adoption", _adoption(), b"", "content"),
        ("sop_adoption", _adoption(since="soon"), _differs(), "content"),
        ("sop_adoption", _adoption(person="Nasir Karimi"), _differs(), "content"),
        ("budget_use", {"year": 2026, "committed": 4321, "spent": 0, "as_of": "2026-11-01"}, b"", "body"),
        ("budget_use", {"year": 2026, "committed": True, "spent": 0, "as_of": "2026-11-01"}, b"", "body"),
        ("budget_use", {"year": 2026, "committed": 100, "spent": 0, "as_of": "2026-11-01", "who": "X"}, b"", "body"),
        ("sop", {"version": 3}, b"", "type"),
    ],
)
def test_anything_else_is_refused_and_nothing_is_kept(first: Actor, second: Actor, message: str, body: dict[str, Any], payload: bytes, code: str) -> None:
    if not Edition.objects.filter(version=1).exists():
        do(actions.publish, second, drafted(first))
    node = Sender("SRB", signing.HUB).trusted_here()
    receipt = inbox.receive("SRB", 1, node.says(message, body, payload).pack())
    assert [one.split(":")[0] for one in receipt.content["reasons"]] == [code]
    assert b"Karimi" not in receipt.data
    assert not Adoption.objects.exists()
    assert not Use.objects.exists()


def test_an_analyst_publishes_nothing(first: Actor, second: Actor) -> None:
    analyst = officer("analyst")
    with pytest.raises(refusals.NotAllowed):
        drafted(analyst)
    assert sop.read_toml(FILE).steps[1].core
