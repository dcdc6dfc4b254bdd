from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints, model_validator

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import Language, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.kernel.models import Unit
from egnatia.kernel.units import choices
from egnatia.node.referral.models import Basis

NeedText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=300)]


def _protection_services() -> list[tuple[str, str]]:
    return choices(Unit.Kind.PROTECTION)


class Service(Input):
    """Which service is asked, and why it may be told."""

    receiver: Annotated[str, Ask(_("To which service"), choices=_protection_services)]
    basis: Annotated[Basis, Ask(_("Why the data may be handed over"), choices=lambda: Basis.choices)]
    consent_language: Annotated[Language | None, Ask(_("Language in which the person agreed"), _("If the person agreed."), choices=languages.choices)] = None
    message: Annotated[Note, Ask(_("Message to the service"), _("Only what the service needs."), widget="textarea")] = ""

    @model_validator(mode="after")
    def consent_has_a_language(self) -> Service:
        if self.basis is Basis.CONSENT and not self.consent_language:
            raise ValueError(str(_("Say in which language the person agreed.")))
        return self


class Offer(Service):
    """Hand a person over to a service or an authority."""

    source_case: Annotated[UUID, Ask(_("Case"), widget="hidden")]
    need: Annotated[NeedText, Ask(_("What is asked of the service"), _("For example: guardian for a child, safe shelter, medical care. No diagnosis."))]


class HandOver(Offer):
    """A hand-over to the authority of a screening's outcome: made by the referral of the screening alone."""


class Decline(Input):
    reason: Annotated[Reason, Ask(_("Why the service cannot take this"), _("The sender sees it and looks for another service."))]
