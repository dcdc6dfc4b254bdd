"""Whether quoted words stand in a text: word by word, whatever the line breaks and capitals."""

from __future__ import annotations

import re


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def stands_in(words: str, text: str) -> bool:
    """Whether ``words`` stand in ``text``; no words stand nowhere."""
    wanted = _plain(words)
    return bool(wanted) and wanted in _plain(text)
