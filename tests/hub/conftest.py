from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from egnatia.exchange import inbox, signing
from egnatia.exchange.envelope import Envelope, Receipt, seal
from egnatia.hub.training.models import Certificate, Trainer, TrainingSession
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.codes import template
from egnatia.kernel.models import User
from tests.hub.pooling import DARI, Node, interpreter, nodes

T = template.TOTAL
KEYS = {"SRB": Ed25519PrivateKey.generate(), "MKD": Ed25519PrivateKey.generate()}
HEADER = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *template.COLUMNS]
STRUCTURE = f"{template.AGENCY}:{template.DATAFLOW}({template.VERSION})"


def row(value: str = "12", node: str = "SRB", period: str = "2026-10", **changes: str) -> dict[str, str]:
    """One line of a month, of totals unless told otherwise."""
    found = dict(zip(HEADER, ("dataflow", STRUCTURE, "R", "M", node, "IBC_1A", T, T, T, T, T, period, value, "A", "F"), strict=True))
    return {**found, **changes}


def envelope(
    rows: list[dict[str, str]],
    seq: int = 1,
    prev: str = "",
    node: str = "SRB",
    revision: int = 1,
    period: str = "2026-10",
    key: Ed25519PrivateKey | None = None,
    body: dict[str, Any] | None = None,
    manifest: dict[str, Any] | None = None,
) -> Envelope:
    """A month as a node seals it; anything can be changed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    values = [one["OBS_VALUE"] for one in rows]
    about = {
        "dataflow": template.DATAFLOW,
        "version": template.VERSION,
        "period": period,
        "revision": revision,
        "reason": "",
        "media_type": "application/vnd.sdmx.data+csv;version=2.0.0",
        "rows": len(rows),
        "total": sum(int(one) for one in values if one.isdigit()),
        "suppressed": values.count(""),
        "method": "threshold 5",
        "approved_by": ["STATISTICIAN", "RELEASE_APPROVER"],
    }
    signer = key or KEYS[node]
    head = {
        "type": "dataset",
        "v": 1,
        "node": node,
        "seq": seq,
        "prev": prev,
        "kid": signing.kid_of(KEYS[node].public_key().public_bytes_raw(), node),
        "produced_at": "2026-11-01T00:00:00Z",
        "software": "test",
        "body": {**about, **(body or {})},
    }
    return seal({**head, **(manifest or {})}, text.getvalue().encode(), signer)


@pytest.fixture
def trusted(db: None) -> None:
    for party, key in KEYS.items():
        signing.trust(party, key.public_key().public_bytes_raw())


@pytest.fixture
def send(trusted: None) -> Callable[..., Receipt]:
    def put(one: Envelope, node: str = "SRB", seq: int = 1) -> Receipt:
        return inbox.receive(node, seq, one.pack())

    return put


@pytest.fixture
def analyst(db: None) -> Actor:
    return actor_of(User.objects.get(username="analyst"))


@pytest.fixture
def region(db: None) -> dict[str, Node]:
    """Serbia has one interpreter of Dari, North Macedonia none."""
    found = nodes()
    assert found["SRB"].offers(interpreter(DARI)) == "accepted"
    assert found["MKD"].offers() == "accepted"
    for one in found.values():
        one.hears()
    return found


@pytest.fixture
def coordinator(db: None) -> Actor:
    return actor_of(User.objects.get(username="pool"), confirmed_at=moment.now())


def officer(username: str) -> Actor:
    """By the real clock, whatever time a test pretends: a proof of identity is asked of people."""
    return actor_of(User.objects.get(username=username), confirmed_at=timezone.now())


def do(door: Any, actor: Actor, case: uuid.UUID | None = None, **data: Any) -> uuid.UUID:
    answer: uuid.UUID = door(data, actor=actor, key=uuid.uuid4(), case_id=case).case_id
    return answer


@pytest.fixture
def first(db: None) -> Actor:
    return officer("programme")


@pytest.fixture
def second(db: None) -> Actor:
    return officer("programme2")


@pytest.fixture
def module(first: Actor, second: Actor) -> uuid.UUID:
    """A module of its own, and a pool without the demonstration's trainers and sessions: numbers begin at one."""
    from tests.hub.test_curriculum import published

    with acting_as(SYSTEM):
        Certificate.objects.all().delete()
        TrainingSession.objects.all().delete()
        Trainer.objects.all().delete()
    return published(first, second)
