"""Forms come in UTF-8: another charset is refused before anything is read with it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


class Utf8Only:
    """400 for a body in any other charset."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
            return HttpResponseBadRequest("Send the form in UTF-8.", content_type="text/plain; charset=utf-8")
        return self.get_response(request)
