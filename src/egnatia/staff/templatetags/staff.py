"""What the sign-in page of a demonstration shows: its accounts, whose password is public."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from egnatia.kernel.models import User

register = template.Library()


@register.simple_tag
def demo_accounts() -> dict[str, Any]:
    if not settings.EGNATIA_DEMO:
        return {"accounts": [], "demo_password": ""}
    accounts = User.objects.filter(demo=True, is_active=True).select_related("unit").order_by("unit__name", "username")
    return {"accounts": accounts, "demo_password": settings.EGNATIA_DEMO_PASSWORD}
