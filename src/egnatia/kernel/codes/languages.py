"""Languages: ISO 639-3 (python-iso639), with those of interpreter work first and under the names that staff use."""

from __future__ import annotations

from functools import cache

import iso639

from egnatia.kernel.codes.countries import UnknownCode

# Individual languages, not macro-languages: an Arabic interpreter is asked for by variety, Dari is not Farsi.
WORKING = {
    "arb": "Arabic, Standard",
    "apc": "Arabic, Levantine",
    "acm": "Arabic, Iraqi",
    "arz": "Arabic, Egyptian",
    "ary": "Arabic, Moroccan",
    "prs": "Dari",
    "pes": "Farsi (Iran)",
    "pbu": "Pashto, Northern",
    "pbt": "Pashto, Southern",
    "pst": "Pashto, Central",
    "kmr": "Kurdish, Kurmanji",
    "ckb": "Kurdish, Sorani",
    "urd": "Urdu",
    "pnb": "Punjabi, Western",
    "ben": "Bengali",
    "som": "Somali",
    "tir": "Tigrinya",
    "amh": "Amharic",
    "fra": "French",
    "eng": "English",
    "rus": "Russian",
    "tur": "Turkish",
    "sqi": "Albanian",
    "bos": "Bosnian",
    "hrv": "Croatian",
    "srp": "Serbian",
    "cnr": "Montenegrin",
    "mkd": "Macedonian",
    "rom": "Romani",
    "nep": "Nepali",
    "hin": "Hindi",
    "ukr": "Ukrainian",
    "spa": "Spanish",
}
# Of documents, beside those above.
_PUBLISHED = ("deu", "ell", "bul", "ron", "slv", "ita", "nld", "por", "swe", "pus", "fas", "ara", "kur", "zho", "uzb", "tgk", "tuk", "sin", "tam")
RIGHT_TO_LEFT = frozenset({"ara", "fas", "pus", "arb", "apc", "acm", "arz", "ary", "prs", "pes", "pbu", "pbt", "pst", "ckb", "urd", "pnb"})


@cache
def _all() -> dict[str, str]:
    return {one.part3: one.name for one in iso639.ALL_LANGUAGES if one.part3}


def code(text: str) -> str:
    """ISO 639-3 code for a code of part 1, 2 or 3. Raises UnknownCode."""
    wanted = text.strip().lower()
    if wanted in _all():
        return wanted
    try:
        return str(iso639.Language.match(wanted).part3)
    except iso639.LanguageNotFoundError:
        raise UnknownCode(f"“{text.strip()[:12]}” is not a language code: use ISO 639-3 such as prs (Dari) or pes (Farsi)") from None


def name(value: str) -> str:
    return WORKING.get(value) or _all().get(value, value)


def of_documents() -> list[tuple[str, str]]:
    """The working languages and those in which more is published about countries than spoken here, by label."""
    return sorted([*choices(), *((key, f"{name(key)} ({key})") for key in _PUBLISHED)], key=lambda one: one[1])


def choices() -> list[tuple[str, str]]:
    """(code, label) of the working languages, by label."""
    return sorted(((key, f"{label} ({key})") for key, label in WORKING.items()), key=lambda one: one[1])
