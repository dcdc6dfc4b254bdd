"""Profiles as rows, readiness as counts, and no way out: nothing of this room can reach a network."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import sys
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile
from egnatia.node import interop
from egnatia.node.demo.fingers import container
from egnatia.node.interop import actions as exports
from egnatia.node.interop import canonical, exporting, profiles, readiness, tasks
from egnatia.node.interop.models import ProfileElement, ProfileExport, ReadinessRun
from egnatia.node.interop.values import TRANSFORMS
from egnatia.node.registration import actions as registration
from egnatia.node.screening import actions as screening
from tests.node.conftest import REGISTERED, arrive, do, told
from tests.node.test_biometrics import capture
from tests.node.test_pages import client_of

NINE = {"IP_APPLICANT", "RESETTLE_CHECK", "RESETTLED_UNION", "RESETTLE_REFUSED", "RESETTLED_NATIONAL", "IRREG_CROSSING", "ILLEGAL_STAY", "SAR", "TEMP_PROT"}
ROOM = Path(interop.__file__).parent
# Ways to a network: standard library, our exchange, and clients that the project has.
WAYS = {"socket", "ssl", "http", "urllib", "smtplib", "ftplib", "asyncio", "httpx", "requests", "egnatia.exchange", "django.core.mail"}


def ways_out(source: str) -> set[str]:
    """Imports of a source text that lead to a network."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found |= {way for name in names for way in WAYS if name == way or name.startswith(f"{way}.")}
    return found


def test_nothing_of_this_room_imports_a_way_to_a_network() -> None:
    files = list(ROOM.rglob("*.py"))
    assert len(files) > 6
    assert {file.name: ways_out(file.read_text(encoding="utf-8")) for file in files if ways_out(file.read_text(encoding="utf-8"))} == {}


@pytest.mark.parametrize("line", ["import socket", "from urllib.request import urlopen", "from egnatia.exchange import outbox", "import http.client"])
def test_broken_twin_an_exporter_that_sends_is_found(line: str) -> None:
    assert ways_out(f"def send(record):\n    {line}\n")


def test_eurodac_has_its_nine_categories_and_every_row_is_unverified(db: None) -> None:
    rows = profiles.elements("EURODAC_2024")
    assert set(readiness.categories_of(rows)) == NINE
    assert not any(one.verified for one in ProfileElement.objects.all())
    assert {one.transform for one in ProfileElement.objects.all()} <= set(TRANSFORMS)


def test_every_path_of_a_profile_is_one_that_a_record_has_or_that_no_record_falls_under(staff: dict[str, Actor]) -> None:
    arrive(staff)
    with acting_as(SYSTEM):
        record = canonical.batch("IRREG_CROSSING", None)[0][0]
    for one in ProfileElement.objects.all():
        assert one.path in record or set(one.categories) <= {*canonical.NO_RECORDS}, one.path


def test_a_record_lacks_what_it_lacks(staff: dict[str, Actor]) -> None:
    arrive(staff, family_name="کریمی", given_names="Nasir", citizenship="XXX", birth={"year": "1990", "month": "", "day": ""})
    found = readiness.examine("EURODAC_2024")["IRREG_CROSSING"]
    assert (found["records"], found["valid"]) == (1, 0)
    assert {"17(1)(c) Surnames", "17(1)(d) Nationalities", "17(1)(e) Date of birth", "17(1)(a) Fingerprint data"} <= set(dict(found["lacks"]))
    assert "17(1)(i) Number of document" not in dict(found["lacks"])  # if available


def test_a_stateless_person_has_a_nationality_field_that_is_valid(staff: dict[str, Actor]) -> None:
    """FR-48: stateless is known, not determined is not."""
    assert TRANSFORMS["nationality"]("XXA") == "XXA"
    assert TRANSFORMS["nationality"]("XXX") is None


def test_a_complete_record_is_valid(staff: dict[str, Actor]) -> None:
    case = arrive(staff, place_of_birth="Herat")
    do(screening.inform, staff["officer"], case, **told())
    do(screening.record_biometrics, staff["officer"], case, outcome="TAKEN")
    assert readiness.examine("UMF_LIKE")["IRREG_CROSSING"]["valid"] == 1
    assert readiness.examine("EURODAC_2024")["IRREG_CROSSING"] == {"records": 1, "valid": 1, "lacks": []}


