"""Readmission: one person, one request, one state; its time by the other state's calendar; nothing of a claim, ever."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from egnatia.kernel import disclose as gate_of_disclosure
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.models import AccessLog, CaseFile, ClockRow, Task
from egnatia.node.avrr import actions as avrr
from egnatia.node.avrr.models import VoluntaryReturn
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import Intention
from egnatia.node.returns import actions as returns
from egnatia.node.returns.cooperation import actions as cooperation
from egnatia.node.returns.models import Agreement, Datum, EvidenceType, Readmission, ToldAbroad
from egnatia.node.returns.readmission import actions as readmission
from egnatia.node.returns.readmission import disclosing, selectors
from tests.node import returning as walk
from tests.node.conftest import arrive, do, state_of
from tests.node.returning import day, later, person_of, refused
from tests.node.test_pages import client_of

IDENTITY = ["NAME", "BIRTH", "SEX", "NATIONALITY", "DOCUMENT"]


def evidence() -> int:
    return int(EvidenceType.objects.values_list("pk", flat=True).get(code="ID_CARD"))


def drafted(staff: dict[str, Actor], requested: str = "PAK", track: str = "ORDINARY", capacity: str = "OWN", **changes: Any) -> tuple[UUID, UUID]:
    back = walk.documenting(staff, citizenship="PAK", **changes)
    told = {"agreement": f"SYNTHETIC-SRB-{requested}", "requested": requested, "track": track, "capacity": capacity, "known_on": day(0)}
    case = do(readmission.open_request, staff["foreigners"], return_case=back, **told)
    do(readmission.add_evidence, staff["foreigners"], case, kind=evidence(), text="SYNTHETIC 123")
    return back, case


def sent(staff: dict[str, Actor], **changes: Any) -> tuple[UUID, UUID]:
    back, case = drafted(staff, **changes)
    do(readmission.send, staff["foreigners"], case, items=IDENTITY)
    return back, case


def received(staff: dict[str, Actor], **changes: Any) -> tuple[UUID, UUID]:
    back, case = sent(staff, **changes)
    do(readmission.note_receipt, staff["foreigners"], case, received_at=moment.now())
    return back, case


def _row(**terms: Any) -> Readmission:
    known = {"answer_days": 10, "answer_fast": 2, "extension_days": 6, "silence_agrees": True, **terms.pop("agreement", {})}
    return Readmission(agreement=Agreement(**known), **terms)


def _local(year: int, month: int, day_: int, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime(year, month, day_, hour))


def test_acceptance_4_ten_days_then_sixteen_and_silence_only_by_a_person(db: None) -> None:
    """Serbia–EC art. 10: received on 1 March, answered until 11 March; extended, until 17 March."""
    one = _row(requested="SRB", track="ORDINARY", received_at=_local(2027, 3, 1))
    due = selectors.answer_due(one)
    assert due is not None
    assert (timezone.localtime(due) - timedelta(seconds=1)).date() == date(2027, 3, 11)
    one.extended_because = "SYNTHETIC"
    due = selectors.answer_due(one)
    assert due is not None
    assert (timezone.localtime(due) - timedelta(seconds=1)).date() == date(2027, 3, 17)


def test_acceptance_4_no_clock_makes_an_agreement(staff: dict[str, Actor]) -> None:
    _back, case = received(staff)
    do(readmission.note_extension, staff["foreigners"], case, because="SYNTHETIC: archive")
    assert refused(readmission.confirm_deemed, staff["foreigners"], case, looked="X") == {"G-SILENCE"}
    with later(17):
        timing.tick(moment.now())
        assert state_of(case) == "received"  # the clock asks a human, and does nothing else
        with acting_as(staff["foreigners"]):
            assert Task.objects.filter(case=case, code="READMISSION_ANSWER", done_at=None).exists()
        walk.look(staff, _back)
        do(readmission.confirm_deemed, staff["foreigners"], case, looked="SYNTHETIC: called the liaison, nothing came")
    assert state_of(case) == "deemed_agreed"
    with seeing_all():
        assert Readmission.objects.get(pk=case).deemed_by == staff["foreigners"].id
        assert ClockRow.objects.filter(case=case, code="READMISSION_TRANSFER", state="OPEN").exists()


def test_acceptance_5_two_working_days_of_the_requested_state(db: None) -> None:
    """Received on a Friday at ten: due on Tuesday; later where that state has a holiday. 15 and 16 February are Serbia's Statehood Day."""
    friday = _row(requested="SRB", track="ACCELERATED", received_at=_local(2026, 10, 2))
    due = selectors.answer_due(friday)
    assert due is not None
    assert (timezone.localtime(due) - timedelta(seconds=1)).date() == date(2026, 10, 6)
    holiday = _row(requested="SRB", track="ACCELERATED", received_at=_local(2027, 2, 12))
    elsewhere = _row(requested="MKD", track="ACCELERATED", received_at=_local(2027, 2, 12))
    due, other = selectors.answer_due(holiday), selectors.answer_due(elsewhere)
    assert due is not None
    assert other is not None
    assert (timezone.localtime(due) - timedelta(seconds=1)).date() > (timezone.localtime(other) - timedelta(seconds=1)).date() == date(2027, 2, 16)


