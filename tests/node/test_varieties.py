"""Matching of varieties: what is asked for comes first, what is only alike is never taken silently."""

from __future__ import annotations

import iso639
import pytest

from egnatia.kernel.codes import languages, varieties
from egnatia.kernel.codes.varieties import Match, match


@pytest.mark.parametrize(
    ("asked", "spoken", "how"),
    [
        ("prs", "prs", Match.EXACT),
        ("prs", "pes", Match.UNDERSTOOD),
        ("haz", "prs", Match.UNDERSTOOD),
        ("prs", "haz", Match.NONE),
        ("prs", "tgk", Match.NONE),
        ("gbz", "prs", Match.NONE),
        ("fas", "prs", Match.MACRO),
        ("pbu", "pbt", Match.MACRO),
        ("ajp", "apc", Match.EXACT),
        ("apc", "arb", Match.UNDERSTOOD),
        ("arb", "apc", Match.MACRO),
        ("apc", "ary", Match.MACRO),
        ("kmr", "ckb", Match.MACRO),
        ("bos", "srp", Match.UNDERSTOOD),
        ("apc", "prs", Match.NONE),
        ("fas", "fas", Match.MACRO),
    ],
)
def test_matches(asked: str, spoken: str, how: Match) -> None:
    assert match(asked, spoken) is how


def test_who_may_interpret_instead_and_how_far_they_are() -> None:
    assert varieties.others("prs", languages.WORKING) == {Match.UNDERSTOOD: ["pes"], Match.MACRO: []}
    assert varieties.others("pbu", languages.WORKING) == {Match.UNDERSTOOD: [], Match.MACRO: ["pbt", "pst"]}
    assert varieties.others("apc", languages.WORKING) == {Match.UNDERSTOOD: ["arb"], Match.MACRO: ["acm", "arz", "ary"]}
    assert varieties.others("urd", languages.WORKING) == {Match.UNDERSTOOD: [], Match.MACRO: []}


def test_every_code_is_a_language_of_the_standard() -> None:
    known = {one.part3 for one in iso639.ALL_LANGUAGES if one.part3}
    named = {code for codes in varieties.MACRO.values() for code in codes} | set(varieties.MACRO) | set(varieties.UNDERSTOOD)
    assert named <= known
    assert set(varieties.RETIRED.values()) <= known
