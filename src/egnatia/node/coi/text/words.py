"""Words of a text with their places, and what is compared of each: stem, folded form, and groups of four letters.

Snowball has stemmers for some of the languages; Albanian, Macedonian and Pashto lose their commonest endings by a rule of thumb. Serbian, Bosnian,
Montenegrin and Croatian are one language here, in both scripts. Groups of letters find what no stemmer knows, and names in other spellings.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import Stemmer

from egnatia.node.coi.text import letters

# A word: letters and digits with the marks that stand on them and the joiners between them. An apostrophe parts: l'homme, Ankara'da, women's.
_INDIC = "\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7"
_MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d" + _INDIC
WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]+)*[{_MARKS}]*")
# ISO 639-3 (and the macro-languages) to the family that is analysed as one.
FAMILIES = {
    **dict.fromkeys(("eng",), "eng"),
    **dict.fromkeys(("fra",), "fra"),
    **dict.fromkeys(("deu",), "deu"),
    **dict.fromkeys(("tur",), "tur"),
    **dict.fromkeys(("bos", "hrv", "srp", "cnr", "hbs"), "hbs"),
    **dict.fromkeys(("mkd",), "mkd"),
    **dict.fromkeys(("sqi", "als", "aln"), "sqi"),
    **dict.fromkeys(("ara", "arb", "apc", "acm", "arz", "ary", "ajp"), "ara"),
    **dict.fromkeys(("fas", "pes", "prs"), "fas"),
    **dict.fromkeys(("pus", "pbu", "pbt", "pst"), "pus"),
}
OTHER = "und"
_SNOWBALL = {"eng": "english", "fra": "french", "deu": "german", "tur": "turkish", "hbs": "serbian", "ara": "arabic", "fas": "persian"}
_ENDINGS = {
    "mkd": (5, re.compile("(?:ovite|evite|ata|oto|ite|ta|to|ot|te|ov|on)$")),
    "sqi": (5, re.compile("(?:ave|eve|ve|it|in|te|et|at|se|t|n|s|e|a|i|u)$")),
    "pus": (4, re.compile("(?:ونه|ونو|انو|ان|ین|ونی|و)$")),
}
_ARABIC_SCRIPT = frozenset({"ara", "fas", "pus"})
GRAM = 4
# No word is longer; what is (an address, a table without blanks) is compared by its beginning.
LONGEST = 64


class Term(NamedTuple):
    """What is compared of one word. ``grams``: groups of four letters, separated by blanks."""

    stem: str
    surface: str
    grams: str


class Word(NamedTuple):
    """One word of a text: ``text[start:end]``."""

    term: Term
    start: int
    end: int


def family(language: str) -> str:
    """The family of an ISO 639-3 code; ``und`` of one without rules here."""
    return FAMILIES.get(language, OTHER)


@cache
def _stemmer(of: str) -> Stemmer.Stemmer:
    # Terms are remembered below, so the stemmer need not.
    return Stemmer.Stemmer(_SNOWBALL[of], 0)


def _stem(word: str, of: str) -> str:
    if of in _ARABIC_SCRIPT:
        raw = letters.silent(letters.digits(letters.bare_of_vowels(word)))
        if of == "ara":
            raw = _stemmer(of).stemWord(raw)
        elif of == "fas":
            raw = _stemmer(of).stemWord(raw.replace("ي", "ی").replace("ك", "ک"))
        found = letters.persian(raw)
    elif of == "tur":
        return str(_stemmer(of).stemWord(letters.silent(letters.digits(letters.lower(word, turkish=True)))))
    elif of == "eng":
        return str(_stemmer(of).stemWord(letters.bare(letters.digits(word).lower().replace("’", "'"))))
    else:
        found = letters.folded(word)
        if of in _SNOWBALL:
            return str(_stemmer(of).stemWord(found))
    least, ending = _ENDINGS.get(of, (0, None))
    return ending.sub("", found, count=1) if ending and len(found) > least else found


def _grams(word: str) -> str:
    """With a sign for beginning and end, so that where a group stands counts too."""
    marked = f"_{word}_"
    return marked if len(marked) <= GRAM else " ".join([marked[at : at + GRAM] for at in range(len(marked) - GRAM + 1)])


class _Terms(dict[str, Term]):
    """Terms of one family by word, remembered: a library has few different words, over and over."""

    MOST = 300_000

    def __init__(self, of: str) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, word: str) -> Term:
        if len(word) > LONGEST:
            return self[word[:LONGEST]]
        surface = letters.folded(word)
        made = Term(_stem(word, self._of) or surface, surface, _grams(surface))
        if len(self) >= self.MOST:
            self.clear()
        self[word] = made
        return made


_KNOWN: dict[str, _Terms] = {}


def _terms(of: str) -> _Terms:
    if of not in _KNOWN:
        _KNOWN[of] = _Terms(of)
    return _KNOWN[of]


def term(word: str, of: str) -> Term:
    """What is compared of one word. ``of``: a family."""
    return _terms(of)[word]


def terms(text: str, of: str) -> list[Term]:
    """Of all words of a text, in order. ``of``: a family."""
    known = _terms(of)
    return [found for word in WORD.findall(text) if (found := known[word]).surface]


def words(text: str, of: str) -> Iterator[Word]:
    """Words with their places in characters. ``of``: a family."""
    known = _terms(of)
    for match in WORD.finditer(text):
        if (found := known[match.group()]).surface:
            yield Word(found, match.start(), match.end())


@cache
def stop_words(of: str) -> frozenset[str]:
    """Folded forms of words that carry no meaning alone; none for a family without a list."""
    lists = tomllib.loads((Path(__file__).parent / "stopwords.toml").read_text(encoding="utf-8"))
    return frozenset(letters.folded(one) for one in lists.get(of, "").split())
