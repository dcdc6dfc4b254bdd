"""Referral to a service: nothing leaves without agreement or a ground that two people looked at, and the loop is closed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyrage
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from egnatia.kernel import disclose, moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.models import AccessLog, CaseFile, Task
from egnatia.node.people.models import Person
from egnatia.node.referral import actions as referral
from egnatia.node.referral import disclosing, gates, procedure
from egnatia.node.referral.directory import actions as directory
from egnatia.node.referral.models import Consent, Override, Package, Referral, Service
from egnatia.node.registration import actions as registration
from tests.node.conftest import AGREED, AT_ONCE, arrive, do, state_of
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

ASK = {"receiver": "SOCIAL-WORK", "need": "Safe shelter"}
OTHER_GROUND = {"basis": "LEGAL_DUTY", "scope": ["NAME"], "reason": "SYNTHETIC: the law names it"}


def offered(staff: dict[str, Actor], who: str = "officer", **changes: Any) -> UUID:
    return do(referral.offer, staff[who], source_case=arrive(staff), **{**ASK, **AGREED, **changes})


def shown_to(staff: dict[str, Actor], who: str, case: UUID) -> str:
    return client_of(who).get(reverse("case", args=[case])).content.decode()


def test_acceptance_11_without_consent_or_override_nothing_is_sent(staff: dict[str, Actor]) -> None:
    case = do(referral.offer, staff["officer"], source_case=arrive(staff), **ASK)
    assert state_of(case) == "draft"
    with acting_as(staff["social"]):
        assert not CaseFile.objects.filter(pk=case).exists()
    with pytest.raises(refusals.BadInput, match="without the person's agreement"):
        do(referral.complete, staff["officer"], case, receiver="SOCIAL-WORK", basis="LEGAL_DUTY", scope=["NAME"])
    do(referral.complete, staff["officer"], case, receiver="SOCIAL-WORK", **OTHER_GROUND)
    assert state_of(case) == "proposed"
    with acting_as(staff["social"]):
        assert not CaseFile.objects.filter(pk=case).exists()
    do(referral.decide_override, staff["coordinator"], case, approve=True)
    assert state_of(case) == "offered"
    assert "Karimi" in shown_to(staff, "social", case)


def test_an_override_is_decided_by_another_one(staff: dict[str, Actor]) -> None:
    case = do(referral.offer, staff["protection"], source_case=arrive(staff), **ASK, **OTHER_GROUND)
    with pytest.raises(refusals.GateClosed) as caught:
        do(referral.decide_override, staff["protection"], case, approve=True)
    assert closed(caught) == {"G-SECOND"}
    do(referral.decide_override, staff["coordinator"], case, approve=False)
    assert state_of(case) == "revoked"
    with seeing_all():
        one = Override.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Override.objects.filter(pk=one.pk).update(decided_by=one.proposed_by)


def test_twin_without_the_gate_one_person_would_do(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    """And the database still refuses."""
    monkeypatch.setattr(procedure.DECIDE, "gates", tuple(one for one in procedure.DECIDE.gates if one is not gates.decided_by_another))
    case = do(referral.offer, staff["protection"], source_case=arrive(staff), **ASK, **OTHER_GROUND)
    with pytest.raises(IntegrityError), transaction.atomic():
        do(referral.decide_override, staff["protection"], case, approve=True)


def test_an_emergency_goes_out_at_once_and_is_closed_when_a_second_person_refuses(staff: dict[str, Actor]) -> None:
    case = do(referral.offer, staff["officer"], source_case=arrive(staff), **ASK, **AT_ONCE)
    assert state_of(case) == "offered"
    assert "Karimi" in shown_to(staff, "social", case)
    with moment.pretend(moment.now() + timedelta(hours=73)):
        timing.tick(moment.now())
    with seeing_all():
        assert Task.objects.filter(case=case, code="OVERRIDE_REVIEW", done_at=None).exists()
    with pytest.raises(refusals.GateClosed):
        do(referral.review_override, staff["social"], case, approve=True)  # not by who received it
    do(referral.review_override, staff["coordinator"], case, approve=False)
    assert state_of(case) == "revoked"
    assert client_of("social").get(reverse("case", args=[case])).status_code == 404


@pytest.mark.parametrize(("hours", "codes"), [(7, {"REFERRAL_REMIND"}), (25, {"REFERRAL_REMIND", "REFERRAL_TERM", "ESCALATED"})])
def test_acceptance_12_silence_on_an_emergency_is_reminded_and_escalated(staff: dict[str, Actor], hours: int, codes: set[str]) -> None:
    case = offered(staff, priority="EMERGENCY")
    with moment.pretend(moment.now() + timedelta(hours=hours)):
        timing.tick(moment.now())
        with seeing_all():
            waiting = dict(Task.objects.filter(case=case, done_at=None).exclude(code="ANSWER_REFERRAL").values_list("code", "unit_id"))
        assert set(waiting) == codes
        assert state_of(case) == "offered"  # an offer never ends by itself
        if "ESCALATED" in codes:
            assert waiting["ESCALATED"] == staff["coordinator"].unit
            page = shown_to(staff, "coordinator", case)
            assert "Responsible now" in page
            assert "Karimi" not in page
            do(referral.note_expired, staff["officer"], case)
        else:
            with pytest.raises(refusals.BadInput, match="not over"):
                do(referral.note_expired, staff["officer"], case)
            do(referral.acknowledge, staff["social"], case)


def test_what_is_shown_is_what_was_agreed_to_and_what_the_pathway_needs(staff: dict[str, Actor]) -> None:
    case = offered(staff, receiver="LIVING-HERE", scope=["NAME", "NEEDS", "DOCUMENTS"], message="SYNTHETIC secret", contact="SYNTHETIC number")
    with seeing_all():
        one = Referral.objects.select_related("service").get(pk=case)
    assert disclosing.covers(one) == {"NAME"}
    page = shown_to(staff, "integration", case)
    assert "Karimi" in page
    for hidden in ("SYNTHETIC secret", "SYNTHETIC number", "Afghanistan", "1990"):
        assert hidden not in page
    with seeing_all():
        line = AccessLog.objects.filter(what="referral.disclosed").latest("at")
    assert (line.recipient, line.reasons, line.outcome) == ("LIVING-HERE", "NAME", "done")


def test_twin_a_gate_that_forgets_the_profile_shows_more(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = offered(staff, receiver="LIVING-HERE", scope=["NAME", "DOCUMENTS"])
    with seeing_all():
        one = Referral.objects.select_related("service").get(pk=case)
    monkeypatch.setattr(disclosing, "covered", lambda permission, recipient: permission.scope)
    assert disclosing.covers(one) == {"NAME", "DOCUMENTS"}


def test_an_agreement_that_is_taken_back_ends_every_reading_at_once(staff: dict[str, Actor]) -> None:
    case = offered(staff)
    do(referral.accept, staff["social"], case)
    assert "Karimi" in shown_to(staff, "social", case)
    do(referral.withdraw_consent, staff["officer"], case)
    assert client_of("social").get(reverse("case", args=[case])).status_code == 404
    with acting_as(staff["social"]):
        assert not Referral.objects.exists()
        assert not Person.objects.exists()
    board = client_of("social").get(reverse("referrals")).content.decode()
    with seeing_all():
        assert CaseFile.objects.get(pk=case).number in board
        assert AccessLog.objects.filter(what="referral.disclosed", outcome="done").exists()  # what was read before stays on record
        assert Consent.objects.get().withdrawn_at


def test_an_agreement_that_is_over_shows_nothing_and_moves_nothing(staff: dict[str, Actor]) -> None:
    case = offered(staff, until=(moment.today() + timedelta(days=5)).isoformat())
    with moment.pretend(moment.now() + timedelta(days=6)):
        assert "Karimi" not in shown_to(staff, "social", case)
        with pytest.raises(refusals.GateClosed) as caught:
            do(referral.accept, staff["social"], case)
        assert closed(caught) == {"G-CONS"}
        with seeing_all(), pytest.raises(disclose.NothingToDisclose):
            disclosing.shown(Referral.objects.select_related("service").get(pk=case), staff["social"])
        again = {**AGREED, "until": (moment.today() + timedelta(days=30)).isoformat()}
        do(referral.renew_agreement, staff["officer"], case, **again)
        do(referral.accept, staff["social"], case)


def test_twin_without_the_gate_an_ended_agreement_would_do(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = offered(staff, until=(moment.today() + timedelta(days=5)).isoformat())
    monkeypatch.setattr(procedure.ACCEPT, "gates", ())
    with moment.pretend(moment.now() + timedelta(days=6)):
        do(referral.accept, staff["social"], case)


def test_a_child_alone_agrees_through_its_guardian(staff: dict[str, Actor]) -> None:
    child = arrive(staff, birth={"year": "2012"}, unaccompanied=True)
    for given_by in ("SELF", "GUARDIAN"):
        with pytest.raises(refusals.GateClosed) as caught:
            do(referral.offer, staff["officer"], source_case=child, **ASK, **{**AGREED, "given_by": given_by})
        assert closed(caught) == {"G-CONS"}
    do(referral.offer, staff["officer"], source_case=child, **ASK, **{**AT_ONCE, "basis": "BEST_INTERESTS"})
    with pytest.raises(refusals.GateClosed):
        do(referral.offer, staff["officer"], source_case=arrive(staff), **ASK, **{**AT_ONCE, "basis": "BEST_INTERESTS"})


def test_fr_06_nobody_is_referred_to_voluntary_return_without_agreeing_and_asylum_goes_first(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    back = {"receiver": "RETURN-HELP", "need": "Counselling"}
    for ground in (OTHER_GROUND, AT_ONCE):
        with pytest.raises(refusals.GateClosed) as caught:
            do(referral.offer, staff["officer"], source_case=case, **back, **ground)
        assert closed(caught) == {"G-OVERRIDE"}
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
    made = do(referral.offer, staff["officer"], source_case=case, **back, **AGREED)
    do(registration.record_wish, staff["officer"], person_id=person)
    with pytest.raises(refusals.GateClosed) as caught:
        do(referral.accept, staff["counsellor"], made)
    assert closed(caught) == {"G-ASY-FIRST"}
    with pytest.raises(refusals.GateClosed) as caught:
        do(referral.offer, staff["officer"], source_case=case, **{**back, "need": "More"}, **AGREED)
    assert closed(caught) == {"G-ASY-FIRST"}


def test_no_authority_for_returns_stands_in_the_directory_or_receives(staff: dict[str, Actor]) -> None:
    entry = {"code": "RETURNS", "name": "X", "organisation": "X", "pathway": "AVRR", "helps": ["RETURN"], "place": "X"}
    for unit in ("FOREIGNERS", "BCP-1", "LIAISON"):
        with pytest.raises(refusals.BadInput, match="answers no referral"):
            do(directory.list_service, staff["coordinator"], **entry, unit=unit)
    with seeing_all():
        Service.objects.filter(code="SOCIAL-WORK").update(unit=staff["foreigners"].unit)
    with pytest.raises(refusals.GateClosed) as caught:
        offered(staff)
    assert closed(caught) == {"G-RECEIVER"}


def test_fr_16_what_only_some_may_know_is_hidden_from_the_senders_own_unit(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.NotAllowed):
        offered(staff, receiver="COUNSELLING")
    case = do(referral.offer, staff["protection"], source_case=arrive(staff), **{**ASK, **AGREED, "receiver": "COUNSELLING", "need": "SYNTHETIC after torture"})
    officer, knows = shown_to(staff, "officer", case), shown_to(staff, "protection", case)
    assert "orture" not in officer
    assert "psychosocial" not in officer.lower()
    assert "SYNTHETIC after torture" in knows
    do(referral.accept, staff["social"], case)
    officer = shown_to(staff, "officer", case)
    assert "centre for social work" not in officer.lower()  # who is responsible now would tell it too
    address = reverse("start", args=["referral", "offer"]) + f"?from={arrive(staff)}"
    for who, named in (("officer", False), ("protection", True)):
        form = client_of(who).get(address).content.decode()
        for word in ("SHELTER", "COUNSELLING", "safe house"):
            assert (word in form) is (named and word != "safe house") or named, (who, word)
    draft = do(referral.offer, staff["protection"], source_case=arrive(staff), receiver="COUNSELLING", need="X", message="SYNTHETIC secret")
    assert "SYNTHETIC secret" not in client_of("officer").get(reverse("act", args=[draft, "complete"])).content.decode()
    assert "SYNTHETIC secret" in client_of("protection").get(reverse("act", args=[draft, "complete"])).content.decode()


def test_the_loop_is_closed_with_the_person_told(staff: dict[str, Actor]) -> None:
    case = offered(staff)
    do(referral.acknowledge, staff["social"], case)
    do(referral.accept, staff["social"], case)
    assert "centre for social work" in shown_to(staff, "officer", case).lower()
    with pytest.raises(refusals.BadInput, match="help was given"):
        do(referral.close, staff["officer"], case, outcome="DELIVERED", person_told="YES")
    do(referral.begin_service, staff["social"], case, on=moment.today())
    do(referral.deliver, staff["social"], case, on=moment.today())
    do(referral.record_feedback, staff["officer"], case, satisfaction=4)
    with pytest.raises(refusals.BadInput):
        do(referral.close, staff["officer"], case, outcome="DELIVERED")
    do(referral.close, staff["officer"], case, outcome="DELIVERED", person_told="YES")
    assert state_of(case) == "closed"
    assert client_of("social").get(reverse("case", args=[case])).status_code == 404
    with seeing_all():
        assert not Task.objects.filter(case=case, done_at=None).exists()


def test_a_need_without_a_service_is_a_gap_and_the_coordinators_task(staff: dict[str, Actor]) -> None:
    for _each in range(5):
        case = do(referral.offer, staff["officer"], source_case=arrive(staff), receiver="", pathway="HEALTH", helps=["HEALTH"], need="Dialysis")
    assert state_of(case) == "unmet"
    with seeing_all():
        assert Task.objects.filter(case=case, unit_id=staff["coordinator"].unit, code="FIND_SERVICE", done_at=None).exists()
    page = client_of("coordinator").get(reverse("referrals")).content.decode()
    assert "Health and nutrition" in page
    do(referral.complete, staff["officer"], case, receiver="HEALTH-CENTRE", **AGREED)
    assert state_of(case) == "offered"


def test_the_same_need_is_not_sent_twice_to_the_same_service(staff: dict[str, Actor]) -> None:
    source = arrive(staff)
    do(referral.offer, staff["officer"], source_case=source, **ASK, **AGREED)
    with pytest.raises(referral.AlreadyReferred):
        do(referral.offer, staff["officer"], source_case=source, **ASK, **AGREED)


@pytest.fixture
def keyed(staff: dict[str, Actor]) -> pyrage.x25519.Identity:
    """A clinic without an account here, and its secret key."""
    identity = pyrage.x25519.Identity.generate()
    entry = {"code": "CLINIC", "name": "SYNTHETIC clinic", "organisation": "SYNTHETIC clinic", "pathway": "HEALTH", "helps": ["HEALTH"], "place": "X"}
    with pytest.raises(refusals.BadInput, match="age1"):
        do(directory.list_service, staff["coordinator"], **entry, public_key=str(identity))
    do(directory.list_service, staff["coordinator"], **entry, public_key=str(identity.to_public()))
    return identity


def _link(staff: dict[str, Actor], case: UUID) -> str:
    with acting_as(staff["officer"]):
        return reverse("package", args=[Package.objects.get(pk=case).token])


def test_a_service_without_an_account_fetches_once_and_answers_with_the_code_inside(staff: dict[str, Actor], keyed: pyrage.x25519.Identity) -> None:
    case = offered(staff, receiver="CLINIC", scope=["NAME", "MESSAGE"], message="SYNTHETIC diabetes")
    link = _link(staff, case)
    anybody = Client()
    assert "Karimi" not in anybody.get(link).content.decode()
    sealed = anybody.post(link, {"fetch": "1"})
    assert b"Karimi" not in sealed.content
    told = json.loads(pyrage.decrypt(sealed.content, [keyed]))
    assert "Karimi" in told["person"]["Name"]
    assert "1990" not in json.dumps(told)
    assert anybody.post(link, {"fetch": "1"}).status_code == 410
    with seeing_all():
        kept = Package.objects.get(pk=case)
    assert (kept.content, kept.opened_at) == (None, None)
    assert anybody.post(link, {"code": "guessed", "answer": "ACCEPT"}).status_code == 422
    assert state_of(case) == "offered"
    code = told["code that proves that you opened this"]
    for answer, state in (("OPENED", "acknowledged"), ("ACCEPT", "accepted"), ("DELIVERED", "delivered")):
        assert anybody.post(link, {"code": code, "answer": answer}).status_code == 200
        assert state_of(case) == state


def test_a_package_tells_what_is_agreed_to_when_it_is_fetched(staff: dict[str, Actor], keyed: pyrage.x25519.Identity) -> None:
    case = offered(staff, receiver="CLINIC", scope=["NAME", "LANGUAGE"], until=(moment.today() + timedelta(days=3)).isoformat())
    link = _link(staff, case)
    with moment.pretend(moment.now() + timedelta(days=4)):
        assert Client().post(link, {"fetch": "1"}).status_code == 410
    do(referral.renew_agreement, staff["officer"], case, **{**AGREED, "scope": ["LANGUAGE"]})
    assert Client().post(link, {"fetch": "1"}).status_code == 404
    sealed = Client().post(_link(staff, case), {"fetch": "1"}).content
    assert list(json.loads(pyrage.decrypt(sealed, [keyed]))["person"]) == ["Language"]
    with seeing_all():
        assert AccessLog.objects.get(what="referral.fetched").recipient == "CLINIC"
    do(referral.seal_again, staff["officer"], case)
    assert Client().post(_link(staff, case), {"fetch": "1"}).status_code == 200


@pytest.mark.parametrize("scope", [["LANGUAGE"], ["NAME"]])
def test_who_approves_without_the_persons_key_can_seal(staff: dict[str, Actor], keyed: pyrage.x25519.Identity, scope: list[str]) -> None:
    case = do(referral.offer, staff["officer"], source_case=arrive(staff), receiver="CLINIC", need="X", **{**OTHER_GROUND, "scope": scope})
    do(referral.decide_override, staff["coordinator"], case, approve=True)
    assert Client().post(_link(staff, case), {"fetch": "1"}).status_code == 200


def test_an_answer_by_link_stops_the_clocks(staff: dict[str, Actor], keyed: pyrage.x25519.Identity) -> None:
    case = offered(staff, receiver="CLINIC")
    link = _link(staff, case)
    code = json.loads(pyrage.decrypt(Client().post(link, {"fetch": "1"}).content, [keyed]))["code that proves that you opened this"]
    Client().post(link, {"code": code, "answer": "ACCEPT"})
    with moment.pretend(moment.now() + timedelta(days=20)):
        timing.tick(moment.now())
    with seeing_all():
        assert not Task.objects.filter(case=case, code__in=("REFERRAL_TERM", "REFERRAL_REMIND", "ESCALATED"), done_at=None).exists()


def test_a_wish_heard_by_a_service_is_this_persons_and_tells_the_service_nothing_more(staff: dict[str, Actor]) -> None:
    case = offered(staff, scope=["LANGUAGE"])
    assert "Record a wish for asylum" in shown_to(staff, "social", case)
    do(referral.hear_wish, staff["social"], case)
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
        assert CaseFile.objects.filter(procedure="registration", subject=person, state="intended").count() == 1
    with acting_as(staff["social"]):
        assert not Person.objects.exists()
    do(referral.hear_wish, staff["social"], case)  # heard again: nothing twice


def test_what_was_sent_in_an_emergency_is_looked_at_even_after_it_came_back(staff: dict[str, Actor]) -> None:
    case = do(referral.offer, staff["officer"], source_case=arrive(staff), **ASK, **AT_ONCE)
    do(referral.recall, staff["officer"], case)
    with seeing_all():
        assert Task.objects.filter(case=case, code="DECIDE_OVERRIDE", unit_id=staff["coordinator"].unit, done_at=None).exists()
    do(referral.review_override, staff["coordinator"], case, approve=False)
    assert state_of(case) == "revoked"
    late = do(referral.offer, staff["officer"], source_case=arrive(staff), **ASK, **AT_ONCE)
    with moment.pretend(moment.now() + timedelta(hours=73)):
        assert "Karimi" not in shown_to(staff, "social", late)  # before the job has seen it, too


def test_nobody_grades_the_own_help(staff: dict[str, Actor]) -> None:
    case = offered(staff)
    do(referral.accept, staff["social"], case)
    with pytest.raises(refusals.NotAllowed):
        do(referral.close, staff["social"], case, outcome="NOT_NEEDED", person_told="YES")
    do(referral.deliver, staff["social"], case, on=moment.today())
    with pytest.raises(refusals.NotAllowed):
        do(referral.record_feedback, staff["social"], case, satisfaction=5)


def test_an_adult_agrees_in_person(staff: dict[str, Actor]) -> None:
    for given_by in ("PARENT", "REPRESENTATIVE"):
        with pytest.raises(refusals.GateClosed) as caught:
            offered(staff, given_by=given_by)
        assert closed(caught) == {"G-CONS"}


def test_a_stale_form_shows_the_receiver_no_more_than_the_page(staff: dict[str, Actor]) -> None:
    case = offered(staff, scope=["LANGUAGE"])
    answer = client_of("social").post(reverse("act", args=[case, "decline"]), {"reason": "X", "declined_as": "OTHER", "_version": "0"})
    assert answer.status_code == 409
    assert "Karimi" not in answer.content.decode()


def test_a_package_that_was_taken_back_or_is_over_is_gone(staff: dict[str, Actor], keyed: pyrage.x25519.Identity) -> None:
    case = offered(staff, receiver="CLINIC")
    link = _link(staff, case)
    do(referral.withdraw_consent, staff["officer"], case)
    assert Client().post(link, {"fetch": "1"}).status_code == 410
    later = offered(staff, receiver="CLINIC")
    link = _link(staff, later)
    with moment.pretend(moment.now() + timedelta(days=15)):
        assert Client().post(link, {"fetch": "1"}).status_code == 410
    assert Client().get(reverse("package", args=["nothing"])).status_code == 404
