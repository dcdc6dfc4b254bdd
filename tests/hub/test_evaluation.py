"""How training was found and what came of it: links that answer once, means of enough people, figures of the work, who trained whom."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from egnatia.hub.training import cascade, figures, statements
from egnatia.hub.training.certificates import actions as certificates
from egnatia.hub.training.evaluation import inviting, selectors
from egnatia.hub.training.materials import actions as materials
from egnatia.hub.training.materials import selectors as material
from egnatia.hub.training.models import Certificate, Invitation, Material, Opinion, Place, Question, Trainer, TrainingSession
from egnatia.hub.training.sessions import actions as sessions
from egnatia.hub.training.sessions import selectors as of_sessions
from egnatia.hub.training.trainers import actions as trainers
from egnatia.hub.training.trainers import half_year
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import training
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Task, User
from tests.hub.conftest import do
from tests.hub.learning import Country, country, decided, enrolled, held, opened, teaches, then, week
from tests.hub.test_curriculum import published, state

MARKS = {"q0": "5", "q1": "4", "q2": "5", "q3": "4"}


@pytest.fixture
def srb(module: uuid.UUID) -> Country:
    return country("SRB")


@pytest.fixture
def people() -> list[uuid.UUID]:
    return [uuid.uuid4() for _one in range(5)]


@pytest.fixture
def session(srb: Country, people: list[uuid.UUID], first: Actor, second: Actor) -> uuid.UUID:
    """Five of Serbia were there and passed."""
    enrolled(first), enrolled(first, "MKD")
    case = opened(first, second)
    decided(first, case, GIVEN=[srb.nominates(case, person) for person in people])
    held(first, case, dict.fromkeys(range(1, 6), True))
    return case


def links(srb: Country, kind: str = "reaction") -> list[str]:
    return [re.sub(r"^https?://[^/]+", "", word.links[kind]) for word in srb.hears_of_training() if kind in word.links]  # type: ignore[index]


def test_a_link_answers_once_and_keeps_nobody(session: uuid.UUID, srb: Country, first: Actor) -> None:
    found = links(srb)
    assert len(found) == 5
    client = Client()
    assert b"SYNTHETIC module" in client.get(found[0]).content
    assert client.post(found[0], {**MARKS, "q3": "6"}).status_code == 422
    for link in found[:4]:
        assert b"Thank you" in client.post(link, {**MARKS, "remark": "SYNTHETIC remark\0"}).content
    assert client.post(found[0], MARKS).status_code == 410
    assert client.get(reverse("training_opinion", args=["no-such-link"])).status_code == 410
    assert {one.name for one in Opinion._meta.get_fields()} == {"id", "session", "question", "marks", "remark"}
    with acting_as(first):
        one = TrainingSession.objects.get(pk=session)
        assert (selectors.found([one], Question.REACTION).answered, selectors.found([one], Question.REACTION).means) == (4, None)
        assert selectors.remarks(one) == []
    client.post(found[4], {**MARKS, "q0": "3"})
    with acting_as(first):
        whole = selectors.found([one], Question.REACTION)
        assert (whole.answered, whole.asked, whole.means) == (5, 5, (4.6, 4.0, 5.0, 4.0))
        assert selectors.remarks(one) == ["SYNTHETIC remark"] * 4
        case = CaseFile.objects.get(pk=session)
        assert of_sessions.known_evaluation(case) == {"reaction": "4.40", "before": 40, "after": 80}


def test_a_link_ends(session: uuid.UUID, srb: Country) -> None:
    link = links(srb)[0]
    with moment.pretend(moment.now() + timedelta(days=90)):
        assert Client().get(link).status_code == 410


def test_months_later_the_learner_and_who_leads_them_are_asked_once(session: uuid.UUID, srb: Country) -> None:
    srb.hears_of_training()
    for days, asked in ((60, 0), (100, 5), (101, 0)):
        with moment.pretend(moment.now() + timedelta(days=14 + days)), acting_as(SYSTEM):
            assert inviting.months_later() == asked
    told = srb.hears_of_training()
    assert [set(word.links) for word in told] == [{"self", "supervisor"}] * 5
    with acting_as(SYSTEM):
        assert Invitation.objects.filter(question=Question.SUPERVISOR).count() == 5


def test_figures_of_the_work_are_summed_and_not_averaged(srb: Country, session: uuid.UUID, first: Actor) -> None:
    """Acceptance 17 of the reference: by numerators."""
    mkd = country("MKD")
    told = {"module": "SYNTHETIC-A", "indicator": "EVIDENCE", "half": "2026-2"}
    assert srb.says("training_quality", training.Quality(**told, met=10, seen=100)) == "accepted"
    assert mkd.says("training_quality", training.Quality(**told, met=9, seen=10)) == "accepted"
    assert srb.says("training_quality", training.Quality(**told, met=20, seen=100)) == "accepted"  # the newest stands
    assert srb.says("training_quality", training.Quality(**{**told, "indicator": "SOMETHING"}, met=1, seen=2)) == "content"
    with acting_as(first):
        assert selectors.quality("SYNTHETIC-A") == [("EVIDENCE", "2026-2", 29, 110)]
        one = next(one for one in figures.levels(first) if one.module.code == "SYNTHETIC-A")
    assert one.learned == (5, 40, 80)


def test_needs_of_a_country_take_the_place_of_those_before(srb: Country, first: Actor) -> None:
    line = {"institution": "ASYLUM", "module": "SYNTHETIC-A", "posts": 40, "trained": 10, "by": week(20)}
    assert (
        srb.says("training_needs", training.Needs.model_validate({"lines": [line, {**line, "institution": "BORDER", "posts": 5, "trained": 0}]})) == "accepted"
    )
    with acting_as(first):
        assert [(one.posts, one.trained, one.open) for one in figures.needs(first) if one.module == "SYNTHETIC-A"] == [(45, 10, 35)]
    do(sessions.plan, first, kind="NATIONAL", module="SYNTHETIC-A", language="eng", country="SRB", place="SYNTHETIC", monday=week(), places=30)
    with acting_as(first):
        assert [one.open for one in figures.needs(first) if one.module == "SYNTHETIC-A"] == [5]
    assert srb.says("training_needs", training.Needs.model_validate({"lines": [line, line]})) == "content"
    # A module that was withdrawn while the message was on its way takes nothing else with it.
    assert srb.says("training_needs", training.Needs.model_validate({"lines": [line, {**line, "module": "WITHDRAWN"}]})) == "accepted"
    with acting_as(first):
        assert [one.posts for one in figures.needs(first) if one.country == "SRB"] == [40]
    assert srb.says("training_needs", training.Needs(lines=[])) == "accepted"
    with acting_as(first):
        assert [one for one in figures.needs(first) if one.module == "SYNTHETIC-A"] == []


def _offered(srb: Country, person: uuid.UUID) -> str:
    told = training.Candidate(person=person, languages=["eng"], most=4, sealing_key=str(srb.identity.to_public()))
    return srb.says("training_candidate", told, uuid.uuid4())


def test_from_a_certificate_to_a_certified_trainer_whose_trainees_count(
    srb: Country, session: uuid.UUID, people: list[uuid.UUID], first: Actor, second: Actor
) -> None:
    person = people[0]
    assert _offered(srb, person) == "not_taken"  # the module for trainers is missing
    published(first, second, code="SYNTHETIC-T", group="TRAINERS")
    for code in ("SRB", "MKD"):
        teaches(first, enrolled(first, code), "SYNTHETIC-T")
    course = opened(first, second, number=3, pair=(3, 4), module="SYNTHETIC-T")
    decided(first, course, GIVEN=[srb.nominates(course, person)])
    held(first, course, {1: True}, number=3)
    srb.hears_of_training()
    assert _offered(srb, person) == "accepted"
    assert [(word.kind, word.number) for word in srb.hears_of_training()] == [("candidate", 5)]
    assert _offered(srb, person) == "not_taken"  # once
    assert _offered(srb, uuid.uuid4()) == "not_taken"
    with acting_as(SYSTEM):
        case = Trainer.objects.get(number=5).pk
    published(first, second, code="SYNTHETIC-C")
    for wrong in ({"module": "SYNTHETIC-A", "level": 2}, {"module": "SYNTHETIC-C", "level": 1}):
        with pytest.raises(refusals.GateClosed):  # no trainer yet; no certificate of that module
            do(trainers.teach, first, case, **wrong)
    until = moment.today() + timedelta(days=700)
    with pytest.raises(refusals.GateClosed, match="co-trainer first"):
        do(trainers.certify, first, case, certified_until=until)
    # Beside a trainer, never beside another candidate or co-trainer: the rule of the half-year.
    beside = opened(first, second, number=5, pair=(1, 5), kind="NATIONAL")
    decided(first, beside, GIVEN=[srb.nominates(beside), srb.nominates(beside)])
    held(first, beside, {1: True, 2: True}, number=5)
    srb.hears_of_training()
    do(trainers.certify, first, case, certified_until=until)
    assert state(case) == "certified"
    assert [(word.kind, word.number, word.until) for word in srb.hears_of_training()] == [("trainer", 5, until)]
    with acting_as(first):
        branches = {one.session.pk: one for one in cascade.tree(first)}
    assert beside not in branches  # it hangs below the session where its trainer learned
    assert [(one.session.pk, one.passed) for one in branches[session].children] == [(beside, 2)]
    assert (branches[session].passed, branches[session].below) == (5, 2)


def test_a_certificate_is_renewed_by_who_goes_on_teaching(module: uuid.UUID, first: Actor, second: Actor) -> None:
    cases = [enrolled(first, code) for code in ("SRB", "MKD", "ALB")]
    case = opened(first, second, kind="NATIONAL")
    later = moment.today() + timedelta(days=800)
    with moment.pretend(moment.now() + timedelta(days=720)):
        do(trainers.renew, first, cases[2], certified_until=later + timedelta(days=300))
    with moment.pretend(moment.now() + timedelta(days=740)), pytest.raises(refusals.GateClosed, match="two years"):
        do(trainers.renew, first, cases[2], certified_until=later)  # a renewal is no teaching
    held(first, case, {}, srb=3)
    with moment.pretend(moment.now() + timedelta(days=740)):
        do(trainers.renew, first, cases[0], certified_until=later)


def test_statements_for_a_learning_record_store(session: uuid.UUID, srb: Country, first: Actor, second: Actor, people: list[uuid.UUID]) -> None:
    def told() -> list[dict[str, Any]]:
        with acting_as(first):
            return list(statements.statements(first))

    before = told()
    assert [one["verb"]["display"]["en"] for one in before] == ["registered", "attended", "passed"] * 5
    assert len({one["id"] for one in before}) == 15
    assert before == told()  # a statement never changes
    assert before[2]["result"] == {"success": True, "completion": True, "score": {"scaled": 0.8, "raw": 80, "min": 0, "max": 100}}
    assert {one["actor"]["account"]["name"] for one in before} == {str(person) for person in people}
    with acting_as(SYSTEM):
        certificate = Certificate.objects.get(place__number=1)
    do(certificates.ask_revocation, first, certificate.pk, why="SYNTHETIC")
    do(certificates.revoke, second, certificate.pk)
    after = told()
    assert after[:15] == before
    assert after[15]["object"] == {"objectType": "StatementRef", "id": before[2]["id"]}
    client = Client()
    client.force_login(User.objects.get(username="programme"))
    assert client.get(reverse("training_statements")).json() == after


def test_a_new_version_of_material_makes_its_translations_old(module: uuid.UUID, first: Actor) -> None:
    told = {"module": "SYNTHETIC-A", "title": "SYNTHETIC slides", "language": "eng", "licence": "CC BY 4.0"}
    case = do(materials.register, first, **told)

    def ready() -> set[str]:
        with acting_as(first):
            return material.ready(Material.objects.get(pk=case))

    do(materials.translate, first, case, language="sqi", progress="TRANSLATING")
    assert ready() == {"eng"}
    do(materials.translate, first, case, language="sqi", progress="READY", address="https://example.org/sqi")
    assert ready() == {"eng", "sqi"}
    do(materials.new_version, first, case)
    assert ready() == {"eng"}
    for wrong in ({"language": "eng"}, {"language": "sqi", "address": "javascript:alert(1)"}):
        with pytest.raises(refusals.BadInput):
            do(materials.translate, first, case, **{"progress": "READY", **wrong})
    with pytest.raises(refusals.BadInput):
        do(materials.register, first, **{**told, "module": "UNKNOWN"})
    do(materials.withdraw, first, case)
    with acting_as(first):
        assert material.coverage([one for one in material.materials(first) if one.pk == case]) == (0, 0)


def test_the_page_of_outcomes(session: uuid.UUID, srb: Country, first: Actor) -> None:
    client = Client()
    client.force_login(User.objects.get(username="programme"))
    page = client.get(reverse("training_outcomes")).content.decode()
    assert "40 → 80 %" in page
    assert "5 passed" in page
    with acting_as(SYSTEM):
        assert Place.objects.filter(session=session, passed=True).count() == 5


def test_no_two_looks_differ_by_one_answer(session: uuid.UUID, srb: Country, people: list[uuid.UUID], first: Actor, second: Actor) -> None:
    """A broken twin would show a mean with five answers and another one with six."""
    other = opened(first, second, number=4)
    decided(first, other, GIVEN=[srb.nominates(other, person) for person in [*people, uuid.uuid4()]])
    srb.hears_of_training()
    held(first, other, dict.fromkeys(range(1, 7), True), number=4)
    found = links(srb)
    for link in found[:5]:
        assert Client().post(link, MARKS).status_code == 200
    with acting_as(first):
        one = TrainingSession.objects.get(pk=other)
        assert selectors.found([one], Question.REACTION).means is None  # one link is still open
        both = [one, TrainingSession.objects.get(pk=session)]
    Client().post(found[5], MARKS)
    with acting_as(first):
        assert selectors.found([one], Question.REACTION).mean == 4.5
        Opinion.objects.create(session_id=session, question=Question.REACTION, marks=[1, 1, 1, 1])
        assert selectors.found(both, Question.REACTION).mean == 4.5  # a session with one answer is not told with others
        inviting.mix()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM training_opinion")
            assert cursor.fetchone() == (1,)


def _certified(srb: Country, person: uuid.UUID, first: Actor, second: Actor) -> uuid.UUID:
    """A trainer whom the country offered, with one session taught beside another trainer."""
    published(first, second, code="SYNTHETIC-T", group="TRAINERS")
    for code in ("SRB", "MKD"):
        teaches(first, enrolled(first, code), "SYNTHETIC-T")
    course = opened(first, second, number=3, pair=(3, 4), module="SYNTHETIC-T")
    decided(first, course, GIVEN=[srb.nominates(course, person)])
    held(first, course, {1: True}, number=3)
    assert _offered(srb, person) == "accepted"
    held(first, opened(first, second, number=5, pair=(1, 5), kind="NATIONAL"), {}, number=5, srb=3, srb_passed=3)
    with acting_as(SYSTEM):
        return Trainer.objects.get(number=5).pk


def test_who_loses_a_certificate_does_not_teach_by_it(srb: Country, session: uuid.UUID, people: list[uuid.UUID], first: Actor, second: Actor) -> None:
    case = _certified(srb, people[0], first, second)
    with acting_as(SYSTEM):
        certificate = Certificate.objects.get(place__person=people[0], module="SYNTHETIC-A").pk
        below = next(one for one in cascade.tree(first) if one.session.pk == session).below
    do(certificates.ask_revocation, first, certificate, why="SYNTHETIC")
    do(certificates.revoke, second, certificate)
    with acting_as(SYSTEM):
        assert not Trainer.objects.get(pk=case).trainerskill_set.filter(module="SYNTHETIC-A").exists()
        assert Task.objects.filter(case=case, code="LOST_CERTIFICATE", done_at=None).exists()
        assert (below, next(one for one in cascade.tree(first) if one.session.pk == session).below) == (3, 0)
    with pytest.raises(refusals.GateClosed, match="revoked"):
        do(trainers.certify, second, case, certified_until=moment.today() + timedelta(days=700))
    with pytest.raises(refusals.GateClosed, match="no certificate"):
        do(trainers.teach, first, case, module="SYNTHETIC-A", level=1)
    do(trainers.look_at_loss, first, case)
    assert not Task.objects.filter(case=case, code="LOST_CERTIFICATE", done_at=None).exists()


def test_a_trainer_is_taken_out_and_comes_back(srb: Country, session: uuid.UUID, people: list[uuid.UUID], first: Actor, second: Actor) -> None:
    case = _certified(srb, people[0], first, second)
    until = moment.today() + timedelta(days=700)
    do(trainers.certify, second, case, certified_until=until)
    srb.hears_of_training()
    do(trainers.renew, first, case, certified_until=until + timedelta(days=9))
    assert [(word.kind, word.until) for word in srb.hears_of_training()] == [("trainer", until + timedelta(days=9))]
    with acting_as(SYSTEM):
        offered = Trainer.objects.get(pk=case).offered
    mkd = country("MKD")
    assert mkd.says("training_withdrawal", training.Withdrawal(why="LEFT"), offered) == "reference"
    assert srb.says("training_withdrawal", training.Withdrawal(why="LEFT"), offered) == "accepted"
    with acting_as(SYSTEM):
        assert Task.objects.filter(case=case, code="GONE", done_at=None).exists()
    do(trainers.leave, first, case)
    assert [word.kind for word in srb.hears_of_training()] == ["left_pool"]
    told = training.Candidate(person=people[0], languages=["eng"], most=4, sealing_key=str(mkd.identity.to_public()))
    assert mkd.says("training_candidate", told, uuid.uuid4()) == "reference"  # somebody of another country
    assert _offered(srb, people[0]) == "accepted"


def test_without_the_module_for_trainers_nobody_trains(srb: Country, session: uuid.UUID, people: list[uuid.UUID], first: Actor, second: Actor) -> None:
    case = _certified(srb, people[0], first, second)
    later = opened(first, second, number=7, pair=(1, 5), kind="NATIONAL")
    with acting_as(SYSTEM):
        certificate = Certificate.objects.get(place__person=people[0], module="SYNTHETIC-T").pk
    do(certificates.ask_revocation, first, certificate, why="SYNTHETIC")
    do(certificates.revoke, second, certificate)
    with acting_as(SYSTEM):
        assert not Trainer.objects.get(pk=case).trainerskill_set.exists()
    with then(7), pytest.raises(refusals.GateClosed, match="does not teach"):
        do(sessions.begin, first, later)


def test_whoever_has_left_gets_no_session(srb: Country, session: uuid.UUID, people: list[uuid.UUID], first: Actor, second: Actor) -> None:
    case = _certified(srb, people[0], first, second)
    with acting_as(SYSTEM):
        offered = Trainer.objects.get(pk=case).offered
    assert srb.says("training_withdrawal", training.Withdrawal(why="LEFT"), offered) == "accepted"
    with acting_as(first):
        assert case not in set(half_year.may_teach().values_list("pk", flat=True))


def test_nobody_adds_alone_to_what_somebody_teaches(module: uuid.UUID, first: Actor, second: Actor) -> None:
    case = enrolled(first)
    published(first, second, code="SYNTHETIC-C")
    do(trainers.teach, first, case, module="SYNTHETIC-C", level=3)
    assert state(case) == "proposed"
    with pytest.raises(refusals.GateClosed):
        do(trainers.confirm, first, case)
    do(trainers.confirm, second, case)
    assert state(case) == "certified"


def test_nobody_is_enrolled_by_one_officer(module: uuid.UUID, first: Actor, second: Actor) -> None:
    told = {"country": "SRB", "languages": ["eng"], "certified_until": moment.today() + timedelta(days=400)}
    case = do(trainers.enrol, first, **told)
    with acting_as(first):
        assert case not in set(half_year.may_teach().values_list("pk", flat=True))
    with pytest.raises(refusals.GateClosed):
        do(trainers.confirm, first, case)
    do(trainers.confirm, second, case)
    with acting_as(first):
        assert case in set(half_year.may_teach().values_list("pk", flat=True))
