"""Kept searches: each new document is compared with them, and whoever keeps one is told once."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import AccessLog, Task
from egnatia.node.coi import actions as coi
from egnatia.node.coi import tasks
from egnatia.node.coi.alerts import actions as keeping
from egnatia.node.coi.alerts.procedure import SEE
from egnatia.node.coi.library import indexing
from egnatia.node.coi.models import Alert, Document, KeptSearch
from tests.node.conftest import arrive, do
from tests.node.examined import shelved
from tests.node.test_pages import client_of

ENGLISH = "SYNTHETIC\n\nJournalists were arrested in the capital after protests.\n\n# Women\n\nNothing was said of women in the north."
CYRILLIC = "ПРОБНО\n\nНовинари су ухапшени после протеста у главном граду."


@pytest.fixture(autouse=True)
def index(staff: dict[str, Actor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "folder", lambda: tmp_path / "coi")
    with acting_as(SYSTEM):
        indexing.rebuild()


def told(search: UUID) -> list[str]:
    """Titles of what one of them told of, once the job has run."""
    tasks.index()
    with acting_as(SYSTEM):
        return list(Alert.objects.filter(search=search).order_by("document__number").values_list("document__title", flat=True))


def open_tasks(search: UUID) -> int:
    with seeing_all():
        return Task.objects.filter(case=search, code=SEE, done_at=None).count()


@pytest.mark.parametrize(
    ("looks_for", "answers"),
    [
        ({"text": "journalist protest"}, True),
        ({"text": "the journalists in capital"}, True),
        ({"text": "journalists women"}, False),
        ({"text": '"arrested in the capital"'}, True),
        ({"text": '"capital arrested"'}, False),
        ({"text": "journal*", "countries": ["AFG"]}, True),
        ({"text": "journalists -protests"}, False),
        ({"text": "journalists", "countries": ["IRN"]}, False),
        ({"countries": ["AFG", "IRN"], "topics": ["SECURITY"]}, True),
        ({"topics": ["HEALTH"]}, False),
        ({"languages": ["eng"], "kinds": ["NGO"]}, True),
        ({"kinds": ["MEDIA"]}, False),
        ({"text": "of the"}, True),
        ({"text": "-journalists"}, False),
    ],
)
def test_a_new_document_is_told_if_it_has_all_that_was_asked(staff: dict[str, Actor], looks_for: dict[str, object], answers: bool) -> None:
    search = do(keeping.keep, staff["asylum"], **looks_for)
    shelved(staff, ENGLISH, title="English")
    assert (told(search), open_tasks(search)) == ((["English"], 1) if answers else ([], 0))


def test_either_script_tells_the_other(staff: dict[str, Actor]) -> None:
    search = do(keeping.keep, staff["asylum"], text="novinari uhapšeni")
    shelved(staff, CYRILLIC, title="Cyrillic", language="srp")
    assert told(search) == ["Cyrillic"]


def test_what_was_here_before_is_no_news_and_nothing_is_told_twice(staff: dict[str, Actor]) -> None:
    shelved(staff, ENGLISH, title="Before")
    tasks.index()
    search = do(keeping.keep, staff["asylum"], text="journalists")
    assert told(search) == []
    new = shelved(staff, f"{ENGLISH} SYNTHETIC again.", title="New")
    assert told(search) == ["New"]
    do(keeping.seen, staff["asylum"], search)
    with acting_as(SYSTEM):
        # The index is made anew, of the same documents.
        Document.objects.update(indexed_at=None)
        indexing.rebuild()
    assert (told(search), open_tasks(search)) == (["New"], 0)
    page = client_of("asylum").get(reverse("case", args=[search])).content.decode()
    assert reverse("coi_document", args=[new]) in page
    do(coi.withdraw, staff["asylum"], new, why="SYNTHETIC")
    assert reverse("coi_document", args=[new]) not in client_of("asylum").get(reverse("case", args=[search])).content.decode()


def test_twin_without_the_mark_everything_would_be_news(staff: dict[str, Actor]) -> None:
    shelved(staff, ENGLISH, title="Before")
    tasks.index()
    search = do(keeping.keep, staff["asylum"], text="journalists")
    with acting_as(SYSTEM):
        Document.objects.update(compared=False)
    assert told(search) == ["Before"]


def test_a_search_that_ended_tells_of_nothing(staff: dict[str, Actor]) -> None:
    search = do(keeping.keep, staff["asylum"], text="journalists")
    shelved(staff, ENGLISH)
    assert open_tasks(search) == 0
    assert len(told(search)) == 1
    do(keeping.end, staff["asylum"], search)
    assert open_tasks(search) == 0
    shelved(staff, f"{ENGLISH} SYNTHETIC again.")
    assert len(told(search)) == 1


def test_it_is_kept_from_the_page_of_the_search_and_stands_in_no_address_and_no_log(staff: dict[str, Actor]) -> None:
    client = client_of("asylum")
    assert "Keep this search" in client.get(reverse("coi_search")).content.decode()
    answer = client.post(reverse("start", args=["coi_search", "keep"]), {"text": "zebra in Kabul", "countries": ["AFG"], "since": "", "order": "newest"})
    assert answer.status_code == 302
    with acting_as(SYSTEM):
        one = KeptSearch.objects.get()
        assert (one.text, one.countries) == ("zebra in Kabul", "AFG")
        assert "zebra" not in str(list(AccessLog.objects.values()))
    assert "zebra" not in answer["Location"]
    assert "zebra in Kabul" in client.get(reverse("coi_search")).content.decode()
    # Another unit sees neither the list nor the search.
    assert "zebra" not in client_of("legal").get(reverse("coi_search")).content.decode()
    assert client_of("legal").get(reverse("case", args=[one.pk])).status_code == 404


def test_no_name_of_the_register_is_kept(staff: dict[str, Actor]) -> None:
    arrive(staff, given_names="SYNTHETIC Zarghuna", family_name="Wardakzai")
    with pytest.raises(refusals.BadInput, match="Write about the country"):
        do(keeping.keep, staff["asylum"], text="Zarghuna Wardakzai")
    for nothing in ({}, {"text": "  "}):
        with pytest.raises(refusals.BadInput, match="Write a word"):
            do(keeping.keep, staff["asylum"], **nothing)
