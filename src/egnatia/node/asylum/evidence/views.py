"""What the applicant and counsel are given of the country information in a case."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from egnatia.kernel import cases
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import selectors
from egnatia.node.asylum.evidence import disclosing


@for_roles(selectors.READS, Purpose.ASYLUM)
def country_information(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The ZIP to hand over. Its opening is logged as the case's."""
    try:
        case = cases.open_case(actor_here(request), case_id)
    except CaseFile.DoesNotExist:
        case = None
    if case is None or case.procedure != "asylum":
        raise Http404
    answer = HttpResponse(disclosing.export(case), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="country-information-{case.number}.zip"'
    return answer
