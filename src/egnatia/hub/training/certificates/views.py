"""For everybody: what a certificate stands for, and the list of those that were revoked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from egnatia.hub.training.certificates import badge, selectors
from egnatia.kernel.access.urls import public
from egnatia.kernel.codes import countries


@public(
    "Whoever was shown a certificate checks it with the code on it. It says module, country and day, and nobody's name: that stays in the reader's browser."
)
@require_GET
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What the code stands for, and whether it is valid. The name on the paper is in the part of the address that browsers do not send; the page checks it."""
    one = selectors.by_code(code)
    if one is None:
        return render(request, "training/certificate.html", {"one": None}, status=404)
    told = {"one": one, "country": countries.name(one.place.node), "seal": one.place.name_seal, "issuer": badge.issuer(), "by": badge.ISSUER}
    return render(request, "training/certificate.html", told)


@public("Whoever was given a badge as a file keeps it by its code. It holds no name: a reference of one place, and a seal of the name.")
@require_GET
def badge_file(request: HttpRequest, code: str) -> HttpResponse:
    """The signed badge (Open Badges 3.0, VC-JWT)."""
    one = selectors.by_code(code)
    if one is None:
        raise Http404
    return HttpResponse(one.badge, content_type="application/vc+jwt", headers={"Content-Disposition": f'attachment; filename="{one.code}.jwt"'})


@public("Whoever checks a badge needs to know which were revoked: a list of bits, and nobody in it")
@require_GET
def revoked(request: HttpRequest) -> HttpResponse:
    """W3C Bitstring Status List 1.0, signed."""
    return HttpResponse(selectors.revoked_list(), content_type="application/vc+jwt", headers={"Cache-Control": "public, max-age=3600"})
