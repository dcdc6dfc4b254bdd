from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints

from egnatia.kernel.engine.spec import Ask, Input

Outcome = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class HandOver(Input):
    """A hand-over to the authority of a screening's outcome: made by the referral of the screening alone."""

    source_case: Annotated[UUID, Ask(_("Case"), widget="hidden")]
    receiver: Annotated[str, Ask(_("To which authority"))]
    outcome: Annotated[Outcome, Ask(_("Outcome of the screening"))]


class Decline(Input):
    reason: Annotated[Reason, Ask(_("Why the authority cannot take this"), _("The sender sees it and looks for another way."))]
