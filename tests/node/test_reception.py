"""Reception: beds that fit, families together, presence without a diary, standards, and limits that never touch the minimum (FR-12, FR-51)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, RuleRow
from egnatia.node.protection import actions as needs
from egnatia.node.reception import actions as reception
from egnatia.node.reception import procedure, selectors
from egnatia.node.reception.models import Centre, Limit, Placement, Reception, Room, Sanction
from egnatia.node.registration import actions as registration
from tests.node.conftest import arrive, do, state_of
from tests.node.test_age_assessment import alone, person_of
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

CENTRE = {"name": "SYNTHETIC centre", "toilets": 2, "showers": 1, "meals": 3, "meals_of_children": 4, "km_to_services": 2, "lockable": True}


def centre(staff: dict[str, Actor], *rooms: tuple[str, str, int]) -> dict[str, UUID]:
    """A centre with rooms (name, kind, beds); ids by name."""
    case = do(reception.add_centre, staff["reception"], **CENTRE)
    for name, kind, beds in rooms:
        do(reception.add_room, staff["reception"], case, name=name, kind=kind, beds=beds, area=beds * 3, step_free=name == "flat")
    return {"centre": case, **dict(Room.objects.filter(centre=case).values_list("name", "pk"))}


def asked(staff: dict[str, Actor], person: UUID | None = None, **changes: Any) -> UUID:
    person = person or person_of(arrive(staff, **changes))
    do(registration.record_wish, staff["officer"], person_id=person)
    return do(reception.ask, staff["officer"], person_id=person)


def test_a_bed_is_asked_for_from_the_wish_on_and_the_service_has_the_task(staff: dict[str, Actor]) -> None:
    rooms = centre(staff, ("men", "MEN", 1))
    case = asked(staff)
    with pytest.raises(refusals.BadInput):
        do(reception.ask, staff["officer"], person_id=person_of(case))
    do(reception.allocate, staff["reception"], case, room=rooms["men"])
    second = asked(staff, given_names="Second")
    with pytest.raises(refusals.BadInput, match="no free bed"):
        do(reception.allocate, staff["reception"], second, room=rooms["men"])
    do(reception.leave, staff["reception"], case, reason="not said")
    do(reception.allocate, staff["reception"], second, room=rooms["men"])
    with seeing_all():
        assert Placement.objects.filter(until=None).count() == 1
    # Whoever comes back asks again.
    again = do(reception.ask, staff["officer"], person_id=person_of(case))
    assert state_of(again) == "asked"


@pytest.mark.parametrize(
    ("who", "fits"),
    [
        ({"sex": 1}, {"men"}),
        ({"sex": 2}, {"women"}),
        ({"sex": 0}, {"men", "women", "family"}),
        ({"birth": {"year": "2010"}, "unaccompanied": True}, {"children"}),
    ],
)
def test_a_room_fits_or_is_for_others(staff: dict[str, Actor], who: dict[str, Any], fits: set[str]) -> None:
    rooms = centre(staff, ("men", "MEN", 4), ("women", "WOMEN", 4), ("family", "FAMILY", 4), ("children", "CHILDREN", 4))
    case = asked(staff, **who)
    for name in {"men", "women", "family", "children"} - fits:
        with pytest.raises(refusals.GateClosed) as caught:
            do(reception.allocate, staff["reception"], case, room=rooms[name])
        assert closed(caught) == {"G-FITS"}
    for name in fits:
        do(reception.allocate, staff["reception"], case, room=rooms[name])


def test_an_identified_need_asks_for_an_adapted_room_and_names_no_need(staff: dict[str, Actor]) -> None:
    rooms = centre(staff, ("men", "MEN", 4), ("flat", "MEN", 1))
    case = asked(staff)
    check = do(needs.record_check, staff["protection"], person_id=person_of(case), indicators=["PHYSICAL"], categories=["DISABILITY"])
    do(needs.decide_need, staff["protection"], check, category="DISABILITY", status="IDENTIFIED", measures=["RECEPTION"], reason="SYNTHETIC")
    with pytest.raises(refusals.GateClosed, match="adapted room") as caught:
        do(reception.allocate, staff["reception"], case, room=rooms["men"])
    assert closed(caught) == {"G-FITS"}
    do(reception.allocate, staff["reception"], case, room=rooms["flat"])
    assert "isability" not in client_of("reception").get(reverse("case", args=[case])).content.decode()


def test_fr_12_a_family_stays_together_or_somebody_says_why_not(staff: dict[str, Actor]) -> None:
    rooms = centre(staff, ("one", "FAMILY", 4), ("two", "FAMILY", 4))
    first = arrive(staff)
    with seeing_all():
        number = CaseFile.objects.get(pk=first).number
    second = arrive(staff, given_names="Second", sex=2, relative_case=number, relation="SPOUSE")
    one, other = asked(staff, person_of(first)), asked(staff, person_of(second))
    do(reception.allocate, staff["reception"], one, room=rooms["one"])
    with pytest.raises(refusals.GateClosed) as caught:
        do(reception.allocate, staff["reception"], other, room=rooms["two"])
    assert closed(caught) == {"G-FAMILY"}
    do(reception.allocate, staff["reception"], other, room=rooms["two"], why_apart="SYNTHETIC: she asks for it")
    do(reception.allocate, staff["reception"], other, room=rooms["one"])


def test_of_presence_only_the_last_day_is_kept(staff: dict[str, Actor]) -> None:
    rooms = centre(staff, ("men", "MEN", 4))
    case = asked(staff)
    do(reception.allocate, staff["reception"], case, room=rooms["men"])
    for back in (3, 2, 0):
        do(reception.note_presence, staff["reception"], case, seen_on=moment.today() - timedelta(days=back))
    with seeing_all():
        assert Reception.objects.get(pk=case).seen_on == moment.today()
        kept = [field.name for model in (Reception, Placement) for field in model._meta.get_fields() if "seen" in field.name]
    assert kept == ["seen_on"]


def housed(staff: dict[str, Actor], person: UUID | None = None, kind: str = "MEN") -> UUID:
    case = asked(staff, person)
    rooms = centre(staff, ("a", kind, 4))
    do(reception.allocate, staff["reception"], case, room=rooms["a"])
    return case


LIMIT = {"limit": "POCKET", "reasons": "SYNTHETIC: broke the door, was warned twice"}


def until(days: int = 10) -> dict[str, Any]:
    return {"until": moment.today() + timedelta(days=days)}


def test_fr_51_what_may_be_limited_is_a_closed_list(staff: dict[str, Actor]) -> None:
    case = housed(staff)
    assert set(Limit) == {"WARNING", "POCKET", "LEISURE", "MOVED"}
    for never in ("HEALTH", "FOOD", "BED", "SCHOOL", "CLOTHES"):
        with pytest.raises(refusals.BadInput):
            do(reception.propose_limit, staff["reception"], case, **{**LIMIT, **until(), "limit": never})
    with pytest.raises(refusals.BadInput, match="30 days"):
        do(reception.propose_limit, staff["reception"], case, **LIMIT, **until(40))
    do(reception.propose_limit, staff["reception"], case, **LIMIT, **until())
    told = {"impose": True, "language": "prs", "remedy_told": True}
    with pytest.raises(refusals.GateClosed) as caught:
        do(reception.decide_limit, staff["reception"], case, **told)
    assert closed(caught) == {"G-4EYES"}
    with pytest.raises(refusals.BadInput):
        do(reception.decide_limit, staff["reception2"], case, **{**told, "remedy_told": False})
    do(reception.decide_limit, staff["reception2"], case, **told)
    page = client_of("reception").get(reverse("case", args=[case])).content.decode()
    assert "Health care, food, a bed" in page
    do(reception.end_limit, staff["reception"], case)
    with seeing_all():
        assert Sanction.objects.get().ended_at is not None


def test_fr_51_twin_whatever_a_program_writes_the_database_keeps_the_minimum(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = housed(staff)
    base = {
        "case_id": case,
        "person_id": person_of(case),
        "reasons": "X",
        "until": moment.today(),
        "proposed_by": staff["reception"].id,
        "proposed_by_name": "X",
    }
    with pytest.raises(IntegrityError), transaction.atomic(), seeing_all():
        Sanction(limit="HEALTH", **base).save(force_insert=True)
    monkeypatch.setattr(procedure.DECIDE_LIMIT, "gates", ())
    do(reception.propose_limit, staff["reception"], case, **LIMIT, **until())
    with pytest.raises(IntegrityError), transaction.atomic():
        do(reception.decide_limit, staff["reception"], case, impose=True, language="prs", remedy_told=True)


def test_fr_51_nothing_of_a_child_is_limited_and_no_need_touched(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    child = housed(staff, alone(staff), "CHILDREN")
    for limit in ("POCKET", "LEISURE", "MOVED"):
        with pytest.raises(refusals.GateClosed) as caught:
            do(reception.propose_limit, staff["reception"], child, **{**LIMIT, **until(), "limit": limit})
        assert closed(caught) == {"G-MINIMUM"}
    # Broken twin: without the gate the pocket money of a child would be taken.
    monkeypatch.setattr(procedure.LIMIT, "gates", tuple(one for one in procedure.LIMIT.gates if one.code != "G-MINIMUM"))
    do(reception.propose_limit, staff["reception"], child, **LIMIT, **until())


def test_no_limit_without_a_verified_rule_of_national_law(staff: dict[str, Actor]) -> None:
    case = housed(staff)
    RuleRow.objects.filter(code="RECEPTION_LIMITS", synthetic=True).delete()
    with pytest.raises(refusals.GateClosed) as caught:
        do(reception.propose_limit, staff["reception"], case, **LIMIT, **until())
    assert closed(caught) == {"G-LAW"}


def test_the_self_audit_reads_rooms_residents_and_the_rule_table(staff: dict[str, Actor]) -> None:
    rooms = centre(staff, ("a", "MEN", 10), ("b", "WOMEN", 14))
    with seeing_all():
        found = {str(one.label): one.met for one in selectors.audit(Centre.objects.get(pk=rooms["centre"]))}
    assert found["Square metres for each bed"] is False
    assert found["Beds for each toilet"] is False
    assert found["Beds for each shower"] is False
    assert found["Meals a day"] is True
    assert found["Meals a day for children"] is False
    assert found["Rooms and toilets can be locked from inside"] is True
    do(reception.change_centre, staff["reception"], rooms["centre"], **{**CENTRE, "toilets": 3, "showers": 2})
    with seeing_all():
        again = {str(one.label): one.met for one in selectors.audit(Centre.objects.get(pk=rooms["centre"]))}
    assert (again["Beds for each toilet"], again["Beds for each shower"]) == (True, True)
    RuleRow.objects.filter(code="RECEPTION_AREA").delete()
    with seeing_all():
        assert selectors.audit(Centre.objects.get(pk=rooms["centre"]))[0].met is None
    page = client_of("reception").get(reverse("reception")).content.decode()
    assert "SYNTHETIC centre" in page


def test_an_incident_has_numbers_and_a_room_closes_only_empty(staff: dict[str, Actor]) -> None:
    rooms = centre(staff, ("a", "MEN", 2))
    case = asked(staff)
    do(reception.allocate, staff["reception"], case, room=rooms["a"])
    with pytest.raises(refusals.BadInput):
        do(reception.note_incident, staff["reception"], rooms["centre"], kind="FIRE", on=moment.today(), persons=1, children=2, measures="X")
    do(reception.note_incident, staff["reception"], rooms["centre"], kind="FIRE", on=moment.today(), persons=3, children=1, measures="SYNTHETIC: put out")
    with pytest.raises(refusals.BadInput, match="sleeps there"):
        do(reception.close_room, staff["reception"], rooms["centre"], room=rooms["a"])
    with pytest.raises(refusals.WrongState):
        do(reception.close_centre, staff["reception"], rooms["centre"])
    for who in ("officer", "foreigners"):
        assert client_of(who).get(reverse("case", args=[case])).status_code == 404


def test_fr_51_who_turns_out_to_be_a_child_or_in_need_is_limited_no_more(staff: dict[str, Actor]) -> None:
    case = housed(staff)
    told = {"impose": True, "language": "prs", "remedy_told": True}
    do(reception.propose_limit, staff["reception"], case, **LIMIT, **until())
    do(reception.decide_limit, staff["reception2"], case, **told)
    do(reception.propose_limit, staff["reception"], case, **{**LIMIT, **until(), "limit": "LEISURE"})
    do(needs.record_check, staff["protection"], person_id=person_of(case), indicators=["AGE", "ALONE"])
    with seeing_all():
        assert Sanction.objects.get(limit="POCKET").ended_at is not None
    with pytest.raises(refusals.GateClosed) as caught:
        do(reception.decide_limit, staff["reception2"], case, **told)
    assert closed(caught) == {"G-MINIMUM"}
    do(reception.decide_limit, staff["reception2"], case, impose=False)


def test_a_woman_who_must_be_apart_from_her_husband_has_a_room(staff: dict[str, Actor]) -> None:
    rooms = centre(staff, ("family", "FAMILY", 4), ("women", "WOMEN", 4))
    first = arrive(staff)
    with seeing_all():
        number = CaseFile.objects.get(pk=first).number
    wife = asked(staff, person_of(arrive(staff, given_names="Second", sex=2, relative_case=number, relation="SPOUSE")))
    # He is in no reception: she is a woman alone here.
    do(reception.allocate, staff["reception"], wife, room=rooms["women"])
    asked(staff, person_of(first))
    with pytest.raises(refusals.GateClosed):
        do(reception.allocate, staff["reception"], wife, room=rooms["women"])
    do(reception.allocate, staff["reception"], wife, room=rooms["women"], why_apart="SYNTHETIC: he hurt her")


def test_who_was_not_seen_is_looked_for(staff: dict[str, Actor]) -> None:
    from egnatia.kernel.models import Task
    from egnatia.node.reception.tasks import look_for

    case = housed(staff)
    do(reception.note_presence, staff["reception"], case, seen_on=moment.today())
    look_for(0)
    with seeing_all():
        assert not Task.objects.filter(case=case, code="NOT_SEEN").exists()
    with moment.pretend(moment.now() + timedelta(days=5)):
        look_for(0)
    with seeing_all():
        assert Task.objects.filter(case=case, code="NOT_SEEN", done_at=None).exists()
