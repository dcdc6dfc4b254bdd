"""The region's pages, the bulletin, and SDMX out."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.exchange.envelope import Receipt
from egnatia.hub.statistics import selectors
from egnatia.hub.statistics.importing import import_file
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.urls import every_url_has_a_rule
from egnatia.kernel.models import User
from tests.hub.conftest import envelope, row
from tests.hub.test_history import FRONTEX


@pytest.fixture
def client(db: None) -> Client:
    found = Client()
    found.force_login(User.objects.get(username="analyst"))
    return found


@pytest.fixture
def region(send: Callable[..., Receipt]) -> None:
    rows = [
        row("120"),
        row("80", CITIZEN="AFG"),
        row("", CITIZEN="SYR", CONF_STATUS="A"),
        row("70", BORDER="MKD-SRB"),
        row("", INDICATOR="STAY", CONF_STATUS="A"),
    ]
    assert send(envelope(rows)).content["status"] == "accepted"
    other = envelope([row("40", node="MKD", OBS_STATUS="P")], node="MKD")
    assert send(other, node="MKD").content["status"] == "accepted"


def test_every_url_carries_a_rule() -> None:
    assert every_url_has_a_rule() == []


def test_pages_of_an_empty_hub(client: Client) -> None:
    for name in ("region", "completeness", "history", "rules", "data"):
        assert client.get(reverse(name)).status_code == 200
    assert "No node has sent a month yet" in client.get(reverse("region")).content.decode()


def test_the_picture_shows_what_was_sent_and_what_was_not(client: Client, region: None) -> None:
    import_file(FRONTEX, "frontex.csv")
    text = client.get(reverse("region")).content.decode()
    assert len(re.findall(r'class="q[0-4s]"', text)) == 7
    assert (text.count('class="q4"'), text.count('class="q0"')) == (1, 5)
    for words in ("Kosovo*", "UNSCR 1244/1999", "Frontex, frontex.csv", "MKD-SRB", "Afghanistan"):
        assert words in text
    assert "Syria" not in text.split("Largest citizenships")[1]
    stay = client.get(reverse("region") + "?indicator=STAY").content.decode()
    assert 'class="qs"' in stay
    assert "&lt;5" in stay
    for junk in ("?indicator=x", "?period=2026-13", "?period=%00"):
        assert client.get(reverse("region") + junk).status_code == 200


def test_completeness_names_who_did_not_send(client: Client, region: None, analyst: Actor) -> None:
    lines = selectors.completeness(analyst, ["2026-10"])
    assert [one.node for one in lines if one.revision] == ["MKD", "SRB"]
    assert [one.node for one in lines if one.provisional] == ["MKD"]
    assert client.get(reverse("completeness")).content.decode().count("nothing sent") == 5


def test_the_bulletin_as_page_and_as_pdf(client: Client, region: None, tmp_path: Path) -> None:
    page = client.get(reverse("bulletin", args=["2026-10"])).content.decode()
    for words in ("120", "&lt;5", "Albania, Bosnia and Herzegovina, Kosovo*", "No country sent this month and the month before"):
        assert words in page
    pdf = client.get(reverse("bulletin_pdf", args=["2026-10"]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-1.")
    assert len(pdf.content) > 8_000
    for period in ("2026-09", "2026-13", "x"):
        assert client.get(reverse("bulletin", args=[period])).status_code == 404


def test_sdmx_csv_can_be_read_by_an_sdmx_reader(client: Client, region: None) -> None:
    from pysdmx.io import read_sdmx

    text = client.get(reverse("data") + "?period=2026-10").content.decode()
    assert text.splitlines()[0].startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REP_AREA")
    found = read_sdmx(io.BytesIO(text.encode()), validate=False).data
    assert found is not None
    frame = found[0].data
    assert len(frame) == 6
    total = frame[(frame.REP_AREA == "SRB") & (frame.INDICATOR == "IBC_1A") & (frame.CITIZEN == "_T") & (frame.BORDER == "_T")]
    assert list(total.OBS_VALUE.astype(int)) == [120]
    for period in ("x", "2026-10%0A", "2026-10%00"):
        assert client.get(reverse("data") + f"?period={period}").status_code == 404


def test_strangers_see_nothing(db: None) -> None:
    for name in ("region", "completeness", "history", "data"):
        assert Client().get(reverse(name)).status_code == 302
