"""Operations and their monitor: the list locks persons who were each decided on alone, and whoever wants asylum leaves it at the steps of the aircraft too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Outgoing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.codes import seats
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Draft, Task
from egnatia.node.registration.models import Intention
from egnatia.node.returns.models import Call, Monitoring, MonitorKey, Notice, Observation, Returnee, SeatsOffered
from egnatia.node.returns.monitoring import actions as monitoring
from egnatia.node.returns.monitoring import notebook, selectors
from egnatia.node.returns.operations import actions as operations
from egnatia.node.returns.operations import receiving
from tests.node import returning as walk
from tests.node.conftest import do, state_of
from tests.node.returning import day, later, person_of, refused
from tests.node.test_pages import client_of

PASSPHRASE = "SYNTHETIC words nobody knows"
WORDS = "SYNTHETIC: restraints were taken off late"


def boarding(staff: dict[str, Actor], *cases: UUID) -> UUID:
    one = walk.locked(staff, *cases)
    with later(3):
        do(operations.begin_boarding, staff["foreigners"], one)
    return one


def test_acceptance_7_a_wish_on_the_day_of_departure(staff: dict[str, Actor]) -> None:
    """Removed from the list, with its reason, and a note for the monitor; the other person's own return is another matter."""
    case, other = walk.ordered(staff), walk.ordered(staff, given_names="Second")
    one = boarding(staff, case, other)
    with later(3):
        do(operations.hear_wish, staff["foreigners"], one, row=walk.row_of(case), words="SYNTHETIC")
        with seeing_all():
            row = Returnee.objects.get(return_case=case)
            assert (row.status, row.off) == ("REMOVED", "ASYLUM")
            assert Notice.objects.filter(case__monitoring__operation=one, code="ASYLUM").exists()
            assert Intention.objects.filter(person=person_of(case)).exists()
        with acting_as(staff["monitor"]):
            assert Task.objects.filter(code="TAKEN_OFF", done_at=None).exists()
        assert (state_of(case), state_of(other)) == ("remedy_suspended", "pre_departure")
        walk.look(staff, other)
        do(operations.board, staff["foreigners"], one, row=walk.row_of(other))
        with pytest.raises(refusals.BadInput):
            do(operations.board, staff["foreigners"], one, row=walk.row_of(case))
        do(operations.depart, staff["foreigners"], one)
    assert state_of(one) == "under_way"


@pytest.mark.parametrize("stage", ["boarded", "under way"])
def test_after_boarding_a_wish_brings_the_person_back(staff: dict[str, Actor], stage: str) -> None:
    case = walk.ordered(staff)
    one = boarding(staff, case)
    with later(3):
        walk.look(staff, case)
        do(operations.board, staff["foreigners"], one, row=walk.row_of(case))
        if stage == "under way":
            do(operations.depart, staff["foreigners"], one)
        do(operations.hear_wish, staff["foreigners"], one, row=walk.row_of(case))
    with seeing_all():
        assert Returnee.objects.get(return_case=case).status == ("REMOVED" if stage == "boarded" else "RETURNED_BACK")
    assert state_of(case) == "remedy_suspended"


def test_the_monitor_hears_a_wish_by_the_number_on_the_list(staff: dict[str, Actor]) -> None:
    case = walk.ordered(staff)
    walk.locked(staff, case)
    with seeing_all():
        watched = Monitoring.objects.get().pk
    with pytest.raises(refusals.BadInput):
        do(monitoring.hear_wish, staff["monitor"], watched, place=2)
    do(monitoring.hear_wish, staff["monitor"], watched, place=1, words="SYNTHETIC")
    assert state_of(case) == "remedy_suspended"


def test_acceptance_6_a_child_alone_without_reception_there_keeps_the_list_open(staff: dict[str, Actor]) -> None:
    case = walk.ordered(staff)
    one = walk.listed(staff, case)
    with seeing_all():
        from egnatia.node.people.models import Person

        Person.objects.filter(pk=person_of(case)).update(is_minor_presumed=True, unaccompanied=True)
    with pytest.raises(refusals.GateClosed) as caught:
        do(operations.lock_manifest, staff["foreigners"], one)
    assert "G-BIC" in {gate.code for gate, _answer in caught.value.closed}
    assert "R2026-" in str(caught.value)  # whose safeguard it is
    assert state_of(case) == "removal_ordered"


