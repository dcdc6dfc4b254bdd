"""Activities as their pages and forms show them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Activity, Part, Result
from egnatia.hub.logframe.results import selectors as results
from egnatia.hub.logframe.values import exact, number
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

_SAME = ("title", "deliverables", "contingency", "linked", "acquis")
OVER = ("done", "cancelled")


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"output": results.choices(rights.framework_of(case), Result.Level.OUTPUT)}


def raci(one: Activity) -> dict[str, list[str]]:
    """Codes of the parties by letter, in the order R, A, C, I."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in one.involved.all():
        found[each.part].append(each.party.code)
    return {letter: sorted(found[letter]) for letter in Part.values if letter in found}


def in_lines(told: dict[str, list[str]]) -> str:
    return "\n".join(f"{letter}: {', '.join(codes)}" for letter, codes in told.items())


def known(case: CaseFile) -> dict[str, Any]:
    one = Activity.objects.filter(pk=case.pk).select_related("output", "lead").prefetch_related("involved__party").first()
    if one is None:
        return {}
    told = {name: getattr(one, name) for name in _SAME} | {"budget": exact(one.budget), "raci": in_lines(raci(one))}
    days = {name: day.isoformat() if (day := getattr(one, name)) else "" for name in ("starts", "ends")}
    return told | days | {"output": one.output.code, "lead": one.lead.code}


def known_spending(case: CaseFile) -> dict[str, Any]:
    return {"spent": exact(Activity.objects.values_list("spent", flat=True).get(pk=case.pk))}


def is_overdue(one: Activity) -> bool:
    """Its last day is over and nobody said that it is done."""
    return one.case.state not in OVER and one.ends is not None and one.ends < moment.today()


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Activity.objects.select_related("framework", "output", "lead", "case").prefetch_related("involved__party").get(pk=case.pk)
    late, over = is_overdue(one), one.budget is not None and one.spent > one.budget
    rows = [
        results.plan_row(one.framework),
        Row(_("For which output"), one.output),
        Row(_("Code"), one.code),
        Row(_("What is done"), one.title),
        Row(_("Who leads it"), one.lead.name),
        *(Row(Part(letter).label, ", ".join(codes)) for letter, codes in raci(one).items()),
        Row(_("From – to"), f"{one.starts or '–'} – {one.ends or '–'}", "warn" if late else ""),
        Row(
            _("Budget and spending in EUR"),
            f"{number(one.budget) or '–'} / {number(one.spent)}",
            "warn" if over else "",
        ),
        Row(_("Deliverables"), one.deliverables or "–"),
        Row(_("If it cannot be held"), one.contingency or _("not said yet"), "" if one.contingency else "warn"),
    ]
    if one.acquis:
        rows.append(Row(_("EU law that it helps to take over"), ", ".join(one.acquis)))
    if one.linked:
        rows.append(Row(_("Training session, mission or tool"), one.linked))
    if late:
        rows.append(Row(_("Time"), _("its last day is over"), "warn"))
    if one.note:
        rows.append(Row(_("Status"), one.note))
    told = _("%(there)s of %(needed)s days are there") % {"there": one.days_there, "needed": one.days_needed} if one.checked_on else _("not checked yet")
    enough = one.checked_on is not None and (one.days_there or 0) >= (one.days_needed or 0)
    rows.append(Row(_("Capacity"), told, "done" if enough else "warn"))
    return [Section(_("Activity"), rows)]
