"""The progress report of a contract for a period, as DOCX and XLSX: current values beside baseline and target, activities, money, risks, lessons, changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook

from egnatia.hub.logframe.activities.procedure import ACTIVITY
from egnatia.hub.logframe.models import Change, Progress
from egnatia.hub.logframe.printing import document
from egnatia.hub.logframe.selectors import Page
from egnatia.hub.logframe.sheets.writing import fill, saved
from egnatia.hub.logframe.values import as_text, number
from egnatia.hub.programme.contracts.selectors import sums
from egnatia.hub.programme.models import Contract
from egnatia.kernel import moment
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE


@dataclass(frozen=True)
class Table:
    title: str
    head: list[str]
    rows: list[list[Any]]


def _indicators(page: Page, first: date, last: date) -> Table:
    rows = []
    for line in page.results:
        for one in line.indicators:
            about = one.indicator
            inside = [each for each in one.periods if first <= each.period.ends <= last and each.value]
            now = "; ".join(f"{each.period}: {as_text(about, each.value)}" for each in inside) or "–"
            base = f"{number(about.baseline)} ({about.baseline_year})" if about.baseline is not None else "–"
            what = str(line.result) if line.result else "Overall objective"
            told = [what, f"{about.code} {about.title}", base, now, as_text(about, one.so_far), number(about.target) or "–", about.source or "–"]
            rows.append([*told, line.result.assumptions if line.result else ""])
    return Table("Logframe", ["Result", "Indicator", "Baseline", "In the period", "So far (on the day of the report)", "Target", "Source", "Assumptions"], rows)


def _activities(page: Page) -> Table:
    rows = []
    for line in page.activities:
        one = line.activity
        when = f"{one.starts or '–'} – {one.ends or '–'}"
        state = str(ACTIVITY.states[one.case.state])
        rows.append([f"{one.code} {one.title}", one.lead.code, when, state, one.note, number(one.budget) or "–", number(one.spent)])
    return Table("Activities", ["Activity", "Lead", "From – to", "Status on the day of the report", "What stands behind it", "Budget EUR", "Spent EUR"], rows)


def _told(page: Page, first: date, last: date) -> Table:
    """What partners wrote in their approved reports."""
    found = Progress.objects.filter(period__indicator__framework=page.plan, case__state="approved", period__ends__range=(first, last)).exclude(comment="")
    rows = [[str(one.period.indicator), str(one.period), one.comment] for one in found.select_related("period__indicator").order_by("period__starts", "as_of")]
    return Table("What partners report", ["Indicator", "Period", "What stands behind it"], rows)


def tables(contract: Contract, page: Page, first: date, last: date) -> list[Table]:
    """All parts of the report, in its order."""
    money = list(contract.money.select_related("party"))
    inside = sums([one for one in money if first <= one.on <= last])
    so_far = sums([one for one in money if one.on <= last])
    amounts = [
        ["Budget", "–", number(so_far.budget)],
        ["Committed", number(inside.committed), number(so_far.committed)],
        ["Disbursed", number(inside.disbursed), number(so_far.disbursed)],
        ["Spent", number(inside.spent), number(so_far.spent)],
    ]
    risks = [[one.text, str(one.get_likelihood_display()), str(one.get_impact_display()), one.response, one.owner.code] for one in page.risks]
    lessons = [[str(one.on), one.learned_from, one.text] for one in contract.lessons.filter(on__range=(first, last))]
    changes = Change.objects.filter(framework=page.plan, at__date__range=(first, last)).order_by("at")
    changed = [
        [
            str(one.at.date()),
            one.version,
            f"{one.what} {one.code}",
            "; ".join(f"{name}: {b or '–'} → {a or '–'}" for name, (b, a) in one.fields.items()),
            one.reason,
        ]
        for one in changes
    ]
    return [
        _indicators(page, first, last),
        _told(page, first, last),
        _activities(page),
        Table("Money in EUR", ["", "In the period", "Until its end"], amounts),
        Table("Risks", ["Risk", "Likelihood", "Impact", "What is done about it", "Who sees to it"], risks),
        Table("Lessons", ["Day", "Learned from", "Lesson"], lessons),
        Table("Changes of the plan", ["Day", "Version", "What", "From – to", "Why"], changed),
    ]


def title(contract: Contract, first: date, last: date) -> str:
    return f"{contract.framework.title}: progress report {first} – {last}"


def as_document(contract: Contract, page: Page, first: date, last: date) -> bytes:
    """A DOCX file."""
    book = document.sheet(title(contract, first, last))
    plan = contract.framework
    book.add_paragraph(document.clean(f"{contract.phase.title}. Lead: {plan.lead.name}. Version {plan.version} of the plan."))
    book.add_paragraph(f"Made on {moment.today()}: values so far, activities and risks are of this day.")
    if plan.objective:
        book.add_paragraph(document.clean(f"Overall objective: {plan.objective}"))
    for one in tables(contract, page, first, last):
        book.add_heading(one.title, 1)
        if one.rows:
            document.table(book, one.head, one.rows)
        else:
            book.add_paragraph("Nothing in this period.")
    return document.saved(book, str(KOSOVO_FOOTNOTE))


def as_workbook(contract: Contract, page: Page, first: date, last: date) -> bytes:
    """An XLSX file, a sheet for each part."""
    book = Workbook()
    about: list[list[Any]] = [
        ["Contract", contract.framework.title],
        ["Phase", contract.phase.title],
        ["From", first],
        ["Until", last],
        ["", str(KOSOVO_FOOTNOTE)],
    ]
    book.active.title = "About"
    fill(book.active, ["What", "Is"], about)
    for one in tables(contract, page, first, last):
        fill(book.create_sheet(one.title[:31]), one.head, one.rows)
    return saved(book)
