"""In which language a text is, and about which countries: proposals, for a person to confirm."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import pycountry

from egnatia.kernel.codes import countries as codes
from egnatia.node.coi.text import words

# ISO 639-1 of the identifier to ISO 639-3; Bosnian, Croatian and Serbian cannot be told apart by machine, a person says which it is.
_KNOWN = {
    "en": "eng",
    "fr": "fra",
    "de": "deu",
    "tr": "tur",
    "sq": "sqi",
    "mk": "mkd",
    "ar": "arb",
    "fa": "pes",
    "ps": "pbu",
    "ur": "urd",
    **dict.fromkeys(("bs", "hr", "sr"), "srp"),
    "ku": "kmr",
    "ru": "rus",
    "bg": "bul",
    "el": "ell",
}
# Languages in which pycountry has names, by family.
_NAMES = {"eng": "", "fra": "fr", "deu": "de", "tur": "tr", "sqi": "sq", "mkd": "mk", "ara": "ar", "fas": "fa", "pus": "ps", "hbs": "sr"}
# A country is proposed if it is named in at least this share of all namings, and twice.
_SHARE = 0.25


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(sorted(_KNOWN))
    return made


def language(text: str) -> str:
    """ISO 639-3; nothing of a text without letters."""
    if not re.search(r"[^\W\d_]", text):
        return ""
    if len(re.findall("[ڵڕۆێ]", text)) > len(text) / 100:
        return "ckb"  # letters that only Sorani has; the identifier does not know it
    return _KNOWN[str(_identifier().classify(text)[0])]


# Names of countries change their endings in these languages; in others a stem makes different words one (Malta and mal).
_INFLECTED = frozenset({"hbs", "mkd", "sqi"})


def _row(text: str, of: str) -> tuple[str, ...]:
    return tuple(one.stem if of in _INFLECTED else one.surface for one in words.terms(text, of))


@cache
def _names(of: str) -> dict[tuple[str, ...], str]:
    """Words of a name, by stem → alpha-3."""
    catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[_NAMES[of]], fallback=True) if _NAMES.get(of) else None
    found: dict[tuple[str, ...], str] = {}
    for one in pycountry.countries:
        for name in filter(None, (one.name, getattr(one, "common_name", ""))):
            said = catalogue.gettext(name) if catalogue else name
            for form in {said, said.split(",")[0]}:
                if row := _row(form, of):
                    found.setdefault(row, one.alpha_3)
    for name in ("Kosovo", "Kosova", "Косово", "كوسوفو"):
        found[_row(name, of)] = "XKX"
    return found


def countries(texts: Sequence[str], of_language: str) -> list[str]:
    """Alpha-3 of the countries that a text is about, the most often named first, at most five."""
    of = words.family(of_language)
    names = _names(of if of in _NAMES else "eng")
    longest = max(map(len, names))
    counted: Counter[str] = Counter()
    for text in texts:
        row = _row(text, of)
        at = 0
        while at < len(row):
            step = next((size for size in range(longest, 0, -1) if row[at : at + size] in names), 0)
            if step:
                counted[names[row[at : at + step]]] += 1
            at += step or 1
    total = counted.total()
    known = {code for code, _label in codes.nationality_choices()} | {"XKX"}
    return [code for code, times in counted.most_common(5) if times >= 2 and times / total >= _SHARE and code in known]
