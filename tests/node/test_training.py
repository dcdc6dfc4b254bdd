"""Training at a node: names stay, the hub hears references; what it says comes back to the person."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from egnatia.exchange.models import Outgoing
from egnatia.kernel import cases, moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.access.training import Module
from egnatia.kernel.codes import pool, training
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Training, User
from egnatia.node.interpreting import actions as interpreting
from egnatia.node.interpreting.models import Request
from egnatia.node.interpreting.pool import actions as asking
from egnatia.node.people.models import Person
from egnatia.node.training import letters, receiving, selectors
from egnatia.node.training.models import KnownSession, Learner, Nomination
from egnatia.node.training.needs import actions as needs
from egnatia.node.training.nominations import actions
from egnatia.node.training.people import actions as people
from egnatia.node.training.wanted import actions as wanted
from tests.node.conftest import arrive, do
from tests.node.interpreters import sent, tasks
from tests.node.learning import FIRST, PERSON, SECOND, Hub, day, enrolled, nominated, reference


@pytest.fixture
def hub(db: None) -> Hub:
    found = Hub()
    assert found.tells() == "accepted"
    return found


@pytest.fixture
def learner(staff: dict[str, Actor], hub: Hub) -> UUID:
    return enrolled(staff)


@pytest.fixture
def case(staff: dict[str, Actor], hub: Hub, learner: UUID) -> UUID:
    return nominated(staff, hub.session, learner)


def state(case: UUID) -> str:
    with acting_as(SYSTEM):
        return CaseFile.objects.get(pk=case).state


def of(case: UUID) -> Nomination:
    with acting_as(SYSTEM):
        return Nomination.objects.select_related("learner", "session").get(pk=case)


def test_what_leaves_names_nobody(case: UUID) -> None:
    """Tested on the bytes: no name, office, address or reason; the seal cannot be tried out without the salt."""
    with acting_as(SYSTEM):
        row = Outgoing.objects.filter(message__type="training_nomination").latest("created_at")
    told = str(row.message) + bytes(row.payload).decode()
    one = of(case)
    for secret in (*PERSON["name"].split(), "office", "example.org", one.salt, hashlib.sha256(one.name.encode()).hexdigest(), str(one.learner.pk), str(case)):
        assert secret not in told
    assert set(sent("training_nomination")[-1]) == {"reference", *training.Nomination.model_fields}
    assert training.name_seal(one.name, one.salt) in told


def test_from_a_nomination_to_a_certificate(hub: Hub, case: UUID, staff: dict[str, Actor]) -> None:
    ours = reference(case)
    assert hub.says("waiting", ours) == "accepted"
    assert state(case) == "waiting"
    hub.certifies(ours)
    assert state(case) == "certified"
    one = of(case)
    with acting_as(SYSTEM):
        assert selectors.certified(one.learner) == {FIRST}
        address = urlsplit(selectors.check_address(one))
    # The name is behind the “#”, which is never sent; with the salt it opens the seal that the hub has.
    told = parse_qs(address.fragment)
    assert training.name_seal(told["n"][0], told["s"][0]) == sent("training_nomination")[-1]["name_seal"]
    assert "SYNTHETIC" not in address.path + address.query
    client = Client()
    client.force_login(User.objects.get(username="training"))
    paper = client.get(reverse("training_certificate", args=[case]))
    assert paper.content[:5] == b"%PDF-"
    assert client.get(reverse("training_badge", args=[case])).content == b"a.b.c"
    assert hub.says("revoked", ours, why="SYNTHETIC mistake") == "accepted"
    assert (state(case), tasks(case)) == ("revoked", {"REFUSED"})
    with acting_as(SYSTEM):
        assert selectors.certified(one.learner) == set()


def test_what_an_officer_passed_counts_for_tasks_until_it_is_revoked(hub: Hub, staff: dict[str, Actor]) -> None:
    user = User.objects.get(username="officer")
    assert not Training.objects.filter(user=user).exists()
    hub.tells(module="VULNERABLE")
    learner = enrolled(staff, account="officer")
    case = nominated(staff, hub.session, learner)
    hub.certifies(reference(case), module="VULNERABLE")
    assert list(Training.objects.filter(user=user).values_list("module", flat=True)) == [Module.VULNERABLE]
    hub.says("revoked", reference(case), why="SYNTHETIC")
    assert not Training.objects.filter(user=user).exists()


def test_what_others_noted_stays_and_what_a_certificate_noted_goes_with_it(hub: Hub, staff: dict[str, Actor]) -> None:
    user, other = User.objects.get(username="officer"), User.objects.get(username="shift")
    Training.objects.create(user=user, module=Module.VULNERABLE, passed_on=day(-400), noted_by="SYNTHETIC administrator")
    hub.tells(module="VULNERABLE")
    learner = enrolled(staff, account="officer")
    cases = [nominated(staff, hub.session, learner)]
    hub.certifies(reference(cases[0]), module="VULNERABLE")
    assert Training.objects.get(user=user).noted_by == "SYNTHETIC administrator"
    do(people.change, staff["training"], learner, **{**PERSON, "account": "shift"})
    assert Training.objects.get(user=other).noted_by == of(cases[0]).code
    cases.append(nominated(staff, hub.session, learner))
    hub.certifies(reference(cases[1]), module="VULNERABLE")
    assert hub.says("revoked", reference(cases[0]), why="SYNTHETIC") == "accepted"
    assert Training.objects.get(user=other).noted_by == of(cases[1]).code  # the other certificate still holds
    do(people.change, staff["training"], learner, **{**PERSON, "account": ""})
    assert not Training.objects.filter(user=other).exists()
    assert Training.objects.get(user=user).noted_by == "SYNTHETIC administrator"


def test_another_week_is_told_to_who_has_a_place(hub: Hub, case: UUID, staff: dict[str, Actor]) -> None:
    hub.says("place", reference(case), number=7)
    hub.tells(places=21)
    assert tasks(case) == set()  # nothing that concerns them
    hub.tells(week=day(28))
    assert tasks(case) == {"MOVED"}
    with acting_as(SYSTEM):
        assert letters.send(case, "moved") == 1
    assert "SEQUENCE:1" in str(mail.outbox[-1].attachments[0][1])
    do(actions.say_it, staff["training"], case)
    assert tasks(case) == set()


def test_a_leaver_is_out_of_the_figures_and_the_pool_hears_it(hub: Hub, staff: dict[str, Actor]) -> None:
    do(needs.note, staff["training"], institution="ASYLUM", module=FIRST, posts=12, by=day(200))
    learner = enrolled(staff)
    hub.certifies(reference(nominated(staff, hub.session, learner)))
    do(people.offer_as_trainer, staff["training"], learner, languages=["eng"])
    offered = sent("training_candidate")[-1]["reference"]
    hub.says("trainer", UUID(offered), number=3, until=day(9))
    assert sent("training_needs")[-1]["lines"][0]["trained"] == 1
    do(people.change, staff["training"], learner, **{**PERSON, "institution": "BORDER"})
    assert sent("training_needs")[-1]["lines"][0]["trained"] == 0
    do(people.leave, staff["training"], learner)
    assert sent("training_withdrawal")[-1] == {"reference": offered, "why": "LEFT"}
    assert hub.says("left_pool", UUID(offered)) == "accepted"  # they are gone here too: it says nothing new
    assert state(learner) == "left"


def test_out_of_the_pool_and_offered_again(hub: Hub, learner: UUID, staff: dict[str, Actor]) -> None:
    do(people.offer_as_trainer, staff["training"], learner, languages=["eng"])
    first = UUID(sent("training_candidate")[-1]["reference"])
    hub.says("trainer", first, number=3, until=day(9))
    assert hub.says("left_pool", first) == "accepted"
    assert state(learner) == "learner"
    do(people.offer_as_trainer, staff["training"], learner, languages=["eng"])


def test_a_refusal_of_what_has_gone_on_holds_nothing_up(hub: Hub, learner: UUID, staff: dict[str, Actor]) -> None:
    do(people.offer_as_trainer, staff["training"], learner, languages=["eng"])
    do(people.leave, staff["training"], learner)
    with acting_as(SYSTEM):
        receiving.refused(Outgoing.objects.filter(message__type="training_candidate").latest("created_at"))
    assert state(learner) == "left"


def test_what_is_not_taught_any_more_stays_with_who_has_it(hub: Hub, staff: dict[str, Actor]) -> None:
    learner = enrolled(staff, passed_elsewhere=[FIRST])
    assert hub._sent("training_programme", {}, training.Programme(modules=[], sessions=[]).told()) == "accepted"
    with acting_as(SYSTEM):
        assert [code for code, _title in selectors.learner_picks(CaseFile.objects.get(pk=learner))["passed_elsewhere"]] == [FIRST]
    do(people.change, staff["training"], learner, **{**PERSON, "passed_elsewhere": [FIRST]})


def test_what_comes_first_is_asked_here_too(hub: Hub, case: UUID, learner: UUID, staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.GateClosed, match="SYNTHETIC first"):
        nominated(staff, hub.other, learner)
    hub.certifies(reference(case))
    nominated(staff, hub.other, learner)
    vouched = enrolled(staff, name="SYNTHETIC Other", passed_elsewhere=[FIRST])
    nominated(staff, hub.other, vouched)
    assert sent("training_nomination")[-1]["done"] == [FIRST]


def test_a_session_that_takes_nobody(hub: Hub, learner: UUID, staff: dict[str, Actor]) -> None:
    hub.tells(takes=False)
    with pytest.raises(refusals.GateClosed, match="no nominations"):
        nominated(staff, hub.session, learner)
    hub.tells(kind="NATIONAL")
    with pytest.raises(refusals.GateClosed, match="its own country"):
        nominated(staff, hub.session, learner)
    for wrong in ({"session": str(uuid.uuid4())}, {"learner": str(uuid.uuid4())}):
        with pytest.raises(refusals.GateClosed):
            do(actions.nominate, staff["training"], **{"session": str(hub.other), "learner": str(learner), "why": "SYNTHETIC", **wrong})


def test_nobody_is_nominated_twice_or_leaves_meanwhile(hub: Hub, case: UUID, learner: UUID, staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.BadInput, match="already"):
        nominated(staff, hub.session, learner)
    with pytest.raises(refusals.BadInput, match="withdraw"):
        do(people.leave, staff["training"], learner)
    do(actions.withdraw, staff["training"], case, why="CANNOT_COME")
    assert sent("training_withdrawal")[-1] == {"reference": str(reference(case)), "why": "CANNOT_COME"}
    do(people.leave, staff["training"], learner)
    with pytest.raises(refusals.BadInput, match="work here"):
        nominated(staff, hub.session, learner)


def test_words_that_cross_are_no_mistake(hub: Hub, case: UUID, staff: dict[str, Actor]) -> None:
    do(actions.withdraw, staff["training"], case, why="CANNOT_COME")
    assert hub.says("place", reference(case), number=1) == "accepted"  # on its way while it was withdrawn
    assert state(case) == "withdrawn"
    assert hub.says("result", reference(case), attended=True, passed=False) == "accepted"  # it came too late there, and they came
    assert state(case) == "held"
    assert hub.says("place", reference(case), to="MKD") == "accepted"  # for another country: passed over
    # After a restore from a backup nobody knows them here any more: the hub's other words must still come through.
    for kind in ("place", "trainer", "session"):
        assert hub.says(kind, uuid.uuid4(), number=1) == "accepted"


@pytest.mark.parametrize("kind", ["declined", "ended"])
def test_a_no_of_the_hub_is_a_task(hub: Hub, case: UUID, kind: str) -> None:
    assert hub.says(kind, reference(case)) == "accepted"
    assert (state(case), tasks(case)) == (kind, {"REFUSED"})


def test_what_the_hub_refuses_is_said(case: UUID) -> None:
    with acting_as(SYSTEM):
        row = Outgoing.objects.filter(message__type="training_nomination").latest("created_at")
        row.receipt_reasons = "closed: the session takes no nominations now"
        receiving.refused(row)
    assert (state(case), of(case).told, tasks(case)) == ("declined", "closed", {"REFUSED"})


def test_the_programme_is_taken_whole(hub: Hub, case: UUID) -> None:
    assert hub._sent("training_programme", {}, training.Programme(modules=[], sessions=[]).told()) == "accepted"
    with acting_as(SYSTEM):
        assert selectors.session_choices() == []
        assert KnownSession.objects.filter(pk=hub.session, listed=False).exists()  # it stays for who was nominated
    assert hub._sent("training_programme", {}, b"{}") == "refused"


def test_letters_go_to_who_is_meant(hub: Hub, staff: dict[str, Actor]) -> None:
    learner = enrolled(staff, leader_email="leader@example.org")
    case = nominated(staff, hub.session, learner)
    hub.certifies(reference(case))
    links = {"self": "https://hub.example.org/opinions/1/", "supervisor": "https://hub.example.org/opinions/2/"}
    assert hub.says("forms", reference(case), links=links, until=day(90)) == "accepted"
    with acting_as(SYSTEM):
        for kind in ("place", "certificate", "self", "supervisor", "ended"):
            assert letters.send(case, kind) == 1
        assert letters.send(case, "reaction") == 0  # that was not asked
    place, certificate, own, leader, _ended = mail.outbox
    assert "L1-7" in place.body
    assert "DTSTART;VALUE=DATE" in str(place.attachments[0][1])
    assert [one[2] for one in certificate.attachments] == ["application/pdf", "application/vc+jwt"]
    assert (own.to, leader.to) == (["learner@example.org"], ["leader@example.org"])
    assert links["supervisor"] in leader.body
    assert "SYNTHETIC Learner" in leader.subject
    assert links["supervisor"] not in own.body
    do(people.leave, staff["training"], learner)
    with acting_as(SYSTEM):
        assert letters.send(case, "supervisor") == 0  # whoever led them does not any more


def test_an_offer_as_a_trainer(hub: Hub, learner: UUID, staff: dict[str, Actor]) -> None:
    do(people.offer_as_trainer, staff["training"], learner, languages=["eng"], most=3)
    told = sent("training_candidate")[-1]
    assert set(told) == {"reference", "person", "languages", "most", "sealing_key"}
    with acting_as(SYSTEM):
        row = Outgoing.objects.filter(message__type="training_candidate").latest("created_at")
        receiving.refused(row)
    assert (state(learner), tasks(learner)) == ("learner", {"NOT_TAKEN"})
    do(people.offer_as_trainer, staff["training"], learner, languages=["eng"])
    again = sent("training_candidate")[-1]
    assert tasks(learner) == set()
    assert (again["person"], again["reference"] != told["reference"]) == (told["person"], True)
    assert hub.says("candidate", UUID(again["reference"]), number=12) == "accepted"
    assert hub.says("trainer", UUID(again["reference"]), number=12, until=day(700)) == "accepted"
    with acting_as(SYSTEM):
        one = Learner.objects.get(pk=learner)
    assert (state(learner), one.trainer_number, one.trainer_until) == ("trainer", 12, day(700))


def test_needs_are_told_as_sums_with_who_has_it(hub: Hub, case: UUID, staff: dict[str, Actor]) -> None:
    told = {"institution": "ASYLUM", "module": FIRST, "posts": 12, "elsewhere": 3, "by": day(200)}
    need = do(needs.note, staff["training"], **told)
    line = {"institution": "ASYLUM", "module": FIRST, "posts": 12, "trained": 3, "by": str(day(200))}
    assert sent("training_needs")[-1] == {"lines": [line]}
    with pytest.raises(refusals.BadInput, match="already"):
        do(needs.note, staff["training"], **told)
    hub.certifies(reference(case))
    assert sent("training_needs")[-1] == {"lines": [{**line, "trained": 4}]}
    assert hub.says("revoked", reference(case), why="SYNTHETIC") == "accepted"
    assert sent("training_needs")[-1] == {"lines": [line]}
    do(needs.change, staff["training"], need, posts=2, elsewhere=2, by=day(100))
    assert sent("training_needs")[-1]["lines"][0]["trained"] == 2  # never more than there are posts
    do(needs.end, staff["training"], need)
    assert sent("training_needs")[-1] == {"lines": []}
    for wrong in ({"elsewhere": 13}, {"module": "UNKNOWN"}, {"posts": 0}):
        with pytest.raises(refusals.BadInput):
            do(needs.note, staff["training"], **{**told, **wrong})


def test_the_hub_hears_the_sum_of_what_was_looked_at(hub: Hub, staff: dict[str, Actor]) -> None:
    cases = [do(needs.note, staff["training"], institution=one, module=SECOND, posts=5, by=day(9)) for one in ("ASYLUM", "BORDER")]
    do(needs.check, staff["training"], cases[0], indicator="EVIDENCE", half="2026-1", seen=10, met=4)
    do(needs.check, staff["training"], cases[1], indicator="EVIDENCE", half="2026-1", seen=30, met=6)
    assert sent("training_quality")[-1] == {"module": SECOND, "indicator": "EVIDENCE", "half": "2026-1", "met": 10, "seen": 40}
    with pytest.raises(refusals.BadInput, match="a million"):
        do(needs.check, staff["training"], cases[1], indicator="EVIDENCE", half="2026-1", seen=1_000_000, met=6)
    for wrong in ({"met": 31}, {"half": "2026-3"}, {"indicator": "OTHER"}):
        with pytest.raises(refusals.BadInput):
            do(needs.check, staff["training"], cases[1], **{"indicator": "EVIDENCE", "half": "2026-1", "seen": 30, "met": 6, **wrong})


def test_one_account_belongs_to_one_learner(learner: UUID, staff: dict[str, Actor]) -> None:
    enrolled(staff, account="officer")
    for wrong in ({"account": "officer"}, {"account": "nobody"}, {"passed_elsewhere": ["UNKNOWN"]}, {"email": "no address"}):
        with pytest.raises(refusals.BadInput):
            enrolled(staff, **wrong)
    do(people.change, staff["training"], learner, **{**PERSON, "name": "SYNTHETIC New Name"})


def test_a_certificate_keeps_the_name_under_which_it_was_sealed(hub: Hub, case: UUID, learner: UUID, staff: dict[str, Actor]) -> None:
    do(people.change, staff["training"], learner, **{**PERSON, "name": "SYNTHETIC New Name"})
    hub.certifies(reference(case))
    with acting_as(SYSTEM):
        assert "New" not in selectors.check_address(of(case))


def test_the_page(hub: Hub, case: UUID, staff: dict[str, Actor]) -> None:
    client = Client()
    client.force_login(User.objects.get(username="training"))
    page = client.get(reverse("training")).content.decode()
    assert "SYNTHETIC first" in page
    assert f"?session={hub.session}" in page
    form = client.get(reverse("start", args=["nomination", "nominate"]) + f"?session={hub.session}").content.decode()
    assert f'value="{hub.session}" selected' in form
    assert client.get(reverse("training_certificate", args=[case])).status_code == 404  # there is none yet
    links = {"reaction": "https://hub.example.org/opinions/1/"}
    hub.certifies(reference(case))
    hub.says("forms", reference(case), links=links, until=day(20))
    shown = client.get(reverse("case", args=[case])).content.decode()
    assert links["reaction"] in shown
    with moment.pretend(moment.now() + timedelta(days=30)):
        assert links["reaction"] not in client.get(reverse("case", args=[case])).content.decode()


def test_only_the_coordinator_of_training_sees_learners(learner: UUID, case: UUID) -> None:
    client = Client()
    client.force_login(User.objects.get(username="officer"))
    assert client.get(reverse("training")).status_code == 403
    assert client.get(reverse("case", args=[learner])).status_code == 404


def test_trainers_are_asked_for(hub: Hub, staff: dict[str, Actor]) -> None:
    told = {"module": FIRST, "language": "eng", "place": "SYNTHETIC town", "monday": day(30), "flexible": 3, "places": 12}
    case = do(wanted.request, staff["training"], **told)
    asked = sent("training_request")[-1]
    assert {name: asked[name] for name in told} == {**told, "monday": str(day(30))}
    assert set(asked) == {"reference", *training.SessionRequest.model_fields}
    assert hub.says("session", UUID(asked["reference"]), code="L2026-000044") == "accepted"
    assert state(case) == "planned"
    assert hub.says("no_session", UUID(asked["reference"])) == "accepted"
    assert (state(case), tasks(case)) == ("refused", {"REFUSED"})
    assert hub.says("session", UUID(asked["reference"]), code="L2026-000044") == "accepted"  # late: it says nothing new
    assert state(case) == "refused"
    other = do(wanted.request, staff["training"], **told)
    with acting_as(SYSTEM):
        row = Outgoing.objects.filter(message__type="training_request").latest("created_at")
        row.receipt_reasons = "not_taken: it cannot be taken here now"
        receiving.refused(row)
    assert (state(other), tasks(other)) == ("refused", {"REFUSED"})
    third = do(wanted.request, staff["training"], **told)
    do(wanted.withdraw, staff["training"], third)
    assert sent("training_withdrawal")[-1]["reference"] == sent("training_request")[-1]["reference"]
    with pytest.raises(refusals.BadInput):
        do(wanted.request, staff["training"], **{**told, "module": "UNKNOWN"})


def test_a_training_asks_the_pool_for_an_interpreter_about_nobody(hub: Hub, staff: dict[str, Actor], home: str) -> None:
    who = staff["training"]
    case = do(wanted.request, who, module=FIRST, language="eng", place="SYNTHETIC town", monday=day(30))
    with acting_as(who):
        told = interpreting.selectors.needs_interpreter(CaseFile.objects.get(pk=case))
    at = pool.moment_of(day(3), 600)
    given = {"language": "prs", "wanted_sex": "ANY", "mode": "PRESENT", "place": "SYNTHETIC", "begins": at, "ends": at + timedelta(minutes=60)}
    request = do(interpreting.request, who, **{**(told or {}), **given})
    do(asking.ask_pool, who, request, premises=home, earliest="9:00", latest="12:00", modes=["site"])
    assert (sent("pool_request")[-1]["minutes"], sent("pool_request")[-1]["not_these"]) == (60, [])
    with pytest.raises(refusals.BadInput, match="about nobody"):
        do(asking.not_this_one, who, request, number=9, why="SYNTHETIC")
    checked = {"speaks": True, "no_conflict": True, "confidentiality_signed_on": day(-9)}
    do(interpreting.book, who, request, interpreter="SYNTHETIC pseudonym", sex="WOMAN", **checked)
    do(interpreting.note_outcome, who, request, outcome="DONE", understood=True, note="SYNTHETIC remark")
    with acting_as(SYSTEM):
        one = Request.objects.get(pk=request)
        assert (one.person_id, one.remark, state(request)) == (None, "SYNTHETIC remark", "held")
        # The share of interviews in a language that is understood is of persons alone.
        assert interpreting.selectors.understood(SYSTEM) == (0, 0, {})
    client = Client()
    client.force_login(User.objects.get(username="training"))
    assert "SYNTHETIC remark" in client.get(reverse("case", args=[request])).content.decode()


def test_nobody_comes_to_see_a_person_by_asking_for_an_interpreter(hub: Hub, staff: dict[str, Actor]) -> None:
    """A broken twin of the check would let whoever knows a number of a person into the file."""
    screening = arrive(staff)
    with acting_as(SYSTEM):
        person = CaseFile.objects.get(pk=screening).subject
    own = do(wanted.request, staff["training"], module=FIRST, language="eng", place="SYNTHETIC town", monday=day(30))
    at = pool.moment_of(day(3), 600)
    given = {"language": "prs", "wanted_sex": "ANY", "mode": "PRESENT", "place": "SYNTHETIC", "begins": at, "ends": at + timedelta(minutes=60)}
    for asked_for, whom in ((screening, person), (own, person), (screening, None)):
        with pytest.raises(refusals.BadInput, match="page of the case"):
            do(interpreting.request, staff["training"], asked_for=asked_for, person_id=whom, **given)
    with pytest.raises(refusals.BadInput, match="page of the case"):
        do(interpreting.request, staff["officer"], asked_for=screening, person_id=None, **given)
    with acting_as(staff["training"]):
        assert not Person.objects.filter(pk=person).exists()


def test_a_withdrawn_session_needs_no_interpreter_and_one_withdrawn_too_late_stands(hub: Hub, staff: dict[str, Actor]) -> None:
    who = staff["training"]
    case = do(wanted.request, who, module=FIRST, language="eng", place="SYNTHETIC town", monday=day(30))
    at = pool.moment_of(day(3), 600)
    given = {"language": "prs", "wanted_sex": "ANY", "mode": "PRESENT", "place": "SYNTHETIC", "begins": at, "ends": at + timedelta(minutes=60)}
    request = do(interpreting.request, who, asked_for=case, **given)
    do(wanted.withdraw, who, case)
    assert state(request) == "cancelled"
    with pytest.raises(refusals.BadInput):
        do(interpreting.request, who, asked_for=case, **given)
    with acting_as(SYSTEM):
        receiving.withdrawn_too_late(Outgoing.objects.filter(message__type="training_withdrawal").latest("created_at"))
    assert (state(case), tasks(case)) == ("planned", {"STANDS"})
    do(wanted.seen, who, case)
    assert tasks(case) == set()


def test_what_was_said_can_be_put_aside(hub: Hub, case: UUID, staff: dict[str, Actor]) -> None:
    assert hub.says("declined", reference(case)) == "accepted"
    do(actions.seen, staff["training"], case)
    assert tasks(case) == set()


def test_whoever_works_on_trainings_sees_no_interpreting_of_persons(hub: Hub, staff: dict[str, Actor]) -> None:
    """Also with an account of the unit that has them."""
    screening = arrive(staff)
    with acting_as(SYSTEM):
        person = CaseFile.objects.get(pk=screening).subject
    at = pool.moment_of(day(3), 600)
    given = {"language": "prs", "wanted_sex": "ANY", "mode": "PRESENT", "place": "SYNTHETIC", "begins": at, "ends": at + timedelta(minutes=60)}
    request = do(interpreting.request, staff["officer"], asked_for=screening, person_id=person, **given)
    there = replace(staff["training"], unit=staff["officer"].unit)
    with acting_as(there):
        assert not cases.visible(there).filter(pk=request).exists()
    with pytest.raises(refusals.NotAllowed):
        do(interpreting.cancel, there, request)
    with pytest.raises(refusals.BadInput):
        do(interpreting.request, there, asked_for=screening, person_id=person, **given)
    with acting_as(staff["officer"]):
        assert cases.visible(staff["officer"]).filter(pk=request).exists()
