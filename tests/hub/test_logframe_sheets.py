"""The logframe as a workbook: out and in without a difference, every wrong row named, nothing taken by halves, nobody's change overwritten."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from egnatia.hub.logframe.indicators import actions as indicators
from egnatia.hub.logframe.models import Framework, Indicator, Result
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.logframe.sheets import columns
from egnatia.hub.logframe.sheets.taking import BadBook
from egnatia.hub.logframe.sheets.writing import write
from egnatia.hub.roadmaps import actions as roadmaps
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import User
from tests.hub import roadmapping as plans
from tests.hub.conftest import do, officer


@pytest.fixture
def euaa(db: None) -> Actor:
    return officer("euaa")


@pytest.fixture
def full(euaa: Actor) -> uuid.UUID:
    """A plan with something in every column, and texts that a workbook could read otherwise."""
    plan = plans.opened(euaa, objective="SYNTHETIC objective")
    plans.chained(euaa, plan)
    do(results.add_result, euaa, framework=plan, code="1.10", level="OUTPUT", part_of="1.1", title="=HYPERLINK(1)", assumptions="+1; @x; -3")
    told = {"definition": "Ћирилица, ç, عربى", "source": "Register", "baseline": "12.5", "dimensions": "sex: female, male\nage: 18-34, 35+", "corporate": True}
    one = plans.measured(euaa, plan, "n", **told, cumulative=True, multiple=True, direction="DOWN", frequency="YEAR")
    do(indicators.set_target, euaa, one, period=plans.periods(euaa, one)[0].pk, target="20.25")
    plans.measured(euaa, plan, "p", part_of="1.10", measure="PERCENT", unit="", baseline=0, target=80, frequency="QUARTER")
    words = {"measure": "WORDS", "unit": "", "baseline": None, "baseline_year": None, "target": None, "part_of": ""}
    plans.measured(euaa, plan, "w", **words, frequency="WHOLE", responsible="UNHCR")
    plans.active(euaa, plan, raci={"A": ["EUAA"], "C": ["UNHCR", "IOM"]}, deliverables="Report", contingency="Online", linked="L2026-000001", who="IOM")
    plans.active(euaa, plan, "A2", starts=None, ends=None, budget=None, output="1.10")
    do(results.add_risk, euaa, framework=plan, text="Staff leave", likelihood=2, impact=3, response="Two for each post", owner="EUAA")
    return plan


def exported(who: Actor, plan: uuid.UUID) -> bytes:
    with acting_as(who):
        return write(Framework.objects.select_related("lead").get(pk=plan))


Cells = dict[str, list[list[Any]]]


def cells(content: bytes) -> Cells:
    """Values by sheet, without versions and numbers of the rows, which a copy has of its own."""
    book = load_workbook(io.BytesIO(content))
    found = {}
    for name in columns.EVERYTHING:
        rows = [list(row) for row in book[name].iter_rows(values_only=True)]
        keep = [number for number, head in enumerate(rows[0]) if not str(head).startswith((columns.VERSION, columns.NUMBER))]
        found[name] = [[row[number] for number in keep] for row in rows]
    return found


def changed(content: bytes, sheet: str, row: int, head: str, value: Any) -> bytes:
    book = load_workbook(io.BytesIO(content))
    page = book[sheet]
    heads = [cell.value for cell in page[1]]
    page.cell(row, heads.index(head) + 1).value = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def row_of(content: bytes, sheet: str, head: str, value: Any) -> int:
    page = load_workbook(io.BytesIO(content))[sheet]
    number = [cell.value for cell in page[1]].index(head) + 1
    return next(row for row in range(2, page.max_row + 1) if page.cell(row, number).value == value)


def test_out_and_in_without_a_difference(euaa: Actor, full: uuid.UUID) -> None:
    before = exported(euaa, full)
    copy = plans.opened(euaa, "BIH", objective="SYNTHETIC objective")
    do(roadmaps.import_logframe, euaa, copy, file=before)
    assert cells(exported(euaa, copy)) == cells(before)
    # And a row that differs would be seen.
    other = changed(before, columns.LOGFRAME, row_of(before, columns.LOGFRAME, "Indicator code", "p"), "Target", 81)
    assert cells(other) != cells(before)


def test_the_same_file_again_changes_nothing(euaa: Actor, full: uuid.UUID) -> None:
    before = exported(euaa, full)
    do(roadmaps.import_logframe, euaa, full, file=before)
    assert exported(euaa, full)
    with acting_as(euaa):
        assert {one.case.version for one in Indicator.objects.filter(framework=full).select_related("case")} == {1, 2}  # 2: its milestone was set before
        assert {one.case.version for one in Result.objects.filter(framework=full).select_related("case")} == {1}


def test_what_looks_like_a_formula_is_text(euaa: Actor, full: uuid.UUID) -> None:
    content = exported(euaa, full)
    page = load_workbook(io.BytesIO(content))[columns.LOGFRAME]
    kinds = {cell.data_type for row in page.iter_rows() for cell in row if cell.value}
    assert "f" not in kinds
    assert any(cell.value == "=HYPERLINK(1)" for row in page.iter_rows() for cell in row)


def test_every_wrong_row_is_named_and_nothing_is_taken(euaa: Actor, full: uuid.UUID) -> None:
    content = exported(euaa, full)
    n, p = (row_of(content, columns.LOGFRAME, "Indicator code", code) for code in "np")
    a, b = (row_of(content, columns.ACTIVITIES, "Code", code) for code in ("A1", "A2"))
    for sheet, row, head, value in (
        (columns.LOGFRAME, n, "Responsible", "NOBODY"),
        (columns.LOGFRAME, p, "Target", 181),
        (columns.ACTIVITIES, a, "Output", "9.9"),
        (columns.ACTIVITIES, b, "Budget EUR", "a lot"),
        (columns.RISKS, 2, "Likelihood", "sometimes"),
    ):
        content = changed(content, sheet, row, head, value)
    with pytest.raises(BadBook) as refusal:
        do(roadmaps.import_logframe, euaa, full, file=content)
    # Reading comes first: what cannot be read is named alone.
    assert [(one.sheet, one.row, one.column) for one in refusal.value.problems] == [(columns.RISKS, 2, "Likelihood")]
    content = changed(content, columns.RISKS, 2, "Likelihood", "high")
    before = cells(exported(euaa, full))
    with pytest.raises(BadBook) as refusal:
        do(roadmaps.import_logframe, euaa, full, file=content)
    found = {(one.sheet, one.row, one.column) for one in refusal.value.problems}
    assert found == {
        (columns.LOGFRAME, n, "Responsible"),
        (columns.LOGFRAME, p, ""),
        (columns.ACTIVITIES, a, ""),  # led by another partner: whatever is in it
        (columns.ACTIVITIES, b, "Budget EUR"),
    }
    assert cells(exported(euaa, full)) == before


def test_a_file_from_before_somebody_elses_change_overwrites_nothing(euaa: Actor, full: uuid.UUID) -> None:
    content = exported(euaa, full)
    row = row_of(content, columns.LOGFRAME, "Indicator code", "p")
    with acting_as(euaa):
        one = Indicator.objects.get(framework=full, code="p")
    told = {"part_of": "1.10", "title": "SYNTHETIC by hand", "measure": "PERCENT", "responsible": "EUAA", "baseline": 0, "baseline_year": 2025, "target": 80}
    do(indicators.change_indicator, euaa, one.pk, **told, frequency="QUARTER")
    with pytest.raises(BadBook) as refusal:
        do(roadmaps.import_logframe, euaa, full, file=changed(content, columns.LOGFRAME, row, "Target", 70))
    assert [one.row for one in refusal.value.problems] == [row]
    with acting_as(euaa):
        assert Indicator.objects.get(pk=one.pk).title == "SYNTHETIC by hand"
    # A file that says the same as the plan does now is no conflict, and a fresh one is taken.
    do(roadmaps.import_logframe, euaa, full, file=changed(exported(euaa, full), columns.LOGFRAME, row, "Target", 70))
    with acting_as(euaa):
        assert Indicator.objects.get(pk=one.pk).target == 70


def test_an_old_file_overwrites_no_milestone_and_no_risk(euaa: Actor, full: uuid.UUID) -> None:
    content = exported(euaa, full)
    with acting_as(euaa):
        one = Indicator.objects.get(framework=full, code="n")
        risk = Framework.objects.get(pk=full).risks.get()
    period = plans.periods(euaa, one.pk)[0]
    do(indicators.set_target, euaa, one.pk, period=period.pk, target=50)
    do(results.change_risk, euaa, risk.pk, text="Staff leave", likelihood=3, impact=3, response="Three for each post", owner="EUAA")
    with pytest.raises(BadBook) as refusal:
        do(roadmaps.import_logframe, euaa, full, file=content)
    assert {one.sheet for one in refusal.value.problems} == {columns.LOGFRAME, columns.RISKS}
    assert plans.periods(euaa, one.pk)[0].target == 50


def test_a_row_that_is_there_needs_its_version(euaa: Actor, full: uuid.UUID) -> None:
    content = exported(euaa, full)
    row = row_of(content, columns.LOGFRAME, "Indicator code", "p")
    bare = changed(changed(content, columns.LOGFRAME, row, "Target", 70), columns.LOGFRAME, row, "Version of the indicator", None)
    with pytest.raises(BadBook):
        do(roadmaps.import_logframe, euaa, full, file=bare)


def formatted(content: bytes, sheet: str, row: int, head: str, value: Any, number_format: str) -> bytes:
    book = load_workbook(io.BytesIO(content))
    page = book[sheet]
    cell = page.cell(row, [one.value for one in page[1]].index(head) + 1)
    cell.value, cell.number_format = value, number_format
    return saved(book)


def test_cells_are_read_as_they_are_shown(euaa: Actor, full: uuid.UUID) -> None:
    """80 % is 80, not 0.8."""
    content = exported(euaa, full)
    row = row_of(content, columns.LOGFRAME, "Indicator code", "p")
    do(roadmaps.import_logframe, euaa, full, file=formatted(content, columns.LOGFRAME, row, "Target", 0.75, "0%"))
    with acting_as(euaa):
        assert Indicator.objects.get(framework=full, code="p").target == 75


def test_what_an_office_program_made_of_a_cell_is_named(euaa: Actor, full: uuid.UUID) -> None:
    """Codes that became numbers or days, formulas without a value, columns that nobody knows: never a silent loss."""
    content = exported(euaa, full)
    p = row_of(content, columns.LOGFRAME, "Indicator code", "p")
    a = row_of(content, columns.ACTIVITIES, "Code", "A2")
    head = len(list(load_workbook(io.BytesIO(content))[columns.LOGFRAME][1])) + 1
    book = load_workbook(io.BytesIO(content))
    book[columns.LOGFRAME].cell(1, head).value = "H1 2026"
    book[columns.LOGFRAME].cell(p, head).value = 7
    cases = (
        (saved(book), columns.LOGFRAME, p, "H1 2026"),
        (formatted(content, columns.ACTIVITIES, a, "Output", 1.1, "General"), columns.ACTIVITIES, a, "Output"),
        (formatted(content, columns.ACTIVITIES, a, "Code", date(2026, 2, 1), "yyyy-mm-dd"), columns.ACTIVITIES, a, "Code"),
        (formatted(content, columns.LOGFRAME, p, "Target", "=40+40", "General"), columns.LOGFRAME, p, "Target"),
        (changed(content, columns.LOGFRAME, p, str(plans.STARTS) + " – 2026-03-31", "sNaN"), columns.LOGFRAME, p, str(plans.STARTS) + " – 2026-03-31"),
    )
    for wrong, sheet, row, column in cases:
        with pytest.raises(BadBook) as refusal:
            do(roadmaps.import_logframe, euaa, full, file=wrong)
        assert [(one.sheet, one.row, one.column) for one in refusal.value.problems] == [(sheet, row, column)]


def test_a_partner_takes_its_own_rows_alone(euaa: Actor, full: uuid.UUID) -> None:
    """The activity is led by another partner: the same safeguard as by hand."""
    content = exported(euaa, full)
    row = row_of(content, columns.ACTIVITIES, "Code", "A1")
    with pytest.raises(BadBook) as refusal:
        do(roadmaps.import_logframe, euaa, full, file=changed(content, columns.ACTIVITIES, row, "Deliverables", "Other"))
    assert [(one.sheet, one.row) for one in refusal.value.problems] == [(columns.ACTIVITIES, row)]
    with pytest.raises(refusals.GateClosed):
        do(roadmaps.import_logframe, officer("iom"), full, file=content)


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return buffer.getvalue()


def without(content: bytes, head: str) -> bytes:
    book = load_workbook(io.BytesIO(content))
    page = book[columns.LOGFRAME]
    page.delete_cols([cell.value for cell in page[1]].index(head) + 1)
    return saved(book)


def test_what_is_no_logframe_is_refused_with_words(euaa: Actor, full: uuid.UUID) -> None:
    content = exported(euaa, full)
    other = Workbook()
    for wrong in (b"PK\x03\x04 no zip", b"", bomb(), saved(other), without(content, "Indicator"), content[: len(content) // 2]):
        with pytest.raises(BadBook) as refusal:
            do(roadmaps.import_logframe, euaa, full, file=wrong)
        assert refusal.value.problems[0].text


def test_the_page_shows_the_rows_and_takes_a_good_file(euaa: Actor, full: uuid.UUID) -> None:
    client = Client()
    client.force_login(User.objects.get(username="euaa"))
    address = reverse("plan_take", args=[full])
    content = client.get(reverse("plan_workbook", args=[full])).content
    bad = changed(content, columns.LOGFRAME, row_of(content, columns.LOGFRAME, "Indicator code", "n"), "Frequency", "SOMETIMES")
    answer = client.post(address, {"key": str(uuid.uuid4()), "reason": "SYNTHETIC reason", "file": SimpleUploadedFile("x.xlsx", bad)})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Frequency" in text
    assert "SYNTHETIC reason" in text
    row = row_of(content, columns.LOGFRAME, "Indicator code", "p")
    good = changed(content, columns.LOGFRAME, row, "Target", 75)
    assert client.post(address, {"key": str(uuid.uuid4()), "file": SimpleUploadedFile("x.xlsx", good)}).status_code == 302
    assert client.post(address, {"key": "x", "file": SimpleUploadedFile("x.xlsx", good)}).status_code == 422
    assert client.post(address, {"key": str(uuid.uuid4())}).status_code == 422
    with acting_as(euaa):
        assert Indicator.objects.get(framework=full, code="p").target == 75
