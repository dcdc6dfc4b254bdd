"""The library of country information: taken, confirmed, found, cited at its place, withdrawn; and what rests on it is looked at again."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import AccessLog, CaseFile, Task
from egnatia.node.asylum.evidence import actions as weighing
from egnatia.node.asylum.models import Fact, Superseded
from egnatia.node.coi import actions as coi
from egnatia.node.coi import selectors, tasks, where_used
from egnatia.node.coi.library import comparing, finding, indexing
from egnatia.node.coi.models import Assessment, Citation, Document, Passage
from egnatia.node.returns.gates import danger_there
from egnatia.node.returns.models import DangerCheck, ReturnCase
from tests.node.conftest import do
from tests.node.examined import COI_TEXT, QUOTE, document, interviewed, lodged, shelved, source, weighed
from tests.node.returning import look, opened
from tests.node.test_pages import client_of

CYRILLIC = "SYNTHETIC\n\nНовинари су ухапшени после протеста у главном граду."
ENGLISH = (
    "# SYNTHETIC title\n\nJournalists were arrested in Afghanistan after protests.\n\n# Return to Afghanistan\n\nNothing is known of people who came back."
)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of this test alone, built now and after each change that the test asks for."""
    monkeypatch.setattr(indexing, "folder", lambda: tmp_path / "coi")
    with acting_as(SYSTEM):
        indexing.rebuild()
    return tmp_path / "coi"


def found(text: str, **narrow: object) -> list[str]:
    with acting_as(SYSTEM):
        indexing.refresh() if (indexing.folder() / "whole").exists() else None
        return [one.document.title for one in finding.search(finding.Search(text, **narrow)).documents]  # type: ignore[arg-type]


def test_a_document_is_taken_with_proposals_and_confirmed_by_a_person(staff: dict[str, Actor]) -> None:
    taken = do(coi.take, staff["asylum"], pasted=ENGLISH)
    with acting_as(staff["asylum"]):
        known = selectors.proposals(CaseFile.objects.get(pk=taken))
        assert (known["title"], known["language"], known["about"]) == ("SYNTHETIC title", "eng", ["AFG"])
        assert selectors.choices() == []
    with pytest.raises(refusals.BadInput, match="may be cited"), acting_as(staff["asylum"]):
        coi.cite(taken, "p. 1", "Journalists were arrested")
    with pytest.raises(refusals.BadInput, match="registered source"):
        do(
            coi.confirm,
            staff["asylum"],
            taken,
            title="X",
            source=taken,
            about=["AFG"],
            topics=[],
            language="eng",
            published_on=moment.today(),
            accessed_on=moment.today(),
        )
    page = client_of("asylum").get(reverse("act", args=[taken, "confirm"])).content.decode()
    assert "SYNTHETIC title" in page


def test_what_says_nothing_or_is_here_already_is_not_taken(staff: dict[str, Actor]) -> None:
    document(staff)
    for told, why in (
        ({"pasted": COI_TEXT}, "here already"),
        ({"content": base64.b64encode(b"%PDF-1.4 broken").decode()}, "damaged"),
        ({"content": base64.b64encode(b"\x00\xff\xfe").decode()}, "Choose a PDF"),
        ({"content": base64.b64encode(b"<html></html>").decode()}, "no text"),
        ({}, "one of both"),
    ):
        with pytest.raises(refusals.BadInput, match=why):
            do(coi.take, staff["asylum"], **told)


def test_a_source_is_assessed_by_a_person_and_documents_keep_the_answers_they_were_confirmed_on(staff: dict[str, Actor]) -> None:
    paper = document(staff)
    again = {name: "SYNTHETIC: other answers" for name in selectors.QUESTIONS}
    do(coi.assess, staff["asylum2"], source(staff), **again)
    with acting_as(SYSTEM):
        assert Document.objects.get(pk=paper).assessed.version == 1  # type: ignore[union-attr]
        assert [one.version for one in Assessment.objects.order_by("version")] == [1, 2]
    with pytest.raises(refusals.BadInput, match="registered already"):
        do(coi.register, staff["asylum"], name="synthetic ORGANISATION", kind="NGO", **again)