def test_one_no_keeps_the_whole_list_open_and_nobody_is_locked(staff: dict[str, Actor]) -> None:
    case, other = walk.ordered(staff), walk.ordered(staff, given_names="Second", fit=False)
    one = walk.listed(staff, case, other)
    with pytest.raises(refusals.GateClosed) as caught:
        do(operations.lock_manifest, staff["foreigners"], one)
    assert {gate.code for gate, _answer in caught.value.closed} == {"G-MED"}
    assert (state_of(one), state_of(case), state_of(other)) == ("manifest_open", "removal_ordered", "removal_ordered")
    do(operations.take_off, staff["foreigners"], one, row=walk.row_of(other), off="MEDICAL")
    do(operations.lock_manifest, staff["foreigners"], one)
    assert state_of(case) == "pre_departure"


def test_nobody_departs_without_a_monitor_that_was_told_in_time(staff: dict[str, Actor]) -> None:
    case = walk.ordered(staff)
    one = walk.listed(staff, case, hours=20)
    assert refused(operations.lock_manifest, staff["foreigners"], one) == {"G-MON"}
    late = walk.ordered(staff, given_names="Second")
    other = walk.listed(staff)
    with moment.pretend(moment.now()):
        walk.look(staff, late)
    do(operations.add_returnee, staff["foreigners"], other, return_case=late)
    do(operations.assess_risk, staff["foreigners"], other, row=walk.row_of(late), risk="LOW", reasons="X", escorts=0)
    assert refused(operations.lock_manifest, staff["foreigners"], other) == {"G-MON"}  # added after the monitor was told
    do(operations.tell_monitor, staff["foreigners"], other)
    do(operations.lock_manifest, staff["foreigners"], other)


def test_escorts_follow_each_assessment_and_none_of_them_decided(staff: dict[str, Actor]) -> None:
    case = walk.ordered(staff)
    one = walk.planned(staff)
    walk.look(staff, case)
    do(operations.add_returnee, staff["foreigners"], one, return_case=case)
    do(operations.tell_monitor, staff["foreigners"], one)
    assert refused(operations.lock_manifest, staff["foreigners"], one) == {"G-RISK"}
    do(operations.assess_risk, staff["foreigners"], one, row=walk.row_of(case), risk="HIGH", reasons="X", escorts=2)
    assert refused(operations.lock_manifest, staff["foreigners"], one) == {"G-ESCORT"}
    told = {"woman": "NO", "trained_until": day(365), "rested": True}
    do(operations.add_escort, staff["foreigners"], one, duty="LEADER", name="A", username="foreigners2", **told)
    do(operations.add_escort, staff["foreigners"], one, duty="ESCORT", name="B", **told)
    assert refused(operations.lock_manifest, staff["foreigners"], one) == {"G-ESCORT"}  # the one who decided


def test_the_twenty_guidelines_are_answered_before_boarding(staff: dict[str, Actor]) -> None:
    case = walk.ordered(staff)
    one = walk.locked(staff, case)
    do(operations.answer_guideline, staff["foreigners"], one, guideline=16, met="NO", note="SYNTHETIC")
    with later(3):
        assert refused(operations.begin_boarding, staff["foreigners"], one) == {"G-20"}
    with later(2):
        assert "G-DAY" in refused(operations.begin_boarding, staff["foreigners"], one)


def test_force_is_noted_by_a_closed_list_and_a_cancelled_operation_frees_everybody(staff: dict[str, Actor]) -> None:
    case = walk.ordered(staff)
    one = walk.locked(staff, case)
    force = {"row": walk.row_of(case), "reason": "X", "at": moment.now(), "minutes": 5, "officer": "E1", "medical_after": "YES", "monitor_present": "NO"}
    with pytest.raises(refusals.BadInput):
        do(operations.note_force, staff["foreigners"], one, force="SEDATION", **force)
    do(operations.note_force, staff["foreigners"], one, force="HOLD", **force)
    do(operations.cancel, staff["foreigners"], one, reason="SYNTHETIC: fog")
    assert (state_of(one), state_of(case)) == ("cancelled", "removal_ordered")


def watched_by(staff: dict[str, Actor]) -> UUID:
    case = walk.ordered(staff)
    walk.locked(staff, case)
    with acting_as(staff["monitor"]):
        notebook.make_key(staff["monitor"], PASSPHRASE)
    with seeing_all():
        watched = Monitoring.objects.get().pk
    do(monitoring.deploy, staff["monitor"], watched, monitor="SYNTHETIC monitor", trained_until=day(100), languages=["eng"])
    return watched


