"""Answers to what went wrong: what happened, what to do, and what was typed, still there to be sent again."""

from __future__ import annotations

import errno
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi, gettext

_LEFT_OUT = {"csrfmiddlewaretoken", "start_password", "_draft"}


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was made before somebody signed in anew, mostly in another tab. Drafts of it stand where it is opened again."""
    return render(request, "web/csrf.html", {"address": request.get_full_path()}, status=403)


def _for_now(problem: BaseException | None) -> bool:
    """Whether trying again later may help: no database, no space, no connection."""
    full = isinstance(problem, OSError) and problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}
    return full or isinstance(problem, DatabaseError | ConnectionError | TimeoutError)


def _bare() -> dict[str, str]:
    """What a page needs that stands without the shell, because nothing of a request can be relied on."""
    return {"language": get_language() or "en", "direction": "rtl" if get_language_bidi() else "ltr"}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What could not be read at all. Like a failure it uses no database and no session."""
    return HttpResponse(render_to_string("400.html", _bare()), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where trying again may help, else 500. Uses no database: what was sent goes back in the page, with the same form key, so that
    sending it again saves it once even if the first try did reach the disk."""
    later = _for_now(sys.exc_info()[1])
    session = getattr(request, "session", None)
    if session is not None:
        session.modified = False  # it could not be stored either
    fields: list[tuple[str, str]] = []
    if request.path.startswith("/api/"):
        text = gettext("The system cannot store anything at this moment. Nothing of this step was saved.")
        return JsonResponse({"code": "later" if later else "failed", "text": text, "errors": {}}, status=503 if later else 500)
    # Forms that keep drafts: what stands in others, such as a password, is not written into a page.
    if request.method == "POST" and request.resolver_match and getattr(request.resolver_match.func, "keeps_drafts", False):
        fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in _LEFT_OUT]
    told = {
        "later": later,
        "fields": fields,
        "address": request.get_full_path(),
        "token": get_token(request) if fields else "",
        **_bare(),
    }
    answer = HttpResponse(render_to_string("web/failed.html", told), status=503 if later else 500)
    if later:
        answer["Retry-After"] = "30"
    return answer
