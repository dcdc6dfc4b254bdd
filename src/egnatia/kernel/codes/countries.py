"""Countries: ISO 3166-1 alpha-3 as stored, XKX for Kosovo*, and the codes that only documents or old records carry.

Sources: ISO 3166-1 (pycountry), ICAO Doc 9303-3 section 5 for travel-document codes; Kosovo* has no ISO code, XKX is user-assigned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import pycountry
from django.utils.translation import gettext_lazy as _

KOSOVO = "XKX"
KOSOVO_FOOTNOTE = _(
    "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo "
    "declaration of independence."
)
SEVEN = ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB", "TUR")


class UnknownCode(ValueError):
    """The text is not in the code list; the message names the list and what it accepts."""


@dataclass(frozen=True)
class Country:
    """One entry: alpha-3 as stored, alpha-2 if any, English name; ``until`` for a state that no longer exists."""

    alpha3: str
    alpha2: str
    name: str
    until: date | None = None
    only_in_documents: bool = False


# Codes that are no country's ISO code but stand in documents (ICAO 9303-3) or in old records (ISO 3166-3).
_SPECIAL = (
    Country(KOSOVO, "XK", "Kosovo*"),
    Country("YUG", "YU", "Yugoslavia", until=date(2003, 7, 23)),
    Country("SCG", "CS", "Serbia and Montenegro", until=date(2006, 6, 5)),
    Country("SUN", "SU", "Soviet Union", until=date(1992, 8, 30)),
    Country("XXA", "", "Stateless person (1954 Convention)", only_in_documents=True),
    Country("XXB", "", "Refugee (1951 Convention)", only_in_documents=True),
    Country("XXC", "", "Refugee (other)", only_in_documents=True),
    Country("XXX", "", "Unspecified nationality", only_in_documents=True),
    Country("UTO", "", "Utopia (specimen documents)", only_in_documents=True),
    Country("UNO", "", "United Nations Organization", only_in_documents=True),
    Country("UNA", "", "United Nations specialized agency", only_in_documents=True),
    Country("EUE", "EU", "European Union (laissez-passer)", only_in_documents=True),
    Country("XOM", "", "Sovereign Military Order of Malta", only_in_documents=True),
    Country("XPO", "", "Interpol", only_in_documents=True),
    Country("GBD", "", "British overseas territories citizen", only_in_documents=True),
    Country("GBN", "", "British national (overseas)", only_in_documents=True),
    Country("GBO", "", "British overseas citizen", only_in_documents=True),
    Country("GBP", "", "British protected person", only_in_documents=True),
    Country("GBS", "", "British subject", only_in_documents=True),
)
# RKS stands on Kosovo* passports, UNK on documents issued by UNMIK, XXK in some readers; D and EL are Germany and Greece.
ALIASES = {"XK": KOSOVO, "XXK": KOSOVO, "RKS": KOSOVO, "UNK": KOSOVO, "KOS": KOSOVO, "D": "DEU", "EL": "GRC", "UK": "GBR", "ROM": "ROU"}
_NAMES = {
    "TUR": "Türkiye",
    "BIH": "Bosnia and Herzegovina",
    "MKD": "North Macedonia",
    "IRN": "Iran",
    "SYR": "Syria",
    "PSE": "Palestine",
    "VEN": "Venezuela",
    "MDA": "Moldova",
    "TZA": "Tanzania",
    "COD": "DR Congo",
    "COG": "Congo",
    "PRK": "DPR Korea",
    "KOR": "Republic of Korea",
    "BOL": "Bolivia",
    "TWN": "Taiwan",
    "FSM": "Micronesia",
    "LAO": "Laos",
    "RUS": "Russia",
    "GBR": "United Kingdom",
    "VNM": "Viet Nam",
    "BRN": "Brunei",
}


@cache
def table() -> dict[str, Country]:
    """All entries by alpha-3."""
    entries = {one.alpha_3: Country(one.alpha_3, one.alpha_2, _NAMES.get(one.alpha_3, one.name)) for one in pycountry.countries}
    return entries | {one.alpha3: one for one in _SPECIAL}


@cache
def _by_alpha2() -> dict[str, str]:
    return {one.alpha2: one.alpha3 for one in table().values() if one.alpha2}


def alpha3(text: str) -> str:
    """Canonical alpha-3 for an alpha-3, an alpha-2 or an alias, in any case. Raises UnknownCode."""
    code = text.strip().upper()
    code = ALIASES.get(code, code)
    if code in table():
        return code
    if code in _by_alpha2():
        return _by_alpha2()[code]
    raise UnknownCode(f"“{text.strip()[:12]}” is not a country code: use ISO 3166-1 alpha-3 such as AFG, or XKX for Kosovo*")


def alpha2(code: str) -> str:
    """ISO 3166-1 alpha-2 (XK for Kosovo*). Raises UnknownCode when the entry has none."""
    entry = table()[alpha3(code)]
    if not entry.alpha2:
        raise UnknownCode(f"{entry.alpha3} has no alpha-2 code")
    return entry.alpha2


def name(code: str) -> str:
    """English name; Kosovo* with its asterisk, an unknown code as itself."""
    entry = table().get(code)
    return entry.name if entry else code


def nationality_choices() -> list[tuple[str, str]]:
    """(alpha-3, label) of everything that can be a person's nationality today, by name."""
    current = [one for one in table().values() if one.until is None and (not one.only_in_documents or one.alpha3 in {"XXA", "XXB", "XXX"})]
    return [(one.alpha3, f"{one.name} ({one.alpha3})") for one in sorted(current, key=lambda one: one.name)]
