"""What is kept how long, what the next night erases, and what was erased: for who watches over it. Case numbers and days, nothing of a person."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.node.rights import retention
from egnatia.node.rights.models import Erasure

SHOWN = 200


@for_roles(frozenset({Role.DATA_PROTECTION_OFFICER, Role.LEGAL_OFFICER}), Purpose.DATA_PROTECTION)
def retention_page(request: HttpRequest) -> HttpResponse:
    """The dry run of the next night, beside the rules that it follows."""
    with seeing_all():
        due = retention.due()
        soon = len(retention.due(moment.now() + timedelta(days=30))) - len(due)
        kept = {category: retention.count(category) for category in retention.CATEGORIES}
    rows = []
    for category in retention.CATEGORIES:
        own, rule = [one for one in due if one.category == category], retention.rule_of(category)
        tonight = sum(not one.stays for one in own)
        rows.append((retention.LABELS[category], kept[category], rule, rule is not None and retention.may_erase(rule), tonight, len(own) - tonight))
    log.write(actor_here(request), log.Operation.QUERY, "rights.retention", purpose=Purpose.DATA_PROTECTION, result_count=len(due))
    nights = Erasure.objects.annotate(night=TruncDate("at")).values_list("night").annotate(number=Count("pk")).order_by("-night")[:30]
    context = {
        "rows": rows,
        "tonight": [one for one in due if not one.stays][:SHOWN],
        "stays": [one for one in due if one.stays][:SHOWN],
        "counts": (sum(not one.stays for one in due), sum(bool(one.stays) for one in due)),
        "soon": soon,
        "nights": nights,
        "labels": retention.LABELS,
        "shown": SHOWN,
    }
    return render(request, "rights/retention.html", context)
