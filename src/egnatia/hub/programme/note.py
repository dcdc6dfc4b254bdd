"""The programming note: priorities by their open rank, each with its reasons, for those who decide what is programmed next."""

from __future__ import annotations

from egnatia.hub.logframe.printing import document
from egnatia.hub.logframe.values import number
from egnatia.hub.programme.priorities.procedure import PRIORITY
from egnatia.hub.programme.priorities.selectors import CRITERIA, Ranked, total
from egnatia.kernel import moment
from egnatia.kernel.codes import countries

HOW = (
    "How the rank came about: each office gives one to five for protection, recommendations of the Commission's reports, the region, and capacity, "
    "of equal weight; the mean of the sums (4 to 20) of at least two offices, without the one that brought it in, is the rank. "
    "Every score stands below with its reason."
)


def make(ranked: list[Ranked]) -> bytes:
    """A DOCX file."""
    book = document.sheet(f"Programming note, {moment.today()}")
    book.add_paragraph(HOW)
    waiting = [one for one in ranked if one.priority.case.state == "proposed"]
    rows = [
        [
            one.rank or "–",
            one.priority.title,
            countries.name(one.priority.country) if one.priority.country else "the region",
            one.priority.voice or one.priority.party.name,
            number(one.priority.amount) or "–",
            f"{one.mean:.1f} ({len(one.scores)})" if one.mean is not None else "–",
        ]
        for one in waiting
    ]
    head = ["Rank", "What is needed", "Where", "Asked for by", "EUR, estimated", "Mean (offices)"]
    if rows:
        document.table(book, head, rows)
    else:
        book.add_paragraph("No priority waits for a decision.")
    for one in waiting:
        book.add_heading(document.clean(f"{one.rank or '–'}. {one.priority.title}"), 2)
        book.add_paragraph(document.clean(one.priority.text))
        scores = [[each.unit.name, *(getattr(each, name) for name in CRITERIA), total(each), each.why] for each in one.scores]
        if scores:
            document.table(book, ["Office", "Protection", "Recommendations", "Region", "Capacity", "Sum", "Why"], scores)
    decided = [one.priority for one in ranked if one.priority.case.state != "proposed"]
    if decided:
        book.add_heading("Decided", 1)
        told = [[str(one.decided_on), one.title, str(PRIORITY.states[one.case.state]), one.funding, one.decision] for one in decided]
        document.table(book, ["Day", "Priority", "Outcome", "Funding source", "Decision"], told)
    return document.saved(book, str(countries.KOSOVO_FOOTNOTE))
