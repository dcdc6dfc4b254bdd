"""The seven differ by rows alone: which steps exist, for whom, with which time limits, documents and outcomes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.engine import national, refusals, timing
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import CaseFile, ClockRow, NationalStep, RuleRow, Task
from egnatia.node.border import actions as border
from egnatia.node.border import selectors as border_selectors
from egnatia.node.protection import actions as protection
from egnatia.node.registration import actions as registration
from egnatia.node.registration import procedure
from egnatia.node.screening import actions as screening
from egnatia.overlays import loader
from tests.node.conftest import REGISTERED, arrive, do, state_of, told
from tests.node.test_pages import client_of

AT = datetime(2026, 10, 5, 10, 0, tzinfo=timezone.get_current_timezone())  # a Monday


def clocks(case: UUID, state: str = "OPEN") -> dict[str, str]:
    """Code of each clock → when it is due, local time."""
    with seeing_all():
        return {one.code: f"{timezone.localtime(one.due_at):%m-%d %H:%M}" for one in ClockRow.objects.filter(case=case, state=state)}


def wish(staff: dict[str, Actor]) -> UUID:
    with moment.pretend(AT):
        return do(registration.record_wish, staff["asylum"], name="SYNTHETIC", language="prs")


# 72 hours end with a full hour, a period of days at midnight after its last day. The EU's 21 days stand in where the country has no such row.
# Country → clocks of a wish, clocks of the registration, the document, and steps that exist here alone.
VERSIONS: dict[str, tuple[dict[str, str], dict[str, str], str, set[str]]] = {
    "SRB": ({}, {"LODGE_BY": "10-21 00:00", "INTENTION_DOC_VALIDITY": "10-21 00:00", "REPORT_TO_CENTRE": "10-08 11:00"}, "CERTIFICATE", {"open_own_lodging"}),
    "MKD": ({"REFER_TO_ASYLUM_OFFICE": "10-08 11:00"}, {"INTENTION_DOC_VALIDITY": "10-27 00:00"}, "REFERRAL_NOTE", {"send_on"}),
    "BIH": ({}, {"INTENTION_DOC_VALIDITY": "10-20 00:00"}, "ATTESTATION", set()),
    "MNE": ({}, {"LODGE_BY": "10-21 00:00", "INTENTION_DOC_VALIDITY": "10-21 00:00"}, "CERTIFICATE", set()),
    "XKX": ({}, {"INTENTION_DOC_VALIDITY": "10-27 00:00"}, "CONFIRMATION", {"register_and_lodge"}),
    "ALB": ({}, {"INTENTION_DOC_VALIDITY": "10-27 00:00"}, "CERTIFICATE", set()),
    "TUR": ({}, {"INTENTION_DOC_VALIDITY": "10-27 00:00"}, "APPLICANT_ID", {"send_on"}),
}
EVERYWHERE = {"REGISTER_BY", "NEEDS_ASSESSED"}


@pytest.mark.parametrize("country", SEVEN)
def test_a_wish_and_its_registration_in_each_country(country: str, staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = country
    of_wish, of_registration, document, steps = VERSIONS[country]
    case = wish(staff)
    assert {code: due for code, due in clocks(case).items() if code not in EVERYWHERE} == of_wish
    with moment.pretend(AT):
        do(registration.register, staff["asylum"], case, **REGISTERED, document_issued=document)
    assert {code: due for code, due in clocks(case).items() if code not in EVERYWHERE} == of_registration
    assert {one.name for one in registry["registration"].actions if one.national and national.here(one).exists} == steps
    with seeing_all():
        rows = {one.code: one.rule for one in ClockRow.objects.filter(case=case, code__in={*of_wish, *of_registration}).select_related("rule")}
    for row in rows.values():
        assert row.confidence in "HML"
        assert not row.verified  # nobody has checked it against the gazette: the page says so
    # An EU row stands in where the country has none and the rule is a guarantee.
    assert {row.jurisdiction_id for row in rows.values()} <= {country, "EU"}


def test_every_row_says_how_sure_it_is() -> None:
    for country in SEVEN:
        for action, fields in loader.overlay(country).steps.items():
            assert fields["legal_ref"], action
            assert fields["confidence"] in "HML", action


def test_a_document_of_another_country_is_refused(staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = "BIH"
    with pytest.raises(refusals.BadInput):
        do(registration.register, staff["asylum"], wish(staff), **REGISTERED, document_issued="APPLICANT_ID")


def test_a_step_of_another_country_does_not_exist_here(staff: dict[str, Actor], settings: Any) -> None:
    case = wish(staff)
    with pytest.raises(refusals.NotHere):
        do(registration.register_and_lodge, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    assert "in one step" not in client_of("asylum").get(reverse("case", args=[case])).content.decode()
    settings.EGNATIA_COUNTRY = "XKX"
    assert "in one step" in client_of("asylum").get(reverse("case", args=[case])).content.decode()
    do(registration.register_and_lodge, staff["asylum"], case, **REGISTERED, document_issued="ASYLUM_SEEKER_CARD")
    assert state_of(case) == "lodged"


def test_serbia_opens_the_persons_own_window_when_the_authority_was_late(staff: dict[str, Actor]) -> None:
    case = wish(staff)
    with moment.pretend(AT):
        do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    do(registration.inform, staff["asylum"], case, **told("ASYLUM"))
    timing.tick(AT + timedelta(days=17))
    assert "SELF_LODGE_WINDOW" in clocks(case)
    with pytest.raises(refusals.GateClosed, match="may still lodge"):
        do(registration.propose_lapse, staff["asylum"], case, efforts="SYNTHETIC: rang twice")
    timing.tick(moment.now() + timedelta(days=400))
    assert state_of(case) == "registered"  # nothing lapses by itself
    with acting_as(staff["asylum"]):
        assert Task.objects.filter(case=case, code="SELF_LODGE_WINDOW", done_at=None).exists()
    with pytest.raises(refusals.GateClosed, match="First a colleague"):
        do(registration.note_lapse, staff["asylum2"], case)
    do(registration.propose_lapse, staff["asylum"], case, efforts="SYNTHETIC: rang twice, wrote to the last address")
    with pytest.raises(refusals.GateClosed, match="a colleague must decide"):
        do(registration.note_lapse, staff["asylum"], case)
    do(registration.note_lapse, staff["asylum2"], case)
    assert state_of(case) == "lapsed"
    # Heard again by anybody: a new wish with its own clock, never swallowed by the old one.
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
    again = do(registration.record_wish, staff["asylum"], person_id=person)
    assert "REGISTER_BY" in clocks(again)
    do(registration.take_up_again, staff["asylum"], case)
    assert state_of(case) == "registered"
    assert "LODGE_BY" in clocks(case)


def test_where_no_time_to_lodge_runs_nothing_lapses(staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = "ALB"
    case = wish(staff)
    do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    with pytest.raises(refusals.GateClosed, match="does not lapse"):
        do(registration.propose_lapse, staff["asylum"], case, efforts="SYNTHETIC")


def test_nobody_lapses_who_has_an_appointment_or_because_the_authority_was_late(staff: dict[str, Actor]) -> None:
    case = wish(staff)
    with moment.pretend(AT):
        do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    NationalStep.objects.filter(action="registration.open_own_lodging").delete()  # the person's own window never opens
    timing.tick(AT + timedelta(days=60))
    with pytest.raises(refusals.GateClosed, match="The authority was late"):
        do(registration.propose_lapse, staff["asylum"], case, efforts="SYNTHETIC")
    do(registration.appoint_lodging, staff["asylum"], case, at=moment.now() + timedelta(days=3), place="Asylum Office", told_in="prs")
    with pytest.raises(refusals.GateClosed, match="has an appointment"):
        do(registration.propose_lapse, staff["asylum"], case, efforts="SYNTHETIC")


def test_a_child_found_to_be_alone_later_gets_somebody_at_the_next_step(staff: dict[str, Actor]) -> None:
    case = wish(staff)
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
    assert "TEMPORARY_GUARDIAN" not in clocks(case)
    do(protection.record_check, staff["asylum"], person_id=person, stage="REGISTRATION", indicators=["ALONE"], categories=["UAM"])
    do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    assert "TEMPORARY_GUARDIAN" in clocks(case)
    do(registration.name_guardian, staff["social"], case, name="SYNTHETIC guardian", authority="Centre for Social Work")
    do(registration.lodge, staff["asylum"], case)


def _child_alone(staff: dict[str, Actor]) -> UUID:
    arrival = arrive(staff, birth={"year": str(moment.today().year - 14), "month": "", "day": ""}, unaccompanied=True)
    with seeing_all():
        subject = CaseFile.objects.get(pk=arrival).subject
    return do(registration.record_wish, staff["officer"], person_id=subject)


def test_a_childs_wish_never_waits_and_a_guardian_is_named_at_once(staff: dict[str, Actor]) -> None:
    case = _child_alone(staff)  # recorded by a border officer, before anybody was named
    assert "TEMPORARY_GUARDIAN" in clocks(case)
    with acting_as(staff["social"]):
        assert Task.objects.filter(case=case, code="NAME_GUARDIAN", unit_id=staff["social"].unit, done_at=None).exists()
    do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    with pytest.raises(refusals.GateClosed) as refused:
        do(registration.lodge, staff["asylum"], case)
    assert [one.code for one, _result in refused.value.closed] == ["G-GUARDIAN"]
    do(registration.name_guardian, staff["social"], case, name="SYNTHETIC guardian", authority="Centre for Social Work")
    assert "TEMPORARY_GUARDIAN" not in clocks(case)
    do(registration.lodge, staff["asylum"], case)
    assert state_of(case) == "lodged"


def test_other_countries_have_no_such_clock_but_the_same_safeguard(staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = "MNE"
    case = _child_alone(staff)
    assert "TEMPORARY_GUARDIAN" not in clocks(case)
    do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    with pytest.raises(refusals.GateClosed):
        do(registration.lodge, staff["asylum"], case)


def test_montenegro_lodges_with_a_certificate_only(staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = "MNE"
    case = wish(staff)
    do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="NONE")
    with pytest.raises(refusals.GateClosed) as refused:
        do(registration.lodge, staff["asylum"], case)
    assert [one.code for one, _result in refused.value.closed] == ["G-CERTIFICATE"]
    do(registration.issue_document, staff["asylum"], case, document="CERTIFICATE")
    do(registration.lodge, staff["asylum"], case)


def test_tuerkiye_sends_nobody_on_without_proof(staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = "TUR"
    case = wish(staff)
    with pytest.raises(refusals.GateClosed, match="paper that proves"):
        do(registration.send_on, staff["asylum"], case, to="Another province")
    with moment.pretend(AT):
        do(registration.send_on, staff["asylum"], case, to="Another province", proof_given=True)
    assert clocks(case)["REFER_TO_ASYLUM_OFFICE"] == "10-21 00:00"
    settings.EGNATIA_COUNTRY = "MKD"
    do(registration.send_on, staff["asylum"], case, to="Sector for Asylum")  # no such gate there


def test_temporary_protection_is_a_regime_of_tuerkiye_alone(staff: dict[str, Actor], settings: Any) -> None:
    person = {
        "given_names": "SYNTHETIC",
        "birth": {"year": "1990", "month": "", "day": ""},
        "sex": 1,
        "citizenship": "SYR",
        "language": "apc",
        "synthetic": True,
    }
    data = {**person, "group": "Group of a decision", "province": "SYNTHETIC province", "document_issued": "TP_ID"}
    with pytest.raises(refusals.Refused):
        do(registration.register_temporary, staff["asylum"], **data)
    settings.EGNATIA_COUNTRY = "TUR"
    case = do(registration.register_temporary, staff["asylum"], **data)
    assert state_of(case) == "protected"
    with pytest.raises(refusals.GateClosed):
        do(registration.end_temporary, staff["asylum"], case, reason="SYNTHETIC")


@pytest.mark.parametrize(
    ("outcome", "wants", "closed"), [("IRREGULAR", "YES", True), ("REFUSED", "YES", True), ("APPLICANT", "YES", False), ("IRREGULAR", "NO", False)]
)
def test_albanias_prescreening(outcome: str, wants: str, closed: bool, staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = "ALB"
    case = arrive(staff)
    assert "PRESCREENING" in clocks(case)
    do(screening.inform, staff["officer"], case, **told())
    do(screening.ask_asylum, staff["protection"], case, wishes_asylum=wants)
    if closed:
        with pytest.raises(refusals.GateClosed, match="the outcome is applicant"):
            do(screening.record_prescreening, staff["officer"], case, outcome=outcome)
    else:
        do(screening.record_prescreening, staff["officer"], case, outcome=outcome)
        assert "PRESCREENING" not in clocks(case)


def test_albania_has_five_outcomes(settings: Any, db: None) -> None:
    settings.EGNATIA_COUNTRY = "ALB"
    assert len(national.outcomes("screening.record_prescreening")) == 5


def test_switching_a_rule_row_changes_the_due_date_and_the_page_says_which_row(staff: dict[str, Actor]) -> None:
    first = wish(staff)
    with moment.pretend(AT):
        do(registration.register, staff["asylum"], first, **REGISTERED, document_issued="CERTIFICATE")
    RuleRow.objects.filter(jurisdiction="SRB", code="LODGE_BY").update(value=10)
    second = wish(staff)
    with moment.pretend(AT):
        do(registration.register, staff["asylum"], second, **REGISTERED, document_issued="CERTIFICATE")
    assert (clocks(first)["LODGE_BY"], clocks(second)["LODGE_BY"]) == ("10-21 00:00", "10-16 00:00")
    page = client_of("asylum").get(reverse("case", args=[second])).content.decode()
    assert "SRB LODGE_BY" in page
    assert "unverified rule: check the law" in page


def test_a_wish_is_recorded_even_where_a_rule_is_missing(staff: dict[str, Actor]) -> None:
    RuleRow.objects.filter(code="REGISTER_BY").delete()
    case = wish(staff)
    with acting_as(staff["asylum"]):
        task = Task.objects.get(case=case, code="NO_RULE")
        assert "tell the legal officer" in registry["registration"].task_label(task.code)
    page = client_of("asylum").get(reverse("home")).content.decode()
    assert "tell the legal officer" in page


def test_a_row_narrows_roles_and_never_widens_them(staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = "BIH"
    # Registering is in the person's favour: no row keeps anybody of the code's roles from it.
    assert national.here(procedure.REGISTER).by == procedure.REGISTER.by
    NationalStep.objects.create(
        jurisdiction_id="BIH", action="registration.note_lapse", roles=["ASYLUM_CASEWORKER", "BORDER_OFFICER"], legal_ref="x", confidence="L"
    )
    assert national.here(procedure.PROPOSE_LAPSE).by == {Role.ASYLUM_CASEWORKER}


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ('[steps."registration.record_wish"]\nenabled = false', "in the person's favour"),
        ('[steps."registration.record_wish"]\ngates = ["G-PROOF"]', "in the person's favour"),
        ('[steps."registration.register"]\nroles = ["REGISTRATION_OFFICER"]', "in the person's favour"),
        ('[steps."registration.lodge"]\ngates = ["G-INFO"]', "may not set G-INFO"),
        ('[steps."registration.lodge"]\nroles = ["BORDER_OFFICER"]', "may not set BORDER_OFFICER"),
        ('[steps."registration.lodge"]\nstarts = ["NO_SUCH"]', "may not set NO_SUCH"),
        ('[steps."registration.fly"]\nenabled = true', "no action registration.fly"),
    ],
)
def test_a_file_that_takes_protection_away_is_refused(step: str, wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "xxx.toml"
    file.write_text(f'{step}\nlegal_ref = "x"\nconfidence = "L"\n', encoding="utf-8")
    with pytest.raises(loader.BadOverlay, match=wrong):
        loader.read(file)


def test_broken_twin_a_row_written_past_the_file_still_takes_no_protection_away(staff: dict[str, Actor]) -> None:
    """Whatever stands in the table: the wish is recorded, and the code's gates stay."""
    NationalStep.objects.filter(jurisdiction="SRB").delete()
    for action in ("registration.record_wish", "registration.lodge"):
        NationalStep.objects.create(jurisdiction_id="SRB", action=action, enabled=False, roles=["SYSTEM"], gates=["G-PROOF"], legal_ref="x", confidence="L")
    assert wish(staff)
    assert procedure.LODGE.gates[0] in national.here(procedure.LODGE).gates