def test_the_notebook_is_read_by_the_monitor_with_the_passphrase_alone(staff: dict[str, Actor]) -> None:
    watched = watched_by(staff)
    line = {"phase": "PRE_DEPARTURE", "item": "RESTRAINTS", "severity": "MAJOR", "notebook": WORDS}
    do(monitoring.observe, staff["monitor"], watched, **line)
    with acting_as(staff["monitor"]):
        case = CaseFile.objects.get(pk=watched)
        assert [one.words for one in notebook.read(case, staff["monitor"], PASSPHRASE)] == [WORDS]
        with pytest.raises(notebook.Locked):
            notebook.read(case, staff["monitor"], "another passphrase")
    for who in ("foreigners", "foreigners2", "admin", "dpo", "legal"):
        with acting_as(staff[who]):
            assert not CaseFile.objects.filter(pk=watched).exists()
            assert not Observation.objects.exists()
            assert not MonitorKey.objects.exists()
    with pytest.raises(refusals.NotFound):
        do(monitoring.publish, staff["foreigners"], watched, report="X")


def test_not_even_whoever_owns_the_database_reads_or_changes_a_line(staff: dict[str, Actor]) -> None:
    """As the owner of the tables with the deployment's root key: the words are nowhere, sealed or not, but in age's own box."""
    watched = watched_by(staff)
    do(monitoring.observe, staff["monitor"], watched, phase="ARRIVAL", item="DIGNITY", severity="MINOR", notebook=WORDS)
    with seeing_all(), connection.cursor() as cursor:
        cursor.execute("SELECT content FROM returns_observation")
        boxes = [bytes(one) for (one,) in cursor.fetchall()]
        assert boxes
        assert all(one.startswith(b"age-encryption.org/") for one in boxes)
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS one WHERE one::text LIKE %s', ["%restraints were taken off late%"])
            assert cursor.fetchone() == (0,), table
    assert not Draft.objects.filter(form__contains=str(watched)).exists()
    with seeing_all(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE returns_observation SET phase = 'TRANSIT'")
    with seeing_all(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM returns_observation")


def test_broken_twin_a_line_kept_in_the_clear_would_be_found(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    watched = watched_by(staff)
    monkeypatch.setattr(notebook.pyrage, "encrypt", lambda told, to: told)
    do(monitoring.observe, staff["monitor"], watched, phase="ARRIVAL", item="DIGNITY", severity="MINOR", notebook=WORDS)
    with seeing_all(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM returns_observation WHERE convert_from(content, 'UTF8') LIKE %s", ["%restraints were taken off late%"])
        assert cursor.fetchone() == (1,)


def test_a_line_that_was_taken_out_is_noticed(staff: dict[str, Actor]) -> None:
    watched = watched_by(staff)
    for number in range(3):
        do(monitoring.observe, staff["monitor"], watched, phase="TRANSIT", item="FOOD", severity="NONE", notebook=f"SYNTHETIC {number}")
    with acting_as(staff["monitor"]):
        case = CaseFile.objects.get(pk=watched)
        assert notebook.whole(case)
        lines = list(Observation.objects.order_by("number"))
        lines[1].phase = "ARRIVAL"
        assert notebook._digest(lines[1]) != lines[2].previous


def test_no_draft_keeps_what_the_monitor_types(staff: dict[str, Actor]) -> None:
    watched = watched_by(staff)
    client = client_of("monitor")
    address = reverse("act", args=[watched, "observe"])
    client.post(address, {"_draft": "1", "notebook": WORDS, "phase": "TRANSIT"})
    page = client.get(address).content.decode()
    assert WORDS not in page
    assert 'name="notebook"' in page


def test_findings_are_answered_by_the_authority_and_followed_by_the_monitor(staff: dict[str, Actor]) -> None:
    watched = watched_by(staff)
    told = {"kind": "RECOMMENDATION", "phase": "ARRIVAL", "text": "SYNTHETIC: restraints off earlier", "due_on": day(30)}
    finding = do(monitoring.issue, staff["monitor"], source=watched, **told)
    with acting_as(staff["foreigners"]):
        assert Task.objects.filter(case=finding, code="ANSWER_MONITOR", done_at=None).exists()
    do(monitoring.answer, staff["foreigners"], finding, answer="ACCEPTED", text="SYNTHETIC: trained")
    do(monitoring.note_done, staff["foreigners"], finding, text="SYNTHETIC")
    with pytest.raises(refusals.NotAllowed):
        do(monitoring.close_finding, staff["foreigners"], finding)
    do(monitoring.close_finding, staff["monitor"], finding)
    do(monitoring.publish, staff["monitor"], watched, report="SYNTHETIC report")
    do(monitoring.close, staff["monitor"], watched)


def test_coverage_is_counted_by_phase(staff: dict[str, Actor]) -> None:
    watched = watched_by(staff)
    do(monitoring.observe, staff["monitor"], watched, phase="PRE_DEPARTURE", item="FOOD", severity="NONE", notebook="SYNTHETIC")
    with seeing_all():
        one = Monitoring.objects.get(pk=watched)
        case = Returnee.objects.get(case=one.operation).return_case
    with later(3):
        walk.look(staff, case)
        do(operations.begin_boarding, staff["foreigners"], one.operation)
        do(operations.board, staff["foreigners"], one.operation, row=walk.row_of(case))
        do(operations.depart, staff["foreigners"], one.operation)
        gone, with_monitor, phases = selectors.coverage(moment.now().replace(year=2020), moment.now())
    assert (gone, with_monitor, phases["PRE_DEPARTURE"], phases["ARRIVAL"]) == (1, 1, 1, 0)


def test_gaps_become_rows_of_a_roadmap(staff: dict[str, Actor]) -> None:
    case = do(monitoring.begin_gaps, staff["legal"], title="SYNTHETIC", made_on=day(0))
    gap = {"module": "MONITORING", "criterion": "Covers each phase", "evidence": "SYNTHETIC"}
    with pytest.raises(refusals.BadInput):
        do(monitoring.add_gap, staff["legal"], case, **gap, level=1)
    do(monitoring.add_gap, staff["legal"], case, **gap, level=0, recommendation="SYNTHETIC", owner="SYNTHETIC", due_on=day(100))
    do(monitoring.add_gap, staff["legal"], case, **{**gap, "criterion": "Two officers"}, level=4)
    assert selectors.gap_rows() == []
    do(monitoring.finish_gaps, staff["legal"], case)
    found = selectors.gap_rows()
    assert len(found) == 1
    assert found[0]["urgent"]
    assert set(found[0]) == {"instrument", "subject", "found", "step", "urgent"}


def test_acceptance_19_a_call_holds_a_band_a_quarter_and_a_part_of_the_world(staff: dict[str, Actor]) -> None:
    one = walk.planned(staff)
    with seeing_all():
        CaseFile.objects.filter(pk=one).update(state="planned")
    with pytest.raises(refusals.BadInput):
        do(operations.call_seats, staff["foreigners"], one, region="SOUTH_ASIA", wanted=4)
    do(operations.call_seats, staff["foreigners"], one, region="SOUTH_ASIA", wanted=12)
    message = Outgoing.objects.latest("created_at").message
    assert set(message) == {"type", "body"}
    assert set(message["body"]) == {"reference", "region", "quarter", "band", "open"}
    assert message["body"]["band"] == "11-25"
    assert "PAK" not in str(message)


@pytest.mark.parametrize(
    "more", [{"name": "Karimi"}, {"nationality": "PAK"}, {"day": "2026-12-01"}, {"region": "PAK"}, {"quarter": "2026-12-01"}, {"band": "3"}]
)
def test_broken_twins_a_call_with_anything_more_is_refused(more: dict[str, str]) -> None:
    good = {"reference": "00000000-0000-4000-8000-000000000001", "region": "AFRICA", "quarter": "2026-Q4", "band": "5-10", "open": True}
    assert seats.read_call(good)
    with pytest.raises(seats.BadSeats):
        seats.read_call({**good, **more})


def test_calls_and_offers_come_back_from_the_hub(staff: dict[str, Actor]) -> None:
    class Row:
        received_at = moment.now()

    body: dict[str, Any] = {
        "reference": "00000000-0000-4000-8000-000000000001",
        "region": "AFRICA",
        "quarter": "2026-Q4",
        "band": "5-10",
        "open": True,
        "node": "MKD",
    }
    receiving.call(body, b"", Row())  # type: ignore[arg-type]
    assert Call.objects.get().country == "MKD"
    do(operations.offer_seats, staff["foreigners"], reference=body["reference"], offered=6)
    with pytest.raises(BadEnvelope):
        receiving.call({**body, "node": "XXX"}, b"", Row())  # type: ignore[arg-type]
    receiving.offer({"reference": body["reference"], "band": "5-10", "node": "ALB"}, b"", Row())  # type: ignore[arg-type]
    assert not SeatsOffered.objects.exists()  # of a call of another node
