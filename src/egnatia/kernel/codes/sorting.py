"""How names are ordered: by a computed key, the same on every server, since no collation of the database can be relied on (stack: no ICU)."""

from __future__ import annotations

import unicodedata

# Letters that do not come apart into a base letter and a mark.
_BASE = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


def sort_key(text: str) -> tuple[str, str]:
    """(base letters in lower case, the text itself): Ćiro stands after čaj and before Đuro, Cyrillic and Arabic after Latin."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    base = "".join(char for char in apart if not unicodedata.combining(char)).translate(_BASE)
    return base, text
