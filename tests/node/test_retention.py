"""How long records are kept, what marks and holds them, and what the night erases (FR-23, FR-24)."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import AccessLog, CaseFile, Event, RuleRow, SubjectKey
from egnatia.node.biometrics.models import Container
from egnatia.node.people.models import ClaimedIdentity, Person
from egnatia.node.registration import actions as registration
from egnatia.node.rights import actions as rights
from egnatia.node.rights import erasure, procedure, retention, tasks
from egnatia.node.rights.models import Erasure, Keeping
from egnatia.node.screening import actions as screening
from egnatia.node.screening.models import Screening
from tests.node.conftest import REGISTERED, all_steps, arrive, do
from tests.node.test_biometrics import capture
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

LATER = timedelta(days=5 * 366)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    """The list for backups of one test is not that of another."""
    settings.EGNATIA_DATA = tmp_path


def done(staff: dict[str, Actor], *, route: str = "RETURN_RULES", **arrival: Any) -> tuple[UUID, UUID]:
    """A screening that was closed: (case, person)."""
    case = arrive(staff, **arrival)
    all_steps(staff, case)
    capture(staff, case, seed=case.int % 1000)
    do(screening.refer, staff["officer"], case, route=route)
    with seeing_all():
        return case, Screening.objects.get(pk=case).person_id


def ended(case: UUID, state: str = "accepted") -> None:
    """Referrals that nobody answers would keep the person: close them."""
    with acting_as(SYSTEM):
        CaseFile.objects.filter(subject=CaseFile.objects.get(pk=case).subject, procedure__in=("referral", "handover")).update(closed=True, state=state)


def tables_with(value: UUID) -> list[str]:
    """Every table of the database in which some column still holds this id."""
    found = []
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'uuid'")
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{column}" = %s LIMIT 1', [value])
            if cursor.fetchone():
                found.append(table)
    return sorted(set(found))


@pytest.mark.parametrize(("category", "years"), [("IRREG_CROSSING", 5), ("IP_APPLICANT", 10), ("TEMP_PROT", 1), ("REFUSED_ENTRY", 3)])
def test_fr_23_each_category_has_its_period_as_a_row(staff: dict[str, Actor], category: str, years: int) -> None:
    rule = RuleRow.objects.get(jurisdiction="EU", code=f"RETENTION_{category}")
    assert (rule.value, rule.unit, rule.verified) == (years, "YEARS", False)


def test_fr_23_the_day_before_it_is_kept_and_the_day_after_it_is_gone(staff: dict[str, Actor]) -> None:
    case, person = done(staff)
    ended(case)
    with acting_as(SYSTEM):
        [record] = retention.records_of(person)
    assert record.due is not None
    with moment.pretend(record.due - timedelta(minutes=1)):
        assert erasure.run() == 0
    with moment.pretend(record.due):
        assert erasure.run() == 1
        assert erasure.run() == 0
    # Nothing is left but that it was erased, and who had read it (FR-20).
    assert tables_with(case) == ["kernel_accesslog", "rights_erasure"]
    assert set(tables_with(person)) <= {"kernel_accesslog"}
    with seeing_all():
        evidence = Erasure.objects.get(case_id=case)
        assert (evidence.category, evidence.because, evidence.rule.code) == ("IRREG_CROSSING", "PERIOD", "RETENTION_IRREG_CROSSING")
        assert not SubjectKey.objects.filter(subject=person).exists()
        assert AccessLog.objects.filter(operation="erase", case_id=case).exists()


def test_twin_a_table_that_the_erasure_forgot_would_be_found(staff: dict[str, Actor]) -> None:
    """The search above does find an id where one is left."""
    case, person = done(staff)
    assert {"kernel_event", "screening_screening", "biometrics_container", "screening_formversion"} <= set(tables_with(case))
    assert {"people_claimedidentity", "kernel_subjectkey", "people_namekey"} <= set(tables_with(person))


def test_others_are_not_touched(staff: dict[str, Actor]) -> None:
    case, _person = done(staff)
    ended(case)
    other, other_person = done(staff, reason="APPLIED_AT_BORDER")
    with moment.pretend(moment.now() + LATER):
        assert erasure.run() == 1
    with seeing_all():
        assert Person.objects.get().pk == other_person
        assert Container.objects.get().case_id == other
        assert Event.objects.filter(case=other).exists()
        assert ClaimedIdentity.objects.get().full_name


def test_one_record_goes_and_the_person_stays_with_the_other(staff: dict[str, Actor]) -> None:
    case, person = done(staff)
    do(registration.record_wish, staff["officer"], person_id=person)
    with moment.pretend(moment.now() + LATER):
        assert erasure.run() == 1
    with seeing_all():
        assert not Screening.objects.exists()
        assert Person.objects.filter(pk=person).exists()
        assert ClaimedIdentity.objects.get(person=person).full_name
    assert "screening_screening" not in tables_with(case)


def test_what_is_open_or_held_stays_and_the_page_says_why(staff: dict[str, Actor]) -> None:
    running = arrive(staff)
    held, person = done(staff)
    with moment.pretend(moment.now() + LATER):
        do(rights.hold, staff["protection"], person_id=person, until=moment.today() + timedelta(days=100), reason="SYNTHETIC court case")
        assert erasure.run() == 0
        page = client_of("dpo").get(reverse("retention")).content.decode()
        assert "still open" in page
        assert "held for a stated reason" in page
    # The database looks at its own clock.
    with acting_as(SYSTEM):
        Keeping.objects.update(until=moment.today() - timedelta(days=2))  # between two midnights it is a day behind
    with moment.pretend(moment.now() + LATER):
        assert erasure.run() == 1
    with seeing_all():
        assert list(Screening.objects.values_list("pk", flat=True)) == [running]
    assert not CaseFile.objects.filter(pk=held).exists()


def test_a_hold_is_ended_by_another_with_a_reason(staff: dict[str, Actor]) -> None:
    _case, person = done(staff)
    until = moment.today() + timedelta(days=100)
    held = do(rights.hold, staff["protection"], person_id=person, until=until, reason="SYNTHETIC court case")
    with pytest.raises(refusals.GateClosed):
        do(rights.end, staff["protection"], held, reason="SYNTHETIC")
    other = replace(staff["protection"], id=uuid.uuid4(), name="Another")
    with pytest.raises(refusals.BadInput):
        do(rights.end, other, held)
    do(rights.end, other, held, reason="SYNTHETIC: the court decided")
    with seeing_all():
        assert Keeping.objects.get().ended_at


def test_who_is_left_without_a_record_is_erased_when_the_last_other_case_closes(staff: dict[str, Actor]) -> None:
    """A referral that nobody had answered kept the person on the night of the last record."""
    case, person = done(staff)
    with moment.pretend(moment.now() + LATER):
        assert erasure.run() == 1
        assert "people_person" in tables_with(person)
        with acting_as(SYSTEM):
            CaseFile.objects.filter(subject=person).update(closed=True, state="withdrawn")
        assert erasure.run() == 0
        assert set(tables_with(person)) <= {"kernel_accesslog"}
    assert case


def test_one_that_fails_holds_up_no_other(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    cases = [done(staff)[0] for _twice in range(2)]
    right = erasure._remove

    def wrong(case: CaseFile, record: Any) -> None:
        if case.pk == cases[0]:
            raise RuntimeError("Karimi")
        right(case, record)

    monkeypatch.setattr(erasure, "_remove", wrong)
    with moment.pretend(moment.now() + LATER):
        assert erasure.run() == 1
    with acting_as(SYSTEM):
        assert list(CaseFile.objects.filter(pk__in=cases).values_list("pk", flat=True)) == [cases[0]]
    assert "RuntimeError" in caplog.text
    assert "Karimi" not in caplog.text


def examined(wish: UUID) -> None:
    """As if the examination had been decided finally, and its end were not noted."""
    with seeing_all():
        CaseFile.objects.filter(application__registration=wish).update(state="final", closed=True)


def test_a_registration_stays_while_a_status_stands(staff: dict[str, Actor]) -> None:
    from tests.node.examined import served

    case = served(staff, outcome="REFUGEE", refugee_reasons="SYNTHETIC")
    with moment.pretend(moment.now() + 2 * LATER):
        assert erasure.run() == 0
        with acting_as(SYSTEM):
            assert any("status stands" in str(one.stays) for one in retention.due())
    with seeing_all():
        assert CaseFile.objects.filter(pk=case).exists()


def test_an_applicant_is_kept_until_the_procedure_has_ended_and_ten_years_are_over(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"])
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    do(registration.lodge, staff["asylum"], wish)
    decision = {"decision": "SYNTHETIC 1/2026, refused, final"}
    with pytest.raises(refusals.GateClosed):
        do(registration.note_end, staff["asylum"], wish, **decision)
    with moment.pretend(moment.now() + 2 * LATER):
        assert erasure.run() == 0
    with pytest.raises(refusals.GateClosed) as caught:
        do(registration.note_end, staff["asylum2"], wish, **decision)
    assert closed(caught) == {"G-EXAMINED"}
    examined(wish)
    do(registration.note_end, staff["asylum2"], wish, **decision)
    with moment.pretend(moment.now() + LATER):
        assert erasure.run() == 0
    with moment.pretend(moment.now() + 2 * LATER):
        assert erasure.run() == 1
    assert tables_with(wish) == ["kernel_accesslog", "rights_erasure"]


def test_after_the_end_a_new_wish_is_heard(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"])
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    do(registration.lodge, staff["asylum"], wish)
    examined(wish)
    do(registration.note_end, staff["asylum2"], wish, decision="SYNTHETIC")
    with seeing_all():
        person = CaseFile.objects.get(pk=wish).subject
    do(registration.record_wish, staff["asylum"], person_id=person)


def test_every_category_has_a_rule(db: None) -> None:
    assert all(RuleRow.objects.filter(jurisdiction="EU", code=f"RETENTION_{one}").exists() for one in retention.CATEGORIES)


def test_a_mark_that_is_over_or_not_confirmed_is_not_shown(staff: dict[str, Actor]) -> None:
    case, person = done(staff)
    do(rights.hold, staff["protection"], person_id=person, until=moment.today() + timedelta(days=3), reason="SYNTHETIC")
    do(registration.record_wish, staff["officer"], person_id=person)
    do(rights.note_citizenship, staff["asylum"], person_id=person, decided_on=moment.today(), reference="SYNTHETIC")
    address = reverse("case", args=[case])
    assert "Kept longer" in client_of("officer").get(address).content.decode()
    assert "became a citizen: the data" not in client_of("officer").get(address).content.decode()
    with moment.pretend(moment.now() + timedelta(days=5)):
        assert "Kept longer for" not in client_of("officer").get(address).content.decode()


def test_a_hold_has_an_end_within_a_year(staff: dict[str, Actor]) -> None:
    _case, person = done(staff)
    with pytest.raises(refusals.BadInput, match="year"):
        do(rights.hold, staff["protection"], person_id=person, until=moment.today() + timedelta(days=800), reason="SYNTHETIC")


def test_nothing_is_erased_by_a_rule_that_nobody_verified(staff: dict[str, Actor]) -> None:
    case, _person = done(staff)
    RuleRow.objects.filter(code="RETENTION_IRREG_CROSSING", synthetic=True).delete()
    with moment.pretend(moment.now() + LATER):
        assert erasure.run() == 0
        assert "nobody has verified the rule" in client_of("dpo").get(reverse("retention")).content.decode()
        RuleRow.objects.filter(code="RETENTION_IRREG_CROSSING").update(verified=True, verified_by="SYNTHETIC", verified_on=moment.today(), gazette="SYNTHETIC")
        assert erasure.run() == 1
    assert not CaseFile.objects.filter(pk=case).exists()


def test_a_changed_row_changes_the_day_that_is_shown(staff: dict[str, Actor]) -> None:
    case, _person = done(staff)
    shown = datetime.now().year + 5
    assert f"{shown}-" in client_of("officer").get(reverse("case", args=[case])).content.decode()
    RuleRow.objects.filter(code="RETENTION_IRREG_CROSSING", synthetic=True).update(value=2)
    page = client_of("officer").get(reverse("case", args=[case])).content.decode()
    assert f"{shown}-" not in page
    assert f"{shown - 3}-" in page


def test_fr_24_protection_marks_and_does_not_delete_and_withdrawal_takes_the_mark_away(staff: dict[str, Actor]) -> None:
    case, person = done(staff)
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    mark = do(rights.mark, staff["asylum"], person_id=person, kind="PROTECTION", decided_on=moment.today(), reference="SYNTHETIC 1")
    with seeing_all():
        assert Container.objects.filter(person=person).exists()
    # The unit at the border sees the mark too, though not its case.
    for who, where in (("asylum", wish), ("officer", case)):
        assert "Protection was granted" in client_of(who).get(reverse("case", args=[where])).content.decode()
    withdrawal = {"decided_on": moment.today(), "reference": "SYNTHETIC 2"}
    with pytest.raises(refusals.GateClosed):
        do(rights.unmark, staff["asylum"], mark, **withdrawal)
    do(rights.unmark, staff["asylum2"], mark, **withdrawal)
    assert "Protection was granted" not in client_of("officer").get(reverse("case", args=[case])).content.decode()
    with seeing_all():
        assert Keeping.objects.get().until == moment.today()


def test_citizenship_erases_in_advance_when_a_second_officer_confirms_it(staff: dict[str, Actor]) -> None:
    case, person = done(staff)
    ended(case)
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    note = do(rights.note_citizenship, staff["asylum"], person_id=person, decided_on=moment.today(), reference="SYNTHETIC 3")
    assert erasure.run() == 0
    with pytest.raises(refusals.GateClosed):
        do(rights.confirm, staff["asylum"], note)
    do(rights.confirm, staff["asylum2"], note)
    assert erasure.run() == 1
    assert not CaseFile.objects.filter(pk=case).exists()
    with acting_as(SYSTEM):
        # The wish was never registered: it is no record with a period, and it is still open.
        assert CaseFile.objects.filter(pk=wish).exists()


def test_twin_without_the_second_officer_one_would_erase_alone(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    _case, person = done(staff)
    monkeypatch.setattr(procedure.CONFIRM, "gates", ())
    do(registration.record_wish, staff["officer"], person_id=person)
    note = do(rights.note_citizenship, staff["asylum"], person_id=person, decided_on=moment.today(), reference="SYNTHETIC 3")
    do(rights.confirm, staff["asylum"], note)
    assert erasure.run() == 1


@pytest.mark.parametrize("why", ["open", "held"])
def test_the_database_itself_erases_nothing_that_is_open_or_held(staff: dict[str, Actor], why: str) -> None:
    case, person = done(staff)
    if why == "held":
        do(rights.hold, staff["protection"], person_id=person, until=moment.today() + timedelta(days=3), reason="SYNTHETIC")
    with acting_as(SYSTEM):
        CaseFile.objects.filter(pk=case).update(closed=why == "held")
        Erasure.objects.create(case_id=case, category="IRREG_CROSSING", because="PERIOD", at=moment.now())
    with pytest.raises(DatabaseError, match=why), acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT rights_erase_case(%s)", [case])


@pytest.mark.parametrize("which", ["case", "person", "rows"])
def test_the_database_itself_erases_nothing_without_the_record_of_it(staff: dict[str, Actor], which: str) -> None:
    case, person = done(staff)
    calls = {
        "case": ("SELECT rights_erase_case(%s)", [case]),
        "person": ("SELECT rights_erase_person(%s)", [person]),
        "rows": ("SELECT rights_erase_rows('kernel_casefile', 'id', ARRAY[%s]::uuid[])", [case]),
    }
    for actor in (staff["officer"], SYSTEM):
        with pytest.raises(DatabaseError), acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(*calls[which])
    with seeing_all():
        assert Screening.objects.filter(pk=case).exists()


def test_that_something_was_erased_cannot_be_taken_back(staff: dict[str, Actor]) -> None:
    case, _person = done(staff)
    ended(case)
    with moment.pretend(moment.now() + LATER):
        tasks.erase(0)
    for change in ("UPDATE rights_erasure SET category = 'X'", "DELETE FROM rights_erasure"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_restored_backup_is_erased_again(staff: dict[str, Actor], settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    case, person = done(staff)
    ended(case)
    line = json.dumps({"case": str(case), "at": "2026-01-01T00:00:00+00:00"})
    (settings.EGNATIA_DATA / "erased.jsonl").write_text(f"{line}\n{line}\n" + json.dumps({"case": str(uuid.uuid4()), "at": ""}) + "\n")
    held, held_person = done(staff)
    do(rights.hold, staff["protection"], person_id=held_person, until=moment.today() + timedelta(days=3), reason="SYNTHETIC")
    with (settings.EGNATIA_DATA / "erased.jsonl").open("a") as file:
        file.write(json.dumps({"case": str(held), "at": ""}) + "\n")
    call_command("erase", "--again")
    told = capsys.readouterr().out
    assert str(held) in told
    assert "erased: 1" in told
    assert set(tables_with(person)) <= {"kernel_accesslog"}
    assert (settings.EGNATIA_DATA / "erased.jsonl").stat().st_mode


def test_the_command_tells_before_it_does(staff: dict[str, Actor], capsys: pytest.CaptureFixture[str]) -> None:
    case, _person = done(staff)
    with moment.pretend(moment.now() + LATER):
        call_command("erase", "--dry-run")
        assert "erased tonight" in capsys.readouterr().out
        with seeing_all():
            assert CaseFile.objects.filter(pk=case).exists()
        call_command("erase")
        assert "erased: 1" in capsys.readouterr().out


def test_fr_24_twin_an_erasure_that_takes_a_mark_for_an_order_is_caught(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    """The check above fails where protection granted would erase as citizenship does."""
    case, person = done(staff)
    do(registration.record_wish, staff["officer"], person_id=person)
    do(rights.mark, staff["asylum"], person_id=person, kind="PROTECTION", decided_on=moment.today(), reference="SYNTHETIC 1")
    assert erasure.run() == 0
    with acting_as(SYSTEM):
        marked = [replace(one, because="CITIZENSHIP", rule=None) for one in retention.records_of(person) if one.category == "IRREG_CROSSING"]
    monkeypatch.setattr(retention, "_of_citizens", lambda: iter(marked))
    assert erasure.run() == 1
    with acting_as(SYSTEM):
        assert not CaseFile.objects.filter(pk=case).exists()
