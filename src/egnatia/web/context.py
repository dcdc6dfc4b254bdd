"""What every page of the shell needs: who is here, where they can go, and what kind of deployment this is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from egnatia.kernel.codes import countries
from egnatia.web import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "demo": settings.EGNATIA_DEMO,
        "is_node": settings.IS_NODE,
        "country_code": settings.EGNATIA_COUNTRY,
        "deployment_country": countries.name(settings.EGNATIA_COUNTRY) if settings.IS_NODE else "",
        "kosovo_footnote": countries.KOSOVO_FOOTNOTE,
        "navigation": navigation.items(actor) if actor else [],
        "languages": settings.LANGUAGES,
    }
