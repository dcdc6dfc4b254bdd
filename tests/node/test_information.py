"""The duty to inform (FR-31) and the library: nothing against a person who was not told in a way that they understood; who wrote a text does not review it."""

from __future__ import annotations

import base64
import re
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.codes import languages
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Task
from egnatia.node.information import actions as library
from egnatia.node.information import leaflets, selectors
from egnatia.node.information.items import MANDATORY, Item, Step
from egnatia.node.information.models import Material, Opening, Told, Translation
from egnatia.node.registration import actions as registration
from egnatia.node.screening import actions as screening
from tests.node.conftest import all_steps, arrive, do, told
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

ALL = ("arb", "prs", "pes", "pbu", "urd", "kmr", "tur", "eng", "sqi", "bos", "cnr", "srp", "mkd", "fra")


def untold(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch, wish: str = "YES") -> Any:
    """A screening in which everything is done but the information."""
    case = arrive(staff)
    with monkeypatch.context() as without:
        without.setattr(screening, "inform", lambda *_args, **_kwargs: type("A", (), {"case_id": case}))
        all_steps(staff, case, wish=wish)
    return case


def refused_for(staff: dict[str, Actor], case: Any, route: str) -> set[str]:
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route=route)
    return closed(caught)


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"interpreter_present": False}, True),
        ({"language": "srp", "interpreter_present": False}, False),
        ({"answer": "NOT_UNDERSTOOD"}, False),
        ({"answer": "REFUSED", "leaflet_given": True, "interpreter_present": False}, True),
        # Left with a leaflet that they cannot read, whoever stood beside it.
        ({"answer": "REFUSED", "leaflet_given": True, "language": "fra"}, False),
        ({"items": ["PURPOSE", "OUTCOMES", "ASYLUM", "DUTIES", "DATA"]}, False),
    ],
)
def test_fr_31_what_counts_as_told(staff: dict[str, Actor], changes: dict[str, Any], counts: bool) -> None:
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told(**changes))
    with acting_as(staff["officer"]):
        assert (selectors.missing(CaseFile.objects.get(pk=case), Step.SCREENING) == []) is counts


def test_a_dialect_is_told_by_the_leaflet_that_its_speakers_read(staff: dict[str, Actor]) -> None:
    case = arrive(staff, language="apc")
    do(screening.inform, staff["officer"], case, **told(language="arb", interpreter_present=False, leaflet_given=True))
    with acting_as(staff["officer"]):
        assert selectors.missing(CaseFile.objects.get(pk=case), Step.SCREENING) == []
        assert Told.objects.get().leaflet_id == Translation.objects.get(material__step="SCREENING", language="arb").pk
    # Sorani is no Kurmanji: there is no leaflet.
    other = arrive(staff, language="ckb")
    with pytest.raises(refusals.BadInput) as caught:
        do(screening.inform, staff["officer"], other, **told(language="ckb", leaflet_given=True))
    assert set(caught.value.errors) == {"leaflet_given"}