def test_silence_means_nothing_where_the_agreement_does_not_say_so(db: None) -> None:
    assert selectors.answer_due(_row(requested="PAK", track="ORDINARY", received_at=_local(2027, 3, 1), agreement={"answer_days": None})) is None


def test_from_draft_to_the_announcement(staff: dict[str, Actor]) -> None:
    _back, case = received(staff)
    do(readmission.note_answer, staff["foreigners"], case, accepted="YES", on=day(0))
    do(readmission.ask_document, staff["foreigners"], case, items=["NAME", "BIRTH"])
    do(readmission.note_document, staff["foreigners"], case, number="EU-1", valid_until=day(60), eu_return=True)
    do(readmission.announce, staff["foreigners"], case, on=day(10), place="SYNTHETIC crossing")
    assert state_of(case) == "announced"
    with seeing_all():
        told = list(ToldAbroad.objects.filter(case=case).order_by("at").values_list("kind", "items"))
        lines = AccessLog.objects.filter(case_id=case, operation="disclose", outcome="done").count()
    assert [kind for kind, _items in told] == ["REQUEST", "DOCUMENT", "TRANSFER"]
    assert lines == 3


def test_nothing_is_asked_under_an_agreement_that_nobody_verified(staff: dict[str, Actor]) -> None:
    Agreement.objects.filter(code="SYNTHETIC-SRB-PAK").update(synthetic=False)
    back = walk.documenting(staff)
    told = {"agreement": "SYNTHETIC-SRB-PAK", "requested": "PAK", "track": "ORDINARY", "capacity": "OWN", "known_on": day(0)}
    with pytest.raises(refusals.BadInput):
        do(readmission.open_request, staff["foreigners"], return_case=back, **told)


def test_the_known_agreements_are_unverified_and_say_what_is_not_known(db: None) -> None:
    from egnatia.node.returns.readmission import loading

    loading.seed()
    one = Agreement.objects.get(code="SRB-EU")
    assert (one.answer_days, one.answer_fast, one.extension_days, one.verified) == (10, 2, 6, False)


def test_fr_05_whoever_ever_asked_is_told_by_the_least_identity_alone(staff: dict[str, Actor]) -> None:
    """To the state of their nationality, and after a final decision too."""
    _back, case = drafted(staff)
    _asked_once(staff, case)
    assert refused(readmission.send, staff["foreigners"], case, items=[*IDENTITY, "LANGUAGE"]) == {"G-DATA"}
    do(readmission.send, staff["foreigners"], case, items=IDENTITY)
    with seeing_all():
        content = json.loads(ToldAbroad.objects.get(case=case).content)
    assert set(content) <= {"NAME", "BIRTH", "SEX", "NATIONALITY", "DOCUMENT"}


def _asked_once(staff: dict[str, Actor], case: UUID) -> None:
    """A wish that has ended long ago, as the registration keeps it."""
    do(registration.record_wish, staff["medic"], person_id=None, name="SYNTHETIC other")
    with seeing_all():
        Intention.objects.update(person=person_of(case))
        CaseFile.objects.filter(procedure="registration").update(state="ended", closed=True, subject=person_of(case))


