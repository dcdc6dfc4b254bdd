"""Nodes of the pool, as the hub hears them, and what it says to each."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pyrage

from egnatia.exchange import inbox, signing
from egnatia.exchange.envelope import unpack
from egnatia.exchange.models import Outgoing
from egnatia.hub.pool.models import Booking, Interpreter, Week
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import forms, pool
from tests.exchanging import Sender


def monday() -> date:
    """Of the next week, so that no test depends on the hour."""
    today = pool.now_here(moment.now())[0]
    return today + timedelta(days=7 - today.weekday())


PLACES = {"SRB": ("SRB-BEG", 44.8, 20.46), "MKD": ("MKD-SKP", 41.99, 21.43)}


@dataclass
class Node:
    """One node: what it says, and what was said to it since it listened last."""

    code: str
    sender: Sender
    identity: Any = field(default_factory=pyrage.x25519.Identity.generate)
    heard: int = 0

    def says(self, kind: str, content: forms.Form, reference: uuid.UUID | None = None) -> str:
        """What the hub answers: accepted, or refused with the reason."""
        envelope = self.sender.says(kind, {"reference": str(reference)} if reference else {}, content.told()).pack()
        told = inbox.receive(self.code, self.sender.sequence, envelope).content
        return str(told["status"] if told["status"] != "refused" else told["reasons"][0].split(":")[0])

    def offers(self, *people: dict[str, Any], rooms: int = 2) -> str:
        code, latitude, longitude = PLACES[self.code]
        place = {
            "code": code,
            "name": f"SYNTHETIC office {self.code}",
            "latitude": latitude,
            "longitude": longitude,
            "rooms": rooms,
            "opens": 480,
            "closes": 1080,
        }
        told = {"sealing_key": str(self.identity.to_public()), "premises": [place], "interpreters": [{"home": code, **one} for one in people]}
        return self.says("pool_offer", pool.Offer.model_validate(told))

    def needs(self, reference: uuid.UUID | None = None, **changes: Any) -> uuid.UUID:
        reference = reference or uuid.uuid4()
        assert self.says("pool_request", need(self.code, **changes), reference) == "accepted"
        return reference

    def chooses(self, reference: uuid.UUID, option: pool.Option, **more: Any) -> str:
        numbers = [each.number for each in option.seats]
        return self.says("pool_choice", pool.Choice(start=option.start, mode=option.mode, numbers=numbers, **more), reference)

    def hears(self) -> list[pool.Word]:
        return [pool.Word.model_validate_json(one) for one in self.opened("pool")]

    def opened(self, kind: str) -> Iterator[bytes]:
        """What the hub said to this node since, opened."""
        for one in Outgoing.objects.filter(to=signing.ALL, message__type=kind, sequence__gt=self.heard).order_by("sequence"):
            self.heard = one.sequence or 0
            if one.message["body"] == {"for": self.code}:
                yield pyrage.decrypt(unpack(bytes(one.envelope or b"")).payload, [self.identity])


def interpreter(reference: uuid.UUID, **changes: Any) -> dict[str, Any]:
    """A woman who interprets Dari, all days of the next week from 8 to 16."""
    hours = [{"day": monday() + timedelta(days=number), "begins": 480, "ends": 960} for number in range(5)]
    told = {
        "reference": reference,
        "sex": "F",
        "skills": [{"language": "prs", "level": 3}],
        "modes": ["site", "video"],
        "cents_an_hour": 2000,
        "vetted_until": monday() + timedelta(days=300),
        "oath_on": monday() - timedelta(days=100),
        "hours": hours,
    }
    return {**told, **changes}


def need(node: str, **changes: Any) -> pool.Need:
    told = {
        "premises": PLACES[node][0],
        "day": monday(),
        "language": "prs",
        "level": 3,
        "minutes": 60,
        "opens": 540,
        "closes": 720,
        "modes": ["site", "video"],
        "urgency": 3,
        "sex": None,
        "sex_is_hard": False,
        "not_these": [],
        "people": 1,
        "accepts": "EXACT",
    }
    return pool.Need.model_validate({**told, **changes})


def nodes() -> dict[str, Node]:
    return {code: Node(code, Sender(code, signing.HUB).trusted_here()) for code in ("SRB", "MKD")}


DARI, FARSI, OTHER = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


YES = {"interpreter": True, "room": True}


def number(reference: uuid.UUID = DARI) -> int:
    return Interpreter.objects.get(reference=reference).pk


def chosen(node: Node, **changes: Any) -> uuid.UUID:
    reference = node.needs(**changes)
    assert node.chooses(reference, best(node)) == "accepted"
    return reference


def best(node: Node) -> pool.Option:
    """The first of the three that a node was told last."""
    return next(one.options[0] for one in reversed(node.hears()) if one.kind == "options")


def answered(host: Node, reference: uuid.UUID, who: int | None = None, **changes: Any) -> str:
    booking = changes.pop("booking", None) or Booking.objects.get(request__reference=reference).pk
    return host.says("pool_answer", pool.Answer(number=who or number(), booking=booking, **{**YES, **changes}), reference)


def week_case() -> Any:
    with acting_as(SYSTEM):
        return Week.objects.get().case_id


def do(door: Any, actor: Actor, **data: Any) -> Any:
    return door(data, actor=actor, key=uuid.uuid4(), case_id=week_case())
