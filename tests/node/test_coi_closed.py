"""Files that are closed to applicants by law, and quotations that a person translated: what is shown instead, and what rests on neither."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Task
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.evidence import weighed as known
from egnatia.node.asylum.models import Decision, Fact
from egnatia.node.coi import actions as coi
from egnatia.node.coi import procedure as library
from egnatia.node.coi.models import Citation, Document
from tests.node.conftest import do
from tests.node.examined import ANALYSED, ASSESSED, COI_TEXT, QUOTE, REFUSED, WORDS, interviewed, lodged, shelved, weigh, weighed
from tests.node.test_coi_relied_on import complete, exported, refused, without
from tests.node.test_coi_relied_on import text_of as read
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

SUMMARY = "SYNTHETIC: several people of one district said in this year that houses were searched at night."
SHUT = {"closed": "SOURCES", "closed_why": "SYNTHETIC: whoever spoke lives there", "summary": SUMMARY}
SECRET = "SYNTHETIC secret: the baker of the village saw nobody searched at night in three districts."


def case_of(staff: dict[str, Actor]) -> UUID:
    case = lodged(staff)
    interviewed(staff, case)
    return case


def shut(staff: dict[str, Actor], paper: UUID, **changes: Any) -> None:
    do(coi.close, staff["asylum2"], paper, **{**SHUT, **changes})


def against(staff: dict[str, Actor], case: UUID, *, kind: str = "COI", **told: Any) -> UUID:
    """A fact against which country information speaks, assessed; weighed for its credibility. Returns the document."""
    paper = shelved(staff, f"{COI_TEXT} SYNTHETIC: of another day.")
    do(weighing.add_fact, staff["asylum"], case, kind="PAST", statement="SYNTHETIC: a search of the house", words=WORDS)
    with seeing_all():
        fact = Fact.objects.filter(case=case).latest("number").pk
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="COI", bears="AGAINST", document=paper, pinpoint="p. 1", words=QUOTE)
    weigh(staff, case, function="CREDIBILITY", **told)
    do(weighing.assess_fact, staff["asylum"], case, fact=fact, **{**ASSESSED, "external": "AGAINST"})
    do(weighing.analyse, staff["asylum"], case, **ANALYSED)
    return paper


def test_a_second_person_closes_a_file_with_ground_reason_and_summary(staff: dict[str, Actor]) -> None:
    paper = shelved(staff, COI_TEXT)
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.close, staff["asylum"], paper, **SHUT)
    assert closed(caught) == {"G-4EYES"}
    for wrong in ({"summary": "short"}, {"closed_why": ""}, {"closed": "CONVENIENCE"}):
        with pytest.raises(refusals.BadInput):
            shut(staff, paper, **wrong)
    shut(staff, paper)
    page = client_of("asylum").get(reverse("coi_document", args=[paper])).content.decode()
    with acting_as(SYSTEM):
        one = Document.objects.get(pk=paper)
        assert (one.closed, one.summary) == ("SOURCES", SUMMARY)
        with pytest.raises(DatabaseError), transaction.atomic():
            Document.objects.filter(pk=paper).update(summary="")
    assert "Closed to applicants" in page


def test_twin_without_the_second_person_whoever_confirmed_closes(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library.CLOSE, "gates", ())
    paper = shelved(staff, COI_TEXT)
    do(coi.close, staff["asylum"], paper, **SHUT)
    with acting_as(SYSTEM):
        assert Document.objects.get(pk=paper).closed
    monkeypatch.setattr(library.REOPEN, "gates", ())
    do(coi.reopen, staff["asylum"], paper)
    with acting_as(SYSTEM):
        assert not Document.objects.get(pk=paper).closed


def test_nothing_rests_on_closed_information_alone(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    weighed(staff, case)
    paper = against(staff, case)
    shut(staff, paper)
    assert refused(staff, case) == {"G-CLOSED"}
    with acting_as(SYSTEM), seeing_all():
        assert known.rests_on_closed(CaseFile.objects.get(pk=case)) == [2]
        fact = Fact.objects.filter(case=case).latest("number").pk
    # Something that they can read says the same.
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="DOCUMENT", bears="AGAINST", pinpoint="SYNTHETIC 4", words="SYNTHETIC: not there in May")
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_twin_without_the_safeguard_closed_information_alone_refuses(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "G-CLOSED")
    case = case_of(staff)
    weighed(staff, case)
    shut(staff, against(staff, case))
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_risk_is_not_found_on_closed_information_only_and_it_counts_for_no_second_source(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    weighed(staff, case)
    with acting_as(SYSTEM), seeing_all():
        one = CaseFile.objects.get(pk=case)
        paper = Document.objects.get(confirmed=True).pk
        assert len(known.roots(one)) == 1
    shut(staff, paper)
    with acting_as(SYSTEM), seeing_all():
        assert known.roots(one) == {}
    assert refused(staff, case) == {"G-CLOSED"}
    # A status is given on it.
    do(deciding.propose, staff["asylum"], case, outcome="REFUGEE", refugee_reasons="SYNTHETIC")


def test_the_applicant_is_given_quotation_ground_and_summary_and_not_the_file(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    weighed(staff, case)
    with acting_as(SYSTEM):
        Document.objects.filter(confirmed=True).update(address="https://example.org/the-baker", assessment="SYNTHETIC: told by the baker")
        paper = Document.objects.get(confirmed=True)
    shut(staff, paper.pk)
    with acting_as(SYSTEM), seeing_all():
        assert Task.objects.filter(case=case, code="REVIEW_COI", done_at=None).exists()
    given = exported(staff, case)
    told = json.loads(given.read("list.json"))
    (row,) = told["documents"]
    assert (row["file"], row["summary"]) == ("", SUMMARY)
    assert [name for name in given.namelist() if name.startswith("documents/")] == []
    assert told["quotations"][0]["quote"] == QUOTE
    text = read(given.read("list.pdf"))
    every = text + "".join(given.read(name).decode() for name in ("list.json", "citations.ris", "citations.csl.json"))
    # Neither why it was closed nor where it stands: both may say who spoke.
    assert not [words for words in ("whoever spoke lives there", "the-baker", "told by the baker") if words in every]
    assert "Safety of the organisations" in text
    assert SUMMARY[:40] in text
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.reopen, staff["asylum2"], paper.pk)
    assert closed(caught) == {"G-4EYES"}
    do(coi.reopen, staff["asylum"], paper.pk)
    complete(exported(staff, case), case)


def test_what_a_closed_file_says_otherwise_is_told_without_its_words(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    other = shelved(staff, f"SYNTHETIC statement\n\n{SECRET}")
    with acting_as(SYSTEM):
        number = Document.objects.get(pk=other).number
    shelved(staff, COI_TEXT)
    do(weighing.add_fact, staff["asylum"], case, kind="PAST", statement="SYNTHETIC: a search of the house", words=WORDS)
    with acting_as(SYSTEM), seeing_all():
        fact = Fact.objects.filter(case=case).latest("number").pk
        paper = Document.objects.exclude(pk=other).get(confirmed=True).pk
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="COI", bears="SUPPORTS", document=paper, pinpoint="p. 1", words=QUOTE)
    weigh(staff, case, otherwise=[f"{number}/1"], otherwise_why="SYNTHETIC: it knows one village")
    assert SECRET in exported(staff, case).read("list.json").decode()
    shut(staff, other)
    told = exported(staff, case).read("list.json").decode()
    assert SECRET not in told
    assert f"{number}/1" in told


def test_a_quotation_has_its_translation_by_a_person_in_decision_and_list(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    fact = weighed(staff, case)
    cite = {"fact": fact, "kind": "COI", "bears": "SUPPORTS", "pinpoint": "p. 1", "words": "SYNTHETIC report on the country."}
    with acting_as(SYSTEM):
        cite["document"] = Document.objects.get(confirmed=True).pk
    for wrong in (
        {"translation": "SYNTHETIC: Bericht"},
        {"translated_by": "SYNTHETIC Interpreter"},
        {"translation": "SYNTHETIC: Bericht", "translated_by": "Google Translate"},
        {"translation": "SYNTHETIC: Bericht", "translated_by": "машински превод"},
        {"kind": "OTHER", "document": None, "translation": "SYNTHETIC", "translated_by": "SYNTHETIC Interpreter"},
    ):
        with pytest.raises(refusals.BadInput):
            do(weighing.add_evidence, staff["asylum"], case, **{**cite, **wrong})
    told = {"translation": "SYNTHETIC: Извештај", "translated_by": "SYNTHETIC Ana, sworn translator"}
    do(weighing.add_evidence, staff["asylum"], case, **cite, **told)
    weigh(staff, case)
    do(weighing.assess_fact, staff["asylum"], case, fact=fact, **ASSESSED)
    given = exported(staff, case)
    rows = json.loads(given.read("list.json"))["quotations"]
    assert [one["translated_by"] for one in rows] == ["", "SYNTHETIC Ana, sworn translator"]
    assert "Извештај" in read(given.read("list.pdf"))
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    do(deciding.decide, staff["asylum2"], case)
    with seeing_all():
        kept = json.loads(Decision.objects.get(case=case).document or "")
    pieces = [piece for one in kept["facts"] for piece in one["pieces"] if piece.get("translation")]
    assert [one["translation"] for one in pieces] == ["SYNTHETIC: Извештај"]
    with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
        Citation.objects.filter(translation="").update(translation="SYNTHETIC")


def test_people_who_are_called_like_programs_translate(staff: dict[str, Actor]) -> None:
    paper = shelved(staff, COI_TEXT)
    for name in ("SYNTHETIC Claude, court interpreter", "SYNTHETIC Gemini Bing", "SYNTHETIC Ai, translator"):
        with acting_as(staff["asylum"]), transaction.atomic():
            assert Citation.objects.get(pk=coi.cite(paper, "p. 1", QUOTE, "SYNTHETIC", name)).translated_by == name