def test_an_urgency_opens_the_way_to_protection_and_never_one_against_the_person(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    against = untold(staff, monkeypatch, wish="NO")
    do(screening.note_urgency, staff["medic"], against, reason="MEDICAL", text="SYNTHETIC: unconscious")
    assert "G-INFO" in refused_for(staff, against, "RETURN_RULES")
    case = untold(staff, monkeypatch)
    assert refused_for(staff, case, "REGISTRATION") == {"G-INFO"}
    do(screening.note_urgency, staff["medic"], case, reason="MEDICAL", text="SYNTHETIC: unconscious")
    do(screening.refer, staff["officer"], case, route="REGISTRATION")
    with seeing_all():
        assert Task.objects.filter(case=case, code="INFORM_LATER", done_at=None).exists()


def test_the_task_to_inform_ends_when_all_was_told(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.note_urgency, staff["medic"], case, reason="DANGER", text="SYNTHETIC")
    do(screening.inform, staff["officer"], case, **told(items=["PURPOSE"]))
    with seeing_all():
        assert Task.objects.filter(case=case, code="INFORM_LATER", done_at=None).exists()
    do(screening.inform, staff["officer"], case, **told())
    with seeing_all():
        assert not Task.objects.filter(case=case, code="INFORM_LATER", done_at=None).exists()


def test_nobody_loses_an_application_by_duties_never_told(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"])
    from tests.node.conftest import REGISTERED

    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    with seeing_all():
        assert Task.objects.filter(case=wish, code="INFORM_LATER", done_at=None).exists()
    with pytest.raises(refusals.GateClosed) as caught:
        do(registration.propose_lapse, staff["asylum"], wish, efforts="SYNTHETIC")
    assert "G-INFO" in closed(caught)


def test_every_leaflet_of_every_language_is_there_and_marked_unreviewed(staff: dict[str, Actor]) -> None:
    assert set(leaflets.shipped()) == set(ALL) == set(leaflets.TAGS) == set(leaflets.OWN_NAMES)
    assert set(languages.RIGHT_TO_LEFT) & set(ALL) == {"arb", "prs", "pes", "pbu", "urd"}
    for step in Step:
        for language in ALL:
            page = Client().get(reverse("leaflet", args=[step, language]))
            text = page.content.decode()
            assert page.status_code == 200
            assert f'<html lang="{leaflets.TAGS[language]}" dir="{"rtl" if language in languages.RIGHT_TO_LEFT else "ltr"}">' in text
            for item in MANDATORY[step]:
                assert leaflets.shipped()[language]["items"][item] in page.content.decode().replace("&#39;", "'")
            assert leaflets.shipped()[language]["unreviewed"].replace("'", "&#39;") in text


def test_no_leaflet_is_english_under_another_name() -> None:
    english = leaflets.shipped()["eng"]
    for language, known in leaflets.shipped().items():
        if language != "eng":
            assert not {known["items"][one] for one in Item} & set(english["items"].values()), language
    # Serbian stands in Cyrillic, Bosnian and Montenegrin in Latin; languages in Arabic script are not each other.
    assert all("а" <= one <= "ш" or not one.isalpha() or one.isupper() or one in "ђјљњћџ" for one in leaflets.shipped()["srp"]["items"]["ASYLUM"])
    scripts = [leaflets.shipped()[one]["items"]["ASYLUM"] for one in ("arb", "prs", "pes", "pbu", "urd")]
    assert len(set(scripts)) == len(scripts)


def leaflet_case(step: str) -> Any:
    return Material.objects.get(step=step, kind="LEAFLET").pk


def test_who_entered_a_text_does_not_review_it(staff: dict[str, Actor]) -> None:
    case = leaflet_case("AGE")
    text = base64.b64encode(leaflets.shipped_leaflet(Step.AGE, "tur")).decode()
    do(library.add_translation, staff["social"], case, language="tur", content=text, made_by="HUMAN", translator="SYNTHETIC translator")
    verdict = {"language": "tur", "verdict": "REVIEWED", "reviewer": "SYNTHETIC, sworn translator for Turkish"}
    with pytest.raises(refusals.GateClosed, match="a colleague must read it"):
        do(library.review, staff["social"], case, **verdict)
    with pytest.raises(IntegrityError), transaction.atomic():
        Translation.objects.filter(material=case, language="tur", status="UNREVIEWED").update(status="REVIEWED", reviewed_by=staff["social"].id, reviewer="x")
    do(library.review, staff["legal"], case, **verdict)
    assert leaflets.shipped()["tur"]["unreviewed"] not in Client().get(reverse("leaflet", args=["AGE", "tur"])).content.decode()
    # A new version makes the others old; they can still be read.
    do(
        library.new_version,
        staff["legal"],
        case,
        language="eng",
        content=base64.b64encode(leaflets.shipped_leaflet(Step.AGE, "eng")).decode(),
        made_by="ORIGINAL",
    )
    cells = {cell.language: cell for shelf in selectors.board() if shelf.material.pk == case for cell in shelf.cells}
    assert (cells["tur"].old, cells["eng"].old, cells["tur"].mark) == (True, False, "warn")
    assert Client().get(reverse("leaflet", args=["AGE", "tur"])).status_code == 200


def test_a_text_that_was_sent_back_is_handed_to_nobody(staff: dict[str, Actor]) -> None:
    case = leaflet_case("BORDER")
    with pytest.raises(refusals.BadInput):
        do(library.review, staff["legal"], case, language="urd", verdict="SENT_BACK", reviewer="SYNTHETIC reader")
    do(library.review, staff["legal"], case, language="urd", verdict="SENT_BACK", reviewer="SYNTHETIC reader", remark="SYNTHETIC: wrong word for appeal")
    assert Client().get(reverse("leaflet", args=["BORDER", "urd"])).status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"title = 'x'", "These texts are missing"),
        (b"\xff\xfe", "TOML"),
        (b"= =", "TOML"),
        (b"items = 'x'", "missing"),
        (b"x = " + b"9" * 5000, "TOML"),
        (b"x = " + b"[" * 5000, "TOML"),
        (b"[items]\ntitle = 'x'", "title"),
    ],
)
def test_a_leaflet_with_a_text_missing_says_which(staff: dict[str, Actor], content: bytes, says: str) -> None:
    with pytest.raises(refusals.BadInput) as caught:
        do(library.add_translation, staff["legal"], leaflet_case("AGE"), language="fra", content=base64.b64encode(content).decode(), made_by="HUMAN")
    assert says in str(caught.value.errors["content"])


