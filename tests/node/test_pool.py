"""The interpreters of a node and the pool: what is offered, answered, reminded of and paid; and what never leaves."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from egnatia.exchange.models import Outgoing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.refusals import BadInput, GateClosed, NotAllowed, NotFound
from egnatia.kernel.models import User
from egnatia.node.interpreters import zone
from egnatia.node.interpreters.models import Interpreter, Session
from egnatia.node.interpreters.register import actions as register
from egnatia.node.interpreters.register import selectors
from egnatia.node.interpreters.sessions import actions as sessions
from egnatia.node.interpreters.sessions import letters
from egnatia.node.interpreters.sessions import selectors as paid
from tests.node.conftest import do, state_of
from tests.node.interpreters import CHECKS, Hub, asked, day, enrolled, option, premises, sent, tasks


def test_nobody_is_offered_before_all_of_vetting_is_there(staff: dict[str, Actor], home: str) -> None:
    who = staff["interpreters"]
    told = {"name": "SYNTHETIC", "sex": "M", "modes": ["video"], "cents_an_hour": 1500, "home": home}
    case = do(register.enrol, who, **told)
    vetting = {"vetted_until": day(100), "oath_on": day(-1), "conduct_on": day(-1), "trained_on": day(-1)}
    with pytest.raises(BadInput):
        do(register.vet, who, case, **vetting)  # no tested language
    do(register.add_skill, who, case, language="pbu", level=2, tested_on=day(-1))
    assert selectors.offer().interpreters == []
    for missing in vetting:
        with pytest.raises(BadInput):
            do(register.vet, who, case, **{name: value for name, value in vetting.items() if name != missing})
    do(register.vet, who, case, **vetting)
    assert len(selectors.offer().interpreters) == 1
    do(register.pause, who, case)
    assert selectors.offer().interpreters == []
    with moment.pretend(moment.now() + timedelta(days=101)), pytest.raises(BadInput):
        do(register.resume, who, case)


def test_names_contacts_and_conflicts_never_leave(staff: dict[str, Actor], home: str) -> None:
    case = enrolled(staff, home, name="SYNTHETIC Zarmina", phone="+381 11 7", email="zarmina@example.org")
    do(register.declare, staff["interpreter1"], case, what="SYNTHETIC family of my cousin")
    words = b" ".join(bytes(one.payload) for one in Outgoing.objects.all())
    assert b'"prs"' in words
    for secret in (b"Zarmina", b"zarmina", b"+381", b"cousin", str(case).encode()):
        assert secret not in words
    assert set(sent("pool_offer")[-1]["interpreters"][0]) == set(pool.Offered.model_fields)


def test_broken_twin_an_offer_with_a_name_would_be_noticed(staff: dict[str, Actor], home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enrolled(staff, home, name="SYNTHETIC Zarmina")
    plain = selectors.offer
    monkeypatch.setattr(selectors, "offer", lambda: _Named(plain()))
    register.offer_to_pool()
    assert b"Zarmina" in bytes(Outgoing.objects.latest("created_at").payload)


class _Named:
    def __init__(self, told: pool.Offer) -> None:
        self.plain = told

    def told(self) -> bytes:
        return self.plain.told() + b"Zarmina"


def test_an_interpreter_sees_and_answers_the_own_sessions_alone(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    profile = enrolled(staff, home, number=7)
    case = asked(hub)
    assert tasks(case) == {"ANSWER", "ROOM"}
    with pytest.raises(NotFound):
        do(sessions.accept, staff["interpreter2"], case, **CHECKS)
    with pytest.raises(NotFound):
        do(register.take_back, staff["interpreter2"], profile, since=day(), until=day())
    with pytest.raises(NotAllowed):
        do(sessions.give_room, staff["interpreter1"], case)
    with pytest.raises(GateClosed):
        do(sessions.accept, staff["interpreter1"], case, no_conflict=True)
    do(sessions.accept, staff["interpreter1"], case, **CHECKS)
    do(sessions.give_room, staff["interpreters"], case)
    assert [(one["number"], one["interpreter"], one["room"]) for one in sent("pool_answer")] == [(7, True, None), (7, None, True)]
    assert tasks(case) == set()


def test_who_is_not_vetted_on_the_day_can_not_say_yes(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    profile = enrolled(staff, home, number=7)
    do(register.vet, staff["interpreters"], profile, vetted_until=day(1), oath_on=day(-1), conduct_on=day(-1), trained_on=day(-1))
    case = asked(hub)
    with pytest.raises(GateClosed) as closed:
        do(sessions.accept, staff["interpreter1"], case, **CHECKS)
    assert [one.code for one, _why in closed.value.closed] == ["G-VETTED"]


def test_a_no_says_no_more_than_no(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    enrolled(staff, home, number=7)
    case = asked(hub)
    do(sessions.decline, staff["interpreter1"], case, why="CONFLICT")
    told = sent("pool_answer")[-1]
    assert {name: value for name, value in told.items() if name != "reference"} == {"number": 7, "booking": 1, "interpreter": False, "room": None}
    with acting_as(SYSTEM):
        assert Session.objects.get(pk=case).declined == "CONFLICT"


def test_a_room_that_is_given_unasked_needs_nobody(staff: dict[str, Actor], hub: Hub) -> None:
    enrolled(staff, premises(staff, given_unasked=True), number=7)
    case = asked(hub)
    assert tasks(case) == {"ANSWER"}
    assert sent("pool_answer")[-1]["room"] is True


def test_a_session_from_yes_to_pay(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    enrolled(staff, home, number=7)
    reference = uuid.uuid4()
    case = asked(hub, reference=reference, urgency=1)
    do(sessions.accept, staff["interpreter1"], case, **CHECKS)
    told = {"option": option(), "language": "prs", "level": 3, "site": "SYNTHETIC office MKD", "country": "MKD"}
    assert hub.says("booked", reference=reference, day=day(), number=7, booking=1, link="https://meet.example.org/x", phone="+389 2 1", **told) == "accepted"
    assert state_of(case) == "confirmed"
    with acting_as(SYSTEM):
        one = Session.objects.select_related("case", "interpreter").get(pk=case)
        assert (one.link, one.phone) == ("https://meet.example.org/x", "+389 2 1")
    begins = pool.moment_of(day(), 605)
    with moment.pretend(begins + timedelta(hours=3)):
        do(sessions.begin, staff["interpreter1"], case, at=begins)
        with pytest.raises(BadInput):
            do(sessions.finish, staff["interpreter1"], case, at=begins)
        do(sessions.finish, staff["interpreter1"], case, at=begins + timedelta(minutes=90), conditions=4)
    with acting_as(staff["interpreters"]):
        (line,) = paid.pay_sheet(staff["interpreters"], day().replace(day=1))
    assert (line.sessions, line.minutes, line.work, line.call_outs, line.cancelled) == (1, 90, 2700, paid.CALL_OUT_CENTS, 0)


def test_called_off_late_half_is_paid_and_early_nothing(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    enrolled(staff, home, number=7)
    found = []
    for hours in (100, 10):
        reference = uuid.uuid4()
        case = asked(hub, reference=reference)
        told = {"reference": reference, "day": day(), "number": 7, "booking": 1}
        hub.says("booked", option=option(), **told)
        with moment.pretend(pool.moment_of(day(), 600) - timedelta(hours=hours)):
            assert hub.says("ended", why="WITHDRAWN", **told) == "accepted"
        with acting_as(SYSTEM):
            found.append(Session.objects.get(pk=case).late_cancelled)
    assert found == [False, True]
    with acting_as(staff["interpreters"]):
        (line,) = paid.pay_sheet(staff["interpreters"], day().replace(day=1))
    assert (line.minutes, line.cancelled) == (0, 900)


def test_what_an_interpreter_gets_by_mail_and_calendar(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    from icalendar import Calendar

    enrolled(staff, home, number=7)
    reference = uuid.uuid4()
    case = asked(hub, reference=reference)
    hub.says("booked", reference=reference, day=day(), number=7, booking=1, option=option())
    with acting_as(SYSTEM):
        assert letters.send(case, "booked")
        one = Interpreter.objects.get()
    (letter,) = mail.outbox
    content = letter.attachments[0][1]
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event["DTSTART"].dt == pool.moment_of(day(), 600)
    assert "Dari" in event["SUMMARY"]
    client, key = Client(), selectors.calendar_key(one)
    feed = client.get(reverse("interpreter_calendar", args=[key]))
    assert [str(each["UID"]) for each in Calendar.from_ical(feed.content).walk("VEVENT")] == [str(event["UID"])]
    do(register.new_calendar, staff["interpreter1"], one.pk)
    assert client.get(reverse("interpreter_calendar", args=[key])).status_code == 404
    assert client.get(reverse("interpreter_calendar", args=["x" + key[1:]])).status_code == 404


def test_what_is_for_another_node_is_passed_over(staff: dict[str, Actor], hub: Hub) -> None:
    assert hub.says("asked", to="MKD", reference=uuid.uuid4(), number=7) == "accepted"
    with acting_as(SYSTEM):
        assert not Session.objects.exists()


def test_vetting_that_ends_is_a_task_in_time(staff: dict[str, Actor], home: str) -> None:
    case = enrolled(staff, home)
    register.look_at_vetting()
    assert tasks(case) == set()
    with moment.pretend(moment.now() + timedelta(days=280)):
        register.look_at_vetting()
    assert tasks(case) == {"VETTING"}


def test_pay_is_near_what_was_booked_and_what_is_over_is_not_declined(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    enrolled(staff, home, number=7)
    reference = uuid.uuid4()
    case = asked(hub, reference=reference)
    hub.says("booked", reference=reference, day=day(), number=7, booking=1, option=option())
    begins, who = pool.moment_of(day(), 600), staff["interpreter1"]
    with pytest.raises(BadInput):
        do(sessions.begin, who, case, at=moment.now())  # days before
    with moment.pretend(begins + timedelta(hours=9)):
        with pytest.raises(BadInput):
            do(sessions.decline, who, case, why="ILL")
        do(sessions.begin, who, case, at=begins)
        with pytest.raises(BadInput):
            do(sessions.finish, who, case, at=begins + timedelta(hours=8))


def test_a_wrong_queue_that_is_corrected_sees_nothing_any_more(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    profile = enrolled(staff, home, number=7)
    case = asked(hub)
    do(register.give_queue, staff["interpreters"], profile, unit="INTERPRETER-2")
    with pytest.raises(NotFound):
        do(sessions.accept, staff["interpreter1"], case, **CHECKS)
    with pytest.raises(NotFound):
        do(register.declare, staff["interpreter1"], profile, what="X")
    do(sessions.accept, staff["interpreter2"], case, **CHECKS)


@pytest.mark.parametrize(("here", "minute"), [("Europe/Istanbul", 540), ("Europe/Belgrade", 600)])
def test_the_pool_is_told_its_own_clock(here: str, minute: int) -> None:
    with timezone.override(ZoneInfo(here)):
        assert zone.to_pool(date(2026, 7, 1), 600) == minute
        assert zone.clock(date(2026, 7, 1), minute) == "10:00"
        assert zone.to_pool(date(2026, 7, 1), 0) == 0


def test_the_evening_before_everybody_who_is_expected_is_reminded_once(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    enrolled(staff, home, number=7)
    reference = uuid.uuid4()
    case = asked(hub, reference=reference)
    hub.says("booked", reference=reference, day=day(), number=7, booking=1, option=option())
    with acting_as(SYSTEM):
        counts = [letters.remind(pool.moment_of(day(before), 1020)) for before in (0, 1, 2, 3)]
        assert counts == [0, 0, 1, 0]
        assert letters.send(case, "tomorrow")
    assert mail.outbox[-1].attachments == []


def test_a_complaint_that_weighs_pauses_at_once(staff: dict[str, Actor], home: str) -> None:
    case = enrolled(staff, home)
    told = {"kind": "COMPLAINT", "on": day(0), "what": "SYNTHETIC: spoke of a session outside"}
    do(register.note_remark, staff["interpreters"], case, **told, outcome="TALKED")
    assert (state_of(case), len(selectors.offer().interpreters)) == ("active", 1)
    do(register.note_remark, staff["interpreters"], case, **told, outcome="PAUSED")
    assert (state_of(case), selectors.offer().interpreters) == ("paused", [])
    do(register.vet, staff["interpreters"], case, vetted_until=day(200), oath_on=day(-1), conduct_on=day(-1), trained_on=day(-1))
    assert (state_of(case), selectors.offer().interpreters) == ("paused", [])  # a new certificate does not end it
    with pytest.raises(NotAllowed):
        do(register.note_remark, staff["interpreter1"], case, **told, outcome="NO_FAULT")


def test_who_is_paused_is_not_asked_any_more(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    profile = enrolled(staff, home, number=7)
    before = asked(hub)
    do(register.pause, staff["interpreters"], profile)
    with pytest.raises(GateClosed):
        do(sessions.accept, staff["interpreter1"], before, **CHECKS)
    told = {"option": option(), "language": "prs", "level": 3, "site": "X", "country": "MKD", "asks": "both", "booking": 2}
    assert hub.says("asked", reference=uuid.uuid4(), day=day(), number=7, **told) == "accepted"
    assert (sent("pool_answer")[-1]["booking"], sent("pool_answer")[-1]["interpreter"]) == (2, False)


def test_a_word_without_its_time_is_refused_and_stops_nothing(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    enrolled(staff, home, number=7)
    assert hub.says("asked", reference=uuid.uuid4(), number=7) == "refused"
    assert hub.says("asked", reference=uuid.uuid4(), day=day(), number=7, option=option(8)) == "refused"
    assert asked(hub)


def test_a_complaint_of_an_office_is_a_task_of_the_coordinator(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case = enrolled(staff, home, number=7)
    told = {"reference": uuid.uuid4(), "number": 7, "day": day(-1), "country": "MKD"}
    assert hub.says("complaint", **told, complaint="NOT_NEUTRAL") == "accepted"
    assert "COMPLAINT" in tasks(case)
    client = Client()
    client.force_login(User.objects.get(username="interpreters"))
    page = client.get(reverse("case", args=[case])).content.decode()
    assert "Took a side" in page
    assert "North Macedonia" in page
    do(register.note_remark, staff["interpreters"], case, kind="COMPLAINT", on=day(-1), what="SYNTHETIC: heard both", outcome="TALKED")
    assert "COMPLAINT" not in tasks(case)
    assert hub.says("complaint", **told) == "refused"  # about nothing
    assert hub.says("complaint", **{**told, "number": 99}, complaint="LATE") == "accepted"  # about nobody here: passed over
