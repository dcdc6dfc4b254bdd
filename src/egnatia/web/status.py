"""What machines ask: is the deployment well, what are its figures, and how far is a demonstration loaded."""

from __future__ import annotations

import hmac
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from egnatia.kernel import health as kernel_health
from egnatia.kernel.access.urls import public
from egnatia.web import metrics as figures


@public("Tells a supervisor whether the deployment works; shows nothing else")
def health(request: HttpRequest) -> HttpResponse:
    """200 while cases can be worked on (``degraded`` names what needs care), 503 when they cannot."""
    checks = kernel_health.checks()
    down = checks["database"] != "ok" or checks["keys"] != "ok"
    state = "down" if down else "ok" if set(checks.values()) == {"ok"} else "degraded"
    told = {"status": state, "role": settings.EGNATIA_ROLE, "country": settings.EGNATIA_COUNTRY, "checks": checks}
    return JsonResponse(told, status=503 if down else 200)


@public("For the collector of figures, who shows a token; holds durations and counts, no personal data")
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text format. Without EGNATIA_METRICS_TOKEN it exists in a demonstration only."""
    wanted = settings.EGNATIA_METRICS_TOKEN
    if wanted:
        if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {wanted}".encode()):
            raise Http404
    elif not settings.EGNATIA_DEMO:
        raise Http404
    return HttpResponse(figures.text(), content_type=figures.CONTENT_TYPE)


@public("Says how far a demonstration is loaded; there is nothing else to see")
def demo_progress(request: HttpRequest) -> HttpResponse:
    """A piece of page that asks again until the demonstration is loaded."""
    try:
        progress = json.loads((settings.EGNATIA_DATA / "progress.json").read_text())
    except (OSError, ValueError):
        progress = {}
    return render(request, "web/progress.html", {"progress": progress})
