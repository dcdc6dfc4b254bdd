"""A referral between states: by the person's own agreement alone, sealed to the other node, answered in codes, gone when it is taken back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pyrage
import pytest
from django.urls import reverse

from egnatia.exchange import inbox, outbox, signing
from egnatia.exchange.envelope import sign_receipt, unpack
from egnatia.exchange.models import Incoming, Outgoing, Peer
from egnatia.exchange.outbox import pack, take_receipt
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import AccessLog, CaseFile, Task
from egnatia.node.asylum.apps import AsylumConfig
from egnatia.node.referral import actions, disclosing, tasks
from egnatia.node.referral.abroad import actions as abroad
from egnatia.node.referral.abroad import procedure as of_abroad
from egnatia.node.referral.directory.actions import list_service
from egnatia.node.referral.models import Arrived, Passage, Referral
from egnatia.node.referral.packages import seal
from egnatia.node.registration import actions as registration
from tests.exchanging import Sender
from tests.node.conftest import AGREED, AT_ONCE, arrive, do, state_of
from tests.node.test_pages import client_of
from tests.node.test_reintegration import refused

ACROSS = {**AGREED, "receiver": "THERE", "need": "SYNTHETIC: a doctor who follows up", "message": "SYNTHETIC: twice a week", "transfer": "CONSENT"}
TOLD = {
    "from": "SYNTHETIC centre",
    "to": "SYNTHETIC coordination",
    "pathway": "HEALTH",
    "asked": "SYNTHETIC: a doctor",
    "helps": ["HEALTH"],
    "given already": "",
    "person": {"NAME": "Karimi Nasir"},
}
SERVICE = {"name": "SYNTHETIC coordination", "organisation": "SYNTHETIC", "pathway": "HEALTH", "helps": ["HEALTH"], "place": "SYNTHETIC town"}


class Neighbour(Sender):
    """North Macedonia's node, as this one knows it."""

    def __init__(self) -> None:
        super().__init__("MKD", "SRB")
        self.identity = pyrage.x25519.Identity.generate()
        self.trusted_here()
        Peer.objects.create(party="MKD", address="https://mkd.example", sealing_key=str(self.identity.to_public()))

    def sends(self, message: str, body: dict[str, Any], payload: bytes = b"") -> dict[str, Any]:
        """What the receipt of its next message says."""
        made = self.says(message, body, payload)
        return inbox.receive("MKD", self.sequence, made.pack()).content

    def refers(self, reference: UUID, until: int = 30, told: dict[str, Any] = TOLD, key: str = "") -> dict[str, Any]:
        body = {"reference": str(reference), "priority": "URGENT", "until": (moment.today() + timedelta(days=until)).isoformat()}
        return self.sends("referral", body, seal(key or signing.sealing_public(), told))

    def answers(self, reference: UUID, answer: str, declined_as: str = "") -> dict[str, Any]:
        return self.sends("referral_answer", {"reference": str(reference), "answer": answer, "declined_as": declined_as})


@pytest.fixture
def neighbour(staff: dict[str, Actor]) -> Neighbour:
    found = Neighbour()
    do(list_service, staff["coordinator"], code="THERE", country="MKD", peer=True, **SERVICE)
    return found


def across(staff: dict[str, Actor], **changes: Any) -> UUID:
    return do(actions.offer, staff["protection"], source_case=arrive(staff), **{**ACROSS, **changes})


def passage(case: UUID) -> Passage:
    with seeing_all():
        return Passage.objects.select_related("envelope").get(pk=case)


