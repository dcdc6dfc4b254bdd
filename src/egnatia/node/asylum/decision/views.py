"""The decision as PDF, for the file and to be served."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from egnatia.kernel import cases, pdf
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import selectors
from egnatia.node.asylum.decision import composing
from egnatia.node.asylum.models import Decision

_SOURCE = Path(__file__).parent / "decision.typ"


@for_roles(selectors.READS, Purpose.ASYLUM)
def document(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """In the authority's language, or in another that there are words of (``?language=``). Its opening is logged as the case's."""
    one = Decision.objects.select_related("person", "case").filter(pk=decision_id).first()
    try:
        case = cases.open_case(actor_here(request), one.case_id) if one else None
    except CaseFile.DoesNotExist:
        case = None
    if one is None or case is None or not one.document:
        raise Http404
    wanted = request.GET.get("language", "")
    language = wanted if wanted in composing.words()["title"] else composing.authority_language()
    answer = HttpResponse(pdf.make(_SOURCE, composing.shown(one, language)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="decision-{case.number}.pdf"'
    return answer
