from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Delivery, Group
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.spec import Ask, Input

Text200 = Annotated[str, StringConstraints(max_length=200)]


def _lines(value: str) -> str:
    """One outcome in a line, each short enough to be read."""
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    if not lines or len(lines) > 20 or any(len(line) > 200 for line in lines):
        raise ValueError(_now("Write one to twenty outcomes, one in a line, each of 200 characters at most."))
    return "\n".join(lines)


class DraftModule(Input):
    """A new module, or the next version of one that is published under the same code."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,23}$"), Ask(_("Code"), _("Capitals; that of a known module makes its next version."))]
    title: Annotated[str, StringConstraints(min_length=1, max_length=120), Ask(_("Title"))]
    group: Annotated[Group, Ask(_("Group"), choices=lambda: Group.choices, widget="select")]
    target_group: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("For whom"))]
    eqf: Annotated[int | None, Field(ge=1, le=8), Ask(_("EQF level"), _("Empty where nobody has said it."))] = None
    entry: Annotated[Text200, Ask(_("What somebody needs to begin"))] = ""
    prerequisites: Annotated[list[str], Field(max_length=10), Ask(_("Modules before it"), choices=selectors.module_choices)] = []
    languages: Annotated[list[str], Field(min_length=1, max_length=20), Ask(_("Languages"), _("In which it is taught."), "select_many", languages.choices)]
    outcomes: Annotated[str, AfterValidator(_lines), Ask(_("Whoever passes it …"), _("One outcome in a line."), "textarea", rows=6)]
    delivery: Annotated[Delivery, Ask(_("How it is taught"), choices=lambda: Delivery.choices, widget="radio")]
    assessment: Annotated[Text200, Ask(_("How it is assessed"))] = ""
    hours: Annotated[int | None, Field(ge=1, le=500), Ask(_("Hours of work"))] = None
    source: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Source"))]

    @model_validator(mode="after")
    def not_before_itself(self) -> DraftModule:
        if self.code in self.prerequisites:
            raise ValueError(_now("A module cannot come before itself: take it out of the modules before it."))
        return self