def test_broken_twin_a_profile_that_forgets_it_tells_more(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    _back, case = drafted(staff)
    _asked_once(staff, case)
    monkeypatch.setattr(disclosing, "ever_asked", lambda person: False)
    do(readmission.send, staff["foreigners"], case, items=[*IDENTITY, "LANGUAGE"])
    with seeing_all():
        assert "LANGUAGE" in json.loads(ToldAbroad.objects.get(case=case).content)


def test_no_field_of_a_request_is_of_a_claim() -> None:
    """Acceptance 19 for the node's own messages: the list is closed, and no name in it speaks of asylum."""
    words = " ".join(f"{one.value} {one.label}" for one in Datum).lower()
    assert not any(word in words for word in ("asylum", "claim", "protection", "applicant", "interview", "centre", "intention"))
    assert set(disclosing._readers(_row(requested="PAK"))) == set(Datum)


@pytest.mark.parametrize("stage", [drafted, sent, received])
def test_a_wish_withdraws_whatever_was_asked_without_a_reason(staff: dict[str, Actor], stage: Any) -> None:
    back, case = stage(staff)
    do(registration.record_wish, staff["social"], person_id=person_of(back))
    assert (state_of(back), state_of(case)) == ("remedy_suspended", "withdrawn")
    with seeing_all():
        gone = ToldAbroad.objects.filter(case=case, kind="WITHDRAWN")
        assert gone.exists() == (stage is not drafted)
        assert all(one.content == "{}" and not one.items for one in gone)
    with pytest.raises(refusals.Refused):
        do(readmission.send, staff["foreigners"], case, items=IDENTITY)


def test_the_gate_itself_tells_nothing_once_somebody_asks(staff: dict[str, Actor]) -> None:
    """Even if every safeguard of the procedure were left out, the disclosure has its own."""
    back, case = drafted(staff)
    do(returns.hear_wish, staff["foreigners"], back, words="")
    with acting_as(staff["foreigners"]):
        found = CaseFile.objects.get(pk=case)
        one = selectors.of(found)
        with pytest.raises(gate_of_disclosure.NothingToDisclose):
            disclosing.tell(found, one, ToldAbroad.Kind.REQUEST, IDENTITY, staff["foreigners"])


def test_needs_of_health_are_told_as_agreed_alone(staff: dict[str, Actor]) -> None:
    _back, case = drafted(staff)
    with pytest.raises(refusals.BadInput):
        do(readmission.describe, staff["foreigners"], case, care="SYNTHETIC insulin")
    assert refused(readmission.send, staff["foreigners"], case, items=[*IDENTITY, "CARE"]) == {"G-DATA"}


def test_fr_39_the_danger_is_looked_at_for_the_state_that_is_asked(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.BadInput):  # a state that the decision does not name is asked nothing
        drafted(staff, requested="MKD", capacity="THIRD")
    back, case = drafted(staff, given_names="Second")
    with seeing_all():
        Readmission.objects.filter(pk=case).update(requested="MKD")
    assert "G-NR" in refused(readmission.send, staff["foreigners"], case, items=IDENTITY)
    assert back


def test_cooperation_with_a_country_leads_to_an_agreement_that_another_verifies(staff: dict[str, Actor]) -> None:
    told = {"country": "MAR", "reasons": "SYNTHETIC", "human_rights": "SYNTHETIC: looked at"}
    case = do(cooperation.select, staff["foreigners"], **told)
    do(cooperation.begin_talks, staff["foreigners"], case)
    do(cooperation.note_milestone, staff["foreigners"], case, kind="MISSION", on=day(0), text="SYNTHETIC")
    do(cooperation.sign, staff["foreigners"], case, title="SYNTHETIC agreement", answer_days=10, silence_agrees=True)
    number = CaseFile.objects.filter(pk=case).values_list("number", flat=True)
    with acting_as(staff["foreigners"]):
        code = number.get()
    assert not any(one.code == code for one in selectors.usable(moment.today()))
    do(cooperation.enter_into_force, staff["legal"], case, on=day(0), gazette="OG 1/2026")
    assert any(one.code == code and one.verified for one in selectors.usable(moment.today()))
    do(cooperation.add_contact, staff["foreigners"], case, office="SYNTHETIC office", duty="answers", reached_by="post", checked_on=day(0))
    do(cooperation.write_fact_sheet, staff["foreigners"], case, text="SYNTHETIC facts", sources="SYNTHETIC")
    voluntary = avrr.open_enquiry({"source_case": arrive(staff), "asked": True}, actor=staff["officer"], key=uuid4()).case_id
    for country, told in (("MAR", True), ("PAK", False)):
        with seeing_all():
            VoluntaryReturn.objects.filter(pk=voluntary).update(country=country)
        assert ("SYNTHETIC facts" in client_of("counsellor").get(reverse("case", args=[voluntary])).content.decode()) is told
    do(cooperation.end, staff["foreigners"], case, reason="SYNTHETIC", ended="YES")
    assert state_of(case) == "ended"
