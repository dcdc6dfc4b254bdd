"""The hub takes what is signed, numbered and of the template, and refuses the rest with a signed answer and nothing stored."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from egnatia.exchange import inbox, signing
from egnatia.exchange.envelope import Envelope, Receipt, read_receipt, unpack
from egnatia.exchange.models import Alarm, Incoming
from egnatia.hub.statistics import selectors
from egnatia.hub.statistics.models import Observation, Revision
from egnatia.kernel.access.actor import Actor
from tests.hub.conftest import KEYS, envelope, row

Send = Callable[..., Receipt]


def stored() -> tuple[int, int, int]:
    return Incoming.objects.count(), Revision.objects.count(), Observation.objects.count()


def test_a_month_is_taken_once_and_the_same_again_is_no_second(send: Send) -> None:
    one = envelope([row(), row("", CONF_STATUS="A", CITIZEN="AFG")])
    first, again = send(one), send(one)
    assert (first.content["status"], again.content["status"]) == ("accepted", "duplicate")
    assert (first.content["have_contiguous_to"], first.content["holes"]) == (1, [])
    assert stored() == (1, 1, 2)
    read_receipt(first.data, signing.own_key().public_key())


STRANGER = Ed25519PrivateKey.generate()
REFUSED: dict[str, tuple[Callable[[], Envelope], str]] = {
    "unknown key": (lambda: envelope([row()], manifest={"kid": "SRB-0000000000000000"}), "unknown_key"),
    "signed by a stranger": (lambda: envelope([row()], key=STRANGER), "signature"),
    "signed with another node's key": (
        lambda: envelope([row()], manifest={"kid": signing.kid_of(KEYS["MKD"].public_key().public_bytes_raw(), "MKD")}, key=KEYS["MKD"]),
        "wrong_node",
    ),
    "another node inside": (lambda: envelope([row()], manifest={"node": "MKD"}), "wrong_node"),
    "another number inside": (lambda: envelope([row()], manifest={"seq": 2}), "sequence"),
    "a chain that begins nowhere": (lambda: envelope([row()], prev="f" * 64), "chain"),
    "unknown message type": (lambda: envelope([row()], manifest={"type": "gossip"}), "type"),
    "a field too many": (lambda: envelope([row()], manifest={"alg": "none"}), "manifest"),
    "unknown code": (lambda: envelope([row(INDICATOR="IBC_9Z")]), "code"),
    "a code of Eurostat that is not ours": (lambda: envelope([row(AGE="Y_GE18")]), "code"),
    "negative count": (lambda: envelope([row("-3")]), "value"),
    "a count with a comma": (lambda: envelope([row("1,5")]), "value"),
    "a name in a cell": (lambda: envelope([row(CITIZEN="Nasir Karimi")]), "code"),
    "a name where the count stands": (lambda: envelope([row("Karimi")]), "value"),
    "another country's figures": (lambda: envelope([row(REP_AREA="MKD")]), "slice"),
    "another month inside": (lambda: envelope([row(period="2026-09")]), "slice"),
    "no such month": (lambda: envelope([row(period="2026-13")], period="2026-13"), "code"),
    "a value in a suppressed cell": (lambda: envelope([row("3", CONF_STATUS="A")]), "value"),
    "wrong totals": (lambda: envelope([row()], body={"total": 13}), "totals"),
    "one approval": (lambda: envelope([row()], body={"approved_by": ["A", "A"]}), "body"),
    "unknown data flow": (lambda: envelope([row()], body={"dataflow": "WB_PERSONS"}), "dataflow"),
    "no rows": (lambda: envelope([]), "size"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_are_signed_clear_and_store_nothing(send: Send, name: str) -> None:
    make, code = REFUSED[name]
    receipt = send(make())
    assert receipt.content["status"] == "refused"
    assert [one.split(":")[0] for one in receipt.content["reasons"]] == [code]
    assert "Karimi" not in receipt.data.decode()
    assert stored() == (0, 0, 0)
    assert Alarm.objects.get().code == code
    read_receipt(receipt.data, signing.own_key().public_key())


def test_two_rows_of_one_cell_are_refused(send: Send) -> None:
    receipt = send(envelope([row("5"), row("7")]))
    assert receipt.content["status"] == "refused"
    assert stored() == (0, 0, 0)


def test_every_altered_byte_is_refused(trusted: None) -> None:
    data = envelope([row()]).pack()
    for position in range(0, len(data), 3):
        changed = bytearray(data)
        changed[position] ^= 0x01
        with transaction.atomic():
            assert inbox.receive("SRB", 1, bytes(changed)).content["status"] == "refused", position
    assert stored() == (0, 0, 0)
    assert inbox.receive("SRB", 1, data).content["status"] == "accepted"


def test_another_envelope_under_a_used_number_raises_an_alarm(send: Send) -> None:
    send(envelope([row()]))
    client = Client()
    answer = client.put("/exchange/SRB/1", envelope([row("13")]).pack(), content_type="application/octet-stream")
    assert answer.status_code == 409
    assert stored() == (1, 1, 1)
    assert Alarm.objects.get().code == "equivocation"


def test_http_answers(trusted: None) -> None:
    client, data = Client(), envelope([row()]).pack()
    codes = [client.put("/exchange/SRB/1", one, content_type="application/octet-stream").status_code for one in (data, data, b"junk", b"")]
    assert codes == [201, 200, 422, 422]
    assert client.get("/exchange/SRB/1").status_code == 404
    assert client.post("/exchange/SRB/1").status_code == 405
    assert client.get("/exchange/SRB/status").status_code == 200


def test_a_broken_chain_is_refused_whichever_comes_first(send: Send) -> None:
    first = envelope([row()])
    second = envelope([row(period="2026-09")], seq=2, prev=first.hash, period="2026-09")
    twin = envelope([row("99")])
    assert send(second, seq=2).content["holes"] == [1]
    assert send(twin).content["reasons"][0].startswith("chain")
    assert send(first).content["status"] == "accepted"
    assert send(envelope([row(period="2026-08")], seq=3, prev="0" * 64, period="2026-08"), seq=3).content["reasons"][0].startswith("chain")


def _chain(revisions: list[tuple[str, int, int]]) -> list[Envelope]:
    found: list[Envelope] = []
    for seq, (period, revision, value) in enumerate(revisions, 1):
        found.append(envelope([row(str(value), period=period)], seq=seq, prev=found[-1].hash if found else "", revision=revision, period=period))
    return found


MONTHS = [("2026-08", 1, 10), ("2026-09", 1, 20), ("2026-08", 2, 11), ("2026-10", 1, 30), ("2026-09", 2, 22), ("2026-08", 3, 12)]


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(MONTHS))), doubled=st.lists(st.integers(0, len(MONTHS) - 1), max_size=5), seed=st.integers(0, 999))
def test_order_and_repeats_cannot_change_the_result(trusted: None, analyst: Actor, order: list[int], doubled: list[int], seed: int) -> None:
    chain = _chain(MONTHS)
    queue = [*order, *doubled]
    random.Random(seed).shuffle(queue)
    with transaction.atomic():
        for index in queue:
            assert inbox.receive("SRB", index + 1, chain[index].pack()).content["status"] in {"accepted", "duplicate"}
        assert inbox.standing("SRB") == (len(MONTHS), [])
        totals = selectors.totals(analyst, "IBC_1A")
        assert {period: values["SRB"] for period, values in totals.items()} == {"2026-08": 12, "2026-09": 22, "2026-10": 30}
        assert Revision.objects.count() == len(MONTHS)
        transaction.set_rollback(True)


@pytest.mark.parametrize("address", ["SRB/2147483648", "SRB/99999999999999", "SRB/0", "srb/1", "SERBIA/1", "S/1"])
def test_impossible_addresses_get_a_signed_refusal(trusted: None, address: str) -> None:
    answer = Client().put(f"/exchange/{address}", envelope([row()]).pack(), content_type="application/octet-stream")
    assert answer.status_code == 422
    assert read_receipt(answer.content, signing.own_key().public_key()).content["status"] == "refused"


def test_a_body_that_is_too_long_gets_a_signed_refusal(trusted: None) -> None:
    answer = Client().put("/exchange/SRB/1", b"x" * (5 * 1024 * 1024), content_type="application/octet-stream")
    assert answer.status_code == 422
    assert "size" in read_receipt(answer.content, signing.own_key().public_key()).content["reasons"][0]


@pytest.mark.parametrize(
    "changes",
    [
        {"manifest": {"kid": "\0"}},
        {"manifest": {"kid": "x" * 5000}},
        {"body": {"approved_by": [[]]}},
        {"body": {"approved_by": ["x", "y"]}},
        {"body": {"revision": 2**40}},
        {"body": {"reason": "Ahmad K."}},
        {"body": {"reason": "\0"}},
        {"body": {"total": 2**80}},
        {"body": {"period": "2026-10\n"}},
    ],
)
def test_odd_values_are_refused_and_not_kept(send: Send, changes: dict[str, Any]) -> None:
    assert send(envelope([row()], **changes)).content["status"] == "refused"
    assert stored() == (0, 0, 0)


def test_a_far_number_names_the_first_holes_only(send: Send) -> None:
    content = send(envelope([row()], seq=2_000_000_000, prev="0" * 64), seq=2_000_000_000).content
    assert (content["status"], content["have_contiguous_to"], len(content["holes"]), content["holes"][0]) == ("accepted", 0, 1000, 1)


def test_junk_without_end_does_not_fill_the_hub(trusted: None) -> None:
    Alarm.objects.bulk_create(Alarm(at=timezone.now(), node="SRB", sequence=1, code="format") for _number in range(1000))
    assert inbox.receive("SRB", 1, b"junk").content["status"] == "refused"
    assert Alarm.objects.count() == 1000


def test_holes_are_named(send: Send) -> None:
    chain = _chain(MONTHS)
    answers = [send(chain[index], seq=index + 1).content for index in (0, 3, 5)]
    assert [(one["have_contiguous_to"], one["holes"]) for one in answers] == [(1, []), (1, [2, 3]), (1, [2, 3, 5])]


def test_as_known_on_an_earlier_day(send: Send) -> None:
    chain = _chain(MONTHS[:3])
    for index in range(3):
        send(chain[index], seq=index + 1)
    before = selectors.current(Revision.objects.get(period="2026-09").received_at)
    assert before.get(period="2026-08").revision == 1
    assert selectors.current().get(period="2026-08").revision == 2


def test_the_hub_has_no_table_for_persons() -> None:
    labels = {config.label for config in apps.get_app_configs()}
    assert not labels & {"people", "protection", "registration", "referral", "screening", "release", "node_demo"}
    assert unpack(envelope([row()]).pack()).manifest_bytes.startswith(b"{")


@pytest.mark.parametrize(
    "data", [b"", b"EGNATIA/1 1 1 x\n", b"EGNATIA/1 999999 99999999 " + b"A" * 86 + b"==\n{}", b"\x00" * 5000, b"EGNATIA/2 2 0 " + b"A" * 86 + b"==\n{}"]
)
def test_junk_gets_an_answer_too(trusted: None, data: Any) -> None:
    assert inbox.receive("SRB", 1, data).content["status"] == "refused"
    assert stored() == (0, 0, 0)
