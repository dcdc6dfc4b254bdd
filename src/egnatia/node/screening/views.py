"""The screening form as PDF: for the file, and as the person's own copy in their language."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from egnatia.kernel import cases, pdf
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import FIELD_STAFF
from egnatia.kernel.access.urls import for_roles
from egnatia.node.screening import printing, selectors
from egnatia.node.screening.models import FormVersion

_SOURCE = Path(__file__).parent / "form.typ"


def _answer(data: dict[str, Any], name: str) -> HttpResponse:
    answer = HttpResponse(pdf.make(_SOURCE, data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _pdf(request: HttpRequest, case_id: UUID, *, for_person: bool) -> HttpResponse:
    case = cases.opened(actor_here(request), case_id, "screening")
    return _answer(printing.data(case, actor_here(request), for_person=for_person), f"{'copy' if for_person else 'form'}-{case.number}")


@for_roles(FIELD_STAFF, Purpose.SCREENING)
def form(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All of the form that this member of staff may read."""
    return _pdf(request, case_id, for_person=False)


@for_roles(FIELD_STAFF, Purpose.SCREENING)
def copy(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the person gets: never whether a consultation gave a hit, never the officer's comments."""
    return _pdf(request, case_id, for_person=True)


@for_roles(FIELD_STAFF, Purpose.SCREENING)
def version(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """The form as it was handed over, in one of its versions."""
    case = cases.opened(actor_here(request), case_id, "screening")
    try:
        data = printing.for_reader(selectors.version_of(actor_here(request), case.pk, number), actor_here(request))
    except FormVersion.DoesNotExist:
        raise Http404 from None
    return _answer(data, f"form-{case.number}-{number}")
