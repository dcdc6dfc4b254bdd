"""Recordings, opened by those who examine; each opening is logged."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from egnatia.kernel import cases
from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.models import Recording

# The guardian hears what the child said; applicant and counsel hear it here with a caseworker, or are handed a copy.
HEARS = frozenset({Role.ASYLUM_CASEWORKER, Role.GUARDIAN})


@for_roles(HEARS, Purpose.ASYLUM)
def recording(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """One part, unsealed for this reader alone."""
    actor = actor_here(request)
    one = Recording.objects.filter(pk=recording_id).first()
    try:
        case = cases.open_case(actor, one.case_id) if one else None
    except CaseFile.DoesNotExist:
        case = None
    if one is None or case is None:
        raise Http404
    log.write(actor, log.Operation.CONSULT, "asylum.recording", purpose=Purpose.ASYLUM, case_id=case.pk, subject=case.subject)
    answer = HttpResponse(one.content, content_type=one.media_type)
    answer["Content-Disposition"] = f'inline; filename="interview-{case.number}-{one.part}"'
    return answer
