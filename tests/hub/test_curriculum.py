"""The curriculum: drafted by one, published by another, in versions; nothing that nobody could begin, nothing withdrawn that others need."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.hub.training import actions, gates, procedure, selectors
from egnatia.hub.training.models import Module
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, User
from tests.hub.conftest import do

MODULE: dict[str, Any] = {
    "code": "SYNTHETIC-A",
    "title": "SYNTHETIC module",
    "group": "CORE",
    "target_group": "SYNTHETIC",
    "languages": ["eng"],
    "outcomes": "Does one thing\n\nDoes another",
    "delivery": "ONLINE",
    "source": "SYNTHETIC",
}


def published(first: Actor, second: Actor, **changes: Any) -> uuid.UUID:
    case = do(actions.draft, first, **{**MODULE, **changes})
    do(actions.publish, second, case)
    return case


def state(case: uuid.UUID) -> str:
    with acting_as(SYSTEM):
        return CaseFile.objects.get(pk=case).state


def test_the_seed_modules_are_there_and_wait_for_two_officers(first: Actor, second: Actor) -> None:
    """A demonstration has published them but for one."""
    with acting_as(SYSTEM):
        known = dict(Module.objects.values_list("code", "pk"))
    assert {"INTERVIEW-METHOD", "VULNERABLE", "INCLUSION", "EVIDENCE", "TRAINER", "RECEPTION"} <= set(known)
    actions.seed()
    with acting_as(SYSTEM):
        assert Module.objects.count() == len(known)
    assert state(known["RECEPTION"]) == "drafted"
    later = do(actions.draft, first, **{**MODULE, "prerequisites": ["RECEPTION"]})
    with pytest.raises(refusals.GateClosed) as closed:
        do(actions.publish, second, later)  # what comes before it is not published
    assert [one.code for one, _why in closed.value.closed] == ["G-BEFORE"]
    do(actions.publish, first, known["RECEPTION"])
    do(actions.publish, second, later)
    assert {"RECEPTION", "SYNTHETIC-A"} <= set(selectors.current())


def test_whoever_drafted_it_does_not_publish_it(first: Actor, second: Actor) -> None:
    case = do(actions.draft, first, **MODULE)
    with pytest.raises(refusals.GateClosed) as closed:
        do(actions.publish, first, case)
    assert [one.code for one, _why in closed.value.closed] == ["G-4EYES-MODULE"]
    do(actions.publish, second, case)
    one = selectors.current()["SYNTHETIC-A"]
    assert (one.version, one.outcomes) == (1, ["Does one thing", "Does another"])


def test_broken_twin_without_the_gate_one_officer_would_do(first: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(procedure.PUBLISH, "gates", (gates.prerequisites_exist,))
    case = do(actions.draft, first, **MODULE)
    do(actions.publish, first, case)
    assert state(case) == "published"


def test_the_next_version_replaces_the_one_before(first: Actor, second: Actor) -> None:
    old = published(first, second)
    new = published(first, second, title="SYNTHETIC, newer")
    assert (state(old), state(new)) == ("replaced", "published")
    one = selectors.current()["SYNTHETIC-A"]
    assert (one.pk, one.version, one.title) == (new, 2, "SYNTHETIC, newer")


def test_no_circle_and_nothing_withdrawn_that_others_need(first: Actor, second: Actor) -> None:
    base = published(first, second)
    published(first, second, code="SYNTHETIC-B", prerequisites=["SYNTHETIC-A"])
    with pytest.raises(refusals.GateClosed) as closed:
        published(first, second, prerequisites=["SYNTHETIC-B"])
    assert [one.code for one, _why in closed.value.closed] == ["G-BEFORE"]
    with pytest.raises(refusals.GateClosed) as closed:
        do(actions.withdraw, first, base)
    assert [one.code for one, _why in closed.value.closed] == ["G-BUILDS"]
    for wrong in ({"prerequisites": ["SYNTHETIC-A"]}, {"outcomes": "\n"}, {"languages": ["xxx"]}, {"code": "lower"}, {"eqf": 9}):
        with pytest.raises(refusals.BadInput):
            do(actions.draft, first, **{**MODULE, **wrong})


def test_the_page_shows_what_is_published(first: Actor, second: Actor) -> None:
    client = Client()
    client.force_login(User.objects.get(username="analyst"))
    assert "SYNTHETIC module" not in client.get(reverse("curriculum")).content.decode()
    published(first, second, code="SYNTHETIC-B")
    text = client.get(reverse("curriculum")).content.decode()
    assert "SYNTHETIC module" in text
    assert "Does another" in text
    assert "Draft a module" not in text
