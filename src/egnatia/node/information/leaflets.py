"""Leaflets as text: what the project ships, how a file is read and checked, and what the page and the PDF show of it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from egnatia.kernel import pdf
from egnatia.kernel.codes import languages
from egnatia.node.information.items import MANDATORY, Step

_FOLDER = Path(__file__).parent / "leaflets"
# Read and understood by speakers of these; Central Kurdish (ckb) is not Kurmanji, and has no leaflet.
READ_AS = {"apc": "arb", "acm": "arb", "arz": "arb", "ary": "arb", "pbt": "pbu", "pst": "pbu", "hrv": "bos"}
WORDS = ("unreviewed", "not_clear", "contacts", "told_by")
# BCP 47, for browsers and screen readers, and for the shaping of letters.
TAGS = {
    "arb": "ar",
    "prs": "fa-AF",
    "pes": "fa",
    "pbu": "ps",
    "urd": "ur",
    "kmr": "ku",
    "tur": "tr",
    "eng": "en",
    "sqi": "sq",
    "bos": "bs",
    "cnr": "sr-Latn-ME",
    "srp": "sr",
    "mkd": "mk",
    "fra": "fr",
}
OWN_NAMES = {
    "arb": "العربية",
    "prs": "دری",
    "pes": "فارسی",
    "pbu": "پښتو",
    "urd": "اردو",
    "kmr": "Kurmancî",
    "tur": "Türkçe",
    "eng": "English",
    "sqi": "Shqip",
    "bos": "Bosanski",
    "cnr": "Crnogorski",
    "srp": "Српски",
    "mkd": "Македонски",
    "fra": "Français",
}


class NotALeaflet(ValueError):
    """The file cannot be read as a leaflet; the message says what is missing."""


def language_for(language: str) -> str:
    """Of which language's leaflet a speaker of ``language`` (ISO 639-3) reads."""
    return READ_AS.get(language, language)


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """Texts of the project by language: titles by step, items, words. Made by machine, and marked so."""
    return {one.stem: tomllib.loads(one.read_text(encoding="utf-8")) for one in sorted(_FOLDER.glob("*.toml"))}


def shipped_leaflet(step: Step, language: str) -> bytes:
    """The part of one step as a file of its own, in the form that ``read`` takes."""
    known = shipped()[language]
    lines = [f'{word} = "{known[word]}"' for word in WORDS]
    lines += [f'title = "{known["titles"][step]}"', "[items]", *(f'{one} = "{known["items"][one]}"' for one in MANDATORY[step])]
    return ("\n".join(lines) + "\n").encode()


def read(content: bytes, step: str) -> dict[str, Any]:
    """A leaflet's file: ``title``, the four words, and ``items`` with a text for each that is mandatory. Raises NotALeaflet."""
    try:
        found = tomllib.loads(bytes(content).decode("utf-8-sig"))
    except (ValueError, RecursionError):  # also numbers without end and brackets without end
        raise NotALeaflet(_("This is no TOML file in UTF-8: take the file of another language as the pattern.")) from None
    items = found.get("items")
    texts = items if isinstance(items, dict) else {}
    wanted = [(found, one) for one in ("title", *WORDS)] + [(texts, str(one)) for one in MANDATORY[Step(step)]]
    missing = [one for where, one in wanted if not (isinstance(where.get(one), str) and where[one].strip())]
    if missing:
        raise NotALeaflet(_("These texts are missing, or do not stand where the other languages have them: %(names)s.") % {"names": ", ".join(missing)})
    return {"title": found["title"], "items": {one: texts[one] for one in MANDATORY[Step(step)]}, **{word: found[word] for word in WORDS}}


def shown(content: bytes, step: str, language: str, *, reviewed: bool) -> dict[str, Any]:
    """What the page and ``leaflet.typ`` set: texts in order, direction, and the mark of a translation that nobody has read."""
    found = read(content, step)
    return {
        "title": found["title"],
        "items": [{"code": one, "text": found["items"][one], "isolated": pdf.isolated(found["items"][one])} for one in MANDATORY[Step(step)]],
        "not_clear": found["not_clear"],
        "contacts": found["contacts"],
        "told_by": found["told_by"],
        "unreviewed": "" if reviewed else found["unreviewed"],
        "unreviewed_eng": "" if reviewed else shipped()["eng"]["unreviewed"],
        "lang": TAGS.get(language, language),
        "rtl": language in languages.RIGHT_TO_LEFT,
        "name": OWN_NAMES.get(language, languages.name(language)),
    }
