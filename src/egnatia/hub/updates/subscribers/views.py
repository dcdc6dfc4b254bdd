"""Asking for updates by e-mail, confirming it, leaving. Opening a page changes nothing: mail programs open links by themselves."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from egnatia.hub.updates import tasks
from egnatia.hub.updates.subscribers import register
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.urls import public
from egnatia.kernel.codes import languages
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE
from egnatia.kernel.engine.spec import clean

# What the pages can say; an update itself comes in the reader's language where there is a translation.
LANGUAGES = ("eng", "sqi", "bos", "cnr", "mkd", "srp", "tur")


def _page(request: HttpRequest, *, status: int = 200, **told: object) -> HttpResponse:
    spoken = [(code, languages.name(code)) for code in LANGUAGES]
    return render(request, "updates/subscription.html", {**told, "spoken": spoken, "footnote": KOSOVO_FOOTNOTE, "demo": settings.EGNATIA_DEMO}, status=status)


@public("Anybody may ask for updates by e-mail; the answer is the same whether an address is on the list or not")
def subscribe(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, state="form")
    email, language = str(clean(request.POST.get("email", ""))).strip()[:200], request.POST.get("language", "")
    try:
        validate_email(email)
    except ValidationError:
        return _page(request, state="form", wrong="This is no e-mail address: check it and send it again.", email=email, language=language, status=422)
    with acting_as(SYSTEM):
        pk = register.ask(email, language if language in LANGUAGES else "eng")
        if pk is not None:
            tasks.confirm.defer(subscriber=str(pk))
    return _page(request, state="asked")


@public("The link in a letter: whoever has it confirms the address that it was sent to")
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    with acting_as(SYSTEM):
        if request.method == "POST":
            done = register.confirm(token)
            return _page(request, state="confirmed" if done else "old", status=200 if done else 410)
        known = register.to_confirm(token) is not None
    return _page(request, state="confirm" if known else "old", status=200 if known else 410)


@csrf_exempt
@public("The link in each letter: whoever has it takes the address off the list, with one click of a mail program too (RFC 8058)")
def leave_subscription(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, state="leave")
    with acting_as(SYSTEM):
        register.leave(token)
    return _page(request, state="left")
