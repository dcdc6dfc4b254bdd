"""What a decision relies on of country information: quoted as it stands, cited, put to the applicant, and given to them whole."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import procedure
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.evidence import disclosing, selectors
from egnatia.node.asylum.models import Decision, Fact, Piece
from egnatia.node.coi import actions as coi
from egnatia.node.coi import citing, views
from egnatia.node.coi import selectors as cited
from egnatia.node.coi.models import Citation, Document
from tests.node.conftest import do
from tests.node.examined import ASSESSED, COI_TEXT, QUOTE, REFUSED, interviewed, lodged, shelved, weigh, weighed
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

GRANTED = {"outcome": "REFUGEE", "refugee_reasons": "SYNTHETIC"}
MISREAD = "SYNTHETIC report on the country. Searches of houses by day were reported in three districts. SYNTHETIC end."
OTHER = "SYNTHETIC paper. Nobody was searched at night in the southern districts. SYNTHETIC end."


def case_of(staff: dict[str, Actor]) -> UUID:
    case = lodged(staff)
    interviewed(staff, case)
    return case


def refused(staff: dict[str, Actor], case: UUID, **proposal: Any) -> set[str]:
    with pytest.raises(refusals.GateClosed) as caught:
        do(deciding.propose, staff["asylum"], case, **(proposal or REFUSED))
    return closed(caught)


def without(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(procedure.PROPOSE, "gates", tuple(one for one in procedure.PROPOSE.gates if one.code != code))


def misread() -> None:
    """What was read from the file is not what was cited from it."""
    with acting_as(SYSTEM), seeing_all():
        Document.objects.update(text=MISREAD)


@pytest.mark.parametrize("proposal", [REFUSED, GRANTED])
def test_nothing_is_decided_on_words_that_do_not_stand_there(staff: dict[str, Actor], proposal: dict[str, Any]) -> None:
    case = case_of(staff)
    weighed(staff, case)
    misread()
    assert refused(staff, case, **proposal) == {"G-QUOTE"}


def test_twin_without_the_gate_a_wrong_quotation_is_signed(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(staff)
    weighed(staff, case)
    misread()
    without(monkeypatch, "G-QUOTE")
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_a_document_that_reasons_name_is_cited(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    weighed(staff, case)
    other = shelved(staff, OTHER, title="SYNTHETIC other paper")
    with acting_as(SYSTEM):
        number = Document.objects.get(pk=other).number
    written = number.lower().replace("-", "\u2011")
    named = {**REFUSED, "refugee_reasons": f"SYNTHETIC: it follows from {written}, which says otherwise"}
    assert refused(staff, case, **named) == {"G-LISTED"}
    with seeing_all():
        fact = Fact.objects.get(case=case).pk
    words = "Nobody was searched at night in the southern districts."
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="COI", bears="AGAINST", document=other, pinpoint="para. 1", words=words)
    weigh(staff, case)
    do(deciding.propose, staff["asylum"], case, **named)


def test_twin_without_the_gate_somebody_is_refused_on_what_was_never_shown(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(staff)
    weighed(staff, case)
    with acting_as(SYSTEM):
        number = Document.objects.get(pk=shelved(staff, OTHER)).number
    without(monkeypatch, "G-LISTED")
    do(deciding.propose, staff["asylum"], case, **{**REFUSED, "refugee_reasons": f"SYNTHETIC: {number}"})


def test_information_that_is_silent_contradicts_nothing(staff: dict[str, Actor]) -> None:
    """The only country information speaks for the fact; nothing that is quoted speaks against it."""
    case = case_of(staff)
    fact = weighed(staff, case, external="AGAINST")
    assert refused(staff, case) == {"G-AGAINST"}
    paper = shelved(staff, OTHER)
    words = "Nobody was searched at night in the southern districts."
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="COI", bears="AGAINST", document=paper, pinpoint="para. 1", words=words)
    weigh(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_what_speaks_against_a_fact_is_put_to_the_applicant(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    fact = weighed(staff, case)
    paper = shelved(staff, OTHER)
    words = "Nobody was searched at night in the southern districts."
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, kind="COI", bears="AGAINST", document=paper, pinpoint="para. 1", words=words)
    weigh(staff, case)
    do(weighing.assess_fact, staff["asylum"], case, fact=fact, **{**ASSESSED, "external": "AGAINST", "explained": False})
    assert refused(staff, case) == {"G-AGAINST"}
    do(weighing.assess_fact, staff["asylum"], case, fact=fact, **{**ASSESSED, "external": "AGAINST", "explained": True})
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_twin_without_the_gate_silence_refuses(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(staff)
    weighed(staff, case, external="AGAINST")
    without(monkeypatch, "G-AGAINST")
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def text_of(content: bytes) -> str:
    paper = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in paper)


def test_a_fact_is_traced_from_the_paper_of_the_decision_back_to_the_passage(staff: dict[str, Actor]) -> None:
    """With nothing but the PDF and the library."""
    case = case_of(staff)
    weighed(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    with seeing_all():
        decision = Decision.objects.get(case=case).pk
    paper = text_of(client_of("asylum").get(reverse("asylum_decision", args=[decision]), {"language": "eng"}).content)
    assert QUOTE in paper
    (number,) = cited.numbers_in([paper])
    digest = re.search(r"SHA-256 ?([0-9a-f ]{64,80})", paper.split("relied on")[-1])
    with acting_as(SYSTEM):
        document = Document.objects.get(number=number)
        assert digest is not None
        assert digest[1].replace(" ", "")[:64] == document.digest == hashlib.sha256(bytes(document.content)).hexdigest()
        place = document.text.index(QUOTE)
        passage = document.passage_set.get(start__lte=place, end__gt=place)
    page = client_of("asylum").get(reverse("coi_document", args=[document.pk])).content.decode()
    assert f'id="p{passage.number}"' in page
    assert QUOTE in page


def exported(staff: dict[str, Actor], case: UUID) -> zipfile.ZipFile:
    answer = client_of("asylum").get(reverse("asylum_country_information", args=[case]))
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def complete(given: zipfile.ZipFile, case: UUID) -> None:
    """Everything that the case cites is in it: words, place, and the file itself with its digest."""
    told = json.loads(given.read("list.json"))
    with acting_as(SYSTEM), seeing_all():
        wanted = list(Citation.objects.select_related("document"))
        quotes = {(one.quote, one.pinpoint, one.document.number) for one in wanted}
        assert {(one["quote"], one["pinpoint"], one["document"]) for one in told["quotations"]} == quotes
        for one in wanted:
            row = next(each for each in told["documents"] if each["number"] == one.document.number)
            assert hashlib.sha256(given.read(row["file"])).hexdigest() == row["sha256"] == one.document.digest
            assert [label for label, _text in row["source"]] == [str(label) for label in cited.QUESTIONS.values()]
    paper = text_of(given.read("list.pdf"))
    assert all(quote in paper for quote, _place, _number in quotes)
    assert "Kosovo" in paper
    assert len(json.loads(given.read("citations.csl.json"))) == len(quotes) == given.read("citations.ris").decode().count("ER  - ")


def two_papers(staff: dict[str, Actor]) -> UUID:
    case = case_of(staff)
    fact = weighed(staff, case)
    words = "Nobody was searched at night in the southern districts."
    told = {"fact": fact, "kind": "COI", "bears": "AGAINST", "pinpoint": "para. 1", "words": words}
    do(weighing.add_evidence, staff["asylum"], case, document=shelved(staff, OTHER), **told)
    weigh(staff, case)
    return case


def test_the_applicant_is_given_all_of_it_also_what_was_withdrawn(staff: dict[str, Actor]) -> None:
    case = two_papers(staff)
    with acting_as(SYSTEM):
        paper = Document.objects.filter(confirmed=True).latest("number").pk
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC: it was invented")
    given = exported(staff, case)
    complete(given, case)
    assert "SYNTHETIC: it was invented" in given.read("list.json").decode()


def test_twin_an_export_that_leaves_a_document_out_is_caught(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = two_papers(staff)
    real = cited.kept
    monkeypatch.setattr(disclosing.coi, "kept", lambda documents: real(documents)[:1])
    with pytest.raises((AssertionError, KeyError, StopIteration)):
        complete(exported(staff, case), case)


def test_who_may_not_open_the_case_is_given_nothing(staff: dict[str, Actor]) -> None:
    case = two_papers(staff)
    for who in ("officer", "foreigners", "medic", "legal", "statistician"):
        assert client_of(who).get(reverse("asylum_country_information", args=[case])).status_code in {403, 404}


def test_a_case_without_country_information_has_an_empty_list(staff: dict[str, Actor]) -> None:
    given = exported(staff, case_of(staff))
    assert json.loads(given.read("list.json"))["quotations"] == []
    assert "No country information is cited" in text_of(given.read("list.pdf"))


def test_a_citation_is_written_for_people_and_for_programs(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    weighed(staff, case)
    with acting_as(SYSTEM), seeing_all():
        one = next(iter(cited.citations(Citation.objects.values_list("pk", flat=True)).values()))
    assert citing.footnote(one).startswith(f"{one.publisher}, {one.title}, {one.published_on.isoformat()}, p. 1, (accessed ")
    assert one.digest in citing.at_length(one)
    assert citing.csl([one])[0]["issued"] == {"date-parts": [[one.published_on.year, one.published_on.month, one.published_on.day]]}
    assert citing.ris([one]).startswith("TY  - RPRT\r\nAU  - SYNTHETIC organisation\r\n")


OLD = {"published_on": moment.today() - timedelta(days=200), "accessed_on": moment.today()}


def on_old(staff: dict[str, Actor], **changes: Any) -> tuple[UUID, UUID]:
    """A case that rests on one document, which is as old as the test says."""
    paper = shelved(staff, COI_TEXT, **{**OLD, **changes})
    case = case_of(staff)
    weighed(staff, case)
    return case, paper


def reason(staff: dict[str, Actor], case: UUID) -> None:
    with seeing_all():
        piece = Piece.objects.get(case=case, kind="COI").pk
    do(weighing.rely_despite, staff["asylum"], case, piece=piece, why="SYNTHETIC: looked for newer on two days, none")


def test_old_information_is_relied_on_only_with_a_reason_that_the_decision_shows(staff: dict[str, Actor]) -> None:
    case, _paper = on_old(staff)
    assert refused(staff, case) == {"G-CURRENT"}
    reason(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    with seeing_all():
        decision = Decision.objects.get(case=case)
        assert json.loads(decision.document)["facts"][0]["pieces"][1]["despite"].startswith("SYNTHETIC: looked for newer")
    paper = text_of(client_of("asylum").get(reverse("asylum_decision", args=[decision.pk]), {"language": "eng"}).content)
    assert "looked for newer on two days" in paper


def test_a_status_is_given_on_old_information_too(staff: dict[str, Actor]) -> None:
    case, _paper = on_old(staff)
    do(deciding.propose, staff["asylum"], case, **GRANTED)


@pytest.mark.parametrize(("topic", "days"), [("SECURITY", 183), ("HUMAN_RIGHTS", 365), ("LAW", 1096)])
def test_how_long_it_holds_depends_on_what_it_is_about(staff: dict[str, Actor], topic: str, days: int) -> None:
    for age, text, holds in ((days, COI_TEXT, True), (days + 1, OTHER, False)):
        paper = shelved(staff, text, topics=[topic], published_on=moment.today() - timedelta(days=age))
        with acting_as(SYSTEM):
            assert any(one.needs_reason for one in cited.outdated([paper])[paper]) is not holds


def test_the_day_up_to_which_it_reaches_counts(staff: dict[str, Actor]) -> None:
    """A report of yesterday on last year is information of last year."""
    told = {"published_on": moment.today() - timedelta(days=1), "cut_off": moment.today() - timedelta(days=200)}
    paper = shelved(staff, COI_TEXT, **told)
    with acting_as(SYSTEM):
        assert any(one.needs_reason for one in cited.outdated([paper])[paper])
    with pytest.raises(refusals.BadInput, match="reach beyond"):
        shelved(staff, OTHER, published_on=moment.today() - timedelta(days=9), cut_off=moment.today())


def happened(staff: dict[str, Actor], **changes: Any) -> UUID:
    told = {"country": "AFG", "day": moment.today() - timedelta(days=5), "what": "SYNTHETIC change of power"}
    return do(coi.note_event, staff["asylum"], **{**told, **changes})


def test_after_an_event_in_the_country_an_earlier_reason_does_not_count(staff: dict[str, Actor]) -> None:
    case, paper = on_old(staff)
    reason(staff, case)
    event = happened(staff)
    page = client_of("legal").get(reverse("coi_document", args=[paper])).content.decode()
    assert "SYNTHETIC change of power" in page
    for shown in (client_of("asylum").get(reverse("coi")), client_of("asylum").post(reverse("coi_search"), {"text": "searches"})):
        assert "before what happened on" in shown.content.decode()
    assert refused(staff, case) == {"G-CURRENT"}
    reason(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    do(coi.withdraw_event, staff["asylum"], event)
    assert "SYNTHETIC change of power" not in client_of("asylum").get(reverse("coi")).content.decode()


@pytest.mark.parametrize("elsewhere", [{"country": "IRN"}, {"topics": ["HEALTH"]}, {"day": moment.today() - timedelta(days=100)}])
def test_an_event_that_changes_nothing_about_it_asks_for_nothing(staff: dict[str, Actor], elsewhere: dict[str, Any]) -> None:
    case, _paper = on_old(staff, published_on=moment.today() - timedelta(days=30))
    happened(staff, **elsewhere)
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_a_newer_edition_is_looked_at_before_the_earlier_one_is_relied_on(staff: dict[str, Actor]) -> None:
    case, paper = on_old(staff, published_on=moment.today() - timedelta(days=30))
    shelved(staff, OTHER, follows=paper)
    assert refused(staff, case) == {"G-CURRENT"}
    reason(staff, case)
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_what_was_withdrawn_after_it_was_cited_refuses_nobody_without_a_new_reason(staff: dict[str, Actor]) -> None:
    case, paper = on_old(staff)
    reason(staff, case)
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC: the publisher took it back")
    assert refused(staff, case) == {"G-COI", "G-CURRENT"}
    with pytest.raises(refusals.Refused):
        reason(staff, case)


def test_evidence_is_taken_back_without_its_fact_which_is_assessed_again(staff: dict[str, Actor]) -> None:
    """The way on from a withdrawn document: what rested on it is found anew, without it."""
    case, paper = on_old(staff, published_on=moment.today() - timedelta(days=30))
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC: invented")
    with seeing_all():
        piece = Piece.objects.get(case=case, kind="COI")
        fact = piece.fact_id
    other = case_of(staff)
    weighed_other = {"piece": piece.pk, "why": "SYNTHETIC"}
    with pytest.raises(refusals.BadInput, match="of this case"):
        do(weighing.take_back_evidence, staff["asylum"], other, **weighed_other)
    do(weighing.take_back_evidence, staff["asylum"], case, piece=piece.pk, why="SYNTHETIC: its document was invented")
    assert refused(staff, case) == {"G-COI", "G-FACTS"}
    words = "Nobody was searched at night in the southern districts."
    told = {"kind": "COI", "bears": "NEUTRAL", "pinpoint": "para. 1", "words": words}
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, document=shelved(staff, OTHER), **told)
    weigh(staff, case)
    do(weighing.assess_fact, staff["asylum"], case, fact=fact, **ASSESSED)
    page = client_of("asylum").get(reverse("case", args=[case])).content.decode()
    assert "its document was invented" in page
    do(deciding.propose, staff["asylum"], case, **REFUSED)
    with seeing_all():
        pieces = json.loads(Decision.objects.get(case=case).document)["facts"][0]["pieces"]
    assert [one["text"] for one in pieces if one["kind"] == "COI"] == [words]
    assert [one["quote"] for one in json.loads(exported(staff, case).read("list.json"))["quotations"]] == [words]


def test_a_reason_of_before_it_became_too_old_or_before_the_case_was_opened_again_does_not_count(
    staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, paper = on_old(staff)
    reason(staff, case)
    with seeing_all():
        Piece.objects.filter(case=case, kind="COI").update(despite_at=moment.now() - timedelta(days=30))
        assert selectors.relied_on_without_reason(CaseFile.objects.get(pk=case)) == cited.titles([paper])[0].split(" · ")[:1]
        Piece.objects.filter(case=case, kind="COI").update(despite_at=moment.now() - timedelta(hours=1))
        assert selectors.relied_on_without_reason(CaseFile.objects.get(pk=case)) == []
        # As a court that sends the case back would be noted: any step counts here.
        monkeypatch.setattr(selectors, "_REOPENS", ("rely_despite",))
        assert selectors.relied_on_without_reason(CaseFile.objects.get(pk=case)) != []


def test_a_document_that_any_text_of_the_assessment_names_is_cited(staff: dict[str, Actor]) -> None:
    case = case_of(staff)
    fact = weighed(staff, case)
    with acting_as(SYSTEM):
        number = Document.objects.get(pk=shelved(staff, OTHER)).number
    told = {"kind": "DOCUMENT", "bears": "AGAINST", "pinpoint": "SYNTHETIC 4", "words": f"SYNTHETIC: contradicted by {number}"}
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, **told)
    assert refused(staff, case) == {"G-LISTED"}


def test_what_a_machine_translated_is_read_and_never_cited(staff: dict[str, Actor]) -> None:
    paper = shelved(staff, COI_TEXT, made="MACHINE")
    case = case_of(staff)
    with pytest.raises(refusals.BadInput, match="A machine translated it"):
        weighed(staff, case)
    with acting_as(SYSTEM):
        assert str(paper) not in dict(cited.choices("AFG"))
        assert not cited.still_citable([paper])
    assert "made by a machine" in client_of("asylum").get(reverse("coi")).content.decode()


def test_twin_without_its_mark_the_translation_of_a_machine_is_cited(staff: dict[str, Actor]) -> None:
    paper = shelved(staff, COI_TEXT, made="MACHINE")
    with acting_as(SYSTEM), seeing_all():
        Document.objects.filter(pk=paper).update(made="ORIGINAL")
    weighed(staff, case_of(staff))


def test_who_translated_is_named_where_the_words_are_cited(staff: dict[str, Actor]) -> None:
    for at, wrong in enumerate(({"made": "TRANSLATED"}, {"translator": "SYNTHETIC interpreter"})):
        with pytest.raises(refusals.BadInput, match="Name who translated"):
            shelved(staff, f"{COI_TEXT} {at}", **wrong)
    shelved(staff, OTHER + "2", made="TRANSLATED", translator="SYNTHETIC sworn interpreter")
    case = case_of(staff)
    do(weighing.add_fact, staff["asylum"], case, kind="PAST", statement="SYNTHETIC")
    with seeing_all():
        fact = Fact.objects.get(case=case).pk
        paper = Document.objects.get(made="TRANSLATED").pk
    told = {"kind": "COI", "bears": "AGAINST", "pinpoint": "para. 1", "words": "Nobody was searched at night in the southern districts."}
    do(weighing.add_evidence, staff["asylum"], case, fact=fact, document=paper, **told)
    weigh(staff, case)
    assert "translated by SYNTHETIC sworn interpreter" in json.loads(exported(staff, case).read("list.json"))["quotations"][0]["citation"]


def test_the_shelf_has_pages(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(staff, COI_TEXT, title="SYNTHETIC one")
    shelved(staff, OTHER, title="SYNTHETIC two", published_on=moment.today() - timedelta(days=60))
    monkeypatch.setattr(views, "_ON_A_PAGE", 1)
    pages = {at: client_of("asylum").get(reverse("coi"), {"page": at}).content.decode() for at in ("1", "2", "x", "99")}
    assert ["SYNTHETIC one" in pages[at] for at in ("1", "2", "x", "99")] == [True, False, True, False]
    assert ["SYNTHETIC two" in pages[at] for at in ("1", "2")] == [False, True]
    assert "Page 1 of 2" in pages["1"]


def test_twin_without_the_gate_somebody_is_refused_on_what_does_not_hold(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case, _paper = on_old(staff)
    without(monkeypatch, "G-CURRENT")
    do(deciding.propose, staff["asylum"], case, **REFUSED)


def test_a_reason_is_of_this_case_and_for_what_may_not_hold(staff: dict[str, Actor]) -> None:
    case, _paper = on_old(staff, published_on=moment.today() - timedelta(days=30))
    with seeing_all():
        piece = Piece.objects.get(case=case, kind="COI").pk
    happened(staff)
    other = case_of(staff)
    weighed(staff, other)
    with pytest.raises(refusals.BadInput, match="of this case"):
        do(weighing.rely_despite, staff["asylum"], other, piece=piece, why="SYNTHETIC")