def test_an_address_told_late_is_shown_as_late_where_there_is_a_duty(staff: dict[str, Actor], settings: Any) -> None:
    settings.EGNATIA_COUNTRY = "BIH"
    case = wish(staff)
    do(registration.note_address, staff["asylum"], case, text="SYNTHETIC street", since=moment.today() - timedelta(days=10))
    page = client_of("asylum").get(reverse("case", args=[case])).content.decode()
    assert "told late" in page


def test_albanias_refusal_leads_to_an_act_of_its_own_which_decides(staff: dict[str, Actor], settings: Any) -> None:
    """The outcome of the interview only leads there; information, question, assessment and a second officer follow."""
    settings.EGNATIA_COUNTRY = "ALB"
    case = arrive(staff)
    assert considered(staff, case) is None
    do(screening.inform, staff["officer"], case, **told())
    do(screening.ask_asylum, staff["officer"], case, wishes_asylum="NO")
    do(screening.record_prescreening, staff["officer"], case, outcome="REFUSED", interpreter_present=True)
    offered = considered(staff, case)
    assert offered == {"person_id": _case(case).subject}
    act = do(border.begin_known, staff["officer"], **offered, kind="REFUSAL", to_country="GRC", place="Crossing point")
    with pytest.raises(refusals.GateClosed) as caught:
        do(border.propose, staff["officer"], act, grounds=["A"], reasons="SYNTHETIC")
    assert {"G-INFO", "G-ASKED", "G-NR"} <= {gate.code for gate, _result in caught.value.closed}
    # Another unit's person, and one of our own whose interview leads nowhere near this.
    for other in (arrive(staff, "officer2"), arrive(staff)):
        with pytest.raises(refusals.NotFound):
            do(border.begin_known, staff["officer"], person_id=_case(other).subject, kind="REFUSAL", to_country="GRC", place="Crossing point")


def considered(staff: dict[str, Actor], case: UUID) -> Any:
    with acting_as(staff["officer"]):
        return border_selectors.person_to_consider(CaseFile.objects.get(pk=case))


def _case(case: UUID) -> CaseFile:
    with seeing_all():
        return CaseFile.objects.get(pk=case)
