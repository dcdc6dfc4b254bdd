"""The address for envelopes. Who sends proves itself by signature, not by session."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from egnatia.exchange import inbox, signing
from egnatia.exchange.envelope import BadEnvelope, sign_receipt
from egnatia.exchange.models import Outgoing
from egnatia.kernel.access.urls import public

_STATUS = {"accepted": 201, "duplicate": 200, "refused": 422}


@public("A node proves itself by the signature on the envelope; what the hub tells all nodes is no secret. There is no session to protect")
@csrf_exempt
@require_http_methods(["PUT", "GET"])
def envelope(request: HttpRequest, node: str, sequence: int) -> HttpResponse:
    """PUT /exchange/{node}/{seq}: 201 accepted, 200 the same again, 409 another under this number, 422 refused; always a signed receipt.

    GET /exchange/HUB/{seq}: what the hub told all nodes, 404 where there is no such number.
    """
    if request.method == "GET":
        found = Outgoing.objects.filter(to=signing.ALL, sequence=sequence).first() if node == signing.party() else None
        if found is None:
            raise Http404
        return HttpResponse(bytes(found.envelope or b""), content_type="application/octet-stream")
    try:
        receipt = inbox.receive(node, sequence, request.body)
    except RequestDataTooBig:
        receipt = inbox.refuse(node, sequence, BadEnvelope("size", "the envelope is longer than any envelope may be"))
    code = 409 if any(str(one).startswith("equivocation") for one in receipt.content["reasons"]) else _STATUS[receipt.content["status"]]
    return HttpResponse(receipt.data, status=code, content_type="application/octet-stream")


@public("What the hub has of a node is no secret, and a node restored from a backup must be able to ask")
@require_http_methods(["GET"])
def status(request: HttpRequest, node: str) -> HttpResponse:
    """GET /exchange/{node}/status: signed."""
    contiguous, holes = inbox.standing(node[:3])
    content = {"v": 1, "node": node, "have_contiguous_to": contiguous, "holes": holes}
    return HttpResponse(sign_receipt(content, signing.own_key()).data, content_type="application/octet-stream")
