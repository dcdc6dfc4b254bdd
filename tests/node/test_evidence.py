"""Evidence assessment: facts, words with their paragraph, citations, findings by people with reasons, and a decision that follows (FR-07)."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.node.asylum import procedure
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.decision import composing
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.models import Decision, Fact, Piece
from egnatia.node.coi import actions as coi
from egnatia.node.coi import selectors as cited
from egnatia.node.coi.models import Citation
from tests.node.conftest import do
from tests.node.examined import ANALYSED, ASSESSED, COI_TEXT, QUOTE, REFUSED, WORDS, document, interviewed, lodged, weighed
from tests.node.test_pages import client_of
from tests.node.test_screening import closed


def heard(staff: dict[str, Actor]) -> Any:
    case = lodged(staff)
    interviewed(staff, case)
    return case


def fact_of(staff: dict[str, Actor], case: Any) -> Any:
    do(weighing.add_fact, staff["asylum"], case, kind="PAST", statement="SYNTHETIC fact", words=WORDS)
    with seeing_all():
        return Fact.objects.filter(case=case).latest("number").pk


def test_words_are_found_in_the_report_with_their_paragraph(staff: dict[str, Actor]) -> None:
    case = heard(staff)
    fact = fact_of(staff, case)
    with seeing_all():
        assert Piece.objects.get(fact=fact).pinpoint == "§ 2"
    with pytest.raises(refusals.BadInput, match="do not stand in the report"):
        do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="STATEMENT", bears="AGAINST", words="they never came")


def test_a_quotation_stands_in_its_document_and_outlives_its_withdrawal(staff: dict[str, Actor]) -> None:
    case = heard(staff)
    fact, paper = fact_of(staff, case), document(staff)
    quoted = {"fact": fact, "kind": "COI", "bears": "SUPPORTS", "document": paper, "pinpoint": "p. 1"}
    with pytest.raises(refusals.BadInput, match="do not stand in the document"):
        do(weighing.add_evidence, staff["asylum"], case, **quoted, words="Everything is calm.")
    do(weighing.add_evidence, staff["asylum"], case, **quoted, words=QUOTE)
    with pytest.raises(refusals.BadInput, match="here already"):
        do(coi.take, staff["asylum"], content=base64.b64encode(COI_TEXT.encode()).decode())
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC: corrected by its publisher")
    with pytest.raises(refusals.BadInput, match="may be cited"):
        do(weighing.add_evidence, staff["asylum"], case, **quoted, words=QUOTE)
    known = Citation.objects.get()
    one = cited.citations([known.pk])[known.pk]
    assert (one.quote, one.found, str(cited.outdated([paper])[paper][0].text)) == (QUOTE, True, "withdrawn since")
    # FR-05: nothing of what is cited says for whom.
    assert {field.name for field in Citation._meta.get_fields()} == {
        *("id", "document", "pinpoint", "quote", "found", "at"),
        *("prefix", "suffix", "start", "end", "page", "passage", "support", "translation", "translated_by"),
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"factors": []}, "distorted"),
        ({"factors": ["NONE", "AGE"]}, "distorted"),
        ({"outcome": "BENEFIT", "benefit": ["a", "b"]}, "all conditions"),
        ({"outcome": "REJECTED", "explained": False}, "could explain"),
        ({"outcome": "REJECTED", "plausible": "SUPPORTS"}, "speaks against"),
        ({"outcome": "REJECTED", "benefit": ["a", "b", "c", "d", "e"]}, "benefit of the doubt"),
        ({"reasons": ""}, ""),
    ],
)
def test_a_finding_says_why_and_gives_the_benefit_of_the_doubt(staff: dict[str, Actor], changes: dict[str, Any], told: str) -> None:
    case = heard(staff)
    with pytest.raises(refusals.BadInput, match=told):
        do(weighing.assess_fact, staff["asylum"], case, fact=fact_of(staff, case), **{**ASSESSED, **changes})


def test_fr_07_no_finding_without_a_person_and_reasons_in_the_database(staff: dict[str, Actor]) -> None:
    case = heard(staff)
    fact = fact_of(staff, case)
    for wrong in (
        {"outcome": "ACCEPTED", "has_reasons": True, "factors": ["NONE"]},
        {"outcome": "ACCEPTED", "assessed_by": staff["asylum"].id, "factors": ["NONE"]},
        {"outcome": "REJECTED", "assessed_by": staff["asylum"].id, "has_reasons": True, "factors": ["NONE"]},
        {"outcome": "BENEFIT", "assessed_by": staff["asylum"].id, "has_reasons": True, "factors": ["NONE"], "benefit": ["a"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), seeing_all():
            Fact.objects.filter(pk=fact).update(**wrong)


def test_nothing_less_than_status_is_proposed_on_facts_that_nobody_assessed(staff: dict[str, Actor]) -> None:
    case = heard(staff)
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **REFUSED)
    assert closed(caught) == {"G-FACTS", "G-COI"}
    weighed(staff, case)
    second = fact_of(staff, case)
    with pytest.raises(refusals.GateClosed, match="fact 2"):
        do(deciding.propose, staff["asylum"], case, **REFUSED)
    do(weighing.strike_fact, staff["asylum"], case, fact=second, why="SYNTHETIC: said twice")
    do(deciding.propose, staff["asylum"], case, **REFUSED)


@pytest.mark.parametrize(
    ("found", "outcome", "opens"),
    [
        ({"acts": ["9.2.a"], "reasons": ["10.e"], "protection": "NO"}, "UNFOUNDED", False),
        ({"acts": ["9.2.a"], "reasons": ["10.e"], "protection": "NO"}, "SUBSIDIARY", False),
        ({"harms": ["15.b"], "protection": "NO"}, "UNFOUNDED", False),
        ({"harms": ["15.b"], "protection": "NO"}, "SUBSIDIARY", True),
        ({"acts": ["9.2.a"], "reasons": ["10.e"], "protection": "YES"}, "UNFOUNDED", True),
        ({"acts": ["9.2.a"], "reasons": ["10.e"], "protection": "NO", "exclusion": ["12.2.a"]}, "UNFOUNDED", True),
    ],
)
def test_a_decision_follows_from_the_analysis(staff: dict[str, Actor], found: dict[str, Any], outcome: str, opens: bool) -> None:
    case = heard(staff)
    weighed(staff, case)
    do(weighing.analyse, staff["asylum"], case, **{**ANALYSED, **found})
    proposal = {**REFUSED, "outcome": outcome}
    if opens:
        do(deciding.propose, staff["asylum"], case, **proposal)
        return
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **proposal)
    assert closed(caught) == {"G-FOLLOWS"}


def test_twin_without_the_gate_a_refusal_against_the_analysis_passes(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = heard(staff)
    weighed(staff, case)
    do(weighing.analyse, staff["asylum"], case, **{**ANALYSED, "harms": ["15.b"], "protection": "NO"})
    monkeypatch.setattr(procedure.PROPOSE, "gates", tuple(one for one in procedure.PROPOSE.gates if one.code != "G-FOLLOWS"))
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_the_state_as_actor_leaves_no_other_part_of_the_country(staff: dict[str, Actor]) -> None:
    case = heard(staff)
    with pytest.raises(refusals.BadInput, match="protects nobody"):
        do(weighing.analyse, staff["asylum"], case, **{**ANALYSED, "actors": ["6.a"], "alternative": "YES"})


def proposed(staff: dict[str, Actor]) -> tuple[Any, Any]:
    case = heard(staff)
    fact = weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    return case, fact


def test_the_document_keeps_what_was_decided_on(staff: dict[str, Actor]) -> None:
    case, fact = proposed(staff)
    with seeing_all():
        kept = json.loads(Decision.objects.get(case=case).document)
    assert kept["facts"][0]["pieces"][0] == {"kind": "STATEMENT", "bears": "SUPPORTS", "pinpoint": "§ 2", "text": WORDS}
    assert kept["facts"][0]["pieces"][1]["text"] == QUOTE
    assert "SYNTHETIC organisation" in kept["facts"][0]["pieces"][1]["source"]
    do(deciding.send_back, staff["asylum2"], case, reason="SYNTHETIC")
    do(weighing.assess_fact, staff["asylum"], case, fact=fact, **{**ASSESSED, "reasons": "SYNTHETIC: changed"})
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    with seeing_all():
        first, second = (json.loads(one.document)["facts"][0]["reasons"] for one in Decision.objects.filter(case=case).order_by("-returned"))
    assert (first, second) == ("SYNTHETIC: detailed and consistent", "SYNTHETIC: changed")


@pytest.mark.parametrize("language", ["srp", "sqi", "tur", "eng", "xxx"])
def test_the_document_is_made_in_the_languages_of_authorities(staff: dict[str, Actor], language: str) -> None:
    case, _fact = proposed(staff)
    with seeing_all():
        one = Decision.objects.get(case=case)
    answer = client_of("asylum").get(reverse("asylum_decision", args=[one.pk]), {"language": language})
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    for who in ("officer", "foreigners", "medic", "legal"):
        assert client_of(who).get(reverse("asylum_decision", args=[one.pk])).status_code in {403, 404}


def test_every_word_of_the_document_exists_in_its_languages() -> None:
    words = composing.words()
    theirs = {"arb", "prs", "pes", "pbu", "urd", "kmr", "fra", "tur", "eng", "sqi", "bos", "cnr", "srp", "mkd"}
    for key, said in words.items():
        wanted = theirs if key.endswith("_told") or key.startswith("outcome_") else {"eng", "srp", "bos", "cnr", "mkd", "sqi", "tur"}
        assert set(said) == wanted, key
        assert all(text.strip() for text in said.values()), key
