"""The cooperation update: assembled from the tables, finished and published by two people, read by everybody, each figure down to its source."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.hub.training.models import Attendance, TrainingSession
from egnatia.hub.training.sessions.selectors import GIVEN
from egnatia.hub.updates.events import actions as event_actions
from egnatia.hub.updates.models import Delegation, Event, Post, PostText
from egnatia.hub.updates.posts import actions, rendering, telling
from egnatia.hub.updates.posts.gathering import gather
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import User
from tests.hub import test_events as events
from tests.hub.conftest import do, officer

WORDS = {"title": "SYNTHETIC title", "summary": "SYNTHETIC summary.", "body": "## Head\n\nSYNTHETIC **text**."}


@pytest.fixture
def euaa(db: None) -> Actor:
    return officer("euaa")


@pytest.fixture
def euaa2(db: None) -> Actor:
    return officer("euaa2")


def closed_by(door: Any, actor: Actor, case: uuid.UUID | None = None, **told: Any) -> set[str]:
    with pytest.raises(refusals.GateClosed) as refusal:
        do(door, actor, case, **told)
    return {one.code for one, _answer in refusal.value.closed}


def period() -> dict[str, date]:
    return {"first": moment.today() - timedelta(days=120), "last": moment.today()}


def assembled(who: Actor) -> uuid.UUID:
    return do(actions.assemble, who, lead="EUAA", **period())


def published(who: Actor, second: Actor, case: uuid.UUID | None = None, **changes: Any) -> Post:
    case = case or do(actions.write, who, **{**WORDS, "lead": "EUAA", "topic": "SYNTHETIC", **changes})
    do(actions.submit, who, case)
    do(actions.publish, second, case)
    with acting_as(who):
        return Post.objects.prefetch_related("texts", "figures").get(pk=case)


def body(who: Actor, case: uuid.UUID) -> str:
    with acting_as(who):
        return PostText.objects.get(post=case, language="eng").body


def test_the_update_holds_what_the_tables_hold(euaa: Actor) -> None:
    """Counts equal to the source tables, who with whom, why it matters, what comes next, each figure named in the text."""
    case = assembled(euaa)
    with acting_as(SYSTEM):
        first, last = period().values()
        held = TrainingSession.objects.filter(case__state__in=GIVEN, week__range=(first, last))
        rows = Attendance.objects.filter(session__in=held)
        events = Event.objects.filter(case__state__in=("held", "concluded"), public=True, starts__date__range=(first, last))
        expected = {
            "sessions": held.count(),
            "trained": sum(rows.values_list("attended", flat=True)),
            "passed": sum(one.passed for one in rows if one.attended >= 5),
            "events": events.count(),
            "participants": sum(one.came or 0 for one in Delegation.objects.filter(event__in=events)),
        }
        post = Post.objects.prefetch_related("figures").get(pk=case)
        found = {one.code: one.value for one in post.figures.all()}
        assert min(expected.values()) > 0
        assert {code: found[code] for code in expected} == expected
        # Each is the sum of its parts.
        assert all(sum(number for _label, number in one.rows) == one.value for one in post.figures.all() if one.rows)
    text = body(euaa, case)
    assert rendering.marks(text) <= set(found)
    assert {"sessions", "trained", "passed"} <= rendering.marks(text)
    for head in ("Training", "Meetings", "Who worked with whom", "Why it matters", "What comes next"):
        assert f"## {head}" in text
    for told in ("Evidence Assessment", "SYNTHETIC Tirana", "UNICEF, Sweden and Germany", "age assessment", "training methodology"):
        assert told.lower() in text.lower(), told


def test_a_part_of_which_nothing_is_known_is_left_out(euaa: Actor) -> None:
    with acting_as(euaa):
        told = gather(date(2001, 1, 1), date(2001, 3, 31))
    assert told.is_empty
    assert told.figures == []
    case = do(actions.assemble, euaa, lead="EUAA", first=date(2001, 1, 1), last=date(2001, 3, 31))
    text = body(euaa, case)
    assert "## Training" not in text
    assert "## Meetings" not in text
    assert " 0 " not in text
    assert "None" not in text


def test_every_partner_counts_the_same(euaa: Actor) -> None:
    """Whoever assembles it, whatever cases their office sees."""
    counts = []
    for who in (euaa, officer("iom"), SYSTEM):
        with acting_as(who):
            counts.append([(one.code, one.value) for one in gather(*period().values()).figures])
    assert counts[0] == counts[1] == counts[2]


def test_two_people_publish(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    """Nobody who wrote in it; nobody of another partner; a returned one goes round again."""
    case = do(actions.write, euaa, lead="EUAA", topic="SYNTHETIC", **WORDS)
    iom = officer("iom")
    assert closed_by(actions.edit, iom, case, **WORDS) == {"G-OWN-ROW"}
    do(actions.submit, euaa, case)
    assert closed_by(actions.publish, euaa, case) == {"G-SECOND-EDITOR"}
    assert closed_by(actions.publish, iom, case) == {"G-OFFICE"}
    do(actions.send_back, first, case, remarks="SYNTHETIC: shorter")
    do(actions.edit, euaa2, case, **WORDS | {"title": "SYNTHETIC shorter"})
    do(actions.submit, euaa2, case)
    assert closed_by(actions.publish, euaa2, case) == {"G-SECOND-EDITOR"}
    do(actions.publish, first, case)


def test_figures_that_changed_are_not_published(euaa: Actor, euaa2: Actor) -> None:
    """Counted again at the moment of publishing: what the tables say then is what goes out."""
    case = assembled(euaa)
    do(actions.submit, euaa, case)
    with acting_as(SYSTEM):
        first, last = period().values()
        one = Attendance.objects.filter(session__week__range=(first, last), session__case__state__in=GIVEN)[0]
        Attendance.objects.filter(pk=one.pk).update(attended=one.attended + 1)
    assert closed_by(actions.publish, euaa2, case) == {"G-FIGURES"}
    do(actions.send_back, euaa2, case, remarks="SYNTHETIC")
    do(actions.recount, euaa, case)
    # The words are read again before it goes on.
    assert closed_by(actions.submit, euaa, case) == {"G-READ-AGAIN"}
    with acting_as(euaa):
        words = PostText.objects.get(post=case, language="eng")
    do(actions.edit, euaa, case, title=words.title, summary=words.summary, body=words.body)
    do(actions.submit, euaa, case)
    do(actions.publish, euaa2, case)


def test_a_part_that_moved_is_a_change_too(euaa: Actor, euaa2: Actor) -> None:
    """The same sum of other parts: one person of one country is one of another."""
    case = assembled(euaa)
    do(actions.submit, euaa, case)
    with acting_as(SYSTEM):
        first, last = period().values()
        rows = Attendance.objects.filter(session__week__range=(first, last), session__case__state__in=GIVEN).order_by("-attended")
        large, small = rows[0], rows[1]
        Attendance.objects.filter(pk=large.pk).update(attended=large.attended + 1)
        Attendance.objects.filter(pk=small.pk).update(attended=small.attended - 1, passed=0)
    assert "G-FIGURES" in closed_by(actions.publish, euaa2, case)


def test_what_others_typed_is_words_and_nothing_else(euaa: Actor, euaa2: Actor) -> None:
    """Titles and reasons of events go into the text of another party: no link, no heading and no figure of theirs comes to life."""
    wicked = "Who {trained} [click](https://evil.example) <b> # x\n\n## Urgent"
    held = events.held(euaa, title=wicked.replace("://", ":/"), matters="*loud* {nothing}", public=True, topic="# x")
    assert held
    with acting_as(SYSTEM):
        Event.objects.filter(pk=held).update(public=True)
    case = assembled(euaa)
    post = published(euaa, euaa2, case)
    page = Client().get(reverse("update", args=[post.slug])).content.decode().split("<main")[1].split("</main")[0]
    assert "evil.example" in page
    assert 'href="https:/evil' not in page
    assert "<b>" not in page
    assert "Urgent</h2>" not in page
    assert "<em>loud" not in page


def test_control_signs_break_no_feed(euaa: Actor, euaa2: Actor) -> None:
    published(euaa, euaa2, title="SYNTHETIC a\x0bb\ufffe", summary="x\x07")
    assert ElementTree.fromstring(Client().get(reverse("updates_atom")).content) is not None


def test_an_event_that_was_never_announced_stays_with_partners(euaa: Actor) -> None:
    """Held without being announced, or taken out again: neither feed nor update tells of it."""
    quiet = events.held(euaa, title="SYNTHETIC quiet", public=True)
    loud = events.planned(euaa, title="SYNTHETIC loud", public=True, starts=moment.now() - timedelta(hours=5), ends=moment.now() - timedelta(hours=1))
    do(event_actions.announce, euaa, loud)
    do(event_actions.hold, euaa, loud, came="SYNTHETIC office: 30")

    def told() -> str:
        with acting_as(euaa):
            found = " ".join(one.title for one in gather(*period().values()).events)
        return found + Client().get(reverse("events_feed")).content.decode()

    assert quiet
    assert "SYNTHETIC quiet" not in told()
    assert "SYNTHETIC loud" in told()
    do(event_actions.take_out, euaa, loud)
    assert "SYNTHETIC loud" not in told()


def test_few_people_are_not_told_of_by_country(euaa: Actor) -> None:
    with acting_as(SYSTEM):
        first, last = period().values()
        one = Attendance.objects.filter(session__week__range=(first, last), session__case__state__in=GIVEN).order_by("-attended")[0]
        Attendance.objects.filter(pk=one.pk).update(attended=1, passed=1)
    with acting_as(euaa):
        found = {each.code: each for each in gather(*period().values()).figures}
    assert all(number >= 5 for label, number in found["trained"].rows if label != "others")
    assert found["passed"].rows == []
    assert sum(number for _label, number in found["trained"].rows) == found["trained"].value


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 9, 1), date(2026, 11, 30), "September to November 2026"),
        (date(2026, 9, 1), date(2026, 9, 30), "September 2026"),
        (date(2026, 10, 20), date(2026, 10, 27), "20 October to 27 October 2026"),
        (date(2025, 12, 1), date(2026, 1, 31), "December 2025 to January 2026"),
        (date(2025, 12, 20), date(2026, 1, 5), "20 December 2025 to 5 January 2026"),
    ],
)
def test_a_period_is_said_as_it_is(first: date, last: date, text: str) -> None:
    assert telling.span(first, last) == text


def test_sentences_are_those_of_people() -> None:
    assert telling.of(1, "person", "people") == "one person"
    assert telling.of(13, "person", "people") == "13 people"
    assert telling.listed(["a", "b", "c"]) == "a, b and c"
    assert telling.cut("one two three", 9) == "one two…"


def test_everybody_reads_what_is_published_and_nothing_else(euaa: Actor, euaa2: Actor) -> None:
    draft = do(actions.write, euaa, lead="EUAA", topic="SYNTHETIC", **WORDS)
    with acting_as(euaa):
        hidden = Post.objects.get(pk=draft).slug
    internal = published(euaa, euaa2, public=False).slug
    shown = published(euaa, euaa2, title="SYNTHETIC for everybody")
    client = Client()
    assert client.get(reverse("update", args=[shown.slug])).status_code == 200
    for slug in (hidden, internal, "nothing"):
        assert client.get(reverse("update", args=[slug])).status_code == 404
        assert client.get(reverse("update_pdf", args=[slug])).status_code == 404
    pages = [client.get(reverse(name)).content.decode() for name in ("updates", "updates_atom", "updates_json")]
    assert all("SYNTHETIC for everybody" in one for one in pages)
    assert all(slug not in one for one in pages for slug in (hidden, internal))
    do(actions.withdraw, euaa, shown.pk, remarks="SYNTHETIC")
    assert client.get(reverse("update", args=[shown.slug])).status_code == 404
    # A partner sees the draft as it would be read.
    client.force_login(User.objects.get(username="iom"))
    assert "Preview" in client.get(reverse("update_preview", args=[draft])).content.decode()
    client.force_login(User.objects.get(username="analyst"))
    assert client.get(reverse("update_preview", args=[draft])).status_code == 403


def test_each_figure_leads_to_its_source(euaa: Actor, euaa2: Actor) -> None:
    case = assembled(euaa)
    post = published(euaa, euaa2, case)
    client = Client()
    page = client.get(reverse("update", args=[post.slug])).content.decode()
    assert "{" not in page.split("<main")[1].split("</main")[0]
    for one in post.figures.all():
        address = reverse("update_figure", args=[post.slug, one.code])
        assert address in page
        source = client.get(address).content.decode()
        total = f"{one.label}: {one.value}" + (f" of {one.of}" if one.of is not None else "")
        assert f"<h1>{total}</h1>" in source
        assert "SELECT" in source
        assert all(str(label) in source.replace("&#39;", "'") for label, _number in one.rows)
    assert client.get(reverse("update_figure", args=[post.slug, "nothing"])).status_code == 404


def test_feeds_are_what_their_standards_say(euaa: Actor, euaa2: Actor) -> None:
    post = published(euaa, euaa2, title="SYNTHETIC & <feed>")
    client = Client()
    answer = client.get(reverse("updates_atom"))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom = {"a": "http://www.w3.org/2005/Atom"}
    entries = [one for one in ElementTree.fromstring(answer.content).findall("a:entry", atom) if one.findtext("a:title", "", atom) == "SYNTHETIC & <feed>"]
    assert [one.findtext("a:id", "", atom) for one in entries] == [f"urn:uuid:{post.pk}"]
    answer = client.get(reverse("updates_json"))
    told = json.loads(answer.content)
    item = next(one for one in told["items"] if one["id"] == f"urn:uuid:{post.pk}")
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert (answer["Content-Type"], item["title"]) == ("application/feed+json", "SYNTHETIC & <feed>")
    assert "<strong>text</strong>" in item["content_html"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://tracker.example.org/x.png)",
        "<img src=x onerror=alert(1)>",
        "[x](http://plain.example.org)",
        "[x](data:text/html,x)",
        "[x](/sign-out/)",
        "[x](/updates/../sign-out/)",
        "[x](/updates/%2e%2e/sign-out/)",
    ],
)
def test_nothing_of_an_author_runs_in_a_reader(euaa: Actor, euaa2: Actor, text: str) -> None:
    post = published(euaa, euaa2, body=f"SYNTHETIC {text}")
    page = Client().get(reverse("update", args=[post.slug])).content.decode().split("<main")[1].split("</main")[0]
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert 'href="http://plain' not in page
    assert 'href="data:' not in page
    assert 'href="/sign-out' not in page


@pytest.mark.parametrize("wrong", [{"body": "Many illegal migrants came."}, {"title": "Illegal immigrants"}, {"body": "{nothing} came"}, {"summary": ""}])
def test_words_that_must_not_stand_are_refused(euaa: Actor, wrong: dict[str, str]) -> None:
    with pytest.raises(refusals.BadInput) as refusal:
        do(actions.write, euaa, **{**WORDS, "lead": "EUAA", "topic": "SYNTHETIC", **wrong})
    assert set(refusal.value.errors) == set(wrong)


def test_languages_stand_beside_each_other(euaa: Actor, euaa2: Actor, first: Actor) -> None:
    """A translation says so when it is older than the English words; Arabic goes from the right; an unknown language is English."""
    case = do(actions.write, euaa, lead="EUAA", topic="SYNTHETIC", **WORDS)
    for language in ("arb", "pbu"):
        do(actions.translate, euaa, case, language=language, title="عنوان", summary="ملخص", body="نص")
    do(actions.edit, euaa, case, **WORDS | {"title": "SYNTHETIC newer"})
    post = published(euaa, euaa2, case)
    client = Client()
    page = client.get(f"{reverse('update', args=[post.slug])}?lang=arb").content.decode()
    assert '<html lang="ar" dir="rtl">' in page or '<html lang="arb" dir="rtl">' in page
    assert 'dir="rtl"' in client.get(f"{reverse('update', args=[post.slug])}?lang=pbu").content.decode()[:200]
    assert "older than the English text" in page
    assert "SYNTHETIC newer" in client.get(f"{reverse('update', args=[post.slug])}?lang=zzz").content.decode()
    # Words that everybody reads are not changed by one person: they are taken back first, and come again under the same address.
    again = {"language": "arb", "title": "عنوان", "summary": "ملخص", "body": "نص"}
    with pytest.raises(refusals.WrongState):
        do(actions.translate, euaa, case, **again)
    do(actions.take_back, euaa, case, remarks="SYNTHETIC")
    assert client.get(reverse("update", args=[post.slug])).status_code == 404
    do(actions.translate, euaa2, case, **again)
    do(actions.submit, euaa, case)
    assert closed_by(actions.publish, euaa2, case) == {"G-SECOND-EDITOR"}  # who translated it
    do(actions.publish, first, case)
    assert "older than" not in client.get(f"{reverse('update', args=[post.slug])}?lang=arb").content.decode()
    assert client.get(f"{reverse('update_pdf', args=[post.slug])}?lang=arb").content.startswith(b"%PDF-")


def test_public_pages_carry_the_footnote_and_are_small(euaa: Actor, euaa2: Actor) -> None:
    post = published(euaa, euaa2, assembled(euaa))
    client = Client()
    for address in (reverse("updates"), reverse("update", args=[post.slug])):
        answer = client.get(address)
        assert "UNSCR 1244/1999" in answer.content.decode()
        assert len(answer.content) < 60_000
        assert "<script" not in answer.content.decode()
        assert not answer.cookies
        assert answer["Cache-Control"] == "public, max-age=300"
