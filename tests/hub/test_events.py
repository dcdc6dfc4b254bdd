"""Events of all institutions, what they concluded, and what everybody may know of them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from egnatia.hub.logframe.models import Party
from egnatia.hub.updates.conclusions import actions as conclusions
from egnatia.hub.updates.events import actions
from egnatia.hub.updates.models import Conclusion, Event
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Task, User
from tests.hub import roadmapping as plans
from tests.hub.conftest import do, officer


@pytest.fixture
def euaa(db: None) -> Actor:
    return officer("euaa")


def planned(who: Actor, lead: str = "EUAA", **changes: Any) -> uuid.UUID:
    told = {"kind": "WORKSHOP", "title": "SYNTHETIC workshop", "topic": "Age assessment", "place": "SYNTHETIC Skopje", "country": "MKD", "lead": lead}
    when = {"starts": moment.now() + timedelta(hours=1), "ends": moment.now() + timedelta(hours=5)}
    return do(actions.plan, who, **{**told, **when, **changes})


def held(who: Actor, **changes: Any) -> uuid.UUID:
    case = planned(who, starts=moment.now() - timedelta(hours=5), ends=moment.now() - timedelta(hours=1), **changes)
    do(actions.hold, who, case, came="SYNTHETIC office: 3")
    return case


def concluded(who: Actor, event: uuid.UUID, owner: str = "EUAA", days: int = 10, **told: Any) -> uuid.UUID:
    return do(conclusions.note, who, event=event, text="SYNTHETIC conclusion", owner=owner, due=moment.today() + timedelta(days=days), **told)


def closed_by(door: Any, actor: Actor, case: uuid.UUID | None = None, **told: Any) -> set[str]:
    with pytest.raises(refusals.GateClosed) as refusal:
        do(door, actor, case, **told)
    return {one.code for one, _answer in refusal.value.closed}


def test_whoever_leads_an_event_changes_it(euaa: Actor, first: Actor) -> None:
    """Organisers from outside the four partners too: for those without people here the hub's officers do it."""
    iom = officer("iom")
    assert closed_by(actions.plan, iom, lead="EUAA", **_fields()) == {"G-PARTY"}
    case = planned(euaa, organisers=["IOM", "MARRI"], others="UNICEF, Sweden")
    for door, told in ((actions.announce, {}), (actions.change, _fields()), (actions.cancel, {"reason": "X"})):
        assert closed_by(door, iom, case, **told) == {"G-OWN-ROW"}
    theirs = planned(first, "MARRI")
    do(actions.announce, first, theirs)
    with acting_as(euaa):
        one = Event.objects.get(pk=case)
        assert sorted(one.organisers.values_list("code", flat=True)) == ["EUAA", "IOM", "MARRI"]


def _fields() -> dict[str, Any]:
    when = {"starts": moment.now() + timedelta(hours=2), "ends": moment.now() + timedelta(hours=6)}
    return {"kind": "MEETING", "title": "SYNTHETIC", "topic": "X", "place": "SYNTHETIC", **when}


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "2020-01-01T10:00"},
        {"place": "", "link": ""},
        {"link": "http://meet.example.org"},
        {"country": "DEU"},
        {"organisers": ["NOBODY"]},
        {"plan": str(uuid.uuid4())},
        {"starts": "soon"},
        {"place": "https://meet.example.org/x"},
    ],
)
def test_what_makes_no_sense_is_refused_with_words(euaa: Actor, wrong: dict[str, Any]) -> None:
    with pytest.raises(refusals.BadInput) as refusal:
        planned(euaa, **wrong)
    assert all(refusal.value.errors.values())


def test_who_came_is_numbers_of_institutions(euaa: Actor) -> None:
    case = planned(euaa, starts=moment.now() - timedelta(hours=2), ends=moment.now() + timedelta(hours=1))
    do(actions.invite, euaa, case, expected="Asylum office: Belgrade (SRB): 3\nMARRI: 1\nNobody: 2")
    do(actions.invite, euaa, case, expected="Asylum office: Belgrade (SRB): 3\nMARRI: 1")
    do(actions.hold, euaa, case, came="Asylum office: Belgrade (SRB): 2\nUNICEF: 1")
    with acting_as(euaa):
        found = {one.institution: (one.expected, one.came) for one in Event.objects.get(pk=case).delegations.all()}
    assert found == {"Asylum office: Belgrade (SRB)": (3, 2), "MARRI": (1, 0), "UNICEF": (0, 1)}
    for wrong in ("SYNTHETIC person", "A: three", "A: -1", ": 3", "A: 12345", "A: 3\nA: 4"):
        with pytest.raises(refusals.BadInput):
            do(actions.invite, euaa, planned(euaa), expected=wrong)


def test_nothing_is_held_before_it_begins_nor_concluded_without_a_conclusion(euaa: Actor) -> None:
    assert closed_by(actions.hold, euaa, planned(euaa), came="A: 1") == {"G-EVENT-BEGUN"}
    case = held(euaa)
    assert closed_by(actions.conclude, euaa, case) == {"G-CONCLUSIONS"}
    concluded(euaa, case)
    do(actions.conclude, euaa, case)
    with pytest.raises(refusals.BadInput):
        concluded(euaa, case)


