"""Who takes part: nominated by nodes under references, given a place by an open rule, and told to their own country alone."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.exchange.models import Outgoing
from egnatia.hub.training import telling
from egnatia.hub.training.models import Attendance, Certificate, Place
from egnatia.hub.training.sessions import actions, completions, places
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import training
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, User
from tests.hub.conftest import do
from tests.hub.learning import Country, country, decided, enrolled, held, opened, planned, teaches, then, week
from tests.hub.test_curriculum import published

NEXT = {"code": "SYNTHETIC-B", "prerequisites": ["SYNTHETIC-A"]}


@pytest.fixture
def session(module: uuid.UUID, first: Actor, second: Actor) -> uuid.UUID:
    enrolled(first), enrolled(first, "MKD")
    return opened(first, second, places=2)


@pytest.fixture
def both(session: uuid.UUID) -> dict[str, Country]:
    return {code: country(code) for code in ("SRB", "MKD")}


def of(reference: uuid.UUID) -> Place:
    with acting_as(SYSTEM):
        return Place.objects.get(pk=reference)


def number(session: uuid.UUID) -> str:
    with acting_as(SYSTEM):
        return CaseFile.objects.get(pk=session).number


def proposed(who: Actor, session: uuid.UUID) -> dict[uuid.UUID, str]:
    with acting_as(who):
        found = places.TrainingSession.objects.get(pk=session)
        return {one.place.pk: one.proposed for one in places.asked(found)}


def test_from_a_nomination_to_a_result(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    srb, mkd = both["SRB"], both["MKD"]
    one, other, third = srb.nominates(session), srb.nominates(session), mkd.nominates(session)
    # Two places: countries by turns, and within a country who came first.
    assert proposed(first, session) == {one: "GIVEN", other: "WAITING", third: "GIVEN"}
    decided(first, session, GIVEN=[one, third], WAITING=[other])
    assert [(word.kind, word.reference, word.number) for word in srb.hears_of_training()] == [("place", one, 1), ("waiting", other, 0)]
    assert [(word.kind, word.reference, word.number) for word in mkd.hears_of_training()] == [("place", third, 2)]
    # Somebody cannot come: the next one of the list.
    assert mkd.says("training_withdrawal", training.Withdrawal(why="CANNOT_COME"), third) == "accepted"
    assert proposed(first, session) == {one: "GIVEN", other: "GIVEN"}
    decided(first, session, GIVEN=[other])
    assert [(word.kind, word.number) for word in srb.hears_of_training()] == [("place", 3)]  # a number is never given again
    held(first, session, {1: True, 3: False}, alb=2)
    with acting_as(SYSTEM):
        assert dict(Attendance.objects.filter(session=session).values_list("country", "attended")) == {"SRB": 2, "ALB": 2}
        assert Certificate.objects.get().place_id == one
    told = srb.hears_of_training()
    assert [word.kind for word in told] == ["result", "certificate", "result", "forms", "forms"]
    assert [(word.attended, word.passed) for word in told if word.kind == "result"] == [(True, True), (True, False)]
    assert mkd.hears_of_training() == []


def test_the_hub_hears_no_name(session: uuid.UUID, both: dict[str, Country]) -> None:
    """What a nomination may hold at all: a form with any other field is refused."""
    fields = {"session", "person", "sex", "institution", "languages", "done", "name_seal", "sealing_key"}
    assert set(training.Nomination.model_fields) == fields
    good = training.Nomination(
        session=session, person=uuid.uuid4(), sex="F", institution="ASYLUM", languages=["eng"], name_seal="0" * 64, sealing_key="age1234567890"
    )

    class Telling(training.Nomination):
        name: str = "SYNTHETIC Name"

    told = Telling.model_validate(good.model_dump())
    assert both["SRB"].says("training_nomination", told, uuid.uuid4()) == "content"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"session": uuid.uuid4()}, "closed"),
        ({"sealing_key": "no key at all"}, "content"),
        ({"languages": ["eng"] * 10, "done": ["A1"] * 40}, "accepted"),
    ],
)
def test_what_is_no_nomination_is_refused(session: uuid.UUID, both: dict[str, Country], change: dict[str, Any], code: str) -> None:
    given = {"session": session, **change}
    asked = given.pop("session")
    assert both["SRB"].nominated(asked, uuid.uuid4(), uuid.uuid4(), **given) == code


def test_a_person_has_one_nomination_and_one_country(session: uuid.UUID, both: dict[str, Country]) -> None:
    person = uuid.uuid4()
    reference = both["SRB"].nominates(session, person)
    assert both["SRB"].nominated(session, uuid.uuid4(), person) == "twice"
    assert both["SRB"].nominated(session, reference, uuid.uuid4()) == "reference"
    assert both["MKD"].nominated(session, uuid.uuid4(), person) == "reference"
    assert both["MKD"].says("training_withdrawal", training.Withdrawal(why="LEFT"), reference) == "reference"
    assert both["SRB"].says("training_withdrawal", training.Withdrawal(why="LEFT"), reference) == "accepted"
    both["SRB"].nominates(session, person)  # and can be nominated again


def test_a_national_session_is_for_its_own_country(module: uuid.UUID, first: Actor, second: Actor) -> None:
    enrolled(first), enrolled(first, "MKD")
    case = opened(first, second, kind="NATIONAL")
    assert country("MKD").nominated(case, uuid.uuid4(), uuid.uuid4()) == "national"
    country("SRB").nominates(case)


def test_no_more_places_than_there_are(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    found = [both["SRB"].nominates(session) for _one in range(3)]
    with pytest.raises(refusals.BadInput, match="2 places"):
        decided(first, session, GIVEN=found)
    assert {of(one).state for one in found} == {"ASKED"}
    with pytest.raises(refusals.BadInput, match="withdrawn meanwhile"):
        decided(first, session, GIVEN=[uuid.uuid4()])


def test_who_lacks_what_comes_first_gets_no_place_unless_vouched_for(module: uuid.UUID, first: Actor, second: Actor) -> None:
    published(first, second, **NEXT)
    case, srb = _later(first, second), country("SRB")
    lacks, vouched = srb.nominates(case), srb.nominates(case, done=["SYNTHETIC-A"])
    assert proposed(first, case) == {lacks: "WAITING", vouched: "GIVEN"}
    with pytest.raises(refusals.BadInput, match="SYNTHETIC-A"):
        decided(first, case, GIVEN=[lacks])
    decided(first, case, GIVEN=[vouched])


def test_what_the_region_certified_counts_until_it_is_revoked(session: uuid.UUID, both: dict[str, Country], first: Actor, second: Actor) -> None:
    person = uuid.uuid4()
    decided(first, session, GIVEN=[both["SRB"].nominates(session, person)])
    held(first, session, {1: True})
    published(first, second, **NEXT)
    case = _later(first, second, pair=(3, 4))
    both["SRB"].nominates(case, person)
    assert list(proposed(first, case).values()) == ["GIVEN"]
    with acting_as(SYSTEM):
        Certificate.objects.update(revoked_at=moment.now())
    assert list(proposed(first, case).values()) == ["WAITING"]


def _later(first: Actor, second: Actor, pair: tuple[int, int] = (1, 2)) -> uuid.UUID:
    for code in ("SRB", "MKD"):
        teaches(first, enrolled(first, code), "SYNTHETIC-B")
    return opened(first, second, number=4, pair=pair, module="SYNTHETIC-B")


def test_a_session_closes_once_it_is_known_who_was_there(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    decided(first, session, GIVEN=[both["SRB"].nominates(session), both["MKD"].nominates(session)])
    with then():
        do(actions.begin, first, session)
        with pytest.raises(refusals.GateClosed, match="1, 2"):
            do(actions.deliver, first, session)
        for wrong, words in (
            ([{"number": 9, "attended": True}], "number 9"),
            ([{"number": 1, "attended": False, "passed": True}], "tests or a pass"),
        ):
            with pytest.raises(refusals.BadInput, match=words):
                do(actions.note_results, first, session, results=wrong)
        do(actions.note_results, first, session, results=[{"number": 1, "attended": False}, {"number": 2, "attended": False}])
        with pytest.raises(refusals.BadInput, match="Nobody was there"):
            do(actions.deliver, first, session)


def test_the_online_part_comes_before_a_pass(module: uuid.UUID, first: Actor, second: Actor) -> None:
    published(first, second, delivery="BLENDED")
    enrolled(first), enrolled(first, "MKD")
    case = opened(first, second)
    decided(first, case, GIVEN=[country("SRB").nominates(case)])
    with then():
        do(actions.begin, first, case)
        with pytest.raises(refusals.BadInput, match="online part"):
            do(actions.note_results, first, case, results=[{"number": 1, "attended": True, "passed": True}])
        file = f"ID number,Course complete\n{number(case)}-1,2026-10-02\n".encode()
        do(actions.note_online, first, case, file=file)
        do(actions.note_results, first, case, results=[{"number": 1, "attended": True, "passed": True}])


def test_the_online_part_can_be_noted_by_hand(module: uuid.UUID, first: Actor, second: Actor) -> None:
    published(first, second, delivery="BLENDED")
    enrolled(first), enrolled(first, "MKD")
    case = opened(first, second)
    decided(first, case, GIVEN=[(one := country("SRB").nominates(case))])
    with then():
        do(actions.begin, first, case)
        do(actions.note_results, first, case, results=[{"number": 1, "online": True}])
        assert (of(one).online_on, of(one).attended) == (moment.today(), None)
        with pytest.raises(refusals.GateClosed):
            do(actions.deliver, first, case)  # nobody has said whether they were there
        do(actions.note_results, first, case, results=[{"number": 1, "attended": True, "passed": True}])


MOODLE = """"First name / Surname","ID number","Email address","Course complete"
"SYNTHETIC One",L2026-000009-1,one@example.org,"Friday, 2 October 2026, 10:15 AM"
"SYNTHETIC Two",L2026-000009-2,two@example.org,-
"SYNTHETIC Three",L2026-000009-3,three@example.org,2/10/26, 10:15
"SYNTHETIC Other",L2026-000010-1,other@example.org,2026-10-02
""".replace("2/10/26, 10:15", '"02/10/26, 10:15"')


def test_a_report_of_the_learning_platform_is_read_by_number() -> None:
    found = completions.read(MOODLE.encode(), "L2026-000009")
    assert {place: day.isoformat() for place, day in found.items()} == {1: "2026-10-02", 3: "2026-10-02"}
    for separator in (";", "\t"):
        lines = f"idnumber{separator}timecompleted\r\nL2026-000009-4{separator}1790000000\r\n"
        assert list(completions.read(lines.encode("utf-8-sig"), "L2026-000009")) == [4]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "UTF-8"),
        (b'ID number,Course complete\n"' + b"x" * 200_000, "no table"),
        (b"Name,Grade\nSYNTHETIC,3\n", "first line"),
        (b"ID number,Course complete\nL1-1,someday\nL1-2\nL1-3,2026-10-02\nL1-3,2026-10-02\n", "line 2.*line 3.*line 5"),
        (b"ID number,Course complete\nL1-1,-\n", "L1-1"),
    ],
)
def test_a_report_that_cannot_be_read_names_its_lines_and_nobody(content: bytes, words: str) -> None:
    with pytest.raises(completions.BadReport, match=words) as problem:
        completions.read(content, "L1")
    assert "SYNTHETIC" not in str(problem.value)


def test_all_lines_of_a_report_or_none(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    decided(first, session, GIVEN=[(one := both["SRB"].nominates(session))])
    file = f"ID number,Course complete\n{number(session)}-1,2026-10-02\n{number(session)}-7,2026-10-02\n".encode()
    with pytest.raises(refusals.BadInput, match="7"):
        do(actions.note_online, first, session, file=file)
    assert of(one).online_on is None


def test_a_session_that_is_cancelled_is_told_to_who_was_on_the_way(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    reference = both["SRB"].nominates(session)
    decided(first, session, GIVEN=[reference])
    both["SRB"].hears_of_training()
    do(actions.cancel, first, session)
    assert [(word.kind, word.reference) for word in both["SRB"].hears_of_training()] == [("ended", reference)]


def test_all_nodes_hear_of_the_programme_once_for_each_change(session: uuid.UUID, first: Actor) -> None:
    with acting_as(SYSTEM):
        assert telling.tell_all()
        assert not telling.tell_all()
    do(actions.fill, first, session)
    planned(first)
    with acting_as(SYSTEM):
        assert telling.tell_all()
        told = training.Programme.model_validate_json(bytes(Outgoing.objects.filter(message__type="training_programme").latest("created_at").payload))
    assert [(one.id, one.takes) for one in told.sessions] == [(session, False)]  # what is only planned is not told
    assert "SYNTHETIC-A" in {one.code for one in told.modules}


def test_the_page_of_the_people(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    one, other = both["SRB"].nominates(session), both["MKD"].nominates(session)
    client = Client()
    client.force_login(User.objects.get(username="programme"))
    address = reverse("training_people", args=[session])
    page = client.get(address)
    assert b"2 of 2 places are free" in page.content

    def sent(where: str, **told: Any) -> str:
        shown = client.get(address).context
        key = {"key": str(uuid.uuid4()), "version": str(_version(session))}
        del shown
        return client.post(reverse(where, args=[session]), {**key, **told}, follow=True).content.decode()

    assert "Noted." in sent("training_decide", **{f"state-{one}": "GIVEN", f"state-{other}": "WAITING", "state-junk": "GIVEN"})
    assert "GIVEN" in str(of(one).state)
    assert "Noted." not in sent("training_decide")
    assert "Noted." not in sent("training_decide", **{f"state-{one}": "PASSED"})
    assert b"Noted." not in client.post(reverse("training_decide", args=[session]), {f"state-{one}": "DECLINED"}, follow=True).content
    stale = client.post(reverse("training_decide", args=[session]), {"key": str(uuid.uuid4()), "version": "1", f"state-{one}": "DECLINED"}, follow=True)
    assert b"Noted." not in stale.content
    with then():
        do(actions.begin, first, session)
    assert b"Note these results" in client.get(address).content
    assert "tests or a pass" in sent("training_results", **{"number": ["1"], "before-1": "40"})  # nothing that was typed is passed over
    told = {"number": ["1"], "attended-1": "yes", "before-1": "40", "after-1": "eighty", "passed-1": "on"}
    refused = sent("training_results", **told)
    assert "Noted." not in refused
    assert 'name="after-1" value="eighty"' in refused  # what was typed is still there
    assert "Noted." in sent("training_results", **{**told, "after-1": "80"})
    assert (of(one).attended, of(one).after, of(one).passed) == (True, 80, True)


def _version(session: uuid.UUID) -> int:
    with acting_as(SYSTEM):
        return CaseFile.objects.get(pk=session).version


def _asked_for(srb: Country, **changes: Any) -> tuple[uuid.UUID, str]:
    reference = uuid.uuid4()
    told = {"module": "SYNTHETIC-A", "language": "eng", "place": "SYNTHETIC town", "monday": week(3), "flexible": 2, "places": 15}
    form = training.SessionRequest.model_validate({**told, "sealing_key": str(srb.identity.to_public()), **changes})
    return reference, srb.says("training_request", form, reference)


def test_a_country_asks_for_trainers(module: uuid.UUID, first: Actor, second: Actor) -> None:
    srb = country("SRB")
    reference, status = _asked_for(srb)
    assert status == "accepted"
    with acting_as(SYSTEM):
        one = places.TrainingSession.objects.get(requested=reference)
    assert (one.kind, one.country, one.places, one.planned_by) == ("NATIONAL", "SRB", 15, None)
    do(actions.approve, first, one.pk)
    assert [(word.kind, word.reference, word.code) for word in srb.hears_of_training()] == [("session", reference, number(one.pk))]
    mkd = country("MKD")
    assert mkd.says("training_withdrawal", training.Withdrawal(why="NOT_NEEDED"), reference) == "reference"
    assert srb.says("training_withdrawal", training.Withdrawal(why="NOT_NEEDED"), reference) == "accepted"
    assert [word.kind for word in srb.hears_of_training()] == ["no_session"]
    assert srb.says("training_withdrawal", training.Withdrawal(why="NOT_NEEDED"), reference) == "accepted"  # said twice is said
    assert srb.hears_of_training() == []
    for wrong in ({"module": "UNKNOWN"}, {"monday": week(-3)}, {"language": "xxx"}):
        assert _asked_for(srb, **wrong)[1] == "not_taken"
    assert _asked_for(srb, sealing_key="no key at all")[1] == "content"


def test_from_a_place_to_the_waiting_list_and_back(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    one = both["SRB"].nominates(session)
    for state in ("GIVEN", "WAITING", "GIVEN", "DECLINED"):
        decided(first, session, **{state: [one]})
    assert [(word.kind, word.number) for word in both["SRB"].hears_of_training()] == [("place", 1), ("waiting", 0), ("place", 1), ("ended", 0)]


def test_a_withdrawal_does_not_undo_results(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    one = both["SRB"].nominates(session)
    decided(first, session, GIVEN=[one])
    with then():
        do(actions.begin, first, session)
        do(actions.note_results, first, session, results=[{"number": 1, "attended": True, "passed": True}])
        assert both["SRB"].says("training_withdrawal", training.Withdrawal(why="CANNOT_COME"), one) == "reference"
    assert of(one).state == "GIVEN"


def test_a_certificate_that_is_revoked_meanwhile_stops_who_began_with_it(session: uuid.UUID, both: dict[str, Country], first: Actor, second: Actor) -> None:
    person = uuid.uuid4()
    decided(first, session, GIVEN=[both["SRB"].nominates(session, person)])
    held(first, session, {1: True})
    published(first, second, **NEXT)
    case = _later(first, second, pair=(3, 4))
    decided(first, case, GIVEN=[both["SRB"].nominates(case, person)])
    with acting_as(SYSTEM):
        Certificate.objects.update(revoked_at=moment.now())
    with then(4), pytest.raises(refusals.GateClosed, match="numbers have not passed"):
        do(actions.begin, first, case)
    with acting_as(SYSTEM):
        Certificate.objects.update(revoked_at=None)
    with then(4):
        do(actions.begin, first, case)
        do(actions.note_results, first, case, results=[{"number": 1, "attended": True, "passed": True}])
        with acting_as(SYSTEM):
            Certificate.objects.update(revoked_at=moment.now())
        with pytest.raises(refusals.GateClosed):
            do(actions.deliver, first, case)
        do(actions.note_results, first, case, results=[{"number": 1, "attended": True, "passed": False}])
        do(actions.deliver, first, case)  # was there, and gets no certificate


def test_the_certificate_names_the_version_that_was_taught(session: uuid.UUID, both: dict[str, Country], first: Actor, second: Actor) -> None:
    decided(first, session, GIVEN=[both["SRB"].nominates(session)])
    published(first, second, title="SYNTHETIC next version", delivery="BLENDED")
    held(first, session, {1: True})  # nor is an online part asked for that the first version did not have
    with acting_as(SYSTEM):
        one = Certificate.objects.get()
    assert (one.version, one.title) == (1, "SYNTHETIC module")


def test_who_was_withdrawn_does_not_block_the_report(session: uuid.UUID, both: dict[str, Country], first: Actor) -> None:
    one, other = both["SRB"].nominates(session), both["MKD"].nominates(session)
    decided(first, session, GIVEN=[one, other])
    assert both["SRB"].says("training_withdrawal", training.Withdrawal(why="CANNOT_COME"), one) == "accepted"
    file = f"ID number,Course complete\n{number(session)}-1,2026-10-02\n{number(session)}-2,2026-10-02\n".encode()
    do(actions.note_online, first, session, file=file)
    assert (of(one).online_on, str(of(other).online_on)) == (None, "2026-10-02")
