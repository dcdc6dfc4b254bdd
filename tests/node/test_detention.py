"""Detention for return: alternatives first, all that it takes on record, never longer than was ordered, and a release that nothing blocks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals, run, timing
from egnatia.kernel.models import ClockRow, RuleRow, Task
from egnatia.node.registration import actions as registration
from egnatia.node.returns import actions as returns
from egnatia.node.returns.detention import actions as detention
from egnatia.node.returns.detention import procedure
from egnatia.node.returns.models import Alternative, Detention
from tests.node import returning as walk
from tests.node.conftest import do, state_of
from tests.node.returning import day, later, person_of, refused

PROPOSED = {
    "ground": "ABSCONDING",
    "criterion": "SYNTHETIC art. 87",
    "necessity": "SYNTHETIC: left the address twice",
    "considered": list(Alternative),
    "why_not": "SYNTHETIC: each was tried",
    "facility": "SPECIALISED",
}
REVIEWED = {"kind": "JUDICIAL", "lawful": "YES", "prospect": "YES", "reasons": "SYNTHETIC"}


def measured(staff: dict[str, Actor], **changes: Any) -> tuple[UUID, UUID]:
    back = walk.enforceable(staff, **changes)
    return back, do(detention.open_measure, staff["foreigners"], return_case=back, alternative="REPORTING")


def detained(staff: dict[str, Actor]) -> tuple[UUID, UUID]:
    back, case = measured(staff)
    do(detention.propose, staff["foreigners"], case, **PROPOSED)
    do(detention.order, staff["foreigners2"], case, order_number="SYN 1", review_on=day(7), until=day(150))
    return back, case


def test_alternatives_first_then_two_officers_a_review_and_a_last_day(staff: dict[str, Actor]) -> None:
    _back, case = measured(staff)
    with pytest.raises(refusals.BadInput):
        do(detention.propose, staff["foreigners"], case, **{**PROPOSED, "considered": ["REPORTING"]})
    do(detention.propose, staff["foreigners"], case, **PROPOSED)
    told = {"order_number": "SYN 1", "review_on": day(7), "until": day(150)}
    assert refused(detention.order, staff["foreigners"], case, **told) == {"G-4EYES"}
    assert refused(detention.order, staff["foreigners2"], case, **{**told, "until": day(200)}) == {"G-TIME"}
    assert refused(detention.order, staff["foreigners2"], case, **{**told, "review_on": day(9)}) == {"G-TIME"}
    do(detention.order, staff["foreigners2"], case, **told)
    with seeing_all():
        clocks = dict(ClockRow.objects.filter(case=case, state="OPEN").values_list("code", "due_at"))
    assert {code: str(due.astimezone().date()) for code, due in clocks.items()}.keys() == {"RETURN_DETENTION_REVIEW", "RETURN_DETENTION_MAX"}


def test_fr_13_the_database_holds_no_detention_without_what_it_takes(staff: dict[str, Actor]) -> None:
    _back, case = measured(staff)
    with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
        Detention.objects.filter(pk=case).update(ordered_at=moment.now(), ordered_by=staff["foreigners2"].id)


def test_acceptance_9_at_its_limit_release_is_due_and_nothing_is_extended(staff: dict[str, Actor]) -> None:
    _back, case = detained(staff)
    do(detention.note_review, staff["foreigners"], case, **REVIEWED, next_on=day(27))
    with later(29):
        do(detention.note_review, staff["foreigners"], case, **REVIEWED, next_on=day(27))
    for month in range(2, 6):
        with later(29 * month):
            do(detention.note_review, staff["foreigners"], case, **REVIEWED, next_on=day(27))
    with later(151):
        timing.tick(moment.now())
        assert state_of(case) == "release_due"
        with acting_as(staff["foreigners"]):
            assert Task.objects.filter(case=case, code="RELEASE", done_at=None).exists()
        with seeing_all():
            assert Detention.objects.get(pk=case).extended_at is None
        do(detention.release, staff["foreigners"], case, release="LIMIT")
    assert state_of(case) == "released"


def test_broken_twin_an_extension_by_the_clock_is_no_program_that_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the limit the system takes a step in the person's favour, or none: another one fails the check at start."""
    from egnatia.kernel.engine.checks import every_action_has_an_effect

    assert not [one for one in every_action_has_an_effect() if one.id == "egnatia.E003"]
    monkeypatch.setattr(procedure.REACHED, "exempt", False)
    assert [one for one in every_action_has_an_effect() if one.id == "egnatia.E003"]


def test_a_review_that_does_not_come_in_time_ends_it(staff: dict[str, Actor]) -> None:
    _back, case = detained(staff)
    with later(8):
        timing.tick(moment.now())
    assert state_of(case) == "release_due"


@pytest.mark.parametrize("answer", [{"lawful": "NO"}, {"prospect": "NO"}])
def test_a_review_that_says_no_ends_it_in_the_same_moment(staff: dict[str, Actor], answer: dict[str, str]) -> None:
    _back, case = detained(staff)
    do(detention.note_review, staff["foreigners"], case, **{**REVIEWED, **answer})
    assert state_of(case) == "release_due"


