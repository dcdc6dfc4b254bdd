"""Figures of return with their definitions, the calls for seats, the agreements; papers; the monitor's own pages."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from egnatia.kernel import cases, moment
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import seats
from egnatia.kernel.models import CaseFile
from egnatia.node.returns import figures, gates, printing, selectors
from egnatia.node.returns.models import Agreement, Monitoring, ReturnDecision, ToldAbroad
from egnatia.node.returns.monitoring import notebook
from egnatia.node.returns.monitoring import selectors as monitoring
from egnatia.node.returns.operations import selectors as operations
from egnatia.node.returns.procedure import OFFICER, PROTECTORS

READERS = OFFICER | PROTECTORS | {Role.RETURN_MONITOR, Role.STATISTICIAN, Role.RELEASE_APPROVER, Role.LEGAL_OFFICER}
MONITOR = frozenset({Role.RETURN_MONITOR})


@for_roles(READERS, Purpose.RETURN)
def figures_page(request: HttpRequest) -> HttpResponse:
    """A year of return: figures alone, small ones hidden. In a country that takes no part the page says so, and offers nothing."""
    today, roles = moment.today(), actor_here(request).roles
    start = today - timedelta(days=365)
    shown = {
        "start": start,
        "end": today,
        "takes_part": gates.takes_part(today),
        "regime": selectors.regime(today),
        "parts": [
            (_("Return"), figures.returns(start, today)),
            (_("Days of each stage"), figures.stages(start, today)),
            (_("Detention and its alternatives"), figures.detention(start, today)),
            (_("Readmission"), figures.readmission(start, today)),
            (_("Operations and monitoring"), figures.operations(start, today)),
        ],
        "lists": [
            (_("Safeguards that closed a step"), figures.safeguards(start, today)),
            (_("Attempts that failed, by reason"), figures.attempts(start, today)),
        ],
        "calls": [(one, seats.REGIONS[one.region], seats.BANDS[one.band]) for one in operations.calls_of_others()],
        "agreements": Agreement.objects.order_by("synthetic", "code"),
        "gaps": monitoring.gap_rows(),
        "officer": bool(roles & OFFICER),
        "assesses": bool(roles & (OFFICER | {Role.LEGAL_OFFICER})),
    }
    return render(request, "returns/figures.html", shown)


def _decision(request: HttpRequest, decision_id: UUID) -> ReturnDecision:
    one = ReturnDecision.objects.select_related("person", "case").filter(pk=decision_id).first()
    if one is None:
        raise Http404
    cases.opened(actor_here(request), one.case_id, "return")
    return one


@for_roles(OFFICER, Purpose.RETURN)
def decision(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The decision as PDF: English beside the official language, or beside the one that is asked for (``?language=``)."""
    return printing.decision(_decision(request, decision_id), request.GET.get("language", "")[:3])


@for_roles(OFFICER, Purpose.RETURN)
def notification(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """What the decision means, for the person, in their language."""
    return printing.notification(_decision(request, decision_id))


@for_roles(OFFICER | {Role.MEDICAL_STAFF}, Purpose.RETURN)
def fitness(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = cases.opened(actor_here(request), case_id, "return")
    found = selectors.fitness(case)
    if found is None:
        raise Http404
    return printing.fitness(case, found, request.GET.get("language", "")[:3])


@for_roles(OFFICER, Purpose.RETURN)
def manifest(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return printing.manifest(cases.opened(actor_here(request), case_id, "return_operation"), request.GET.get("language", "")[:3])


@for_roles(OFFICER, Purpose.RETURN)
def readmission_form(request: HttpRequest, told_id: UUID) -> HttpResponse:
    """What left for another state, as it left."""
    one = ToldAbroad.objects.select_related("case").filter(pk=told_id).first()
    if one is None:
        raise Http404
    cases.opened(actor_here(request), one.case_id, "readmission")
    return printing.request(one, request.GET.get("language", "")[:3])


@for_roles(MONITOR, Purpose.MONITORING)
def monitor(request: HttpRequest) -> HttpResponse:
    """The monitor's own page: the key, and how much is covered. A key is made once, with a passphrase that is kept nowhere."""
    actor, problem = actor_here(request), ""
    if request.method == "POST":
        first, second = request.POST.get("passphrase", ""), request.POST.get("again", "")
        try:
            if first != second:
                raise notebook.Locked("differ")
            notebook.make_key(actor, first)
            return redirect("monitor")
        except notebook.Locked:
            problem = _("No key was made: both must be the same, with at least 16 characters, and no key may be there already.")
    today = moment.today()
    shown = {
        "key": notebook.key_of(actor.unit),
        "problem": problem,
        "parts": [(_("Operations and monitoring"), figures.operations(today - timedelta(days=365), today))],
        "cases": CaseFile.objects.filter(procedure__in=("return_monitoring", "monitor_finding"), unit_id=actor.unit).order_by("closed", "-opened_at")[:50],
    }
    return render(request, "returns/monitor.html", shown)


@for_roles(MONITOR, Purpose.MONITORING)
def read_notebook(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The lines, for this one answer, after the passphrase. Neither is kept."""
    actor = actor_here(request)
    case = cases.opened(actor, case_id, "return_monitoring")
    lines, problem = None, ""
    if request.method == "POST":
        try:
            lines = notebook.read(case, actor, request.POST.get("passphrase", ""))
        except notebook.Locked:
            problem = _("This passphrase does not open the notebook. Nobody here can reset it.")
    answer = render(request, "returns/notebook.html", {"case": case, "lines": lines, "problem": problem, "whole": notebook.whole(case)})
    answer["Cache-Control"] = "no-store"
    return answer


@for_roles(MONITOR, Purpose.MONITORING)
def report(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = cases.opened(actor_here(request), case_id, "return_monitoring")
    one = Monitoring.objects.filter(pk=case.pk).first()
    if one is None or one.reported_at is None:
        raise Http404
    return printing.report(case, one, request.GET.get("language", "")[:3])