def test_a_conclusion_is_a_task_of_its_owner_until_it_is_done(euaa: Actor) -> None:
    iom = officer("iom")
    event = held(euaa)
    assert closed_by(conclusions.note, iom, event=event, text="X", owner="IOM", due=moment.today()) == {"G-OWN-EVENT"}
    case = concluded(euaa, event, "IOM")
    with acting_as(iom):
        assert Task.objects.filter(case=case, unit_id=iom.unit, done_at=None).values_list("code", flat=True).get() == "TO_DO"
    assert closed_by(conclusions.carry_out, euaa, case, outcome="X") == {"G-OWN-ROW"}
    with moment.pretend(moment.now() + timedelta(days=11)), acting_as(SYSTEM):
        assert conclusions.ask_for_overdue() == 1
        conclusions.ask_for_overdue()
        assert Task.objects.filter(case=case, code="OVERDUE", done_at=None).count() == 1
    with moment.pretend(moment.now() + timedelta(days=12)):
        do(conclusions.carry_out, iom, case, outcome="SYNTHETIC: sent")
    with acting_as(iom):
        assert not Task.objects.filter(case=case, done_at=None).exists()
    with acting_as(SYSTEM):
        assert conclusions.ask_for_overdue() == 0


def test_a_conclusion_opens_what_it_changes_and_names_it(euaa: Actor) -> None:
    """An activity of the event's plan: the way there is on its page, and its number is asked for; another case is not taken for it."""
    plan, indicator, _activity = plans.whole(euaa)
    event = held(euaa, plan=plan)
    case = concluded(euaa, event, target="ACTIVITY")
    client = Client()
    client.force_login(User.objects.get(username="euaa"))
    assert f"/new/activity/add/?from={plan}" in client.get(reverse("case", args=[case])).content.decode()
    new = plans.active(euaa, plan, "A9")
    with acting_as(euaa):
        numbers = {pk: CaseFile.objects.get(pk=pk).number for pk in (new, indicator)}
    for wrong in ("", "T2026-999999", numbers[indicator]):
        with pytest.raises(refusals.BadInput) as refusal:
            do(conclusions.carry_out, euaa, case, number=wrong, outcome="X")
        assert "number" in refusal.value.errors
    do(conclusions.carry_out, euaa, case, number=numbers[new], outcome="SYNTHETIC: added")
    with acting_as(euaa):
        assert Conclusion.objects.get(pk=case).changed_id == new
    assert numbers[new] in client.get(reverse("case", args=[case])).content.decode()


@pytest.mark.parametrize(("target", "address"), [("RULE", "/new/rule/propose/"), ("TOOL", "/new/training_material/register/"), ("NONE", "")])
def test_each_kind_of_conclusion_leads_to_its_form(euaa: Actor, target: str, address: str) -> None:
    case = concluded(euaa, held(euaa), target=target)
    client = Client()
    client.force_login(User.objects.get(username="euaa"))
    text = client.get(reverse("case", args=[case])).content.decode()
    assert (address in text) if address else ("/new/" not in text.split("What it changes")[1][:300])


def entries() -> list[Any]:
    answer = Client().get(reverse("events_feed"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return [one for one in Calendar.from_ical(answer.content).walk("VEVENT") if "SYNTHETIC workshop" in one["SUMMARY"]]


def test_everybody_sees_what_was_announced_to_the_public_and_no_more(euaa: Actor) -> None:
    """Neither a draft, nor one for partners alone, nor one that was cancelled; never the link to join."""
    link = "https://meet.example.org/secret"
    shown = planned(euaa, public=True, link=link, matters="SYNTHETIC matters", others="UNICEF")
    assert entries() == []
    do(actions.announce, euaa, shown)
    do(actions.announce, euaa, planned(euaa))
    planned(euaa, public=True)
    found = entries()
    assert len(found) == 1
    assert "UNICEF" in found[0]["DESCRIPTION"]
    assert "secret" not in found[0].to_ical().decode()
    do(actions.cancel, euaa, shown, reason="SYNTHETIC")
    assert entries() == []


def test_documents_are_for_partners(euaa: Actor) -> None:
    case = planned(euaa)
    do(actions.attach, euaa, case, title="SYNTHETIC agenda", file=b"%PDF-1.7 SYNTHETIC")
    with acting_as(euaa):
        pk = Event.objects.get(pk=case).documents.get().pk
    client = Client()
    for username, status in (("iom", 200), ("analyst", 403)):
        client.force_login(User.objects.get(username=username))
        assert client.get(reverse("event_document", args=[pk])).status_code == status
    client.force_login(User.objects.get(username="iom"))
    assert client.get(reverse("event_document", args=[uuid.uuid4()])).status_code == 404


def test_the_list_is_read_by_partners_and_analysts(euaa: Actor, django_assert_max_num_queries: Any) -> None:
    case = held(euaa)
    for number in range(4):
        concluded(euaa, case, days=number)
        planned(euaa)
    client = Client()
    for username, status in (("analyst", 200), ("euaa", 200), ("pool", 403)):
        client.force_login(User.objects.get(username=username))
        with django_assert_max_num_queries(30):
            assert client.get(reverse("events")).status_code == status
    with acting_as(SYSTEM):
        assert Party.objects.filter(code="MARRI", unit=None).exists()
