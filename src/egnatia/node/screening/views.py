"""The screening form as PDF: for the file, and as the person's own copy in their language."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from egnatia.kernel import cases, pdf
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import FIELD_STAFF
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.models import CaseFile
from egnatia.node.screening import printing

_SOURCE = Path(__file__).parent / "form.typ"


def _pdf(request: HttpRequest, case_id: UUID, *, for_person: bool) -> HttpResponse:
    actor = actor_here(request)
    try:
        case = cases.open_case(actor, case_id)  # logs the read
    except CaseFile.DoesNotExist:
        raise Http404 from None
    if case.procedure != "screening":
        raise Http404
    data = printing.data(case, actor, for_person=for_person)
    answer = HttpResponse(pdf.make(_SOURCE, data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{"copy" if for_person else "form"}-{case.number}.pdf"'
    return answer


@for_roles(FIELD_STAFF, Purpose.SCREENING)
def form(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All of the form that this member of staff may read."""
    return _pdf(request, case_id, for_person=False)


@for_roles(FIELD_STAFF, Purpose.SCREENING)
def copy(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the person gets: never whether a consultation gave a hit, never the officer's comments."""
    return _pdf(request, case_id, for_person=True)
