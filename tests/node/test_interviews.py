"""The interview: planned without a conflict, interpreted by somebody checked, held in stages, recorded, read back, interrupted (FR-10, FR-30)."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import AccessLog, CaseFile
from egnatia.node.asylum import actions as asylum
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.interview import actions as hearing
from egnatia.node.asylum.models import Interview, Recording, StageMark
from egnatia.node.interpreting import actions as interpreting
from egnatia.node.interpreting import procedure as requests
from egnatia.node.interpreting.models import Request
from tests.node.conftest import do, state_of
from tests.node.examined import HEARD, booked, decided, interviewed, lodged, plan
from tests.node.test_age_assessment import alone, guarded
from tests.node.test_pages import client_of
from tests.node.test_screening import closed


def request_of(case: Any) -> Request:
    with seeing_all():
        return Request.objects.filter(asked_for=case).select_related("case").latest("case__opened_at")


@pytest.mark.parametrize(("same", "told"), [("place", "room is taken"), ("interviewer", "interviewer has another"), ("person", "applicant has another")])
def test_nobody_and_no_room_is_booked_twice(staff: dict[str, Actor], same: str, told: str) -> None:
    first, second = lodged(staff), lodged(staff, given_names="Second")
    at = moment.now() + timedelta(days=3)
    do(hearing.plan_interview, staff["asylum"], first, **plan(at=at))
    if same == "person":
        with seeing_all():
            Interview.objects.filter(case=first).update(person_id=CaseFile.objects.get(pk=second).subject)
    who = "asylum" if same == "interviewer" else "asylum2"
    where = "SYNTHETIC room 3" if same == "place" else "SYNTHETIC room 4"
    with pytest.raises(refusals.GateClosed, match=told) as caught:
        do(hearing.plan_interview, staff[who], second, **plan(at=at + timedelta(minutes=90), place=where))
    assert closed(caught) == {"G-FREE"}
    # After it, or with its own new time, nothing stands in the way.
    do(hearing.plan_interview, staff[who], second, **plan(at=at + timedelta(minutes=120), place=where))
    do(hearing.plan_interview, staff["asylum"], first, **plan(at=at - timedelta(minutes=30)))


def test_an_interpreter_is_asked_for_with_the_plan_and_again_when_it_moves(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    do(hearing.plan_interview, staff["asylum"], case, **plan(variety="SYNTHETIC of Herat", wanted_sex="WOMAN"))
    request = request_of(case)
    assert (request.case.state, request.language, request.variety, request.wanted_sex) == ("asked", "prs", "SYNTHETIC of Herat", "WOMAN")
    booked(staff, case)
    later = moment.now() + timedelta(days=9)
    do(hearing.plan_interview, staff["asylum"], case, **plan(at=later, variety="SYNTHETIC of Herat", wanted_sex="WOMAN"))
    assert (request_of(case).pk, request_of(case).holds, state_of(request.pk)) == (request.pk, False, "asked")
    # Another language is another request; the first is called off.
    do(hearing.plan_interview, staff["asylum"], case, **plan(language="pes"))
    assert state_of(request.pk) == "cancelled"
    assert request_of(case).language == "pes"


def test_fr_30_nobody_interprets_unchecked_and_nothing_says_who_the_person_is(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    do(hearing.plan_interview, staff["asylum"], case, **plan(wanted_sex="WOMAN"))
    with pytest.raises(refusals.GateClosed) as caught:
        do(hearing.record_interview, staff["asylum"], case, held_at=moment.now(), **HEARD)
    assert closed(caught) == {"G-INTERP"}
    for missing in ({"no_conflict": False}, {"speaks": False}, {"confidentiality_signed_on": None}):
        with pytest.raises(refusals.BadInput):
            booked(staff, case, **missing)
    with pytest.raises(refusals.GateClosed) as caught:
        booked(staff, case, sex="MAN")
    assert closed(caught) == {"G-SEX"}
    booked(staff, case, sex="MAN", agreed_to_other_sex=True)
    page = client_of("asylum").get(reverse("case", args=[request_of(case).pk])).content.decode()
    section = page[page.index("The interpreter is told nothing") - 2500 : page.index("The interpreter is told nothing")]
    for secret in ("Karimi", "Nasir", "SYNTHETIC town"):
        assert secret not in section


def test_fr_30_twin_without_the_gate_the_database_refuses(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = lodged(staff)
    do(hearing.plan_interview, staff["asylum"], case, **plan(wanted_sex="WOMAN"))
    monkeypatch.setattr(requests.BOOK, "gates", ())
    with pytest.raises(IntegrityError), transaction.atomic():
        booked(staff, case, sex="MAN")
    with pytest.raises(IntegrityError), transaction.atomic(), seeing_all():
        Request.objects.filter(asked_for=case).update(holds=True, interpreter="RS-1", interpreter_sex="WOMAN")


def test_an_interpreter_is_in_one_place(staff: dict[str, Actor]) -> None:
    first, second = lodged(staff), lodged(staff, given_names="Second")
    at = moment.now() + timedelta(days=3)
    do(hearing.plan_interview, staff["asylum"], first, **plan(at=at))
    do(hearing.plan_interview, staff["asylum2"], second, **plan(at=at, place="SYNTHETIC room 9"))
    booked(staff, first, interpreter="RS-1")
    with pytest.raises(refusals.GateClosed) as caught:
        booked(staff, second, interpreter="RS-1")
    assert closed(caught) == {"G-FREE"}
    do(interpreting.nobody_found, staff["asylum"], request_of(second).pk, why="NOBODY")
    assert state_of(request_of(second).pk) == "not_found"


def test_the_request_tells_who_could_do_instead(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    do(hearing.plan_interview, staff["asylum"], case, **plan(language="prs"))
    page = client_of("asylum").get(reverse("case", args=[request_of(case).pk])).content.decode()
    assert "once you have asked the person and they understand it" in page
    assert "Farsi (Iran)" in page
    assert "Alike by name only" not in page


def test_guardian_and_lawyer_know_the_appointment_first(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    do(asylum.name_counsel, staff["asylum"], case, counsel="SYNTHETIC lawyer")
    with pytest.raises(refusals.GateClosed) as caught:
        do(hearing.plan_interview, staff["asylum"], case, **plan(support_told=False))
    assert closed(caught) == {"G-SUPPORT"}
    person = alone(staff)
    guarded(staff, person)
    child = lodged(staff, person)
    with pytest.raises(refusals.GateClosed) as caught:
        do(hearing.plan_interview, staff["asylum"], child, **plan(support_told=False, place="SYNTHETIC room 8"))
    assert closed(caught) == {"G-SUPPORT"}


def test_stages_have_their_time_and_an_interview_goes_on_another_day(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    do(hearing.plan_interview, staff["asylum"], case, **plan())
    booked(staff, case)
    for stage in ("CONTACT", "FORMAL", "NARRATIVE", "BREAK", "PROBING"):
        do(hearing.note_stage, staff["asylum"], case, stage=stage)
    with pytest.raises(refusals.BadInput):
        do(hearing.note_stage, staff["asylum"], case, stage="INTERRUPTED")
    again = moment.now() + timedelta(days=6)
    do(hearing.interrupt, staff["asylum"], case, reason="SYNTHETIC: tired", at=again, minutes=60, place="SYNTHETIC room 3")
    assert state_of(request_of(case).pk) == "asked"
    booked(staff, case)
    do(hearing.record_interview, staff["asylum"], case, held_at=moment.now(), **HEARD)
    with seeing_all():
        assert [one.stage for one in StageMark.objects.filter(case=case).order_by("at")][-1] == "INTERRUPTED"
        assert Interview.objects.get(case=case).interpreter.startswith("RS-")
    page = client_of("asylum").get(reverse("case", args=[case])).content.decode()
    assert "Free narrative" in page
    assert "§ 2" in page


def test_a_recording_is_sealed_heard_by_few_and_each_opening_is_logged(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    interviewed(staff, case)
    sound = b"OggS SYNTHETIC sound"
    with pytest.raises(refusals.BadInput, match="no recording"):
        do(hearing.add_recording, staff["asylum"], case, content=base64.b64encode(b"MZ program").decode())
    do(hearing.add_recording, staff["asylum"], case, content=base64.b64encode(sound).decode())
    with pytest.raises(refusals.BadInput, match="here already"):
        do(hearing.add_recording, staff["asylum"], case, content=base64.b64encode(sound).decode())
    with seeing_all():
        one = Recording.objects.get(case=case)
        assert sound not in bytes(one.__dict__["content"])
        before = AccessLog.objects.filter(what="asylum.recording").count()
    address = reverse("interview_recording", args=[one.pk])
    answer = client_of("asylum").get(address)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, sound, "audio/ogg")
    with seeing_all():
        assert AccessLog.objects.filter(what="asylum.recording").count() == before + 1
    for who in ("officer", "medic", "foreigners", "legal", "social"):
        assert client_of(who).get(address).status_code in {403, 404}


def test_a_comment_on_the_report_is_taken_at_any_time(staff: dict[str, Actor]) -> None:
    case = decided(staff)
    do(hearing.add_comment, staff["asylum"], case, text="SYNTHETIC: it was in June")
    assert "it was in June" in client_of("asylum").get(reverse("case", args=[case])).content.decode()


def test_after_a_court_sends_it_back_the_applicant_is_heard_again(staff: dict[str, Actor]) -> None:
    case = decided(staff)
    from tests.node.examined import SERVED

    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    do(deciding.lodge_appeal, staff["asylum"], case, lodged_on=moment.today())
    do(deciding.court_decided, staff["asylum"], case, outcome="REMITTED", on=moment.today())
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, outcome="REFUGEE", refugee_reasons="SYNTHETIC")
    assert closed(caught) == {"G-HEARD"}
