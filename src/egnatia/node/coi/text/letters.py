"""Letters folded together that readers take for the same: Cyrillic and Latin of one language, Arabic and Persian kinds of one letter, digits, marks.

Only what is compared is folded; texts and quotations stay as they are.
"""

from __future__ import annotations

import unicodedata

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Serbian, Bosnian, Montenegrin and Macedonian Cyrillic by the Latin alphabet of the same languages, already without its marks.
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезијклмнопрстуфхц", "abvgdezijklmnoprstufhc", strict=True)),
        "ђ": "dj",
        "ж": "z",
        "љ": "lj",
        "њ": "nj",
        "ћ": "c",
        "ч": "c",
        "џ": "dz",
        "ш": "s",
        "ѓ": "g",
        "ќ": "k",
        "ѕ": "dz",
    }
)
# Arabic, Persian, Dari, Pashto, Sorani and Urdu by the Persian letter that stands for the same: forms of alef, ya, kaf, ta marbuta and the Pashto letters.
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىيۍېئێے", "ی"),
        **dict.fromkeys("ةۀۂھہە", "ه"),
        "ك": "ک",
        "ؤ": "و",
        "ۆ": "و",
        "ګ": "گ",
        "ڼ": "ن",
        "ټ": "ت",
        "ډ": "د",
        "ړ": "ر",
        "ڕ": "ر",
        "ڵ": "ل",
        "ښ": "ش",
        "ږ": "ژ",
        "ځ": "ز",
        "څ": "س",
    }
)
# Tatweel only stretches a word; joiners only shape it; a byte order mark says nothing.
_SILENT = dict.fromkeys(map(ord, "ـ\u200c\u200d\u200e\u200f\ufeff’'"))
_APART = str.maketrans({"đ": "dj", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


def bare(text: str) -> str:
    """Without marks over and under letters (vowel signs too), in composed form."""
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


def digits(text: str) -> str:
    return text.translate(_DIGITS)


def lower(word: str, *, turkish: bool = False) -> str:
    """Small letters; of Turkish I is ı and İ is i."""
    return (word.replace("I", "ı").replace("İ", "i") if turkish else word).lower()


def latin(word: str) -> str:
    """Cyrillic letters as Latin ones; others as they are."""
    return word.translate(_CYRILLIC)


def persian(word: str) -> str:
    """Each letter of an Arabic script as the Persian one that stands for it."""
    return word.translate(_ARABIC)


def silent(word: str) -> str:
    return word.translate(_SILENT)


def folded(word: str) -> str:
    """A word as any of these languages would look for it: one script, no marks, small letters. The same for every language."""
    small = silent(digits(word)).lower()
    return persian(latin(bare(small.translate(_APART)))).translate(_APART)


def bare_of_vowels(word: str) -> str:
    """Without vowel signs, but with hamza and madda where they are part of a letter: the Arabic stemmer reads them."""
    composed = unicodedata.normalize("NFKC", word)
    return "".join(char for char in composed if not unicodedata.combining(char))
