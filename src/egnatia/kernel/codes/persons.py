"""Code lists about persons: ISO 5218 sex, age bands of the regional template, and how names are kept."""

from __future__ import annotations

import unicodedata
from enum import IntEnum

from django.utils.translation import gettext_lazy as _


class Sex(IntEnum):
    """ISO 5218."""

    NOT_KNOWN = 0
    MALE = 1
    FEMALE = 2
    NOT_APPLICABLE = 9


SEX_LABELS = {Sex.FEMALE: _("Female"), Sex.MALE: _("Male"), Sex.NOT_KNOWN: _("Not known"), Sex.NOT_APPLICABLE: _("Other or not stated")}
# Eurostat's codes, as the regional template uses them.
SEX_TO_TEMPLATE = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.NOT_KNOWN: "UNK", Sex.NOT_APPLICABLE: "UNK"}

AGE_BANDS = ("Y_LT14", "Y14-17", "Y18-34", "Y35-64", "Y_GE65", "UNK")


def age_band(age: int | None) -> str:
    """Eurostat asylum age band of a number of completed years."""
    if age is None:
        return "UNK"
    for band, below in (("Y_LT14", 14), ("Y14-17", 18), ("Y18-34", 35), ("Y35-64", 65)):
        if age < below:
            return band
    return "Y_GE65"


def script_of(text: str) -> str:
    """ISO 15924 code of the first letter's script, for the scripts of this region's work; Zyyy when there is no letter."""
    for char in text:
        if char.isalpha():
            word = unicodedata.name(char, "").split(" ")[0]
            return {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "GREEK": "Grek", "DEVANAGARI": "Deva", "BENGALI": "Beng", "ETHIOPIC": "Ethi"}.get(
                word, "Zzzz"
            )
    return "Zyyy"
