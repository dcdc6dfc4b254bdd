"""Questions and reports on a country: neutral, answered claim by claim, both sides shown, read by a second person, published as editions that never change."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming, Outgoing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.codes import editions
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Task
from egnatia.node.coi import actions as library
from egnatia.node.coi import selectors as known
from egnatia.node.coi import where_used
from egnatia.node.coi.models import Claim, Document, Edition, Research, SharedEdition
from egnatia.node.coi.research import actions as coi
from egnatia.node.coi.research import editions as making
from egnatia.node.coi.research import neutral, procedure, selectors
from egnatia.node.people import recognising
from egnatia.node.release import editions as carrying
from tests.node.conftest import arrive, do, state_of
from tests.node.examined import QUOTE, document, lodged, shelved, source
from tests.node.test_pages import client_of

ASKED: dict[str, Any] = {
    "title": "House searches at night",
    "country": "AFG",
    "topics": ["SECURITY"],
    "questions": ["Are there reports of searches of houses at night?", "Are there reports of courts that deal with them?"],
    "language": "eng",
}
CLAIM: dict[str, Any] = {"question": 1, "text": "House searches at night were reported in three districts.", "pinpoint": "para. 1", "quote": QUOTE}
NOTHING: dict[str, Any] = {
    "question": 2,
    "terms": "court, tribunal, judge; house search",
    "looked_in": "This library; SYNTHETIC database",
    "on": moment.today(),
}
OTHERWISE = "SYNTHETIC second report. No search of a house was reported since the ceasefire. SYNTHETIC end."
READ: dict[str, Any] = {"stands": True, "sides": True, "silence": True, "neutral": True}


def asked(staff: dict[str, Actor], **changes: Any) -> UUID:
    return do(coi.ask, staff["asylum"], **{**ASKED, **changes})


def drafted(staff: dict[str, Actor], **changes: Any) -> UUID:
    """A question with a claim on the first and nothing on the second."""
    case = asked(staff, **changes)
    do(coi.take_on, staff["asylum"], case)
    do(coi.state, staff["asylum"], case, **CLAIM, document=document(staff))
    do(coi.note_nothing, staff["asylum"], case, **NOTHING)
    return case


def published(staff: dict[str, Actor], case: UUID | None = None) -> UUID:
    case = case or drafted(staff)
    do(coi.submit, staff["asylum"], case)
    do(coi.publish, staff["asylum2"], case, **READ, source=source(staff))
    return case


def edition(case: UUID) -> Edition:
    with acting_as(SYSTEM):
        return Edition.objects.select_related("document").filter(research=case).latest("number")


def of_claims(case: UUID) -> Claim:
    with acting_as(SYSTEM):
        return Claim.objects.filter(research=case, struck=False).latest("number")


def closed(caught: pytest.ExceptionInfo[refusals.GateClosed]) -> set[str]:
    return {one.code for one, _answer in caught.value.closed}


# Nobody is told of.


def test_a_question_names_nobody_of_the_register(staff: dict[str, Actor]) -> None:
    lodged(staff)
    with seeing_all():
        number = CaseFile.objects.filter(subject__isnull=False).values_list("number", flat=True)[0]
    spelled = ("Nasir Karimi", "nasir karimi", "KARIMI, Nasir", "Nasir of the Karimi", "Насир Карими", "نصیر کریمی", "Naser Kareemi")
    for told in (*spelled, number, "write to a.person@example.org", "call +381 60 123 45 67"):
        with pytest.raises(refusals.BadInput) as caught:
            asked(staff, questions=[f"Was {told} seen in the capital?"])
        assert set(caught.value.errors) == {"questions"}
    with seeing_all():
        assert not Research.objects.exists()


def test_what_is_neutral_is_asked(staff: dict[str, Actor]) -> None:
    lodged(staff)
    case = asked(staff, questions=["Are there reports of arrests on 15 August 2021 in Kabul, Herat or Mazar?"])
    assert state_of(case) == "asked"


def test_beside_a_case_not_even_one_name_or_the_day_of_birth_is_told(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    with pytest.raises(refusals.BadInput):
        asked(staff, beside=case, questions=["Are people called Nasir persecuted there?"])
    asked(staff, questions=["Are people called Nasir persecuted there?"])
    for written in ("1990-05-03", "3.5.1990", "03/05/1990", "3. 5. 1990"):
        with pytest.raises(refusals.BadInput):
            asked(staff, beside=case, questions=[f"What happened to people born on {written}?"])
    plain = asked(staff, beside=case)
    with seeing_all():
        kept = Research.objects.filter(pk=plain).values().get()
        assert str(case) not in json.dumps(kept, default=str)


def test_a_person_of_public_life_may_be_called_like_somebody_but_no_number_may_stand_there(staff: dict[str, Actor]) -> None:
    lodged(staff)
    asked(staff, questions=["What does the party of Nasir Karimi say?"], public="The leader of a party, named in all reports")
    with seeing_all():
        number = CaseFile.objects.filter(subject__isnull=False).values_list("number", flat=True)[0]
    with pytest.raises(refusals.BadInput):
        asked(staff, questions=[f"What does {number} say there?"], public="The leader of a party")


def test_a_report_that_names_somebody_of_the_register_is_quoted_with_a_reason_alone(staff: dict[str, Actor]) -> None:
    lodged(staff)
    quote = "Nasir Karimi spoke to the press in the capital."
    paper = shelved(staff, f"SYNTHETIC report. {quote} SYNTHETIC end.", title="SYNTHETIC report on the press")
    case = asked(staff)
    do(coi.take_on, staff["asylum"], case)
    claim = {"question": 1, "text": "A politician spoke to the press.", "document": paper, "pinpoint": "para. 1", "quote": quote}
    with pytest.raises(refusals.BadInput) as caught:
        do(coi.state, staff["asylum"], case, **claim)
    assert set(caught.value.errors) == {"quote"}
    with pytest.raises(refusals.BadInput):
        do(coi.name_public, staff["asylum"], case, public="call +381 60 123 45 67")
    do(coi.name_public, staff["asylum"], case, public="The leader of a party")
    do(coi.state, staff["asylum"], case, **claim)


def test_a_small_word_of_one_language_is_a_name_of_another(staff: dict[str, Actor]) -> None:
    arrive(staff, given_names="Ali", family_name="Karimi", original_script="")
    with acting_as(SYSTEM):
        assert neutral.telling(["da li je ali karimi tamo"], "srp")
        assert not neutral.telling(["dolaze, ali ne tamo"], "srp")


def test_what_no_other_node_could_read_is_not_published(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = drafted(staff)
    do(coi.submit, staff["asylum"], case)
    monkeypatch.setattr(making, "_words", lambda: {"edition": "x" * 3000})
    with pytest.raises(refusals.BadInput, match="too long"):
        do(coi.publish, staff["asylum2"], case, **READ, source=source(staff))


def test_twin_that_compares_nothing_lets_a_name_out(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    lodged(staff)
    monkeypatch.setattr(recognising, "named", lambda text, small=(): [])
    asked(staff, questions=["Was Nasir Karimi seen in the capital?"])


def test_words_of_a_language_are_no_names_where_they_are_written_small(staff: dict[str, Actor]) -> None:
    lodged(staff)
    with acting_as(SYSTEM):
        assert neutral.telling(["are there any and all of the can be seen there"], "eng") == []


def test_the_register_is_asked_again_before_it_is_published(staff: dict[str, Actor]) -> None:
    case = drafted(staff, questions=["Was Anahitaa Farokhzadeh seen in the capital?", "Are there courts that deal with it?"])
    do(coi.submit, staff["asylum"], case)
    arrive(staff, family_name="Farokhzadeh", given_names="Anahitaa")
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.publish, staff["asylum2"], case, **READ, source=source(staff))
    assert closed(caught) == {"G-NEUTRAL"}


# Answered from the library.


def test_each_question_is_answered_or_its_search_is_told(staff: dict[str, Actor]) -> None:
    case = asked(staff)
    do(coi.take_on, staff["asylum"], case)
    do(coi.state, staff["asylum"], case, **CLAIM, document=document(staff))
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.submit, staff["asylum"], case)
    assert closed(caught) == {"G-ANSWERED"}
    do(coi.note_nothing, staff["asylum"], case, **NOTHING)
    do(coi.submit, staff["asylum"], case)


def test_twin_without_the_gate_a_question_goes_unanswered(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = asked(staff)
    do(coi.take_on, staff["asylum"], case)
    monkeypatch.setattr(procedure.SUBMIT, "gates", ())
    do(coi.submit, staff["asylum"], case)


def test_a_claim_stands_on_words_of_a_document_and_silence_is_none(staff: dict[str, Actor]) -> None:
    case = asked(staff)
    do(coi.take_on, staff["asylum"], case)
    for wrong in ({"quote": "No search was ever reported."}, {"quote": ""}, {"question": 3}, {"document": uuid.uuid4()}, {"text": "no"}):
        with pytest.raises(refusals.BadInput):
            do(coi.state, staff["asylum"], case, **{**CLAIM, "document": document(staff), **wrong})
    with seeing_all():
        assert not Claim.objects.exists()
    do(coi.note_nothing, staff["asylum"], case, **{**NOTHING, "question": 1})
    do(coi.state, staff["asylum"], case, **CLAIM, document=document(staff))
    with acting_as(staff["asylum"]):
        assert selectors.nothing(CaseFile.objects.get(pk=case)) == []
    with pytest.raises(refusals.BadInput, match="strike that first"):
        do(coi.note_nothing, staff["asylum"], case, **{**NOTHING, "question": 1})


def test_what_was_withdrawn_is_struck_before_anything_is_published(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = drafted(staff)
    do(library.withdraw, staff["asylum"], document(staff), why="SYNTHETIC: corrected")
    with seeing_all():
        assert Task.objects.filter(case=case, code=selectors.REVIEW, done_at=None).exists()
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.submit, staff["asylum"], case)
    assert closed(caught) == {"G-QUOTE"}
    do(coi.strike, staff["asylum"], case, claim=of_claims(case).pk)
    do(coi.note_nothing, staff["asylum"], case, **{**NOTHING, "question": 1})
    do(coi.submit, staff["asylum"], case)


def test_twin_without_the_gate_it_is_published_on_what_was_withdrawn(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = drafted(staff)
    do(library.withdraw, staff["asylum"], document(staff), why="SYNTHETIC: corrected")
    monkeypatch.setattr(procedure.SUBMIT, "gates", procedure.SUBMIT.gates[:1])
    do(coi.submit, staff["asylum"], case)


# A second reader.


def test_nobody_publishes_what_they_wrote(staff: dict[str, Actor]) -> None:
    case = drafted(staff)
    do(coi.submit, staff["asylum"], case)
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.publish, staff["asylum"], case, **READ, source=source(staff))
    assert closed(caught) == {"G-4EYES"}
    with pytest.raises(refusals.BadInput, match="send it back"):
        do(coi.publish, staff["asylum2"], case, **{**READ, "silence": False}, source=source(staff))
    do(coi.send_back, staff["asylum2"], case, why="SYNTHETIC: the second question")
    assert "SYNTHETIC: the second question" in client_of("asylum").get(reverse("case", args=[case])).content.decode()
    do(coi.add_place, staff["asylum2"], case, claim=of_claims(case).pk, document=document(staff), pinpoint="p. 1", quote=QUOTE)
    do(coi.submit, staff["asylum"], case)
    with pytest.raises(refusals.GateClosed):
        do(coi.publish, staff["asylum2"], case, **READ, source=source(staff))


def test_twin_without_the_gate_the_author_publishes(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = drafted(staff)
    do(coi.submit, staff["asylum"], case)
    monkeypatch.setattr(procedure.PUBLISH, "gates", tuple(one for one in procedure.PUBLISH.gates if one.code != "G-4EYES"))
    do(coi.publish, staff["asylum"], case, **READ, source=source(staff))


# Editions.


def test_an_edition_is_page_paper_and_data_and_never_changes(staff: dict[str, Actor]) -> None:
    case = drafted(staff)
    other = shelved(staff, OTHERWISE, title="SYNTHETIC second report", published_on=moment.today() - timedelta(days=900))
    quote = "No search of a house was reported since the ceasefire."
    do(coi.add_place, staff["asylum"], case, claim=of_claims(case).pk, document=other, pinpoint="para. 1", quote=quote, otherwise=True)
    published(staff, case)
    one = edition(case)
    content = bytes(one.content)
    told = json.loads(content)
    assert one.digest == hashlib.sha256(content).hexdigest()
    claim, empty = told["questions"][0]["claims"][0], told["questions"][1]
    assert [each["quote"] for each in claim["supports"]] == [QUOTE]
    assert [each["quote"] for each in claim["otherwise"]] == [quote]
    assert claim["one_source"]
    assert any("too old" in why for why in claim["otherwise"][0]["may_not_hold"])
    assert empty["claims"] == []
    assert empty["nothing"][0]["terms"] == NOTHING["terms"]
    assert "does not show that something did not happen" in told["absence"]
    page = client_of("legal").get(reverse("coi_report", args=[one.pk])).content.decode()
    assert all(text in page for text in (quote, "Says otherwise", "does not show that something did not happen", one.digest))
    assert client_of("asylum").get(reverse("coi_report_data", args=[one.pk])).content == content
    assert one.document.text.count(QUOTE) == 1
    assert "does not show that" in " ".join(one.document.text.split())
    for change in ({"content": b"{}"}, {"digest": "0" * 64}):
        with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.filter(pk=one.pk).update(**change)
    # Nobody who works here stands in it.
    assert staff["asylum"].name.encode() not in content
    assert staff["asylum2"].name.encode() not in content


def test_an_edition_is_cited_like_every_document_and_the_next_one_tells_who_cites_it(staff: dict[str, Actor]) -> None:
    case = published(staff)
    first = edition(case)
    with acting_as(staff["asylum"]):
        citation = library.cite(first.document_id, "p. 1", CLAIM["text"])
        assert known.citations([citation])[citation].digest == first.document.digest
    other = asked(staff)
    do(coi.take_on, staff["asylum"], other)
    do(coi.state, staff["asylum"], other, **{**CLAIM, "document": first.document_id})
    do(coi.revise, staff["asylum"], case)
    do(coi.submit, staff["asylum"], case)
    do(coi.publish, staff["asylum2"], case, **READ, source=source(staff))
    second = edition(case)
    assert (second.number, second.document.follows_id) == (2, first.document_id)
    with seeing_all():
        assert Task.objects.filter(case=other, code=selectors.REVIEW, done_at=None).exists()
        assert bytes(Edition.objects.get(pk=first.pk).content) == bytes(first.content)
    page = client_of("asylum").get(reverse("coi_report", args=[first.pk])).content.decode()
    assert "There is a newer edition" in page


def test_whoever_asked_is_told_and_a_withdrawn_source_is_named_on_the_edition(staff: dict[str, Actor]) -> None:
    paper = document(staff)
    case = published(staff)
    with seeing_all():
        assert Task.objects.filter(case=case, code=selectors.READ, done_at=None).exists()
    do(coi.read, staff["asylum"], case)
    do(library.withdraw, staff["asylum"], paper, why="SYNTHETIC: corrected")
    one = edition(case)
    page = client_of("asylum").get(reverse("coi_report", args=[one.pk])).content.decode()
    assert "were withdrawn since" in page
    do(coi.look_again, staff["asylum"], case, what="SYNTHETIC: another source says the same")
    with seeing_all():
        assert not Task.objects.filter(case=case, done_at=None).exists()
        assert where_used.count(paper) == 0


def test_what_is_declined_says_why(staff: dict[str, Actor]) -> None:
    case = asked(staff)
    do(coi.decline, staff["asylum2"], case, why="SYNTHETIC: ask for country guidance")
    do(coi.read, staff["asylum"], case)
    assert "ask for country guidance" in client_of("asylum").get(reverse("case", args=[case])).content.decode()


@pytest.mark.parametrize("language", ["arb", "srp", "pbu"])
def test_an_edition_is_written_in_other_languages(staff: dict[str, Actor], language: str) -> None:
    case = published(staff, drafted(staff, language=language))
    assert edition(case).document.language == language
    assert edition(case).document.pages >= 1


def test_the_board_shows_what_is_open_and_what_was_published(staff: dict[str, Actor]) -> None:
    case = asked(staff, needed_by=moment.today() + timedelta(days=3))
    done = published(staff)
    page = client_of("asylum").get(reverse("coi_reports")).content.decode()
    with seeing_all():
        assert CaseFile.objects.get(pk=case).number in page
    assert edition(done).document.number in page
    with seeing_all():
        assert Document.objects.filter(pk=edition(done).document_id, confirmed=True).exists()


def test_a_report_needs_no_asker(staff: dict[str, Actor]) -> None:
    case = do(coi.plan, staff["asylum"], **ASKED)
    assert state_of(case) == "drafting"
    for wrong in ({"questions": []}, {"questions": [f"Question number {n}?" for n in range(11)]}, {"topics": []}, {"questions": "short"}):
        with pytest.raises(refusals.BadInput):
            do(coi.plan, staff["asylum"], **{**ASKED, **wrong})


# Shared with the region.


def passed_on(payload: bytes, digest: str, node: str = "MKD") -> None:
    with acting_as(SYSTEM):
        carrying.received({"node": node, "sha256": digest}, payload, Incoming(node="HUB", sequence=1, received_at=moment.now()))


def package(**changes: Any) -> tuple[bytes, str]:
    """What another country shared: an edition of this one, under its name."""
    with acting_as(SYSTEM):
        one = Edition.objects.select_related("document").latest("published_at")
        content = json.dumps({**json.loads(bytes(one.content)), "node": "MKD", **changes}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        # Its paper is another file than ours.
        return editions.pack(content, bytes(one.document.content) + b"\n%MKD"), hashlib.sha256(content).hexdigest()


def test_an_edition_is_shared_by_somebody_who_did_not_write_it_and_its_withdrawal_is_told(staff: dict[str, Actor]) -> None:
    case = published(staff)
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.share, staff["asylum"], case)
    assert closed(caught) == {"G-4EYES"}
    do(coi.share, staff["asylum2"], case)
    one = edition(case)
    with acting_as(SYSTEM):
        sent = Outgoing.objects.get(message__type="coi_edition")
        content, paper, told = editions.unpack(bytes(sent.payload), sent.message["body"]["sha256"], "SRB")
    assert (content, paper) == (bytes(one.content), bytes(one.document.content))
    assert told.rests_on
    with pytest.raises(refusals.BadInput, match="shared already"):
        do(coi.share, staff["asylum2"], case)
    do(library.withdraw, staff["asylum"], one.document_id, why="SYNTHETIC: wrong")
    with acting_as(SYSTEM):
        assert Outgoing.objects.get(message__type="coi_edition_withdrawn").message["body"] == {"sha256": one.digest}


def test_what_rests_on_oral_sources_stays_here(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = published(staff)
    with acting_as(SYSTEM):
        Document.objects.exclude(pk=edition(case).document_id).update(kind="ORAL")
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.share, staff["asylum2"], case)
    assert closed(caught) == {"G-OPEN"}
    # The twin without the gate sends it.
    monkeypatch.setattr(procedure.SHARE, "gates", tuple(one for one in procedure.SHARE.gates if one.code != "G-OPEN"))
    do(coi.share, staff["asylum2"], case)


def test_an_edition_of_another_country_is_taken_confirmed_and_cited_to_the_byte(staff: dict[str, Actor]) -> None:
    published(staff)
    payload, digest = package(title="SYNTHETIC from elsewhere")
    passed_on(payload, digest)
    passed_on(payload, digest)
    with acting_as(SYSTEM):
        one = SharedEdition.objects.get()
    shown = client_of("asylum").get(reverse("coi_shared", args=[one.pk])).content.decode()
    assert "Take it into the library" in shown
    assert "SYNTHETIC from elsewhere" in client_of("asylum").get(reverse("coi_reports")).content.decode()
    form = client_of("asylum").get(f"{reverse('start', args=['coi_document', 'take_shared'])}?shared={one.pk}").content.decode()
    assert f'value="{one.pk}" selected' in form
    paper = do(library.take_shared, staff["asylum"], shared=one.pk)
    with pytest.raises(refusals.BadInput, match="not here yet"):
        do(library.take_shared, staff["asylum"], shared=one.pk)
    with acting_as(staff["asylum"]):
        proposed = known.proposals(CaseFile.objects.get(pk=paper))
    assert (proposed["title"], proposed["about"], proposed["language"]) == ("SYNTHETIC from elsewhere", ["AFG"], "eng")
    days = {"published_on": moment.today(), "accessed_on": moment.today()}
    told = {name: proposed[name] for name in ("title", "about", "language")}
    do(library.confirm, staff["asylum"], paper, **told, **days, topics=["SECURITY"], source=source(staff))
    other = asked(staff)
    do(coi.take_on, staff["asylum"], other)
    do(coi.state, staff["asylum"], other, **{**CLAIM, "document": paper})
    with acting_as(SYSTEM):
        assert bytes(Document.objects.get(pk=paper).content) == editions.unpack(payload, digest, "MKD")[1]
        carrying.withdrawn({"node": "MKD", "sha256": digest}, b"", Incoming(node="HUB", sequence=2, received_at=moment.now()))
        assert Task.objects.filter(case=other, code=selectors.REVIEW, done_at=None).exists()
        assert any("those who published it" in str(why.text) and why.needs_reason for why in known.outdated([paper])[paper])
    assert "Withdrawn by those who published it" in client_of("asylum").get(reverse("coi_shared", args=[one.pk])).content.decode()


def test_our_own_come_back_and_is_not_kept_twice(staff: dict[str, Actor]) -> None:
    published(staff)
    payload, digest = package(node="SRB")
    passed_on(payload, digest, "SRB")
    with acting_as(SYSTEM):
        assert not SharedEdition.objects.exists()


def test_a_package_that_is_no_edition_is_refused(staff: dict[str, Actor]) -> None:
    published(staff)
    payload, digest = package()
    content, _paper, _told = editions.unpack(payload, digest, "MKD")
    wrong: tuple[tuple[bytes, str], ...] = (
        (b"", digest),
        (b"[" * 5000, digest),
        (payload, "0" * 64),
        (editions.pack(content, b"<html>"), digest),
        (b'{"data": 1, "paper": ""}', digest),
        ('{"data": "", "paper": "ж"}'.encode(), digest),
    )
    for one, of in wrong:
        with pytest.raises(BadEnvelope):
            passed_on(one, of)
    for change in ({"applicant": "SYNTHETIC"}, {"country": "Nowhere"}, {"questions": []}, {"edition": 0}, {"title": "\u0000"}):
        with pytest.raises(BadEnvelope):
            passed_on(*package(**change))
    for node in ("DEU", "ALB"):
        with pytest.raises(BadEnvelope):
            passed_on(payload, digest, node)


def test_an_edition_of_another_country_never_changes(staff: dict[str, Actor]) -> None:
    published(staff)
    passed_on(*package())
    with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
        SharedEdition.objects.update(content=b"{}")


def test_from_an_examination_the_question_is_asked_beside_it_and_its_names_are_refused(staff: dict[str, Actor]) -> None:
    case = lodged(staff)
    client = client_of("asylum")
    assert "Ask about a country" in client.get(reverse("case", args=[case])).content.decode()
    form = client.get(f"{reverse('start', args=['coi_research', 'ask'])}?from={case}").content.decode()
    assert f'name="beside" value="{case}"' in form
    told = {**ASKED, "questions": "Are people called Nasir persecuted?\nAre there courts there?", "beside": str(case)}
    answer = client.post(f"{reverse('start', args=['coi_research', 'ask'])}?from={case}", told).content.decode()
    assert "tell of a person" in answer
    assert "Are there courts there?" in answer


def test_what_rests_on_a_withdrawn_document_is_not_shared(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = published(staff)
    with acting_as(SYSTEM):
        rests_on = Document.objects.exclude(pk=edition(case).document_id).get()
    do(library.withdraw, staff["asylum"], rests_on.pk, why="SYNTHETIC: invented")
    with pytest.raises(refusals.GateClosed) as caught:
        do(coi.share, staff["asylum2"], case)
    assert closed(caught) == {"G-QUOTE"}
    # The twin without the gate sends it to seven countries.
    monkeypatch.setattr(procedure.SHARE, "gates", tuple(one for one in procedure.SHARE.gates if one.code != "G-QUOTE"))
    do(coi.share, staff["asylum2"], case)


def test_the_place_of_a_quotation_and_its_translation_name_nobody_either(staff: dict[str, Actor]) -> None:
    arrive(staff, given_names="Zarghuna", family_name="Wardakzai")
    case = drafted(staff)
    for told in ({"pinpoint": "p. 1, for Zarghuna Wardakzai"}, {"translation": "SYNTHETIC: Zarghuna Wardakzai", "translated_by": "SYNTHETIC translator"}):
        with pytest.raises(refusals.BadInput, match="Write about the country"):
            do(coi.state, staff["asylum"], case, **{**CLAIM, **told}, document=document(staff))
