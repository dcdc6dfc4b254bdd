"""How country information is weighed: nine questions for each use, sources counted once, and what says otherwise is seen before a quotation is signed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.evidence import selectors
from egnatia.node.asylum.evidence import weighed as waiting
from egnatia.node.asylum.models import Decision, Fact, Piece, Weighing
from egnatia.node.coi import actions as coi
from egnatia.node.coi.library import beside, indexing
from egnatia.node.coi.models import Citation, Document
from tests.node.conftest import do
from tests.node.examined import ANALYSED, COI_TEXT, QUOTE, REFUSED, WEIGHED, shelved, source, weigh, weighed
from tests.node.test_coi_relied_on import GRANTED, case_of, exported, refused, text_of, without
from tests.node.test_pages import client_of

ANSWERS = {name: "SYNTHETIC" for name in ("who", "what", "why", "how", "when")}
OTHERWISE = "SYNTHETIC note. Since the ceasefire no searches of houses at night were reported in the three districts. SYNTHETIC end."
NOT_FEW = {**ANALYSED, "few_sources": ""}


def unweighed(staff: dict[str, Actor]) -> tuple[UUID, UUID]:
    """A case with one fact and one quotation that nobody weighed yet, assessed and analysed."""
    case = case_of(staff)
    weighed(staff, case)
    with seeing_all():
        Weighing.objects.filter(case=case).delete()
        return case, Fact.objects.get(case=case).pk


def test_no_quotation_counts_against_somebody_before_it_is_weighed(staff: dict[str, Actor]) -> None:
    case, _fact = unweighed(staff)
    assert refused(staff, case) == {"G-WEIGHED"}
    assert "not yet" in client_of("asylum").get(reverse("case", args=[case])).content.decode()
    weigh(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_a_status_is_given_without(staff: dict[str, Actor]) -> None:
    case, _fact = unweighed(staff)
    do(deciding.propose, staff["asylum"], case, **GRANTED)


def test_twin_without_the_gate_nobody_asked_the_nine_questions(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case, _fact = unweighed(staff)
    without(monkeypatch, "G-WEIGHED")
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_what_was_weighed_before_the_case_was_opened_again_is_weighed_anew(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(staff)
    weighed(staff, case)
    # As a court that sends the case back would be noted: a step that came after.
    monkeypatch.setattr(selectors, "_REOPENS", ("analyse",))
    with seeing_all():
        assert waiting.unweighed(CaseFile.objects.get(pk=case)) != []
    weigh(staff, case, weight="SYNTHETIC: still")
    with seeing_all():
        assert waiting.unweighed(CaseFile.objects.get(pk=case)) == []
    assert "on the spot, names its method" in client_of("asylum").get(reverse("case", args=[case])).content.decode()


def second(staff: dict[str, Actor], case: UUID, fact: UUID, **of: Any) -> UUID:
    """Another document on the same, cited too. Returns it."""
    told = {"title": "SYNTHETIC second", **of}
    paper = shelved(staff, f"SYNTHETIC second report. {QUOTE} SYNTHETIC Rights Watch counted them.", **told)
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="COI", bears="SUPPORTS", document=paper, pinpoint="p. 1", words=QUOTE)
    return paper


def another(staff: dict[str, Actor], name: str = "SYNTHETIC ministry", kind: str = "GOVERNMENT") -> UUID:
    return do(coi.register, staff["asylum"], name=name, kind=kind, **ANSWERS)


@pytest.mark.parametrize(("kind", "opens"), [("GOVERNMENT", True), ("NGO", False)])
def test_risk_rests_on_two_sources_of_two_kinds(staff: dict[str, Actor], kind: str, opens: bool) -> None:
    case = case_of(staff)
    fact = weighed(staff, case)
    do(weighing.analyse, staff["asylum"], case, **NOT_FEW)
    assert refused(staff, case) == {"G-ROOTS"}
    second(staff, case, fact, source=another(staff, kind=kind))
    weigh(staff, case)
    if not opens:
        assert refused(staff, case) == {"G-ROOTS"}
        do(weighing.analyse, staff["asylum"], case, **ANALYSED)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    with seeing_all():
        decision = Decision.objects.get(case=case)
        assert json.loads(decision.document)["analysis"]["few"] == ("" if opens else ANALYSED["few_sources"])
    paper = text_of(client_of("asylum").get(reverse("asylum_decision", args=[decision.pk]), {"language": "eng"}).content)
    assert ("nobody else writes on it" in paper) is not opens


def test_reports_that_quote_one_organisation_are_one_source(staff: dict[str, Actor]) -> None:
    """Three publishers of three kinds; all of them have it from the first."""
    case = case_of(staff)
    fact = weighed(staff, case)
    do(weighing.analyse, staff["asylum"], case, **NOT_FEW)
    first = source(staff)
    second(staff, case, fact, source=another(staff))
    weigh(staff, case, rests="NAMED", roots=[first])
    paper = shelved(staff, f"SYNTHETIC third. {QUOTE}", source=another(staff, "SYNTHETIC daily", "MEDIA"), title="SYNTHETIC third")
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="COI", bears="SUPPORTS", document=paper, pinpoint="p. 1", words=QUOTE)
    weigh(staff, case, rests="NAMED", roots=[first])
    assert refused(staff, case) == {"G-ROOTS"}
    with seeing_all():
        assert waiting.roots(CaseFile.objects.get(pk=case)) == {str(first): "NGO"}
        # Weighed for credibility, or from nobody knows whom: no source of the risk.
        Weighing.objects.filter(case=case).update(rests="UNSAID")
        assert waiting.roots(CaseFile.objects.get(pk=case)) == {}


def test_twin_without_the_gate_five_reports_of_one_organisation_are_enough(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(staff)
    weighed(staff, case)
    do(weighing.analyse, staff["asylum"], case, **NOT_FEW)
    without(monkeypatch, "G-ROOTS")
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def on_the_same(staff: dict[str, Actor]) -> tuple[UUID, str]:
    """A quotation, and a passage of another document that says otherwise. Returns the case and the passage's place."""
    other = shelved(staff, OTHERWISE, title="SYNTHETIC other note", published_on=moment.today() - timedelta(days=5))
    shelved(staff, COI_TEXT)
    case = case_of(staff)
    do(weighing.add_fact, staff["asylum"], case, kind="PAST", statement="SYNTHETIC")
    with seeing_all():
        fact, paper = Fact.objects.get(case=case).pk, Document.objects.get(title="SYNTHETIC report").pk
        number = Document.objects.get(pk=other).number
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="COI", bears="SUPPORTS", document=paper, pinpoint="p. 1", words=QUOTE)
    return case, f"{number}/1"


