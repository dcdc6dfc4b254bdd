"""Taking a workbook into a plan: each row through the same step as by hand, all of them or none."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from egnatia.hub.logframe.activities import actions as activities
from egnatia.hub.logframe.activities import selectors as activity_selectors
from egnatia.hub.logframe.activities.inputs import ActivityFields
from egnatia.hub.logframe.indicators import actions as indicators
from egnatia.hub.logframe.indicators import selectors as indicator_selectors
from egnatia.hub.logframe.indicators.inputs import IndicatorFields
from egnatia.hub.logframe.models import Framework, Indicator, Period
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.logframe.results import selectors as result_selectors
from egnatia.hub.logframe.results.inputs import ResultFields, RiskFields
from egnatia.hub.logframe.sheets import columns
from egnatia.hub.logframe.sheets.reading import Book, Line, Problem, read
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.run import messages
from egnatia.kernel.engine.spec import Input
from egnatia.kernel.models import CaseFile

SHOWN = 200


class BadBook(refusals.BadInput):
    """``problems`` names each row that cannot be taken."""

    def __init__(self, problems: list[Problem]) -> None:
        first = "; ".join(f"{one.sheet} {one.row} {one.column}: {one.text}" for one in problems[:5])
        super().__init__({"file": _("%(number)s rows need another look, and nothing was taken. %(first)s") % {"number": len(problems), "first": first}})
        self.problems = problems[:SHOWN]


@dataclass(frozen=True)
class _Kind:
    """How rows of one kind become steps. ``heads`` leads from a field back to its column."""

    fields: type[Input]
    add: Callable[..., Any]
    change: Callable[..., Any]
    known: Callable[[CaseFile], dict[str, Any]]
    heads: dict[str, str]


def _heads(names: dict[str, str]) -> dict[str, str]:
    return {name: head for head, name in names.items()}


_RESULT = _Kind(ResultFields, results.add_result, results.change_result, result_selectors.known, _heads(columns.RESULT))
_INDICATOR = _Kind(IndicatorFields, indicators.add_indicator, indicators.change_indicator, indicator_selectors.known, _heads(columns.INDICATOR))
_ACTIVITY = _Kind(ActivityFields, activities.add_activity, activities.change_activity, activity_selectors.known, _heads(columns.ACTIVITY))
_RISK = _Kind(RiskFields, results.add_risk, results.change_risk, result_selectors.known_risk, _heads(columns.RISK))


class _Taking:
    def __init__(self, framework: Framework, reason: str, actor: Actor) -> None:
        self.framework, self.reason, self.actor = framework, reason, actor
        self.problems: list[Problem] = []
        self.added = self.changed = 0

    def wrong(self, line: Line, kind: _Kind, refusal: refusals.Refused) -> None:
        errors = getattr(refusal, "errors", None) or {}
        closed = [str(answer.why) for _gate, answer in getattr(refusal, "closed", [])]
        for name, why in errors.items():
            self.problems.append(Problem(line.sheet, line.row, kind.heads.get(name, ""), str(why)))
        if not errors:
            self.problems.append(Problem(line.sheet, line.row, "", " ".join(closed) or str(refusal)))

    def row(self, line: Line, kind: _Kind, case: CaseFile | None) -> CaseFile | None:
        """Add or change; what is as it was is left alone. Returns the case of the row, None where it could not be taken."""
        code = line.told.get("code")
        told = {name: value for name, value in line.told.items() if name not in ("code", "number")}
        reason = {"reason": self.reason} if "reason" in kind.fields.model_fields else {}
        try:
            if case is None:
                opening = {"framework": self.framework.pk, **({"code": code} if code else {})}
                pk = kind.add({**told, **opening, **reason}, actor=self.actor, key=uuid.uuid4()).case_id
                self.added += 1
                return CaseFile.objects.get(pk=pk)
            if self.is_same(kind, case, told):
                return case
            if not self.is_current(line, case):
                return None
            kind.change({**told, **reason}, actor=self.actor, key=uuid.uuid4(), case_id=case.pk)
            self.changed += 1
            return CaseFile.objects.get(pk=case.pk)
        except refusals.Refused as refusal:
            self.wrong(line, kind, refusal)
            return None

    def is_current(self, line: Line, case: CaseFile) -> bool:
        """Whether a row that differs was written from what stands in the plan; if not, it is named as a problem."""
        if line.version == case.version:
            return True
        known = _("Somebody changed this row after the file was made: download it again and write your change there.")
        unknown = _("The plan has this row already, with other values, and your file does not say from which version it was written: download it first.")
        self.problems.append(Problem(line.sheet, line.row, "", unknown if line.version is None else known))
        return False

    def is_same(self, kind: _Kind, case: CaseFile, told: dict[str, Any]) -> bool:
        known = {name: value for name, value in kind.known(case).items() if value not in ("", None)}
        try:
            return kind.fields.model_validate(told) == kind.fields.model_validate(known)
        except ValidationError as problem:
            raise refusals.BadInput(messages(problem)) from None

    def periods(self, line: Line, case: CaseFile, before: CaseFile | None) -> None:
        """Milestones of the file. A new indicator has the periods of the file, not those of its frequency; one that was there (``before``) by its version."""
        if not line.targets:
            return
        one = Indicator.objects.get(pk=case.pk)
        if before is None:
            Period.objects.filter(indicator=one).delete()
        there = {(each.starts, each.ends): each for each in one.periods.all()}
        differ = any(days not in there or there[days].target != target for days, target in line.targets.items())
        if before is not None and differ and not self.is_current(line, before):
            return
        for (starts, ends), target in line.targets.items():
            period = there.get((starts, ends))
            told: dict[str, Any] = {"target": target, "reason": self.reason}
            try:
                if period is None:
                    indicators.add_period({**told, "starts": starts, "ends": ends}, actor=self.actor, key=uuid.uuid4(), case_id=case.pk)
                elif period.target != target:
                    indicators.set_target({**told, "period": period.pk}, actor=self.actor, key=uuid.uuid4(), case_id=case.pk)
            except refusals.Refused as refusal:
                self.wrong(line, _INDICATOR, refusal)

    def take(self, book: Book) -> None:
        # Rows first, the plan after them: the order in which a change by hand locks.
        rows = (self._rows() | {"risks": self.framework.risks.all()}).values()
        list(CaseFile.objects.select_for_update().filter(pk__in=[pk for each in rows for pk in each.values_list("pk", flat=True)]).order_by("pk"))
        case_of = {name: {one.code: one.case for one in rows.select_related("case")} for name, rows in self._rows().items()}
        # What is above stands before what is part of it, in whatever order the file has them.
        order = {"AREA": 0, "OUTCOME": 1, "OUTPUT": 2}
        for line in sorted(book.results, key=lambda one: order.get(one.told.get("level", ""), 3)):
            self.row(line, _RESULT, case_of["results"].get(line.told["code"]))
        for line in book.indicators:
            known = case_of["indicators"].get(line.told["code"])
            if (case := self.row(line, _INDICATOR, known)) is not None:
                self.periods(line, case, known)
        for line in book.activities:
            self.row(line, _ACTIVITY, case_of["activities"].get(line.told["code"]))
        risks = list(self.framework.risks.select_related("case"))
        by_number, by_text = {one.case.number: one.case for one in risks}, {one.text: one.case for one in risks}
        for line in book.risks:
            # The number of another plan is none here: a copied risk is known by its words, or new.
            self.row(line, _RISK, by_number.get(line.told.get("number", "")) or by_text.get(line.told.get("text", "")))

    def _rows(self) -> dict[str, Any]:
        plan = self.framework
        return {"results": plan.results.all(), "indicators": plan.indicators.all(), "activities": plan.activities.all()}


def take(framework: Framework, content: bytes, reason: str, actor: Actor) -> tuple[int, int]:
    """(rows added, rows changed). Rows that the file does not name stay. Raises BadBook, and then nothing was taken."""
    book = read(content)
    if not book.problems:
        taking = _Taking(framework, reason, actor)
        taking.take(book)
        book.problems = taking.problems
        if not book.problems:
            return taking.added, taking.changed
    raise BadBook(book.problems)
