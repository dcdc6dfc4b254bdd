"""Changing the law table: two legal officers, a preview, history, dates; what was decided under a row keeps it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.clocks.rules import rule_in_force
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import ClockRow, RuleRow
from egnatia.overlays import actions, loader, selectors
from egnatia.overlays.models import RuleChange
from tests.node.conftest import arrive, do, told
from tests.node.test_pages import client_of

CODE = "LODGE_BY"
NEW: dict[str, Any] = {"code": CODE, "value": 20, "unit": "DAYS", "legal_ref": "SYNTHETIC law, art. 1", "valid_from": "2026-06-01"}


def test_one_proposes_another_puts_into_force_and_the_row_before_keeps_its_last_day(staff: dict[str, Actor]) -> None:
    old = rule_in_force(CODE, date(2026, 5, 31))
    case = do(actions.propose, staff["legal"], **NEW)
    assert rule_in_force(CODE, date(2026, 6, 2)).value == old.value
    with pytest.raises(refusals.GateClosed, match="You proposed this rule"):
        do(actions.grant, staff["legal"], case)
    do(actions.grant, staff["legal2"], case)
    assert rule_in_force(CODE, date(2026, 6, 2)).value == 20
    assert rule_in_force(CODE, date(2026, 5, 31)).pk == old.pk
    old.refresh_from_db()
    assert old.valid_to == date(2026, 5, 31)


def test_set_up_again_does_not_change_it_back(staff: dict[str, Actor]) -> None:
    same_day = rule_in_force(CODE, date(2026, 5, 31))
    case = do(actions.propose, staff["legal"], **{**NEW, "valid_from": str(same_day.valid_from)})
    do(actions.grant, staff["legal2"], case)
    loader.seed()
    assert rule_in_force(CODE, date(2026, 5, 31)).value == 20
    # Broken twin: a row that nobody here has touched is as the file says.
    RuleRow.objects.filter(pk=same_day.pk).update(value=99, edited=False)
    loader.seed()
    assert rule_in_force(CODE, date(2026, 5, 31)).value == same_day.value


def test_verified_names_both_and_a_gazette(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.BadInput, match="Name the gazette"):
        do(actions.propose, staff["legal"], **NEW, verified=True)
    case = do(actions.propose, staff["legal"], **NEW, verified=True, gazette="Sl. glasnik 00/2026 (SYNTHETIC)")
    do(actions.grant, staff["legal2"], case)
    row = rule_in_force(CODE, date(2026, 6, 2))
    assert (row.verified, row.verified_by) == (True, f"{staff['legal'].name}; {staff['legal2'].name}"[:120])
    other = do(actions.propose, staff["legal"], **{**NEW, "value": 5})
    with pytest.raises(refusals.GateClosed, match="somebody verified"):
        do(actions.grant, staff["legal2"], other)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleRow.objects.filter(pk=row.pk).update(gazette="")


def test_the_preview_says_what_would_change_before_it_does(staff: dict[str, Actor]) -> None:
    case = do(actions.propose, staff["legal"], **NEW)
    text = client_of("legal2").get(reverse("case", args=[case])).content.decode()
    for said in ("What would change", "A limit that begins now would end", "Against the EU reference then", "Limits of this rule that run now"):
        assert said in text
    assert client_of("officer").get(reverse("case", args=[case])).status_code == 404


def test_limits_that_run_keep_their_row_and_new_ones_take_the_new(staff: dict[str, Actor]) -> None:
    arrive(staff)
    with acting_as(staff["officer"]):
        running = ClockRow.objects.get(state="OPEN", code__startswith="SCREENING")
    code, before = running.rule.code, (running.rule_id, running.due_at)
    case = do(actions.propose, staff["legal"], code=code, value=2, unit="DAYS", roll="STRICT", legal_ref="SYNTHETIC law", valid_from=str(moment.today()))
    do(actions.grant, staff["legal2"], case)
    arrive(staff, given_names="Later", arrived_at=moment.now())  # the row holds from today on, not an hour before midnight
    with acting_as(staff["officer"]):
        running.refresh_from_db()
        newest = ClockRow.objects.exclude(pk=running.pk).get(state="OPEN", code__startswith="SCREENING")
    assert (running.rule_id, running.due_at) == before
    # A national row of one's own wins over the reference; a synthetic one of the demonstration gives way to a real one.
    assert newest.rule.value == 2
    assert newest.due_at < running.due_at


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "NO_SUCH"},
        {"value": -1},
        {"value": 10**9},
        {"unit": "MOONS"},
        {"valid_from": "tomorrow"},
        {"valid_from": "2026-02-30"},
        {"unit": "FLAG", "value": 7},
        {"unit": "FLAG", "value": 1},
        {"unit": "YEARS", "value": 10_000},
        {"valid_from": "0001-01-01"},
    ],
)
def test_a_wrong_rule_is_refused_with_words(staff: dict[str, Actor], changes: dict[str, Any]) -> None:
    with pytest.raises(refusals.BadInput):
        actions.propose({**NEW, **changes}, actor=staff["legal"], key=uuid.uuid4())
    assert not RuleChange.objects.exists()


def test_the_report_is_a_page_and_a_pdf(staff: dict[str, Actor]) -> None:
    answer = client_of("officer").get("/rules/conformance.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert "unverified:" in client_of("officer").get("/rules/").content.decode()
    assert selectors.in_words(None) == "–"


def test_a_verified_no_opens_no_restriction(staff: dict[str, Actor]) -> None:
    """The law says no: the restriction stays closed, as without any law."""
    from egnatia.node.screening import actions as screening

    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told())
    RuleRow.objects.filter(code="SCREENING_RESTRICTION").update(value=0)
    with pytest.raises(refusals.GateClosed) as closed:
        do(screening.order_restriction, staff["officer"], case)
    assert "G-LAW" in [gate.code for gate, _answer in closed.value.closed]


def test_an_unchecked_rule_of_a_later_day_does_not_push_out_a_checked_one(staff: dict[str, Actor]) -> None:
    case = do(actions.propose, staff["legal"], **NEW, verified=True, gazette="Sl. glasnik 00/2026 (SYNTHETIC)")
    do(actions.grant, staff["legal2"], case)
    later = do(actions.propose, staff["legal"], **{**NEW, "valid_from": "2026-06-02", "value": 5})
    with pytest.raises(refusals.GateClosed, match="somebody verified"):
        do(actions.grant, staff["legal2"], later)


def test_a_rule_that_limits_began_under_keeps_its_content_and_an_ended_one_stays_ended(staff: dict[str, Actor]) -> None:
    arrive(staff)
    with acting_as(staff["officer"]):
        used = ClockRow.objects.get(state="OPEN", code__startswith="SCREENING").rule
    own = RuleRow.objects.create(
        jurisdiction_id="SRB",
        code=used.code,
        value=6,
        unit="DAYS",
        anchor="",
        binds=used.binds,
        effect=used.effect,
        roll=used.roll,
        legal_ref="x",
        valid_from=date(2019, 1, 1),
        valid_to=date(2020, 1, 1),
        confidence="M",
    )
    with acting_as(staff["officer"]):
        ClockRow.objects.filter(rule=used).update(rule=own)
    change = {"code": used.code, "unit": "DAYS", "roll": used.roll, "legal_ref": "SYNTHETIC law"}
    case = do(actions.propose, staff["legal"], **change, value=9, valid_from="2019-01-01")
    with pytest.raises(refusals.GateClosed, match="another day"):
        do(actions.grant, staff["legal2"], case)
    later = do(actions.propose, staff["legal"], **change, value=9, valid_from="2026-01-01")
    do(actions.grant, staff["legal2"], later)
    own.refresh_from_db()
    assert own.valid_to == date(2020, 1, 1)
