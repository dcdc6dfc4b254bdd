"""What goes with a person out of the screening: databases asked, services beside the outcome, the form in its versions, the data of the registration."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse

from egnatia.kernel import pdf
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.engine import national, refusals
from egnatia.kernel.models import NationalSource, Task
from egnatia.node.people.models import ClaimedIdentity, Person
from egnatia.node.protection.selectors import treated_as_child_alone
from egnatia.node.referral import actions as referral
from egnatia.node.referral.handover import actions as handover
from egnatia.node.referral.models import HandOver, Referral
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import MissingDatum
from egnatia.node.screening import actions as screening
from egnatia.node.screening import gates, selectors
from egnatia.node.screening.models import Beside, Consultation, FormVersion, Screening
from egnatia.overlays import loader
from tests.node.conftest import AT_ONCE, REGISTERED, all_steps, arrive, do, state_of
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

SERVICE = {"receiver": "SOCIAL-WORK", **AT_ONCE}


@pytest.mark.parametrize("country", SEVEN)
def test_systems_of_the_eu_stand_in_the_table_and_cannot_be_asked(db: None, country: str) -> None:
    with override_settings(EGNATIA_COUNTRY=country):
        offered, closed_ones = national.sources(), national.sources(available=False)
    assert "NATIONAL" in {one.code for one in offered}
    assert {one.kind for one in offered} <= {NationalSource.Kind.NATIONAL, NationalSource.Kind.INTERPOL}
    assert {"SIS", "EES", "VIS", "ETIAS", "EURODAC"} <= {one.code for one in closed_ones}
    # Kosovo* is no member of Interpol.
    assert ("INTERPOL_SLTD" in {one.code for one in offered}) == (country != "XKX")


def test_no_row_and_no_file_opens_a_system_of_the_eu(staff: dict[str, Actor]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        NationalSource.objects.filter(code="SIS").update(available=True)
    with pytest.raises(loader.BadOverlay, match="open to no third country"):
        loader._source("x.toml", {"code": "SIS", "label": "SIS", "kind": "EU", "available": True})
    with pytest.raises(refusals.BadInput, match="third country"):
        do(screening.record_security, staff["officer"], arrive(staff), sources=["NATIONAL", "SIS"])


def test_each_database_keeps_its_own_answer_and_only_some_read_it(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with pytest.raises(refusals.BadInput, match="not consulted"):
        do(screening.record_security, staff["officer"], case, sources=["NATIONAL"], hits=["INTERPOL_SLTD"])
    do(screening.record_security, staff["officer"], case, sources=["NATIONAL", "INTERPOL_SLTD"], hits=["INTERPOL_SLTD"])
    with seeing_all():
        assert dict(Consultation.objects.values_list("source", "hit")) == {"NATIONAL": False, "INTERPOL_SLTD": True}
    officer, medic = (client_of(who).get(reverse("case", args=[case])).content.decode() for who in ("officer", "medic"))
    assert "stolen and lost" in officer
    assert "SIS" in officer
    assert "stolen and lost" not in medic


def test_urgent_care_is_reached_before_a_return_route_and_the_loop_is_closed(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    all_steps(staff, case)
    do(screening.record_health, staff["medic"], case, outcome="URGENT")
    with seeing_all():
        assert Task.objects.filter(case=case, code="REFER_BESIDE", done_at=None).exists()
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert closed(caught) == {"G-BESIDE"}
    do(screening.refer_beside, staff["medic"], case, need="HEALTH", **SERVICE)
    with seeing_all():
        assert not Task.objects.filter(case=case, code="REFER_BESIDE", done_at=None).exists()
        made = Referral.objects.get(source_case=case)
        assert (made.priority, made.pathway) == ("EMERGENCY", "CHILD")
    do(referral.accept, staff["social"], made.pk)
    do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert state_of(case) == "referred"


def test_twin_without_the_gate_the_route_would_open(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    from egnatia.node.screening import procedure

    case = arrive(staff)
    all_steps(staff, case)
    do(screening.record_health, staff["medic"], case, outcome="URGENT")
    monkeypatch.setattr(procedure.REFER, "gates", tuple(one for one in procedure.REFER.gates if one is not gates.services_reached))
    do(screening.refer, staff["officer"], case, route="RETURN_RULES")


def test_a_need_beside_never_holds_up_the_way_to_asylum(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    all_steps(staff, case, wish="YES")
    do(screening.record_health, staff["medic"], case, outcome="ISOLATION")
    do(screening.refer, staff["officer"], case, route="REGISTRATION")
    with seeing_all():
        assert Task.objects.filter(case=case, code="REFER_BESIDE", done_at=None).exists()
    do(screening.refer_beside, staff["officer"], case, need="HEALTH", **SERVICE)


def test_fr_48_who_may_be_stateless_is_offered_help_and_is_not_of_unknown_nationality(staff: dict[str, Actor]) -> None:
    case = arrive(staff, citizenship="XXX")
    do(screening.record_vulnerability, staff["protection"], case, indicators=["NO_NATIONALITY"])
    with seeing_all():
        screened = Screening.objects.get(pk=case)
        assert selectors.needs_beside(screened.case) == [Beside.STATELESS]
    assert "Perhaps stateless" in client_of("officer").get(reverse("case", args=[case])).content.decode()
    unknown = arrive(staff, citizenship="XXX")
    with seeing_all():
        assert selectors.needs_beside(Screening.objects.get(pk=unknown).case) == []


@pytest.mark.parametrize("categories", [["VOT"], ["TORTURE"], ["RAPE"]])
def test_fr_16_what_only_some_may_know_is_named_to_them_alone(staff: dict[str, Actor], categories: list[str]) -> None:
    """Not in the task that the unit reads, not in the safeguard's text, not on the officer's page, not in the referral, in no version of the form."""
    case = arrive(staff)
    all_steps(staff, case)
    do(screening.record_vulnerability, staff["protection"], case, indicators=["PSYCHOSOCIAL"], categories=categories)
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert closed(caught) == {"G-BESIDE"}
    words = ("traffick", "torture", "violence", "specialised service")
    assert not any(word in str(caught.value.closed[0][1].why).lower() for word in words)
    with pytest.raises(refusals.NotAllowed):
        do(screening.refer_beside, staff["officer"], case, need="SPECIALISED", **SERVICE)
    do(screening.refer_beside, staff["protection"], case, need="SPECIALISED", **SERVICE, message="SYNTHETIC: what the service needs")
    do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    do(screening.make_remark, staff["protection"], case, text="SYNTHETIC remark of somebody who knows")
    with seeing_all():
        made = Referral.objects.get(source_case=case).pk
    pages = [reverse("case", args=[case]), reverse("case", args=[made])]
    for address in pages:
        officer = client_of("officer").get(address).content.decode().lower()
        assert not any(word in officer for word in words), address
    assert "specialised service" in client_of("protection").get(pages[0]).content.decode().lower()


def test_every_version_of_the_form_is_cut_for_its_reader(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever made it: a remark of somebody who knows freezes nothing for the others, a remark of others takes nothing away."""
    monkeypatch.setattr(pdf, "make", lambda source, data: json.dumps(data, ensure_ascii=False).encode())
    case = arrive(staff)
    all_steps(staff, case, wish="YES")
    do(screening.record_vulnerability, staff["protection"], case, indicators=["PSYCHOSOCIAL"], categories=["TORTURE"])
    do(screening.refer, staff["officer"], case, route="REGISTRATION")
    with seeing_all():
        handed = HandOver.objects.get(source_case=case)
    do(handover.accept, staff["asylum"], handed.pk)
    do(screening.make_remark, staff["protection"], case, text="SYNTHETIC one")
    do(screening.make_remark, staff["asylum"], case, text="SYNTHETIC two")
    for number in (1, 2, 3):
        address = reverse("screening_version", args=[case, number])
        officer, knows, receiver = (client_of(who).get(address).content.decode() for who in ("officer", "protection", "asylum"))
        assert ("Torture" in officer, "Torture" in knows, "Torture" in receiver) == (False, True, False)
        assert ('"1h"' in officer, '"1h"' in knows, '"1h"' in receiver) == (True, False, False)


