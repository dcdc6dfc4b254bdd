"""What every page of the shell needs: who is here, where they can go, and what kind of deployment this is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from egnatia.kernel import cases
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries
from egnatia.kernel.models import User
from egnatia.web import navigation


def _new_notices(actor: Actor | None, request: HttpRequest) -> int:
    return cases.task_figures(actor, request.user.notices_seen_at)[1] if actor and isinstance(request.user, User) else 0


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    actor = getattr(request, "actor", None)
    items = navigation.items(actor) if actor else []
    return {
        "actor": actor,
        "demo": settings.EGNATIA_DEMO,
        "is_node": settings.IS_NODE,
        "country_code": settings.EGNATIA_COUNTRY,
        "deployment_country": countries.name(settings.EGNATIA_COUNTRY) if settings.IS_NODE else "",
        "kosovo_footnote": countries.KOSOVO_FOOTNOTE,
        "navigation": items,
        "may_search": any(one.url_name == "search" for one in items),
        "new_notices": _new_notices(actor, request),
        "languages": settings.LANGUAGES,
        "unreviewed": get_language() not in settings.REVIEWED_LANGUAGES,
    }