def test_a_child_under_six_falls_under_no_category(staff: dict[str, Actor]) -> None:
    arrive(staff, birth={"year": str(moment.today().year - 4), "month": "1", "day": "1"})
    arrive(staff)
    assert readiness.examine("EURODAC_2024")["IRREG_CROSSING"]["records"] == 1


def test_a_registration_is_an_applicant_and_batches_go_on_where_the_last_ended(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(5):
        arrival = arrive(staff)
        with seeing_all():
            subject = CaseFile.objects.get(pk=arrival).subject
        case = do(registration.record_wish, staff["officer"], person_id=subject)
        do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    monkeypatch.setattr(canonical, "BATCH", 2)
    heard: list[tuple[int, int]] = []
    found = readiness.examine("EURODAC_2024", lambda done, total: heard.append((done, total)))
    assert (found["IP_APPLICANT"]["records"], found["IRREG_CROSSING"]["records"]) == (5, 5)
    assert heard[-1] == (10, 10)
    assert [done for done, _total in heard] == sorted(done for done, _total in heard)


def test_the_report_holds_counts_and_no_value(staff: dict[str, Actor]) -> None:
    arrive(staff, given_names="Verysecretname")
    assert "Verysecretname" not in str(readiness.examine("EURODAC_2024"))


def test_the_page_asks_the_job_once_and_shows_what_it_found(staff: dict[str, Actor]) -> None:
    arrive(staff, place_of_birth="")
    arrive(staff, place_of_birth="Herat", citizenship="XXX")
    client = client_of("statistician")
    assert "Eurodac" in client.get(reverse("readiness")).content.decode()
    for _time in range(2):
        client.post(reverse("readiness_examine"), {"profile": "EURODAC_2024"})
    run = ReadinessRun.objects.get()
    assert "Examining" in client.get(reverse("readiness_progress", args=[run.pk])).content.decode()
    tasks.examine(str(run.pk))
    run.refresh_from_db()
    assert run.finished_at
    assert not run.failed
    page = client.get(reverse("readiness")).content.decode()
    assert "IRREG_CROSSING" in page
    assert page.index("17(1)(a) Fingerprint data: 2") < page.index("17(1)(f) Place of birth: 1")  # most often first
    assert client_of("officer").get(reverse("readiness")).status_code == 403
    assert client.post(reverse("readiness_examine"), {"profile": "NOTHING"}).status_code == 404


def test_a_report_that_fails_says_so(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    run = ReadinessRun.objects.create(profile="EURODAC_2024", version="x", asked_by=uuid.uuid4(), asked_at=moment.now() - timedelta(minutes=1))

    def broken(*_args: Any) -> None:
        raise OSError

    monkeypatch.setattr(readiness, "examine", broken)
    tasks.examine(str(run.pk))
    run.refresh_from_db()
    assert run.failed


def test_the_mapping_is_shown_as_unverified(staff: dict[str, Actor]) -> None:
    page = client_of("legal").get(reverse("readiness_mapping", args=["UMF_LIKE"])).content.decode()
    assert "PersonIdentity.familyName" in page
    assert "unverified" in page


def test_a_profile_with_an_unknown_transform_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    head = 'profile = "X"\nversion = "1"\n[[elements]]\nelement = "1"\nname = "n"\npath = "p"\n'
    file.write_text(f'{head}transform = "guess"\nmandatory = true\npurpose = "x"\ncategories = []\n', encoding="utf-8")
    with pytest.raises(profiles.BadProfile, match="no transform guess"):
        profiles.read(file)


def test_the_command_prints_counts(staff: dict[str, Actor], capsys: pytest.CaptureFixture[str]) -> None:
    arrive(staff)
    call_command("readiness", "EURODAC_2024", stdout=sys.stdout)
    assert "IRREG_CROSSING" in capsys.readouterr().out
    with pytest.raises(CommandError, match="there are"):
        call_command("readiness", "NOTHING")


def test_a_file_is_asked_for_approved_by_the_data_protection_officer_and_stays_here(staff: dict[str, Actor], settings: Any, tmp_path: Path) -> None:
    settings.EGNATIA_EXPORTS = tmp_path / "exports"
    case = arrive(staff, place_of_birth="Herat")
    capture(staff, case)
    asked = do(exports.ask, staff["legal"], profile="EURODAC_2024", category="IRREG_CROSSING", reason="SYNTHETIC test")
    with pytest.raises(refusals.NotAllowed):
        do(exports.approve, staff["legal"], asked)
    do(exports.approve, staff["dpo"], asked)
    for _twice in range(2):
        tasks.export(str(asked))
    file = exporting.path_of(asked)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    head, *records = [json.loads(line) for line in file.read_text().splitlines()]
    assert (head["profile"], head["not_for_transmission"], head["unverified"]) == ("EURODAC_2024", True, True)
    assert "Karimi" in json.dumps(records)
    # FR-27: that they are held, never the data.
    assert base64.b64encode(container(1))[:40].decode() not in file.read_text()
    with acting_as(SYSTEM):
        kept = ProfileExport.objects.get()
    assert (kept.records, kept.digest) == (1, hashlib.sha256(file.read_bytes()).hexdigest())
    assert "Karimi" not in client_of("dpo").get(reverse("case", args=[asked])).content.decode()
    with moment.pretend(moment.now() + timedelta(days=8)):
        assert exporting.remove_old() == 1
    assert not file.exists()


def test_nobody_approves_what_they_asked_for_even_with_both_roles(staff: dict[str, Actor]) -> None:
    both = replace(staff["dpo"], roles=frozenset({Role.LEGAL_OFFICER, Role.DATA_PROTECTION_OFFICER}))
    asked = do(exports.ask, both, profile="EURODAC_2024", category="IRREG_CROSSING", reason="SYNTHETIC test")
    with pytest.raises(refusals.GateClosed) as caught:
        do(exports.approve, both, asked)
    assert {gate.code for gate, _result in caught.value.closed} == {"G-4EYES"}


def test_a_profile_without_the_category_says_so(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.BadInput, match="no such category"):
        do(exports.ask, staff["legal"], profile="VIS_2008", category="IRREG_CROSSING", reason="SYNTHETIC test")


@pytest.mark.parametrize(
    ("mounts", "kind"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", ""),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\n", "nfs4"),
        ("/dev/sda1 / ext4 rw 0 0\n//server/x /srv/exports cifs rw 0 0\n", "cifs"),
        ("server:/x /srv nfs4 rw 0 0\n/dev/sdb /srv/exports ext4 rw 0 0\n", ""),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/other fuse.sshfs rw 0 0\n", ""),
    ],
)
def test_a_folder_on_another_machine_is_no_own_disk(mounts: str, kind: str) -> None:
    assert exporting.network_file_system(Path("/srv/exports"), mounts) == kind


def test_a_network_folder_closes_the_gate(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = do(exports.ask, staff["legal"], profile="EURODAC_2024", category="IRREG_CROSSING", reason="SYNTHETIC test")
    monkeypatch.setattr(exporting, "network_file_system", lambda _path: "nfs4")
    with pytest.raises(refusals.GateClosed) as caught:
        do(exports.approve, staff["dpo"], asked)
    assert {gate.code for gate, _result in caught.value.closed} == {"G-OWN-DISK"}


def test_a_file_that_cannot_be_written_leaves_nothing_half_and_says_so(staff: dict[str, Actor], settings: Any, tmp_path: Path) -> None:
    settings.EGNATIA_EXPORTS = tmp_path / "file"
    settings.EGNATIA_EXPORTS.write_text("in the way")
    asked = do(exports.ask, staff["legal"], profile="EURODAC_2024", category="IRREG_CROSSING", reason="SYNTHETIC test")
    do(exports.approve, staff["dpo"], asked)
    tasks.export(str(asked))
    assert "ask again" in client_of("dpo").get(reverse("case", args=[asked])).content.decode()