@pytest.mark.parametrize("change", [{"content": b"other"}, {"digest": "0" * 64}])
def test_a_version_never_changes(staff: dict[str, Actor], change: dict[str, object]) -> None:
    paper = document(staff)
    with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=paper).update(**change)
    with acting_as(SYSTEM):
        coi.cite(paper, "p. 1", QUOTE)
        with pytest.raises(DatabaseError), transaction.atomic():
            Citation.objects.update(quote="other words")


def test_it_is_found_in_either_script_narrowed_and_opened_at_the_passage(staff: dict[str, Actor], index: Path) -> None:
    shelved(staff, CYRILLIC, title="Cyrillic", language="srp", about=["SRB"])
    shelved(staff, ENGLISH, title="English", published_on=moment.today() - timedelta(days=900))
    assert found("novinari uhapšeni") == ["Cyrillic"]
    assert found("journalists", countries=["AFG"]) == ["English"]
    assert found("journalists", countries=["SRB"]) == []
    assert found("journalists", since=moment.today() - timedelta(days=100)) == []
    page = client_of("asylum").post(reverse("coi_search"), {"text": "journalists arrested"}).content.decode()
    assert "<mark>Journalists</mark>" in page
    assert 'lang="en"' in page.split("<mark>")[0].rsplit("<p ", 1)[1]
    with acting_as(SYSTEM):
        one = Passage.objects.get(text__contains="Journalists")
    link = f"{reverse('coi_document', args=[one.document_id])}#p{one.number}"
    assert link in page
    assert f'id="p{one.number}"' in client_of("asylum").get(reverse("coi_document", args=[one.document_id])).content.decode()