@pytest.mark.parametrize("end", ["withdraw_consent", "recall", "decline"])
def test_a_service_that_was_not_reached_opens_no_route(staff: dict[str, Actor], end: str) -> None:
    case = arrive(staff)
    all_steps(staff, case)
    do(screening.record_health, staff["medic"], case, outcome="URGENT")
    do(screening.refer_beside, staff["officer"], case, need="HEALTH", **SERVICE)
    with seeing_all():
        made = Referral.objects.get(source_case=case).pk
    if end != "decline":
        do(getattr(referral, end), staff["officer"], made)
    else:
        do(referral.decline, staff["social"], made, reason="No place")
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    assert closed(caught) == {"G-BESIDE"}
    do(screening.refer_beside, staff["officer"], case, need="HEALTH", **SERVICE)
    do(screening.refer, staff["officer"], case, route="RETURN_RULES")


def test_the_task_goes_with_the_need(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.record_health, staff["medic"], case, outcome="URGENT")
    do(screening.record_health, staff["medic"], case, outcome="NO_NEED")
    with seeing_all():
        assert not Task.objects.filter(case=case, code="REFER_BESIDE", done_at=None).exists()


def test_what_was_handed_over_stays_and_a_correction_is_the_next_version(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "make", lambda source, data: json.dumps(data, ensure_ascii=False).encode())
    case = arrive(staff)
    all_steps(staff, case, wish="YES")
    do(screening.record_security, staff["officer"], case, sources=["NATIONAL"], hits=["NATIONAL"])
    do(screening.refer, staff["officer"], case, route="REGISTRATION")
    with seeing_all():
        handed = HandOver.objects.get(source_case=case)
    do(handover.accept, staff["asylum"], handed.pk)
    form = {"residence": "IRN", "spoken": ["prs"], "cooperated": True}
    do(screening.correct_form, staff["officer"], case, **form)
    do(screening.make_remark, staff["asylum"], case, text="SYNTHETIC remark")
    with seeing_all():
        assert list(FormVersion.objects.values_list("version", flat=True)) == [1, 2, 3]
        assert Task.objects.filter(case=case, code="FORM_CHANGED", unit_id=staff["asylum"].unit, done_at=None).count() == 1
    first, second, third = (client_of("officer").get(reverse("screening_version", args=[case, number])).content.decode() for number in (1, 2, 3))
    assert "Iran" not in first
    assert "Iran" in second
    assert "SYNTHETIC remark" not in second
    assert "SYNTHETIC remark" in third
    assert client_of("officer").get(reverse("screening_version", args=[case, 4])).status_code == 404
    # 1h is for those who may read it, in an old version too.
    assert '"1h"' in first
    assert '"1h"' not in client_of("asylum").get(reverse("screening_version", args=[case, 1])).content.decode()
    do(screening.note_form_read, staff["asylum"], case)
    with seeing_all():
        assert not Task.objects.filter(case=case, code="FORM_CHANGED", done_at=None).exists()