def test_longer_only_by_a_new_order_for_a_ground_within_the_rule(staff: dict[str, Actor]) -> None:
    _back, case = detained(staff)
    longer = {"ground": "DOCUMENTS", "reasons": "SYNTHETIC", "order_number": "SYN 2", "until": day(300), "review_on": day(20)}
    assert refused(detention.extend, staff["foreigners"], case, **longer) == {"G-REVIEWED"}
    do(detention.note_review, staff["foreigners"], case, **REVIEWED, next_on=day(20))
    assert refused(detention.extend, staff["foreigners"], case, **{**longer, "until": day(600)}) == {"G-TIME"}
    with transaction.atomic():
        RuleRow.objects.filter(code="RETURN_DETENTION_LONGER").delete()
        assert "G-EXT" in refused(detention.extend, staff["foreigners"], case, **longer)
        transaction.set_rollback(True)
    do(detention.extend, staff["foreigners"], case, **longer)
    assert refused(detention.extend, staff["foreigners"], case, **longer) == {"G-EXT"}


@pytest.mark.parametrize("way", ["wish", "court", "voluntary", "postponed"])
def test_when_the_return_stops_release_is_due_at_once(staff: dict[str, Actor], way: str) -> None:
    back, case = detained(staff)
    if way == "wish":
        do(registration.record_wish, staff["social"], person_id=person_of(back))
    elif way == "court":
        do(returns.note_stay, staff["foreigners"], back, court="NATIONAL", reference="X", ordered_on=day(0))
    elif way == "voluntary":
        do(returns.choose_avrr, staff["foreigners"], back)
    else:
        do(returns.postpone, staff["foreigners"], back, must="YES", reason="X")
    assert state_of(case) == "release_due"


def test_no_child_alone_and_a_family_only_where_families_are(staff: dict[str, Actor]) -> None:
    back, case = measured(staff)
    with seeing_all():
        from egnatia.node.people.models import Person

        Person.objects.filter(pk=person_of(back)).update(is_minor_presumed=True)
    assert refused(detention.propose, staff["foreigners"], case, **PROPOSED) == {"G-BIC"}
    assert refused(detention.propose, staff["foreigners"], case, **{**PROPOSED, "facility": "FAMILY"}) == {"G-BIC"}
    with seeing_all():
        Person.objects.filter(pk=person_of(back)).update(unaccompanied=True)
        Detention.objects.filter(pk=case).update(child_signed_by=staff["social"].id)
    assert refused(detention.propose, staff["foreigners"], case, **{**PROPOSED, "facility": "FAMILY"}) == {"G-BIC"}


def test_no_rule_of_this_country_no_detention(staff: dict[str, Actor]) -> None:
    _back, case = measured(staff)
    RuleRow.objects.filter(code="RETURN_DETENTION", synthetic=True).delete()
    assert refused(detention.propose, staff["foreigners"], case, **PROPOSED) == {"G-LAW"}


def test_not_while_there_is_no_decision_and_not_in_a_police_station(staff: dict[str, Actor]) -> None:
    back = walk.assessed(staff)
    case = do(detention.open_measure, staff["foreigners"], return_case=back, alternative="ADDRESS")
    assert refused(detention.propose, staff["foreigners"], case, **PROPOSED) == {"G-DECISION"}
    _back, case = measured(staff, given_names="Second")
    assert refused(detention.propose, staff["foreigners"], case, **{**PROPOSED, "facility": "POLICE"}) == {"G-PLACE"}
    assert refused(detention.propose, staff["foreigners"], case, **{**PROPOSED, "facility": "PRISON"}) == {"G-PLACE"}


def test_the_authoritys_own_review_never_takes_the_judges_place(staff: dict[str, Actor]) -> None:
    _back, case = detained(staff)
    do(detention.note_review, staff["foreigners"], case, **{**REVIEWED, "kind": "REGULAR"}, next_on=day(27))
    with later(8):
        timing.tick(moment.now())
    assert state_of(case) == "release_due"


def test_periods_of_detention_add_up(staff: dict[str, Actor]) -> None:
    """Kadzoev: released on the last day and ordered anew is no new period."""
    back, case = detained(staff)
    do(detention.note_review, staff["foreigners"], case, **REVIEWED, next_on=day(27))
    with later(26):
        do(detention.release, staff["foreigners"], case, release="NOT_NEEDED")
        again = do(detention.open_measure, staff["foreigners"], return_case=back, alternative="REPORTING")
        do(detention.propose, staff["foreigners"], again, **PROPOSED)
        told = {"order_number": "SYN 3", "review_on": day(7)}
        assert refused(detention.order, staff["foreigners2"], again, **told, until=day(175)) == {"G-TIME"}
        do(detention.order, staff["foreigners2"], again, **told, until=day(150))


@pytest.mark.parametrize("way", ["child", "danger"])
def test_what_is_found_later_ends_it(staff: dict[str, Actor], way: str) -> None:
    from egnatia.node.protection import presumption

    back, case = detained(staff)
    if way == "danger":
        walk.look(staff, back, danger="YES")
    else:
        with acting_as(staff["social"]), seeing_all():
            token = run._inside.set(True)
            for follow in presumption.consequences:
                follow(person_of(back))
            run._inside.reset(token)
    assert state_of(case) == "release_due"
    with acting_as(staff["social"]):
        do(detention.release, staff["social"], case, release="CHILD")  # the protection service can


def test_release_needs_nothing(staff: dict[str, Actor]) -> None:
    assert procedure.RELEASE.exempt
    _back, case = detained(staff)
    do(detention.release, staff["foreigners"], case, release="NOT_NEEDED")
    assert state_of(case) == "released"
