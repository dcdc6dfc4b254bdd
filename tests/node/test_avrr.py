"""Voluntary return: free, informed, safe, and taken back at any moment without any harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.disclose import NothingToDisclose
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.spec import Action
from egnatia.kernel.models import AccessLog, CaseFile, Event, Task
from egnatia.node.avrr import actions as avrr
from egnatia.node.avrr import gates, procedure
from egnatia.node.avrr.models import Item, Resumes, Topic, VoluntaryReturn
from egnatia.node.protection.models import Category
from egnatia.node.referral import actions as referral
from egnatia.node.registration import actions as registration
from egnatia.node.screening import actions as screening
from tests.node.conftest import AGREED, arrive, do, state_of
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

TOLD = {"topics": list(Topic), "resumes": [Resumes.NOTHING], "language": "prs", "interpreter_present": True, "alone": True}
DECLARED = {"country": "AFG", "language": "prs", "signed": True}
SAFE = {"danger": "NO", "reasons": "SYNTHETIC: looked at what is known"}
IDENTITY = [Item.NAME, Item.BIRTH, Item.SEX, Item.NATIONALITY]
FREE = {"free": "YES", "capacity": "YES", "note": "SYNTHETIC: wants to be with the mother"}
ELIGIBLE = {"eligible": "YES", "reason": "SYNTHETIC: no means to travel"}


def day(days: int) -> str:
    return (moment.today() + timedelta(days=days)).isoformat()


def asked(staff: dict[str, Actor], *, detained: bool = False, **person: Any) -> UUID:
    return do(avrr.open_enquiry, staff["officer"], source_case=arrive(staff, **person), detained=detained, asked=True)


def applied(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = asked(staff, **changes)
    do(avrr.counsel, staff["counsellor"], case, **TOLD)
    do(avrr.apply, staff["counsellor"], case, **DECLARED)
    do(avrr.check_risk, staff["counsellor"], case, **SAFE)
    return case


def eligible(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = applied(staff, **changes)
    do(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE)
    return case


def fit(staff: dict[str, Actor], case: UUID, **changes: Any) -> None:
    told = {"result": "FIT", "mode": "AIR", "examined_on": day(0), "valid_until": day(20), "examiner": "SYNTHETIC doctor"}
    do(avrr.record_fitness, staff["counsellor"], case, **{**told, **changes})


def documented(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = eligible(staff, **changes)
    agreed = {"to": "CONSULATE", "items": IDENTITY, "purpose": "Travel document", "language": "prs", "ground": "CONSENT", "until": day(60)}
    do(avrr.agree_sharing, staff["counsellor"], case, **agreed)
    do(avrr.ask_document, staff["counsellor"], case, items=IDENTITY)
    do(avrr.note_document, staff["counsellor"], case, issued="YES", valid_until=day(40))
    return case


def ready(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = documented(staff, **changes)
    fit(staff, case)
    do(avrr.note_ready, staff["counsellor"], case)
    return case


def book(staff: dict[str, Actor], case: UUID, **changes: Any) -> None:
    do(avrr.book, staff["counsellor"], case, **{"travel_on": day(0), "mode": "AIR", "itinerary": "SYNTHETIC A to B", **changes})


def booked(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = ready(staff, **changes)
    book(staff, case)
    return case


def person_of(case: UUID) -> UUID:
    with seeing_all():
        found = CaseFile.objects.get(pk=case).subject
    assert found is not None
    return found


def refused(door: Callable[..., Any], actor: Actor, case: UUID, **data: Any) -> set[str]:
    with pytest.raises(refusals.GateClosed) as caught:
        do(door, actor, case, **data)
    return closed(caught)


def test_from_asking_to_arrival(staff: dict[str, Actor]) -> None:
    case = booked(staff)
    do(avrr.note_formality, staff["counsellor"], case, kind="PERMIT", on=day(0))
    do(avrr.depart, staff["counsellor"], case)
    do(avrr.note_arrival, staff["counsellor"], case, on=day(0), met_by="SYNTHETIC partner")
    do(avrr.close, staff["counsellor"], case, reason="SYNTHETIC: arrived, wants nothing more")
    assert state_of(case) == "closed"
    with seeing_all():
        line = AccessLog.objects.get(what="avrr.ask_document", operation="disclose")
        one = VoluntaryReturn.objects.get(pk=case)
    assert (line.recipient, line.reasons) == ("CONSULATE AFG", "BIRTH,NAME,NATIONALITY,SEX")
    assert one.arrived_on is not None


@pytest.mark.parametrize("until", [asked, applied, eligible, documented, ready, booked])
def test_acceptance_8_taken_back_until_boarding_with_no_penalty_and_no_removal_task(staff: dict[str, Actor], until: Callable[..., UUID]) -> None:
    case = until(staff)
    with seeing_all():
        before = set(CaseFile.objects.exclude(pk=case).values_list("pk", "state", "unit_id", "version"))
        tasks = set(Task.objects.exclude(case=case).values_list("pk", "done_at"))
    do(avrr.withdraw, staff["counsellor"], case)
    assert state_of(case) == "withdrawn"
    with seeing_all():
        assert set(CaseFile.objects.exclude(pk=case).values_list("pk", "state", "unit_id", "version")) == before
        assert set(Task.objects.exclude(case=case).values_list("pk", "done_at")) == tasks
        assert not Task.objects.filter(case=case, done_at=None).exists()
        assert not CaseFile.objects.filter(unit_id=staff["foreigners"].unit).exists()
    with acting_as(staff["foreigners"]):
        assert not VoluntaryReturn.objects.exists()
    assert procedure.WITHDRAW.exempt


def test_after_boarding_it_cannot_be_taken_back(staff: dict[str, Actor]) -> None:
    case = booked(staff)
    do(avrr.depart, staff["counsellor"], case)
    with pytest.raises(refusals.WrongState):
        do(avrr.withdraw, staff["counsellor"], case)


@pytest.mark.parametrize(
    "changes",
    [{"topics": [one for one in Topic if one is not Topic.ASYLUM]}, {"interpreter_present": False}],
    ids=["asylum not told", "not understood"],
)
def test_fr_06_consent_is_informed_in_a_language_understood(staff: dict[str, Actor], changes: dict[str, Any]) -> None:
    case = asked(staff)
    do(avrr.counsel, staff["counsellor"], case, **{**TOLD, **changes})
    assert refused(avrr.apply, staff["counsellor"], case, **DECLARED) == {"G-CONS"}
    do(avrr.counsel, staff["counsellor"], case, **TOLD)
    with pytest.raises(refusals.BadInput, match="signed declaration"):
        do(avrr.apply, staff["counsellor"], case, **{**DECLARED, "signed": False})
    do(avrr.apply, staff["counsellor"], case, **DECLARED)


def test_before_agreeing_the_person_is_told_what_goes_on_after_a_withdrawal(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.BadInput):
        do(avrr.counsel, staff["counsellor"], asked(staff), **{**TOLD, "resumes": []})


def test_a_detained_person_has_an_independent_counsellor_and_a_second_look(staff: dict[str, Actor]) -> None:
    case = asked(staff, detained=True)
    do(avrr.counsel, staff["counsellor"], case, **{**TOLD, "alone": False})
    assert refused(avrr.apply, staff["counsellor"], case, **DECLARED) == {"G-FREE"}
    do(avrr.counsel, staff["counsellor"], case, **TOLD)
    assert refused(avrr.apply, staff["counsellor"], case, **DECLARED) == {"G-FREE"}
    assert refused(avrr.check_free_will, staff["counsellor"], case, **FREE) == {"G-SECOND"}
    do(avrr.check_free_will, staff["counsellor2"], case, **{**FREE, "free": "DOUBT"})
    assert refused(avrr.apply, staff["counsellor"], case, **DECLARED) == {"G-FREE"}
    do(avrr.check_free_will, staff["social"], case, **FREE)
    do(avrr.apply, staff["counsellor"], case, **DECLARED)


def test_no_authority_for_returns_opens_or_counsels(staff: dict[str, Actor]) -> None:
    case = asked(staff)
    for who in ("foreigners", "officer"):
        with pytest.raises((refusals.NotAllowed, refusals.NotFound)):
            do(avrr.counsel, staff[who], case, **TOLD)
    assert client_of("foreigners").get(reverse("case", args=[case])).status_code == 404


def test_who_noted_the_question_sees_no_more_of_it_and_ends_nothing(staff: dict[str, Actor]) -> None:
    """An authority for returns that noted it holds nothing of it afterwards, below the program either."""
    case = asked(staff)
    for who in ("officer", "medic", "foreigners"):
        with acting_as(staff[who]):
            assert not VoluntaryReturn.objects.exists()
        with pytest.raises((refusals.NotFound, refusals.NotAllowed)):
            do(avrr.withdraw, staff[who], case)
    with pytest.raises(refusals.BadInput, match="Only the person can ask"):
        do(avrr.open_enquiry, staff["officer"], source_case=arrive(staff))


def test_detention_after_the_question_brings_its_safeguards(staff: dict[str, Actor]) -> None:
    case = asked(staff)
    do(avrr.counsel, staff["counsellor"], case, **TOLD)
    do(avrr.note_detention, staff["counsellor"], case, detained="YES")
    assert refused(avrr.apply, staff["counsellor"], case, **DECLARED) == {"G-FREE"}
    do(avrr.check_free_will, staff["social"], case, **FREE)
    do(avrr.apply, staff["counsellor"], case, **DECLARED)


@pytest.mark.parametrize("where", ["officer", "counsellor", "medic"])
def test_fr_02_a_wish_for_asylum_stops_it_wherever_it_is_heard(staff: dict[str, Actor], where: str) -> None:
    case = booked(staff)
    intended = do(registration.record_wish, staff[where], person_id=person_of(case))
    assert state_of(intended) == "intended"
    assert refused(avrr.depart, staff["counsellor"], case) == {"G-ASY"}
    assert "Everything here waits" in client_of("counsellor").get(reverse("case", args=[case])).content.decode()


def test_an_open_application_is_withdrawn_in_its_own_procedure_first(staff: dict[str, Actor]) -> None:
    from tests.node.examined import lodged

    asylum_case = lodged(staff)
    case = do(avrr.open_enquiry, staff["asylum"], source_case=asylum_case, asked=True)
    do(avrr.counsel, staff["counsellor"], case, **{**TOLD, "resumes": [Resumes.ASYLUM]})
    do(avrr.apply, staff["counsellor"], case, **DECLARED)
    do(avrr.check_risk, staff["counsellor"], case, **SAFE)
    assert refused(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE) == {"G-ASY"}
    do(avrr.decide_eligibility, staff["counsellor"], case, eligible="NO", reason="SYNTHETIC: the application is open")


def test_danger_is_looked_at_by_name_for_the_country_and_again_before_the_journey(staff: dict[str, Actor]) -> None:
    case = asked(staff)
    do(avrr.counsel, staff["counsellor"], case, **TOLD)
    do(avrr.apply, staff["counsellor"], case, **DECLARED)
    assert refused(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE) == {"G-NR"}
    do(avrr.check_risk, staff["counsellor"], case, **{**SAFE, "danger": "YES"})
    assert refused(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE) == {"G-NR"}
    do(avrr.check_risk, staff["counsellor"], case, **SAFE)
    assert refused(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE) == {"G-NR"}  # a danger is not waved away by who counsels
    do(avrr.check_risk, staff["social"], case, **SAFE)
    do(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE)
    going = ready(staff)
    later = moment.now() + timedelta(days=5)
    with moment.pretend(later):
        book(staff, going)
        assert refused(avrr.depart, staff["counsellor"], going) == {"G-NR"}
        do(avrr.check_risk, staff["counsellor"], going, **SAFE)
        do(avrr.depart, staff["counsellor"], going)


def test_children_wait_until_their_best_interests_are_established(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = asked(staff, birth={"year": "2012"}, unaccompanied=True)
    do(avrr.counsel, staff["counsellor"], case, **TOLD)
    assert refused(avrr.apply, staff["counsellor"], case, **DECLARED) == {"G-AGREED-BY"}
    assert refused(avrr.apply, staff["counsellor"], case, **DECLARED, agreed_by="GUARDIAN") == {"G-AGREED-BY"}  # there is no guardian yet
    monkeypatch.setattr(gates, "guardian_of", lambda person: "SYNTHETIC guardian")
    do(avrr.apply, staff["counsellor"], case, **DECLARED, agreed_by="GUARDIAN")
    assert state_of(case) == "blocked"
    assert refused(avrr.clear_child, staff["counsellor"], case) == {"G-BIC"}
    monkeypatch.setattr(procedure.CLEAR, "gates", ())  # the twin: without it the child would go on
    do(avrr.clear_child, staff["counsellor"], case)
    do(avrr.check_risk, staff["counsellor"], case, **SAFE)
    assert refused(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE) == {"G-BIC"}


def test_each_adult_decides_alone(staff: dict[str, Actor]) -> None:
    case = asked(staff)
    do(avrr.counsel, staff["counsellor"], case, **TOLD)
    for other in ("PARENT", "GUARDIAN", "REPRESENTATIVE"):
        assert refused(avrr.apply, staff["counsellor"], case, **DECLARED, agreed_by=other) == {"G-AGREED-BY"}


def test_a_victim_of_trafficking_has_time_to_reflect_and_nobody_there_is_asked(staff: dict[str, Actor]) -> None:
    source = arrive(staff)
    do(screening.record_vulnerability, staff["protection"], source, indicators=["PSYCHOSOCIAL"], categories=[Category.VOT])
    case = do(avrr.open_enquiry, staff["protection"], source_case=source, asked=True)
    do(avrr.counsel, staff["counsellor"], case, **TOLD)
    do(avrr.apply, staff["counsellor"], case, **DECLARED)
    do(avrr.check_risk, staff["counsellor"], case, **SAFE)
    assert refused(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE) == {"G-VUL"}
    safe = {"risk": "SYNTHETIC", "safe_arrival": "SYNTHETIC", "contact_agreed": False}
    with pytest.raises(refusals.BadInput, match="At least 30 days"):
        do(avrr.record_safeguards, staff["social"], case, **safe, reflection_until=day(29))
    assert "traffick" not in client_of("counsellor").get(reverse("case", args=[case])).content.decode().lower()
    do(avrr.record_safeguards, staff["social"], case, **safe, reflection_until=day(31))
    do(avrr.record_safeguards, staff["social"], case, **safe, reflection_until=day(30))
    assert refused(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE) == {"G-VUL"}
    with moment.pretend(moment.now() + timedelta(days=31)):
        assert refused(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE) >= {"G-VUL"}
    with moment.pretend(moment.now() + timedelta(days=32)):
        do(avrr.check_risk, staff["counsellor"], case, **SAFE)
        do(avrr.decide_eligibility, staff["counsellor"], case, **ELIGIBLE)
        agreed = {"to": "CONSULATE", "items": IDENTITY, "purpose": "X", "language": "prs", "ground": "CONSENT", "until": day(60)}
        do(avrr.agree_sharing, staff["counsellor"], case, **agreed)
        assert refused(avrr.ask_document, staff["counsellor"], case, items=IDENTITY) == {"G-DATA"}
        page = client_of("counsellor").get(reverse("case", args=[case])).content.decode()
        assert "traffick" not in page.lower()


def test_fr_05_and_47_a_consulate_is_told_the_least_and_only_what_was_agreed_to(staff: dict[str, Actor]) -> None:
    case = eligible(staff)
    assert refused(avrr.ask_document, staff["counsellor"], case, items=IDENTITY) == {"G-DATA"}
    agreed = {"to": "CONSULATE", "items": [Item.NAME], "purpose": "X", "language": "prs", "until": day(60)}
    with pytest.raises(refusals.BadInput):  # no ground for the transfer
        do(avrr.agree_sharing, staff["counsellor"], case, **agreed)
    do(avrr.agree_sharing, staff["counsellor"], case, **agreed, ground="CONSENT")
    assert refused(avrr.ask_document, staff["counsellor"], case, items=IDENTITY) == {"G-DATA"}
    with pytest.raises(refusals.BadInput, match="no more"):
        do(avrr.ask_document, staff["counsellor"], case, items=[Item.NAME, Item.NEEDS])
    do(avrr.ask_document, staff["counsellor"], case, items=[Item.NAME])
    do(avrr.take_back_sharing, staff["counsellor"], case, to="CONSULATE")
    do(avrr.note_document, staff["counsellor"], case, issued="NO")
    assert refused(avrr.ask_document, staff["counsellor"], case, items=[Item.NAME]) == {"G-DATA"}


def test_fit_for_the_day_and_the_way_with_a_document(staff: dict[str, Actor]) -> None:
    case = documented(staff)
    assert refused(avrr.note_ready, staff["counsellor"], case) == {"G-MED"}
    fit(staff, case, result="UNFIT")
    assert refused(avrr.note_ready, staff["counsellor"], case) == {"G-MED"}
    fit(staff, case, result="CONDITIONS", conditions="Escort")
    do(avrr.note_ready, staff["counsellor"], case)
    told = {"mode": "AIR", "itinerary": "X"}
    assert refused(avrr.book, staff["counsellor"], case, **told, travel_on=day(1)) == {"G-MED"}
    assert refused(avrr.book, staff["counsellor"], case, **{**told, "mode": "LAND"}, travel_on=day(1), escort="SYNTHETIC nurse") == {"G-MED"}
    assert refused(avrr.book, staff["counsellor"], case, **told, travel_on=day(50), escort="SYNTHETIC nurse") == {"G-MED", "G-ID"}
    do(avrr.book, staff["counsellor"], case, **told, travel_on=day(1), escort="SYNTHETIC nurse")
    with pytest.raises(refusals.BadInput, match="another day"):
        do(avrr.depart, staff["counsellor"], case)


TWINS: list[tuple[Action[Any], Any, Callable[..., UUID], Callable[..., Any], dict[str, Any]]] = [
    (procedure.APPLY, gates.informed, asked, avrr.apply, DECLARED),
    (procedure.DECIDE, gates.no_danger_there, applied, avrr.decide_eligibility, ELIGIBLE),
    (procedure.ASK_DOCUMENT, gates.may_ask_consulate, eligible, avrr.ask_document, {"items": IDENTITY}),
    (procedure.READY, gates.fit_to_travel, documented, avrr.note_ready, {}),
]


@pytest.mark.parametrize(("action", "gate", "before", "door", "data"), TWINS, ids=[one[1].code for one in TWINS])
def test_twins_without_their_gate_go_on(
    staff: dict[str, Actor],
    monkeypatch: pytest.MonkeyPatch,
    action: Action[Any],
    gate: Any,
    before: Callable[..., UUID],
    door: Callable[..., Any],
    data: dict[str, Any],
) -> None:
    case = before(staff)
    if before is asked:
        do(avrr.counsel, staff["counsellor"], case, **{**TOLD, "topics": [Topic.HELP]})
    if before is applied:
        do(avrr.check_risk, staff["counsellor"], case, **{**SAFE, "danger": "YES"})
    assert gate.code in refused(door, staff["counsellor"], case, **data)
    monkeypatch.setattr(action, "gates", tuple(one for one in action.gates if one is not gate))
    do(door, staff["counsellor"], case, **data)


def test_the_database_lets_nobody_depart_who_cannot_be_assisted(staff: dict[str, Actor]) -> None:
    case = applied(staff)
    with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
        VoluntaryReturn.objects.filter(pk=case).update(departed_at=moment.now())


def test_one_return_at_a_time_and_one_from_an_accepted_referral(staff: dict[str, Actor]) -> None:
    source = arrive(staff)
    made = do(referral.offer, staff["officer"], source_case=source, receiver="RETURN-HELP", need="Counselling", **AGREED)
    with pytest.raises(refusals.NotFound):
        do(avrr.open_enquiry, staff["counsellor"], source_case=made, asked=True)
    do(referral.accept, staff["counsellor"], made)
    page = client_of("counsellor").get(reverse("case", args=[made])).content.decode()
    with moment.pretend(moment.now() + timedelta(days=200)), pytest.raises(NothingToDisclose):
        do(avrr.open_enquiry, staff["counsellor"], source_case=made, asked=True)
    assert "Ask about voluntary return" in page
    case = do(avrr.open_enquiry, staff["counsellor"], source_case=made, asked=True)
    with pytest.raises(avrr.AlreadyOpen):
        do(avrr.open_enquiry, staff["officer"], source_case=source, asked=True)
    do(avrr.withdraw, staff["counsellor"], case)
    do(avrr.open_enquiry, staff["officer"], source_case=source, asked=True)
    with seeing_all():
        assert Event.objects.filter(action="withdraw").count() == 1


def test_outreach_counts_heads_and_names_nobody(staff: dict[str, Actor]) -> None:
    case = do(avrr.hold_outreach, staff["counsellor"], site="SYNTHETIC centre", on=day(0), language="prs", reached=12, leaflets=10)
    assert "12" in client_of("counsellor").get(reverse("case", args=[case])).content.decode()
