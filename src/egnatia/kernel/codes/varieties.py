"""Who may interpret for whom: the variety itself, a variety that is declared to be understood, or another of the same macro-language after confirmation.

ISO 639-3 with the mappings that interpreting needs (return-avrr reference 4.3). Declared edges are directed and conditional: an officer
asks the person beforehand. A macro-language match needs an officer's decision and a comprehension check at the beginning; neither is ever made silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

# Macro-language: its individual languages here. Hazaragi and Tajik are languages of their own; "Zoroastrian Dari" (gbz) is not Dari.
MACRO = {
    "fas": frozenset({"pes", "prs"}),
    "pus": frozenset({"pbu", "pst", "pbt"}),
    "ara": frozenset({"arb", "apc", "acm", "arz", "apd", "ayl", "aeb", "arq", "ary", "afb", "acw", "ayn", "acq"}),
    "kur": frozenset({"kmr", "ckb", "sdh"}),
    "lah": frozenset({"pnb", "hno", "skr"}),
    "bal": frozenset({"bgn", "bcc"}),
    "hbs": frozenset({"srp", "bos", "hrv", "cnr"}),
    "sqi": frozenset({"als", "aln"}),
    "rom": frozenset({"rmn", "rmy"}),
}
# Retired codes and what took their place.
RETIRED = {"ajp": "apc"}
# Asked for: may be interpreted by, if the person confirms it. Standard Arabic is nobody's first language and only a bridge.
UNDERSTOOD = {
    "prs": frozenset({"pes"}),
    "pes": frozenset({"prs"}),
    "haz": frozenset({"prs"}),
    "bos": frozenset({"srp", "hrv", "cnr"}),
    "srp": frozenset({"bos", "hrv", "cnr"}),
    "hrv": frozenset({"bos", "srp", "cnr"}),
    "cnr": frozenset({"bos", "srp", "hrv"}),
    **{variety: frozenset({"arb"}) for variety in MACRO["ara"] - {"arb"}},
}


class Match(StrEnum):
    """How far the interpreter's variety is from what was asked for."""

    EXACT = "EXACT"
    UNDERSTOOD = "UNDERSTOOD"
    MACRO = "MACRO"
    NONE = "NONE"


def match(asked: str, spoken: str) -> Match:
    """The best that can be said of two codes; ``asked`` may be a macro-language, then every variety of it is a macro match only."""
    asked, spoken = RETIRED.get(asked, asked), RETIRED.get(spoken, spoken)
    if asked == spoken and asked not in MACRO:
        return Match.EXACT
    if spoken in UNDERSTOOD.get(asked, ()):
        return Match.UNDERSTOOD
    same = any(spoken in varieties and (asked in varieties or asked == macro) for macro, varieties in MACRO.items())
    return Match.MACRO if same or (asked == spoken and asked in MACRO) else Match.NONE


def others(asked: str, known: Iterable[str]) -> dict[Match, list[str]]:
    """Of the languages that are known here, those that may do instead, by how far they are."""
    found: dict[Match, list[str]] = {Match.UNDERSTOOD: [], Match.MACRO: []}
    for code in known:
        if (how := match(asked, code)) in found:
            found[how].append(code)
    return found
