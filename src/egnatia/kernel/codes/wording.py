"""Words that no text of the programme uses of people: a stay or an entry may be irregular, a person is never illegal."""

from __future__ import annotations

import re

_HARSH = re.compile(r"illegal(?:s\b|(?:ly)?[ -]+(?:im)?migra|[ -]+(?:persons?|people|aliens?|entrants?)\b)\w*", re.IGNORECASE)


def harsh(text: str) -> str:
    """The first such words of a text, or nothing."""
    found = _HARSH.search(text)
    return found.group() if found else ""
