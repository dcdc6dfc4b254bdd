"""Nothing that somebody typed is lost: drafts, time-outs, sign-outs, stale forms, a failing database."""

from __future__ import annotations

import time
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from egnatia.kernel import drafts, moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.models import CaseFile, Draft, Event, User
from egnatia.kernel.store import keys
from egnatia.node.screening import actions as screening
from tests.node.conftest import arrive, do, told
from tests.node.test_pages import client_of, form

ARRIVAL = "/new/screening/register_arrival/"


def test_a_draft_comes_back_with_its_key_and_goes_with_the_save(staff: dict[str, Actor]) -> None:
    client, sent = client_of("officer"), form()
    kept = client.post(ARRIVAL, {**sent, "_draft": "1"})
    assert kept.status_code == 200
    assert "Kept as a draft" in kept.content.decode()
    assert not CaseFile.objects.filter(procedure="screening").exists()
    page = client.get(ARRIVAL).content.decode()
    assert 'value="Karimi"' in page
    assert f'value="{sent["_key"]}"' in page
    assert "not saved yet" in page
    assert "Forms that you began" in client.get("/").content.decode()
    assert client.post(ARRIVAL, sent).status_code == 302
    assert not Draft.objects.exists()
    assert 'value="Karimi"' not in client.get(ARRIVAL).content.decode()


def test_a_draft_is_sealed_and_its_users_alone(staff: dict[str, Actor]) -> None:
    client_of("officer").post(ARRIVAL, {**form(), "_draft": "1"})
    row = Draft.objects.get()
    assert b"Karimi" not in bytes(row.sealed)
    assert 'value="Karimi"' not in client_of("officer2").get(ARRIVAL).content.decode()
    # Broken twin: put under another user's name, it does not open.
    Draft.objects.filter(pk=row.pk).update(user=User.objects.get(username="officer2"))
    assert 'value="Karimi"' not in client_of("officer2").get(ARRIVAL).content.decode()


def test_a_draft_ends_after_three_days_and_can_be_discarded(staff: dict[str, Actor]) -> None:
    client = client_of("officer")
    client.post(ARRIVAL, {**form(), "_draft": "1"})
    assert drafts.purge(moment.now()) == 0
    assert drafts.purge(moment.now() + drafts.KEPT_FOR + timedelta(minutes=1)) == 1
    client.post(ARRIVAL, {**form(), "_draft": "1"})
    assert client.post(ARRIVAL, {**form(), "_discard": "1"}).status_code == 302
    assert not Draft.objects.exists()


def _age(client: Client, **changes: float) -> None:
    session = client.session
    for name, seconds in changes.items():
        session[name] = time.time() - seconds
    session.save()


@pytest.mark.parametrize(("age", "text"), [({"egnatia_seen": 16 * 60}, "for a while"), ({"egnatia_began": 11 * 3600}, "after some hours")])
def test_a_form_sent_after_the_limit_is_kept_and_stands_there_after_signing_in(staff: dict[str, Actor], age: dict[str, float], text: str) -> None:
    client, sent = client_of("officer"), form()
    client.get("/")
    _age(client, **{"egnatia_seen": 1, "egnatia_began": 1, **age})
    answer = client.post(ARRIVAL, sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={ARRIVAL}")
    told = client.get(answer["Location"]).content.decode()
    assert text in told
    assert "What you typed was kept" in told
    assert not CaseFile.objects.filter(procedure="screening").exists()
    assert client.get("/").status_code == 302
    signed = client.post(answer["Location"], {"login": "officer", "password": "egnatia-demo-only", "next": ARRIVAL})
    assert (signed.status_code, signed["Location"]) == (302, ARRIVAL)
    assert 'value="Karimi"' in client.get(ARRIVAL).content.decode()


def test_work_inside_the_limits_goes_on(staff: dict[str, Actor]) -> None:
    client = client_of("officer")
    client.get("/")
    _age(client, egnatia_seen=14 * 60, egnatia_began=9 * 3600)
    assert client.post(ARRIVAL, form())["Location"].startswith("/cases/")
    assert time.time() - client.session["egnatia_seen"] < 60


def test_a_stale_form_shows_both_versions_and_can_be_sent_again(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    client = client_of("officer")
    address = reverse("act", args=[case, "refer"])
    page = client.get(address).content.decode()
    version = page.split('name="_version" value="')[1].split('"')[0]
    do(screening.inform, staff["officer"], case, **told())
    key = str(uuid.uuid4())
    answer = client.post(address, {"route": "REGISTRATION", "_version": version, "_key": key})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Give information" in text  # what the other did
    assert "Karimi, Nasir" in text  # the case as it is now
    assert 'value="REGISTRATION" type="radio" checked' in text or 'value="REGISTRATION" selected' in text  # mine
    newer = text.split('name="_version" value="')[1].split('"')[0]
    assert int(newer) == int(version) + 1
    # Sent again it is judged on its merits: now by the safeguards.
    again = client.post(address, {"route": "REGISTRATION", "_version": newer, "_key": key})
    assert "Changed meanwhile" not in again.content.decode()
    assert "First ask the person expressly about asylum" in again.content.decode()


def test_a_form_without_its_version_has_read_none_and_is_stale(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told())
    answer = client_of("officer").post(reverse("act", args=[case, "refer"]), {"route": "REGISTRATION", "_version": "", "_key": str(uuid.uuid4())})
    assert "Changed meanwhile" in answer.content.decode()


def test_a_database_that_fails_in_the_middle_saves_nothing_and_says_so(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    from egnatia.kernel.engine import run

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise DatabaseError("could not extend file: No space left on device")

    client, sent = client_of("officer"), form()
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(run.log, "write", full)
        answer = client.post(ARRIVAL, sent)
    assert answer.status_code == 503
    assert "Nothing of this step was saved" in answer.content.decode()
    assert 'name="family_name" value="Karimi"' in answer.content.decode()
    with seeing_all():
        assert not Event.objects.filter(case__procedure="screening").exists()
    # The same form, sent again from that page, is saved once.
    assert client.post(ARRIVAL, sent).status_code == 302
    with seeing_all():
        assert Event.objects.filter(case__procedure="screening").count() == 1


def test_keys_for_drafts_are_no_persons_and_no_index_key(db: None) -> None:
    assert keys.purpose_key("drafts") != keys.purpose_key("second-factor")
    assert connection.in_atomic_block