def test_the_form_of_a_correction_holds_what_is_known(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.complete_form, staff["officer"], case, spoken=["pus"], cooperated=True, family_elsewhere="SYNTHETIC sister")
    page = client_of("officer").get(reverse("act", args=[case, "complete_form"])).content.decode()
    assert "SYNTHETIC sister" in page


def test_every_missing_datum_of_the_registration_has_its_reason(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"], name="SYNTHETIC")
    with pytest.raises(refusals.BadInput) as caught:
        do(registration.register, staff["asylum"], wish, read_back=True, language="prs", document_issued="CERTIFICATE")
    assert set(caught.value.errors) == {"why_no_birth", "why_no_birthplace", "why_no_nationality", "why_no_papers", "why_no_contact"}
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    with seeing_all():
        assert set(MissingDatum.objects.values_list("datum", flat=True)) == {"BIRTH", "BIRTHPLACE", "NATIONALITY", "PAPERS"}
    page = client_of("asylum").get(reverse("case", args=[wish])).content.decode()
    assert "The person does not know it" in page


CORRECTED = {"given_names": "Samira", "birth": {"year": "2012"}, "sex": 2, "citizenship": "AFG", "place_of_birth": "Herat"}


def test_the_person_corrects_and_nothing_is_overwritten(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"], name="Smira")
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    do(registration.correct_data, staff["asylum"], wish, **CORRECTED)
    with seeing_all():
        person = Person.objects.get()
        assert (person.citizenship, person.year_of_birth, person.is_minor_presumed) == ("AFG", 2012, True)
        assert [one.full_name for one in ClaimedIdentity.objects.order_by("recorded_at")] == ["Smira", "Samira"]
        assert list(MissingDatum.objects.values_list("datum", flat=True)) == ["PAPERS"]
    # Read back and said anew as an adult: what protects a child is not taken away by a form.
    do(registration.correct_data, staff["asylum"], wish, **{**CORRECTED, "birth": {"year": "1990"}})
    with seeing_all():
        assert Person.objects.get().is_minor_presumed
    page = client_of("asylum").get(reverse("act", args=[wish, "correct_data"])).content.decode()
    assert "Herat" in page
    assert "1990" in page


def test_a_form_asks_only_why_what_is_missing_is_missing(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"], name="SYNTHETIC")
    address = reverse("act", args=[wish, "register"])
    assert 'name="why_no_birth"' in client_of("asylum").get(address).content.decode()
    do(registration.correct_data, staff["asylum"], wish, **CORRECTED)
    page = client_of("asylum").get(address).content.decode()
    assert 'name="why_no_birth"' not in page
    assert 'name="why_no_papers"' in page


def test_a_child_alone_of_unknown_age_stays_a_child_when_somebody_types_another_year(staff: dict[str, Actor]) -> None:
    arrive(staff, birth={}, unaccompanied=True)
    with seeing_all():
        person = Person.objects.get()
        assert treated_as_child_alone(person)
    wish = do(registration.record_wish, staff["officer"], person_id=person.pk)
    do(registration.correct_data, staff["officer"], wish, **{**CORRECTED, "birth": {"year": "1990"}})
    with seeing_all():
        assert treated_as_child_alone(Person.objects.get())
