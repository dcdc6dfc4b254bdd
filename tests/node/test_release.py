"""The month: counted from events, protected, approved by a second person, sent in the same transaction."""

from __future__ import annotations

import csv
import io
import json
import uuid

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from egnatia.exchange import outbox, signing
from egnatia.exchange.envelope import MAX_MANIFEST, MAX_PAYLOAD, BadEnvelope, parse, seal, sign_receipt, unpack
from egnatia.exchange.models import Outgoing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.codes import template
from egnatia.kernel.engine import refusals
from egnatia.node.people.models import Person
from egnatia.node.release import actions as release
from egnatia.node.release import counting, message
from egnatia.node.release.models import Release, ReleaseCell
from tests.node.conftest import arrive, do

T = template.TOTAL


@pytest.fixture
def month() -> str:
    return f"{moment.today():%Y-%m}"


@pytest.fixture
def prepared(staff: dict[str, Actor], month: str) -> uuid.UUID:
    for number in range(7):
        arrive(staff, citizenship="AFG" if number < 6 else "SYR")
    return do(release.prepare, staff["statistician"], period=month)


def _total(cells: dict[counting.Cell, int], indicator: str) -> int:
    return cells[counting.Cell(indicator, T, T, T, T, T)]


def test_counts_come_from_events_and_are_kept_apart(staff: dict[str, Actor], month: str) -> None:
    from egnatia.node.registration import actions as registration

    arrive(staff)
    arrive(staff, reason="ILLEGAL_STAY")
    do(registration.record_wish, staff["officer2"], name="Somebody")
    found = counting.count(month)
    assert [_total(found.cells, one) for one in ("IBC_1A", "STAY", "ASY_INT", "ASY_REG", "BCP_APPL")] == [1, 1, 1, 0, 0]
    assert found.real_persons == 0
    detail = counting.Cell("IBC_1A", "MKD-SRB", "AFG", "M", "Y35-64" if moment.today().year >= 2025 else "Y18-34", "ACC")
    assert found.cells[detail] == 1
    assert _total(counting.count("2019-01").cells, "IBC_1A") == 0


def test_small_counts_do_not_leave(staff: dict[str, Actor], prepared: uuid.UUID) -> None:
    with acting_as(staff["statistician"]):
        rows = list(ReleaseCell.objects.filter(release=prepared))
        text = message.payload(Release.objects.get(pk=prepared)).decode()
    assert any(one.conf == "A" for one in rows)
    assert not any(one.published is not None and 0 < one.count < counting.THRESHOLD for one in rows)
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == len(rows)
    assert not any(template.problem_of({name: line[name] for name in template.COLUMNS}) for line in lines)


@given(st.dictionaries(st.sampled_from(["AFG", "SYR", "IRQ", "PAK", "IRN"]), st.integers(0, 30), min_size=2))
def test_no_single_small_cell_can_be_found_by_subtraction(values: dict[str, int]) -> None:
    cells = {counting.Cell("IBC_1A", T, code, T, T, T): value for code, value in values.items()} | {
        counting.Cell("IBC_1A", T, T, T, T, T): sum(values.values())
    }
    conf = counting.protect(cells)
    family = [cell for cell in cells if cell.citizen != T]
    hidden = [cell for cell in family if conf[cell] != "F"]
    assert all(conf[cell] != "F" for cell in family if 0 < cells[cell] < counting.THRESHOLD)
    others = [cell for cell in family if cells[cell] > 0]
    if len(hidden) == 1:
        assert len(others) == 1  # nothing else is there to cover it with


def test_approving_is_sending_and_needs_a_second_person(staff: dict[str, Actor], prepared: uuid.UUID) -> None:
    do(release.approve, staff["approver"], prepared)
    row = Outgoing.objects.get()
    assert row.message["body"]["revision"] == 1
    assert row.message["body"]["approved_by"] == ["STATISTICIAN", "RELEASE_APPROVER"]
    assert b"Karimi" not in bytes(row.payload)
    with pytest.raises(refusals.WrongState):
        do(release.approve, staff["approver"], prepared)


def test_whoever_counted_does_not_approve(staff: dict[str, Actor], month: str) -> None:
    arrive(staff)
    case = do(release.prepare, staff["approver"], period=month)
    with pytest.raises(refusals.GateClosed) as caught:
        do(release.approve, staff["approver"], case)
    assert [gate.code for gate, _answer in caught.value.closed] == ["G-4EYES"]
    assert not Outgoing.objects.exists()
    with acting_as(staff["approver"]), pytest.raises(IntegrityError, match="approved_by_a_second_person"), transaction.atomic():
        Release.objects.filter(pk=case).update(approved_by=staff["approver"].id)


def test_one_real_person_keeps_the_whole_month_here(staff: dict[str, Actor], month: str) -> None:
    arrive(staff)
    with seeing_all():
        Person.objects.update(synthetic=False)
    case = do(release.prepare, staff["statistician"], period=month)
    with pytest.raises(refusals.GateClosed) as caught:
        do(release.approve, staff["approver"], case)
    assert [gate.code for gate, _answer in caught.value.closed] == ["G-SDC"]
    with acting_as(staff["approver"]), pytest.raises(IntegrityError, match="only_synthetic_data_leave"), transaction.atomic():
        Release.objects.filter(pk=case).update(approved_by=staff["approver"].id)


def test_a_correction_is_the_next_revision(staff: dict[str, Actor], prepared: uuid.UUID, month: str) -> None:
    do(release.approve, staff["approver"], prepared)
    again = do(release.prepare, staff["statistician"], period=month, reason="LATE")
    do(release.approve, staff["approver"], again)
    assert sorted(one.message["body"]["revision"] for one in Outgoing.objects.all()) == [1, 2]


