"""Agreements and plans on paper, in the language of the person beside ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from egnatia.kernel import pdf
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes.words import Words, read
from egnatia.kernel.models import AccessLog
from egnatia.node.avrr.models import Item, Measure, Resumes, To
from egnatia.node.referral import actions as referral
from egnatia.node.referral import papers
from egnatia.node.referral.models import GivenBy
from egnatia.node.referral.pathways import Field, TransferGround
from tests.node.conftest import AGREED, arrive, do
from tests.node.test_pages import client_of
from tests.node.test_referral_abroad import ACROSS, Neighbour
from tests.node.test_referral_abroad import neighbour as neighbour
from tests.node.test_reintegration import approved

LANGUAGES = ("eng", "srp", "bos", "mkd", "sqi", "tur", "ara", "fas", "pus")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was set on each paper; the paper itself is made too."""
    found: list[dict[str, Any]] = []
    make = pdf.make
    monkeypatch.setattr(papers.pdf, "make", lambda source, data: found.append(data) or make(source, data))
    return found


def text_of(who: str, name: str, case: Any, printed: list[dict[str, Any]]) -> str:
    answer = client_of(who).get(reverse(name, args=[case]))
    assert answer.status_code == 200, name
    assert answer.content.startswith(b"%PDF")
    assert b"pdfuaid" in answer.content
    return str(printed[-1])


def test_every_word_is_there_in_every_language() -> None:
    known = read(papers._HERE / "words.toml")
    assert {word: sorted(set(LANGUAGES) - set(one)) for word, one in known.items() if set(one) != set(LANGUAGES)} == {}
    wanted = {*Field.values, *Item.values, *GivenBy.values, *TransferGround.values, *To.values, *(f"R_{one}" for one in Resumes.values)}
    wanted |= {"M_DOCUMENTS" if one == Measure.DOCUMENTS else one for one in Measure.values}
    assert wanted <= set(known)


def test_broken_twin_a_word_without_a_language_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {**read(papers._HERE / "words.toml"), "extra": {"eng": "Extra"}}
    assert [word for word, one in known.items() if set(one) != set(LANGUAGES)] == ["extra"]


@pytest.mark.parametrize(("language", "words"), [("prs", "رضایت"), ("pbu", "هوکړه"), ("apc", "موافقة"), ("tur", "onay"), ("som", "")])
def test_the_agreement_is_in_the_language_in_which_it_was_given(staff: dict[str, Actor], printed: list[dict[str, Any]], language: str, words: str) -> None:
    told = {**AGREED, "consent_language": language, "receiver": "HEALTH-CENTRE", "need": "SYNTHETIC doctor"}
    case = do(referral.offer, staff["protection"], source_case=arrive(staff), **told)
    text = text_of("protection", "agreement", case, printed)
    for part in ("Agreement to share data", "Name; Language; Message to the service", "SYNTHETIC health centre", "without a reason"):
        assert part in text
    assert ("made by machine" in text) == bool(words)
    assert ("through an interpreter" in text) != bool(words)
    assert words in printed[-1]["title"][1]
    assert printed[-1]["rtl"] == (language in {"prs", "pbu", "apc"})
    with seeing_all():
        assert AccessLog.objects.filter(case_id=case, operation="consult").exists()


def test_it_is_for_its_sender_alone(staff: dict[str, Actor]) -> None:
    told = {**AGREED, "receiver": "HEALTH-CENTRE", "need": "SYNTHETIC doctor"}
    case = do(referral.offer, staff["protection"], source_case=arrive(staff), **told)
    for who in ("social", "officer2", "foreigners"):
        assert client_of(who).get(reverse("agreement", args=[case])).status_code == 404
    assert client_of("partner").get(reverse("agreement", args=[case])).status_code == 403


def test_the_ground_of_the_transfer_stands_on_it(staff: dict[str, Actor], neighbour: Neighbour, printed: list[dict[str, Any]]) -> None:
    case = do(referral.offer, staff["protection"], source_case=arrive(staff), **ACROSS)
    text = text_of("protection", "agreement", case, printed)
    assert "North Macedonia" in text
    assert "after I was told what it means" in text


def test_declaration_and_plan_for_the_person(staff: dict[str, Actor], printed: list[dict[str, Any]]) -> None:
    travel, plan = approved(staff)
    text = text_of("counsellor", "avrr_declaration", travel, printed)
    for part in ("Declaration of voluntary return", "until I board", "Reintegration partner there", "If I take it back"):
        assert part in text
    text = text_of("counsellor", "reintegration_plan", plan, printed)
    for part in ("Reintegration plan", "EUR 800.00", "sewing machine", "not the counsellors or the partner"):
        assert part in text
    assert client_of("partner").get(reverse("reintegration_plan", args=[plan])).status_code == 403
    assert client_of("counsellor").get(reverse("reintegration_plan", args=[travel])).status_code == 404


def test_where_there_are_no_words_the_paper_is_in_english_alone() -> None:
    known = Words(papers._HERE / "words.toml", "som")
    assert (known.second, known.said("plan"), known.tag, known.right_to_left) == ("", ["Reintegration plan", ""], "en", False)
    assert Words(papers._HERE / "words.toml", "pst").right_to_left
