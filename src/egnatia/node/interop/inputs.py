from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints, model_validator

from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.interop import profiles, readiness


def _profiles() -> list[tuple[str, str]]:
    return list(profiles.titles().items())


def _categories() -> list[tuple[str, str]]:
    found = {category for code, _title in _profiles() for category in readiness.categories_of(profiles.elements(code))}
    return [(one, one) for one in sorted(found)]


def _known(value: str) -> str:
    if value not in dict(_profiles()):
        raise ValueError(_("Choose a profile of the list."))
    return value


class AskExport(Input):
    profile: Annotated[str, AfterValidator(_known), Ask(_("Profile"), choices=_profiles, widget="select")]
    category: Annotated[str, Ask(_("Category"), choices=_categories, widget="select")]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("What the file is needed for"), widget="textarea")]

    @model_validator(mode="after")
    def the_profile_has_the_category(self) -> AskExport:
        if self.category not in readiness.categories_of(profiles.elements(self.profile)):
            raise ValueError(str(_("This profile has no such category: see its elements.")))
        return self
