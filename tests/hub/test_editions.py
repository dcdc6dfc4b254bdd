"""Country information that nodes share: passed on as it is, under the name of who published it, and nothing else in it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.exchange import inbox, signing
from egnatia.exchange.models import Outgoing
from egnatia.hub.editions.models import SharedEdition
from egnatia.kernel.codes import editions
from egnatia.kernel.models import User
from tests.exchanging import Sender

PLACE = {
    "quote": "SYNTHETIC words",
    "pinpoint": "p. 1",
    "document": "C2026-000001",
    "sha256": "0" * 64,
    "language": "English",
    "citation": "SYNTHETIC",
    "checked": True,
    "may_not_hold": [],
}
CLAIM = {"number": 1, "text": "SYNTHETIC claim", "one_source": True, "supports": [PLACE], "otherwise": []}
EDITION: dict[str, Any] = {
    "format": editions.FORMAT,
    "number": "CQ2026-000001",
    "edition": 1,
    "node_name": "SYNTHETIC",
    "kind": "Answer to a question",
    "title": "SYNTHETIC title",
    "publisher": "SYNTHETIC organisation",
    "published_on": "2026-11-24",
    "country": "AFG",
    "country_name": "Afghanistan",
    "topics": [["SECURITY", "Security situation"]],
    "language": "eng",
    "tag": "en",
    "rtl": False,
    "period": "the present",
    "absence": "SYNTHETIC: shows nothing",
    "words": {"supports": "Says so"},
    "footnote": "*",
    "questions": [{"number": 1, "question": "SYNTHETIC question?", "claims": [CLAIM], "nothing": []}],
}


def shared(sender: Sender, paper: bytes = b"%PDF-1.7 SYNTHETIC", **changes: Any) -> tuple[str, str]:
    """What the hub answers to an edition, and its digest."""
    content = json.dumps({**EDITION, "node": sender.party, **changes}).encode()
    digest = hashlib.sha256(content).hexdigest()
    return _answer(sender, "coi_edition", {"sha256": digest}, editions.pack(content, paper)), digest


def _answer(sender: Sender, message: str, body: dict[str, Any], payload: bytes = b"") -> str:
    envelope = sender.says(message, body, payload).pack()
    return str(inbox.receive(sender.party, sender.sequence, envelope).content["status"])


@pytest.fixture
def nodes(db: None) -> dict[str, Sender]:
    return {code: Sender(code, signing.HUB).trusted_here() for code in ("SRB", "MKD", "TUR")}


def told() -> list[tuple[str, dict[str, Any]]]:
    return [(one.message["type"], one.message["body"]) for one in Outgoing.objects.filter(message__type__startswith="coi_").order_by("created_at")]


def test_an_edition_is_passed_on_to_the_byte_with_who_published_it(nodes: dict[str, Sender]) -> None:
    status, digest = shared(nodes["TUR"])
    assert status == "accepted"
    assert told() == [("coi_editions", {"node": "TUR", "sha256": digest})]
    sent = Outgoing.objects.get(message__type="coi_editions")
    assert editions.unpack(bytes(sent.payload), digest, "TUR")[0] == bytes(SharedEdition.objects.get().content)


def test_an_edition_never_changes_and_nobody_speaks_for_another(nodes: dict[str, Sender]) -> None:
    _status, digest = shared(nodes["SRB"])
    assert shared(nodes["SRB"], title="SYNTHETIC other")[0] == "refused"
    assert shared(nodes["MKD"])[0] == "accepted"  # its own of the same number
    assert _answer(nodes["TUR"], "coi_edition_withdrawn", {"sha256": digest}) == "refused"
    assert _answer(nodes["SRB"], "coi_edition_withdrawn", {"sha256": digest}) == "accepted"
    assert told()[-1] == ("coi_editions_withdrawn", {"node": "SRB", "sha256": digest})
    assert SharedEdition.objects.get(node="SRB").withdrawn_at
    assert SharedEdition.objects.get(node="MKD").withdrawn_at is None


MORE: list[dict[str, Any]] = [
    {"node": "MKD"},
    {"applicant": "SYNTHETIC"},
    {"case": "A2026-000001"},
    {"asked_by": "SYNTHETIC"},
    {"title": ""},
    {"number": "A2026-000001"},
]


@pytest.mark.parametrize("more", MORE)
def test_anything_more_is_refused(nodes: dict[str, Sender], more: dict[str, Any]) -> None:
    assert shared(nodes["SRB"], **more)[0] == "refused"
    assert not SharedEdition.objects.exists()
    assert told() == []


def test_broken_twin_a_form_that_lets_more_through_would_be_noticed(nodes: dict[str, Sender], monkeypatch: pytest.MonkeyPatch) -> None:
    known = editions.read
    monkeypatch.setattr(editions, "read", lambda content: known(json.dumps({name: json.loads(content)[name] for name in (*EDITION, "node")}).encode()))
    assert shared(nodes["SRB"], applicant="SYNTHETIC")[0] == "accepted"


def test_what_is_no_pdf_is_refused(nodes: dict[str, Sender]) -> None:
    assert shared(nodes["SRB"], paper=b"<html>")[0] == "refused"


def test_everybody_at_the_hub_reads_what_was_shared(nodes: dict[str, Sender]) -> None:
    shared(nodes["SRB"])
    one, client = SharedEdition.objects.get(), Client()
    client.force_login(User.objects.get(username="analyst"))
    assert "SYNTHETIC title" in client.get(reverse("shared_editions")).content.decode()
    assert "SYNTHETIC words" in client.get(reverse("shared_edition", args=[one.pk])).content.decode()
    assert client.get(reverse("shared_edition_paper", args=[one.pk])).content.startswith(b"%PDF-")
    assert client.get(reverse("shared_edition", args=[10**9])).status_code == 404