def test_what_was_agreed_to_goes_sealed_from_node_to_node_and_comes_back_in_codes(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    case = across(staff)
    one = passage(case)
    row = one.envelope
    assert (row.to, set(row.message["body"])) == ("MKD", {"reference", "priority", "until"})
    assert b"Karimi" not in bytes(row.payload)
    content = json.loads(pyrage.decrypt(bytes(row.payload), [neighbour.identity]))
    assert content["person"] == {"NAME": "Karimi, Nasir · نصیر کریمی", "LANGUAGE": "Dari", "MESSAGE": "SYNTHETIC: twice a week"}
    assert not Outgoing.objects.filter(to="HUB").exists()
    with seeing_all():
        line = AccessLog.objects.filter(what="referral.disclosed").latest("at")
    assert (line.recipient, line.reasons) == ("THERE", "LANGUAGE,MESSAGE,NAME")
    pack()
    row.refresh_from_db()
    told = {"v": 1, "node": "SRB", "seq": row.sequence, "hash": row.envelope_hash, "status": "accepted", "reasons": [], "holes": []}
    take_receipt(row, sign_receipt(told, neighbour.key).data)
    page = client_of("protection").get(reverse("case", args=[case])).content.decode()
    assert "Came there, by a signed receipt" in page
    assert str(one.reference) in page
    for answer, state in (("OPENED", "acknowledged"), ("ACCEPT", "accepted"), ("BEGUN", "in_service"), ("DELIVERED", "delivered")):
        assert neighbour.answers(one.reference, answer)["status"] == "accepted"
        assert state_of(case) == state
    with seeing_all():
        assert Referral.objects.get(pk=case).delivered_on == moment.today()
        assert Task.objects.filter(case=case, code="ASK_PERSON", done_at=None).exists()


def test_taking_it_back_reaches_the_other_node(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    case = across(staff)
    do(actions.withdraw_consent, staff["officer"], case)
    over = Outgoing.objects.filter(to="MKD").latest("created_at")
    assert over.message == {"type": "referral_over", "body": {"reference": str(passage(case).reference)}}
    # An answer that crosses with it changes nothing.
    assert neighbour.answers(passage(case).reference, "ACCEPT")["status"] == "accepted"
    assert state_of(case) == "revoked"


def test_asked_again_the_person_decides_what_is_there(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    case = across(staff)
    do(actions.renew_agreement, staff["protection"], case, **{**AGREED, "scope": ["NAME"], "transfer": "CONSENT"})
    first, second = Outgoing.objects.filter(to="MKD").order_by("created_at")
    assert first.message["body"]["reference"] == second.message["body"]["reference"]
    assert json.loads(pyrage.decrypt(bytes(second.payload), [neighbour.identity]))["person"].keys() == {"NAME"}


def test_a_reason_comes_back_as_a_code(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    case = across(staff)
    assert neighbour.answers(passage(case).reference, "DECLINE", "NO_CAPACITY")["status"] == "accepted"
    with seeing_all():
        assert Referral.objects.get(pk=case).declined_as == "NO_CAPACITY"
    assert state_of(case) == "declined"


@pytest.mark.parametrize("changes", [{"transfer": None}, {**AT_ONCE, "transfer": None}, {**AT_ONCE, "priority": "NORMAL", "basis": "LEGAL_DUTY"}])
def test_nothing_crosses_without_the_persons_own_agreement_and_a_ground(
    staff: dict[str, Actor], neighbour: Neighbour, changes: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = arrive(staff)
    asked = {"source_case": source, **ACROSS, **changes}
    assert refused(actions.offer, staff["protection"], None, **asked) == {"G-DATA"}
    assert not Outgoing.objects.exists()
    if changes == {"transfer": None}:
        # The twin without the safeguard: the disclosure gate asks for the ground itself.
        monkeypatch.setattr(actions.procedure.OFFER, "gates", ())
        with pytest.raises(refusals.Refused):
            do(actions.offer, staff["protection"], **asked)
        assert not Outgoing.objects.exists()


def test_nothing_goes_to_the_state_that_somebody_fled(staff: dict[str, Actor], neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch) -> None:
    source = arrive(staff, citizenship="MKD")
    asked = {"source_case": source, **ACROSS}
    with seeing_all():
        subject = CaseFile.objects.get(pk=source).subject
    do(registration.record_wish, staff["officer"], person_id=subject)
    assert refused(actions.offer, staff["protection"], None, **asked) == {"G-DATA"}
    assert any(one.__name__ == "asks_or_has" for one in disclosing.seeks_protection), AsylumConfig.name
    # The twin: a gate that forgets to ask whether they seek protection.
    monkeypatch.setattr(disclosing, "seeks_protection", [])
    monkeypatch.setattr(disclosing.registration, "waits_to_be_registered", lambda key: False)
    do(actions.offer, staff["protection"], **asked)


def test_what_comes_from_there_is_shown_answered_and_erased(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    reference = uuid.uuid4()
    content = neighbour.refers(reference)
    assert content["reasons"] == []
    with seeing_all():
        case = Arrived.objects.get().pk
    page = client_of("coordinator").get(reverse("case", args=[case])).content.decode()
    assert "Karimi Nasir" in page
    assert "North Macedonia" in page
    assert client_of("foreigners").get(reverse("case", args=[case])).status_code == 404
    with seeing_all():
        assert AccessLog.objects.filter(what="referral_in.read", case_id=case).count() == 1
    with pytest.raises(refusals.BadInput, match="list"):
        do(abroad.hand_to, staff["coordinator"], case, unit="AVRR")
    do(abroad.hand_to, staff["coordinator"], case, unit="SOCIAL-WORK")
    do(abroad.acknowledge, staff["social"], case)
    do(abroad.accept, staff["social"], case)
    # The person agreed to less: what was there before is gone.
    assert neighbour.refers(reference, told={**TOLD, "person": {}})["status"] == "accepted"
    assert "Karimi" not in client_of("social").get(reverse("case", args=[case])).content.decode()
    do(abroad.begin_service, staff["social"], case)
    do(abroad.deliver, staff["social"], case, on=moment.today())
    answers = [one.message["body"] for one in Outgoing.objects.filter(to="MKD").order_by("created_at")]
    assert [one["answer"] for one in answers] == ["OPENED", "ACCEPT", "BEGUN", "DELIVERED"]
    assert all(set(one) == {"reference", "answer", "declined_as"} for one in answers)
    with seeing_all():
        assert Arrived.objects.get().content is None
    assert not any(b"age-encryption" in bytes(one.envelope) for one in Incoming.objects.all())


def test_when_it_is_over_there_nothing_is_shown_here(staff: dict[str, Actor], neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    neighbour.refers(first)
    assert neighbour.sends("referral_over", {"reference": str(first)})["status"] == "accepted"
    with seeing_all():
        one = Arrived.objects.get()
        assert (one.content, state_of(one.pk)) == (None, "over")
    neighbour.refers(second, until=0)
    with seeing_all():
        case = Arrived.objects.get(reference=second).pk
    with moment.pretend(moment.now() + timedelta(days=1)):
        assert refused(abroad.accept, staff["coordinator"], case) == {"G-CONS"}
        assert "Karimi" not in client_of("coordinator").get(reverse("case", args=[case])).content.decode()
        tasks.forget_abroad(0)
        with acting_as(staff["coordinator"]):
            assert Arrived.objects.get(reference=second).content is None
        monkeypatch.setattr(of_abroad.ACCEPT, "gates", ())  # the twin
        do(abroad.accept, staff["coordinator"], case)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"key": str(pyrage.x25519.Identity.generate().to_public())}, "sealed"),
        ({"told": {"person": {"NAME": "Karimi"}}}, "sealed"),
        ({"told": {**TOLD, "person": {"CLAIM": "Karimi"}}}, "sealed"),
        ({"told": {**TOLD, "pathway": "GOSSIP"}}, "sealed"),
    ],
)
def test_what_is_not_for_us_or_not_of_the_form_is_refused_and_not_kept(neighbour: Neighbour, what: dict[str, Any], code: str) -> None:
    content = neighbour.refers(uuid.uuid4(), **what)
    assert [one.split(":")[0] for one in content["reasons"]] == [code]
    assert "Karimi" not in str(content)
    with seeing_all():
        assert not Arrived.objects.exists()


def test_a_node_speaks_of_its_own_referrals_alone(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    case, reference = across(staff), uuid.uuid4()
    neighbour.refers(reference)
    other = Sender("ALB", "SRB").trusted_here()
    answer = {"reference": str(passage(case).reference), "answer": "DECLINE", "declined_as": "OTHER"}
    receipt = inbox.receive("ALB", 1, other.says("referral_answer", answer).pack()).content
    assert [one.split(":")[0] for one in receipt["reasons"]] == ["reference"]
    # Word of an end of what never came from there is kept for what may come; it ends nothing of others.
    inbox.receive("ALB", 2, other.says("referral_over", {"reference": str(reference)}).pack())
    assert state_of(case) == "offered"
    with seeing_all():
        assert Arrived.objects.get().content is not None


def test_the_directory_names_no_node_that_is_not_known(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    for wrong in ({"country": "ALB", "peer": True}, {"country": "MKD", "unit": "SOCIAL-WORK"}, {"country": "ZZZ"}):
        with pytest.raises(refusals.BadInput):
            do(list_service, staff["coordinator"], code="X", **SERVICE, **wrong)
    exported = client_of("coordinator").get(reverse("directory_export")).json()
    assert "THERE" not in json.dumps(exported)


def unreachable(_url: str, _data: bytes) -> bytes:
    raise httpx.ConnectError("SYNTHETIC: nobody is there")


def carried(neighbour: Neighbour, sent: list[bytes]) -> Callable[[str, bytes], bytes]:
    """The neighbour takes whatever comes, and signs for it."""

    def put(url: str, data: bytes) -> bytes:
        sent.append(data)
        number = int(url.rsplit("/", 1)[1])
        told = {"v": 1, "node": "SRB", "seq": number, "hash": unpack(data).hash, "status": "accepted", "reasons": [], "holes": []}
        return sign_receipt(told, neighbour.key).data

    return put


def test_what_was_taken_back_while_nobody_could_be_reached_never_leaves(staff: dict[str, Actor], neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch) -> None:
    case = across(staff)
    assert outbox.send_all(unreachable) == 0
    do(actions.withdraw_consent, staff["officer"], case)
    sent: list[bytes] = []
    outbox.send_all(carried(neighbour, sent))
    assert [unpack(one).manifest_bytes.count(b"referral_over") for one in sent] == [1]
    assert not any(b"age-encryption" in one for one in sent)
    row = passage(case).envelope
    assert row.void_at
    assert (bytes(row.payload), bytes(row.envelope or b"")) == (b"", b"")
    # The twin: an outbox that does not ask again would send it.
    other = across(staff)
    outbox.send_all(unreachable)
    do(actions.withdraw_consent, staff["officer"], other)
    monkeypatch.setitem(outbox.still_allowed, "referral", lambda row: True)
    outbox.send_all(carried(neighbour, sent))
    assert any(b"age-encryption" in one for one in sent)


def test_what_ran_out_or_was_told_anew_before_it_left_is_not_sent(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    across(staff)
    with moment.pretend(moment.now() + timedelta(days=120)):
        assert outbox.send_all(carried(neighbour, [])) == 0
    case = across(staff)
    do(actions.renew_agreement, staff["protection"], case, **{**AGREED, "scope": ["NAME"], "transfer": "CONSENT"})
    sent: list[bytes] = []
    assert outbox.send_all(carried(neighbour, sent)) == 1
    assert json.loads(pyrage.decrypt(unpack(sent[0]).payload, [neighbour.identity]))["person"].keys() == {"NAME"}
    assert bytes(passage(case).envelope.payload) == b""


def test_a_wish_for_asylum_ends_what_went_to_the_own_state(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    source = arrive(staff, citizenship="MKD")
    case = do(actions.offer, staff["protection"], source_case=source, **ACROSS)
    with seeing_all():
        subject = CaseFile.objects.get(pk=source).subject
    do(registration.record_wish, staff["officer"], person_id=subject)
    over = passage(case).over
    assert over
    assert over.message["type"] == "referral_over"
    with seeing_all():
        assert not disclosing.covers(Referral.objects.get(pk=case))


@pytest.mark.parametrize("wrong", [{"status": []}, {"reasons": None}, {"holes": 5}, {"holes": ["x"], "status": "refused"}])
def test_one_bad_receipt_holds_up_nobody_else(staff: dict[str, Actor], neighbour: Neighbour, wrong: dict[str, Any]) -> None:
    across(staff)
    hub = Sender("HUB", "SRB").trusted_here()
    outbox.queue({"type": "dataset", "body": {}}, b"x")

    def put(url: str, data: bytes) -> bytes:
        told = {"v": 1, "node": "SRB", "seq": 1, "hash": unpack(data).hash, "status": "accepted", "reasons": [], "holes": []}
        return sign_receipt(told | (wrong if "mkd" in url else {}), (neighbour if "mkd" in url else hub).key).data

    outbox.send_all(put)
    assert Outgoing.objects.get(to="HUB").closed_at


def test_what_was_refused_is_not_sent_for_ever_and_somebody_sees_to_it(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    case = across(staff)

    def put(url: str, data: bytes) -> bytes:
        told = {"v": 1, "node": "SRB", "seq": 1, "hash": unpack(data).hash, "status": "refused", "reasons": ["state: SYNTHETIC"], "holes": [1]}
        return sign_receipt(told, neighbour.key).data

    assert outbox.send_all(put) == 1
    assert outbox.send_all(put) == 0
    with seeing_all():
        assert Task.objects.filter(case=case, code="FIND_ANOTHER_SERVICE", done_at=None).exists()
    assert "state: SYNTHETIC" in client_of("protection").get(reverse("case", args=[case])).content.decode()


def test_an_end_that_comes_first_is_remembered(neighbour: Neighbour) -> None:
    reference = uuid.uuid4()
    assert neighbour.sends("referral_over", {"reference": str(reference)})["status"] == "accepted"
    assert "state" in neighbour.refers(reference)["reasons"][0]
    assert "state" in neighbour.refers(uuid.uuid4(), until=-1)["reasons"][0]
    assert "state" in neighbour.refers(uuid.uuid4(), until=4000)["reasons"][0]
    with seeing_all():
        assert not Arrived.objects.exists()


def test_passing_it_on_takes_it_from_who_had_it(staff: dict[str, Actor], neighbour: Neighbour) -> None:
    reference = uuid.uuid4()
    neighbour.refers(reference, told={**TOLD, "pathway": "LEGAL_AID"})
    with seeing_all():
        case = Arrived.objects.get().pk
    do(abroad.hand_to, staff["coordinator"], case, unit="SOCIAL-WORK")
    assert client_of("social").get(reverse("case", args=[case])).status_code == 200
    do(abroad.hand_to, staff["coordinator"], case, unit="LEGAL")
    assert client_of("social").get(reverse("case", args=[case])).status_code == 404
    do(abroad.accept, staff["legal"], case)
    # No room any more: it can still be said.
    do(abroad.decline, staff["legal"], case, declined_as="NO_CAPACITY")
    neighbour.sends("referral_over", {"reference": str(reference)})
    assert state_of(case) == "declined"


def test_with_another_key_nothing_can_be_opened_and_nothing_breaks(staff: dict[str, Actor], neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch) -> None:
    neighbour.refers(uuid.uuid4())
    with seeing_all():
        case = Arrived.objects.get().pk
    monkeypatch.setattr(signing, "sealing_identity", pyrage.x25519.Identity.generate)
    assert "cannot be opened with the key of this node" in client_of("coordinator").get(reverse("case", args=[case])).content.decode()
    assert client_of("coordinator").get(reverse("act", args=[case, "hand_to"])).status_code == 200
    with pytest.raises(refusals.BadInput, match="list"):
        do(abroad.hand_to, staff["coordinator"], case, unit="SOCIAL-WORK")
