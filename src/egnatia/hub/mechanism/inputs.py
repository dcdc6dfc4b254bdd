from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.kernel.codes import countries
from egnatia.kernel.engine.fields import File
from egnatia.kernel.engine.spec import Ask, Input

Euro = Annotated[Decimal, Field(ge=0, le=100_000_000, max_digits=11, decimal_places=2)]
Text500 = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Text200 = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def _share(code: str) -> Ask:
    return Ask(countries.name(code), _("EUR"))


class DraftEdition(Input):
    file: Annotated[File, Ask(_("The procedure (TOML)"), _("Steps with code, title, what, who, record, exit, core."), widget="file")]
    changes: Annotated[Text500, Ask(_("What is new in it"), widget="textarea")]


class ProposeBudget(Input):
    """A year's budget and its shares; they add up to the total."""

    year: Annotated[int, Field(ge=2016, le=2100), Ask(_("Year"))]
    source: Annotated[Text200, Ask(_("Where the money comes from"))]
    total: Annotated[Euro, Ask(_("Total in EUR"))]
    alb: Annotated[Euro, _share("ALB")] = Decimal(0)
    bih: Annotated[Euro, _share("BIH")] = Decimal(0)
    xkx: Annotated[Euro, _share("XKX")] = Decimal(0)
    mne: Annotated[Euro, _share("MNE")] = Decimal(0)
    mkd: Annotated[Euro, _share("MKD")] = Decimal(0)
    srb: Annotated[Euro, _share("SRB")] = Decimal(0)
    tur: Annotated[Euro, _share("TUR")] = Decimal(0)

    def shares(self) -> dict[str, Decimal]:
        """Country → EUR."""
        return {code: getattr(self, code.lower()) for code in countries.SEVEN}

    @model_validator(mode="after")
    def adds_up(self) -> ProposeBudget:
        if (found := sum(self.shares().values())) != self.total:
            raise ValueError(str(_("The shares add up to EUR %(found)s, not to the total: change one of them.") % {"found": found}))
        return self
