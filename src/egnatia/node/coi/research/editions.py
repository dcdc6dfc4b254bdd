"""An edition: what stands on the day on which a second reader publishes it, as JSON that never changes, as PDF, and as a document of the library."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from egnatia.kernel import moment, pdf
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.editions import FORMAT, read
from egnatia.kernel.models import CaseFile
from egnatia.node.coi import citing
from egnatia.node.coi import selectors as library
from egnatia.node.coi.models import Topic
from egnatia.node.coi.research import selectors
from egnatia.node.information.leaflets import TAGS

_SOURCE = Path(__file__).parent / "edition.typ"
# Languages in which the program speaks, for those in which an edition is written.
_SPOKEN = {
    **dict.fromkeys(("arb", "ara"), "ar"),
    **dict.fromkeys(("pes", "prs", "fas"), "fa"),
    **dict.fromkeys(("pbu", "pus"), "ps"),
    **dict.fromkeys(("bos", "hrv"), "bs"),
    "sqi": "sq",
    "cnr": "cnr",
    "srp": "sr",
    "mkd": "mk",
    "tur": "tr",
}


def compose(case: CaseFile, number: int, publisher: str) -> dict[str, Any]:
    """What the edition says, in its own language where the program speaks it. Names nobody who works here, and nobody who asked."""
    one = selectors.of(case)
    with translation.override(_SPOKEN.get(one.language, "en")):
        claims, empty = selectors.stated(case), selectors.nothing(case)
        documents = {each.document for stated in claims for each in (*stated.supports, *stated.otherwise)}
        old = library.outdated(documents)
        return {
            "format": FORMAT,
            "number": case.number,
            "edition": number,
            # Two countries that say the same say it as two.
            "node": settings.EGNATIA_COUNTRY,
            "node_name": countries.name(settings.EGNATIA_COUNTRY),
            "kind": str(one.get_kind_display()),
            "title": one.title,
            "publisher": publisher,
            "published_on": moment.today().isoformat(),
            "country": one.country,
            "country_name": countries.name(one.country),
            "topics": [[code, str(Topic(code).label)] for code in one.topics.split()],
            "language": one.language,
            "tag": TAGS.get(one.language, "und"),
            "rtl": one.language in languages.RIGHT_TO_LEFT,
            "period": selectors.period(one),
            "absence": str(selectors.ABSENCE),
            "words": _words(),
            "footnote": str(countries.KOSOVO_FOOTNOTE),
            "questions": [
                {
                    "number": at,
                    "question": text,
                    "claims": [_claim(each, old) for each in claims if each.claim.question == at],
                    "nothing": [{"terms": each.terms, "looked_in": each.looked_in, "on": each.on.isoformat()} for each in empty if each.question == at],
                }
                for at, text in enumerate(one.questions, 1)
            ],
        }


def _claim(one: selectors.Stated, old: dict[Any, Any]) -> dict[str, Any]:
    sides = {name: [_place(each, old) for each in found] for name, found in (("supports", one.supports), ("otherwise", one.otherwise))}
    return {"number": one.claim.number, "text": one.claim.text, "one_source": one.rests_on_one, **sides}


def _place(one: library.Cited, old: dict[Any, Any]) -> dict[str, Any]:
    return {
        "quote": one.quote,
        "translation": one.translation,
        "translated_by": one.translated_by,
        "pinpoint": one.pinpoint,
        "document": one.number,
        "sha256": one.digest,
        "language": languages.name(one.language),
        "citation": citing.footnote(one),
        "checked": bool(one.found),
        "may_not_hold": [str(each.text) for each in old[one.document]],
    }


def sealed(told: dict[str, Any]) -> tuple[bytes, str]:
    """The bytes that are kept, and their SHA-256. Raises BadEdition for what other nodes could not read."""
    content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    read(content)
    return content, hashlib.sha256(content).hexdigest()


def paper(told: dict[str, Any], digest: str) -> bytes:
    """The edition as PDF, with the digest of its data."""
    return pdf.make(_SOURCE, {**told, "digest": digest, "lang": told["tag"].split("-")[0]})


def _words() -> dict[str, str]:
    return {
        "edition": _("Edition"),
        "period": _("Period"),
        "topics": _("Topics"),
        "supports": _("Says so"),
        "otherwise": _("Says otherwise"),
        "one_source": _("One source alone says so."),
        "nothing": _("No information was found."),
        "terms": _("Looked for"),
        "looked_in": _("Where"),
        "on": _("On"),
        "may_not_hold": _("May not hold any more"),
        "unchecked": _("words read by a person, not checked by the program"),
        "neutral": _("Information about a country. It judges no application, and is no country guidance."),
        "translated_by": _("Translated by"),
        "data": _("Data of this edition"),
    }
