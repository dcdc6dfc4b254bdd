"""Words of papers in the languages of persons and authorities: one TOML file for each kind of paper, one table for each word."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

ENGLISH = "eng"
# Official language of each of the seven, where papers of an authority are written in it.
_OFFICIAL = {"SRB": "srp", "BIH": "bos", "MNE": "bos", "MKD": "mkd", "ALB": "sqi", "XKX": "sqi", "TUR": "tur"}
# Languages that share their words here: the standard one is read by all of them.
_SAME = {
    **dict.fromkeys(("arb", "apc", "acm", "arz", "ary"), "ara"),
    **dict.fromkeys(("prs", "pes"), "fas"),
    **dict.fromkeys(("pbu", "pbt", "pst"), "pus"),
    **dict.fromkeys(("cnr", "hrv"), "bos"),
}
_RIGHT_TO_LEFT = {"ara", "fas", "pus"}
# BCP 47, for screen readers and the shaping of letters.
_TAGS = {"ara": "ar", "fas": "fa", "pus": "ps", "srp": "sr", "bos": "bs", "mkd": "mk", "sqi": "sq", "tur": "tr", "eng": "en"}


@cache
def read(file: Path) -> dict[str, dict[str, str]]:
    """Word → language → text."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


class Words:
    """The words of one kind of paper, in English and in a second language."""

    def __init__(self, file: Path, second: str) -> None:
        """``second``: ISO 639-3. Where the file has no words of it, the paper is in English alone."""
        self._known = read(file)
        code = _SAME.get(second, second)
        first = next(iter(self._known.values()))  # the first word of a file says which languages it has
        self.second = code if code != ENGLISH and code in first else ""

    @classmethod
    def of_authority(cls, file: Path) -> Words:
        """English and the official language of this country."""
        return cls(file, _OFFICIAL.get(settings.EGNATIA_COUNTRY, ""))

    def said(self, key: str) -> list[str]:
        """[English, the second language or ''] of a word. Raises KeyError."""
        return [self._known[key][ENGLISH], self._known[key].get(self.second, "")]

    @property
    def tag(self) -> str:
        return _TAGS.get(self.second, "en")

    @property
    def right_to_left(self) -> bool:
        return self.second in _RIGHT_TO_LEFT