@pytest.mark.parametrize("built", [True, False])
def test_what_says_otherwise_is_shown_beside_the_quotation(staff: dict[str, Actor], built: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the index, and by the database while there is none."""
    case, place = on_the_same(staff)
    # Of this test alone: one that stays would answer for others.
    monkeypatch.setattr(indexing, "folder", lambda: tmp_path / "coi")
    if built:
        with acting_as(SYSTEM):
            indexing.rebuild()
    assert (indexing.index() is not None) is built
    form = client_of("asylum").get(reverse("act", args=[case, "weigh_coi"])).content.decode()
    assert place in form
    assert "Since the ceasefire no searches" in form
    with acting_as(SYSTEM), seeing_all():
        keys = [one.key for one in beside.beside(Citation.objects.get().pk)]
    assert place in keys
    assert len(keys) == len(set(keys))
    with pytest.raises(refusals.BadInput, match="why the quotation is followed"):
        weigh(staff, case, otherwise=[place])
    weigh(staff, case, otherwise=[place], otherwise_why="SYNTHETIC: of another district")
    page = client_of("asylum").get(reverse("case", args=[case])).content.decode()
    assert "of another district" in page
    told = json.loads(exported(staff, case).read("list.json"))["quotations"][0]
    assert [one["place"] for one in told["otherwise"]] == [place]
    assert "Since the ceasefire" in text_of(exported(staff, case).read("list.pdf"))
    with seeing_all():
        assert place in Weighing.objects.get(case=case).shown


def test_what_was_not_shown_and_who_is_not_registered_are_refused(staff: dict[str, Actor]) -> None:
    case, place = on_the_same(staff)
    for wrong, told in (
        ({"otherwise": ["C2026-999999/1"], "otherwise_why": "SYNTHETIC"}, "library changed"),
        ({"rests": "NAMED"}, "Choose on whom"),
        ({"roots": [source(staff)]}, "Choose on whom"),
        ({"rests": "NAMED", "roots": [case]}, "registered sources"),
    ):
        with pytest.raises(refusals.BadInput, match=told):
            weigh(staff, case, **wrong)
    with pytest.raises(refusals.BadInput, match="comes next"):
        do(weighing.weigh_coi, staff["asylum"], case, **{**WEIGHED, "piece": case})
    assert place


def test_sources_that_a_passage_names_are_proposed_and_answers_of_the_same_document_stand_in_the_form(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    fact = weighed(staff, case)
    named = another(staff, "SYNTHETIC Rights Watch", "NGO")
    second(staff, case, fact, source=another(staff))
    with acting_as(staff["asylum"]):
        form = waiting.in_the_form(CaseFile.objects.get(pk=case))
    assert form["roots"] == [str(named)]
    assert "relevant" not in form
    weigh(staff, case, relevant="PARTLY", rests="NAMED", roots=[named])
    with seeing_all():
        paper = Document.objects.get(title="SYNTHETIC second").pk
    do(
        weighing.add_evidence,
        staff["asylum"],
        case,
        fact=fact,
        kind="COI",
        bears="SUPPORTS",
        document=paper,
        pinpoint="p. 1",
        words="Rights Watch counted them.",
    )
    with acting_as(staff["asylum"]):
        assert waiting.in_the_form(CaseFile.objects.get(pk=case))["relevant"] == "PARTLY"
    with seeing_all():
        assert Piece.objects.filter(case=case, kind="COI").count() == 3