def test_while_the_index_is_built_the_database_answers(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(indexing, "folder", lambda: tmp_path / "none")
    shelved(staff, CYRILLIC, title="Cyrillic", language="srp", about=["SRB"])
    assert found("novinari uhapšeni", languages=["srp"]) == ["Cyrillic"]
    assert found("novinari škola", languages=["srp"]) == []
    assert found('"uhapšeni posle protesta"', countries=["SRB"]) == ["Cyrillic"]
    assert found("novinari -protest", languages=["srp"]) == []
    assert "The index is being built" in client_of("asylum").post(reverse("coi_search"), {"text": "novinari"}).content.decode()


def test_what_was_withdrawn_a_moment_ago_is_not_found_whatever_the_index_holds(staff: dict[str, Actor], index: Path) -> None:
    paper = shelved(staff, ENGLISH, title="English")
    assert found("journalists") == ["English"]
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC")
    with acting_as(SYSTEM):
        assert finding.search(finding.Search("journalists")).documents == []
    assert found("journalists") == []
    assert client_of("asylum").get(reverse("coi_document", args=[paper])).status_code == 200


def test_nothing_found_is_never_said_to_have_not_happened(staff: dict[str, Actor], index: Path) -> None:
    page = client_of("asylum").post(reverse("coi_search"), {"text": "volcano"}).content.decode()
    assert "does not show that something did not happen" in page


@pytest.mark.parametrize("text", ['"', "-x", "\0", "a" * 5000, "title:", "' OR 1=1", "*** ~~~", "&|!()<>:*"])
def test_no_words_break_the_search(staff: dict[str, Actor], text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(indexing, "folder", lambda: tmp_path / "none")
    sent = {"text": text, "since": "yesterday", "countries": ["')"], "topics": ["NONE"]}
    assert client_of("asylum").post(reverse("coi_search"), sent).status_code == 200


def test_what_is_looked_for_stands_in_no_log(staff: dict[str, Actor], index: Path) -> None:
    client_of("asylum").post(reverse("coi_search"), {"text": "verysecretname"})
    with seeing_all():
        assert not any("verysecretname" in str(value) for row in AccessLog.objects.values() for value in row.values())


@pytest.mark.parametrize("language", ["cnr", "sr-latn", "sq", "ar", "mk"])
def test_the_search_speaks_every_language_of_the_shell(staff: dict[str, Actor], index: Path, language: str) -> None:
    shelved(staff, ENGLISH, title="English")
    assert found("journalists") == ["English"]
    client = client_of("asylum")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.post(reverse("coi_search"), {"text": "journalists"}).content.decode()
    assert '<html lang="en"' not in page
    assert "<mark>Journalists</mark>" in page


def test_a_quotation_is_kept_with_its_place(staff: dict[str, Actor]) -> None:
    paper = shelved(staff, ENGLISH, title="English")
    with acting_as(staff["asylum"]):
        one = Citation.objects.get(pk=coi.cite(paper, "para. 2", "nothing is  known\nof people"))
        text = Document.objects.get(pk=paper).text
        assert text[one.start : one.end] == "Nothing is known of people"
        assert text.find(one.prefix + "Nothing is known of people" + one.suffix) >= 0
        assert selectors.citations([one.pk])[one.pk].address.endswith(f"#p{one.passage}")
        with pytest.raises(refusals.BadInput, match="do not stand"):
            coi.cite(paper, "p. 1", "Nothing is known of journalists")
        with pytest.raises(refusals.BadInput, match="do not stand"):
            coi.cite(paper, "p. 1", "thing is known of people")


def _cited(staff: dict[str, Actor]) -> tuple[UUID, UUID]:
    case = lodged(staff)
    interviewed(staff, case)
    weighed(staff, case)
    return case, document(staff)


def _tasks(case: UUID, code: str = "REVIEW_COI") -> int:
    with seeing_all():
        return Task.objects.filter(case=case, code=code, done_at=None).count()


def test_a_withdrawn_source_opens_a_review_in_every_case_that_used_it(staff: dict[str, Actor]) -> None:
    case, paper = _cited(staff)
    returned = opened(staff)
    look(staff, returned)
    with seeing_all():
        assert paper in DangerCheck.objects.get(case=returned).sources
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC: corrected")
    assert _tasks(case) == 1
    assert _tasks(returned, "LOOK_AT_DANGER") == 1
    assert "withdrawn since" in client_of("asylum").get(reverse("case", args=[case])).content.decode()
    do(weighing.review_coi, staff["asylum"], case, changes=False, what="SYNTHETIC: the fact rests on the report too")
    assert _tasks(case) == 0
    with seeing_all():
        assert "Changes nothing" in str(Superseded.objects.get(case=case).content)
        assert Fact.objects.get(case=case).outcome == "ACCEPTED"


def test_twin_without_the_rooms_nobody_is_told(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case, paper = _cited(staff)
    monkeypatch.setattr(where_used, "rooms", [])
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC: corrected")
    assert _tasks(case) == 0


def test_a_newer_edition_tells_every_case_that_cites_the_earlier_one(staff: dict[str, Actor]) -> None:
    case, paper = _cited(staff)
    newer = shelved(staff, COI_TEXT + " New.", follows=paper)
    assert _tasks(case) == 1
    page = client_of("asylum").get(reverse("coi_document", args=[paper])).content.decode()
    assert reverse("coi_document", args=[newer]) in page
    with pytest.raises(refusals.BadInput, match="no newer edition"):
        shelved(staff, COI_TEXT + " Third.", follows=paper)


def test_the_library_says_a_number_of_cases_and_no_case(staff: dict[str, Actor]) -> None:
    case, paper = _cited(staff)
    page = client_of("legal").get(reverse("coi_document", args=[paper])).content.decode()
    assert "Cited in 1 case." in page
    with seeing_all():
        assert CaseFile.objects.get(pk=case).number not in page


def test_files_run_nowhere(staff: dict[str, Actor]) -> None:
    paper = shelved(staff, b"<!doctype html><html><body><p>SYNTHETIC words of a page that say something.</p><script>x()</script></body></html>")
    answer = client_of("asylum").get(reverse("coi_file", args=[paper]))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_one_long_report_hides_no_other(staff: dict[str, Actor], index: Path) -> None:
    """Each of its many passages matches better than the one of the short document."""
    long = "\n\n".join(f"# Part {number}\n\nNight searches: searches at night, night after night, in district {number} of SYNTHETIC." for number in range(400))
    shelved(staff, long, title="SYNTHETIC long report")
    shelved(
        staff, "SYNTHETIC: of searches there is one word in this short paper, among very many others about harvests and roads.", title="SYNTHETIC short paper"
    )
    assert found("night searches") == ["SYNTHETIC long report", "SYNTHETIC short paper"]


def test_twin_with_few_passages_looked_at_the_other_is_hidden(staff: dict[str, Actor], index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "DEEP", 200)
    with pytest.raises(AssertionError):
        test_one_long_report_hides_no_other(staff, index)
    with acting_as(SYSTEM):
        assert finding.search(finding.Search("night searches")).at_least


def test_a_broken_index_heals_and_the_database_answers_meanwhile(staff: dict[str, Actor], index: Path) -> None:
    shelved(staff, ENGLISH)
    assert found("journalists") == ["SYNTHETIC report"]
    (index / "meta.json").write_text("{")
    indexing._open.clear()
    with acting_as(SYSTEM):
        assert finding.search(finding.Search("journalists")).rebuilding
        assert indexing.refresh() > 0
    assert found("journalists") == ["SYNTHETIC report"]


def test_what_nobody_could_read_is_read_when_the_index_is_made_anew(staff: dict[str, Actor], index: Path) -> None:
    """More of them than one run used to take; each is found afterwards."""
    for number in range(3):
        shelved(staff, f"SYNTHETIC journalists, paper {number}", title=f"SYNTHETIC {number}")
    with acting_as(SYSTEM):
        Passage.objects.all().delete()
        Document.objects.update(text="", indexed_at=moment.now())
        (index / "whole").unlink()
    tasks.index()
    assert sorted(found("journalists")) == ["SYNTHETIC 0", "SYNTHETIC 1", "SYNTHETIC 2"]


def test_what_is_withdrawn_while_it_is_indexed_is_indexed_again(staff: dict[str, Actor], index: Path) -> None:
    paper = shelved(staff, ENGLISH)
    with acting_as(SYSTEM):
        read = list(Document.objects.filter(pk=paper))
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC: the publisher took it back")
    with acting_as(SYSTEM):
        indexing._note(read)
        assert Document.objects.get(pk=paper).indexed_at is None


def test_an_edition_whose_follower_was_withdrawn_can_have_another(staff: dict[str, Actor]) -> None:
    first = shelved(staff, ENGLISH)
    wrong = shelved(staff, CYRILLIC, follows=first)
    with pytest.raises(refusals.BadInput, match="no newer edition"):
        shelved(staff, "SYNTHETIC another text", follows=first)
    do(coi.withdraw, staff["asylum"], wrong, why="SYNTHETIC: the wrong file")
    right = shelved(staff, "SYNTHETIC a third text", follows=first)
    with acting_as(SYSTEM):
        assert Document.objects.get(pk=first).newer.pk == right


def test_withdrawing_the_middle_of_three_editions_hides_no_newer_one(staff: dict[str, Actor]) -> None:
    first = shelved(staff, ENGLISH)
    second = shelved(staff, CYRILLIC, follows=first)
    third = shelved(staff, "SYNTHETIC a third text", follows=second)
    do(coi.withdraw, staff["asylum"], second, why="SYNTHETIC: the wrong file")
    with acting_as(SYSTEM):
        assert Document.objects.get(pk=first).newer.pk == third
        assert any("newer edition" in str(one.text) for one in selectors.outdated([first])[first])


def test_a_look_at_the_danger_on_withdrawn_information_does_not_hold(staff: dict[str, Actor]) -> None:
    paper = document(staff)
    case = opened(staff)
    look(staff, case)
    with acting_as(SYSTEM):
        one = ReturnCase.objects.get(pk=case)
        assert "withdrawn" not in str(danger_there(one.person_id, one.country, moment.today(), "RETURN_RISK_HOLDS").why)
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC: it was invented")
    with acting_as(SYSTEM):
        assert where_used.count(paper) == 1
        assert "withdrawn" in str(danger_there(one.person_id, one.country, moment.today(), "RETURN_RISK_HOLDS").why)


def test_a_source_is_read_by_every_unit_that_reads_the_library(staff: dict[str, Actor]) -> None:
    page = client_of("legal").get(reverse("coi_source", args=[source(staff)])).content.decode()
    assert "on the spot, names its method" in page
    assert reverse("case", args=[source(staff)]) not in page


def test_what_courts_held_of_a_passage_stands_beside_it_and_in_the_form_that_weighs_it(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    interviewed(staff, case)
    weighed(staff, case)
    paper = document(staff)
    held = {"who": "SYNTHETIC court, 1/2026", "held": "DOUBTED", "said": "SYNTHETIC: too general for the north", "on": moment.today()}
    for wrong in ({"passage": 99}, {"said": "of Nasir Karimi"}, {"who": ""}):
        with pytest.raises(refusals.BadInput):
            do(coi.note_held, staff["asylum"], paper, **{"passage": 1, **held, **wrong})
    do(coi.note_held, staff["asylum"], paper, passage=1, **held)
    page = client_of("asylum").get(reverse("coi_document", args=[paper])).content.decode()
    assert "cited 1 time" in page
    assert "Did not follow it. SYNTHETIC: too general for the north" in page
    form = client_of("asylum").get(reverse("act", args=[case, "weigh_coi"])).content.decode()
    assert "too general for the north" in form


EARLIER = """# SYNTHETIC annual report

# 1. Prisons

Torture in prisons was reported. Torture of detainees went on, and torture was denied. 2024 2024 2024.

# 2. Women and girls

Women were beaten at home; the police sent women away, and women had no shelter.

# 3. The Press

Journalists were arrested.
"""
LATER = """# SYNTHETIC annual report

# 1. Women and girls

Women were beaten at home; the police sent women away.

# 2. Press

Journalists are free.
"""


def test_what_a_newer_edition_does_not_speak_of_any_more_is_shown(staff: dict[str, Actor]) -> None:
    first = shelved(staff, EARLIER)
    second = shelved(staff, LATER, title="SYNTHETIC report, next year", follows=first, published_on=moment.today())
    with acting_as(SYSTEM):
        told = comparing.with_earlier(selectors.light().get(pk=second))
        assert comparing.with_earlier(selectors.light().get(pk=first)) is None
    assert told is not None
    # A number that changed and a word that is left out of a heading: one is the same heading, the other is another.
    assert [name.split(". ")[1] for name in told.headings] == ["Prisons"]
    assert told.subjects == (("Torture", 3),)
    assert 40 < told.length < 67
    page = client_of("asylum").get(reverse("coi_document", args=[second])).content.decode()
    assert "does not show that it ended" in page
    assert "Torture" in page
    assert "does not show that it ended" not in client_of("asylum").get(reverse("coi_document", args=[first])).content.decode()


def test_editions_in_two_languages_are_not_compared(staff: dict[str, Actor]) -> None:
    first = shelved(staff, EARLIER)
    second = shelved(staff, CYRILLIC, language="srp", follows=first)
    with acting_as(SYSTEM):
        assert comparing.with_earlier(selectors.light().get(pk=second)) is None


def test_a_word_that_nothing_has_is_asked_back_with_the_nearest_that_stands_here(staff: dict[str, Actor], index: Path) -> None:
    shelved(staff, "SYNTHETIC\n\nThe Taliban closed schools in Jalalabad; the Taliban said so.", title="English")
    shelved(staff, CYRILLIC, title="Cyrillic", language="srp", about=["SRB"])
    found("anything")

    def told(text: str) -> dict[str, str]:
        with acting_as(SYSTEM):
            return finding.search(finding.Search(text)).meant

    assert told("talban schools jalalabat") == {"talban": "Taliban", "jalalabat": "Jalalabad"}
    # Words that are here in another form or script, short ones, numbers, and what is left out are not asked back.
    assert told("school novinari 2025x of -talban") == {}
    assert told("xylophone") == {}
    page = client_of("asylum").post(reverse("coi_search"), {"text": 'talban "schools"'}).content.decode()
    assert "Look for this instead?" in page
    assert 'value="Taliban &#34;schools&#34;"' in page
    # What the button sends is the last of the two texts.
    assert "<mark>Taliban</mark>" in client_of("asylum").post(reverse("coi_search"), {"text": ["talban", "Taliban"]}).content.decode()


def test_words_of_what_was_withdrawn_are_not_offered(staff: dict[str, Actor], index: Path) -> None:
    paper = shelved(staff, "SYNTHETIC\n\nThe Taliban closed schools.", title="English")
    found("anything")
    do(coi.withdraw, staff["asylum"], paper, why="SYNTHETIC")
    with acting_as(SYSTEM):
        assert finding.search(finding.Search("talban")).meant == {}