def test_tools_for_staff_have_versions_translations_deliveries_and_use(staff: dict[str, Actor]) -> None:
    pdf = base64.b64encode(b"%PDF-1.7 SYNTHETIC").decode()
    tool = {"title": "SYNTHETIC quick check", "kind": "TOOL", "language": "eng", "made_by": "ORIGINAL", "source": "SYNTHETIC"}
    with pytest.raises(refusals.BadInput):
        do(library.add, staff["protection"], **tool, content=base64.b64encode(b"MZ").decode())
    case = do(library.add, staff["protection"], **tool, content=pdf)
    do(library.ask_translation, staff["protection"], case, wanted=["mkd", "eng"])
    do(library.deliver, staff["legal"], case, language="eng", unit="BCP-1", copies=20, on="2026-01-05")
    text = Translation.objects.get(material=case, language="eng")
    answer = client_of("officer").get(reverse("material", args=[text.pk]))
    assert answer.content.startswith(b"%PDF-1.7 SYNTHETIC")
    shelf = next(one for one in selectors.board() if one.material.pk == case)
    assert (shelf.delivered, shelf.opened, Opening.objects.count()) == (20, 1, 1)
    assert {cell.language: cell.translation.status for cell in shelf.cells if cell.translation} == {"eng": "UNREVIEWED", "mkd": "WANTED"}
    page = client_of("officer").get(reverse("materials")).content.decode()
    assert "SYNTHETIC quick check" in page
    assert re.search(r"Pashto, Northern <span lang=.ps. dir=.rtl.[^>]*>پښتو</span></td><td>0</td><td>5</td><td>0</td>", page)
    assert "wanted" in page
    # One leaflet for each step: another one would leave it open which of them was meant.
    with pytest.raises(refusals.BadInput):
        do(library.add, staff["legal"], title="x", kind="LEAFLET", step="AGE", language="eng", made_by="HUMAN", content=pdf)


def test_pdfs_of_leaflets_are_made_in_both_directions(staff: dict[str, Actor]) -> None:
    for language in ("pbu", "srp"):
        text = Translation.objects.get(material__step="SCREENING", language=language)
        assert client_of("officer").get(reverse("material", args=[text.pk])).content.startswith(b"%PDF-")
    assert client_of("legal").get(reverse("material_source", args=[text.pk])).content.decode().startswith("unreviewed = ")
    assert client_of("officer").get(reverse("material", args=[uuid.uuid4()])).status_code == 404


def test_the_newest_answer_holds(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told())
    do(screening.inform, staff["officer"], case, **told(items=["ASYLUM", "HELP"], answer="NOT_UNDERSTOOD"))
    with acting_as(staff["officer"]):
        assert selectors.missing(CaseFile.objects.get(pk=case), Step.SCREENING) == [Item.ASYLUM, Item.HELP]
    # Said in a variety that is read alike, without an interpreter: nothing was understood.
    other = arrive(staff, language="ary")
    do(screening.inform, staff["officer"], other, **told(language="arb", interpreter_present=False))
    unknown = arrive(staff, language="und")
    do(screening.inform, staff["officer"], unknown, **told(language="und", interpreter_present=False))
    with acting_as(staff["officer"]):
        for one in (other, unknown):
            assert len(selectors.missing(CaseFile.objects.get(pk=one), Step.SCREENING)) == 6


def test_what_could_not_wait_is_made_good_after_the_referral_and_its_story_is_read_by_few(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = untold(staff, monkeypatch)
    do(screening.note_urgency, staff["medic"], case, reason="MEDICAL", text="SYNTHETIC: heart attack")
    do(screening.refer, staff["officer"], case, route="REGISTRATION")
    assert "heart attack" not in client_of("officer").get(reverse("case", args=[case])).content.decode()
    assert "heart attack" in client_of("medic").get(reverse("case", args=[case])).content.decode()
    do(screening.inform, staff["officer"], case, **told())
    with seeing_all():
        assert not Task.objects.filter(case=case, code="INFORM_LATER", done_at=None).exists()


def test_strange_addresses_of_leaflets_are_not_found(staff: dict[str, Actor]) -> None:
    for address in ("/leaflets/AGE/%00/", "/leaflets/AGE/zzzz/", "/leaflets/%00/eng/", "/leaflets/AGE/deu/", f"/leaflets/AGE/{'x' * 500}/"):
        assert Client().get(address).status_code == 404, address