def test_a_month_that_has_not_begun_cannot_be_counted(staff: dict[str, Actor]) -> None:
    for period in ("2999-01", "2026-13", "x"):
        with pytest.raises(refusals.BadInput):
            do(release.prepare, staff["statistician"], period=period)


def test_the_packer_numbers_without_holes_and_chains(staff: dict[str, Actor], prepared: uuid.UUID, month: str) -> None:
    do(release.approve, staff["approver"], prepared)
    do(release.approve, staff["approver"], do(release.prepare, staff["statistician"], period=month))
    assert outbox.pack() == 2
    assert outbox.pack() == 0
    first, second = Outgoing.objects.order_by("sequence")
    manifests = [parse(unpack(bytes(one.envelope or b"")).manifest_bytes) for one in (first, second)]
    assert [one["seq"] for one in manifests] == [1, 2]
    assert [one["prev"] for one in manifests] == ["", first.envelope_hash]
    unpack(bytes(first.envelope or b"")).verify(signing.own_key().public_key())


def test_a_row_is_closed_by_the_hubs_receipt_alone(staff: dict[str, Actor], prepared: uuid.UUID) -> None:
    do(release.approve, staff["approver"], prepared)
    hub, stranger = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    signing.trust(signing.HUB, hub.public_key().public_bytes_raw())

    def answer(key: Ed25519PrivateKey, **changes: object) -> None:
        def put(url: str, data: bytes) -> bytes:
            assert url.endswith("/exchange/SRB/1")
            content = {"v": 1, "node": "SRB", "seq": 1, "hash": unpack(data).hash, "status": "accepted", "reasons": [], "have_contiguous_to": 1, "holes": []}
            return sign_receipt({**content, **changes}, key).data

        outbox.send_all(put)

    for key, changes in ((stranger, {}), (hub, {"seq": 2}), (hub, {"hash": "0" * 64}), (hub, {"node": "MKD"}), (hub, {"status": "fine"})):
        answer(key, **changes)
        assert Outgoing.objects.get().closed_at is None
    answer(hub)
    assert Outgoing.objects.get().receipt_status == "accepted"


def test_an_envelope_changed_anywhere_does_not_verify() -> None:
    key = Ed25519PrivateKey.generate()
    data = seal({"v": 1, "node": "SRB", "seq": 1, "note": "x"}, b"a,b\n1,2\n", key).pack()
    unpack(data).verify(key.public_key())
    refused = 0
    for position in range(len(data)):
        changed = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
        with pytest.raises(BadEnvelope):
            unpack(changed).verify(key.public_key())
        refused += 1
    assert refused == len(data)


@pytest.mark.parametrize(
    "text", [b'{"a":1,"a":2}', b'{"a":1.5}', b'{"a":NaN}', b'\xef\xbb\xbf{"a":1}', b'{"a": 1}', b"[1]", b"{", b'{"b":1,"a":2}', b"[" * 100_000]
)
def test_only_the_canonical_form_is_read(text: bytes) -> None:
    with pytest.raises(BadEnvelope):
        parse(text)
    assert parse(json.dumps({"a": 1, "b": "ž"}, separators=(",", ":"), ensure_ascii=False).encode()) == {"a": 1, "b": "ž"}


def test_referral_and_voluntary_return_are_counted_once_in_a_month(staff: dict[str, Actor], month: str) -> None:
    from egnatia.node.avrr import actions as avrr
    from egnatia.node.referral import actions as referral
    from tests.node.conftest import AGREED
    from tests.node.test_avrr import applied
    from tests.node.test_reintegration import approved

    source = arrive(staff)
    first = do(referral.offer, staff["protection"], source_case=source, receiver="HEALTH-CENTRE", need="SYNTHETIC doctor", **AGREED)
    do(referral.offer, staff["protection"], source_case=source, need="SYNTHETIC: nobody helps with it", pathway="LEGAL_AID")
    do(referral.decline, staff["social"], first, declined_as="NO_CAPACITY", reason="SYNTHETIC")
    returning = applied(staff)
    do(avrr.withdraw, staff["counsellor"], returning)
    approved(staff)
    found = counting.count(month).cells
    told = {one: _total(found, one) for one in ("REF_SENT", "REF_GIVEN", "REF_UNMET", "VR_COUNS", "VR_APPL", "VR_WITHDR", "VR_DEPART", "VR_ARRIVE", "VR_PLANS")}
    assert told == {
        "REF_SENT": 1,
        "REF_GIVEN": 0,
        "REF_UNMET": 2,
        "VR_COUNS": 2,
        "VR_APPL": 2,
        "VR_WITHDR": 1,
        "VR_DEPART": 0,
        "VR_ARRIVE": 0,
        "VR_PLANS": 1,
    }


def test_what_fits_into_no_envelope_is_refused_before_it_stands_in_the_way(staff: dict[str, Actor]) -> None:
    for one, payload in (({"type": "dataset", "body": {}}, b"x" * (MAX_PAYLOAD + 1)), ({"type": "dataset", "body": {"text": "x" * MAX_MANIFEST}}, b"")):
        with pytest.raises(outbox.TooLong):
            outbox.queue(one, payload)
    assert not Outgoing.objects.exists()
    with pytest.raises(ValueError, match="too long"):
        seal({}, b"x" * (MAX_PAYLOAD + 1), Ed25519PrivateKey.generate())
