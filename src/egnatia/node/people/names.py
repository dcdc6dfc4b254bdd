"""Words of a name, folded so that spellings of one name in Latin, Cyrillic and Arabic script meet: what the search index is made of."""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџшѓќѕйыэюяьъщё",
        (
            "a",
            "b",
            "v",
            "g",
            "d",
            "dj",
            "e",
            "z",
            "z",
            "i",
            "j",
            "k",
            "l",
            "lj",
            "m",
            "n",
            "nj",
            "o",
            "p",
            "r",
            "s",
            "t",
            "c",
            "u",
            "f",
            "h",
            "c",
            "c",
            "dz",
            "s",
            "g",
            "k",
            "dz",
            "j",
            "i",
            "e",
            "ju",
            "ja",
            "",
            "",
            "s",
            "e",
        ),
        strict=True,
    )
)
_ARABIC = {
    "ا": "a",
    "أ": "a",
    "إ": "i",
    "آ": "a",
    "ب": "b",
    "پ": "p",
    "ت": "t",
    "ث": "s",
    "ج": "j",
    "چ": "c",
    "ح": "h",
    "خ": "h",
    "د": "d",
    "ډ": "d",
    "ذ": "z",
    "ر": "r",
    "ړ": "r",
    "ز": "z",
    "ژ": "z",
    "ږ": "z",
    "س": "s",
    "ش": "s",
    "ښ": "s",
    "ص": "s",
    "ض": "z",
    "ط": "t",
    "ظ": "z",
    "ع": "",
    "غ": "g",
    "ف": "f",
    "ق": "k",
    "ك": "k",
    "ک": "k",
    "گ": "g",
    "ګ": "g",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ڼ": "n",
    "ه": "h",
    "ة": "a",
    "و": "v",
    "ؤ": "v",
    "ي": "j",
    "ی": "j",
    "ى": "a",
    "ې": "j",
    "ۍ": "j",
    "ئ": "j",
    "ء": "",
    "ټ": "t",
}
_DIGRAPHS = (
    ("kh", "h"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "c"),
    ("th", "s"),
    ("dh", "z"),
    ("zh", "z"),
    ("ph", "f"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("q", "k"),
    ("w", "v"),
    ("y", "j"),
    ("x", "ks"),
    ("đ", "dj"),
    ("ı", "i"),
    ("ß", "ss"),
    ("ø", "o"),
    ("ł", "l"),
)


def words(text: str) -> list[str]:
    """Lower-case words, accents removed, in Latin letters whatever the script."""
    plain = "".join(_CYRILLIC.get(char, _ARABIC.get(char, char)) for char in unicodedata.normalize("NFC", text).casefold())
    for old, new in _DIGRAPHS:
        plain = plain.replace(old, new)
    letters = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return re.findall(r"[a-z]+", letters)


def skeleton(word: str) -> str:
    """Consonants without doubles: Mohammed, Muhamad and محمد become mhmd. v and j count as vowels inside a word, as Arabic script writes them."""
    head, tail = word[:1], re.sub(r"[aeiouvj]", "", word[1:])
    joined = re.sub(r"(.)\1+", r"\1", (head if head not in "aeiouvj" else "") + tail)
    return re.sub(r"h$", "", joined) or head


def index_words(text: str) -> set[str]:
    """What is indexed for a name and looked up for a query: the skeleton of each word of two letters or more."""
    return {skeleton(word) for word in words(text) if len(word) > 1 and word not in {"al", "el", "bin", "ibn"}}
