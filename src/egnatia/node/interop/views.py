"""The readiness report: how far the records would satisfy a profile. Nothing here can send anything anywhere."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.node.interop import procedure, profiles, tasks
from egnatia.node.interop.models import ProfileElement, ReadinessRun

STALLED = timedelta(minutes=30)
WHO = frozenset({Role.STATISTICIAN, Role.RELEASE_APPROVER, Role.LEGAL_OFFICER})


@for_roles(WHO, Purpose.STATISTICS)
def readiness(request: HttpRequest) -> HttpResponse:
    """Profiles and the last report of each."""
    # A worker that was killed leaves a report behind that nobody finishes.
    ReadinessRun.objects.filter(finished_at=None, asked_at__lt=moment.now() - STALLED).update(failed=True, finished_at=moment.now())
    runs: dict[str, ReadinessRun] = {}
    for run in ReadinessRun.objects.order_by("asked_at"):
        runs[run.profile] = run
    found = [(code, title, runs.get(code)) for code, title in profiles.titles().items()]
    return render(request, "interop/readiness.html", {"profiles": found, "may_ask": bool(actor_here(request).roles & procedure.WHO)})


@for_roles(WHO, Purpose.STATISTICS)
@require_POST
def examine(request: HttpRequest) -> HttpResponseBase:
    """Ask for a report; the worker makes it. One that runs already is not asked for twice."""
    actor, profile = actor_here(request), request.POST.get("profile", "")
    elements = profiles.elements(profile)
    if not elements:
        raise Http404
    if not ReadinessRun.objects.filter(profile=profile, finished_at=None).exists():
        assert actor.id is not None
        run = ReadinessRun.objects.create(profile=profile, version=elements[0].version, asked_by=actor.id, asked_at=moment.now())
        log.write(actor, log.Operation.QUERY, "interop.readiness", purpose=Purpose.STATISTICS, reasons=profile)
        tasks.examine.defer(run_id=str(run.pk))
    return redirect("readiness")


@for_roles(WHO, Purpose.STATISTICS)
def progress(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The report so far: a piece of page that asks again until it is finished."""
    return render(request, "interop/run.html", {"run": get_object_or_404(ReadinessRun, pk=run_id)})


@for_roles(WHO, Purpose.STATISTICS)
def mapping(request: HttpRequest, profile: str) -> HttpResponse:
    """The rows of a profile: element, our path, transform."""
    rows: list[ProfileElement] = profiles.elements(profile)
    if not rows:
        raise Http404
    return render(request, "interop/mapping.html", {"rows": rows, "title": profiles.titles().get(profile, profile)})
