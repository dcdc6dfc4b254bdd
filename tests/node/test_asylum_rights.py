"""Rights in the asylum procedure with their broken twins: nothing is sent to where somebody fled from (FR-05), no finding by a program (FR-07), no claim
read at the border (FR-19), the lawyer served (FR-33), a short time to appeal said (FR-34)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.clocks.calendars import NationalCalendar
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Grant, RuleRow
from egnatia.node.asylum import actions as asylum
from egnatia.node.asylum import procedure
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.decision import selectors as decisions
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.models import Fact
from tests.node.conftest import do
from tests.node.examined import ASSESSED, SERVED, WORDS, clock, decided, interviewed, lodged, served
from tests.node.test_pages import client_of

ROOMS = Path(__file__).resolve().parents[2] / "src" / "egnatia" / "node"
# Whatever could carry an application, or a question that gives it away, out of the house.
SENDS = {"httpx", "requests", "socket", "urllib", "http", "smtplib", "ftplib", "asyncio", "subprocess", "egnatia.exchange"}


def senders(text: str) -> set[str]:
    """Modules that a source imports and that could send."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found |= {one for one in names for sends in SENDS if one == sends or one.startswith(f"{sends}.")}
    return found


def _sources() -> Iterator[tuple[str, str]]:
    for room in ("asylum", "coi", "interpreting", "reception", "integration"):
        for one in (ROOMS / room).rglob("*.py"):
            yield str(one.relative_to(ROOMS)), one.read_text(encoding="utf-8")


def test_fr_05_no_room_of_the_claim_can_send_anything() -> None:
    known = list(_sources())
    assert len(known) > 60
    # The one program that is started reads files, and can open neither file nor socket: tests/node/test_coi_extraction.py.
    assert {name: found for name, text in known if (found := senders(text))} == {"coi/extraction/reading.py": {"subprocess"}}


@pytest.mark.parametrize("line", ["import httpx", "from urllib.request import urlopen", "from egnatia.exchange import outbox", "import smtplib as x"])
def test_fr_05_twin_a_room_that_could_ask_the_country_of_origin_is_caught(line: str) -> None:
    assert senders(f"from django.db import models\n{line}\n")


def test_fr_05_what_an_interpreter_or_a_source_is_asked_names_nobody(staff: dict[str, Actor]) -> None:
    """The only things that are asked for others: neither has a field for a name, a nationality or the claim."""
    from egnatia.kernel.codes import pool
    from egnatia.node.interpreting.inputs import RequestInterpreter

    # The room of the interpreters passes on forms of the pool alone: this is all that any of them can say of a request.
    assert set(pool.Need.model_fields) == {"premises", "day", "language", "level", "minutes", "opens", "closes", "modes", "urgency", "sex"} | {
        "sex_is_hard",
        "not_these",
        "people",
        "accepts",
    }
    assert {field for form in (pool.Choice, pool.Withdrawal, pool.Settled) for field in form.model_fields} == {"start", "mode", "numbers", "confirmed"} | {
        "link",
        "phone",
        "why",
        "outcome",
        "minutes",
        # A code against the work of a number of the pool.
        "complaint",
        "about",
    }
    assert set(RequestInterpreter.model_fields) == {"asked_for", "person_id", "language", "variety", "wanted_sex", "mode", "begins", "ends", "place"}


def _with_fact(staff: dict[str, Actor]) -> tuple[Any, Any]:
    case = lodged(staff)
    interviewed(staff, case)
    do(weighing.add_fact, staff["asylum"], case, kind="PAST", statement="SYNTHETIC", words=WORDS)
    with seeing_all():
        return case, Fact.objects.get(case=case).pk


def test_fr_07_no_program_finds_anybody_credible_or_not(staff: dict[str, Actor]) -> None:
    case, fact = _with_fact(staff)
    with pytest.raises(refusals.NotAllowed):
        do(weighing.assess_fact, SYSTEM, case, fact=fact, **ASSESSED)


def test_fr_07_twin_where_the_role_is_given_away_the_database_still_refuses(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case, fact = _with_fact(staff)
    monkeypatch.setattr(procedure.ASSESS, "by", procedure.ASSESS.by | {Role.SYSTEM})
    with pytest.raises(IntegrityError), transaction.atomic():
        do(weighing.assess_fact, SYSTEM, case, fact=fact, **ASSESSED)


def test_fr_19_twin_a_reader_too_many_would_see_the_claim(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = lodged(staff)
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
        Grant.objects.create(case_id=case, unit_id=staff["officer"].unit, subject=person, basis="X", granted_at=moment.now())
    address = reverse("case", args=[case])
    assert client_of("officer").get(address).status_code == 404
    monkeypatch.setattr(procedure.ASYLUM, "readers", procedure.ASYLUM.readers | {Role.BORDER_OFFICER})
    assert client_of("officer").get(address).status_code == 200


def test_fr_33_twin_without_the_gate_the_lawyer_is_forgotten(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = decided(staff)
    do(asylum.name_counsel, staff["asylum"], case, counsel="SYNTHETIC lawyer")
    with pytest.raises(refusals.GateClosed):
        do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    monkeypatch.setattr(procedure.SERVE, "gates", ())
    do(deciding.serve, staff["asylum"], case, served_at=moment.now(), **SERVED)
    # The time to appeal runs although nobody served who stands beside the applicant: what the gate is there for.
    assert clock(case, "APPEAL").state == "OPEN"


def test_fr_34_twin_a_count_of_calendar_days_would_say_nothing(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    """Three days over a weekend hold one working day."""
    RuleRow.objects.filter(code="APPEAL_REGULAR", jurisdiction="SRB").update(value=3, unit="DAYS", roll="STRICT")
    friday = moment.now() + timedelta(days=(4 - moment.now().weekday()) % 7 or 7)
    with moment.pretend(friday):
        case = served(staff)
        with seeing_all():
            found = CaseFile.objects.get(pk=case)
            assert decisions.short_time(found)
            monkeypatch.setattr(NationalCalendar, "is_working", lambda self, day: True)
            assert not decisions.short_time(found)
