"""How something was found, from 1 to 5."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

Mark = Annotated[int, Field(ge=1, le=5)]


def choices() -> list[tuple[int, Any]]:
    return [(5, _("5: very good")), (4, "4"), (3, "3"), (2, "2"), (1, _("1: very bad"))]
