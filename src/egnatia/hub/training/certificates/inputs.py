from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints

from egnatia.kernel.engine.spec import Ask, Input


class Issue(Input):
    """For whom, by the reference of their place."""

    place: Annotated[UUID, Ask(_("Place"), widget="hidden")]


class AskRevocation(Input):
    why: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Why"), _("No names. The country is told this."), "textarea")]
