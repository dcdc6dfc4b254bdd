"""Papers of a return hold what they must, in two languages, and nothing that they must not; the month counts it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.node.referral import papers
from egnatia.node.registration import actions as registration
from egnatia.node.release import counting
from egnatia.node.returns import printing
from egnatia.node.returns.models import Monitoring, ToldAbroad
from egnatia.node.returns.monitoring import actions as monitoring
from tests.node import returning as walk
from tests.node.conftest import do
from tests.node.test_pages import client_of
from tests.node.test_readmission import sent

LANGUAGES = {"eng", "srp", "bos", "mkd", "sqi", "tur", "ara", "fas", "pus"}
# Return Directive art. 12 and the list of the reference model: sections that a return decision must have.
SECTIONS = {
    *("NAME", "birth", "nationality", "stay", "ground", "heard", "family", "health", "children", "ties", "needs", "danger", "reasons"),
    *("country", "period", "ban", "avrr", "remedy", "suspensive", "legal_aid", "regime", "officers", "served"),
}


def printed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a paper is made from, kept while it is made."""
    kept: dict[str, Any] = {}
    made = papers.paper

    def paper(known: Any, title: str, number: str, authority: str, parts: list[dict[str, Any]], *, synthetic: bool) -> Any:
        kept.update(title=title, parts=parts, labels={row["label"][0] for part in parts for row in part.get("rows", [])}, second=known.second)
        return made(known, title, number, authority, parts, synthetic=synthetic)

    monkeypatch.setattr(papers, "paper", paper)
    return kept


def test_every_word_is_there_in_every_language() -> None:
    found = tomllib.loads((Path(printing.__file__).parent / "words.toml").read_text(encoding="utf-8"))
    assert {key for key, words in found.items() if set(words) != LANGUAGES} == {"read_out"}  # for those of whose language there are no words


def test_a_decision_has_all_its_sections_and_tells_of_asylum(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = walk.served(staff, decision={"conditions": ["REPORTING"], "separation": "SYNTHETIC", "ban_months": 6, "ban_reasons": "SYNTHETIC"})
    kept, one = printed(monkeypatch), walk.decision_of(case)
    client = client_of("foreigners")
    for language in ("", "ara"):
        answer = client.get(reverse("return_decision", args=[one.pk]), {"language": language})
        assert answer.content.startswith(b"%PDF")
        words = printing._words(language)
        assert {words.said(key)[0] for key in (*SECTIONS, "conditions_vd", "separation")} <= kept["labels"]
        assert any(part.get("after") == words.said("asylum_always") for part in kept["parts"])
    assert client.get(reverse("return_notification", args=[one.pk])).content.startswith(b"%PDF")
    assert kept["second"] == "fas"  # Dari is read in the words of Persian
    assert client_of("officer").get(reverse("return_decision", args=[one.pk])).status_code in {403, 404}


def test_a_manifest_holds_nobody_who_was_taken_off(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case, other = walk.ordered(staff), walk.ordered(staff, given_names="Second")
    one = walk.locked(staff, case, other)
    do(registration.record_wish, staff["social"], person_id=walk.person_of(case))
    kept, client = printed(monkeypatch), client_of("foreigners")
    assert client.get(reverse("return_manifest", args=[one])).content.startswith(b"%PDF")
    listed = str(next(part["table"] for part in kept["parts"] if part.get("table")))
    assert "Second" in listed
    assert listed.startswith("[[['2. ")  # by the number that it always had
    assert "Nasir" not in listed
    assert client.get(reverse("return_fitness", args=[other])).content.startswith(b"%PDF")


def test_a_request_is_printed_from_what_left(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    _back, case = sent(staff)
    kept = printed(monkeypatch)
    with seeing_all():
        told = ToldAbroad.objects.get(case=case)
    assert client_of("foreigners").get(reverse("readmission_form", args=[told.pk])).content.startswith(b"%PDF")
    assert len(kept["labels"]) <= 1 + len(told.items)


def test_the_monitors_report_is_for_the_monitor_to_give(staff: dict[str, Actor]) -> None:
    one = walk.locked(staff, walk.ordered(staff))
    with seeing_all():
        watched = Monitoring.objects.get(operation=one).pk
    do(monitoring.deploy, staff["monitor"], watched, monitor="X", trained_until=walk.day(9), languages=["eng"])
    address = reverse("monitor_report", args=[watched])
    assert client_of("monitor").get(address).status_code == 404  # nothing is published yet
    do(monitoring.publish, staff["monitor"], watched, report="SYNTHETIC report")
    assert client_of("monitor").get(address, {"language": "tur"}).content.startswith(b"%PDF")
    assert client_of("foreigners").get(address).status_code in {403, 404}


def test_the_month_counts_returns(staff: dict[str, Actor]) -> None:
    walk.served(staff)
    walk.opened(staff, given_names="Not decided")
    stopped = walk.served(staff, given_names="Second")
    do(registration.record_wish, staff["social"], person_id=walk.person_of(stopped))
    sent(staff, given_names="Third")
    with acting_as(staff["statistician"]):
        cells = counting.count(f"{moment.today():%Y-%m}").cells
    total = {one.indicator: number for one, number in cells.items() if {one.border, one.citizen, one.sex, one.age, one.uasc} == {"_T"}}
    wanted = {"RET_STOP": 1, "RET_FORCED": 0, "RET_VOL": 0, "DET_ORDER": 0, "READM_SENT": 1}
    assert {name: total[name] for name in wanted} == wanted
    assert total["RET_ORDER"] >= 2
