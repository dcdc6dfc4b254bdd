"""Where quoted words stand in a text: word by word, whatever the line breaks and capitals."""

from __future__ import annotations

import re
import unicodedata


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Start and end in ``text``, which is in composed form (NFC); None where the words do not stand there, or say nothing.

    Whole words: "possible" does not stand in "impossible"."""
    parts = unicodedata.normalize("NFC", quote).split()
    wanted = r"\s+".join(map(re.escape, parts))
    match = re.search(rf"(?<!\w){wanted}(?!\w)", text, re.IGNORECASE) if parts else None
    return match.span() if match else None
