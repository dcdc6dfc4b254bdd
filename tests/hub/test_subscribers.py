"""Updates by e-mail: two steps in, one click out, nobody twice, and nothing kept of who left or never confirmed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from egnatia.hub.updates.models import Letter, Post, Subscriber
from egnatia.hub.updates.subscribers import letters, register
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from tests.hub.conftest import officer
from tests.hub.test_updates import WORDS, published

LOCAL = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def euaa(db: None) -> Actor:
    return officer("euaa")


@pytest.fixture
def euaa2(db: None) -> Actor:
    return officer("euaa2")


@pytest.fixture(autouse=True)
def mailbox(db: None) -> Any:
    with override_settings(EMAIL_BACKEND=LOCAL, EGNATIA_ADDRESS="https://hub.example.org/"):
        yield


def asked(email: str = "reader@example.org", language: str = "eng") -> Client:
    """Ask on the page, and let the job send the letter."""
    client = Client()
    answer = client.post(reverse("subscribe"), {"email": email, "language": language})
    assert answer.status_code == 200
    assert "Look into your mailbox" in answer.content.decode()
    with acting_as(SYSTEM):
        one = Subscriber.objects.filter(email=email.lower(), confirmed_at=None).first()
        if one is not None:
            letters.ask_to_confirm(one.pk)
    return client


def link_in(message: Any) -> str:
    found = re.search(r"https://hub\.example\.org(/\S+)", message.body)
    assert found is not None
    return found[1]


def confirmed(email: str = "reader@example.org", language: str = "eng") -> None:
    asked(email, language)
    assert Client().post(link_in(mail.outbox[-1])).status_code == 200


def test_nothing_is_sent_before_it_is_confirmed(euaa: Actor, euaa2: Actor) -> None:
    asked()
    link = link_in(mail.outbox[-1])
    # A mail program that opens the link by itself confirms nothing.
    assert Client().get(link).status_code == 200
    post = published(euaa, euaa2)
    with acting_as(SYSTEM):
        assert letters.send(post.pk) == 0
    assert Client().post(link).status_code == 200
    with acting_as(SYSTEM):
        assert letters.send(post.pk) == 1
    assert WORDS["summary"] in mail.outbox[-1].body


def test_nobody_gets_an_update_twice_and_internal_ones_go_nowhere(euaa: Actor, euaa2: Actor) -> None:
    confirmed()
    post, internal = published(euaa, euaa2), published(euaa, euaa2, public=False)
    with acting_as(SYSTEM):
        assert [letters.send(post.pk), letters.send(post.pk), letters.send(internal.pk)] == [1, 0, 0]
        assert Letter.objects.count() == 1


def test_one_address_that_fails_holds_up_no_other(euaa: Actor, euaa2: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        confirmed(f"reader{number}@example.org")
    post = published(euaa, euaa2)
    sending = mail.EmailMessage.send

    def fails(self: mail.EmailMessage, fail_silently: bool = False) -> int:
        if self.to == ["reader1@example.org"]:
            raise ConnectionRefusedError
        return sending(self, fail_silently)

    monkeypatch.setattr(mail.EmailMessage, "send", fails)
    with acting_as(SYSTEM):
        assert letters.send(post.pk) == 2
    monkeypatch.setattr(mail.EmailMessage, "send", sending)
    with acting_as(SYSTEM):
        assert letters.send(post.pk) == 1


def test_one_click_leaves_and_erases(euaa: Actor, euaa2: Actor) -> None:
    """By the link of any letter, with the button of a mail program (RFC 8058) that has no cookie; opening it alone does nothing."""
    confirmed()
    post = published(euaa, euaa2)
    with acting_as(SYSTEM):
        letters.send(post.pk)
    headers = mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = headers["List-Unsubscribe"].strip("<>").removeprefix("https://hub.example.org")
    assert leave in mail.outbox[-1].body
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(leave).status_code == 200
    with acting_as(SYSTEM):
        assert Subscriber.objects.count() == 1
    for _again in range(2):
        assert strict.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    with acting_as(SYSTEM):
        assert (Subscriber.objects.count(), Letter.objects.count()) == (0, 0)


def test_asking_tells_nobody_who_is_on_the_list() -> None:
    confirmed("member@example.org")
    sent = len(mail.outbox)
    client = Client()
    answers = [client.post(reverse("subscribe"), {"email": one, "language": "eng"}).content for one in ("Member@Example.org", "stranger@example.org")]
    assert answers[0] == answers[1]
    with acting_as(SYSTEM):
        assert register.ask("member@example.org", "eng") is None
        assert register.ask("stranger@example.org", "eng") is None  # asked a moment ago: no second letter
        with moment.pretend(moment.now() + timedelta(hours=2)):
            assert register.ask("stranger@example.org", "eng") is not None
    assert len(mail.outbox) == sent


def test_links_that_are_old_forged_or_of_another_kind_do_nothing() -> None:
    asked()
    link = link_in(mail.outbox[-1])
    with acting_as(SYSTEM):
        one = Subscriber.objects.get()
        swapped = reverse("subscription", args=[register.leaving(one)])
    for wrong in (swapped, link[:-3] + "xx/", reverse("subscription", args=["x"])):
        for method in (Client().get, Client().post):
            assert method(wrong).status_code == 410
    assert Client().post(reverse("leave_subscription", args=[register.confirming(one)])).status_code == 200
    with acting_as(SYSTEM):
        assert Subscriber.objects.filter(confirmed_at=None).count() == 1


def test_what_nobody_confirmed_is_erased() -> None:
    confirmed("member@example.org")
    asked("stranger@example.org")
    with acting_as(SYSTEM), moment.pretend(moment.now() + timedelta(days=4)):
        assert register.forget_unconfirmed() == 1
        assert Subscriber.objects.get().email == "member@example.org"


def test_a_flood_of_addresses_sends_no_flood_of_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "IN_AN_HOUR", 3)
    with acting_as(SYSTEM):
        found = [register.ask(f"reader{number}@example.org", "eng") for number in range(5)]
    assert [one is not None for one in found] == [True, True, True, False, False]


@pytest.mark.parametrize("wrong", ["", "reader", "a@b", "a@example.org\nBcc: x@example.org", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_said_so(wrong: str) -> None:
    answer = Client().post(reverse("subscribe"), {"email": wrong, "language": "eng"})
    assert answer.status_code == 422
    with acting_as(SYSTEM):
        assert not Subscriber.objects.exists()


def test_a_letter_is_in_the_language_of_its_reader(euaa: Actor, euaa2: Actor) -> None:
    from egnatia.hub.updates.posts import actions
    from tests.hub.conftest import do

    confirmed(language="sqi")
    case = do(actions.write, euaa, lead="EUAA", topic="SYNTHETIC", **WORDS)
    do(actions.translate, euaa, case, language="sqi", title="SYNTHETIC titull", summary="Përmbledhje.", body="Tekst.")
    post: Post = published(euaa, euaa2, case)
    with acting_as(SYSTEM):
        letters.send(post.pk)
    assert mail.outbox[-1].subject == "SYNTHETIC titull"
    assert "?lang=sqi" in mail.outbox[-1].body
    assert "UNSCR 1244/1999" in mail.outbox[-1].body


def test_a_link_to_an_update_has_a_picture(euaa: Actor, euaa2: Actor) -> None:
    post = published(euaa, euaa2)
    answer = Client().get(reverse("update_card", args=[post.slug]))
    assert answer["Content-Type"] == "image/png"
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(answer.content[16:20], "big"), int.from_bytes(answer.content[20:24], "big")) == (1200, 630)
    assert 'property="og:image"' in Client().get(reverse("update", args=[post.slug])).content.decode()
