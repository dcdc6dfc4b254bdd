"""Documents of the country's law as PDF, and the check of a document that somebody shows."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from egnatia.kernel import pdf
from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import FIELD_STAFF
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import countries
from egnatia.kernel.engine.spec import clean
from egnatia.kernel.models import Authority
from egnatia.node.registration import authentic, procedure, selectors
from egnatia.node.registration.models import IssuedDocument

_SOURCE = Path(__file__).parent / "document.typ"


@for_roles(procedure.ASYLUM, Purpose.ASYLUM)
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The document as it was issued; printed again it is the same."""
    actor = actor_here(request)
    try:
        found = selectors.issued(actor, document_id)
    except IssuedDocument.DoesNotExist:
        raise Http404 from None
    one, printed = found
    log.write(actor, log.Operation.CONSULT, "registration.document", purpose=Purpose.ASYLUM, case_id=one.case_id, subject=one.person_id)
    kind = selectors.kind_of(one.kind)
    code = authentic.code_of(printed)
    authority = Authority.objects.filter(jurisdiction=settings.EGNATIA_COUNTRY, kind="ASYLUM").values_list("name", flat=True).first() or ""
    rows = [
        ["No.", one.number],
        ["Name", printed.name],
        ["Name in original script", one.original_script or "–"],
        ["Date of birth, as stated", printed.birth or "–"],
        ["Nationality, as stated", countries.name(one.citizenship)],
        ["Issued", printed.issued_on],
        ["Valid until and with", str(one.last_day or "–")],
    ]
    data = {
        "title": kind.title if kind else one.kind,
        "title_en": kind.title_en if kind else one.kind,
        "number": one.number,
        "lang": {"SRB": "sr", "MKD": "mk", "ALB": "sq", "XKX": "sq", "TUR": "tr", "BIH": "bs", "MNE": "sr"}.get(settings.EGNATIA_COUNTRY, "en"),
        "country": countries.name(settings.EGNATIA_COUNTRY),
        "authority": authority,
        "rows": rows,
        "code": pdf.square(code),
        "code_text": [code[at : at + 60] for at in range(0, len(code), 60)],
        "issued_by": one.issued_by,
        "issued_at": printed.issued_on,
        "synthetic": one.person.synthetic,
        "footnote": str(countries.KOSOVO_FOOTNOTE),
    }
    answer = HttpResponse(pdf.make(_SOURCE, data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{one.number}.pdf"'
    return answer


@for_roles(FIELD_STAFF, Purpose.ADMINISTRATION)
def check(request: HttpRequest) -> HttpResponse:
    """Whether a document that somebody shows is genuine. Reads no case and shows no status."""
    typed = {name: clean(request.POST.get(name, "")).strip()[:400] for name in ("code", "name", "birth")}
    problem, printed = "", None
    if typed["code"]:
        try:
            printed = authentic.check(typed["code"], authentic.public(), typed["name"], typed["birth"])
        except authentic.NotAuthentic as reason:
            problem = _("Not genuine: %(why)s.") % {"why": reason}
    compared = bool(typed["name"] and typed["birth"])
    return render(request, "registration/check.html", {**typed, "problem": problem, "printed": printed, "compared": compared})
