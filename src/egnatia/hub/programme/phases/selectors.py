from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.values import exact, number
from egnatia.hub.programme.models import Phase
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section


def known(case: CaseFile) -> dict[str, Any]:
    one = Phase.objects.select_related("funder").get(pk=case.pk)
    days = {name: day.isoformat() if (day := getattr(one, name)) else "" for name in ("starts", "ends")}
    return {"title": one.title, "told": one.told, "budget": exact(one.budget), "funder": one.funder.code if one.funder else "", "source": one.source, **days}


def choices() -> list[tuple[str, str]]:
    return [(str(one.pk), one.title) for one in Phase.objects.order_by("title")]


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Phase.objects.select_related("funder").get(pk=case.pk)
    rows = [
        Row(_("Title"), one.title),
        Row(_("Period"), one.told),
        Row(_("From – to"), f"{one.starts or '–'} – {one.ends or '–'}"),
        Row(_("Budget in EUR"), number(one.budget) or _("the source does not say it")),
        Row(_("Who funds it"), one.funder.name if one.funder else _("the source does not say it")),
        Row(_("Source"), one.source),
    ]
    contracts = [
        Row(_("Component %(number)s") % {"number": each.component}, each.framework.title, "", reverse("plan", args=[each.pk]))
        for each in one.contracts.select_related("framework").order_by("component")
    ]
    return [Section(_("Phase"), rows), Section(_("Contracts"), contracts, "" if contracts else _("None is on record."))]
