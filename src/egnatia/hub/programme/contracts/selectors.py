"""Contracts: their money and how much of it is used, evaluations, lessons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.values import number
from egnatia.hub.programme.models import Contract, Evaluation, Money, Phase
from egnatia.hub.roadmaps import selectors as roadmaps
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

CRITERIA = ("relevance", "coherence", "effectiveness", "efficiency", "impact", "sustainability")


def known(case: CaseFile) -> dict[str, Any]:
    return roadmaps.known(case)


def is_evaluated(case: CaseFile, actor: Actor) -> bool:
    return Evaluation.objects.filter(contract=case.pk).exists()


@dataclass(frozen=True)
class Sums:
    """EUR. ``budget`` as it holds, of all years."""

    budget: Decimal
    committed: Decimal
    disbursed: Decimal
    spent: Decimal

    @property
    def percent(self) -> int | None:
        return round(100 * self.spent / self.budget) if self.budget else None


def budgets(rows: list[Money]) -> dict[int, tuple[Decimal, Decimal]]:
    """year → (as first planned, as it holds): of each partner the last revision of a year, else what was planned."""
    planned: dict[tuple[int, Any], Decimal] = defaultdict(Decimal)
    revised: dict[tuple[int, Any], Decimal] = {}
    for one in sorted(rows, key=lambda each: (each.on, each.pk)):
        if one.year is not None and one.kind == Money.Kind.BUDGET:
            planned[one.year, one.party_id] += one.amount
        elif one.year is not None and one.kind == Money.Kind.REVISED:
            revised[one.year, one.party_id] = one.amount
    found: dict[int, tuple[Decimal, Decimal]] = {}
    for year in sorted({year for year, _party in [*planned, *revised]}):
        first = sum((amount for (each, _party), amount in planned.items() if each == year), Decimal(0))
        holds = sum((amount for (each, _party), amount in (planned | revised).items() if each == year), Decimal(0))
        found[year] = (first, holds)
    return found


def sums(rows: list[Money]) -> Sums:
    total = dict.fromkeys(Money.Kind, Decimal(0))
    for one in rows:
        total[Money.Kind(one.kind)] += one.amount
    kinds = Money.Kind
    budget = sum((holds for _first, holds in budgets(rows).values()), Decimal(0))
    return Sums(budget, total[kinds.COMMITMENT], total[kinds.DISBURSEMENT], total[kinds.EXPENDITURE])


@dataclass(frozen=True)
class Line:
    contract: Contract
    sums: Sums


def phases(actor: Actor) -> list[tuple[Phase, list[Line]]]:
    """Phases, the newest first as far as days are known, each with its contracts and their money."""
    found = []
    for phase in Phase.objects.select_related("case", "funder").prefetch_related("contracts__framework__lead", "contracts__case", "contracts__money"):
        lines = [Line(one, sums(list(one.money.all()))) for one in sorted(phase.contracts.all(), key=lambda each: each.component)]
        found.append((phase, lines))
    return sorted(found, key=lambda each: (str(each[0].starts or ""), each[0].told), reverse=True)


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Contract.objects.select_related("framework__lead", "phase").prefetch_related("money__party", "evaluations", "lessons").get(pk=case.pk)
    plan, money = one.framework, list(one.money.all())
    total = sums(money)
    rows = [
        Row(_("Plan"), plan.title, "", reverse("plan", args=[plan.pk])),
        Row(_("Phase"), one.phase.title, "", reverse("case", args=[one.phase.pk])),
        Row(_("Component"), one.component),
        Row(_("Who leads the plan"), plan.lead.name),
        Row(_("Partners"), ", ".join(plan.partners.values_list("name", flat=True)) or "–"),
        Row(_("Period"), roadmaps.period(plan)),
        Row(_("Overall objective"), plan.objective or "–"),
    ]
    if one.source:
        rows.append(Row(_("Source"), one.source))
    over = total.budget and total.spent > total.budget
    booked = [
        Row(_("Budget in EUR"), number(total.budget)),
        Row(_("Committed"), number(total.committed)),
        Row(_("Disbursed"), number(total.disbursed)),
        Row(_("Spent"), f"{number(total.spent)} ({total.percent} %)" if total.percent is not None else number(total.spent), "warn" if over else ""),
        *(
            Row(f"{each.on} · {each.get_kind_display()}{f' {each.year}' if each.year else ''}", f"{number(each.amount)} · {each.party.code} · {each.what}")
            for each in money[-20:]
        ),
    ]
    looks = []
    for each in one.evaluations.all():
        looks.append(Row(f"{each.get_kind_display()}, {each.on}", each.by))
        labels = {field.name: field.verbose_name for field in Evaluation._meta.fields}
        looks += [Row(str(labels[name]).capitalize(), getattr(each, name)) for name in (*CRITERIA, "recommendations")]
        looks.append(Row(_("What is done about them"), each.response or _("not answered yet"), "" if each.response else "warn"))
    learned = [Row(each.learned_from, each.text) for each in one.lessons.all()]
    found = [Section(_("Contract"), rows), Section(_("Money"), booked)]
    return found + [Section(title, lines) for title, lines in ((_("Evaluations"), looks), (_("Lessons"), learned)) if lines]
