"""Biometric data: who it is never taken from, what a container must be, how it is kept, compared and hidden (FR-25 to FR-27, FR-29, FR-43)."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, RuleRow, Task
from egnatia.node.biometrics import containers, matching, recording, tasks
from egnatia.node.biometrics.inputs import Biometrics, Outcome
from egnatia.node.biometrics.models import Container, FingerState, Likeness, LikenessAnswer, MissingReason, Standard
from egnatia.node.demo.fingers import container
from egnatia.node.registration import actions as registration
from egnatia.node.release import counting
from egnatia.node.screening import actions as screening
from egnatia.node.screening import procedure
from egnatia.node.screening.models import StepDone
from tests.node.conftest import arrive, do
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

FILE = base64.b64encode(container(1)).decode()
FACE = b"\x65\x03\x02\x01\x05"


def taken(**changes: Any) -> dict[str, Any]:
    return {"outcome": "TAKEN", "fingers": FILE, "device": "SYNTHETIC scanner 1", **changes}


def capture(staff: dict[str, Actor], case: UUID, seed: int = 1, **changes: Any) -> None:
    file = base64.b64encode(container(seed, **changes)).decode()
    do(screening.record_biometrics, staff["officer"], case, **taken(fingers=file))


def test_a_container_says_its_fingers_reasons_and_quality() -> None:
    head = containers.read(container(7, fingers=(1, 2, 3, 4, 5, 6, 7, 8), amputated=(9, 10), quality=64))
    assert head.standard == Standard.ANSI_NIST_ITL
    assert (sorted(head.fingers), head.quality) == (list(range(1, 9)), 64)
    assert head.missing == {9: MissingReason.AMPUTATED, 10: MissingReason.AMPUTATED}
    assert containers.read(FACE).standard == Standard.ISO_39794_5
    assert containers.read(b"\x64\x81\x02\x05\x00").standard == Standard.ISO_39794_4


def test_a_slap_covers_its_fingers() -> None:
    content = container(7, fingers=(13, 14, 15))
    assert sorted(containers.read(content).fingers) == list(range(1, 11))


def broken() -> dict[str, bytes]:
    whole = container(3)
    cut_record = whole[: whole.rindex(b"14.001:")]
    return {
        "empty": b"",
        "text": b"fingers",
        "cut in the middle": whole[:-40],
        "a record taken out": cut_record,
        "a byte too many": whole + b"\x1c",
        "no fingers": container(3, fingers=()),
        "a length that lies": whole.replace(b"2.001:", b"2.001:9", 1),
        "iso with a wrong length": FACE + b"\x00",
        "iso alone": b"\x65",
        "iso without content": b"\x65\x00",
        "a finger that does not exist": container(3, fingers=(77,)),
        "quality of 150": container(3, quality=150),
        "too large": b"1.001:" + b"0" * containers.LARGEST,
    }


@pytest.mark.parametrize("name", sorted(broken()))
def test_what_is_no_container_is_refused_with_what_to_do(name: str, staff: dict[str, Actor]) -> None:
    content = broken()[name]
    with pytest.raises(containers.BadContainer, match=r"again|choose"):
        containers.read(content)
    case = arrive(staff)
    if content:
        with pytest.raises(refusals.BadInput):
            do(screening.record_biometrics, staff["officer"], case, **taken(fingers=base64.b64encode(content).decode()))


def test_every_cut_of_a_container_is_refused_or_read_never_worse() -> None:
    whole = container(5, fingers=(1,), amputated=(2,))
    for end in range(len(whole)):
        with pytest.raises(containers.BadContainer):
            containers.read(whole[:end])


def test_a_capture_is_sealed_with_the_state_of_every_finger(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    file = base64.b64encode(container(1, fingers=(1, 2, 3, 4, 5, 6, 7, 8, 9))).decode()
    with pytest.raises(refusals.BadInput, match="Left little finger"):
        do(screening.record_biometrics, staff["officer"], case, **taken(fingers=file))
    do(screening.record_biometrics, staff["officer"], case, **taken(fingers=file, missing=[10], missing_reason="BANDAGED"))
    with seeing_all():
        kept = Container.objects.get()
        assert (kept.quality, kept.device, kept.age >= 14, kept.minimum_age) == (71, "SYNTHETIC scanner 1", True, 14)
        assert dict(FingerState.objects.exclude(missing="").values_list("position", "missing")) == {10: MissingReason.BANDAGED}
        assert kept.content == base64.b64decode(file)
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM biometrics_container")
            assert b"SYNTHETIC" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ({"outcome": "TOO_YOUNG"}, "Nothing was taken"),
        ({"device": ""}, "device"),
        ({"fingers": "no base64!"}, "read"),
        ({"face": FILE}, "camera"),
        ({"fingers": base64.b64encode(FACE).decode()}, "face"),
        ({"missing": [3]}, "why"),
    ],
)
def test_an_answer_that_contradicts_itself_says_so(staff: dict[str, Actor], answers: dict[str, Any], word: str) -> None:
    with pytest.raises(refusals.BadInput) as caught:
        do(screening.record_biometrics, staff["officer"], arrive(staff), **taken(**answers))
    assert word in str(caught.value.errors)


def test_what_was_not_possible_keeps_its_reason_until_it_is(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with pytest.raises(refusals.BadInput, match="why"):
        do(screening.record_biometrics, staff["officer"], case, outcome="NOT_POSSIBLE")
    do(screening.record_biometrics, staff["officer"], case, outcome="NOT_POSSIBLE", missing_reason="DEVICE")
    page = client_of("officer").get(reverse("case", args=[case])).content.decode()
    assert "Device out of order" in page
    capture(staff, case)
    assert "Device out of order" not in client_of("officer").get(reverse("case", args=[case])).content.decode()


@pytest.mark.parametrize(("birth", "stopped"), [({"year": "2023"}, True), ({}, True), ({"year": "2014"}, True), ({"year": "1990"}, False)])
def test_fr_25_and_26_screen_and_api_refuse_under_the_age_and_in_doubt(staff: dict[str, Actor], birth: dict[str, str], stopped: bool) -> None:
    """FR-25: under six or in doubt; FR-26: the national 14 of Serbia wins. By the page and by the interface alike."""
    case = arrive(staff, birth=birth)
    client = client_of("officer")
    form = {"outcome": "TAKEN", "device": "SYNTHETIC", "accompanied": "on", "fingers": SimpleUploadedFile("a.nist", container(1))}
    by_page = client.post(reverse("act", args=[case, "record_biometrics"]), form)
    body = json.dumps(taken(accompanied=True))
    by_api = client.post(
        f"/api/v1/cases/{case}/screening/record_biometrics", body, content_type="application/json", headers={"Idempotency-Key": str(UUID(int=7))}
    )
    with seeing_all():
        assert Container.objects.count() == (0 if stopped else 2)
    assert (by_page.status_code, by_api.status_code) == ((409, 409) if stopped else (302, 200))
    if stopped:
        assert "G-BIO-AGE" in by_api.content.decode()


def test_fr_25_twin_without_the_gate_the_database_still_refuses(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(procedure.BIOREG, "gates", ())
    for year in ("2023", None):
        case = arrive(staff, birth={"year": year} if year else {})
        with pytest.raises(IntegrityError), transaction.atomic():
            do(screening.record_biometrics, staff["officer"], case, **taken())
    with seeing_all():
        assert not Container.objects.exists()


def test_fr_26_a_national_row_below_six_never_counts(staff: dict[str, Actor]) -> None:
    RuleRow.objects.filter(code="FINGERPRINT_MIN_AGE", jurisdiction="SRB").update(value=1)
    with pytest.raises(refusals.GateClosed) as caught:
        capture(staff, arrive(staff, birth={"year": str(moment.today().year - 4)}))
    assert "G-BIO-AGE" in closed(caught)


def test_a_child_is_not_alone_while_it_is_done(staff: dict[str, Actor]) -> None:
    case = arrive(staff, birth={"year": str(moment.today().year - 16)})
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.record_biometrics, staff["officer"], case, **taken())
    assert closed(caught) == {"G-BIO-CHILD"}
    do(screening.record_biometrics, staff["officer"], case, **taken(accompanied=True))


def test_matching_software_finds_yellow_only_and_changes_nothing(staff: dict[str, Actor]) -> None:
    first, second, other = arrive(staff), arrive(staff), arrive(staff)
    capture(staff, first, seed=1)
    capture(staff, other, seed=2)
    capture(staff, second, seed=1, noise=20)
    with seeing_all():
        before = CaseFile.objects.get(pk=second).version
        probe = Container.objects.get(case=second)
    for _twice in range(2):
        tasks.compare(str(probe.pk))
    with seeing_all():
        found = Likeness.objects.get()
        assert (found.case_id, found.other_id, found.colour) == (second, Container.objects.get(case=first).person_id, "YELLOW")
        assert found.score == pytest.approx(0.9)
        assert CaseFile.objects.get(pk=second).version == before
        with pytest.raises(IntegrityError), transaction.atomic():
            Likeness.objects.update(colour="RED")
    page = client_of("officer").get(reverse("case", args=[second])).content.decode()
    assert "A question, not an answer" in page
    assert "SIMULATOR" in page
    # That somebody may be known elsewhere is itself a datum: not for everybody who reads the case.
    assert "SIMULATOR" not in client_of("medic").get(reverse("case", args=[second])).content.decode()


def test_a_human_answers_and_tells_the_person(staff: dict[str, Actor]) -> None:
    first, second = arrive(staff), arrive(staff)
    capture(staff, first, seed=1)
    capture(staff, second, seed=1)
    with seeing_all():
        probe = Container.objects.get(case=second)
    tasks.compare(str(probe.pk))
    with seeing_all():
        assert Task.objects.filter(case=second, code="ANSWER_LIKENESS", done_at=None).exists()
    told = {"number": 1, "colour": "WHITE", "reason": "SYNTHETIC: asked, registered twice on one day"}
    with pytest.raises(refusals.BadInput, match="tell the person"):
        do(screening.answer_likeness, staff["officer"], second, **told)
    with pytest.raises(refusals.BadInput, match="no open likeness"):
        do(screening.answer_likeness, staff["officer"], second, **{**told, "number": 2}, told_person=True)
    do(screening.answer_likeness, staff["officer"], second, **told, told_person=True)
    with pytest.raises(refusals.BadInput, match="no open likeness"):
        do(screening.answer_likeness, staff["officer"], second, **told, told_person=True)
    with seeing_all():
        assert not Task.objects.filter(case=second, code="ANSWER_LIKENESS", done_at=None).exists()
        assert Likeness.objects.get().colour == "YELLOW"
        with pytest.raises(IntegrityError), transaction.atomic():
            LikenessAnswer.objects.update(told_person=False)
        # Nothing is merged.
        assert Container.objects.values("person").distinct().count() == 2


def test_the_simulator_refuses_containers_of_real_people() -> None:
    sample = matching.Sample(UUID(int=1), Standard.ANSI_NIST_ITL, container(1), synthetic=True)
    assert matching.Simulator().compare(sample, [replace(sample, person=UUID(int=2))])
    assert matching.Simulator().compare(sample, [replace(sample, person=UUID(int=2), synthetic=False)]) == []
    with pytest.raises(ValueError, match="SYNTHETIC"):
        matching.Simulator().compare(replace(sample, synthetic=False), [sample])


def test_a_record_of_a_finger_that_is_missing_needs_no_image() -> None:
    whole = container(3, fingers=(1, 2, 3, 4, 5, 6, 7, 8, 9), amputated=(10,), images_of_missing=False)
    assert containers.read(whole).missing == {10: MissingReason.AMPUTATED}
    none = containers.read(container(3, fingers=(), amputated=tuple(range(1, 11)), images_of_missing=False))
    assert len(none.missing) == 10
    assert not none.fingers


def test_an_empty_or_too_large_file_is_refused_and_not_taken_for_done(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    for content in (b"", b"x" * 4_000_001):
        form = {"outcome": "TAKEN", "device": "SYNTHETIC", "fingers": SimpleUploadedFile("a.nist", content)}
        assert client_of("officer").post(reverse("act", args=[case, "record_biometrics"]), form).status_code == 422
    with pytest.raises(refusals.BadInput):
        do(screening.record_biometrics, staff["officer"], case, outcome="TAKEN", fingers="", device="SYNTHETIC")
    with seeing_all():
        assert not StepDone.objects.filter(case=case).exists()


def test_the_door_takes_a_finished_input_with_its_bytes(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    screening.record_biometrics(Biometrics(**taken()), actor=staff["officer"], key=UUID(int=9), case_id=case)
    with seeing_all():
        assert Container.objects.get().content == container(1)


def test_without_matching_software_nothing_is_asked(staff: dict[str, Actor], settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EGNATIA_MATCHER = ""
    asked: list[str] = []
    monkeypatch.setattr(recording.tasks.compare, "defer", lambda container_id: asked.append(container_id))
    capture(staff, arrive(staff))
    assert not asked
    with pytest.raises(matching.NoMatcher):
        matching.matcher()


def test_registration_takes_it_behind_the_same_gates(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"])
    with pytest.raises(refusals.GateClosed) as caught:
        do(registration.record_biometrics, staff["asylum"], wish, **taken())
    assert "G-BIO-AGE" in closed(caught)


def test_fr_27_no_page_log_or_answer_holds_the_data(staff: dict[str, Actor], caplog: pytest.LogCaptureFixture) -> None:
    """The pattern bytes stand in no page, no answer of the interface and no log, in any form in which they could be written."""
    case = arrive(staff)
    with caplog.at_level("DEBUG"):
        capture(staff, case)
        client = client_of("officer")
        told = client.get(reverse("case", args=[case])).content + client.get(f"/api/v1/cases/{case}").content
        told += client.get(reverse("act", args=[case, "record_biometrics"])).content
    image = containers.read(container(1)).images[1]
    forms = (image, image[:24].hex().encode(), base64.b64encode(image)[:24], repr(image[:24])[2:-1].encode())
    whole = told + caplog.text.encode()
    assert not any(one in whole for one in forms)
    assert forms[1] in whole + image.hex().encode(), "the search itself must be able to find it"


def test_fr_27_the_month_that_is_counted_reads_no_biometric_table(staff: dict[str, Actor]) -> None:
    capture(staff, arrive(staff))
    today = moment.today()
    with CaptureQueriesContext(connection) as asked, seeing_all():
        counting.count(f"{today:%Y-%m}")
    assert asked.captured_queries
    assert not [one for one in asked.captured_queries if "biometrics_" in one["sql"]]


def _words_of_force(made_from: type[Biometrics]) -> set[str]:
    """Fields of the input and codes of its answers that speak of force."""
    codes = {str(value) for choices in (Outcome, MissingReason) for value in choices.values}
    return {word for word in (*made_from.model_fields, *codes) if re.search("forc|coerc|restrain", word, re.IGNORECASE)}


def test_fr_43_nobody_is_forced_and_force_cannot_be_written_down(staff: dict[str, Actor]) -> None:
    assert _words_of_force(Biometrics) == set()
    with pytest.raises(refusals.BadInput):
        do(screening.record_biometrics, staff["officer"], arrive(staff), **taken(by_force=True))


def test_fr_43_twin_a_field_for_force_is_noticed() -> None:
    class Forced(Biometrics):
        by_force: bool = False

    assert _words_of_force(Forced) == {"by_force"}
